namespace Chatbot.Simulator.Messages;

/// <summary>The types of files that travel with messages.</summary>
internal static class MediaTypes
{
    // What a browser may show as it is; anything else is offered as a download. SVG can carry script.
    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/amr", "audio/webm",
        "video/mp4", "video/3gpp",
    };

    public static bool IsShown(string contentType) => Shown.Contains(Plain(contentType));

    public static string Plain(string contentType) => contentType.Split(';')[0].Trim().ToLowerInvariant();

    public static string Guess(string url)
    {
        var path = Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : url;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".webp" => "image/webp",
            ".gif" => "image/gif",
            ".ogg" or ".opus" => "audio/ogg",
            ".mp3" => "audio/mpeg",
            ".mp4" => "video/mp4",
            ".pdf" => "application/pdf",
            _ => "image/jpeg",
        };
    }
}
