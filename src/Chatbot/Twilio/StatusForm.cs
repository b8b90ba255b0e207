using System.Globalization;
using Chatbot.Deliveries;

namespace Chatbot.Twilio;

/// <summary>Reads a status callback: what became of a message after Twilio accepted it.</summary>
internal static class StatusForm
{
    /// <summary>Null when the form names no message or no status.</summary>
    /// <param name="form">The callback's fields.</param>
    /// <param name="query">The callback's query, which carries our own id as <c>m</c>.</param>
    /// <param name="now">When it reached us.</param>
    public static StatusReport? Read(WebhookForm form, WebhookForm query, DateTimeOffset now)
    {
        var sid = WebhookText.Word(form["MessageSid"]) ?? WebhookText.Word(form["SmsSid"]);
        var status = WebhookText.Word(form["MessageStatus"]) ?? WebhookText.Word(form["SmsStatus"]) ?? FromEvent(form["EventType"]);
        if (sid is null || status is null) return null;

        int? code = int.TryParse(form["ErrorCode"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (code == 0) code = null;
        // Meta's reason is sometimes the only one.
        if (code is null && status is "failed" or "undelivered") code = TwilioErrors.FromMeta(form["ChannelStatusMessage"]);

        return new StatusReport(WebhookText.Word(query["m"]), sid, status, code, now)
        {
            Failure = code is { } known && status is "failed" or "undelivered" ? TwilioErrors.Reported(known).Meaning : null,
        };
    }

#pragma warning disable CA1308 // Twilio's statuses are lower-case words, its events the same in upper case.
    private static string? FromEvent(string? eventType) => WebhookText.Word(eventType)?.ToLowerInvariant();
#pragma warning restore CA1308
}
