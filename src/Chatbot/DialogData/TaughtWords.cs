using System.Text.RegularExpressions;

namespace Chatbot.DialogData;

/// <summary>The words of the language that Jaka is taught: what is among them is nobody's name, and each has a usual form.</summary>
internal sealed partial class TaughtWords(Repertoires repertoires)
{
    // A name may stand in an example; a word of the language stands in several.
    private const int Often = 3;

    private volatile Words? words;

    public bool Knows(string word) => Now.Known.Contains(word);

    /// <summary><c>gmn</c> is <c>bagaimana</c>; a word without an entry stays.</summary>
    public string Normal(string word) => Now.Normal.GetValueOrDefault(word, word);

    private Words Now
    {
        get
        {
            var now = repertoires.Now;
            return words is { } read && ReferenceEquals(read.Of, now) ? read : words = Read(now);
        }
    }

    private static Words Read(Repertoire repertoire)
    {
        var lessons = repertoire.Files.Lessons(repertoire.Dialogs, repertoire.Knowledge);
        var lexicon = lessons.Lexicon.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.TrimEnd('\r').Split('\t')).Where(cells => cells.Length > 1).ToList();
        var normal = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var cells in lexicon) normal.TryAdd(cells[0], cells[1]);
        var examples = lessons.Examples.Split('\n').Select(line => line.Split('\t')).Where(cells => cells.Length > 2).Select(cells => cells[2]).Concat(lessons.Faq.Select(question => question.Text));
        var often = examples.SelectMany(text => Word().Matches(text).Select(word => word.Value).Distinct(StringComparer.OrdinalIgnoreCase)).GroupBy(word => word, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() >= Often).Select(same => same.Key);
        return new Words(
            repertoire,
            lexicon.SelectMany(cells => cells.Take(2)).SelectMany(text => Word().Matches(text).Select(word => word.Value)).Concat(often).ToHashSet(StringComparer.OrdinalIgnoreCase),
            normal);
    }

    private sealed record Words(Repertoire Of, HashSet<string> Known, Dictionary<string, string> Normal);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
