using System.Data;
using Chatbot.Storage;

namespace Chatbot.Outbox;

/// <summary>The outbox in the relational database: a row a reply.</summary>
internal sealed class SqlReplyOutbox(Database database, SealedReplies replies, OutboxSignal signal) : IReplyOutbox
{
    /// <summary>Adds the replies of a turn, inside the transaction that commits it; call <see cref="Wake"/> after it.</summary>
    public async Task AddAsync(DbSession session, IReadOnlyList<OutgoingReply> added, CancellationToken cancellationToken)
    {
        if (added.Count == 0) return;
        var rows = session.Rows(DbType.String, DbType.String, DbType.Int64, DbType.Binary, DbType.Int64, DbType.Int64);
        foreach (var reply in added)
        {
            rows.Add(
                reply.Id, reply.Conversation, reply.Sequence, replies.Seal(reply), reply.CreatedAt.ToUnixTimeMilliseconds(),
                reply.ExpiresAt.ToUnixTimeMilliseconds());
        }

        await session.ExecuteAsync(
            $"""
            INSERT INTO replies (id, conversation, sequence, payload, state, attempts, settles, due_at, expires_at, created_at)
            SELECT column1, column2, column3, column4, 'waiting', 0, 0, column5, column6, column5 FROM {rows.Sql}
            """,
            rows.Values,
            cancellationToken);
    }

    /// <summary>Nothing of the conversation is sent any more.</summary>
    public Task DropAsync(DbSession session, string conversation, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM replies WHERE conversation = @conversation", new { conversation }, cancellationToken);

    /// <summary>Tells the drain of this process that there is something to send.</summary>
    public void Wake(string conversation) => signal.Wake(conversation);

    public async Task<IReadOnlyList<WaitingReply>> DueAsync(
        IReadOnlyList<Lease> held, DateTimeOffset now, int limit, Predicate<string> isServed, CancellationToken cancellationToken)
    {
        if (held.Count == 0) return [];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                {SelectRows} AS first
                WHERE due_at <= @Now AND NOT EXISTS (
                    SELECT 1 FROM replies AS earlier
                    WHERE earlier.conversation = first.conversation AND earlier.sequence < first.sequence)
                ORDER BY due_at LIMIT @limit
                """,
                new { Now = now.ToUnixTimeMilliseconds(), limit },
                cancellationToken),
            cancellationToken);
        return [.. rows.Where(row => !isServed(row.Conversation)).Select(Open)];
    }

    public async Task<WaitingReply?> FirstAsync(string conversation, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<Row>(
                $"{SelectRows} WHERE conversation = @conversation ORDER BY sequence LIMIT 1", new { conversation }, cancellationToken),
            cancellationToken);
        return row is null ? null : Open(row);
    }

    public Task BeginAsync(IReadOnlyList<Attempt> attempts, Func<DbSession, Task> look) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                await look(session);
                var rows = session.Rows(DbType.String, DbType.Int64, DbType.Int64);
                foreach (var attempt in attempts.Where(attempt => attempt.HeldBack is null))
                    rows.Add(attempt.Reply.Id, attempt.At.ToUnixTimeMilliseconds(), attempt.Lease.Token);
                if (rows.Count == 0) return;
                var begun = await session.QueryAsync<string>(
                    $"""
                    UPDATE replies SET state = 'open', attempts = attempts + 1, settles = 0, attempted_at = v.column2
                    FROM {rows.Sql}
                    WHERE replies.id = v.column1 AND state = 'waiting' AND due_at <= v.column2
                        AND EXISTS (SELECT 1 FROM leases WHERE name = @Name AND token = v.column3)
                    RETURNING replies.id
                    """,
                    rows.With("Name", SqlDrainLeases.Name).Values,
                    CancellationToken.None);
                var ids = begun.ToHashSet(StringComparer.Ordinal);
                // Of two who asked for the same one, the first.
                foreach (var attempt in attempts) attempt.IsBegun = ids.Remove(attempt.Reply.Id);
            },
            CancellationToken.None);

    public Task RemoveAsync(IReadOnlyList<SendEnd> ends, Func<DbSession, Task> log) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                await log(session);
                var rows = session.Rows(DbType.String, DbType.Int64);
                foreach (var end in ends) rows.Add(end.Reply.Id, end.Lease.Token);
                var gone = await session.QueryAsync<string>(
                    $"""
                    DELETE FROM replies
                    WHERE id IN (SELECT v.column1 FROM {rows.Sql} WHERE EXISTS (SELECT 1 FROM leases WHERE name = @Name AND token = v.column2))
                    RETURNING id
                    """,
                    rows.With("Name", SqlDrainLeases.Name).Values,
                    CancellationToken.None);
                var names = session.Rows(DbType.String);
                foreach (var conversation in ends.Select(end => end.Reply.Conversation).Distinct()) names.Add(conversation);
                var waiting = await session.QueryAsync<string>(
                    $"SELECT v.column1 FROM {names.Sql} WHERE EXISTS (SELECT 1 FROM replies WHERE conversation = v.column1)",
                    names.Values,
                    CancellationToken.None);
                var (ids, conversations) = (gone.ToHashSet(StringComparer.Ordinal), waiting.ToHashSet(StringComparer.Ordinal));
                foreach (var end in ends) end.HasNext = ids.Contains(end.Reply.Id) && conversations.Contains(end.Reply.Conversation);
            },
            CancellationToken.None);

    public Task<bool> WaitAsync(OutgoingReply reply, DateTimeOffset dueAt, Lease lease, CancellationToken cancellationToken) =>
        SetAsync(reply.Id, "waiting", dueAt, settles: 0, lease, cancellationToken);

    public Task<bool> SettleAtAsync(
        OutgoingReply reply, DateTimeOffset dueAt, int settles, Lease lease, CancellationToken cancellationToken) =>
        SetAsync(reply.Id, "unknown", dueAt, settles, lease, cancellationToken);

    public async Task SettleNowAsync(string conversation, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "UPDATE replies SET due_at = @Now WHERE id = @id AND state = 'unknown' AND due_at > @Now",
                new { id, Now = now.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        signal.Wake(conversation);
    }

    public async Task<OutboxDepth> DepthAsync(CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<DepthRow>(
                "SELECT COUNT(DISTINCT conversation) AS Conversations, COALESCE(MIN(due_at), -1) AS Oldest FROM replies", null, cancellationToken),
            cancellationToken);
        return new OutboxDepth(row?.Conversations ?? 0, row?.Oldest is >= 0 and var oldest ? Time(oldest) : null);
    }

    public Task<IReadOnlyList<OutgoingReply>> TakeForTerminalAsync(string conversation, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<OutgoingReply>>(
            async session =>
            {
                var rows = await session.QueryAsync<Row>(
                    $"{SelectRows} WHERE conversation = @conversation ORDER BY sequence", new { conversation }, cancellationToken);
                await session.ExecuteAsync(
                    "DELETE FROM replies WHERE conversation = @conversation", new { conversation }, cancellationToken);
                return [.. rows.Select(row => Open(row).Reply)];
            },
            cancellationToken);

    private const string SelectRows =
        """
        SELECT id AS Id, conversation AS Conversation, sequence AS Sequence, payload AS Payload, state AS State, attempts AS Attempts, settles AS Settles,
            attempted_at AS AttemptedAt, due_at AS DueAt
        FROM replies
        """;

    private const string IsOurs = "EXISTS (SELECT 1 FROM leases WHERE name = @Name AND token = @Token)";

    private Task<bool> SetAsync(
        string id, string state, DateTimeOffset dueAt, int settles, Lease lease, CancellationToken cancellationToken) =>
        WriteOneAsync(
            $"UPDATE replies SET state = @state, due_at = @DueAt, settles = @settles WHERE id = @id AND {IsOurs}",
            new { id, state, DueAt = dueAt.ToUnixTimeMilliseconds(), settles, SqlDrainLeases.Name, lease.Token },
            cancellationToken);

    private Task<bool> WriteOneAsync(string sql, object values, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted, async session => await session.ExecuteAsync(sql, values, cancellationToken) == 1, cancellationToken);

    private WaitingReply Open(Row row) =>
        new(
            replies.Open(row.Payload),
            row.State == "waiting" ? null : Time(row.AttemptedAt ?? row.DueAt),
            (int)row.Attempts,
            (int)row.Settles,
            Time(row.DueAt));

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Row(
        string Id, string Conversation, long Sequence, byte[] Payload, string State, long Attempts, long Settles, long? AttemptedAt, long DueAt);

    private sealed record DepthRow(long Conversations, long Oldest);
}
