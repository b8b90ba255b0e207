using System.Text;

namespace Chatbot.Language;

/// <summary>Unicode normalization of what anybody may have typed: the framework's throws for half a character or a code that is none.</summary>
public static class WellFormed
{
    /// <summary>The text in that form; half characters and noncharacters (U+FFFE and the like) are left out.</summary>
    public static string Normalize(string text, NormalizationForm form)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsSound(text)) return text.Normalize(form);
        var sound = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var size) == System.Buffers.OperationStatus.Done && !IsNone(rune))
                sound.Append(text, at, size);
            at += size;
        }

        return sound.ToString().Normalize(form);
    }

    private static bool IsSound(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsAscii(text[at]))
            {
                at++;
                continue;
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var size) != System.Buffers.OperationStatus.Done || IsNone(rune)) return false;
            at += size;
        }

        return true;
    }

    // https://www.unicode.org/faq/private_use.html#noncharacters
    private static bool IsNone(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
