using System.Data;
using Chatbot.Storage;

namespace Chatbot.Bulk;

/// <summary>
/// The rows of one source, shared by copies of the service: claimed in batches under a lease, and written in batches whatever is noted at the same
/// time. What a copy writes about a row holds only while its lease does: <c>due_at</c> is the end of the lease, so that a claim by another changes it.
/// </summary>
internal sealed class BulkRows
{
    private const int MostTogether = 200;

    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly IBulkSource source;
    private readonly Gathering<Pinning> pins;
    private readonly Gathering<Ending> ends;

    public BulkRows(Database database, TimeProvider clock, IBulkSource source)
    {
        (this.database, this.clock, this.source) = (database, clock, source);
        pins = new Gathering<Pinning>(WritePinsAsync, MostTogether, database.Engine.BetweenBatches);
        ends = new Gathering<Ending>(WriteEndsAsync, MostTogether, database.Engine.BetweenBatches);
    }

    public IBulkSource Source => source;

    private string Table => source.Table.Name;

    /// <summary>Takes rows that are due for this copy, until the end of the lease (UTC milliseconds).</summary>
    public Task<IReadOnlyList<BulkRow>> ClaimAsync(int limit, long leaseEnd, CancellationToken cancellationToken)
    {
        var where = source.Table.Where is { } more ? $" AND ({more})" : "";
        return database.ClaimAsync<BulkRow>(
            new RowClaim(
                Table,
                "id",
                $"state = 'waiting' AND due_at <= @Now{where}",
                "due_at, id",
                "due_at = @leaseEnd",
                "id AS Id, conversation AS Conversation, message_id AS MessageId"),
            limit,
            new { Now = clock.GetUtcNow().ToUnixTimeMilliseconds(), leaseEnd },
            cancellationToken);
    }

    /// <summary>Notes where the message goes, before it does. False when the row is no longer ours, or the source kept it back.</summary>
    public async Task<bool> PinAsync(BulkPin pin, long leaseEnd, CancellationToken cancellationToken)
    {
        var pinning = new Pinning(pin, leaseEnd);
        await pins.DoAsync(pinning, cancellationToken);
        return pinning.IsHeld;
    }

    /// <summary>It ends, once: an end that was written before stays.</summary>
    public Task EndAsync(BulkEnd end, string? conversation, CancellationToken cancellationToken) =>
        ends.DoAsync(new Ending(end, conversation), cancellationToken);

    /// <summary>It is looked at again then, unless another copy has it meanwhile.</summary>
    public Task PutOffAsync(string rowId, DateTimeOffset at, long leaseEnd, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                $"UPDATE {Table} SET due_at = @At WHERE id = @rowId AND state = 'waiting' AND due_at = @leaseEnd",
                new { rowId, leaseEnd, At = at.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    /// <summary>The same for a row whose message surely went nowhere: it is as if it had never been about to go.</summary>
    public Task UnpinAsync(string rowId, DateTimeOffset at, long leaseEnd, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                $"UPDATE {Table} SET due_at = @At, conversation = NULL, message_id = NULL WHERE id = @rowId AND state = 'waiting' AND due_at = @leaseEnd",
                new { rowId, leaseEnd, At = at.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    private async Task WritePinsAsync(IReadOnlyList<Pinning> together)
    {
        var held = await database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                var rows = session.Rows(DbType.String, DbType.String, DbType.String, DbType.Int64);
                foreach (var one in together.OrderBy(one => one.Pin.Row.Id, StringComparer.Ordinal))
                    rows.Add(one.Pin.Row.Id, one.Pin.Message.Conversation.Value, one.Pin.Row.MessageId, one.LeaseEnd);
                var ours = (await session.QueryAsync<string>(
                    $"""
                    UPDATE {Table} SET conversation = v.column2, message_id = v.column3
                    FROM {rows.Sql} WHERE {Table}.id = v.column1 AND {Table}.state = 'waiting' AND {Table}.due_at = v.column4
                    RETURNING {Table}.id
                    """,
                    rows.Values,
                    CancellationToken.None)).ToHashSet(StringComparer.Ordinal);
                return ours.Count == 0
                    ? ours
                    : await source.ReserveAsync(session, [.. together.Select(one => one.Pin).Where(pin => ours.Contains(pin.Row.Id))], CancellationToken.None);
            },
            CancellationToken.None);
        foreach (var one in together) one.IsHeld = held.Contains(one.Pin.Row.Id);
    }

    private Task WriteEndsAsync(IReadOnlyList<Ending> together) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                var rows = session.Rows(DbType.String, DbType.String, DbType.String, DbType.String, DbType.String);
                foreach (var (end, conversation) in together.DistinctBy(one => one.End.RowId).OrderBy(one => one.End.RowId, StringComparer.Ordinal))
                    rows.Add(end.RowId, end.IsSent ? "sent" : "dropped", end.Reason, conversation, end.MessageId);
                rows.With("Now", clock.GetUtcNow().ToUnixTimeMilliseconds());
                var ended = (await session.QueryAsync<string>(
                    $"""
                    UPDATE {Table} SET state = v.column2, reason = v.column3, conversation = v.column4, message_id = v.column5, ended_at = @Now
                    FROM {rows.Sql} WHERE {Table}.id = v.column1 AND {Table}.state = 'waiting'
                    RETURNING {Table}.id
                    """,
                    rows.Values,
                    CancellationToken.None)).ToHashSet(StringComparer.Ordinal);
                if (ended.Count > 0)
                    await source.EndedAsync(session, [.. together.Select(one => one.End).Where(end => ended.Contains(end.RowId))], CancellationToken.None);
            },
            CancellationToken.None);

    private sealed record Pinning(BulkPin Pin, long LeaseEnd)
    {
        public bool IsHeld { get; set; }
    }

    private sealed record Ending(BulkEnd End, string? Conversation);
}
