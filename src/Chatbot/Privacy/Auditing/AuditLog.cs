using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Privacy.Auditing;

/// <summary>Who looks at personal data, and why; every function that shows some asks for it.</summary>
/// <param name="Actor">The login of a member of staff, or <c>jaka</c> when the bot told a person his own data.</param>
/// <param name="Reason">In the words of who looks, such as a ticket's number.</param>
internal sealed record Look(string Actor, string Reason)
{
    /// <summary>The bot told the person himself, who asked.</summary>
    public static Look ByBot(string reason) => new("jaka", reason);
}

/// <summary>A look at personal data as it is kept.</summary>
/// <param name="Number">From 1, without a gap.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>ticket.content</c>, <c>export</c>.</param>
/// <param name="Reason">Why.</param>
internal sealed record AuditEntry(long Number, DateTimeOffset At, string Actor, string Action, string Reason);

/// <summary>
/// The append-only log of looks at personal data. Each entry holds the hash of the one before it, so that none can be changed or taken
/// out of the middle unseen. Whose data it was stands there as a keyed hash.
/// </summary>
internal sealed class AuditLog(Database database, PersonalData personalData, TimeProvider clock)
{
    private const string Subject = "audit";
    private const string First = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <param name="look">Who and why.</param>
    /// <param name="action">What.</param>
    /// <param name="subject">Whose: a person's or worker's id; empty when it is a list of many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AddAsync(Look look, string action, string subject, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted, session => AddAsync(session, look, action, subject, cancellationToken), cancellationToken);

    /// <summary>In the transaction of what is told; see <see cref="AddAsync(Look, string, string, CancellationToken)"/>.</summary>
    /// <exception cref="ArgumentException">Nobody, or no reason, is named.</exception>
    public async Task AddAsync(DbSession session, Look look, string action, string subject, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(look.Actor);
        ArgumentException.ThrowIfNullOrWhiteSpace(look.Reason);
        session.Lock("audit_log");
        var last = await session.FirstAsync<LastRow>(
            "SELECT number AS Number, hash AS Hash FROM audit_log ORDER BY number DESC LIMIT 1", null, cancellationToken);
        var row = new Row(
            (last?.Number ?? 0) + 1,
            clock.GetUtcNow().ToUnixTimeMilliseconds(),
            look.Actor,
            action,
            subject.Length == 0 ? "" : personalData.Hash(Subject, subject),
            Masking.Transcript(look.Reason),
            last?.Hash ?? First,
            "");
        await session.ExecuteAsync(
            """
            INSERT INTO audit_log (number, at, actor, action, subject, reason, before_hash, hash)
            VALUES (@Number, @At, @Actor, @Action, @Subject, @Reason, @BeforeHash, @Hash)
            """,
            row with { Hash = HashOf(row) },
            cancellationToken);
    }

    /// <summary>The looks at the data of any of these ids, the oldest first: the trail that the person may see (art. 7, 32).</summary>
    public async Task<IReadOnlyList<AuditEntry>> OfAsync(DbSession session, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var subjects = ids.SelectMany(id => personalData.Hashes(Subject, id)).ToArray();
        var rows = await session.QueryAsync<Row>($"{SelectRows} WHERE subject IN @subjects ORDER BY number", new { subjects }, cancellationToken);
        return [.. rows.Select(row => new AuditEntry(row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Actor, row.Action, row.Reason))];
    }

    /// <summary>
    /// Entries by the staff of the asker's organisation, the latest first; what is by no staff (Jaka himself, the command line) is the first
    /// organisation's.
    /// </summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="search">A part of who, what or why, in any letters; empty: all.</param>
    /// <param name="from">Not before then, UTC.</param>
    /// <param name="until">Before then, UTC.</param>
    /// <param name="skip">So many of the latest are left out.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The entries, and how many there are in all.</returns>
    public async Task<(IReadOnlyList<AuditEntry> Entries, long Count)> SearchAsync(
        StaffScope scope, string search, DateTimeOffset from, DateTimeOffset until, int skip, int take, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return ([], 0);
        const string Where =
            $"""
            WHERE at >= @From AND at < @Until
                AND COALESCE((SELECT u.organisation_id FROM staff_users u WHERE u.login = audit_log.actor), '{StaffScope.FirstOrganisation}') = @Organisation
                AND (@Search = '' OR LOWER(actor) LIKE @Pattern ESCAPE '!' OR LOWER(action) LIKE @Pattern ESCAPE '!' OR LOWER(reason) LIKE @Pattern ESCAPE '!')
            """;
        var word = search.Trim().ToLowerInvariant();
        var escaped = word.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
        var values = new
        {
            scope.Organisation, Search = word, Pattern = $"%{escaped}%", From = from.ToUnixTimeMilliseconds(), Until = until.ToUnixTimeMilliseconds(),
            Skip = (long)skip, Take = (long)take,
        };
        return await database.ReadAsync(
            async session =>
            {
                var count = await session.FirstAsync<long>($"SELECT COUNT(*) FROM audit_log {Where}", values, cancellationToken);
                var rows = await session.QueryAsync<Row>($"{SelectRows} {Where} ORDER BY number DESC LIMIT @Take OFFSET @Skip", values, cancellationToken);
                IReadOnlyList<AuditEntry> entries =
                    [.. rows.Select(row => new AuditEntry(row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Actor, row.Action, row.Reason))];
                return (entries, count);
            },
            cancellationToken);
    }

    /// <summary>The number of the first entry that does not fit, or null: the chain is whole. What is too old was taken from its beginning.</summary>
    public async Task<long?> FirstBrokenAsync(CancellationToken cancellationToken)
    {
        const int AtOnce = 1000;
        string? before = null;
        var number = 0L;
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync<Row>($"{SelectRows} WHERE number > @number ORDER BY number LIMIT {AtOnce}", new { number }, cancellationToken),
                cancellationToken);
            foreach (var row in rows)
            {
                var follows = before is null || (row.Number == number + 1 && row.BeforeHash == before);
                if (!follows || row.Hash != HashOf(row)) return row.Number;
                (before, number) = (row.Hash, row.Number);
            }

            if (rows.Count < AtOnce) return null;
        }
    }

    private const string SelectRows =
        """
        SELECT number AS Number, at AS At, actor AS Actor, action AS Action, subject AS Subject, reason AS Reason, before_hash AS BeforeHash,
            hash AS Hash
        FROM audit_log
        """;

    // The length before each part: no two entries read alike.
    private static string HashOf(Row row)
    {
        string[] parts =
        [
            row.BeforeHash, row.Number.ToString(CultureInfo.InvariantCulture), row.At.ToString(CultureInfo.InvariantCulture), row.Actor, row.Action,
            row.Subject, row.Reason,
        ];
        var text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private sealed record LastRow(long Number, string Hash);

    private sealed record Row(long Number, long At, string Actor, string Action, string Subject, string Reason, string BeforeHash, string Hash);
}
