using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Chatbot.Sms;

/// <summary>The two alphabets in which a text message travels: seven bits a letter, or sixteen.</summary>
internal enum SmsEncoding
{
    Gsm7,
    Ucs2,
}

/// <summary>What a text costs as SMS: units are letters of the alphabet used, segments are what is billed.</summary>
internal readonly record struct SmsSize(SmsEncoding Encoding, int Units, int Segments);

/// <summary>Counts a text as SMS and brings it into the cheap alphabet.</summary>
internal static class SmsText
{
    // 140 octets a segment: 160 letters of 7 bits or 70 of 16; in each of several segments 6 octets are a header: 153 or 67.
    // 3GPP TS 23.040 §9.2.3.24; the alphabet is 3GPP TS 23.038 §6.2.1. An extended letter is an escape and a letter: two units.
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "\f^{}\\[~]|€";

    // What Twilio's Smart Encoding replaces: replacement, then the characters it stands for; full-width ASCII is added below.
    // https://www.twilio.com/docs/messaging/services/smart-encoding-char-list
    private static readonly (string Replacement, string Characters)[] SmartTable =
    [
        ("", "\u0000\u0003\u0004\u0010\u0011\u0012\u0013\u0014\u0017\u0019\u200B\u200C\u2060\uFEFF"), ("       ", "\u0009"),
        ("'", "\u0060\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u0313\u0314\u2018\u2019\u201B\u275B\u275C"
            + "\uFE10\uFE11"),
        ("  ", "\u0080\u008D\u0090\u009B\u009F\u00A0\u2000\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
            + "\u202F\u205F\u3000"),
        ("\"", "\u00AB\u00BB\u02BA\u02EE\u201C\u201D\u201E\u201F\u275D\u275E\u301D\u301E"), ("1/4", "\u00BC"),
        ("1/2", "\u00BD"), ("3/4", "\u00BE"), ("/", "\u00F7\u0337\u0338\u2044\u2215\u29F8"), ("!", "\u01C3\uFE15\uFE57"),
        ("G", "\u0262"), ("I", "\u026A"), ("N", "\u0274"), ("R", "\u0280"), ("Y", "\u028F"), ("B", "\u0299"), ("H", "\u029C"),
        ("L", "\u029F"), ("^", "\u02C6\u0302\u1DCD"), (":", "\u02D0\u02F8\u2982\uA789\uFE13"), ("+", "\u02D6\uFE62"),
        ("~", "\u02DC\u02F7\u0303\u0330\u0334\u223C"), (",", "\u0326\u201A\u3001\uFE50\uFE51\uFF64"), ("_", "\u0332\u2017"),
        ("=", "\u0347\uA78A\uFE66"), ("A", "\u1D00"), ("C", "\u1D04"), ("D", "\u1D05"), ("E", "\u1D07"), ("J", "\u1D0A"),
        ("K", "\u1D0B"), ("M", "\u1D0D"), ("O", "\u1D0F"), ("P", "\u1D18"), ("T", "\u1D1B"), ("U", "\u1D1C"), ("V", "\u1D20"),
        ("W", "\u1D21"), ("Z", "\u1D22"), (" ", "\u2001\u2028\u2029"),
        ("-", "\u2010\u2013\u2014\u2015\u2022\u2043\u23BC\u23BD\uFE63"), ("...", "\u2026"), ("<", "\u2039\uFE64"),
        (">", "\u203A\uFE65"), ("!!", "\u203C"),
        ("*", "\u204E\u2217\u229B\u2722\u2723\u2724\u2725\u2731\u2732\u2733\u273A\u273B\u273C\u273D\u2743\u2749"
            + "\u274A\u274B\u29C6\uFE61"),
        (";", "\u204F\uFE14\uFE54"), ("|", "\u20D2\u20D3\u2223\u239C\u239F\u23B8\u23B9\u23D0"),
        ("\\", "\u20E5\u29F5\u29F9\uFE68"), ("(", "\u2768\u276A\u27EE\u2985\uFE59"), (")", "\u2769\u276B\u27EF\u2986\uFE5A"),
        ("{", "\u2774\uFE5B"), ("}", "\u2775\uFE5C"), (".", "\u3002\uFE52\uFF61"), ("F", "\uA730"), ("S", "\uA731"),
        ("?", "\uFE16\uFE56"), ("#", "\uFE5F"), ("&", "\uFE60"), ("$", "\uFE69"), ("%", "\uFE6A"), ("@", "\uFE6B"),
    ];

    // Ours, beyond Smart Encoding: what would otherwise become a question mark and has a plain look-alike.
    private static readonly (string Replacement, string Characters)[] MoreTable =
    [
        ("-", "\u2011\u2012\u2022\u2023\u2212\u25AA\u25AB\u25CF\u25CB\u25E6\u25A0\u25A1\u00B7"),
        ("->", "\u2192\u27A1\u2794\u279C"), ("<-", "\u2190"), (">=", "\u2265"), ("<=", "\u2264"), ("x", "\u00D7\u2715\u2716"),
        ("(c)", "\u00A9"), ("(R)", "\u00AE"), ("+-", "\u00B1"),
        ("i", "\u0131"), ("l", "\u0142"), ("L", "\u0141"), ("d", "\u0111\u00F0"), ("D", "\u0110\u00D0"), ("th", "\u00FE"),
        ("oe", "\u0153"), ("OE", "\u0152"),
    ];

    private static readonly SearchValues<char> Letters = SearchValues.Create(Basic + Extended);
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Extended);

    // Full-width small letters and the grave accent are not on Twilio's list.
    private static readonly FrozenDictionary<char, string> Smart =
        SmartTable.SelectMany(row => row.Characters.Select(from => (from, row.Replacement)))
            .Concat(Enumerable.Range('!', '~' - '!' + 1)
                .Where(ascii => ascii is < '`' or > 'z')
                .Select(ascii => (from: (char)(ascii + 0xFEE0), Replacement: ((char)ascii).ToString())))
            .ToFrozenDictionary(one => one.from, one => one.Replacement);

    private static readonly FrozenDictionary<char, string> More =
        MoreTable.SelectMany(row => row.Characters.Select(from => (from, row.Replacement)))
            .ToFrozenDictionary(one => one.from, one => one.Replacement);

    /// <summary>Alphabet, units and segments of a text as it stands. An empty text is one segment.</summary>
    public static SmsSize Measure(string text)
    {
        var encoding = FirstNonGsm7(text) is null ? SmsEncoding.Gsm7 : SmsEncoding.Ucs2;
        var (single, each) = encoding == SmsEncoding.Gsm7 ? (160, 153) : (70, 67);
        if (encoding == SmsEncoding.Gsm7 && text.Length <= single && !text.AsSpan().ContainsAny(Escaped)) return new SmsSize(encoding, text.Length, 1);
        var units = 0;
        var segments = 1;
        var inSegment = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // Neither an escape pair nor a surrogate pair is torn between two segments.
            var size = encoding == SmsEncoding.Ucs2 ? rune.Utf16SequenceLength : Escaped.Contains((char)rune.Value) ? 2 : 1;
            units += size;
            inSegment += size;
            if (inSegment > each)
            {
                segments++;
                inSegment = size;
            }
        }

        return new SmsSize(encoding, units, units <= single ? 1 : segments);
    }

    /// <summary>How many segments are billed for a text as it stands.</summary>
    public static int Segments(string text) => Measure(text).Segments;

    /// <summary>Where the first character stands that forces the message to sixteen bits a letter; null: nowhere.</summary>
    public static int? FirstNonGsm7(string text) =>
        text.AsSpan().IndexOfAnyExcept(Letters) is >= 0 and var at ? at : null;

    /// <summary>The text as Twilio sends it with <c>SmartEncoded=true</c>; emoji and accents stay as they are.</summary>
    public static string SmartEncode(string text)
    {
        if (FirstNonGsm7(text) is null)
            return text;

        var encoded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (Smart.TryGetValue(letter, out var replacement))
                encoded.Append(replacement);
            else
                encoded.Append(letter);
        }

        return encoded.ToString();
    }

    /// <summary>
    /// The text in the cheap alphabet: look-alikes replaced, each odd space one plain space, emoji dropped with the gap they
    /// leave, accents folded, anything else a question mark.
    /// </summary>
    public static string ToGsm7(string text)
    {
        if (FirstNonGsm7(text) is null)
            return text;

        var plain = new StringBuilder(text.Length);
        var dropped = false;
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            var piece = Plain(rune);
            if (piece.Length == 0)
            {
                dropped = true;
                continue;
            }

            // "Halo 😀 Kak" keeps one space, "Terima kasih 🙏." none before the full stop.
            var afterGap = plain.Length == 0 || plain[^1] is ' ' or '\n';
            if (dropped && piece == " " && afterGap)
                continue;

            if (dropped && piece is "\n" or "\r" or "." or "," or "!")
                TrimSpace(plain);
            dropped = false;
            plain.Append(piece);
        }

        if (dropped)
            TrimSpace(plain);
        return plain.ToString();
    }

    private static void TrimSpace(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
    }

    // Normalize throws on half a surrogate pair (EnumerateRunes makes it U+FFFD) and on the code points that are no characters.
    private static string Composed(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isCharacter = (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is < 0xFDD0 or > 0xFDEF;
            whole.Append((isCharacter ? rune : Rune.ReplacementChar).ToString());
        }

        return whole.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Plain(Rune rune)
    {
        if (rune.IsBmp)
        {
            var letter = (char)rune.Value;
            if (Letters.Contains(letter))
                return letter.ToString();
            if (More.TryGetValue(letter, out var more))
                return more;
            if (IsMark(rune))
                return "";
            if (Smart.TryGetValue(letter, out var smart))
                return smart.Length > 0 && string.IsNullOrWhiteSpace(smart) ? " " : smart;
            if (letter == '\uFFFD')
                return "?";
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            // Emoji and pictures, their skin tones, joiners and variants; control characters.
            UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Format
                or UnicodeCategory.Control or UnicodeCategory.PrivateUse => "",
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark => "",
            UnicodeCategory.SpaceSeparator => " ",
            _ => Folded(rune),
        };
    }

    // Folding by compatibility: á to a, ﬁ to fi, ⅓ to 1/3. Ligatures of a whole phrase (U+FDFA) are not worth their price.
    private static string Folded(Rune rune)
    {
        var folded = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsMark(part))
                continue;
            if (!part.IsBmp)
                return "?";

            var letter = (char)part.Value;
            if (Letters.Contains(letter))
                folded.Append(letter);
            else if (Smart.TryGetValue(letter, out var smart))
                folded.Append(smart);
            else
                return "?";
        }

        return folded.Length is 0 or > 4 ? "?" : folded.ToString();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
