using System.Diagnostics;
using System.Globalization;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Outbox;

/// <summary>The right to drain, as it stands in the database: writes that begin an attempt carry its token.</summary>
/// <param name="Name">Of the work.</param>
/// <param name="Token">Grows with every new holder.</param>
internal readonly record struct Lease(string Name, long Token);

/// <summary>Sees to it that one copy of the service drains the outbox, and that another takes over when it is gone.</summary>
internal sealed class DrainLease(Database database, TimeProvider clock, IOptions<OutboxOptions> options)
{
    private const string Name = "outbox";
    private readonly string holder = $"{Identity(Process.GetCurrentProcess())}|{Guid.CreateVersion7(clock.GetUtcNow())}";
    private readonly TimeSpan length = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private long token;
    private DateTimeOffset renewAt = DateTimeOffset.MinValue;

    /// <summary>The lease when it is ours (renewed when a third of it has passed); null when another copy has it.</summary>
    public async Task<Lease?> HoldAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (token > 0 && now < renewAt) return new Lease(Name, token);
        token = await database.WriteAsync(
            async session =>
            {
                var row = await session.FirstAsync<Row>(
                    "SELECT holder AS Holder, token AS Token, expires_at AS ExpiresAt FROM leases WHERE name = @Name",
                    new { Name },
                    cancellationToken);
                if (row is not null && row.Holder != holder && row.ExpiresAt > now.ToUnixTimeMilliseconds() && !IsGone(row.Holder))
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
        return token > 0 ? new Lease(Name, token) : null;
    }

    /// <summary>A write with the token was turned down: the next look asks the database.</summary>
    public void Doubt() => renewAt = DateTimeOffset.MinValue;

    /// <summary>Gives it back, so that the next copy need not wait.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (token == 0) return;
        token = 0;
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE leases SET expires_at = 0 WHERE name = @Name AND holder = @holder", new { Name, holder }, cancellationToken),
            cancellationToken);
    }

    private static string Identity(Process process) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}|{process.Id}|{Started(process)}");

    private static long Started(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();

    // A killed process of this machine need not be waited for: after a restart the replies go on at once.
    private static bool IsGone(string holder)
    {
        var parts = holder.Split('|');
        if (parts.Length != 4 || parts[0] != Environment.MachineName) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        if (!long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var started)) return false;
        try
        {
            using var process = Process.GetProcessById(id);
            // The system computes the start time anew each time, so it may differ by a little.
            return Math.Abs(Started(process) - started) > 2;
        }
        catch (ArgumentException)
        {
            return true; // No such process.
        }
    }

    private sealed record Row(string Holder, long Token, long ExpiresAt);
}
