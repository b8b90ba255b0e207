using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Chatbot.SmsGateway;

/// <summary>
/// A second provider for SMS, section <c>SmsGateway</c>: a GSM gateway or a local aggregator that speaks the contract of
/// <c>docs/sms-gateway.md</c>. Each address says whether it sends, receives, or both.
/// </summary>
internal sealed class SmsGatewayOptions
{
    public const string Section = "SmsGateway";

    /// <summary>Where messages of ours are posted.</summary>
    /// <value>Default empty: this gateway sends nothing. http or https.</value>
    public string SendUrl { get; set; } = "";

    /// <summary>Goes along as <c>Authorization: Bearer …</c>.</summary>
    /// <value>Default empty: no such header.</value>
    public string SendToken { get; set; } = "";

    /// <summary>Whether the gateway takes the same id twice as one message; else a message whose outcome is unknown is given up.</summary>
    /// <value>Default true.</value>
    public bool KnowsRepeats { get; set; } = true;

    /// <summary>Key of the signatures on what the gateway brings us, and of the shared secret where that is allowed.</summary>
    /// <value>Default empty: this gateway brings nothing. At least 16 characters.</value>
    public string Secret { get; set; } = "";

    /// <summary>Whether the secret itself may come instead of a signature, for gateways that cannot sign.</summary>
    /// <value>Default false.</value>
    public bool AllowPlainSecret { get; set; }

    /// <summary>Whether messages may come by GET, for gateways that can do nothing else: texts then stand in addresses.</summary>
    /// <value>Default false.</value>
    public bool AllowGet { get; set; }

    /// <summary>Addresses of ours at this gateway.</summary>
    /// <value>Default none: the gateway is off.</value>
    public IList<GatewaySenderOptions> Senders { get; } = [];

    /// <summary>Whether there is one.</summary>
    public bool IsOn => Senders.Count > 0;
}

/// <summary>One address of ours at the gateway.</summary>
internal sealed class GatewaySenderOptions
{
    /// <summary>As the gateway writes it.</summary>
    /// <value>No default. <c>+62…</c>, a short code, or an alphanumeric sender.</value>
    public string Address { get; set; } = "";

    /// <summary>Whether what leaves from this address leaves by the gateway; else by the provider that lists it, too.</summary>
    /// <value>Default true.</value>
    public bool Sends { get; set; } = true;

    /// <summary>Whether people's messages to this address come by the gateway.</summary>
    /// <value>Default true.</value>
    public bool Receives { get; set; } = true;

    /// <summary>How many segments may leave in a second.</summary>
    /// <value>Default 1. Range 0.01 to 2000.</value>
    public double MessagesPerSecond { get; set; } = 1;
}

/// <summary>Says of every wrong setting which it is.</summary>
internal sealed partial class SmsGatewayOptionsValidator : IValidateOptions<SmsGatewayOptions>
{
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, SmsGatewayOptions options)
    {
        List<string> mistakes = [];
        if (options.SendUrl.Length > 0 && !(Uri.TryCreate(options.SendUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            Add("SendUrl", "needs an absolute http(s) address");
        if (options.SendUrl.Length == 0 && options.Senders.Any(sender => sender.Sends)) Add("SendUrl", "is missing, and a sender sends by it");
        if (options.Secret.Length is > 0 and < ShortestSecret) Add("Secret", "needs at least 16 characters");
        if (options.Secret.Length == 0 && options.Senders.Any(sender => sender.Receives)) Add("Secret", "is missing, and a sender receives by it");
        for (var i = 0; i < options.Senders.Count; i++)
        {
            var sender = options.Senders[i];
            if (!Address().IsMatch(sender.Address)) Add($"Senders:{i}:Address", "is not +digits, a short code or a name of at most 11 characters");
            if (options.Senders.Take(i).Any(earlier => earlier.Address == sender.Address)) Add($"Senders:{i}:Address", "is listed twice");
            if (sender.MessagesPerSecond is not (>= 0.01 and <= 2000)) Add($"Senders:{i}:MessagesPerSecond", "is not between 0.01 and 2000");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Add(string setting, string what) => mistakes.Add($"{SmsGatewayOptions.Section}:{setting} {what}.");
    }

    [GeneratedRegex(@"\A(?:\+[0-9]{5,15}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 _&+-]{1,11})\z")]
    private static partial Regex Address();
}
