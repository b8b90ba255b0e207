using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>Settings of the Twilio edge, section <c>Twilio</c>.</summary>
internal sealed class TwilioOptions
{
    public const string Section = "Twilio";

    /// <summary>Where Twilio's Messages API lives when nothing else is said.</summary>
    public const string TwilioApi = "https://api.twilio.com";

    /// <summary>Where Twilio's Content API lives.</summary>
    public const string TwilioContentApi = "https://content.twilio.com";

    /// <summary>The account that owns the senders.</summary>
    /// <value>No default. <c>AC</c> and 32 hex digits at Twilio; any word of up to 34 letters and digits is taken.</value>
    public string AccountSid { get; set; } = "";

    /// <summary>The account's primary token: signs webhooks and, without an API key, opens the REST API.</summary>
    /// <value>No default.</value>
    public string AuthToken { get; set; } = "";

    /// <summary>Further tokens whose webhook signatures are accepted, while a token is being changed.</summary>
    /// <value>Default none, at most 4.</value>
    public IList<string> AdditionalAuthTokens { get; } = [];

    /// <summary>API key (<c>SK…</c>) for REST calls; better than the token in production, because it can be revoked alone.</summary>
    /// <value>Default empty: account and token are used. Given only together with <see cref="ApiSecret"/>.</value>
    public string ApiKey { get; set; } = "";

    /// <summary>The secret of <see cref="ApiKey"/>.</summary>
    /// <value>Default empty.</value>
    public string ApiSecret { get; set; } = "";

    /// <summary>Address of the Messages API; a stand-in for Twilio is named here.</summary>
    /// <value>Default <c>https://api.twilio.com</c>. http or https, without query.</value>
    public string ApiBaseUrl { get; set; } = TwilioApi;

    /// <summary>Address of the Content API (buttons, lists, templates).</summary>
    /// <value>
    /// Default empty: Twilio's own when <see cref="ApiBaseUrl"/> is Twilio's, else there is no content host and choices go out as
    /// numbered text.
    /// </value>
    public string ContentBaseUrl { get; set; } = "";

    /// <summary>Hosts, with those below them, to which Twilio may send us on for a file that came with a message.</summary>
    /// <value>Default empty: the storage that Twilio is known to use. Host names without scheme or port.</value>
    public IList<string> MediaHosts { get; } = [];

    /// <summary>The public address of this service as Twilio calls it: base of signatures and of status callbacks.</summary>
    /// <value>
    /// Default empty: signatures are checked against the address of the request and no status callback is asked for. http or https,
    /// without query; the path that arrives here is put behind it.
    /// </value>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>Minutes between two looks for messages of people that never reached the webhook.</summary>
    /// <value>Default 5, at most 1440; 0 turns it off. Nothing is looked for without a sender that can receive.</value>
    public double CatchUpMinutes { get; set; } = 5;

    /// <summary>Minutes for which such a message is still answered; an older one is apologised for.</summary>
    /// <value>Default 30. Range 1 to 1440.</value>
    public double CatchUpFreshMinutes { get; set; } = 30;

    /// <summary>How many people may be written to by template within 24 hours: Meta's limit for the business portfolio.</summary>
    /// <value>Default 250, which every portfolio begins with; then 2000, 10000, 100000. 0: without a limit.</value>
    public int PeoplePerDay { get; set; } = 250;

    /// <summary>Our addresses.</summary>
    /// <value>Default none: then nothing is listed for campaigns, and replies go out at the default pace of their kind.</value>
    public IList<SenderOptions> Senders { get; } = [];

    /// <summary>Whether REST calls go to Twilio itself and not to a stand-in.</summary>
    public bool IsTwilioItself => Same(ApiBaseUrl, TwilioApi);

    /// <summary>The content host in force; null when there is none.</summary>
    public string? ContentHost => ContentBaseUrl.Length > 0 ? ContentBaseUrl : IsTwilioItself ? TwilioContentApi : null;

    /// <summary>The storage hosts in force.</summary>
    // https://www.twilio.com/docs/messaging/guides/debugging-media-urls: a media address is answered by a redirect to one of these.
    public IEnumerable<string> StorageHosts() =>
        MediaHosts.Count > 0 ? MediaHosts : ["twiliocdn.com", "s3-external-1.amazonaws.com", "s3.amazonaws.com"];

    private static bool Same(string left, string right) =>
        Uri.TryCreate(left, UriKind.Absolute, out var a) && Uri.TryCreate(right, UriKind.Absolute, out var b) && a.Host == b.Host;
}

/// <summary>One of our addresses at Twilio.</summary>
internal sealed class SenderOptions
{
    /// <summary>The address as Twilio writes it.</summary>
    /// <value>No default. <c>whatsapp:+62…</c>, <c>+62…</c>, a short code, or an alphanumeric SMS sender of at most 11 characters.</value>
    public string Address { get; set; } = "";

    /// <summary>How many messages (SMS: segments) may leave in a second.</summary>
    /// <value>Default by kind: WhatsApp 80, alphanumeric 10, number 1. Range 0.01 to 2000, the whole account's limit at Twilio.</value>
    public double? MessagesPerSecond { get; set; }

    /// <summary>Whether people can write to it: false for an alphanumeric sender, which nobody can answer.</summary>
    /// <value>Default true.</value>
    public bool CanReceive { get; set; } = true;

    /// <summary>The pace in force.</summary>
    public double Pace => MessagesPerSecond ?? DefaultPace(Address);

    // WhatsApp 80 messages a second a sender; numbers outside North America and alphanumeric senders about 10, long codes 1 segment.
    // https://help.twilio.com/articles/115002943027
    public static double DefaultPace(string address) =>
        address.StartsWith(TwilioAddress.WhatsAppPrefix, StringComparison.Ordinal) ? 80 : address.Any(char.IsAsciiLetter) ? 10 : 1;
}

/// <summary>Says of every wrong setting which it is; the service does not start with one.</summary>
internal sealed partial class TwilioOptionsValidator : IValidateOptions<TwilioOptions>
{
    private const string NoBase = "needs an absolute http(s) address without query";
    private const string NoAddress = "is not whatsapp:+digits, +digits, a short code or a name of at most 11 characters";

    public ValidateOptionsResult Validate(string? name, TwilioOptions options)
    {
        List<string> mistakes = [];

        if (!Sid().IsMatch(options.AccountSid)) Add("AccountSid", "needs the account's id: AC and 32 hex digits");
        if (options.AuthToken.Length == 0) Add("AuthToken", "needs the account's token");
        if (options.AuthToken.Any(char.IsWhiteSpace)) Add("AuthToken", "has white space in it");
        if (options.AdditionalAuthTokens.Count > 4) Add("AdditionalAuthTokens", "takes at most 4 tokens");
        for (var i = 0; i < options.AdditionalAuthTokens.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options.AdditionalAuthTokens[i])) Add($"AdditionalAuthTokens:{i}", "is empty");
        }

        if (options.ApiKey.Length > 0 != options.ApiSecret.Length > 0) Add("ApiKey", "and Twilio:ApiSecret go together");
        if (!IsBase(options.ApiBaseUrl)) Add("ApiBaseUrl", NoBase);
        if (options.ContentBaseUrl.Length > 0 && !IsBase(options.ContentBaseUrl)) Add("ContentBaseUrl", NoBase);
        if (options.PublicBaseUrl.Length > 0 && !IsBase(options.PublicBaseUrl)) Add("PublicBaseUrl", NoBase);

        for (var i = 0; i < options.MediaHosts.Count; i++)
        {
            if (Uri.CheckHostName(options.MediaHosts[i]) != UriHostNameType.Dns) Add($"MediaHosts:{i}", "is not the name of a host");
        }

        if (options.PeoplePerDay < 0) Add("PeoplePerDay", "is below 0");
        if (options.CatchUpMinutes is not (>= 0 and <= 1440)) Add("CatchUpMinutes", "is not between 0 and 1440");
        if (options.CatchUpFreshMinutes is not (>= 1 and <= 1440)) Add("CatchUpFreshMinutes", "is not between 1 and 1440");

        for (var i = 0; i < options.Senders.Count; i++)
        {
            var sender = options.Senders[i];
            if (!Address().IsMatch(sender.Address)) Add($"Senders:{i}:Address", NoAddress);
            if (options.Senders.Take(i).Any(earlier => earlier.Address == sender.Address)) Add($"Senders:{i}:Address", "is listed twice");
            if (sender.MessagesPerSecond is < 0.01 or > 2000 or double.NaN)
            {
                Add($"Senders:{i}:MessagesPerSecond", "is not between 0.01 and 2000");
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Add(string setting, string what) => mistakes.Add($"{TwilioOptions.Section}:{setting} {what}.");
    }

    private static bool IsBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;

    [GeneratedRegex(@"\A[A-Za-z0-9]{1,34}\z")]
    private static partial Regex Sid();

    // Alphanumeric senders: at most 11 characters, at least one letter.
    // https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
    [GeneratedRegex(@"\A(?:(?:whatsapp:)?\+[0-9]{5,15}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 _&+-]{1,11})\z")]
    private static partial Regex Address();
}
