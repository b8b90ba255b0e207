namespace Chatbot.BotFramework.DirectLine;

/// <summary>A site as a browser names it: scheme, host and port.</summary>
internal static class SiteOrigin
{
    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority) == text;

    /// <summary>Whether it is this service. Behind a proxy that speaks TLS the request comes by http; the settings know better.</summary>
    public static bool IsOwn(string origin, HttpRequest request, string publicBaseUrl) =>
        origin == $"{request.Scheme}://{request.Host.Value}"
        || (Uri.TryCreate(publicBaseUrl, UriKind.Absolute, out var own) && origin == own.GetLeftPart(UriPartial.Authority));
}
