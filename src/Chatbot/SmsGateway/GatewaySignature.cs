using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.SmsGateway;

/// <summary>
/// How the gateway proves that something is from it: HMAC-SHA256 over the values, each after its length, so that none can be moved into another;
/// with a time, so that nothing can be sent again days later.
/// </summary>
internal static class GatewaySignature
{
    /// <summary>What was signed longer ago, or is signed for later, is refused.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    /// <summary>Lower-case hex of the signature of these values in this order.</summary>
    public static string Compute(string secret, IEnumerable<string> values)
    {
        var text = string.Concat(values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value}\n")));
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }

    public static bool IsValid(string secret, IEnumerable<string> values, string given) => Same(Compute(secret, values), given);

    /// <summary>Compares in a time that does not depend on where they differ.</summary>
    public static bool Same(string wanted, string given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));

    /// <summary>Whether a time in seconds since 1970 is near enough.</summary>
    public static bool IsRecent(string seconds, DateTimeOffset now) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && Math.Abs(now.ToUnixTimeSeconds() - at) <= Validity.TotalSeconds;
}
