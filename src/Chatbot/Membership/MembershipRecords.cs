using Chatbot.Membership.Files;
using Chatbot.Privacy;
using Chatbot.Privacy.Records;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>What this feature keeps about people.</summary>
internal static class MembershipRecords
{
    private const string OwnRegistrations = "number IN (SELECT number FROM registrations WHERE worker_id IN @Workers)";

    // Confirmed, but the NIK is somebody's already: shown as any registration is, so that its download tells nobody whose NIK is known.
    private const string Checked =
        """
        (SELECT nik, name, phone, job, income, NULL AS birth_date, '' AS village, '' AS district, COALESCE(confirmed_at, created_at) AS created_at, number, programs,
            'registered_unpaid' AS status, COALESCE(confirmed_at, created_at) AS at, 'registered' AS what,
            CASE WHEN conversation LIKE 'whatsapp|%' THEN 'whatsapp' WHEN conversation LIKE 'sms|%' THEN 'sms' ELSE 'directline' END AS channel
        FROM pending_registrations WHERE state = 'checking' AND number IN @Workers) AS checked
        """;

    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("workers")
        {
            Holds = "Data pendaftaran",
            Of = ["id IN @Workers"],
            PersonColumns = ["person_id"],
            Keep = "with_person",
            RefersTo = ["people"],
            Identity = new(IdentityKind.Worker, "id", "created_at"),
            Columns =
            [
                PersonalColumn.Sealed("nik", Workers.NikPurpose, "NIK", Masking.Nik),
                PersonalColumn.NikHash("nik_hash", "nik"),
                PersonalColumn.Text("name", "Nama", Masking.Name),
                PersonalColumn.Text("phone", "Nomor HP", Masking.Phone),
                PersonalColumn.Text("job", "Pekerjaan"),
                PersonalColumn.Sealed("income", Workers.IncomePurpose, "Penghasilan sebulan (rupiah)"),
                PersonalColumn.Sealed("birth_date", "worker.birth-date", "Tanggal lahir", static _ => "(tersimpan)"),
                PersonalColumn.Text("village", "Desa"),
                PersonalColumn.Text("district", "Kecamatan"),
                PersonalColumn.Time("created_at", "Didaftarkan"),
            ],
            ShowAlso = Checked,
            Trace = TraceAsync,
            Erase = EraseWorkersAsync,
            Join = JoinAsync,
        },
        new("worker_areas")
        {
            Holds = "Kabupaten atau kota KTP",
            Of = ["worker_id IN @Workers"],
            Keep = "with_person",
            RefersTo = ["workers"],
            Columns = [PersonalColumn.Text("name", "Kabupaten atau kota")],
        },
        new("registrations")
        {
            Holds = "Pendaftaran",
            Of = ["worker_id IN @Workers"],
            Keep = "with_person",
            RefersTo = ["workers"],
            ShowAlso = Checked,
            Columns =
            [
                PersonalColumn.Text("number", "Nomor"), PersonalColumn.Text("programs", "Program"), PersonalColumn.Text("status", "Status"),
                PersonalColumn.Text("channel", "Lewat"), PersonalColumn.Time("created_at", "Waktu"),
            ],
        },
        new("registration_history")
        {
            Holds = "Riwayat pendaftaran",
            Of = [OwnRegistrations],
            Keep = "with_person",
            RefersTo = ["registrations"],
            ShowAlso = Checked,
            Columns = [PersonalColumn.Time("at", "Waktu"), PersonalColumn.Text("what", "Kejadian")],
        },
        new("exported_registrations")
        {
            Holds = "Penyerahan pendaftaran ke BPJS Ketenagakerjaan",
            Of = [OwnRegistrations.Replace("number IN", "registration IN", StringComparison.Ordinal)],
            Keep = "with_person",
            RefersTo = ["registrations"],
            Columns = [PersonalColumn.Time("at", "Waktu"), PersonalColumn.Text("export", "Berkas")],
        },
        new("contributions")
        {
            Holds = "Iuran yang sudah dibayar",
            Of = ["worker_id IN @Workers"],
            Keep = "with_person",
            RefersTo = ["workers"],
            Columns =
            [
                PersonalColumn.Text("month", "Bulan"), PersonalColumn.Text("amount", "Rupiah"), PersonalColumn.Text("programs", "Program"),
                PersonalColumn.Text("payer", "Pembayar"), PersonalColumn.Time("paid_at", "Dibayar"),
            ],
        },
        new("paid_spans")
        {
            Holds = "Bulan pertama dan terakhir yang sudah dibayar",
            Of = ["worker_id IN @Workers"],
            Keep = "with_person",
            RefersTo = ["workers"],
            Columns = [PersonalColumn.Text("first_month", "Bulan pertama"), PersonalColumn.Text("last_month", "Bulan terakhir")],
        },
        new("sponsored_members")
        {
            Holds = "Kepesertaan yang iurannya dibayari",
            Of = ["worker_id IN @Workers"],
            Keep = "with_person",
            RefersTo = ["workers"],
            Columns =
            [
                PersonalColumn.Text("batch", "Daftar"), PersonalColumn.Text("village", "Desa"), PersonalColumn.Time("added_at", "Sejak"),
                PersonalColumn.Text("left_month", "Keluar"),
            ],
        },
        new("tickets")
        {
            Holds = "Permintaan dan pertanyaan Anda kepada petugas",
            Of = ["person_id IN @Persons", "conversation IN @Conversations"],
            Keep = "ticket",
            Since = "created_at",
            // It is about whoever has the NIK already.
            ShowOnly = $"topic <> '{Tickets.KnownNik}'",
            RefersTo = ["people"],
            Key = ["number"],
            Columns =
            [
                PersonalColumn.Time("created_at", "Waktu"), PersonalColumn.Text("number", "Nomor"), PersonalColumn.Text("topic", "Tentang"),
                PersonalColumn.Text("status", "Status"), PersonalColumn.Sealed("content", Tickets.ContentPurpose, "Isi"),
                PersonalColumn.Sealed("note", Tickets.NotePurpose, "Catatan petugas"),
            ],
        },
        new("attempts")
        {
            Holds = "Jawaban keliru saat memastikan orangnya",
            // What is counted apart has a word of three letters and a colon before it.
            Of = ["who IN @Persons", "who IN @NikHashes", "SUBSTR(who, 5) IN @Persons", "SUBSTR(who, 5) IN @NikHashes", Attempts.IsOwn],
            Keep = "duplicates",
            Since = "at",
        },
        // For a day, of a member of the staff: whoever stands on the list is nobody here until it is imported.
        new("import_drafts")
        {
            Holds = "Daftar yang sedang disiapkan untuk diimpor",
            Of = ["1 = 0"],
            Keep = "import_drafts",
            Since = "created_at",
            Columns = [PersonalColumn.Sealed("content", ImportDrafts.ContentPurpose), PersonalColumn.Sealed("mends", ImportDrafts.MendsPurpose)],
        },
        new("form_links")
        {
            Holds = "Tautan ke formulir",
            Of = ["conversation IN @Conversations"],
            Keep = "links",
            Since = "expires_at",
        },
    ];

    // One's own is what one's own phone registered or confirmed, and what was registered with one's number and is nobody else's.
    private static async Task<DataSubject> TraceAsync(DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT id AS Id, nik_hash AS NikHash FROM workers
            WHERE id IN @Workers OR nik_hash IN @NikHashes OR own_person_id IN @Persons OR (phone IN @Phones AND own_person_id IS NULL)
            """,
            subject.Parameters,
            cancellationToken);
        if (subject.OnlyWorkers is { } only) rows = [.. rows.Where(row => only.Contains(row.Id))];
        return subject with
        {
            Workers = subject.Workers.Union(rows.Select(row => row.Id)),
            NikHashes = subject.NikHashes.Union(rows.Select(row => row.NikHash)),
        };
    }

    /// <summary>Own registrations go. Those that he made for others are theirs: they stay, and lead to somebody unnamed.</summary>
    private static async Task<int> EraseWorkersAsync(DbSession session, DataSubject subject, CancellationToken cancellationToken)
    {
        var count = await session.ExecuteAsync("DELETE FROM workers WHERE id IN @Workers", subject.Parameters, cancellationToken);
        // Who shares the phone stays, and is from now on nobody's who wrote from it.
        await session.ExecuteAsync(
            "UPDATE workers SET own_person_id = NULL WHERE own_person_id IN @Persons", subject.Parameters, cancellationToken);
        var others = await session.QueryAsync<OtherRow>(
            """
            SELECT workers.id AS Id, workers.created_at AS CreatedAt, people.zone AS Zone
            FROM workers JOIN people ON people.id = workers.person_id WHERE workers.person_id IN @Persons
            """,
            subject.Parameters,
            cancellationToken);
        foreach (var other in others)
        {
            var nobody = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(other.CreatedAt)).ToString();
            await session.ExecuteAsync(
                "INSERT INTO people (id, zone, created_at) VALUES (@nobody, @Zone, @CreatedAt)",
                new { nobody, other.Zone, other.CreatedAt },
                cancellationToken);
            await session.ExecuteAsync(
                "UPDATE workers SET person_id = @nobody WHERE id = @Id", new { nobody, other.Id }, cancellationToken);
        }

        return count + others.Count;
    }

    private static async Task JoinAsync(DbSession session, PersonJoin join, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("UPDATE workers SET person_id = @To WHERE person_id = @From", join, cancellationToken);
        await session.ExecuteAsync("UPDATE workers SET own_person_id = @To WHERE own_person_id = @From", join, cancellationToken);
    }

    private sealed record Row(string Id, string NikHash);

    private sealed record OtherRow(string Id, long CreatedAt, string Zone);
}
