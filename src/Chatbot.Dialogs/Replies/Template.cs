using System.Text;

namespace Chatbot.Dialogs.Replies;

/// <summary>
/// A text with placeholders in braces: <c>{nama}</c> a slot or value, <c>{nama:pendek}</c> its first words, at most 15
/// characters, <c>{F-JKM-04:juta}</c> a fact.
/// </summary>
public sealed class Template
{
    private readonly IReadOnlyList<Part> parts;

    private Template(IReadOnlyList<Part> parts) => this.parts = parts;

    /// <summary>The names in braces, in order, without <c>:pendek</c>.</summary>
    public IEnumerable<string> Names => parts.Where(part => part.IsName).Select(part => part.Name);

    /// <summary>Cuts a text into words and placeholders. A brace without its twin stands for itself.</summary>
    public static Template Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new List<Part>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                parts.Add(new Part(text[at..], IsName: false));
                break;
            }

            if (open > at) parts.Add(new Part(text[at..open], IsName: false));
            parts.Add(new Part(text[(open + 1)..close].Trim(), IsName: true));
            at = close + 1;
        }

        return new Template(parts);
    }

    /// <summary>Fills the placeholders; a name without a value leaves nothing.</summary>
    public string Fill(Func<string, string?> value)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (!part.IsName) text.Append(part.Text);
            else text.Append(part.Short ? Shorten(value(part.Name) ?? "") : value(part.Name));
        }

        return Tidy(text);
    }

    /// <summary>The first words that fit into 15 characters; a single long word is cut.</summary>
    private static string Shorten(string value)
    {
        const int most = 15;
        if (value.Length <= most) return value;
        var space = value.LastIndexOf(' ', most);
        return space > 0 ? value[..space] : value[..most];
    }

    /// <summary>A placeholder that left nothing leaves no blank line or double space behind either.</summary>
    private static string Tidy(StringBuilder text)
    {
        var lines = text.ToString().Split('\n').Select(line => line.TrimEnd());
        var kept = new List<string>();
        foreach (var line in lines)
            if (line.Length > 0 || (kept.Count > 0 && kept[^1].Length > 0))
                kept.Add(line);
        return string.Join('\n', kept).Replace("  ", " ", StringComparison.Ordinal).Trim();
    }

    private readonly record struct Part(string Text, bool IsName)
    {
        private const string ShortMark = ":pendek";

        public bool Short => Text.EndsWith(ShortMark, StringComparison.Ordinal);

        public string Name => Short ? Text[..^ShortMark.Length] : Text;
    }
}
