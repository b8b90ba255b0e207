namespace Chatbot.Console.SignIn;

/// <summary>Where somebody goes after signing in: a page of the console, never another site.</summary>
internal static class ReturnPath
{
    /// <summary>A path within the console without its leading slash, such as <c>sistem/pengguna</c>; empty for anything else.</summary>
    public static string Of(string? asked)
    {
        if (string.IsNullOrEmpty(asked) || asked.Length > 300) return "";
        var path = asked.StartsWith($"{ConsoleFeature.Path}/", StringComparison.Ordinal) ? asked[(ConsoleFeature.Path.Length + 1)..] : asked.TrimStart('/');
        // Letters, digits and what stands in our own addresses; a colon, a second slash, a backslash or a control character never does.
        var isOurs = path.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '/' or '?' or '=' or '&' or '.' or '%')
            && !asked.Contains("//", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) && !path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("%2f", StringComparison.OrdinalIgnoreCase);
        return isOurs && !path.StartsWith("masuk", StringComparison.Ordinal) && !path.StartsWith("keluar", StringComparison.Ordinal)
            ? path
            : "";
    }
}
