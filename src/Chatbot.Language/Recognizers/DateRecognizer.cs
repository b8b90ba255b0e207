namespace Chatbot.Language;

/// <summary>Finds days, weeks, months and years: written out, counted from today, by weekday, by holiday.</summary>
public static class DateRecognizer
{
    public const string Kind = "date";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Find(new ScannedText(text), options.Today);
    }

    internal static List<Recognition> Find(ScannedText text, DateOnly today)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count;)
        {
            if (DateParser.Read(text, i, today) is not { } read)
            {
                i = text[i].IsDigits ? PastDigits(text, i) : i + 1;
                continue;
            }

            if (read.Found is { } resolution)
                found.Add(text.Found(i, read.Next, Kind, resolution));
            i = Math.Max(read.Next, i + 1);
        }

        return found;
    }

    /// <summary>Past a chain such as 17/13/1990, no part of which is a date.</summary>
    private static int PastDigits(ScannedText text, int i)
    {
        var next = i + 1;
        while (text[next] is { Glued: true, Symbol: '.' or ',' or ':' or '/' or '-' }
            && text[next + 1] is { Glued: true, Kind: TokenKind.Digits })
            next += 2;
        return next;
    }
}
