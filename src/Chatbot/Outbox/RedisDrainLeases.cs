using Chatbot.Storage;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Chatbot.Outbox;

/// <summary>
/// A lease a partition, shared out evenly among the copies that give a sign of life: who has less than its share takes what is free, and
/// who has more gives back what another is short of. A copy that died is short of nothing: what it had goes over when its leases run out.
/// </summary>
internal sealed partial class RedisDrainLeases(
    RedisConnection redis, TimeProvider clock, IOptions<OutboxOptions> options, ILogger<RedisDrainLeases> logger) : IDrainLeases, IDisposable
{
    private static readonly RedisScript Take = RedisScript.Named("Outbox.Scripts.lease");
    private static readonly RedisScript IsFree = RedisScript.Named("Outbox.Scripts.is_free");
    private static readonly RedisScript GiveBack = RedisScript.Named("Outbox.Scripts.release");
    private static readonly RedisScript Count = RedisScript.Named("Outbox.Scripts.copies");

    private readonly string holder = CopyName.Of(clock);
    private readonly TimeSpan length = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private readonly Held?[] held = new Held?[Partitions.Count];
    private readonly SemaphoreSlim round = new(1, 1);
    private IReadOnlyList<Lease> current = [];
    private DateTimeOffset renewAt = DateTimeOffset.MinValue;
    private int copies = 1;
    private int failed;

    public async Task<IReadOnlyList<Lease>> HoldAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() < renewAt) return current;
        await round.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (now < renewAt) return current;
            await RenewAsync(cancellationToken);
            renewAt = now + length / 4;
            return current;
        }
        finally
        {
            round.Release();
        }
    }

    public Lease? Of(string conversation) =>
        Volatile.Read(ref held[Partitions.Of(conversation)]) is { } mine && IsFresh(mine) ? mine.Lease : null;

    public bool Holds(Lease lease) =>
        Volatile.Read(ref held[lease.Part]) is { } mine && mine.Lease == lease && IsFresh(mine);

    public void Doubt(Lease lease)
    {
        if (Volatile.Read(ref held[lease.Part])?.Lease == lease) Volatile.Write(ref held[lease.Part], null);
        renewAt = DateTimeOffset.MinValue;
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await round.WaitAsync(cancellationToken);
        try
        {
            var mine = Enumerable.Range(0, Partitions.Count).Where(partition => held[partition] is not null).ToList();
            await Task.WhenAll([.. mine.Select(partition => GiveBackAsync(partition, cancellationToken)), SignAsync(TimeSpan.Zero, 0, cancellationToken)]);
            current = [];
        }
        finally
        {
            round.Release();
        }
    }

    public void Dispose() => round.Dispose();

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        failed = 0;
        var mine = new List<int>();
        var others = new List<int>();
        for (var partition = 0; partition < Partitions.Count; partition++) (held[partition] is null ? others : mine).Add(partition);
        var shortOf = 0;
        if (await SignAsync(length, mine.Count, cancellationToken) is { } seen) (copies, shortOf) = seen;
        var share = (Partitions.Count + copies - 1) / copies;
        var kept = mine.Count - Math.Clamp(mine.Count - share, 0, shortOf);
        await Task.WhenAll(
        [
            .. mine.Take(kept).Select(partition => (Task)TakeAsync(partition, cancellationToken)),
            .. mine.Skip(kept).Select(partition => GiveBackAsync(partition, cancellationToken)),
        ]);
        if (mine.Count < share)
        {
            var free = await FreeAsync(others, cancellationToken);
            await Task.WhenAll(free.Take(share - mine.Count).Select(partition => TakeAsync(partition, cancellationToken)));
        }

        var before = current.Count;
        current = [.. held.OfType<Held>().Where(IsFresh).Select(one => one.Lease)];
        if (current.Count != before) LogShare(logger, current.Count, copies);
        if (failed > 0) LogNotRenewed(logger, failed);
    }

    /// <summary>A sign of life, or of leaving; how many copies there are and how many partitions the others are short of, or null when nobody knows.</summary>
    private async Task<(int Copies, int ShortOf)?> SignAsync(TimeSpan holds, int drains, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(
            Count, redis.Keys.Copies, [holder, (long)holds.TotalMilliseconds, StoreClock, drains, Partitions.Count], cancellationToken);
        return answer is null ? null : ((int, int)?)((int)((RedisResult[])answer)[0], (int)((RedisResult[])answer)[1]);
    }

    /// <summary>Those that nobody has. Begins elsewhere than other copies do, so that they do not all take the same.</summary>
    private async Task<IReadOnlyList<int>> FreeAsync(List<int> partitions, CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(partitions.Select(
            async partition => (Partition: partition, Answer: await TryAsync(IsFree, redis.Keys.Lease(partition), [StoreClock], cancellationToken))));
        List<int> free = [.. looks.Where(look => (long?)look.Answer == 1).Select(look => look.Partition)];
        var start = free.Count == 0 ? 0 : (int)((uint)holder.GetHashCode(StringComparison.Ordinal) % free.Count);
        return [.. free.Skip(start), .. free.Take(start)];
    }

    /// <summary>Takes or renews. A node that does not answer leaves the lease as it is: it runs out by itself.</summary>
    private async Task TakeAsync(int partition, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var token = await TryAsync(
            Take, redis.Keys.Lease(partition), [holder, (long)length.TotalMilliseconds, StoreClock], cancellationToken);
        if (token is null) return;
        Volatile.Write(ref held[partition], (long)token is > 0 and var answer ? new Held(new Lease(partition, answer), began) : null);
    }

    private Task<RedisResult?> GiveBackAsync(int partition, CancellationToken cancellationToken)
    {
        Volatile.Write(ref held[partition], null);
        return TryAsync(GiveBack, redis.Keys.Lease(partition), [holder], cancellationToken);
    }

    private async Task<RedisResult?> TryAsync(RedisScript script, RedisKey key, RedisValue[] values, CancellationToken cancellationToken)
    {
        try
        {
            return await redis.RunAsync(script, [key], values, cancellationToken);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            Interlocked.Increment(ref failed);
            return null;
        }
    }

    // A quarter of the length is kept for what is under way.
    private bool IsFresh(Held mine) => clock.GetElapsedTime(mine.Since) < length * 0.75;

    // The server's clock is the same for all copies. A clock that stands still (a test's) counts instead.
    private long StoreClock => clock == TimeProvider.System ? 0 : clock.GetUtcNow().ToUnixTimeMilliseconds();

    [LoggerMessage(Level = LogLevel.Information, Message = "Draining {Count} partitions of the outbox; {Copies} copies are there")]
    private static partial void LogShare(ILogger logger, int count, int copies);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer: {Count} leases could not be taken, renewed or given back")]
    private static partial void LogNotRenewed(ILogger logger, int count);

    /// <summary>Ours since that instant (a timestamp of the clock, taken before the store was asked).</summary>
    private sealed record Held(Lease Lease, long Since);
}
