namespace Chatbot.Language;

/// <summary>Finds e-mail addresses.</summary>
public static class EmailRecognizer
{
    public const string Kind = "email";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text)
    {
        var found = new List<Recognition>();
        var chars = text.Chars;
        var free = 0;
        for (var at = 1; at < text.Length - 1; at++)
        {
            if (chars[at] != '@')
                continue;
            var start = at;
            while (start > free && at - start < 64 && (char.IsAsciiLetterOrDigit(chars[start - 1]) || chars[start - 1] is '.' or
                '_' or '-' or '+' or '%'))
                start--;
            while (start < at && chars[start] is '.' or '-' or '+')
                start++;
            var end = at + 1;
            while (end < text.Length && end - at < 250 && (char.IsAsciiLetterOrDigit(chars[end]) || chars[end] is '.' or '-'))
                end++;
            while (end > at + 1 && chars[end - 1] is '.' or '-')
                end--;
            var host = chars.AsSpan(at + 1, Math.Max(0, end - at - 1));
            var dot = host.LastIndexOf('.');
            if (start == at || dot < 1 || host.Length - dot - 1 < 2 || host.IndexOf("..") >= 0)
                continue;
            found.Add(text.FoundChars(start, end, Kind, new Resolution.Email(new string(chars, start, end - start))));
            free = at = end;
        }

        return found;
    }
}
