namespace Chatbot.Language.Normalizing;

/// <summary>
/// The colloquial lexicon, one entry a line: <c>form TAB normal form TAB class</c>. A form of several words is replaced as a
/// phrase. A word that stands for itself (<c>iuran TAB iuran</c>) is a root of the domain: affixes are taken off down to it and
/// slips are corrected towards it. The class is optional and belongs to the normal form; the class <c>.</c> marks an ordinary word
/// that is only to be left as it is.
/// </summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, string[]> _forms = new(StringComparer.Ordinal);
    private readonly List<(string[] Form, string[] Normal)> _phrases = [];
    private readonly Dictionary<string, string> _classes = new(StringComparer.Ordinal);
    private const string Ordinary = ".";

    private readonly HashSet<string> _vocabulary = new(StringComparer.Ordinal);
    private readonly HashSet<string> _roots = new(StringComparer.Ordinal);

    public Lexicon(string text)
    {
        var direct = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].TrimEnd('\r');
            if (line.IsEmpty || line[0] == '#') continue;
            var columns = line.ToString().Split('\t');
            if (columns.Length < 2) continue;
            var form = columns[0].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var normal = columns[1].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (form.Length == 0 || normal.Length == 0) continue;
            if (form.Length > 1) _phrases.Add((form, normal));
            else direct[form[0]] = normal;
            var name = columns.Length > 2 ? columns[2].Trim() : "";
            if (name == Ordinary) continue;
            _vocabulary.UnionWith(form);
            _vocabulary.UnionWith(normal);
            if (normal.Length == 1 && form.Length == 1 && form[0] == normal[0]) _roots.Add(normal[0]);
            if (name.Length > 0) _classes[string.Join(' ', normal)] = name;
        }

        // An entry may lead to another one (dftrin: daftarin): follow it to the end, so that a normal form is its own normal form.
        foreach (var form in direct.Keys) _forms[form] = Resolve(form, direct, []);
        // Phrases are looked for among words that are written out already.
        _phrases = [.. _phrases
            .Select(phrase => (Form: ResolveAll(phrase.Form, direct), Normal: ResolveAll(phrase.Normal, direct)))
            .Where(phrase => !phrase.Form.SequenceEqual(phrase.Normal))];
    }

    /// <summary>Forms of one word with their normal forms.</summary>
    public IReadOnlyDictionary<string, string[]> Forms => _forms;

    /// <summary>Forms of several words with their normal forms.</summary>
    public IReadOnlyList<(string[] Form, string[] Normal)> Phrases => _phrases;

    /// <summary>Words of the domain that affixes are taken off down to.</summary>
    public IReadOnlySet<string> Roots => _roots;

    /// <summary>Whether the word is a form, a normal form or a root of the domain; ordinary words do not count.</summary>
    public bool Has(string word) => _vocabulary.Contains(word);

    /// <summary>The class of a normal form, or null.</summary>
    public string? ClassOf(string normal) => _classes.GetValueOrDefault(normal);

    private static string[] ResolveAll(string[] words, Dictionary<string, string[]> direct) =>
        [.. words.SelectMany(word => Resolve(word, direct, []))];

    private static string[] Resolve(string form, Dictionary<string, string[]> direct, HashSet<string> seen)
    {
        if (!direct.TryGetValue(form, out var normal) || !seen.Add(form)) return [form];
        string[] resolved = [.. normal.SelectMany(word => word == form ? [word] : Resolve(word, direct, seen))];
        seen.Remove(form);
        return resolved;
    }
}
