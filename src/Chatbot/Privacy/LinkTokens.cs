using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Privacy;

/// <summary>
/// The tokens of short-lived links. A token is a random id and its signature over id and expiry; neither a guess nor a look into the
/// database makes one.
/// </summary>
/// <param name="key">Of this kind of link alone.</param>
internal sealed class LinkTokens(byte[] key)
{
    // 18 bytes: 2^144 ids, and a signature nobody guesses. 24 letters each.
    private const int Size = 18;
    private const int Letters = 24;

    /// <summary>The id of a new link, to be kept with its expiry.</summary>
    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The id in a token, as its holder gives it; null when it cannot be one.</summary>
    public static string? IdIn(string token) => token.Length == 2 * Letters ? token[..Letters] : null;

    /// <param name="id">Its id.</param>
    /// <param name="expiresAt">Milliseconds since 1970, UTC.</param>
    public string Of(string id, long expiresAt)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{expiresAt}"));
        return id + Base64Url.EncodeToString(HMACSHA256.HashData(key, signed).AsSpan(0, Size));
    }

    /// <summary>Whether we made it, for this id and expiry.</summary>
    public bool IsOurs(string token, string id, long expiresAt) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Of(id, expiresAt)));
}
