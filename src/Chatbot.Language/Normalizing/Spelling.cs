namespace Chatbot.Language.Normalizing;

/// <summary>
/// Finds the word of the domain that is one slip away: a letter left out, doubled, wrong, or two neighbours swapped
/// (one Damerau edit).
/// </summary>
internal sealed class Spelling
{
    private const int Longest = 24;
    private const int ShortWord = 5;

    private readonly Dictionary<string, string[]> _byDeletion;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <param name="vocabulary">The words of the domain, the most usual first: it wins when two are equally near.</param>
    public Spelling(IEnumerable<string> vocabulary)
    {
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var word in vocabulary)
        {
            Add(lists, word, word);
            for (var i = 0; i < word.Length; i++) Add(lists, word.Remove(i, 1), word);
        }

        _byDeletion = lists.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
        _lookup = _byDeletion.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The nearest word of the vocabulary at one edit, or null.</summary>
    public string? Nearest(ReadOnlySpan<char> word)
    {
        if (word.Length is < 4 or > Longest) return null;
        string? best = null;
        var bestScore = 0;
        Consider(word, word, ref best, ref bestScore);
        Span<char> shorter = stackalloc char[Longest];
        for (var i = 0; i < word.Length; i++)
        {
            word[..i].CopyTo(shorter);
            word[(i + 1)..].CopyTo(shorter[i..]);
            Consider(word, shorter[..(word.Length - 1)], ref best, ref bestScore);
        }

        return best;
    }

    /// <summary>Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other.</summary>
    public static bool OneEditApart(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        var head = a.CommonPrefixLength(b);
        var x = a[head..];
        var y = b[head..];
        if (x.Length == y.Length)
        {
            if (x.Length == 0) return false;
            if (x[1..].SequenceEqual(y[1..])) return true;
            return x.Length >= 2 && x[0] == y[1] && x[1] == y[0] && x[2..].SequenceEqual(y[2..]);
        }

        return x.Length > y.Length ? x[1..].SequenceEqual(y) : y[1..].SequenceEqual(x);
    }

    private void Consider(ReadOnlySpan<char> word, ReadOnlySpan<char> key, ref string? best, ref int bestScore)
    {
        if (!_lookup.TryGetValue(key, out var candidates)) return;
        foreach (var candidate in candidates)
        {
            if (!OneEditApart(word, candidate) || !Likely(word, candidate)) continue;
            // Letters are lost more often than added.
            var score = candidate.Length >= word.Length ? 2 : 1;
            if (score <= bestScore) continue;
            (best, bestScore) = (candidate, score);
        }
    }

    // The first letter is rarely the slip. A short word with another consonant is more often another word (mata: mana,
    // haji: hari, upah: ubah) than a slip.
    private static bool Likely(ReadOnlySpan<char> word, ReadOnlySpan<char> candidate)
    {
        var head = word.CommonPrefixLength(candidate);
        var swapped = word.Length == candidate.Length && head + 1 < word.Length && word[head] == candidate[head + 1];
        if (head == 0) return swapped;
        if (Math.Min(word.Length, candidate.Length) > ShortWord) return true;
        return swapped || word.Length != candidate.Length || IsVowel(word[head]) && IsVowel(candidate[head]);
    }

    private static bool IsVowel(char c) => c is 'a' or 'i' or 'u' or 'e' or 'o';

    private static void Add(Dictionary<string, List<string>> lists, string key, string word)
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        list.Add(word);
    }
}
