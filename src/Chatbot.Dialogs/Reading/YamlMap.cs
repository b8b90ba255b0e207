using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Chatbot.Dialogs.Reading;

/// <summary>
/// One mapping of a YAML file, read key by key: every wrong or missing key becomes a mistake with its place, and reading goes
/// on, so that one run reports them all.
/// </summary>
internal sealed class YamlMap
{
    private readonly string file;
    private readonly YamlMappingNode node;
    private readonly List<Mistake> mistakes;
    private readonly HashSet<string> asked = [];

    private YamlMap(string file, YamlMappingNode node, List<Mistake> mistakes)
    {
        this.file = file;
        this.node = node;
        this.mistakes = mistakes;
    }

    public Place Place => PlaceOf(node);

    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    /// <summary>The root of a file, or null (and a mistake) when it is not a mapping or not YAML.</summary>
    public static YamlMap? Parse(DialogFile source, List<Mistake> mistakes)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(source.Text));
        }
        catch (YamlException e)
        {
            mistakes.Add(new Mistake(new Place(source.Name, (int)e.Start.Line, (int)e.Start.Column), $"not YAML: {e.InnerException?.Message ?? e.Message}"));
            return null;
        }

        if (stream.Documents is [{ RootNode: YamlMappingNode root }]) return new YamlMap(source.Name, root, mistakes);
        mistakes.Add(new Mistake(new Place(source.Name, 1, 1), "a dialog file is one mapping"));
        return null;
    }

    public void Wrong(string what) => mistakes.Add(new Mistake(Place, what));

    public bool Has(string key) => node.Children.ContainsKey(new YamlScalarNode(key));

    public Place PlaceOfValue(string key) => Find(key) is { } value ? PlaceOf(value) : Place;

    public string? Text(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return text;
            case var other:
                mistakes.Add(new Mistake(PlaceOf(other), $"'{key}' has to be a text"));
                return null;
        }
    }

    public string Required(string key)
    {
        if (!Has(key)) Wrong($"'{key}' is missing");
        return Text(key) ?? "";
    }

    public int? Whole(string key)
    {
        var text = Text(key);
        if (text is null) return null;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
        mistakes.Add(new Mistake(PlaceOfValue(key), $"'{key}' has to be a whole number"));
        return null;
    }

    /// <summary>True or false; false when the key is missing.</summary>
    public bool Flag(string key)
    {
        var text = Text(key);
        if (text is not (null or "true" or "false")) mistakes.Add(new Mistake(PlaceOfValue(key), $"'{key}' is true or false"));
        return text == "true";
    }

    /// <summary>A list of texts; a single text stands for a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { } one }:
                return [one];
            case YamlSequenceNode many when many.Children.All(child => child is YamlScalarNode):
                return [.. many.Children.Cast<YamlScalarNode>().Select(child => child.Value ?? "")];
            case var other:
                mistakes.Add(new Mistake(PlaceOf(other), $"'{key}' has to be a list of texts"));
                return [];
        }
    }

    public IReadOnlyDictionary<string, string> TextByName(string key)
    {
        var map = Map(key);
        return map is null ? new Dictionary<string, string>() : map.Keys.ToDictionary(name => name, name => map.Text(name) ?? "");
    }

    public YamlMap? Map(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlMappingNode map:
                return new YamlMap(file, map, mistakes);
            case var other:
                mistakes.Add(new Mistake(PlaceOf(other), $"'{key}' has to be a mapping"));
                return null;
        }
    }

    public IReadOnlyList<YamlMap> Maps(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlSequenceNode many:
                foreach (var child in many.Children.Where(child => child is not YamlMappingNode))
                    mistakes.Add(new Mistake(PlaceOf(child), $"'{key}' has to be a list of mappings"));
                return [.. many.Children.OfType<YamlMappingNode>().Select(child => new YamlMap(file, child, mistakes))];
            case var other:
                mistakes.Add(new Mistake(PlaceOf(other), $"'{key}' has to be a list"));
                return [];
        }
    }

    /// <summary>Reports the keys that nobody asked for: misspelt ones.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Where(key => !asked.Contains(key.Value ?? "")))
            mistakes.Add(new Mistake(PlaceOf(key), $"unknown key '{key.Value}'"));
    }

    private YamlNode? Find(string key)
    {
        asked.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private Place PlaceOf(YamlNode at) => new(file, (int)at.Start.Line, (int)at.Start.Column);
}
