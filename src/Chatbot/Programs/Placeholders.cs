using System.Text;

namespace Chatbot.Programs;

/// <summary>The names in braces inside a text: <c>Total {F-JKM-04:juta} untuk ahli waris</c>.</summary>
internal static class Placeholders
{
    /// <summary>The names, in order; null when a brace is left open or closed without being opened.</summary>
    public static IReadOnlyList<string>? In(string text)
    {
        var names = new List<string>();
        return Fill(text, name =>
        {
            names.Add(name);
            return "";
        }) is null ? null : names;
    }

    /// <summary>Puts a text in the place of each name; null when a brace does not match or a name is not known.</summary>
    public static string? Fill(string text, Func<string, string?> textOf)
    {
        var filled = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '}')
                return null;
            if (text[at] != '{')
            {
                filled.Append(text[at]);
                continue;
            }
            var end = text.IndexOf('}', at);
            if (end < 0 || text.IndexOf('{', at + 1, end - at - 1) >= 0 || textOf(text[(at + 1)..end]) is not { } value)
                return null;
            filled.Append(value);
            at = end;
        }
        return filled.ToString();
    }
}
