namespace Chatbot.Language;

/// <summary>
/// Tells letters struck at random («asdfgh», «kjhkjh», «hhhhh») from a word that somebody may be called: a run along the rows of the
/// keyboard, no vowel at all, five consonants on end, or the same letters again and again.
/// </summary>
internal static class RandomLetters
{
    private const int Shortest = 4;

    private const int LongestKeyRun = 4;

    private const int MostConsonants = 4;

    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    // Two letters, one sound: Ngurah, Nyoman, Syarif, Khadijah, Dhani.
    private static readonly string[] Sounds = ["ng", "ny", "sy", "kh", "dh", "th", "sh", "ch", "bh", "gh", "tj", "dj", "sj", "nj"];

    /// <param name="word">One word in lower case.</param>
    public static bool Are(ReadOnlySpan<char> word)
    {
        if (word.Length < Shortest)
            return word.Length > 1 && IsOneLetter(word);
        return IsOneLetter(word) || HasKeyRun(word) || IsRepeated(word) || HasNoSound(word);
    }

    private static bool IsOneLetter(ReadOnlySpan<char> word) => word.IndexOfAnyExcept(word[0]) < 0 || HasTriple(word);

    private static bool HasTriple(ReadOnlySpan<char> word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2])
                return true;
        }

        return false;
    }

    private static bool HasKeyRun(ReadOnlySpan<char> word)
    {
        for (var i = 0; i + LongestKeyRun <= word.Length; i++)
        {
            foreach (var row in Rows)
            {
                var at = row.IndexOf(word[i], StringComparison.Ordinal);
                if (at < 0)
                    continue;
                var (there, back) = (true, true);
                for (var k = 1; k < LongestKeyRun; k++)
                {
                    there &= at + k < row.Length && row[at + k] == word[i + k];
                    back &= at - k >= 0 && row[at - k] == word[i + k];
                }

                if (there || back)
                    return true;
            }
        }

        return false;
    }

    /// <summary>«kjhkjh», «sdsdsd»: the same two or three letters all the way. «Dada» and «Titi» are names.</summary>
    private static bool IsRepeated(ReadOnlySpan<char> word)
    {
        for (var size = 2; size <= 3; size++)
        {
            if (word.Length < size * (size == 2 ? 3 : 2))
                continue;
            var same = true;
            for (var i = size; i < word.Length && same; i++)
                same = word[i] == word[i - size];
            if (same && (size == 2 || word[..size].IndexOfAny("aiueo") < 0))
                return true;
        }

        return false;
    }

    private static bool HasNoSound(ReadOnlySpan<char> word)
    {
        var consonants = 0;
        var vowels = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsAsciiLetter(word[i]))
                return false;
            if (word[i] is 'a' or 'i' or 'u' or 'e' or 'o' or 'y')
            {
                vowels++;
                consonants = 0;
                continue;
            }

            if (i == 0 || !IsOneSound(word.Slice(i - 1, 2)))
                consonants++;
            if (consonants > MostConsonants)
                return true;
        }

        // «Mhmd», «Bgs» are short for a name; longer ones are not.
        return vowels == 0 && word.Length > Shortest;
    }

    private static bool IsOneSound(ReadOnlySpan<char> pair)
    {
        foreach (var sound in Sounds)
        {
            if (pair.SequenceEqual(sound))
                return true;
        }

        return false;
    }
}
