namespace Chatbot.Language;

/// <summary>Finds shares: <c>12,5%</c>, «sepuluh persen».</summary>
public static class PercentageRecognizer
{
    public const string Kind = "percentage";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count; i++)
        {
            // Javanese «limang persen»: the short form stands only before what is counted
            if (NumberParser.Read(text, i) is not { } number)
            {
                if (!text.IsNumber(i, out var word) || word.Kind != NumberWordKind.Unit || Sign(text, i + 1) == i + 1)
                    continue;
                number = new ParsedNumber(word.Value, i + 1);
            }

            var after = Sign(text, number.Next);
            if (after == number.Next)
            {
                i = number.Next - 1;
                continue;
            }

            // 33,333%: a share has no thousands
            var value = number.Other ?? number.Value;
            found.Add(text.Found(i, after, Kind, new Resolution.Percentage(NumberRecognizer.Plain(value))));
            i = after - 1;
        }

        return found;
    }

    private static int Sign(ScannedText text, int at)
    {
        if (text[at].Symbol == '%' || text.Word(at) is "persen" or "prosen" or "percent" or "pct" or "prsn" or "prsen" or "prosentase" or "persenan" or
            "persn" or "peresen")
            return at + 1;
        return text[at].Is("per") && text[at + 1].Is("sen") ? at + 2 : at;
    }
}
