using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Templates;

/// <summary>
/// How many people were written to by template within 24 hours: Meta limits it for each business portfolio (250, 2,000, 10,000, 100,000), and counts
/// each person once. https://developers.facebook.com/docs/whatsapp/messaging-limits
/// </summary>
internal sealed class DailyReach(Database database, PersonalData personalData, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Whether one more person has room, or this one is counted already; nothing is counted.</summary>
    /// <param name="address">The person's address.</param>
    /// <param name="limit">How many people a day; 0 is without a limit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> HasRoomAsync(string address, int limit, CancellationToken cancellationToken)
    {
        if (limit <= 0) return true;
        var row = new { Hash = personalData.AddressHash(address), Since = (clock.GetUtcNow() - Day).ToUnixTimeMilliseconds() };
        return await database.ReadAsync(
            async session =>
                await session.FirstAsync<long>("SELECT COUNT(*) FROM daily_reach WHERE reached_at > @Since", row, cancellationToken) < limit
                || await session.FirstAsync<long>(
                    "SELECT COUNT(*) FROM daily_reach WHERE address_hash = @Hash AND reached_at > @Since", row, cancellationToken) > 0,
            cancellationToken);
    }

    /// <summary>Counts a person; false when there is no room for one more today.</summary>
    /// <param name="address">The person's address.</param>
    /// <param name="limit">How many people a day; 0 is without a limit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<bool> CountsAsync(string address, int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var row = new { Hash = personalData.AddressHash(address), Now = now.ToUnixTimeMilliseconds(), Since = (now - Day).ToUnixTimeMilliseconds() };
                await session.ExecuteAsync("DELETE FROM daily_reach WHERE reached_at <= @Since", row, cancellationToken);
                if (await session.FirstAsync<long>("SELECT COUNT(*) FROM daily_reach WHERE address_hash = @Hash", row, cancellationToken) > 0) return true;
                if (limit > 0 && await session.FirstAsync<long>("SELECT COUNT(*) FROM daily_reach", row, cancellationToken) >= limit) return false;
                await session.ExecuteAsync(
                    "INSERT INTO daily_reach (address_hash, reached_at) VALUES (@Hash, @Now) ON CONFLICT (address_hash) DO NOTHING", row, cancellationToken);
                return true;
            },
            cancellationToken);
}
