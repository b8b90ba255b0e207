using System.Globalization;
using Chatbot.Language;
using Chatbot.Membership.Files;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Audiences;

/// <summary>A list of people from a file.</summary>
/// <param name="Number"><c>L-…</c>.</param>
/// <param name="Name">For the staff.</param>
/// <param name="Basis">The document in which its owner says that the people agreed; empty for a list that only excludes.</param>
/// <param name="Purpose">What they agreed to; null for nothing.</param>
/// <param name="FileName">As it was called.</param>
/// <param name="People">How many are on it.</param>
/// <param name="Refused">Rows without a usable number.</param>
/// <param name="MadeBy">Who took it in.</param>
/// <param name="At">UTC.</param>
internal sealed record AudienceList(
    string Number, string Name, string Basis, CampaignPurpose? Purpose, string FileName, long People, long Refused, string MadeBy, DateTimeOffset At)
{
    /// <summary>Whose it is.</summary>
    public string Organisation { get; init; } = Ownership.First;
}

/// <summary>What a list is to be.</summary>
/// <param name="Name">For the staff.</param>
/// <param name="Basis">See <see cref="AudienceList.Basis"/>.</param>
/// <param name="Purpose">See <see cref="AudienceList.Purpose"/>.</param>
internal sealed record NewAudienceList(string Name, string Basis, CampaignPurpose? Purpose)
{
    /// <summary>Whose it is to be.</summary>
    public string Organisation { get; init; } = Ownership.First;
}

/// <summary>What became of a list that was to be taken in. A closed set.</summary>
internal abstract record TakenList
{
    private TakenList()
    {
    }

    /// <param name="List">As stored.</param>
    /// <param name="RefusedRows">Rows without a usable number, as the file counts them.</param>
    public sealed record Taken(AudienceList List, IReadOnlyList<int> RefusedRows) : TakenList;

    /// <summary>Only looked at.</summary>
    public sealed record Looked(int People, IReadOnlyList<int> RefusedRows, IReadOnlyList<string> Columns) : TakenList;

    /// <summary>Nothing was stored; why, for the staff.</summary>
    public sealed record Refused(string Why) : TakenList;
}

/// <summary>
/// Takes in lists of people to write to, or to leave out: a table with a column of phone numbers. The people on it may be written to on the
/// basis that the owner of the list has stated, until they say otherwise.
/// </summary>
internal sealed class AudienceLists(Database database, TimeProvider clock)
{
    private const int AtOnce = 2_000;
    private const int RowsLookedAt = 20;
    private const int MostRows = 500_000;

    private static readonly BulkInsert People = new("people", ["id", "zone", "created_at"]);

    private static readonly BulkInsert Addresses = new("addresses", ["channel", "address", "person_id", "phone", "created_at"])
    {
        OnConflict = "(channel, address) DO NOTHING",
    };

    private static readonly BulkInsert Members = new("audience_list_members", ["list", "person_id", "name", "at"]) { OnConflict = "(list, person_id) DO NOTHING" };

    public async Task<TakenList> TakeAsync(string path, NewAudienceList list, string who, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        if (string.IsNullOrWhiteSpace(list.Name)) return new TakenList.Refused("Daftar belum diberi nama.");
        if (list.Purpose is not null && list.Basis.Trim().Length < 8)
            return new TakenList.Refused("Sebutkan dasar persetujuannya: surat atau berita acara yang menyatakan orang di daftar ini setuju dihubungi.");
        List<ListedPerson> people;
        List<int> refused;
        string[] columns;
        string hash;
        try
        {
            var file = TableFile.Open(path);
            hash = TableFile.ContentHash(path);
            (people, refused, columns) = Read(file, cancellationToken);
        }
        catch (UnreadableFileException unreadable)
        {
            return new TakenList.Refused(unreadable.Message);
        }

        if (dryRun) return new TakenList.Looked(people.Count, refused, columns);
        if (people.Count == 0) return new TakenList.Refused("Tidak ada nomor HP yang bisa dipakai di berkas ini.");
        var stored = await database.WriteBulkAsync(
            async session =>
            {
                session.Lock("audience_lists");
                var before = await session.FirstAsync<string>(
                    "SELECT number FROM audience_lists WHERE content_hash = @hash AND name = @Name AND organisation_id = @Organisation", new { hash, list.Organisation, Name = list.Name.Trim() }, cancellationToken);
                return before is null ? await WriteAsync(session, path, hash, list, people, refused.Count, who, cancellationToken) : null;
            },
            cancellationToken);
        return stored is null ? new TakenList.Refused("Berkas ini sudah diambil dengan nama yang sama.") : new TakenList.Taken(stored, refused);
    }

    public async Task<IReadOnlyList<AudienceList>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT number AS Number, organisation_id AS Organisation, name AS Name, basis AS Basis, purpose AS Purpose, file_name AS FileName, people AS People, refused AS Refused,
                    made_by AS MadeBy, at AS At
                FROM audience_lists ORDER BY at DESC, number
                """,
                null,
                cancellationToken),
            cancellationToken)).Select(row => row.List),
    ];

    private async Task<AudienceList> WriteAsync(
        DbSession session, string path, string hash, NewAudienceList list, List<ListedPerson> people, int refused, string who, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        var number = await CampaignNumber.FreeAsync(session, "audience_lists", () => CampaignNumber.List(now), cancellationToken);
        var made = new AudienceList(
            number, list.Name.Trim(), list.Basis.Trim(), list.Purpose, Masking.Transcript(Path.GetFileName(path)), people.Count, refused, who, now)
        {
            Organisation = list.Organisation,
        };
        await session.ExecuteAsync(
            """
            INSERT INTO audience_lists (number, organisation_id, name, basis, purpose, file_name, content_hash, people, refused, made_by, at)
            VALUES (@Number, @Organisation, @Name, @Basis, @Purpose, @FileName, @hash, @People, @Refused, @MadeBy, @at)
            """,
            new { made.Number, made.Organisation, made.Name, made.Basis, Purpose = list.Purpose?.Word() ?? "none", made.FileName, hash, made.People, made.Refused, made.MadeBy, at },
            cancellationToken);
        foreach (var some in people.Chunk(AtOnce))
        {
            var persons = await PersonsAsync(session, some, now, cancellationToken);
            await session.BulkInsertAsync(
                Members, some.Select(one => (Person: persons[one.Phone], one.Name)).DistinctBy(one => one.Person)
                    .Select(one => new object?[] { made.Number, one.Person, one.Name, at }),
                cancellationToken);
            foreach (var one in some.Where(one => one.Region.Length + one.Ecosystem.Length + one.Language.Length > 0))
                await PersonTraits.SayAsync(session, persons[one.Phone], one.Region, one.Ecosystem, one.Language, now, cancellationToken);
        }

        return made;
    }

    /// <summary>Who is behind each number; who has never written becomes a person with that number.</summary>
    private static async Task<Dictionary<string, string>> PersonsAsync(
        DbSession session, ListedPerson[] some, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var phones = some.Select(one => one.Phone).ToArray();
        var known = await KnownAsync();
        var at = now.ToUnixTimeMilliseconds();
        var fresh = some.Where(one => !known.ContainsKey(one.Phone)).Select(one => (one, Id: Guid.CreateVersion7(now).ToString())).ToList();
        if (fresh.Count == 0) return known;
        await session.BulkInsertAsync(People, fresh.Select(one => new object?[] { one.Id, RegionZones.Iana(one.one.Region), at }), cancellationToken);
        await session.BulkInsertAsync(
            Addresses, fresh.Select(one => new object?[] { "whatsapp", "whatsapp:" + one.one.Phone, one.Id, one.one.Phone, at }), cancellationToken);
        // One of them may have written in this second: then he is who he said he is.
        var ids = fresh.Select(one => one.Id).ToArray();
        await session.ExecuteAsync(
            "DELETE FROM people WHERE id IN @ids AND NOT EXISTS (SELECT 1 FROM addresses WHERE addresses.person_id = people.id)", new { ids }, cancellationToken);
        return await KnownAsync();

        async Task<Dictionary<string, string>> KnownAsync() => (await session.QueryAsync<PhoneRow>(
            "SELECT phone AS Phone, MIN(person_id) AS PersonId FROM addresses WHERE phone IN @phones GROUP BY phone", new { phones }, cancellationToken))
            .ToDictionary(row => row.Phone, row => row.PersonId, StringComparer.Ordinal);
    }

    private static (List<ListedPerson> People, List<int> Refused, string[] Columns) Read(ITableFile file, CancellationToken cancellationToken)
    {
        var people = new Dictionary<string, ListedPerson>(StringComparer.Ordinal);
        List<int> refused = [];
        ListColumns? columns = null;
        var rows = 0;
        foreach (var row in file.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.IsEmpty) continue;
            if (columns is null)
            {
                if (++rows > RowsLookedAt) break;
                columns = ListColumns.Find(row);
                continue;
            }

            if (ListColumns.Find(row) is { } again)
            {
                columns = again;
                continue;
            }

            if (people.Count + refused.Count >= MostRows) throw new UnreadableFileException($"Paling banyak {MostRows.ToString(CultureInfo.InvariantCulture)} baris dalam satu daftar.");
            if (columns.Read(row) is { } person) people.TryAdd(person.Phone, person);
            else refused.Add(row.Number);
        }

        return columns is null
            ? throw new UnreadableFileException("Tidak ditemukan baris judul dengan kolom No HP. Beri judul kolom: No HP, Nama, Kecamatan, Kabupaten, Ekosistem, Bahasa.")
            : ([.. people.Values], refused, columns.Headers);
    }

    private sealed record PhoneRow(string Phone, string PersonId);

    private sealed record Row(string Number, string Organisation, string Name, string Basis, string Purpose, string FileName, long People, long Refused, string MadeBy, long At)
    {
        public AudienceList List => new(
            Number, Name, Basis, Purpose == "none" ? null : CampaignPurposes.Read(Purpose), FileName, People, Refused, MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(At))
        {
            Organisation = Organisation,
        };
    }
}
