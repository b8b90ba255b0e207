using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Privacy;

/// <summary>The headers of a page on which one person enters or sees his own data.</summary>
internal static class PersonalPage
{
    /// <summary>Nothing is kept, framed, indexed or told to the next page; gives the nonce of the style.</summary>
    public static string Protect(HttpResponse response)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers[HeaderNames.ContentSecurityPolicy] =
            $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        return nonce;
    }
}
