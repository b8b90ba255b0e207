using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Simulator.Webhooks;

/// <summary>Signs a form post as Twilio does: the address, then each name and value in the order of the names.</summary>
internal static class WebhookSignature
{
    // https://www.twilio.com/docs/usage/security#validating-requests
    public static string Of(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url);
        foreach (var (name, value) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
            text.Append(name).Append(value);

#pragma warning disable CA5350 // HMAC-SHA1 is what Twilio signs with.
        var digest = HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text.ToString()));
#pragma warning restore CA5350
        return Convert.ToBase64String(digest);
    }
}
