using Microsoft.Net.Http.Headers;

namespace Chatbot.Console;

/// <summary>What every answer of the console tells the browser; docs/adr/0015 says what had to be allowed and why.</summary>
internal static class ConsoleHeaders
{
    // Handlers that Radzen writes into its markup. Nothing else may stand in an attribute.
    private static readonly string[] RadzenHandlers = [];

    private static readonly string Policy = string.Join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        $"script-src-attr {(RadzenHandlers.Length == 0 ? "'none'" : $"'unsafe-hashes' {string.Join(' ', RadzenHandlers)}")}",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'");

    public static void Set(IHeaderDictionary headers)
    {
        headers[HeaderNames.ContentSecurityPolicy] = Policy;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers[HeaderNames.CacheControl] = "no-store";
    }
}
