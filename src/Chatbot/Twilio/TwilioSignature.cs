using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Twilio;

/// <summary>
/// <c>X-Twilio-Signature</c>: base64 of the HMAC-SHA1, keyed with the account's token, of the address Twilio was given and, behind
/// it, the fields of the form. https://www.twilio.com/docs/usage/security#validating-requests
/// </summary>
internal static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    /// <summary>Whether one of the tokens signed this form (or GET, with no fields).</summary>
    public static bool IsValidForm(IReadOnlyList<string> tokens, string url, WebhookForm form, string signature)
    {
        var fields = FieldsText(form);
        return IsSigned(tokens, Addresses(url), fields, signature);
    }

    /// <summary>
    /// Whether one of the tokens signed this address, and the address's <c>bodySHA256</c> (lower-case hex) is the body's hash.
    /// </summary>
    public static bool IsValidJson(IReadOnlyList<string> tokens, string url, ReadOnlySpan<byte> body, string signature)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        var claimed = query < 0 ? null : WebhookForm.Read(Encoding.UTF8.GetBytes(url[(query + 1)..]))?["bodySHA256"];
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var bodyIsRight = SameText(claimed ?? "", hash);
        return IsSigned(tokens, Addresses(url), "", signature) & bodyIsRight;
    }

    /// <summary>The signature itself, as Twilio computes it.</summary>
    public static string Compute(string token, string url, WebhookForm form) => Compute(token, url + FieldsText(form));

    private static bool IsSigned(IReadOnlyList<string> tokens, IReadOnlyCollection<string> addresses, string fields, string signature)
    {
        // Every candidate is tried, so that the time taken says nothing about which one came near.
        var signed = false;
        foreach (var token in tokens)
        {
            foreach (var address in addresses) signed |= SameText(Compute(token, address + fields), signature);
        }

        return signed;
    }

    /// <summary>Name and value of each field, in the order of the names; of a repeated name its different values, sorted.</summary>
    private static string FieldsText(WebhookForm form)
    {
        var text = new StringBuilder();
        var fields = form.Distinct()
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .ThenBy(field => field.Value, StringComparer.Ordinal);
        foreach (var field in fields) text.Append(field.Key).Append(field.Value);
        return text.ToString();
    }

#pragma warning disable CA5350 // HMAC-SHA1 is what Twilio signs with; there is no other kind to choose.
    private static string Compute(string token, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    private static bool SameText(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    /// <summary>
    /// The ways Twilio may have written the address: without a port and with one (as seen, else the scheme's own); each also with
    /// the host in lower case and with apostrophes of the query escaped, which Twilio's own libraries accept.
    /// </summary>
    private static HashSet<string> Addresses(string url)
    {
        HashSet<string> addresses = new(StringComparer.Ordinal) { url };
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return addresses;

        start += 3;
        var end = url.AsSpan(start).IndexOfAny('/', '?') is >= 0 and var found ? start + found : url.Length;
        var (scheme, authority, rest) = (url[..start], url[start..end], url[end..]);

        var hostStart = authority.LastIndexOf('@') + 1;
        var (user, host, port) = (authority[..hostStart], authority[hostStart..], "");
        var colon = host.LastIndexOf(':');
        // The colons of an IPv6 address stand inside its brackets.
        if (colon > host.LastIndexOf(']')) (host, port) = (host[..colon], host[colon..]);
        if (port.Length == 0) port = scheme.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";

        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var escaped = query < 0 ? rest : rest[..query] + rest[query..].Replace("'", "%27", StringComparison.Ordinal);

#pragma warning disable CA1308 // Host names are compared in lower case everywhere.
        string[] hosts = [host, host.ToLowerInvariant()];
#pragma warning restore CA1308
        foreach (var name in hosts)
        {
            foreach (var tail in (string[])[rest, escaped])
            {
                addresses.Add(scheme + user + name + tail);
                addresses.Add(scheme + user + name + port + tail);
            }
        }

        return addresses;
    }
}
