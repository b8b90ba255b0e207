using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Outbox;

/// <summary>The replies that wait to go: in order within a conversation, each with its attempts.</summary>
internal sealed class ReplyOutbox(Database database, PersonalData personalData, OutboxSignal signal)
{
    internal const string Payload = "reply";

    /// <summary>Adds the replies of a turn, inside the transaction that commits it; call <see cref="Wake"/> after it.</summary>
    public async Task AddAsync(DbSession session, IReadOnlyList<OutgoingReply> replies, CancellationToken cancellationToken)
    {
        foreach (var reply in replies)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO replies
                    (id, conversation, sequence, payload, state, attempts, settles, due_at, expires_at, created_at)
                VALUES (@Id, @Conversation, @Sequence, @Payload, 'waiting', 0, 0, @CreatedAt, @ExpiresAt, @CreatedAt)
                """,
                new
                {
                    reply.Id,
                    reply.Conversation,
                    reply.Sequence,
                    Payload = Seal(reply),
                    CreatedAt = reply.CreatedAt.ToUnixTimeMilliseconds(),
                    ExpiresAt = reply.ExpiresAt.ToUnixTimeMilliseconds(),
                },
                cancellationToken);
        }
    }

    /// <summary>Tells the drain of this process that there is something to send.</summary>
    public void Wake() => signal.Wake();

    /// <summary>The first waiting reply of each conversation where it is due, the longest due first.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="limit">How many to look at.</param>
    /// <param name="isServed">Conversations to leave out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<WaitingReply>> DueAsync(
        DateTimeOffset now, int limit, Predicate<string> isServed, CancellationToken cancellationToken)
    {
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

    /// <summary>The first waiting reply of a conversation, or null.</summary>
    public async Task<WaitingReply?> FirstAsync(string conversation, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<Row>(
                $"{SelectRows} WHERE conversation = @conversation ORDER BY sequence LIMIT 1", new { conversation }, cancellationToken),
            cancellationToken);
        return row is null ? null : Open(row);
    }

    /// <summary>
    /// Notes an attempt before it is made. False when it must not be made: the lease with that token is no longer ours, or
    /// the reply is not waiting any more, or not to be sent yet.
    /// </summary>
    public Task<bool> BeginAttemptAsync(string id, DateTimeOffset now, Lease lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                """
                UPDATE replies SET state = 'open', attempts = attempts + 1, settles = 0, attempted_at = @Now
                WHERE id = @id AND state = 'waiting' AND due_at <= @Now
                    AND EXISTS (SELECT 1 FROM leases WHERE name = @Name AND token = @Token)
                """,
                new { id, Now = now.ToUnixTimeMilliseconds(), lease.Name, lease.Token },
                cancellationToken) == 1,
            cancellationToken);

    /// <summary>It is with the provider, or given up: it leaves the outbox. Whether its conversation has another that waits.</summary>
    public Task<bool> RemoveAsync(OutgoingReply reply, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM replies WHERE id = @Id", new { reply.Id }, cancellationToken);
                return await session.FirstAsync<long>(
                    "SELECT EXISTS (SELECT 1 FROM replies WHERE conversation = @Conversation)", new { reply.Conversation }, cancellationToken) == 1;
            },
            cancellationToken);

    /// <summary>Nothing of the conversation is sent any more.</summary>
    public Task DropAsync(DbSession session, string conversation, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM replies WHERE conversation = @conversation", new { conversation }, cancellationToken);

    /// <summary>It may be sent (again) from then on.</summary>
    public Task WaitAsync(string id, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        SetAsync(id, "waiting", dueAt, settles: 0, cancellationToken);

    /// <summary>Nobody knows what became of it; ask (again) then.</summary>
    public Task SettleAtAsync(string id, DateTimeOffset dueAt, int settles, CancellationToken cancellationToken) =>
        SetAsync(id, "unknown", dueAt, settles, cancellationToken);

    /// <summary>A report told what became of an unknown attempt: it is looked at now.</summary>
    public async Task SettleNowAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE replies SET due_at = @Now WHERE id = @id AND state = 'unknown' AND due_at > @Now",
                new { id, Now = now.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        signal.Wake();
    }

    /// <summary>How many attempts were begun and not ended.</summary>
    public Task<long> OpenAttemptsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<long>("SELECT COUNT(*) FROM replies WHERE state = 'open'", null, cancellationToken),
            cancellationToken);

    /// <summary>Takes the replies of a conversation that no edge carries: a talk in the terminal reads them itself.</summary>
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

    private Task<int> SetAsync(string id, string state, DateTimeOffset dueAt, int settles, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE replies SET state = @state, due_at = @DueAt, settles = @settles WHERE id = @id",
                new { id, state, DueAt = dueAt.ToUnixTimeMilliseconds(), settles },
                cancellationToken),
            cancellationToken);

    private byte[] Seal(OutgoingReply reply) =>
        personalData.Encrypt(Payload, JsonSerializer.SerializeToUtf8Bytes(reply, ReplyJson.Default.OutgoingReply));

    private WaitingReply Open(Row row)
    {
        var reply = JsonSerializer.Deserialize(personalData.Decrypt(Payload, row.Payload), ReplyJson.Default.OutgoingReply)
            ?? throw new JsonException("A reply in the outbox is empty.");
        return new WaitingReply(
            reply,
            row.State == "waiting" ? null : Time(row.AttemptedAt ?? row.DueAt),
            (int)row.Attempts,
            (int)row.Settles,
            Time(row.DueAt));
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Row(
        string Id, string Conversation, long Sequence, byte[] Payload, string State, long Attempts, long Settles, long? AttemptedAt, long DueAt);
}

/// <summary>A reply in the outbox.</summary>
/// <param name="Reply">What is to be sent.</param>
/// <param name="UnsettledSince">When the attempt began whose outcome is not known; null when it waits to be sent.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Settles">How often the provider was asked about the last attempt.</param>
/// <param name="DueAt">When it is looked at next.</param>
internal sealed record WaitingReply(
    OutgoingReply Reply, DateTimeOffset? UnsettledSince, int Attempts, int Settles, DateTimeOffset DueAt);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(OutgoingReply))]
internal sealed partial class ReplyJson : JsonSerializerContext;
