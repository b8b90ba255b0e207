using Chatbot.Storage;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Chatbot.Outbox;

/// <summary>
/// A lease a partition, shared out evenly among the copies that give a sign of life: who has more than its share gives back, who has
/// less takes what is free.
/// </summary>
internal sealed partial class RedisDrainLeases(
    RedisConnection redis, TimeProvider clock, IOptions<OutboxOptions> options, ILogger<RedisDrainLeases> logger) : IDrainLeases, IDisposable
{
    private static readonly RedisScript Take = RedisScript.Named("Outbox.Scripts.lease");
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
            await Task.WhenAll([.. mine.Select(partition => GiveBackAsync(partition, cancellationToken)), SignAsync(TimeSpan.Zero, cancellationToken)]);
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
        copies = Math.Max(1, await SignAsync(length, cancellationToken) ?? copies);
        var share = (Partitions.Count + copies - 1) / copies;
        var mine = new List<int>();
        var others = new List<int>();
        for (var partition = 0; partition < Partitions.Count; partition++) (held[partition] is null ? others : mine).Add(partition);

        await Task.WhenAll(
        [
            .. mine.Take(share).Select(partition => (Task)TakeAsync(partition, cancellationToken)),
            .. mine.Skip(share).Select(partition => GiveBackAsync(partition, cancellationToken)),
        ]);
        // In bunches: two copies that start together each get about their share.
        var missing = share - mine.Count;
        foreach (var bunch in Spread(others).Chunk(32))
        {
            if (missing <= 0) break;
            var taken = await Task.WhenAll(bunch.Take(missing).Select(partition => TakeAsync(partition, cancellationToken)));
            missing -= taken.Count(isOurs => isOurs);
        }

        var before = current.Count;
        current = [.. held.OfType<Held>().Where(IsFresh).Select(one => one.Lease)];
        if (current.Count != before) LogShare(logger, current.Count, copies);
        if (failed > 0) LogNotRenewed(logger, failed);
    }

    /// <summary>A sign of life, or of leaving; how many copies there are, or null when nobody knows.</summary>
    private async Task<int?> SignAsync(TimeSpan holds, CancellationToken cancellationToken) =>
        (int?)await TryAsync(Count, redis.Keys.Copies, [holder, (long)holds.TotalMilliseconds, StoreClock], cancellationToken);

    /// <summary>Takes or renews. A node that does not answer leaves the lease as it is: it runs out by itself.</summary>
    private async Task<bool> TakeAsync(int partition, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var token = await TryAsync(
            Take, redis.Keys.Lease(partition), [holder, (long)length.TotalMilliseconds, StoreClock], cancellationToken);
        if (token is not { } answer) return false;
        Volatile.Write(ref held[partition], answer > 0 ? new Held(new Lease(partition, answer), began) : null);
        return answer > 0;
    }

    private Task<long?> GiveBackAsync(int partition, CancellationToken cancellationToken)
    {
        Volatile.Write(ref held[partition], null);
        return TryAsync(GiveBack, redis.Keys.Lease(partition), [holder], cancellationToken);
    }

    private async Task<long?> TryAsync(RedisScript script, RedisKey key, RedisValue[] values, CancellationToken cancellationToken)
    {
        try
        {
            return (long)await redis.RunAsync(script, [key], values, cancellationToken);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            Interlocked.Increment(ref failed);
            return null;
        }
    }

    // Begins elsewhere than other copies do, so that they do not all ask for the same.
    private IEnumerable<int> Spread(List<int> partitions)
    {
        var start = partitions.Count == 0 ? 0 : (int)((uint)holder.GetHashCode(StringComparison.Ordinal) % partitions.Count);
        return partitions.Skip(start).Concat(partitions.Take(start));
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
