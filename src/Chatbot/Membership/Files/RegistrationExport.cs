using System.Globalization;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Membership.Files;

/// <summary>A file of registrations for BPJS Ketenagakerjaan's own systems.</summary>
/// <param name="Number">Such as <c>E-261121-7KM3Q</c>.</param>
/// <param name="Rows">How many registrations.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="ApprovedBy">The second person.</param>
/// <param name="At">UTC.</param>
internal sealed record RegistrationBatch(string Number, long Rows, string MadeBy, string ApprovedBy, DateTimeOffset At)
{
    /// <summary>Whose registrations these are.</summary>
    public string Organisation { get; init; } = Ownership.First;

    /// <summary>What stands at the head of the file, so that a copy can be traced.</summary>
    public string Watermark => string.Create(
        CultureInfo.InvariantCulture,
        $"RAHASIA, berisi NIK. {Number}: {Rows} pendaftaran, diekspor {MadeBy}, disetujui {ApprovedBy}, {At.ToOffset(TimeSpan.FromHours(7)):yyyy-MM-dd HH:mm} WIB. Hanya untuk entri di sistem BPJS Ketenagakerjaan; hapus setelah selesai.");
}

/// <summary>
/// Hands registrations over: takes those that no file had yet, marks them, and writes them in the columns that an officer types. The mark
/// comes first: a file that could not be written is written again by its number.
/// </summary>
internal sealed class RegistrationExport(Database database, PersonalData personalData, AuditLog audit, TimeProvider clock)
{
    private const int AtOnce = 5_000;

    private static readonly string[] Header =
    [
        "No", "NIK", "Nama Lengkap", "Tanggal Lahir", "Nomor HP", "Pekerjaan", "Sektor", "Penghasilan per Bulan", "Program", "Desa/Kelurahan",
        "Kecamatan", "Nomor Pendaftaran", "Tanggal Daftar", "Catatan",
    ];

    /// <summary>Marks what is new of the first organisation; null when nothing is.</summary>
    /// <exception cref="ArgumentException">The two people are one, or one is not named.</exception>
    public Task<RegistrationBatch?> TakeAsync(
        string madeBy, string approvedBy, string reason, DateTimeOffset localNow, CancellationToken cancellationToken) =>
        TakeAsync(Ownership.First, madeBy, approvedBy, reason, localNow, cancellationToken);

    /// <summary>Marks what is new of an organisation; null when nothing is.</summary>
    /// <exception cref="ArgumentException">The two people are one, or one is not named.</exception>
    public Task<RegistrationBatch?> TakeAsync(
        string organisation, string madeBy, string approvedBy, string reason, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        if (!AreTwo(madeBy, approvedBy)) throw new ArgumentException("Two people are needed.", nameof(approvedBy));
        return database.WriteBulkAsync(session => TakeAsync(session, organisation, madeBy, approvedBy, reason, localNow, cancellationToken), cancellationToken);
    }

    /// <summary>The same in the transaction of an approval.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="organisation">Whose registrations.</param>
    /// <param name="madeBy">Who hands them over.</param>
    /// <param name="approvedBy">The second person.</param>
    /// <param name="reason">What for.</param>
    /// <param name="localNow">Its date is part of the number.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RegistrationBatch?> TakeAsync(
        DbSession session, string organisation, string madeBy, string approvedBy, string reason, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        session.Lock("exports");
        var at = clock.GetUtcNow();
        var numbers = await session.QueryAsync<string>(
            $"SELECT registrations.number {New} ORDER BY registrations.created_at, registrations.number", new { Organisation = organisation }, cancellationToken);
        if (numbers.Count == 0) return null;
        var batch = new RegistrationBatch(PublicNumber.Export(localNow), numbers.Count, madeBy, approvedBy, at) { Organisation = organisation };
        await session.ExecuteAsync(
            "INSERT INTO exports (number, organisation_id, rows, made_by, approved_by, at) VALUES (@Number, @Organisation, @Rows, @MadeBy, @ApprovedBy, @At)",
            new { batch.Number, batch.Organisation, batch.Rows, batch.MadeBy, batch.ApprovedBy, At = at.ToUnixTimeMilliseconds() },
            cancellationToken);
        await session.BulkInsertAsync(
            new BulkInsert("exported_registrations", ["registration", "export", "at"]),
            numbers.Select(number => new object?[] { number, batch.Number, at.ToUnixTimeMilliseconds() }),
            cancellationToken);
        await session.BulkInsertAsync(
            new BulkInsert("registration_history", ["id", "number", "what", "turn_id", "at"]),
            numbers.Select(number => new object?[] { Guid.CreateVersion7(at).ToString(), number, "handed_over", batch.Number, at.ToUnixTimeMilliseconds() }),
            cancellationToken);
        await audit.AddAsync(session, new Look(madeBy, $"{reason}, {batch.Number}, disetujui {approvedBy}"), "export.registrations", "", cancellationToken);
        return batch;
    }

    /// <summary>How many there are that no file has had.</summary>
    public static Task<long> CountNewAsync(DbSession session, StaffScope scope, CancellationToken cancellationToken) =>
        session.FirstAsync<long>($"SELECT COUNT(*) {New}", new { scope.Organisation }, cancellationToken);

    // Who is on a sponsor's list that nobody has confirmed yet waits for it.
    private static readonly string New =
        $"""
        FROM registrations JOIN workers ON workers.id = registrations.worker_id
        WHERE {StaffScope.OwnsRow("workers")}
            AND NOT EXISTS (SELECT 1 FROM exported_registrations WHERE registration = registrations.number)
            AND NOT EXISTS (
                SELECT 1 FROM sponsored_members JOIN sponsored_batches ON sponsored_batches.number = sponsored_members.batch
                WHERE sponsored_members.worker_id = registrations.worker_id AND registrations.channel = 'import'
                    AND sponsored_batches.state IN ('draft', 'checked'))
        """;

    /// <summary>A file that was made before, to write it again; null when there is none. It is a look at its data, and noted.</summary>
    public async Task<RegistrationBatch?> AgainAsync(
        string number, string madeBy, string approvedBy, string reason, CancellationToken cancellationToken)
    {
        if (!AreTwo(madeBy, approvedBy)) throw new ArgumentException("Two people are needed.", nameof(approvedBy));
        var (organisation, rows) = await database.ReadAsync(
            async session => (
                await session.FirstAsync<string>("SELECT organisation_id FROM exports WHERE number = @number", new { number }, cancellationToken),
                await session.FirstAsync<long>("SELECT COUNT(*) FROM exported_registrations WHERE export = @number", new { number }, cancellationToken)),
            cancellationToken);
        if (organisation is null || rows == 0) return null;
        await audit.AddAsync(new Look(madeBy, $"{reason}, {number} lagi, disetujui {approvedBy}"), "export.registrations", "", cancellationToken);
        return new RegistrationBatch(number, rows, madeBy, approvedBy, clock.GetUtcNow()) { Organisation = organisation };
    }

    /// <summary>Writes the file into the folder, readable by the owner alone; gives its path. The name holds the number and nothing of a person.</summary>
    /// <param name="batch">Which.</param>
    /// <param name="folder">Where.</param>
    /// <param name="isXlsx">A workbook; else a CSV.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> WriteAsync(RegistrationBatch batch, string folder, bool isXlsx, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName(batch, isXlsx));
        var alone = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) alone.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, alone);
        await WriteAsync(batch, file, isXlsx, cancellationToken);
        return path;
    }

    /// <summary>It holds the number and nothing of a person.</summary>
    public static string FileName(RegistrationBatch batch, bool isXlsx) => $"pendaftaran-{batch.Number}.{(isXlsx ? "xlsx" : "csv")}";

    /// <summary>Writes the file.</summary>
    public async Task WriteAsync(RegistrationBatch batch, Stream file, bool isXlsx, CancellationToken cancellationToken)
    {
        if (isXlsx)
        {
            using var book = new XlsxFile(file, "Pendaftaran");
            book.Write([batch.Watermark]);
            book.Write(Header);
            await foreach (var row in RowsAsync(batch.Number, cancellationToken)) book.Write(row);
        }
        else
        {
            await using var csv = new SafeCsv(file);
            await csv.WriteAsync([batch.Watermark]);
            await csv.WriteAsync(Header);
            await foreach (var row in RowsAsync(batch.Number, cancellationToken)) await csv.WriteAsync(row);
        }
    }

    /// <summary>Two names of two people: other capitals or spaces do not make another person.</summary>
    public static bool AreTwo(string one, string other)
    {
        static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return Plain(one).Length > 0 && Plain(other).Length > 0 && Plain(one) != Plain(other);
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        string export, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (after, number) = ("", 0);
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync<Row>(
                    """
                    SELECT registrations.number AS Number, registrations.programs AS Programs, registrations.created_at AS CreatedAt,
                        workers.nik AS Nik, workers.name AS Name, workers.phone AS Phone, workers.job AS Job, workers.sector AS Sector,
                        workers.income AS Income, workers.village AS Village, workers.district AS District, workers.birth_date AS BirthDate,
                        workers.needs_review AS NeedsReview
                    FROM exported_registrations
                    JOIN registrations ON registrations.number = exported_registrations.registration
                    JOIN workers ON workers.id = registrations.worker_id
                    WHERE exported_registrations.export = @export AND exported_registrations.registration > @after
                    ORDER BY exported_registrations.registration LIMIT @AtOnce
                    """,
                    new { export, after, AtOnce = (long)AtOnce },
                    cancellationToken),
                cancellationToken);
            foreach (var row in rows) yield return Cells(++number, row);
            if (rows.Count < AtOnce) yield break;
            after = rows[^1].Number;
        }
    }

    private string[] Cells(int number, Row row)
    {
        var kept = personalData.DecryptText(Workers.NikPurpose, row.Nik);
        // Made again long after the hand-over, the file has no NIK: none is kept.
        var nik = HandedOverPayload.IsShortened(kept) ? "" : kept;
        var day = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt).ToOffset(TimeSpan.FromHours(7));
        return
        [
            number.ToString(CultureInfo.InvariantCulture),
            nik,
            row.Name,
            BirthDate(row, nik, DateOnly.FromDateTime(day.DateTime)),
            // As it is dialled and typed here.
            row.Phone.StartsWith("+62", StringComparison.Ordinal) ? "0" + row.Phone[3..] : row.Phone,
            row.Job,
            row.Sector == "transport" ? "Angkutan" : "Lainnya",
            row.Income is null ? "" : personalData.DecryptText(Workers.IncomePurpose, row.Income),
            row.Programs.ToUpperInvariant(),
            row.Village,
            row.District,
            row.Number,
            day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
            row.NeedsReview == 1 ? "Cocokkan dengan KTP" : "",
        ];
    }

    // As given where it differs from the NIK; else the one that the NIK means.
    private string BirthDate(Row row, string nik, DateOnly registered)
    {
        if (row.BirthDate is { } given)
            return DateOnly.ParseExact(personalData.DecryptText(ImportWriter.BirthDatePurpose, given), "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);
        return AgeRule.BirthDates(nik, registered) is [var only] ? only.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture) : "";
    }

    private sealed record Row(
        string Number,
        string Programs,
        long CreatedAt,
        byte[] Nik,
        string Name,
        string Phone,
        string Job,
        string Sector,
        byte[]? Income,
        string Village,
        string District,
        byte[]? BirthDate,
        long NeedsReview);
}
