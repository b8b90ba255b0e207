using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chatbot.Conversations;

namespace Chatbot.Twilio;

/// <summary>
/// Reads an inbound SMS or WhatsApp message. Only what the service cannot do without is asked for: an id and two addresses. Every
/// other field may be missing, empty, broken or new.
/// </summary>
internal static partial class InboundForm
{
    /// <summary>Longer texts are cut: Twilio sends 1,600 characters at most.</summary>
    public const int MaxText = 5_000;

    private const int MaxLine = 1_000;
    private const int MaxMedia = 20;
    private const int MaxUnknown = 32;

    /// <summary>Kept in the channel data under their own names in snake case, as text.</summary>
    private static readonly string[] KeptAsText =
    [
        "MessagingServiceSid", "NumSegments", "WaId", "ExternalUserId", "MessageType", "ButtonText", "ListTitle", "ListDescription",
        "OriginalRepliedMessageSid", "OriginalRepliedMessageSender", "ErrorCode", "ErrorUrl",
    ];

    private static readonly string[] KeptAsFlag = ["Forwarded", "FrequentlyForwarded"];

    /// <summary>JSON text, kept as it came: what is in it is the business of who reads it.</summary>
    private static readonly string[] KeptAsJson = ["InteractiveData", "FlowData"];

    /// <summary>Kept together under <c>referral</c>.</summary>
    private static readonly string[] Referral =
    [
        "ReferralSourceUrl", "ReferralSourceId", "ReferralSourceType", "ReferralHeadline", "ReferralBody", "ReferralCtwaClid",
        "ReferralNumMedia", "ReferralMediaId", "ReferralMediaUrl", "ReferralMediaContentType",
    ];

    /// <summary>Have a place of their own in the activity.</summary>
    private static readonly string[] Placed =
    [
        "MessageSid", "SmsSid", "SmsMessageSid", "From", "To", "Body", "ProfileName", "ButtonPayload", "ListId", "NumMedia",
        "Latitude", "Longitude", "Address", "Label", "OptOutType",
    ];

    /// <summary>
    /// Left out on purpose: always the same (status, version, account, which was checked), a guess from the number that is not the
    /// person's place, or a repetition of other fields.
    /// </summary>
    private static readonly string[] LeftOut =
    [
        "AccountSid", "ApiVersion", "SmsStatus", "MessageStatus", "ChannelMetadata",
        "FromCountry", "FromState", "FromCity", "FromZip", "ToCountry", "ToState", "ToCity", "ToZip",
    ];

    private static readonly HashSet<string> Known = [.. KeptAsText, .. KeptAsFlag, .. KeptAsJson, .. Referral, .. Placed, .. LeftOut];

    /// <summary>Fields that come with WhatsApp alone: they tell the channel when both addresses lost their prefix.</summary>
    private static readonly string[] WhatsAppOnly =
        ["WaId", "ProfileName", "ExternalUserId", "MessageType", "ButtonPayload", "ListId"];

    /// <summary>False with a plain reason when the form has no id or no usable address.</summary>
    public static bool TryRead(
        WebhookForm form,
        DateTimeOffset now,
        [NotNullWhen(true)] out Activity? activity,
        [NotNullWhen(false)] out string? refusal)
    {
        activity = null;
        refusal = null;

        var sid = WebhookText.Word(form["MessageSid"]) ?? WebhookText.Word(form["SmsMessageSid"]) ?? WebhookText.Word(form["SmsSid"]);
        var (from, to) = (form["From"], form["To"]);
        if (sid is null) refusal = "MessageSid is missing or is not an id.";
        else if (string.IsNullOrWhiteSpace(from)) refusal = "From is missing.";
        else if (string.IsNullOrWhiteSpace(to)) refusal = "To is missing.";
        if (refusal is not null) return false;

        var whatsApp = IsWhatsApp(form, from!, to!);
        var theirs = whatsApp ? TwilioAddress.WhatsApp(from!) : TwilioAddress.Sms(from!);
        var ours = whatsApp ? TwilioAddress.WhatsApp(to!) : TwilioAddress.Sms(to!);
        if (theirs is null || ours is null)
        {
            refusal = theirs is null ? "From is not an address of SMS or WhatsApp." : "To is not an address of SMS or WhatsApp.";
            return false;
        }

        var data = ChannelData(form);
        activity = new Activity
        {
            Type = "message",
            Id = sid!,
            ChannelId = whatsApp ? "whatsapp" : "sms",
            From = new ChannelAccount(theirs, WebhookText.Line(form["ProfileName"], 200)),
            Recipient = new ChannelAccount(ours),
            Timestamp = now,
            Text = Text(form, whatsApp, data),
            Attachments = Media(form),
            Value = Payload(form),
            ChannelData = data.Count == 0 ? null : data,
        };
        return true;
    }

    private static bool IsWhatsApp(WebhookForm form, string from, string to) =>
        TwilioAddress.IsWhatsApp(from) || TwilioAddress.IsWhatsApp(to) || from.TrimStart().StartsWith("ID.", StringComparison.Ordinal)
        || WhatsAppOnly.Any(name => !string.IsNullOrEmpty(form[name]));

    /// <summary>What the person said: the button's or item's title before the body, which only repeats it.</summary>
    private static string? Text(WebhookForm form, bool whatsApp, JsonObject data)
    {
        var body = form["Body"] ?? "";
        if (!whatsApp) body = WebhookText.FromBase64(body);
        var title = WebhookText.Lines(form["ButtonText"], MaxText) ?? WebhookText.Lines(form["ListTitle"], MaxText);
        var text = title ?? WebhookText.Lines(body, MaxText);

        // Advanced Opt-Out has understood the word and answered it; the inside is told the same word, whatever the person typed.
        if (WebhookText.Word(form["OptOutType"])?.ToUpperInvariant() is not { } optOut) return text;
        data["provider_replied"] = true;
        data["opt_out_type"] = optOut;
        if (optOut is not ("STOP" or "START" or "HELP")) return text;
        if (text is not null) data["body"] = text;
        return optOut;
    }

    private static JsonElement? Payload(WebhookForm form)
    {
        var id = WebhookText.Line(form["ButtonPayload"], MaxLine) ?? WebhookText.Line(form["ListId"], MaxLine);
        return id is null ? null : JsonSerializer.SerializeToElement(id, TwilioJson.Default.String);
    }

    private static List<Attachment> Media(WebhookForm form)
    {
        // By the numbers in the names, so that MediaUrl10 comes after MediaUrl2 and a wrong NumMedia loses nothing.
        SortedSet<int> places = [];
        foreach (var field in form)
        {
            if (MediaField().Match(field.Key) is not { Success: true } match) continue;
            places.Add(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        }

        List<Attachment> media = [];
        foreach (var place in places.Take(MaxMedia))
        {
            var type = WebhookText.Line(form[$"MediaContentType{place}"]?.Trim(), 200) ?? "application/octet-stream";
            var url = WebhookText.Line(form[$"MediaUrl{place}"]?.Trim(), 2_000);
            var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
            media.Add(new Attachment(type, isWeb ? url : null));
        }

        return media;
    }

    private static JsonObject ChannelData(WebhookForm form)
    {
        JsonObject data = [];
        foreach (var name in KeptAsText) Put(data, Snake(name), WebhookText.Line(form[name], MaxLine));

        foreach (var name in KeptAsFlag)
        {
            if (bool.TryParse(form[name], out var flag)) data[Snake(name)] = flag;
        }

        foreach (var name in KeptAsJson)
        {
            Put(data, Snake(name), WebhookText.Lines(form[name], MaxText));
        }

        if (Location(form) is { } location) data["location"] = location;
        if (ReferralOf(form) is { } referral) data["referral"] = referral;

        JsonObject unknown = [];
        foreach (var field in form)
        {
            if (unknown.Count == MaxUnknown) break;
            if (Known.Contains(field.Key) || MediaField().IsMatch(field.Key) || field.Value.Length == 0) continue;
            if (WebhookText.Line(field.Key, 100) is { } name) Put(unknown, name, WebhookText.Line(field.Value, MaxLine));
        }

        if (unknown.Count > 0) data["unknown"] = unknown;
        return data;
    }

    private static JsonObject? Location(WebhookForm form)
    {
        if (!Degrees(form["Latitude"], 90, out var latitude) || !Degrees(form["Longitude"], 180, out var longitude)) return null;

        JsonObject location = new() { ["latitude"] = latitude, ["longitude"] = longitude };
        Put(location, "label", WebhookText.Line(form["Label"], MaxLine));
        Put(location, "address", WebhookText.Line(form["Address"], MaxLine));
        return location;
    }

    private static bool Degrees(string? text, double limit, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= limit;

    /// <summary>Null on all messages but the first after an advertisement: the others say only that there are no media.</summary>
    private static JsonObject? ReferralOf(WebhookForm form)
    {
        JsonObject referral = [];
        foreach (var name in Referral) Put(referral, Snake(name["Referral".Length..]), WebhookText.Line(form[name], MaxLine));
        return referral.Any(part => part.Key != "num_media") ? referral : null;
    }

    private static void Put(JsonObject data, string name, string? value)
    {
        if (value is not null) data[name] = value;
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    [GeneratedRegex(@"\AMedia(?:Url|ContentType)([0-9]{1,2})\z")]
    private static partial Regex MediaField();
}
