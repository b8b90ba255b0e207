using System.Globalization;
using System.Security.Cryptography;
using Chatbot.Storage;

namespace Chatbot.Campaigns;

/// <summary>Numbers and codes of campaigns, audiences and lists, in letters that are not confused when read aloud.</summary>
internal static class CampaignNumber
{
    // Without 0 O, 1 I L, 2 Z, 5 S, 8 B and U V: 24 letters and digits.
    private const string Alphabet = "34679ACDEFGHJKMNPQRTUWXY";
    private const string Letters = "ACDEFGHJKMNPQRTWXY";
    private const string Digits = "34679";

    /// <summary><c>K-261121-7KM3</c>.</summary>
    public static string Campaign(DateTimeOffset now) => Make("K", now);

    /// <summary><c>AU-261121-7KM3</c>.</summary>
    public static string Audience(DateTimeOffset now) => Make("AU", now);

    /// <summary><c>L-261121-7KM3</c>.</summary>
    public static string List(DateTimeOffset now) => Make("L", now);

    /// <summary>What each message carries, such as <c>K7MQ4</c>: a letter first and a digit last, so that it is no word; over a million.</summary>
    public static string Check() =>
        RandomNumberGenerator.GetString(Letters, 1) + RandomNumberGenerator.GetString(Alphabet, 3) + RandomNumberGenerator.GetString(Digits, 1);

    /// <summary>A source code as <c>CampaignWord</c> reads it: letters, then digits, such as <c>JBR47</c>.</summary>
    /// <param name="prefix">2 to 8 letters.</param>
    public static string Source(string prefix) => prefix.ToUpperInvariant() + RandomNumberGenerator.GetString(Digits, 3);

    /// <summary>One that the table does not have yet: of four letters and digits two would be alike some day.</summary>
    /// <param name="session">The transaction that inserts it.</param>
    /// <param name="table"><c>campaigns</c>, <c>audiences</c> or <c>audience_lists</c>.</param>
    /// <param name="draw">Draws one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<string> FreeAsync(DbSession session, string table, Func<string> draw, CancellationToken cancellationToken)
    {
        string number;
        do number = draw();
        while (await session.FirstAsync<long>($"SELECT COUNT(*) FROM {table} WHERE number = @number", new { number }, cancellationToken) > 0);
        return number;
    }

    private static string Make(string prefix, DateTimeOffset now) =>
        $"{prefix}-{now.ToString("yyMMdd", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetString(Alphabet, 4)}";
}
