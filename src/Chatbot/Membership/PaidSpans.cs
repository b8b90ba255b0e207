using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>
/// The first and the last paid month of each worker, beside the contributions that say so. Whoever writes contributions tells it in the same
/// transaction.
/// </summary>
internal static class PaidSpans
{
    private const string Table = "paid_spans";

    /// <summary>Months of these workers were added.</summary>
    public static Task AddedAsync(DbSession session, string[] workers, CancellationToken cancellationToken) =>
        workers.Length == 0 ? Task.CompletedTask : session.ExecuteAsync(WidenOf("worker_id IN @workers"), new { workers }, cancellationToken);

    /// <summary>Months of everybody in a batch were added.</summary>
    public static Task AddedAsync(DbSession session, string batch, CancellationToken cancellationToken) => session.ExecuteAsync(
        WidenOf("worker_id IN (SELECT worker_id FROM sponsored_members WHERE batch = @batch)"), new { batch }, cancellationToken);

    /// <summary>Months of many were added, in a long write that others do not wait for.</summary>
    public static async Task AddedByListAsync(DbSession session, IEnumerable<string> workers, CancellationToken cancellationToken)
    {
        session.Lock(Table);
        foreach (var some in workers.Chunk(1_000)) await AddedAsync(session, some, cancellationToken);
    }

    /// <summary>Months of a worker were taken back, in a transaction that sees no other writer.</summary>
    public static async Task TakenBackAsync(DbSession session, string worker, CancellationToken cancellationToken)
    {
        // A list that is being taken in may still count the months that are gone.
        session.Lock(Table);
        await session.ExecuteAsync("DELETE FROM paid_spans WHERE worker_id = @worker", new { worker }, cancellationToken);
        await AddedAsync(session, [worker], cancellationToken);
    }

    // Two who add at once both widen: what one does not see yet, the other has written.
    private static string WidenOf(string who) =>
        $"""
        INSERT INTO paid_spans (worker_id, first_month, last_month)
        SELECT worker_id, MIN(month), MAX(month) FROM contributions WHERE {who} GROUP BY worker_id
        ON CONFLICT (worker_id) DO UPDATE SET
            first_month = CASE WHEN excluded.first_month < paid_spans.first_month THEN excluded.first_month ELSE paid_spans.first_month END,
            last_month = CASE WHEN excluded.last_month > paid_spans.last_month THEN excluded.last_month ELSE paid_spans.last_month END
        """;
}
