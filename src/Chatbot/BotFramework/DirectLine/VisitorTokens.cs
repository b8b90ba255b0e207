using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Chatbot.Privacy;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>A visitor of a page, in one conversation.</summary>
/// <param name="Conversation">Its id.</param>
/// <param name="User">The visitor's id: his alone, whatever his page says.</param>
/// <param name="Until">When the token ends.</param>
internal sealed record Visitor(string Conversation, string User, DateTimeOffset Until);

/// <summary>
/// Secrets and tokens of Direct Line. A token is a JWT (clients read the user's id from it) signed with a key that every copy of the
/// service derives from the master key, so any copy believes the tokens of any other.
/// </summary>
internal sealed class VisitorTokens(MasterKey master, IOptions<DirectLineOptions> options, TimeProvider clock)
{
    // Compared as text: there is no other header, and so no choice of algorithm.
    private static readonly string Header = Encode("""{"alg":"HS256","typ":"JWT"}"""u8);

    private const int ConversationBytes = 16;

    private readonly byte[] key = master.Derive("direct-line/1");
    private readonly byte[] ticketKey = master.Derive("direct-line/ticket/1");
    private readonly byte[][] secrets = [.. options.Value.Secrets.Select(secret => SHA256.HashData(Encoding.UTF8.GetBytes(secret)))];

    public TimeSpan Life => TimeSpan.FromMinutes(options.Value.TokenMinutes);

    /// <summary>Whether it is one of our secrets, in the same time whatever it is.</summary>
    public bool IsSecret(string given)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        var found = false;
        foreach (var secret in secrets) found |= CryptographicOperations.FixedTimeEquals(secret, hash);
        return found;
    }

    /// <summary>A conversation that nobody can guess, of a visitor whom the site names or not.</summary>
    public Visitor New(string? user)
    {
        var conversation = Encode(RandomNumberGenerator.GetBytes(ConversationBytes));
        return new Visitor(conversation, string.IsNullOrWhiteSpace(user) ? Nobody(conversation) : user, clock.GetUtcNow() + Life);
    }

    /// <summary>The visitor whom no site has named, in one of our conversations; null when it cannot be one.</summary>
    public Visitor? Unnamed(string conversation) =>
        System.Buffers.Text.Base64Url.IsValid(conversation, out var length) && length == ConversationBytes
            ? new Visitor(conversation, Nobody(conversation), clock.GetUtcNow() + Life)
            : null;

    public Visitor Renewed(Visitor visitor) => visitor with { Until = clock.GetUtcNow() + Life };

    public string Write(Visitor visitor) => Write(visitor, key);

    /// <summary>
    /// With it the page of this service comes back to the conversation while what was said is kept. It opens nothing by itself and, unlike a
    /// token, never stands in an address.
    /// </summary>
    public string WriteTicket(Visitor visitor) =>
        Write(visitor with { Until = clock.GetUtcNow().AddHours(options.Value.KeepHours) }, ticketKey);

    /// <summary>Null when it is not ours, or over.</summary>
    public Visitor? Read(string token) => Read(token, key);

    /// <summary>The visitor of a ticket, with the life of a new token; null when it is not ours, or over.</summary>
    public Visitor? ReadTicket(string ticket) => Read(ticket, ticketKey) is { } visitor ? Renewed(visitor) : null;

    private static string Write(Visitor visitor, byte[] key)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new VisitorClaims(visitor.Conversation, visitor.User, visitor.Until.ToUnixTimeSeconds()), DirectLineJson.Default.VisitorClaims);
        var signed = $"{Header}.{Encode(body)}";
        return $"{signed}.{Sign(signed, key)}";
    }

    private Visitor? Read(string token, byte[] key)
    {
        var end = token.LastIndexOf('.');
        if (token.Length > 4_096 || end <= Header.Length + 1 || !token.StartsWith(Header + ".", StringComparison.Ordinal)) return null;
        var right = Encoding.ASCII.GetBytes(Sign(token[..end], key));
        if (!CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(token[(end + 1)..]))) return null;
        // Only what we wrote gets here.
        var claims = JsonSerializer.Deserialize(Base64(token[(Header.Length + 1)..end]), DirectLineJson.Default.VisitorClaims);
        if (claims is null) return null;
        var visitor = new Visitor(claims.Conv, claims.User, DateTimeOffset.FromUnixTimeSeconds(claims.Exp));
        return clock.GetUtcNow() < visitor.Until ? visitor : null;
    }

    private static string Sign(string text, byte[] key) => Encode(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    // His alone: he is another one in another conversation.
    private static string Nobody(string conversation) => $"dl_{conversation}";

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Base64(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
