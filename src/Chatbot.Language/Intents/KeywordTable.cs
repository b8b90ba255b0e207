using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>
/// Commands: words that, as the whole message, never depend on the model. One slip is forgiven in a word of four letters or more,
/// unless the slip is itself a word.
/// </summary>
internal sealed class KeywordTable
{
    private const int Shortest = 4;

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly List<(string[] Words, string Id)> _commands = [];
    private readonly Normalizer _normalizer;
    private readonly int _longest;

    public KeywordTable(IReadOnlyList<Keyword> keywords, Normalizer normalizer)
    {
        _normalizer = normalizer;
        foreach (var keyword in keywords)
        {
            foreach (var words in keyword.Words)
            {
                var raw = normalizer.Normalize(words).Words.Where(word => word.Raw is not null).Select(word => word.Raw!).ToArray();
                var written = string.Join(' ', raw);
                if (written.Length == 0 || !_ids.TryAdd(written, keyword.Id)) continue;
                _commands.Add((written.Split(' '), keyword.Id));
                _longest = Math.Max(_longest, raw.Length);
            }
        }

        // A regional or shortened form of a command is the command too, as long as no other keyword is written like it.
        foreach (var (words, id) in _commands.ToArray())
            _ids.TryAdd(normalizer.Normalize(string.Join(' ', words)).Text, id);
    }

    /// <summary>The id of the command that the whole message is, or null.</summary>
    public string? Find(NormalText text)
    {
        if (text.Words.Count == 0 || text.Words.Count > _longest + 2) return null;
        var raw = string.Join(' ', text.Words.Where(word => word.Raw is not null).Select(word => word.Raw));
        if (_ids.TryGetValue(raw, out var exact) || _ids.TryGetValue(text.Text, out exact)) return exact;
        var written = raw.Split(' ');
        foreach (var (words, id) in _commands)
        {
            if (OneSlipApart(written, words)) return id;
        }

        return null;
    }

    private bool OneSlipApart(string[] written, string[] command)
    {
        if (written.Length != command.Length) return false;
        var slips = 0;
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == command[i]) continue;
            if (written[i].Length < Shortest || command[i].Length < Shortest || _normalizer.IsWord(written[i])) return false;
            if (!Spelling.OneEditApart(written[i], command[i]) || ++slips > 1) return false;
        }

        return slips == 1;
    }
}
