using System.Text;
using static System.Globalization.UnicodeCategory;

namespace Chatbot.Twilio;

/// <summary>Makes what came from outside fit to be kept: no control characters, bounded, never cut inside a character.</summary>
internal static class WebhookText
{
    /// <summary>One line of at most <paramref name="limit"/> UTF-16 units; null when nothing is left.</summary>
    public static string? Line(string? text, int limit) => Clean(text, limit, keepBreaks: false);

    /// <summary>Several lines of at most <paramref name="limit"/> UTF-16 units; null when nothing is left.</summary>
    public static string? Lines(string? text, int limit) => Clean(text, limit, keepBreaks: true);

    /// <summary>A provider's id or a word such as a status: printable ASCII without spaces, at most 64 characters; else null.</summary>
    public static string? Word(string? text)
    {
        var word = text?.Trim();
        return word is { Length: > 0 and <= 64 } && word.All(unit => unit is > ' ' and <= '~') ? word : null;
    }

    /// <summary>
    /// Some concatenated SMS arrive with the whole body as base64. It is decoded only when it cannot be anything else: one long
    /// token, strict base64 of strict UTF-8, which reads as words.
    /// </summary>
    public static string FromBase64(string body)
    {
        if (body.Length < 24 || body.Length % 4 != 0) return body;
        if (!body.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '+' or '/' or '=')) return body;

        var bytes = new byte[body.Length / 4 * 3];
        if (!Convert.TryFromBase64String(body, bytes, out var length)) return body;
        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length))) return body;

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var (letters, spaces, all) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            all++;
            if (Rune.IsLetter(rune)) letters++;
            else if (Rune.IsWhiteSpace(rune)) spaces++;
            else if (Rune.GetUnicodeCategory(rune) is Control or OtherNotAssigned or PrivateUse) return body;
        }

        return spaces > 0 && (letters + spaces) * 10 >= all * 7 ? text : body;
    }

    private static string? Clean(string? text, int limit, bool keepBreaks)
    {
        if (string.IsNullOrEmpty(text)) return null;

        var clean = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            var kept = rune;
            if (Rune.IsControl(rune))
            {
                if (rune.Value is not ('\n' or '\r' or '\t')) continue;
                kept = !keepBreaks || rune.Value == '\t' ? new Rune(' ') : new Rune('\n');
            }

            if (clean.Length + kept.Utf16SequenceLength > limit) break;
            clean.Append(kept);
        }

        return clean.Length == 0 ? null : clean.ToString();
    }
}
