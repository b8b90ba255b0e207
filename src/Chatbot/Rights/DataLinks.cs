using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Rights;

/// <summary>The short-lived links to the download of one's own data, each for one download.</summary>
internal sealed class DataLinks(Database database, MasterKey master, TimeProvider clock, IOptions<PrivacyOptions> options)
{
    private readonly LinkTokens tokens = new(master.Derive("data-link/1"));

    /// <summary>Makes a link in the transaction of a turn's action; gives its token. The worker is the one who was made sure of. Older links of the person end.</summary>
    public async Task<string> AddAsync(DbSession session, string personId, string? workerId, CancellationToken cancellationToken)
    {
        var id = LinkTokens.NewId();
        var now = clock.GetUtcNow();
        var expiresAt = now.AddMinutes(options.Value.DownloadMinutes).ToUnixTimeMilliseconds();
        await session.ExecuteAsync("DELETE FROM data_links WHERE person_id = @personId", new { personId }, cancellationToken);
        await session.ExecuteAsync(
            "INSERT INTO data_links (id, person_id, worker_id, expires_at, used_at, created_at) VALUES (@id, @personId, @workerId, @expiresAt, NULL, @At)",
            new { id, personId, workerId, expiresAt, At = now.ToUnixTimeMilliseconds() },
            cancellationToken);
        return tokens.Of(id, expiresAt);
    }

    /// <summary>Whether the link can still be used.</summary>
    public async Task<bool> IsOpenAsync(string token, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => FindAsync(session, token, cancellationToken), cancellationToken) is not null;

    /// <summary>Uses the link up, in the transaction of the download; gives whose it was, or null when it is used, too old, or none of ours.</summary>
    public async Task<LinkOwner?> UseAsync(DbSession session, string token, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, token, cancellationToken) is not { } row) return null;
        var used = await session.ExecuteAsync(
            "UPDATE data_links SET used_at = @At WHERE id = @Id AND used_at IS NULL",
            new { row.Id, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);
        return used == 1 ? new LinkOwner(row.PersonId, row.WorkerId) : null;
    }

    private async Task<Row?> FindAsync(DbSession session, string token, CancellationToken cancellationToken)
    {
        if (LinkTokens.IdIn(token) is not { } id) return null;
        var row = await session.FirstAsync<Row>(
            "SELECT id AS Id, person_id AS PersonId, worker_id AS WorkerId, expires_at AS ExpiresAt, used_at AS UsedAt FROM data_links WHERE id = @Id",
            new { Id = id },
            cancellationToken);
        return row is { UsedAt: null } && clock.GetUtcNow().ToUnixTimeMilliseconds() < row.ExpiresAt
            && tokens.IsOurs(token, row.Id, row.ExpiresAt)
            ? row
            : null;
    }

    private sealed record Row(string Id, string PersonId, string? WorkerId, long ExpiresAt, long? UsedAt);
}

/// <summary>Whose download it is.</summary>
/// <param name="PersonId">Who asked.</param>
/// <param name="WorkerId">The registration that he proved to be his; null when he has none.</param>
internal sealed record LinkOwner(string PersonId, string? WorkerId);
