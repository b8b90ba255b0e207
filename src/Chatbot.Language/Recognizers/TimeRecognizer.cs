namespace Chatbot.Language;

/// <summary>Finds times of day.</summary>
public static class TimeRecognizer
{
    public const string Kind = "time";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) =>
        Find(new ScannedText(text), options);

    internal static List<Recognition> Find(ScannedText text, RecognizerOptions options)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count;)
        {
            if (TimeParser.Read(text, i, options) is not { } read)
            {
                i = text[i].IsDigits ? PastDigits(text, i) : i + 1;
                continue;
            }

            if (read.Time is { } time)
                found.Add(text.Found(i, read.Next, Kind, time));
            i = Math.Max(read.Next, i + 1);
        }

        return found;
    }

    /// <summary>Past 17.08.1990 and 12.500, whose parts are no times.</summary>
    private static int PastDigits(ScannedText text, int i)
    {
        var next = i + 1;
        while (text[next] is { Glued: true, Symbol: '.' or ',' or ':' } && text[next + 1] is { Glued: true, Kind: TokenKind.Digits })
            next += 2;
        return next;
    }
}
