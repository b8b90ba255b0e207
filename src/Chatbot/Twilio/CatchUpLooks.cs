using Chatbot.Storage;

namespace Chatbot.Twilio;

/// <summary>Remembers up to when Twilio's list was read for each of our addresses: after an outage it is read from there.</summary>
internal sealed class CatchUpLooks(Database database)
{
    /// <summary>Null when it was never read.</summary>
    public async Task<DateTimeOffset?> ReadUntilAsync(string ourAddress, CancellationToken cancellationToken)
    {
        var at = await database.ReadAsync(
            session => session.FirstAsync<long?>(
                "SELECT read_until FROM catch_up_looks WHERE our_address = @ourAddress", new { ourAddress }, cancellationToken),
            cancellationToken);
        return at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
    }

    /// <summary>All before that is read. It never goes back: another copy may have read further.</summary>
    public Task ReadAsync(string ourAddress, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO catch_up_looks (our_address, read_until) VALUES (@ourAddress, @Until)
                ON CONFLICT (our_address) DO UPDATE SET read_until = @Until WHERE catch_up_looks.read_until < @Until
                """,
                new { ourAddress, Until = until.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
}
