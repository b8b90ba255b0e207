using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Dialogs;

namespace Chatbot.Conversations;

/// <summary>From the channel-neutral message to what the engine reads.</summary>
internal static class IncomingMessage
{
    /// <summary>An edge sets this in the channel data to true when a message reached us only after an outage.</summary>
    public const string Late = "late";

    /// <summary>Name of the event by which the service begins a flow.</summary>
    public const string Begin = "begin";

    /// <summary>A keyword of the flow that greets (<c>dialogs/flows/salam</c>).</summary>
    private const string Hello = "HALO";

    /// <summary>Whether the activity is something to answer: a message, a form that was sent, or somebody new. Typing and the like are not.</summary>
    public static bool IsForUs(Activity activity) => activity.Type == "message" || IsForm(activity) || IsBegin(activity) || IsArrival(activity);

    /// <summary>Somebody opened a conversation and has not written yet. He is greeted once; an edge lets in no other update.</summary>
    public static bool IsArrival(Activity activity) => activity.Type == "conversationUpdate";

    /// <summary>It came from the person, and not from the service itself.</summary>
    public static bool IsFromPerson(Activity activity) => !IsBegin(activity);

    /// <summary>Something that Jaka says unasked, and that is not about whether he or the staff has the conversation.</summary>
    public static bool IsOfJakaAlone(Activity activity) =>
        IsBegin(activity) && Begins(activity) is { Takes: null, GivesBack: null };

    /// <param name="activity">What came.</param>
    /// <param name="zone">IANA name of the person's zone.</param>
    /// <param name="now">UTC.</param>
    public static Incoming From(Activity activity, string zone, DateTimeOffset now) =>
        new(
            ConfirmationWord.Read(CampaignWord.Read(activity.Text ?? "").Text).Text,
            activity.ChannelId == "sms" ? ReplyForm.Sms : ReplyForm.WhatsApp,
            TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)))
        {
            Payload = activity switch
            {
                { Type: "message", Value: { ValueKind: JsonValueKind.String } payload } => payload.GetString(),
                _ when IsArrival(activity) => Hello,
                _ => null,
            },
            Media = MediaOf(activity),
            SenderPhone = People.PhoneOf(activity.ChannelId, activity.From.Id),
            ProfileName = activity.From.Name,
            IsLate = activity.ChannelData?[Late] is JsonValue late && late.TryGetValue(out bool isLate) && isLate,
            FormValues = IsForm(activity) ? FormValues(activity) : null,
            Begins = IsBegin(activity) ? Begins(activity) : activity.Type == "message" ? CodeWord.Begins(activity.Text ?? "") : null,
        };

    /// <summary>The kind of medium that came, by the engine's names, or null.</summary>
    public static string? MediaOf(Activity activity)
    {
        if (activity.ChannelData is { } data && (data.ContainsKey("location") || data.ContainsKey("Latitude"))) return "location";
        if (activity.Attachments is not [var first, ..]) return null;
        var type = first.ContentType.Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            // WhatsApp sends stickers as WebP, and photographs as JPEG.
            "image/webp" => "sticker",
            "text/vcard" or "text/x-vcard" or "text/directory" => "contacts",
            _ when type.StartsWith("image/", StringComparison.Ordinal) => "image",
            _ when type.StartsWith("audio/", StringComparison.Ordinal) => "audio",
            _ when type.StartsWith("video/", StringComparison.Ordinal) => "video",
            _ when type.StartsWith("application/", StringComparison.Ordinal) || type.StartsWith("text/", StringComparison.Ordinal) => "document",
            _ => "other",
        };
    }

    private static bool IsForm(Activity activity) => activity is { Type: "event", Name: "form" };

    private static bool IsBegin(Activity activity) => activity is { Type: "event", Name: Begin };

    private static BeginFlow? Begins(Activity activity) =>
        activity.Value is { } value && value.Deserialize(UnaskedJson.Default.UnaskedContent) is { } content
            ? new BeginFlow(content.Flow, content.Values) { Takes = content.Takes, GivesBack = content.GivesBack }
            : null;

    private static Dictionary<string, string> FormValues(Activity activity) =>
        activity.Value is { ValueKind: JsonValueKind.Object } values
            ? values.EnumerateObject()
                .Where(field => field.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(field => field.Name, field => field.Value.GetString() ?? "", StringComparer.Ordinal)
            : [];
}
