using System.Globalization;
using System.Text;
using Chatbot.Language;

namespace Chatbot.Programs;

/// <summary>Finds known phrases in what people type, with their slips of the finger.</summary>
internal static class WordMatch
{
    private const int LongestPhrase = 5;

    /// <summary>Lower case words without marks: <c>Jl. Tukang-Ojek!</c> gives <c>jl tukang ojek</c>.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in WellFormed.Normalize(text, NormalizationForm.FormKD).ToLower(CultureInfo.InvariantCulture))
            if (char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsAsciiLetterOrDigit(letter) ? letter : ' ');
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The words with one space between, as phrases are looked up.</summary>
    public static string Phrase(string text) => string.Join(' ', Words(text));

    /// <summary>
    /// The phrase that the text names: exactly, the one with most words and then letters; else with a slip in a long word. Null when
    /// none is named.
    /// </summary>
    public static T? Find<T>(string text, IReadOnlyDictionary<string, T> byPhrase)
        where T : class
    {
        var words = Words(text);
        var spoken = Phrases(words).ToList();
        var exact = spoken.Where(byPhrase.ContainsKey).MaxBy(phrase => (phrase.Count(letter => letter == ' '), phrase.Length));
        if (exact is not null)
            return byPhrase[exact];
        var close =
            from phrase in spoken
            where phrase.Length >= 5
            from known in byPhrase.Keys
            where known.Length >= 5 && Math.Abs(known.Length - phrase.Length) <= 2
            let slips = Distance(phrase, known)
            where slips <= (Math.Min(known.Length, phrase.Length) >= 8 ? 2 : 1)
            orderby slips, known.Length descending
            select known;
        return close.FirstOrDefault() is { } best ? byPhrase[best] : null;
    }

    private static IEnumerable<string> Phrases(IReadOnlyList<string> words)
    {
        // A job or place is named in the first words of an answer or not at all; and a long message must not cost long.
        var count = Math.Min(words.Count, 30);
        for (var start = 0; start < count; start++)
            for (var length = 1; length <= LongestPhrase && start + length <= count; length++)
                yield return string.Join(' ', words.Skip(start).Take(length));
    }

    // Letters to insert, drop, replace or swap with their neighbour.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[a.Length, b.Length];
    }
}
