using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Chatbot.DialogData.Editions;

/// <summary>A YAML file whose values are changed where they stand: comments, order and everything else stay as they are.</summary>
internal sealed class YamlText
{
    private readonly string text;
    private readonly YamlNode? root;
    private readonly List<(int Start, int End, string Put)> edits = [];

    private YamlText(string text, YamlNode? root) => (this.text, this.root) = (text, root);

    public static YamlText Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return new YamlText(text, stream.Documents.Count == 1 ? stream.Documents[0].RootNode : null);
        }
        catch (YamlException)
        {
            // What is not YAML has no places; the checks name the mistake.
            return new YamlText(text, null);
        }
    }

    /// <summary>The value at a place; null when there is none.</summary>
    public string? Value(string place) => (Find(place.Split('/')) as YamlScalarNode)?.Value;

    /// <summary>The row in braces, or the text of the key, that was added at <c>list/+KEY</c>; null when there is none.</summary>
    public string? Added(string place)
    {
        var (parent, key) = Split(place);
        return Find(parent) switch
        {
            YamlSequenceNode list when Item(list, key) is { } row => text[Start(row)..End(row)],
            YamlMappingNode map when map.Children.TryGetValue(new YamlScalarNode(key), out var node) => (node as YamlScalarNode)?.Value,
            _ => null,
        };
    }

    /// <summary>Puts a value at a place; false when there is no such place.</summary>
    public bool Set(string place, string value)
    {
        var path = place.Split('/');
        if (Find(path) is YamlScalarNode scalar)
        {
            edits.Add((Start(scalar), EndOfValue(scalar), Scalar(value)));
            return true;
        }

        // A key that a row in braces does not have yet.
        if (Find(path[..^1]) is not YamlMappingNode { Style: MappingStyle.Flow } row) return false;
        edits.Add((End(row) - 1, End(row) - 1, $", {path[^1]}: {Scalar(value)}"));
        return true;
    }

    /// <summary>Adds a row (a mapping in braces) after the last of the same id, or a key with its text after the last key.</summary>
    public bool Add(string place, string value)
    {
        var (parent, key) = Split(place);
        switch (Find(parent))
        {
            case YamlSequenceNode list when list.Children.LastOrDefault(row => IdOf(row) == key.Split('@')[0]) is { } last:
                edits.Add((EndOfLine(End(last)), EndOfLine(End(last)), $"\n{Indent(last)}- {value}"));
                return true;
            case YamlMappingNode map when map.Children.Keys.LastOrDefault() is { } last:
                var end = EndOfLine(EndOfValue((YamlScalarNode)map.Children[last]));
                edits.Add((end, end, $"\n{new string(' ', (int)last.Start.Column - 1)}{key}: {Scalar(value)}"));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The text with everything that was set and added.</summary>
    public string Changed()
    {
        var changed = new StringBuilder(text);
        foreach (var (start, end, put) in edits.Select((edit, order) => (edit, order)).OrderByDescending(one => one.edit.Start).ThenByDescending(one => one.order).Select(one => one.edit))
            changed.Remove(start, end - start).Insert(start, put);
        return changed.ToString();
    }

    /// <summary>A text as a value in double quotes, a plain number or day without.</summary>
    public static string Scalar(string value)
    {
        if (value.Length > 0 && value.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '-') && char.IsAsciiDigit(value[0])) return value;
        var quoted = new StringBuilder("\"");
        foreach (var letter in value)
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(letter) => "",
                _ => letter.ToString(),
            });
        return quoted.Append('"').ToString();
    }

    /// <summary>A name that can stand inside a value in double quotes as it is.</summary>
    public static string Plain(string name) => string.Concat(name.Where(letter => letter is not ('"' or '\\') && !char.IsControl(letter)));

    /// <summary>The rows of a list, as places name them: <c>F-JP-03@2027-03</c>; the day is empty when there is none.</summary>
    public IReadOnlyList<string> RowsOf(string list) =>
        Find(list.Split('/')) is YamlSequenceNode rows ? [.. rows.Children.Select(row => $"{IdOf(row)}@{Of(row, "from")}")] : [];

    private YamlNode? Find(IReadOnlyList<string> place)
    {
        var node = root;
        foreach (var key in place)
        {
            node = node switch
            {
                YamlMappingNode map when map.Children.TryGetValue(new YamlScalarNode(key), out var child) => child,
                YamlSequenceNode list => Item(list, key),
                _ => null,
            };
            if (node is null) return null;
        }

        return node;
    }

    // By its id, by id and first day (facts have several rows), by its condition (variants of an answer), or by its value (buttons).
    private static YamlNode? Item(YamlSequenceNode list, string key)
    {
        var at = key.Split('@');
        return list.Children.FirstOrDefault(item => at.Length == 2
            ? IdOf(item) == at[0] && Of(item, "from") == at[1]
            : IdOf(item) == key || ConditionOf(item) == key || Of(item, "value") == key);
    }

    private static string IdOf(YamlNode item) => Of(item, "id");

    private static string Of(YamlNode item, string key) =>
        item is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode scalar ? scalar.Value ?? "" : "";

    private static string ConditionOf(YamlNode item) =>
        item is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode("when"), out var when) ? "" : when switch
        {
            YamlScalarNode one => one.Value ?? "",
            YamlSequenceNode several => string.Join('+', several.Children.OfType<YamlScalarNode>().Select(one => one.Value)),
            _ => "",
        };

    private static (string[] Parent, string Key) Split(string place)
    {
        var path = place.Split('/');
        return (path[..^1], path[^1].TrimStart('+'));
    }

    private static int Start(YamlNode node) => (int)node.Start.Index;

    /// <summary>The reader tells the end of values alone: a row in braces ends with the brace after its last value.</summary>
    private int End(YamlNode node) => node switch
    {
        YamlScalarNode scalar => EndOfValue(scalar),
        YamlMappingNode { Style: MappingStyle.Flow } map => text.IndexOf('}', map.Children.Count > 0 ? End(map.Children[^1].Value) : Start(map)) + 1,
        YamlSequenceNode { Style: SequenceStyle.Flow } list => text.IndexOf(']', list.Children.Count > 0 ? End(list.Children[^1]) : Start(list)) + 1,
        YamlMappingNode { Children.Count: > 0 } map => End(map.Children[^1].Value),
        YamlSequenceNode { Children.Count: > 0 } list => End(list.Children[^1]),
        _ => (int)node.End.Index,
    };

    /// <summary>A block text (<c>|</c>) ends with its last letter: the line break and what follows stay.</summary>
    private int EndOfValue(YamlScalarNode scalar)
    {
        var end = (int)scalar.End.Index;
        while (end > Start(scalar) && char.IsWhiteSpace(text[end - 1])) end--;
        return end;
    }

    private int EndOfLine(int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end;
    }

    private string Indent(YamlNode row)
    {
        var start = text.LastIndexOf('\n', Start(row)) + 1;
        return text[start..text.IndexOf('-', start)];
    }
}
