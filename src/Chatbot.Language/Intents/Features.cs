using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>
/// What the classifier sees of a message: words and pairs of words, letters 2–5 inside words, letters 1–4 of the consonant
/// skeleton (<c>bayar</c>, <c>byr</c>, <c>byar</c> all give <c>byr</c>), classes of the lexicon and their order. All are hashed
/// into one table of buckets.
/// </summary>
internal static class Features
{
    /// <summary>Number of buckets.</summary>
    public const int Buckets = 1 << 16;

    // A longer message is read by its beginning: nobody's wish stands only in the 200th word.
    private const int MostWords = 200;
    private const int MostClasses = 24;
    private const int LongestWord = 24;

    private const float Letters = 0.6f;
    private const float Skeleton = 0.5f;
    private const float Words = 1.2f;
    private const float Classes = 2f;
    private const float Strange = 1.5f;
    private const float Rare = 2f;

    public static void Extract(NormalText text, FeatureBag bag)
    {
        bag.Clear();
        var count = Math.Min(text.Words.Count, MostWords);
        Span<char> buffer = stackalloc char[LongestWord + 2];
        Span<int> classes = stackalloc int[MostClasses];
        var classCount = 0;
        var previousStem = "^";
        string? before = null;
        var known = 0;
        var rare = 0;
        for (var i = 0; i < count; i++)
        {
            var word = text.Words[i];
            var normal = IsNumber(word.Text) ? "0" : word.Text;
            var stem = word.Form.Stem == word.Text ? normal : word.Form.Stem;
            bag.Add('w', normal, Words);
            bag.Add('s', stem, Words);
            bag.Add('b', previousStem, stem, Words);
            if (before is not null) bag.Add('t', before, stem, Words * 0.6f);
            if (word.Raw is { } raw && raw != word.Text)
            {
                bag.Add('r', raw, Words * 0.5f);
                AddLetters(raw, buffer, bag, Letters * 0.5f);
            }

            AddLetters(normal, buffer, bag, Letters);
            AddSkeleton(normal, buffer, bag);
            if (word.Form.Class is { } name)
            {
                bag.Add('c', name, Classes);
                for (var k = Math.Max(0, classCount - 6); k < classCount; k++)
                    bag.Add('p', text.Words[classes[k]].Form.Class!, name, Classes * 0.7f);
                if (classCount < MostClasses) classes[classCount++] = i;
            }

            if (word.Form.Known) known++;
            if (word.Form.Rare) rare++;
            before = previousStem;
            previousStem = stem;
        }

        bag.Add('b', previousStem, "$", Words);
        bag.Add('n', LengthName(count), 1);
        if (count > 0) bag.Add('n', ShareName(known, count), Strange);
        if (rare > 0) bag.Add('n', RareName(rare), Rare);
        if (text.Original.Contains('?', StringComparison.Ordinal)) bag.Add('n', "?", 0.5f);
        if (count == 0) bag.Add('n', "nothing", 4);
        bag.Finish();
    }

    private static string LengthName(int words) => words switch
    {
        0 => "0",
        1 => "1",
        2 => "2",
        3 or 4 => "3-4",
        <= 7 => "5-7",
        <= 12 => "8-12",
        _ => "13-",
    };

    // How much of the message is in the words of the domain: talk of something else has few of them.
    private static string ShareName(int known, int count) => (known * 5 / count) switch
    {
        0 => "strange",
        1 => "mostly strange",
        2 => "half known",
        3 => "mostly known",
        _ => "known",
    };

    private static string RareName(int rare) => rare switch
    {
        1 => "one rare",
        2 => "two rare",
        _ => "rare words",
    };

    private static bool IsNumber(string word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiDigit(c)) return false;
        }

        return true;
    }

    private static void AddLetters(string word, Span<char> buffer, FeatureBag bag, float weight)
    {
        var length = Math.Min(word.Length, LongestWord);
        buffer[0] = '^';
        for (var i = 0; i < length; i++) buffer[i + 1] = char.IsAsciiDigit(word[i]) ? '0' : word[i];
        buffer[length + 1] = '$';
        bag.AddRuns('l', buffer[..(length + 2)], 2, 5, weight);
    }

    private static void AddSkeleton(string word, Span<char> buffer, FeatureBag bag)
    {
        buffer[0] = '^';
        var length = 1;
        for (var i = 0; i < word.Length && length <= LongestWord; i++)
        {
            if (word[i] is 'a' or 'i' or 'u' or 'e' or 'o' || !char.IsAsciiLetter(word[i])) continue;
            if (buffer[length - 1] != word[i]) buffer[length++] = word[i];
        }

        if (length == 1) return;
        buffer[length++] = '$';
        bag.AddRuns('k', buffer[..length], 2, 5, Skeleton);
    }
}
