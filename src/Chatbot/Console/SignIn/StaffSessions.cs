using System.Security.Cryptography;
using System.Text;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Console.SignIn;

/// <summary>A place where somebody is signed in.</summary>
/// <param name="Id">Hash of what the cookie holds.</param>
/// <param name="Device">Browser and system, in a few words.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SeenAt">When something was done last, to the minute, UTC.</param>
internal sealed record StaffSession(string Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset SeenAt);

/// <summary>
/// Who is signed in where. A session ends when nothing is done, after half a day, when it is ended here, and when the user's security
/// stamp changes; the cookie holds nothing but its key.
/// </summary>
internal sealed class StaffSessions(Database database, IOptions<ConsoleOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Begins one; gives the key for the cookie. Beyond the limit the one that was not used for longest ends.</summary>
    public async Task<string> OpenAsync(StaffUser user, string device, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO staff_sessions (id, user_id, stamp, device, created_at, seen_at)
                    VALUES (@Id, @UserId, @SecurityStamp, @device, @now, @now)
                    """,
                    new { Id = IdOf(key), UserId = user.Id, user.SecurityStamp, device, now },
                    cancellationToken);
                await session.ExecuteAsync(
                    """
                    DELETE FROM staff_sessions WHERE user_id = @UserId AND id NOT IN (
                        SELECT id FROM staff_sessions WHERE user_id = @UserId ORDER BY created_at DESC, seen_at DESC, id LIMIT @Most)
                    """,
                    new { UserId = user.Id, Most = (long)options.Value.SessionsPerUser },
                    cancellationToken);
                await session.ExecuteAsync("UPDATE staff_users SET signed_in_at = @now WHERE id = @UserId", new { UserId = user.Id, now }, cancellationToken);
            },
            cancellationToken);
        return key;
    }

    /// <summary>Whose session it is, or null when it does not hold any more.</summary>
    /// <param name="key">From the cookie.</param>
    /// <param name="isUsed">True: the person does something; it counts as seen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> CheckAsync(string key, bool isUsed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = IdOf(key);
        var row = await database.ReadAsync(
            session => session.FirstAsync<CheckRow>(
                """
                SELECT s.user_id AS UserId, s.created_at AS CreatedAt, s.seen_at AS SeenAt FROM staff_sessions s
                JOIN staff_users u ON u.id = s.user_id AND u.security_stamp = s.stamp AND u.is_active = 1
                WHERE s.id = @id
                """,
                new { id },
                cancellationToken),
            cancellationToken);
        if (row is null) return null;
        var seen = DateTimeOffset.FromUnixTimeMilliseconds(row.SeenAt);
        var isOver = now - seen > TimeSpan.FromMinutes(options.Value.IdleMinutes)
            || now - DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt) > TimeSpan.FromHours(options.Value.SessionHours);
        if (isOver)
        {
            await EndAsync(id, row.UserId, cancellationToken);
            return null;
        }

        if (isUsed && now - seen > SeenEvery)
        {
            await database.WriteAsync(
                Isolation.ReadCommitted,
                session => session.ExecuteAsync(
                    "UPDATE staff_sessions SET seen_at = @Now WHERE id = @id", new { id, Now = now.ToUnixTimeMilliseconds() }, cancellationToken),
                cancellationToken);
        }

        return row.UserId;
    }

    /// <summary>Those of a user, the latest first.</summary>
    public async Task<IReadOnlyList<StaffSession>> OfAsync(string userId, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(
            session => session.QueryAsync<ListRow>(
                """
                SELECT id AS Id, device AS Device, created_at AS CreatedAt, seen_at AS SeenAt FROM staff_sessions
                WHERE user_id = @userId ORDER BY seen_at DESC, id
                """,
                new { userId },
                cancellationToken),
            cancellationToken))
            .Select(row => new StaffSession(
                row.Id, row.Device, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.SeenAt)))];

    /// <summary>Ends one of a user's.</summary>
    public Task EndAsync(string id, string userId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync("DELETE FROM staff_sessions WHERE id = @id AND user_id = @userId", new { id, userId }, cancellationToken),
            cancellationToken);

    /// <summary>Ends all of a user's.</summary>
    public Task EndAllAsync(string userId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync("DELETE FROM staff_sessions WHERE user_id = @userId", new { userId }, cancellationToken),
            cancellationToken);

    /// <summary>What stands in the database for a key.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    private sealed record CheckRow(string UserId, long CreatedAt, long SeenAt);

    private sealed record ListRow(string Id, string Device, long CreatedAt, long SeenAt);
}
