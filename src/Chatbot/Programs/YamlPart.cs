using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Chatbot.Programs;

/// <summary>A piece of a knowledge file that knows its line; what it cannot read it writes to the list of problems.</summary>
internal sealed class YamlPart
{
    private readonly YamlNode? _node;
    private readonly List<KnowledgeProblem> _problems;

    private YamlPart(string file, YamlNode? node, int line, List<KnowledgeProblem> problems)
    {
        File = file;
        Line = line;
        _node = node;
        _problems = problems;
    }

    public string File { get; }

    public int Line { get; }

    public bool IsAbsent => _node is null;

    /// <summary>Reads a whole file.</summary>
    public static YamlPart Parse(string file, string text, List<KnowledgeProblem> problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
                return new YamlPart(file, stream.Documents[0].RootNode, 1, problems);
            problems.Add(new KnowledgeProblem(file, 1, "the file is missing or empty"));
        }
        catch (YamlException mistake)
        {
            problems.Add(new KnowledgeProblem(file, (int)mistake.Start.Line, mistake.Message));
        }
        return new YamlPart(file, null, 1, problems);
    }

    public void Report(string message) => _problems.Add(new KnowledgeProblem(File, Line, message));

    /// <summary>The value under a key; an absent part when there is none.</summary>
    public YamlPart Part(string key)
    {
        var node = _node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;
        return new YamlPart(File, node, node is null ? Line : (int)node.Start.Line, _problems);
    }

    /// <summary>The text under a key; empty when there is none.</summary>
    public string Text(string key) => Part(key).Scalar();

    /// <summary>The text under a key, which must be there.</summary>
    public string Required(string key)
    {
        var text = Text(key);
        if (text.Length == 0)
            Report($"'{key}' is missing");
        return text;
    }

    public decimal Number(string key)
    {
        if (decimal.TryParse(Required(key), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        Report($"'{key}' is not a number");
        return 0;
    }

    public CoverageMonth? Month(string key)
    {
        var text = Text(key);
        if (text.Length == 0)
            return null;
        if (CoverageMonth.TryParse(text, out var month))
            return month;
        Report($"'{key}: {text}' is not a month such as 2026-12");
        return null;
    }

    /// <summary>The text of this part itself; empty when it is no scalar.</summary>
    public string Scalar() => _node is YamlScalarNode scalar ? scalar.Value ?? "" : "";

    /// <summary>The items of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<YamlPart> Items() => _node switch
    {
        YamlSequenceNode list => [.. list.Children.Select(Child)],
        YamlScalarNode { Value.Length: > 0 } => [this],
        _ => [],
    };

    public IReadOnlyList<string> Texts(string key) => [.. Part(key).Items().Select(item => item.Scalar())];

    /// <summary>The pairs of a map, in order.</summary>
    public IReadOnlyList<(string Key, YamlPart Value)> Pairs() => _node is YamlMappingNode map
        ? [.. map.Children.Select(pair => (((YamlScalarNode)pair.Key).Value ?? "", Child(pair.Value)))]
        : [];

    /// <summary>Reports keys that nobody reads, which are mostly misspelt ones.</summary>
    public void Allow(params ReadOnlySpan<string> keys)
    {
        foreach (var (key, value) in Pairs())
            if (!keys.Contains(key))
                value.Report($"unknown key '{key}'");
    }

    private YamlPart Child(YamlNode node) => new(File, node, (int)node.Start.Line, _problems);
}
