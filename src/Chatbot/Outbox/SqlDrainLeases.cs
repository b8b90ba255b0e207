using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Outbox;

/// <summary>One lease for the whole outbox, a row of the database.</summary>
internal sealed class SqlDrainLeases(Database database, TimeProvider clock, IOptions<OutboxOptions> options) : IDrainLeases
{
    /// <summary>Of the row.</summary>
    public const string Name = "outbox";

    private readonly string holder = CopyName.Of(clock);
    private readonly TimeSpan length = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private DateTimeOffset renewAt = DateTimeOffset.MinValue;
    private volatile Held? held;

    public async Task<IReadOnlyList<Lease>> HoldAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (held is { } before && now < renewAt) return [before.Lease];
        var began = clock.GetTimestamp();
        var token = await database.WriteAsync(
            async session =>
            {
                var row = await session.FirstAsync<Row>(
                    "SELECT holder AS Holder, token AS Token, expires_at AS ExpiresAt FROM leases WHERE name = @Name",
                    new { Name },
                    cancellationToken);
                if (row is not null && row.Holder != holder && row.ExpiresAt > now.ToUnixTimeMilliseconds() && !CopyName.IsGone(row.Holder))
                    return 0;
                var next = row is null ? 1 : row.Holder == holder ? row.Token : row.Token + 1;
                await session.ExecuteAsync(
                    """
                    INSERT INTO leases (name, holder, token, expires_at) VALUES (@Name, @holder, @next, @ExpiresAt)
                    ON CONFLICT (name) DO UPDATE SET holder = @holder, token = @next, expires_at = @ExpiresAt
                    """,
                    new { Name, holder, next, ExpiresAt = (now + length).ToUnixTimeMilliseconds() },
                    cancellationToken);
                return next;
            },
            cancellationToken);
        renewAt = now + length / 3;
        held = token > 0 ? new Held(new Lease(0, token), began) : null;
        return held is { } mine ? [mine.Lease] : [];
    }

    public Lease? Of(string conversation) => held?.Lease;

    // A quarter of the length is kept for what is under way.
    public bool Holds(Lease lease) => held is { } mine && mine.Lease == lease && clock.GetElapsedTime(mine.Since) < length * 0.75;

    public void Doubt(Lease lease) => renewAt = DateTimeOffset.MinValue;

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (held is null) return;
        held = null;
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE leases SET expires_at = 0 WHERE name = @Name AND holder = @holder", new { Name, holder }, cancellationToken),
            cancellationToken);
    }

    /// <summary>Ours for <see cref="length"/> since that instant (a timestamp of the clock, taken before the store was asked).</summary>
    private sealed record Held(Lease Lease, long Since);

    private sealed record Row(string Holder, long Token, long ExpiresAt);
}
