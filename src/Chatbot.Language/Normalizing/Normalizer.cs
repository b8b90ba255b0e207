using System.Buffers;
using System.Collections.Concurrent;

namespace Chatbot.Language.Normalizing;

/// <summary>
/// Writes a message out in everyday Indonesian: unfolds abbreviations, slang and regional words by the lexicon, mends slips
/// towards the words of the domain, and keeps for each word where it stood. Normalising twice changes nothing.
/// </summary>
public sealed class Normalizer
{
    private const int LongestWord = 40;

    // Shorter forms are abbreviations: everything is one letter away from one of them.
    private const int ShortestForm = 7;

    private const int LongWord = 4;

    // How often the examples must have an ordinary word before slips are mended towards it.
    private const int Usual = 4;

    // 4ku, s4ya, b3rapa: a digit in the place of the letter that it looks like.
    private const string LookAlikes = "oizeasgtbg";

    private static readonly string[] Clitics = ["nya", "ny", "lah", "kah", "kan", "in", "an", "ku", "mu", "i", "ne", "na"];

    private readonly Dictionary<string, NormalForm[]> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NormalForm[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<string, List<(string[] Form, NormalForm[] Normal)>> _phrases = new(StringComparer.Ordinal);
    private readonly Lexicon _lexicon;
    private readonly Stemmer _stemmer;
    private readonly Spelling? _spelling;
    private readonly HashSet<string> _usual;
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    /// <param name="lexicon">The colloquial lexicon as text, see <see cref="LanguageData.Lexicon"/>.</param>
    /// <param name="rightlySpelt">Messages without slips: their words are left as they are.</param>
    public Normalizer(string lexicon, IEnumerable<string> rightlySpelt)
    {
        _lexicon = new Lexicon(lexicon);
        _stemmer = new Stemmer(_lexicon.Roots);
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();

        var seen = Count(rightlySpelt);
        _usual = [.. seen.Where(pair => pair.Value > 1).Select(pair => pair.Key)];
        foreach (var (form, normal) in _lexicon.Forms) _known[form] = Array.ConvertAll(normal, FormOf);
        foreach (var word in _lexicon.Forms.Values.SelectMany(normal => normal).Concat(seen.Keys).Distinct())
        {
            if (_known.ContainsKey(word) || _stemmer.Stem(word) is null && MendBeforeClitic(word) is not null) continue;
            // An example that was written with a drawn-out word («stopp») does not make a word of it.
            if (_lexicon.Forms.ContainsKey(LimitRuns(word, 1))) continue;
            _known[word] = [FormOf(word)];
        }

        foreach (var (form, normal) in _lexicon.Phrases)
        {
            if (!_phrases.TryGetValue(form[0], out var list)) _phrases[form[0]] = list = [];
            list.Add((form, Array.ConvertAll(normal, FormOf)));
        }

        foreach (var list in _phrases.Values) list.Sort((a, b) => b.Form.Length - a.Form.Length);

        // First the words of the domain, then the colloquial forms of the lexicon (reminer: reminder: pengingat).
        _spelling = new Spelling(_known.Keys
            .Where(word => word.Length >= 4 && (seen.GetValueOrDefault(word) >= Usual || _lexicon.Has(word)) && StandsForItself(word))
            .OrderByDescending(word => seen.GetValueOrDefault(word)).ThenBy(word => word, StringComparer.Ordinal)
            .Concat(_lexicon.Forms.Keys.Where(form => form.Length >= ShortestForm).Order(StringComparer.Ordinal)));
    }

    /// <summary>The normal form of any text.</summary>
    public NormalText Normalize(string text)
    {
        var workspace = _workspaces.TryTake(out var free) ? free : new Workspace();
        workspace.Clear();
        Folding.Fold(text, workspace.Tokens, workspace.Folded);
        var words = new List<Word>(workspace.Tokens.Count + 4);
        foreach (var token in workspace.Tokens)
        {
            var folded = workspace.Folded.WrittenSpan.Slice(token.FoldedStart, token.FoldedLength);
            var forms = Find(folded);
            var raw = forms.Length == 1 && folded.SequenceEqual(forms[0].Text) ? forms[0].Text : folded.ToString();
            for (var i = 0; i < forms.Length; i++) words.Add(new Word(token.Start, token.Length, i == 0 ? raw : null, forms[i]));
        }

        _workspaces.Add(workspace);
        ReplacePhrases(words);
        return new NormalText(text, words);
    }

    /// <summary>Whether the word, as it is written, is one of the lexicon or of the examples.</summary>
    internal bool IsWord(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var forms)
        ? forms.Length == 1 && word.SequenceEqual(forms[0].Text)
        : _stemmer.Stem(word) is not null;

    private bool StandsForItself(string word) =>
        _known.TryGetValue(word, out var forms) && forms.Length == 1 && forms[0].Text == word;

    private static Dictionary<string, int> Count(IEnumerable<string> messages)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var workspace = new Workspace();
        foreach (var message in messages)
        {
            workspace.Clear();
            Folding.Fold(message, workspace.Tokens, workspace.Folded);
            foreach (var token in workspace.Tokens)
            {
                var folded = workspace.Folded.WrittenSpan.Slice(token.FoldedStart, token.FoldedLength);
                if (folded.Length is < 2 or > LongestWord || folded.ContainsAnyInRange('0', '9') || HasTriple(folded)) continue;
                var word = folded.ToString();
                seen[word] = seen.GetValueOrDefault(word) + 1;
            }
        }

        return seen;
    }

    private NormalForm FormOf(string word)
    {
        var stem = _stemmer.Stem(word);
        var known = stem is not null || _lexicon.Has(word);
        return new NormalForm(
            word, stem ?? word, _lexicon.ClassOf(word) ?? (stem is null ? null : _lexicon.ClassOf(stem)),
            known, !known && word.Length >= LongWord && !_usual.Contains(word));
    }

    private NormalForm[] Find(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var known)) return known;
        if (word.Length > LongestWord) return [new NormalForm(word.ToString(), word.ToString(), null, false, true)];
        return FindUnknown(word.ToString());
    }

    // A word that is in no list: try what people do to words, the surest first; each result is itself looked up again,
    // so that the outcome is a normal form.
    private NormalForm[] FindUnknown(string word)
    {
        for (var round = 0; round < 4; round++)
        {
            var better = Mend(word);
            if (better is null || better == word) break;
            if (better.Contains(' ', StringComparison.Ordinal))
                return [.. better.Split(' ').SelectMany(part => _known.TryGetValue(part, out var forms) ? forms : FindUnknown(part))];
            if (_known.TryGetValue(better, out var found)) return found;
            word = better;
        }

        return [FormOf(word)];
    }

    private string? Mend(string word)
    {
        if (HasTriple(word)) return LimitRuns(word, 2);
        if (word.AsSpan().ContainsAnyInRange('0', '9')) return MendDigits(word);
        if (_stemmer.Stem(word) is not null) return null;
        var single = LimitRuns(word, 1);
        if (single != word && (_known.ContainsKey(single) || _stemmer.Stem(single) is not null)) return single;
        if (MendBeforeClitic(word) is { } mended) return mended;
        return word.Length >= 4 ? _spelling?.Nearest(word) : null;
    }

    private string? MendDigits(string word)
    {
        if (!word.AsSpan().ContainsAnyInRange('a', 'z')) return null;
        var two = word.IndexOf('2', StringComparison.Ordinal);
        if (two >= 3 && !word.AsSpan(two + 1).ContainsAnyInRange('0', '9') && word.AsSpan(0, two).IndexOfAnyInRange('0', '9') < 0)
            return $"{word[..two]} {word[..two]}{word[(two + 1)..]}";

        var letters = string.Create(word.Length, word, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsAsciiDigit(source[i]) ? LookAlikes[source[i] - '0'] : source[i];
        });
        if (_known.ContainsKey(letters) || _stemmer.Stem(letters) is not null) return letters;

        // 50rb, tgl5: a number and a word written together.
        var parts = new List<string>();
        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            if (i < word.Length && char.IsAsciiDigit(word[i]) == char.IsAsciiDigit(word[i - 1])) continue;
            parts.Add(word[start..i]);
            start = i;
        }

        return parts.Count == 2 ? string.Join(' ', parts) : null;
    }

    private string? MendBeforeClitic(string word)
    {
        foreach (var clitic in Clitics)
        {
            if (word.Length - clitic.Length < 2 || !word.EndsWith(clitic, StringComparison.Ordinal)) continue;
            var head = word[..^clitic.Length];
            var tail = clitic == "ny" ? "nya" : clitic;
            if (Unfolds(head, clitic.Length == 1) is { } unfolded) return unfolded + tail;
            if (clitic == "ny" && _known.TryGetValue(head, out var forms) && forms.Length == 1 && head.Length >= 3)
                return forms[0].Text + tail;
            if (head.Length >= 5 && tail.Length >= 2 && !_known.ContainsKey(head) && _spelling?.Nearest(head) is { } near)
                return near + tail;
        }

        return word.Length > 4 && word.StartsWith("di", StringComparison.Ordinal) && Unfolds(word[2..], false) is { } passive
            ? "di" + passive
            : null;
    }

    // An abbreviation or regional form of a word with meaning of its own; particles take no clitic (buatin is not untuk + in).
    private string? Unfolds(string head, bool surely)
    {
        if (head.Length < (surely ? 4 : 2) || head.Length < 4 && head.AsSpan().IndexOfAny("aiueo") >= 0) return null;
        return _lexicon.Forms.TryGetValue(head, out var normal) && normal.Length == 1 && normal[0] != head && normal[0].Length >= 4
            && _lexicon.ClassOf(normal[0]) is not null
            ? normal[0]
            : null;
    }

    private void ReplacePhrases(List<Word> words)
    {
        // A replacement can complete another phrase; the rounds end because no entry of the lexicon leads back to itself.
        for (var round = 0; round < 4; round++)
        {
            var changed = false;
            for (var i = 0; i < words.Count; i++)
            {
                if (!_phrases.TryGetValue(words[i].Text, out var phrases)) continue;
                foreach (var (form, normal) in phrases)
                {
                    if (!Matches(words, i, form)) continue;
                    var first = words[i];
                    var last = words[i + form.Length - 1];
                    var length = last.Start + last.Length - first.Start;
                    var raw = string.Join(' ', words.Skip(i).Take(form.Length).Select(word => word.Raw).Where(raw => raw is not null));
                    words.RemoveRange(i, form.Length);
                    for (var k = 0; k < normal.Length; k++)
                        words.Insert(i + k, new Word(first.Start, length, k == 0 ? raw : null, normal[k]));
                    changed = true;
                    break;
                }
            }

            if (!changed) return;
        }
    }

    private static bool Matches(List<Word> words, int at, string[] form)
    {
        if (at + form.Length > words.Count) return false;
        for (var k = 1; k < form.Length; k++)
        {
            if (words[at + k].Text != form[k]) return false;
        }

        return true;
    }

    private static bool HasTriple(ReadOnlySpan<char> word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2] && !char.IsAsciiDigit(word[i])) return true;
        }

        return false;
    }

    private static string LimitRuns(string word, int limit)
    {
        Span<char> kept = stackalloc char[LongestWord];
        var count = 0;
        var run = 0;
        for (var i = 0; i < word.Length; i++)
        {
            run = i > 0 && word[i] == word[i - 1] && !char.IsAsciiDigit(word[i]) ? run + 1 : 1;
            if (run <= limit) kept[count++] = word[i];
        }

        return count == word.Length ? word : kept[..count].ToString();
    }

    private sealed class Workspace
    {
        public List<Token> Tokens { get; } = [];

        public ArrayBufferWriter<char> Folded { get; } = new(256);

        public void Clear()
        {
            Tokens.Clear();
            Folded.ResetWrittenCount();
        }
    }
}
