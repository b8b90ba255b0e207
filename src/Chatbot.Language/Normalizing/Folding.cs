using System.Buffers;
using System.Globalization;
using System.Text;

namespace Chatbot.Language.Normalizing;

/// <summary>A piece of the original that is one token, and its folded letters in a shared buffer.</summary>
internal readonly record struct Token(int Start, int Length, int FoldedStart, int FoldedLength);

/// <summary>
/// Cuts a message into tokens and folds their characters: compatibility forms (NFKC), digits of any script to ASCII, lower case,
/// accents off. Letters and digits make words; an emoji is a token of its own; everything else separates. Characters without
/// width inside a word are passed over, so that a word cannot hide behind them.
/// </summary>
internal static class Folding
{
    private const int LongestCluster = 32;

    public static void Fold(string text, List<Token> tokens, ArrayBufferWriter<char> folded)
    {
        var start = -1;
        var foldedStart = 0;
        var index = 0;
        while (index < text.Length)
        {
            var c = text[index];
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (start < 0) (start, foldedStart) = (index, folded.WrittenCount);
                Append(folded, char.ToLowerInvariant(c));
                index++;
                continue;
            }

            var size = 1;
            var kind = Kind.Separator;
            if (!char.IsAscii(c))
            {
                var status = Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out size);
                if (status == OperationStatus.Done) kind = FoldRune(rune, folded, ref start, ref foldedStart, index);
            }

            if (kind == Kind.Separator || kind == Kind.Symbol) Close(text, tokens, folded, ref start, foldedStart, index);
            if (kind == Kind.Symbol)
            {
                var at = folded.WrittenCount;
                folded.Write(text.AsSpan(index, size));
                tokens.Add(new Token(index, size, at, size));
            }

            index += size;
        }

        Close(text, tokens, folded, ref start, foldedStart, text.Length);
    }

    private static void Close(
        string text, List<Token> tokens, ArrayBufferWriter<char> folded, ref int start, int foldedStart, int end)
    {
        if (start < 0) return;
        // Characters without width at the end of the word are not part of it.
        while (end > start + 1 && char.GetUnicodeCategory(text[end - 1]) == UnicodeCategory.Format) end--;
        tokens.Add(new Token(start, end - start, foldedStart, folded.WrittenCount - foldedStart));
        start = -1;
    }

    private static Kind FoldRune(Rune rune, ArrayBufferWriter<char> folded, ref int start, ref int foldedStart, int index)
    {
        var category = Rune.GetUnicodeCategory(rune);
        switch (category)
        {
            case UnicodeCategory.Format:
            case UnicodeCategory.NonSpacingMark:
            case UnicodeCategory.EnclosingMark:
                return Kind.Ignored;
            case UnicodeCategory.DecimalDigitNumber:
                if (start < 0) (start, foldedStart) = (index, folded.WrittenCount);
                Append(folded, (char)('0' + (int)Rune.GetNumericValue(rune)));
                return Kind.Part;
            // Among them the codes that are no characters, which cannot be decomposed.
            case UnicodeCategory.OtherNotAssigned:
                return Kind.Separator;
            default:
                break;
        }

        Span<char> one = stackalloc char[2];
        var written = rune.EncodeToUtf16(one);
        var decomposed = new string(one[..written]).Normalize(NormalizationForm.FormKD).ToLowerInvariant()
            .Normalize(NormalizationForm.FormKD);
        Span<char> letters = stackalloc char[LongestCluster];
        var count = 0;
        foreach (var part in decomposed.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(part) || count + 2 > letters.Length) continue;
            if (Rune.GetUnicodeCategory(part) == UnicodeCategory.DecimalDigitNumber)
                letters[count++] = (char)('0' + (int)Rune.GetNumericValue(part));
            else
                count += part.EncodeToUtf16(letters[count..]);
        }

        if (count == 0) return category is UnicodeCategory.OtherSymbol ? Kind.Symbol : Kind.Separator;
        if (start < 0) (start, foldedStart) = (index, folded.WrittenCount);
        folded.Write(letters[..count]);
        return Kind.Part;
    }

    private static void Append(ArrayBufferWriter<char> folded, char c)
    {
        folded.GetSpan(1)[0] = c;
        folded.Advance(1);
    }

    private enum Kind
    {
        Separator,
        Part,
        Ignored,
        Symbol,
    }
}
