using System.Globalization;
using System.Text;
using Chatbot.Outbox;

namespace Chatbot.Twilio;

/// <summary>A reply as plain text: choices as numbered lines, and parts that Twilio takes.</summary>
internal static class ReplyText
{
    /// <summary>The longest body of one message. https://www.twilio.com/docs/errors/21617</summary>
    public const int MaxPart = 1_600;

    /// <summary>The text with «1. Title» for each choice below it.</summary>
    public static string Numbered(string text, IReadOnlyList<ReplyChoice> choices)
    {
        if (choices.Count == 0) return text;

        var whole = new StringBuilder(text.TrimEnd());
        if (whole.Length > 0) whole.Append("\n\n");
        for (var i = 0; i < choices.Count; i++)
        {
            if (i > 0) whole.Append('\n');
            whole.Append(CultureInfo.InvariantCulture, $"{i + 1}. {choices[i].Title}");
        }

        return whole.ToString();
    }

    /// <summary>
    /// Parts of at most <paramref name="limit"/> UTF-16 units, cut between paragraphs, else lines, sentences, words, and only when a
    /// word alone is longer, inside it (never inside a character). An empty text has no part.
    /// </summary>
    public static IReadOnlyList<string> Split(string text, int limit = MaxPart)
    {
        List<string> parts = [];
        var rest = text.Trim();
        while (rest.Length > limit)
        {
            var cut = Cut(rest, limit);
            parts.Add(rest[..cut].TrimEnd());
            rest = rest[cut..].TrimStart();
        }

        if (rest.Length > 0) parts.Add(rest);
        return parts;
    }

    private static int Cut(string text, int limit)
    {
        // A border in the first quarter would leave a part with hardly anything in it.
        var least = limit / 4;
        foreach (var border in (string[])["\n\n", "\n", ". ", " "])
        {
            var at = text.LastIndexOf(border, limit - 1, limit, StringComparison.Ordinal);
            if (at >= least) return at + border.Length;
        }

        var cut = 0;
        while (StringInfo.GetNextTextElementLength(text.AsSpan(cut)) is var length && cut + length <= limit) cut += length;
        return cut > 0 ? cut : char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }
}
