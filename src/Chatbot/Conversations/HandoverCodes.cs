using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>
/// The short codes by which somebody carries a conversation from a web page to WhatsApp: «LANJUT 7KM3QAXW», for one message, for some
/// minutes. Only a keyed hash is kept.
/// </summary>
internal sealed partial class HandoverCodes(Database database, MasterKey master, TimeProvider clock)
{
    // Without what is confused when it is copied by hand. 24^8, about 10^11, of which a handful is open at a time.
    private const string Alphabet = "34679ACDEFGHJKMNPQRTUWXY";
    private const int Length = 8;

    private readonly byte[] key = master.Derive("handover/1");

    /// <summary>The code that a message carries, or null.</summary>
    public static string? Read(string? text) =>
        text is not null && Message().Match(text) is { Success: true } match
            ? $"{match.Groups[1].Value}{match.Groups[2].Value}".ToUpperInvariant()
            : null;

    /// <summary>The message that carries a code.</summary>
    public static string MessageOf(string code) => $"LANJUT {code[..4]}-{code[4..]}";

    /// <summary>A new code for the conversation; those before it are no longer taken.</summary>
    public Task<string> OpenAsync(ConversationId conversation, TimeSpan life, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var code = RandomNumberGenerator.GetString(Alphabet, Length);
                var now = clock.GetUtcNow();
                await session.ExecuteAsync(
                    "DELETE FROM handovers WHERE (conversation = @Value AND used_by IS NULL) OR expires_at < @Yesterday",
                    new { conversation.Value, Yesterday = now.AddDays(-1).ToUnixTimeMilliseconds() },
                    cancellationToken);
                await session.ExecuteAsync(
                    """
                    INSERT INTO handovers (code_hash, conversation, expires_at, used_by, created_at)
                    VALUES (@Hash, @Value, @Expires, NULL, @At)
                    """,
                    new { Hash = Hash(code), conversation.Value, Expires = (now + life).ToUnixTimeMilliseconds(), At = now.ToUnixTimeMilliseconds() },
                    cancellationToken);
                return code;
            },
            cancellationToken);

    /// <summary>The conversation that the code is for, taken by this message; null when the code is none, too old, or another message's.</summary>
    public Task<ConversationId?> TakeAsync(string code, string messageId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var values = new { Hash = Hash(code), messageId, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() };
                await session.ExecuteAsync(
                    "UPDATE handovers SET used_by = @messageId WHERE code_hash = @Hash AND used_by IS NULL AND expires_at > @Now",
                    values,
                    cancellationToken);
                // The same message again, after a crash: the code is still its own.
                var conversation = await session.FirstAsync<string>(
                    "SELECT conversation FROM handovers WHERE code_hash = @Hash AND used_by = @messageId", values, cancellationToken);
                return conversation is null ? (ConversationId?)null : new ConversationId(conversation);
            },
            cancellationToken);

    private string Hash(string code) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(code)));

    [GeneratedRegex(
        @"\A\s*lanjut\s+([34679ACDEFGHJKMNPQRTUWXY]{4})[\s-]?([34679ACDEFGHJKMNPQRTUWXY]{4})\s*\.?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Message();
}
