using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership;

/// <summary>A link that was given to a conversation.</summary>
/// <param name="Id">Of the link.</param>
/// <param name="Conversation">The conversation that gets what is sent.</param>
/// <param name="IsOpen">False when it is used or too old.</param>
internal sealed record OpenedLink(string Id, ConversationId Conversation, bool IsOpen);

/// <summary>The short-lived links to the form.</summary>
internal sealed class FormLinks(Database database, MasterKey master, TimeProvider clock, IOptions<MembershipOptions> options)
{
    private readonly LinkTokens tokens = new(master.Derive("form-link/1"));

    /// <summary>Makes a link in the transaction of a turn's action; gives its token.</summary>
    public async Task<string> AddAsync(DbSession session, ConversationId conversation, CancellationToken cancellationToken)
    {
        var id = LinkTokens.NewId();
        var now = clock.GetUtcNow();
        var expiresAt = now.AddMinutes(options.Value.FormMinutes).ToUnixTimeMilliseconds();
        // They name a conversation, so they are not kept longer than somebody may ask why a link does not work.
        await session.ExecuteAsync(
            "DELETE FROM form_links WHERE expires_at < @Yesterday",
            new { Yesterday = now.AddDays(-1).ToUnixTimeMilliseconds() },
            cancellationToken);
        await session.ExecuteAsync(
            """
            INSERT INTO form_links (id, conversation, expires_at, used_at, created_at)
            VALUES (@id, @Value, @expiresAt, NULL, @At)
            """,
            new { id, conversation.Value, expiresAt, At = now.ToUnixTimeMilliseconds() },
            cancellationToken);
        return tokens.Of(id, expiresAt);
    }

    /// <summary>The link of a token, or null when there is none or the signature is wrong.</summary>
    public async Task<OpenedLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (LinkTokens.IdIn(token) is not { } id) return null;
        var row = await database.ReadAsync(
            session => session.FirstAsync<Row>(
                "SELECT conversation AS Conversation, expires_at AS ExpiresAt, used_at AS UsedAt FROM form_links WHERE id = @id",
                new { id },
                cancellationToken),
            cancellationToken);
        if (row is null || !tokens.IsOurs(token, id, row.ExpiresAt)) return null;
        var isOpen = row.UsedAt is null && clock.GetUtcNow().ToUnixTimeMilliseconds() < row.ExpiresAt;
        return new OpenedLink(id, new ConversationId(row.Conversation), isOpen);
    }

    public Task CloseAsync(OpenedLink link, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE form_links SET used_at = @At WHERE id = @Id AND used_at IS NULL",
                new { link.Id, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    private sealed record Row(string Conversation, long ExpiresAt, long? UsedAt);
}
