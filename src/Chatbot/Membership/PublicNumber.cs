using System.Globalization;
using System.Security.Cryptography;

namespace Chatbot.Membership;

/// <summary>Numbers that a person reads aloud or copies by hand: a registration's, a ticket's, a sponsored batch's.</summary>
internal static class PublicNumber
{
    // Without 0 O, 1 I L, 2 Z, 5 S, 8 B and U V, which are confused in writing and on the phone. 24 letters and digits.
    private const string Alphabet = "34679ACDEFGHJKMNPQRTUWXY";

    /// <summary><c>JKA-261121-7KM3Q</c>: 24^5, about 8 million a day.</summary>
    public static string Registration(DateTimeOffset now) => Make("JKA", now, 5);

    /// <summary><c>T-261121-7KM3</c>.</summary>
    public static string Ticket(DateTimeOffset now) => Make("T", now, 4);

    /// <summary><c>B-261121-7KM3</c>, a sponsored batch.</summary>
    public static string Batch(DateTimeOffset now) => Make("B", now, 4);

    /// <summary><c>I-261121-7KM3Q</c>, the receipt of an import.</summary>
    public static string Import(DateTimeOffset now) => Make("I", now, 5);

    /// <summary><c>E-261121-7KM3Q</c>, a file of registrations that was handed over.</summary>
    public static string Export(DateTimeOffset now) => Make("E", now, 5);

    private static string Make(string prefix, DateTimeOffset now, int length) =>
        $"{prefix}-{now.ToString("yyMMdd", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetString(Alphabet, length)}";
}
