using Chatbot.Conversations;
using Chatbot.Language;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Sources;

/// <summary>The source codes: made, found, counted.</summary>
internal sealed class SourceCodes(Database database, TimeProvider clock)
{
    private const int LongestName = 60;

    private const string Select =
        """
        SELECT code AS Code, organisation_id AS Organisation, kind AS Kind, name AS Name, ecosystem AS Ecosystem, region AS Region, partner AS Partner, place AS Place, starts_at AS StartsAt, campaign AS Campaign
        FROM source_codes
        """;

    /// <param name="source">What it is to be; a code of letters alone gets its digits.</param>
    /// <param name="who">Who makes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<NewSourceCode> AddAsync(SourceCode source, string who, CancellationToken cancellationToken) =>
        AddAsync(Ownership.First, source, who, cancellationToken);

    /// <summary>Makes one of an organisation.</summary>
    public async Task<NewSourceCode> AddAsync(string organisation, SourceCode source, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        var wanted = source.Code.Trim().ToUpperInvariant();
        if (wanted.Length is >= 2 and <= 8 && wanted.All(char.IsAsciiLetter)) wanted = CampaignNumber.Source(wanted);
        List<string> why = [];
        if (CampaignWord.Read($"DAFTAR {wanted}").Code is not { } code || code != wanted) why.Add("Kode: 2 sampai 8 huruf lalu angka, misalnya JBR01.");
        if (source.Name.Trim().Length is 0 or > LongestName) why.Add($"Nama paling banyak {LongestName} huruf, dan tidak kosong.");
        if (source.Region.Length > 0 && RegionNames.Find(source.Region) is null) why.Add($"Kode wilayah {source.Region} tidak dikenal.");
        if (source.Kind == SourceKind.Event && source.StartsAt is null) why.Add("Acara perlu tanggal dan jam.");
        if (why.Count > 0) return new NewSourceCode.Refused(why);
        var made = source with { Code = wanted, Name = source.Name.Trim(), Organisation = organisation };
        return await database.WriteAsync<NewSourceCode>(
            async session =>
            {
                if (made.Campaign is { } campaign && (await CampaignBook.FindAsync(session, campaign, cancellationToken))?.Organisation != organisation)
                    return new NewSourceCode.Refused([$"Kampanye {campaign} tidak ada."]);
                if (await session.FirstAsync<long>("SELECT COUNT(*) FROM agents WHERE code = @Code", new { made.Code }, cancellationToken) > 0)
                    return new NewSourceCode.Refused([$"Kode {made.Code} milik seorang agen."]);
                var written = await session.ExecuteAsync(
                    """
                    INSERT INTO source_codes (code, organisation_id, kind, name, ecosystem, region, partner, place, starts_at, campaign, made_by, at)
                    VALUES (@Code, @organisation, @Kind, @Name, @Ecosystem, @Region, @Partner, @Place, @StartsAt, @Campaign, @who, @At) ON CONFLICT (code) DO NOTHING
                    """,
                    new
                    {
                        made.Code,
                        organisation,
                        Kind = Word(made.Kind),
                        made.Name,
                        Ecosystem = made.Ecosystem.Word(),
                        made.Region,
                        made.Partner,
                        made.Place,
                        StartsAt = made.StartsAt?.ToUnixTimeMilliseconds(),
                        made.Campaign,
                        who,
                        At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                return written > 0 ? new NewSourceCode.Made(made) : new NewSourceCode.Refused([$"Kode {made.Code} sudah dipakai."]);
            },
            cancellationToken);
    }

    public Task<SourceCode?> FindAsync(string code, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, code, cancellationToken), cancellationToken);

    public static async Task<SourceCode?> FindAsync(DbSession session, string code, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>($"{Select} WHERE code = @code", new { code }, cancellationToken))?.Source;

    public async Task<IReadOnlyList<SourceCode>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(session => session.QueryAsync<Row>($"{Select} ORDER BY at DESC, code", null, cancellationToken), cancellationToken)).Select(row => row.Source)];

    /// <summary>What each code has brought: counts, no names.</summary>
    public Task<IReadOnlyList<SourceCount>> CountsAsync(CancellationToken cancellationToken) =>
        database.ReadBulkAsync(
            session => session.QueryAsync<SourceCount>(
                """
                SELECT s.code AS Code,
                    (SELECT COUNT(*) FROM referrals r WHERE r.source = s.code) AS Wrote,
                    (SELECT COUNT(*) FROM event_attendances e WHERE e.code = s.code) AS Attended,
                    (SELECT COUNT(*) FROM registrations g WHERE g.source = s.code) AS Registered,
                    (SELECT COUNT(*) FROM registrations g WHERE g.source = s.code AND EXISTS (SELECT 1 FROM contributions c WHERE c.worker_id = g.worker_id)) AS Paid
                FROM source_codes s ORDER BY s.code
                """,
                null,
                cancellationToken),
            cancellationToken);

    public static string Word(SourceKind kind) => kind switch
    {
        SourceKind.Letter => "letter",
        SourceKind.Poster => "poster",
        SourceKind.Event => "event",
        SourceKind.Partner => "partner",
        SourceKind.Figure => "figure",
    };

    private sealed record Row(string Code, string Organisation, string Kind, string Name, string Ecosystem, string Region, string Partner, string Place, long? StartsAt, string? Campaign)
    {
        public SourceCode Source => new(
            Code,
            Enum.GetValues<SourceKind>().Single(kind => Word(kind) == Kind),
            Name,
            Ecosystems.Read(Ecosystem) ?? throw new InvalidDataException($"There is no ecosystem '{Ecosystem}'."),
            Region,
            Partner,
            Place,
            StartsAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Campaign)
        {
            Organisation = Organisation,
        };
    }
}
