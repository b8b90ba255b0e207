using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Chatbot.Storage;
using StackExchange.Redis;

namespace Chatbot.Outbox;

/// <summary>The outbox in Redis: a list a conversation, and in each partition the conversations by when their first reply is due.</summary>
internal sealed class RedisReplyOutbox(
    RedisConnection redis, Database database, SealedReplies replies, OutboxSignal signal, IDrainLeases leases, TimeProvider clock) : IReplyOutbox
{
    // The sequence stands in front of a reply.
    private const int ReplyAt = 8;

    private static readonly RedisScript First = RedisScript.Named("Outbox.Scripts.first");
    private static readonly RedisScript Begin = RedisScript.Named("Outbox.Scripts.begin");
    private static readonly RedisScript Set = RedisScript.Named("Outbox.Scripts.set");
    private static readonly RedisScript Remove = RedisScript.Named("Outbox.Scripts.remove");
    private static readonly RedisScript SettleNow = RedisScript.Named("Outbox.Scripts.settle_now");
    private static readonly RedisScript Take = RedisScript.Named("Outbox.Scripts.take");

    private RedisKeys Keys => redis.Keys;

    /// <summary>Tells the drain that has the conversation that there is something to send: ours, or another copy's.</summary>
    /// <param name="conversation">Key text.</param>
    /// <param name="first">What is first in it, when that is known.</param>
    public void Wake(string conversation, WaitingReply? first = null)
    {
        if (leases.Of(conversation) is not null) signal.Wake(conversation, first);
        else redis.Tell(Keys.Wake, conversation);
    }

    public async Task<IReadOnlyList<WaitingReply>> DueAsync(
        IReadOnlyList<Lease> held, DateTimeOffset now, int limit, Predicate<string> isServed, CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(held.Select(lease => DueInAsync(lease.Part, now, limit, cancellationToken)));
        var due = looks.SelectMany(look => look).OrderBy(entry => entry.Score).Select(entry => (string)entry.Element)
            .Where(conversation => !isServed(conversation)).Take(limit);
        var first = await Task.WhenAll(due.Select(conversation => FirstAsync(conversation, cancellationToken)));
        return [.. first.OfType<WaitingReply>()];
    }

    public async Task<WaitingReply?> FirstAsync(string conversation, CancellationToken cancellationToken)
    {
        var found = await redis.RunAsync(
            First,
            [Keys.Replies(conversation), Keys.Attempt(conversation), Due(conversation)],
            [conversation],
            cancellationToken);
        if (found.IsNull) return null;
        var parts = (RedisValue[])found;
        return new WaitingReply(
            Open(parts[0]),
            parts[2] == "waiting" ? null : Time(parts[5]),
            (int)parts[3],
            (int)parts[4],
            Time(parts[1]));
    }

    public async Task BeginAsync(IReadOnlyList<Attempt> attempts, Func<DbSession, Task> look)
    {
        await database.ReadAsync(
            async session =>
            {
                await look(session);
                return true;
            },
            CancellationToken.None);
        await EachAsync(
            attempts.Where(attempt => attempt.HeldBack is null),
            Begin,
            attempt =>
            [
                attempt.Lease.Token, attempt.Reply.Sequence, attempt.Reply.Id, attempt.At.ToUnixTimeMilliseconds(), attempt.Reply.Conversation,
            ],
            static (attempt, answer) => attempt.IsBegun = answer);
    }

    public async Task RemoveAsync(IReadOnlyList<SendEnd> ends, Func<DbSession, Task> log)
    {
        await database.WriteAsync(Isolation.ReadCommitted, log, CancellationToken.None);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await EachAsync(
            ends, Remove, end => [end.Lease.Token, end.Reply.Sequence, now, end.Reply.Conversation], static (end, answer) => end.HasNext = answer);
    }

    public Task<bool> WaitAsync(OutgoingReply reply, DateTimeOffset dueAt, Lease lease, CancellationToken cancellationToken) =>
        SetAsync(reply, "waiting", dueAt, 0, lease, cancellationToken);

    public Task<bool> SettleAtAsync(
        OutgoingReply reply, DateTimeOffset dueAt, int settles, Lease lease, CancellationToken cancellationToken) =>
        SetAsync(reply, "unknown", dueAt, settles, lease, cancellationToken);

    public async Task SettleNowAsync(string conversation, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await redis.RunAsync(
            SettleNow,
            [Keys.Attempt(conversation), Due(conversation)],
            [id, now.ToUnixTimeMilliseconds(), conversation],
            cancellationToken);
        Wake(conversation);
    }

    public async Task<IReadOnlyList<OutgoingReply>> TakeForTerminalAsync(string conversation, CancellationToken cancellationToken)
    {
        var taken = await redis.RunAsync(
            Take, [Keys.Replies(conversation), Keys.Attempt(conversation), Due(conversation)], [conversation], cancellationToken);
        return [.. ((RedisValue[])taken).Select(value => Open(value))];
    }

    public async Task<OutboxDepth> DepthAsync(CancellationToken cancellationToken)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, Partitions.Count).Select(async partition =>
        {
            var count = redis.CallAsync(database => database.SortedSetLengthAsync(Keys.Due(partition)), cancellationToken);
            var oldest = await redis.CallAsync(
                database => database.SortedSetRangeByRankWithScoresAsync(Keys.Due(partition), 0, 0), cancellationToken);
            return (Count: await count, Oldest: oldest is [var entry, ..] ? (long?)entry.Score : null);
        }));
        var since = parts.Min(part => part.Oldest);
        return new OutboxDepth(parts.Sum(part => part.Count), since is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    private Task<SortedSetEntry[]> DueInAsync(int partition, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        redis.CallAsync(
            database => database.SortedSetRangeByScoreWithScoresAsync(Keys.Due(partition), 0, now.ToUnixTimeMilliseconds(), take: limit),
            cancellationToken);

    private async Task<bool> SetAsync(
        OutgoingReply reply, string state, DateTimeOffset dueAt, int settles, Lease lease, CancellationToken cancellationToken) =>
        (int)await redis.RunAsync(
            Set,
            KeysOf(reply, lease),
            [lease.Token, reply.Sequence, state, dueAt.ToUnixTimeMilliseconds(), settles, reply.Conversation],
            cancellationToken) == 1;

    /// <summary>Runs a script for each; one for which the store fails does not fail the others.</summary>
    private Task EachAsync<T>(IEnumerable<T> sendings, RedisScript script, Func<T, RedisValue[]> values, Action<T, bool> answered)
        where T : Sending =>
        Task.WhenAll(sendings.Select(async one =>
        {
            try
            {
                answered(one, (int)await redis.RunAsync(script, KeysOf(one.Reply, one.Lease), values(one), CancellationToken.None) == 1);
            }
            catch (Exception error) when (error is RedisException or TimeoutException)
            {
                one.Error = ExceptionDispatchInfo.Capture(error);
            }
        }));

    private RedisKey[] KeysOf(OutgoingReply reply, Lease lease) =>
        [Keys.Lease(lease.Part), Keys.Replies(reply.Conversation), Keys.Attempt(reply.Conversation), Keys.Due(lease.Part)];

    private RedisKey Due(string conversation) => Keys.Due(Partitions.Of(conversation));

    private OutgoingReply Open(RedisValue value)
    {
        byte[] bytes = value!;
        return replies.Open(bytes.AsSpan(ReplyAt)) with { Sequence = BinaryPrimitives.ReadInt64BigEndian(bytes) };
    }

    private static DateTimeOffset Time(RedisValue milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)double.Parse((string)milliseconds, CultureInfo.InvariantCulture));
}
