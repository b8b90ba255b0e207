using Chatbot.Storage;

namespace Chatbot.Privacy.Erasing;

/// <summary>
/// Which registrations go with HAPUS DATA. A phone may serve several workers; each goes only when the person has shown that he knows him.
/// </summary>
internal sealed class ErasureScopes(TimeProvider clock)
{
    /// <summary>Begins anew in this conversation; what others left unfinished an hour ago goes too.</summary>
    public Task ResetAsync(DbSession session, string conversation, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "DELETE FROM erasure_scopes WHERE receipt = '' AND (conversation = @conversation OR at < @Before)",
            new { conversation, Before = clock.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds() },
            cancellationToken);

    /// <summary>This registration is to go.</summary>
    public Task AddAsync(DbSession session, string conversation, string workerId, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO erasure_scopes (conversation, receipt, worker_id, at) VALUES (@conversation, '', @workerId, @Now)
            ON CONFLICT (conversation, receipt, worker_id) DO NOTHING
            """,
            new { conversation, workerId, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    /// <summary>What was told in this conversation until now.</summary>
    public Task<IReadOnlyList<string>> ToldAsync(DbSession session, string conversation, CancellationToken cancellationToken) =>
        session.QueryAsync<string>(
            "SELECT worker_id FROM erasure_scopes WHERE conversation = @conversation AND receipt = ''", new { conversation }, cancellationToken);

    /// <summary>What was told belongs to this request from now on; nothing else of a registration goes with it.</summary>
    public async Task CloseAsync(DbSession session, string conversation, string receipt, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "UPDATE erasure_scopes SET receipt = @receipt WHERE conversation = @conversation AND receipt = ''",
            new { conversation, receipt },
            cancellationToken);
        await session.ExecuteAsync("UPDATE data_requests SET scoped = 1 WHERE number = @receipt", new { receipt }, cancellationToken);
    }

    /// <summary>The registrations of a request; null when it is about all that is the person's.</summary>
    public static async Task<IReadOnlyList<string>?> OfAsync(DbSession session, string receipt, CancellationToken cancellationToken)
    {
        if (await session.FirstAsync<long>("SELECT scoped FROM data_requests WHERE number = @receipt", new { receipt }, cancellationToken) == 0)
            return null;
        return await session.QueryAsync<string>(
            "SELECT worker_id FROM erasure_scopes WHERE receipt = @receipt", new { receipt }, cancellationToken);
    }
}
