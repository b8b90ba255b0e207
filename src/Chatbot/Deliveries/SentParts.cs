using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>
/// Which messages at the provider are spoken for, in whatever copy of the service they were sent: parts of a long reply that need not go
/// again, and messages that a look for another reply of the same text must leave alone.
/// </summary>
internal sealed class SentParts(Database database, TimeProvider clock)
{
    /// <summary>A part before the last is with the provider.</summary>
    public Task NoteAsync(string id, int place, string providerId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                """
                INSERT INTO sent_parts (delivery_id, place, provider_id, at) VALUES (@id, @place, @providerId, @At)
                ON CONFLICT (delivery_id, place) DO NOTHING
                """,
                new { id, place = (long)place, providerId, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    /// <summary>The provider's ids of the parts that it has, by place.</summary>
    public async Task<IReadOnlyDictionary<int, string>> OfAsync(string id, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                "SELECT place AS Place, provider_id AS ProviderId FROM sent_parts WHERE delivery_id = @id", new { id }, cancellationToken),
            cancellationToken);
        return rows.ToDictionary(row => (int)row.Place, row => row.ProviderId);
    }

    /// <summary>Of these messages at the provider, those that belong to other replies than this.</summary>
    public async Task<IReadOnlySet<string>> OfOthersAsync(string id, IReadOnlyList<string> providerIds, CancellationToken cancellationToken)
    {
        if (providerIds.Count == 0) return new HashSet<string>();
        var rows = await database.ReadAsync(
            session => session.QueryAsync<string>(
                """
                SELECT provider_id FROM deliveries WHERE provider_id IN @providerIds AND id <> @id
                UNION SELECT provider_id FROM sent_parts WHERE provider_id IN @providerIds AND delivery_id <> @id
                """,
                new { providerIds, id },
                cancellationToken),
            cancellationToken);
        return rows.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Forgets parts from before then: their replies have long come to an end.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM sent_parts WHERE at < @At", new { At = before.ToUnixTimeMilliseconds() }, cancellationToken),
            cancellationToken);

    private sealed record Row(long Place, string ProviderId);
}

/// <summary>Forgets parts of replies that have come to an end.</summary>
internal sealed class SentPartsPruning(SentParts parts, TimeProvider clock, ILogger<SentPartsPruning> logger)
    : HourlyPruning("parts of replies", clock, logger)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    protected override Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        parts.PruneAsync(now - Kept, cancellationToken);
}
