using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership;

/// <summary>A link that was given to a conversation.</summary>
/// <param name="Id">Random; half of the token.</param>
/// <param name="Conversation">The conversation that gets what is sent.</param>
/// <param name="IsOpen">False when it is used or too old.</param>
internal sealed record OpenedLink(string Id, ConversationId Conversation, bool IsOpen);

/// <summary>
/// The short-lived links to the form. A token is a random id and its signature over id and expiry; neither a guess nor a look
/// into the database makes one.
/// </summary>
internal sealed class FormLinks(Database database, MasterKey master, TimeProvider clock, IOptions<MembershipOptions> options)
{
    // 12 bytes: 2^96 ids, and a signature nobody guesses within half an hour. 16 letters each.
    private const int Size = 12;
    private const int Letters = 16;

    private readonly byte[] key = master.Derive("form-link/1");

    /// <summary>Makes a link in the transaction of a turn's action; gives its token.</summary>
    public async Task<string> AddAsync(DbSession session, ConversationId conversation, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));
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
        return id + Signature(id, expiresAt);
    }

    /// <summary>The link of a token, or null when there is none or the signature is wrong.</summary>
    public async Task<OpenedLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != 2 * Letters) return null;
        var id = token[..Letters];
        var row = await database.ReadAsync(
            session => session.FirstAsync<Row>(
                "SELECT conversation AS Conversation, expires_at AS ExpiresAt, used_at AS UsedAt FROM form_links WHERE id = @id",
                new { id },
                cancellationToken),
            cancellationToken);
        if (row is null || !IsSigned(token[Letters..], id, row.ExpiresAt)) return null;
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

    private bool IsSigned(string signature, string id, long expiresAt) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Signature(id, expiresAt)));

    private string Signature(string id, long expiresAt)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{expiresAt}"));
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, signed).AsSpan(0, Size));
    }

    private sealed record Row(string Conversation, long ExpiresAt, long? UsedAt);
}
