namespace Chatbot.Language;

/// <summary>Finds quantities: <c>12.500</c>, <c>1,5 juta</c>, «dua belas», «setengah juta», «goceng».</summary>
public static class NumberRecognizer
{
    public const string Kind = "number";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text)
    {
        var found = new List<Recognition>();
        // «dua lima» and nothing else: the digits of 25, as prices and dates are called out
        if (text.Count == 2 && text.IsNumber(0, out var tens) && text.IsNumber(1, out var units)
            && tens is { Kind: NumberWordKind.Unit, Value: > 0 } && units is { Kind: NumberWordKind.Unit, Value: > 0 })
            return [text.Found(0, 2, Kind, new Resolution.Number((tens.Value * 10) + units.Value))];
        for (var i = 0; i < text.Count;)
        {
            if (Skip(text, i) is { } end)
            {
                i = Math.Max(end, i + 1);
                continue;
            }

            if (NumberParser.Read(text, i) is not { } number)
            {
                i++;
                continue;
            }

            if (!IsPartOfWord(text, i, number.Next))
            {
                var resolution = new Resolution.Number(Plain(number.Value))
                {
                    Alternatives = number.Other is { } other ? [Plain(other)] : [],
                };
                found.Add(text.Found(i, number.Next, Kind, resolution));
            }

            i = number.Next;
        }

        return found;
    }

    /// <summary>The value without zeros at its end.</summary>
    internal static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Where digits go on that are no quantity: a phone, an identity number, a date.</summary>
    private static int? Skip(ScannedText text, int i)
    {
        var token = text[i];
        if (token.IsDigits)
        {
            if (NumberLiteral.Read(text, i, out var next) is null)
                return next;
            // 08123…: a number in a quantity does not begin with zero
            if (token.Text.Length >= 8 && token.Text[0] == '0')
                return next;
            // ke-3 is a place in a row
            if (token.Glued && text[i - 1] is { Symbol: '-', Glued: true } && text.Word(i - 2) is "ke")
                return next;
            // iya2, hr3: the digits belong to the word
            if (token.Glued && i > 0 && text[i - 1].IsWord
                && text.Word(i - 1) is not ("rp" or "idr" or "usd" or "rm" or "tgl" or "no"))
                return next;
            // 12/5/1990 and 17-08-1990 are dates
            if (text[next] is { Glued: true, Symbol: '/' or '-' } && text[next + 1] is { Glued: true, Kind: TokenKind.Digits } &&
                NumberParser.Read(text, i) is { BareFraction: false } read && read.Next <= next)
            {
                while (text[next] is { Glued: true, Symbol: '/' or '-' } && text[next + 1] is { Glued: true, Kind: TokenKind.Digits })
                    next += 2;
                return text[next - 2].Symbol == '-' && next == i + 3 ? null : next;
            }

            return null;
        }

        // Four or more single digits in a row are spelled, not counted.
        var spelled = i;
        while (spelled < text.Count && text.IsNumber(spelled, out var word) && word.Kind == NumberWordKind.Unit)
            spelled++;
        return spelled - i >= 4 ? spelled : null;
    }

    /// <summary>«satu-satunya», «salah satu», «dua-duanya»: not a quantity.</summary>
    private static bool IsPartOfWord(ScannedText text, int first, int next)
    {
        if (text[first].IsDigits || text[first].Symbol == '-')
            return false;
        if (text[next] is { Symbol: '-', Glued: true } && text[next + 1] is { IsWord: true, Glued: true } after &&
            after.Text.StartsWith(text[first].Text, StringComparison.Ordinal))
            return true;
        if (first >= 2 && text[first - 1] is { Symbol: '-', Glued: true } && text[first - 2].Text == text[first].Text)
            return true;
        if (next == first + 1 && text[next] is { Symbol: '-', Glued: true } && text[next + 1] is { IsWord: true, Glued: true })
            return true;
        // «setengah hati», «satu persatu», «tidak satu pun»
        if (next == first + 1 && text.Word(next) is "hati" or "mati" or "sadar" or "baya" or "tiang" or "persatu" or "pun")
            return true;
        return text[first].Is("satu") && text.Word(first - 1) is "salah" or "satu" or "persatu" && next == first + 1;
    }
}
