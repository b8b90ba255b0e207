using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatbot.Twilio;

/// <summary>
/// A message to be created. The fields and their limits: https://www.twilio.com/docs/messaging/api/message-resource
/// </summary>
internal sealed record NewMessage
{
    public required string To { get; init; }

    public string? From { get; init; }

    public string? MessagingServiceSid { get; init; }

    /// <summary>At most 1,600 characters; left out when <see cref="ContentSid"/> is given.</summary>
    public string? Body { get; init; }

    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    public string? ContentSid { get; init; }

    /// <summary>By name of the variable: <c>{"1":"Siti"}</c>.</summary>
    public IReadOnlyDictionary<string, string>? ContentVariables { get; init; }

    public string? StatusCallback { get; init; }

    /// <summary>How long it may wait in Twilio's queue; 1 second to 10 hours.</summary>
    public TimeSpan? ValidityPeriod { get; init; }

    /// <summary>
    /// Kept at Twilio until then: more than 5 minutes and at most 35 days ahead, with a <see cref="MessagingServiceSid"/> alone. It can be
    /// cancelled until it is queued; an opt-out in the meantime does not cancel it.
    /// </summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>The form, name by name; a name with several values is repeated.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToForm()
    {
        yield return new("To", To);
        if (From is not null) yield return new("From", From);
        if (MessagingServiceSid is not null) yield return new("MessagingServiceSid", MessagingServiceSid);
        if (Body is not null && ContentSid is null) yield return new("Body", Body);
        foreach (var url in MediaUrls) yield return new("MediaUrl", url);
        if (ContentSid is not null) yield return new("ContentSid", ContentSid);
        if (ContentSid is not null && ContentVariables is { Count: > 0 } variables)
        {
            yield return new("ContentVariables", JsonSerializer.Serialize(new(variables), TwilioJson.Default.DictionaryStringString));
        }

        if (StatusCallback is not null) yield return new("StatusCallback", StatusCallback);
        if (ValidityPeriod is { } period)
        {
            // 36,000 s is the longest, and the default.
            var seconds = Math.Clamp((long)period.TotalSeconds, 1, 36_000);
            yield return new("ValidityPeriod", seconds.ToString(CultureInfo.InvariantCulture));
        }

        if (SendAt is { } at)
        {
            yield return new("ScheduleType", "fixed");
            yield return new("SendAt", TwilioDate.Write(at));
        }
    }
}

/// <summary>Which messages to list; all fields may be absent.</summary>
internal sealed record MessageFilter
{
    public string? To { get; init; }

    public string? From { get; init; }

    /// <summary>Sent at or after this instant. Queued messages have no date yet and are left out by it.</summary>
    public DateTimeOffset? SentFrom { get; init; }

    /// <summary>Sent at or before this instant.</summary>
    public DateTimeOffset? SentUntil { get; init; }

    /// <summary>1 to 1,000; Twilio's default is 50.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Reading stops after this many messages.</summary>
    public int Limit { get; init; } = 1_000;

    /// <summary>Reading stops behind the first message made before this instant; the list is newest first.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>The query, name by name. The sign of a bound belongs to the name: <c>DateSent&gt;=2026-11-01T00:00:00Z</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToQuery()
    {
        if (To is not null) yield return new("To", To);
        if (From is not null) yield return new("From", From);
        if (SentFrom is { } from) yield return new("DateSent>", TwilioDate.Write(from));
        if (SentUntil is { } until) yield return new("DateSent<", TwilioDate.Write(until));
        yield return new("PageSize", Math.Clamp(PageSize, 1, 1_000).ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A content resource to be created.</summary>
/// <param name="FriendlyName">Our name for it; people do not see it.</param>
/// <param name="Language">Two letters, such as <c>id</c>.</param>
/// <param name="Types">By type: <c>twilio/text</c>, <c>twilio/quick-reply</c>, <c>twilio/list-picker</c>, …</param>
/// <param name="Variables">A sample for each variable of the text; null when there is none.</param>
internal sealed record NewContent(string FriendlyName, string Language, JsonObject Types, JsonObject? Variables = null)
{
    public TwilioContent ToResource() =>
        new() { FriendlyName = FriendlyName, Language = Language, Types = Types, Variables = Variables };
}

/// <summary>A request to Meta, by way of Twilio, to allow a content outside the 24-hour window.</summary>
/// <param name="Name">Lower-case letters, digits and underscores; a name that was refused cannot be used again.</param>
/// <param name="Category"><c>UTILITY</c>, <c>MARKETING</c> or <c>AUTHENTICATION</c>; Meta may change it.</param>
internal sealed record NewApproval(string Name, string Category);
