using Chatbot.Conversations;
using Chatbot.Language;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;
using Dapper;

namespace Chatbot.Campaigns.Audiences;

/// <summary>A saved audience.</summary>
/// <param name="Number"><c>AU-…</c>.</param>
/// <param name="Version">From 1; a version is never changed.</param>
/// <param name="Name">For the staff.</param>
/// <param name="Definition">Who belongs to it, and who is left out.</param>
/// <param name="MadeBy">Who saved this version.</param>
/// <param name="At">UTC.</param>
internal sealed record Audience(string Number, long Version, string Name, AudienceDefinition Definition, string MadeBy, DateTimeOffset At)
{
    /// <summary>Whose it is.</summary>
    public string Organisation { get; init; } = Ownership.First;
}

/// <summary>How many an audience holds, and who of them gets nothing.</summary>
/// <param name="People">All that the filter finds.</param>
/// <param name="Excluded">How many are left out, by reason.</param>
internal sealed record AudienceCount(long People, IReadOnlyDictionary<string, long> Excluded)
{
    /// <summary>Who is left.</summary>
    public long Reached => People - Excluded.Values.Sum();
}

/// <summary>Somebody of an audience, as staff may see him: masked.</summary>
internal sealed record AudienceSample(string Name, string Phone, string Region, string Zone, string Reason);

/// <summary>What became of saving an audience. A closed set.</summary>
internal abstract record SavedAudience
{
    private SavedAudience()
    {
    }

    public sealed record Saved(Audience Audience) : SavedAudience;

    /// <summary>Not so; why, for the staff.</summary>
    public sealed record Refused(IReadOnlyList<string> Why) : SavedAudience;
}

/// <summary>The audiences: saved, versioned, counted and looked at while they are being made.</summary>
internal sealed class AudienceBook(Database database, AuditLog audit, OurAddresses ours, TimeProvider clock)
{
    private const string Select = "SELECT number AS Number, organisation_id AS Organisation, version AS Version, name AS Name, definition AS Definition, made_by AS MadeBy, at AS At FROM audiences";

    /// <summary>Saves a first version for the first organisation, or with a number the next one.</summary>
    public Task<SavedAudience> SaveAsync(string? number, string name, AudienceDefinition definition, string who, CancellationToken cancellationToken) =>
        SaveAsync(Ownership.First, number, name, definition, who, cancellationToken);

    /// <summary>Saves a first version for an organisation, or with a number of its own the next one.</summary>
    public async Task<SavedAudience> SaveAsync(string organisation, string? number, string name, AudienceDefinition definition, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        List<string> why = [.. definition.Mistakes()];
        if (string.IsNullOrWhiteSpace(name)) why.Add("Audiens belum diberi nama.");
        foreach (var other in definition.Except.Audiences)
        {
            if (other == number) why.Add("Audiens tidak bisa mengecualikan dirinya sendiri.");
            else if ((await FindAsync(other, null, cancellationToken))?.Organisation != organisation) why.Add($"Audiens {other} yang dikecualikan tidak ada.");
        }

        if (why.Count > 0) return new SavedAudience.Refused(why);
        return await database.WriteAsync<SavedAudience>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var own = number ?? await CampaignNumber.FreeAsync(session, "audiences", () => CampaignNumber.Audience(now), cancellationToken);
                var before = await session.FirstAsync<long>("SELECT COALESCE(MAX(version), 0) FROM audiences WHERE number = @own AND organisation_id = @organisation", new { own, organisation }, cancellationToken);
                if (number is not null && before == 0) return new SavedAudience.Refused([$"Audiens {number} tidak ada."]);
                var saved = new Audience(own, before + 1, name.Trim(), definition, who, now) { Organisation = organisation };
                await session.ExecuteAsync(
                    "INSERT INTO audiences (number, organisation_id, version, name, definition, made_by, at) VALUES (@Number, @Organisation, @Version, @Name, @Definition, @MadeBy, @At)",
                    new { saved.Number, saved.Organisation, saved.Version, saved.Name, Definition = definition.Write(), saved.MadeBy, At = now.ToUnixTimeMilliseconds() },
                    cancellationToken);
                return new SavedAudience.Saved(saved);
            },
            cancellationToken);
    }

    /// <summary>A version of an audience; null as version is the latest.</summary>
    public Task<Audience?> FindAsync(string number, long? version, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, number, version, cancellationToken), cancellationToken);

    public static async Task<Audience?> FindAsync(DbSession session, string number, long? version, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>(
            $"{Select} WHERE number = @number AND (CAST(@version AS BIGINT) IS NULL OR version = @version) ORDER BY version DESC LIMIT 1", new { number, version }, cancellationToken))?.Audience;

    /// <summary>The latest version of each, the youngest first.</summary>
    public async Task<IReadOnlyList<Audience>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{Select} WHERE version = (SELECT MAX(o.version) FROM audiences o WHERE o.number = audiences.number) ORDER BY at DESC, number", null, cancellationToken),
            cancellationToken)).Select(row => row.Audience),
    ];

    /// <summary>How many of the first organisation's people the definition holds now, saved or not.</summary>
    public Task<AudienceCount> CountAsync(AudienceDefinition definition, CampaignPurpose purpose, CancellationToken cancellationToken) =>
        CountAsync(Ownership.First, definition, purpose, cancellationToken);

    /// <summary>How many of an organisation's people the definition holds now, saved or not.</summary>
    public Task<AudienceCount> CountAsync(string organisation, AudienceDefinition definition, CampaignPurpose purpose, CancellationToken cancellationToken) =>
        database.ReadBulkAsync(session => CountAsync(session, organisation, definition, purpose, Channels, cancellationToken), cancellationToken);

    public async Task<AudienceCount> CountAsync(
        DbSession session, string organisation, AudienceDefinition definition, CampaignPurpose purpose, CampaignChannels channels, CancellationToken cancellationToken)
    {
        var (reach, values) = await ReachAsync(session, organisation, definition, purpose, channels, cancellationToken);
        var rows = await session.QueryAsync<CountRow>(
            $"SELECT one.reason AS Reason, COUNT(*) AS People FROM (SELECT {reach.Reason} AS reason FROM people WHERE {reach.Who}) AS one GROUP BY one.reason",
            values,
            cancellationToken);
        return new AudienceCount(
            rows.Sum(row => row.People),
            rows.Where(row => row.Reason.Length > 0).OrderBy(row => row.Reason, StringComparer.Ordinal).ToDictionary(row => row.Reason, row => row.People));
    }

    /// <summary>Some of those that the definition holds, masked; the look is noted.</summary>
    public Task<IReadOnlyList<AudienceSample>> SampleAsync(
        AudienceDefinition definition, CampaignPurpose purpose, int most, Look look, CancellationToken cancellationToken) =>
        SampleAsync(Ownership.First, definition, purpose, most, look, cancellationToken);

    /// <summary>The same of an organisation's people.</summary>
    public async Task<IReadOnlyList<AudienceSample>> SampleAsync(
        string organisation, AudienceDefinition definition, CampaignPurpose purpose, int most, Look look, CancellationToken cancellationToken)
    {
        var rows = await database.ReadBulkAsync(
            async session =>
            {
                var (reach, values) = await ReachAsync(session, organisation, definition, purpose, Channels, cancellationToken);
                values.Add("most", (long)Math.Clamp(most, 1, 50));
                return await session.QueryAsync<SampleRow>(
                    $"""
                    SELECT people.zone AS Zone, {reach.Reason} AS Reason,
                        COALESCE({CampaignNames.Sql}, '') AS Name,
                        COALESCE((SELECT a.phone FROM addresses a WHERE a.person_id = people.id AND a.phone IS NOT NULL ORDER BY a.created_at DESC, a.address LIMIT 1), '') AS Phone,
                        COALESCE((SELECT t.region FROM audience_traits t WHERE t.person_id = people.id), '') AS Region
                    FROM people WHERE {reach.Who} ORDER BY people.id DESC LIMIT @most
                    """,
                    values,
                    cancellationToken);
            },
            cancellationToken);
        await audit.AddAsync(look, "audience.sample", "", cancellationToken);
        return
        [
            .. rows.Select(row => new AudienceSample(
                Masking.Name(row.Name), Masking.Phone(row.Phone), RegionNames.Find(row.Region) ?? "", row.Zone, row.Reason)),
        ];
    }

    /// <summary>The reach as SQL with its parameters; audiences that are left out are looked up.</summary>
    public async Task<(AudienceReach Reach, DynamicParameters Values)> ReachAsync(
        DbSession session, string organisation, AudienceDefinition definition, CampaignPurpose purpose, CampaignChannels channels, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<AudienceFilter> others = [];
        foreach (var number in definition.Except.Audiences)
        {
            if (await FindAsync(session, number, null, cancellationToken) is { } other && other.Organisation == organisation) others.Add(other.Definition.Who);
        }

        var sql = new AudienceSql(now, new DynamicParameters(new { Organisation = organisation }), "q");
        return (AudienceReach.Of(organisation, definition, others, purpose, channels, sql, now), sql.Values);
    }

    private CampaignChannels Channels => ours.On("whatsapp").Any() || ours.On("sms").Any()
        ? new(ours.On("whatsapp").Any(), ours.On("sms").Any())
        : new(true, true);

    private sealed record Row(string Number, string Organisation, long Version, string Name, string Definition, string MadeBy, long At)
    {
        public Audience Audience => new(Number, Version, Name, AudienceDefinition.Read(Definition), MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(At)) { Organisation = Organisation };
    }

    private sealed record CountRow(string Reason, long People);

    private sealed record SampleRow(string Zone, string Reason, string Name, string Phone, string Region);
}
