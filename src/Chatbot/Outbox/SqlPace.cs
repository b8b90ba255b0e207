using Chatbot.Storage;

namespace Chatbot.Outbox;

/// <summary>The pace in the database. The clocks of the machines count: they must agree within a few milliseconds.</summary>
internal sealed class SqlPace(Database database, TimeProvider clock) : ISharedPace
{
    // Another copy that has something to send waits so long at most, once: then both take what they need and no more.
    public TimeSpan Slice => TimeSpan.FromMilliseconds(100);

    public Task<TimeSpan> TakeAsync(string sender, TimeSpan length, CancellationToken cancellationToken) =>
        TakeAsync(sender, TimeSpan.Zero, length, cancellationToken);

    public Task RestAsync(string sender, TimeSpan pause, CancellationToken cancellationToken) =>
        TakeAsync(sender, pause, TimeSpan.Zero, cancellationToken);

    private Task<TimeSpan> TakeAsync(string sender, TimeSpan pause, TimeSpan length, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                var now = Microseconds(clock.GetUtcNow() - DateTimeOffset.UnixEpoch);
                var row = new { sender, Start = now + Microseconds(pause), Length = Microseconds(length) };
                var free = await session.FirstAsync<long>(
                    """
                    INSERT INTO paces (our_address, free_at) VALUES (@sender, @Start + @Length)
                    ON CONFLICT (our_address) DO UPDATE
                    SET free_at = CASE WHEN paces.free_at > @Start THEN paces.free_at ELSE @Start END + @Length
                    RETURNING free_at
                    """,
                    row,
                    cancellationToken);
                return TimeSpan.FromMicroseconds(free - row.Length - now);
            },
            cancellationToken);

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
