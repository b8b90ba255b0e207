using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Chatbot.Console.SignIn;

/// <summary>Time-based one-time codes of six digits (RFC 6238 with HMAC-SHA-1 and 30 seconds, what every authenticator app makes).</summary>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Seconds = 30;

    /// <summary>160 random bits, in base32.</summary>
    public static string NewKey() => string.Concat(RandomNumberGenerator.GetItems<char>(Alphabet, 32));

    /// <summary>The step of the code, or null when it is wrong, or not younger than the last one that was taken.</summary>
    /// <param name="key">Base32.</param>
    /// <param name="code">As typed.</param>
    /// <param name="lastStep">Of the last code that was taken; zero for none.</param>
    /// <param name="now">UTC.</param>
    public static long? Check(string key, string code, long lastStep, DateTimeOffset now)
    {
        var typed = code.Where(char.IsAsciiDigit).ToArray();
        if (typed.Length != 6) return null;
        var current = now.ToUnixTimeSeconds() / Seconds;
        // One step back and one ahead: clocks differ, and people type slowly.
        for (var step = current - 1; step <= current + 1; step++)
            if (step > lastStep && CryptographicOperations.FixedTimeEquals(Bytes(Code(key, step)), Bytes(typed)))
                return step;
        return null;
    }

    /// <summary>The code at an instant.</summary>
    public static string CodeAt(string key, DateTimeOffset instant) => Code(key, instant.ToUnixTimeSeconds() / Seconds);

    /// <summary>What the QR code says to an authenticator app.</summary>
    public static string Address(string key, string login) =>
        $"otpauth://totp/{Uri.EscapeDataString("Konsol Jaka")}:{Uri.EscapeDataString(login)}?secret={key}&issuer={Uri.EscapeDataString("Konsol Jaka")}&digits=6&period={Seconds}";

    private static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's own hash; authenticator apps know no other for sure.
        var mac = HMACSHA1.HashData(FromBase32(key), counter);
#pragma warning restore CA5350
        var at = mac[^1] & 0x0F;
        var number = (BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(at)) & 0x7FFFFFFF) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var sign in text)
        {
            buffer = ((buffer << 5) | Alphabet.IndexOf(sign, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }

        return [.. bytes];
    }

    private static byte[] Bytes(ReadOnlySpan<char> digits) => [.. digits.ToArray().Select(digit => (byte)digit)];
}
