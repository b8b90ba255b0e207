using Chatbot.Storage;

namespace Chatbot.Privacy.Requests;

/// <summary>Whose data is on hold (TUNDA, UU 27/2022 art. 11): no campaigns, no reminders, no profiling, until he says otherwise.</summary>
internal sealed class Restrictions(Database database, TimeProvider clock)
{
    public Task HoldAsync(DbSession session, string personId, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "INSERT INTO restrictions (person_id, since) VALUES (@personId, @Now) ON CONFLICT (person_id) DO NOTHING",
            new { personId, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    /// <summary>False when nothing was on hold.</summary>
    public async Task<bool> ReleaseAsync(DbSession session, string personId, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("DELETE FROM restrictions WHERE person_id = @personId", new { personId }, cancellationToken) > 0;

    /// <summary>Whether the person may not be counted, chosen or written to unasked.</summary>
    public Task<bool> IsHeldAsync(string personId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => IsHeldAsync(session, personId, cancellationToken), cancellationToken);

    public static async Task<bool> IsHeldAsync(DbSession session, string personId, CancellationToken cancellationToken) =>
        await session.FirstAsync<long>("SELECT COUNT(*) FROM restrictions WHERE person_id = @personId", new { personId }, cancellationToken) > 0;
}
