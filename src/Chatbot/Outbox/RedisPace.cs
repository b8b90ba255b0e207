using Chatbot.Storage;
using StackExchange.Redis;

namespace Chatbot.Outbox;

/// <summary>The pace in Redis, by the server's clock: it is one for all copies.</summary>
internal sealed class RedisPace(RedisConnection redis) : ISharedPace
{
    private static readonly RedisScript Pace = RedisScript.Named("Outbox.Scripts.pace");

    public TimeSpan Slice => TimeSpan.Zero;

    public Task<TimeSpan> TakeAsync(string sender, TimeSpan length, CancellationToken cancellationToken) =>
        RunAsync(sender, length, TimeSpan.Zero, cancellationToken);

    public Task RestAsync(string sender, TimeSpan pause, CancellationToken cancellationToken) =>
        RunAsync(sender, TimeSpan.Zero, pause, cancellationToken);

    private async Task<TimeSpan> RunAsync(string sender, TimeSpan length, TimeSpan pause, CancellationToken cancellationToken)
    {
        RedisValue[] values = [length.Ticks / TimeSpan.TicksPerMicrosecond, pause.Ticks / TimeSpan.TicksPerMicrosecond];
        return TimeSpan.FromMicroseconds((long)await redis.RunAsync(Pace, [redis.Keys.Pace(sender)], values, cancellationToken));
    }
}
