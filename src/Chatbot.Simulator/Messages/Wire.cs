using System.Globalization;
using System.Text.Json;

namespace Chatbot.Simulator.Messages;

/// <summary>How states, directions and times are written on Twilio's wire.</summary>
internal static class Wire
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Status(MessageStatus status) => status switch
    {
        MessageStatus.Accepted => "accepted",
        MessageStatus.Scheduled => "scheduled",
        MessageStatus.Queued => "queued",
        MessageStatus.Sending => "sending",
        MessageStatus.Sent => "sent",
        MessageStatus.Delivered => "delivered",
        MessageStatus.Read => "read",
        MessageStatus.Failed => "failed",
        MessageStatus.Undelivered => "undelivered",
        MessageStatus.Canceled => "canceled",
        MessageStatus.Received => "received",
    };

    public static string Direction(MessageDirection direction) => direction switch
    {
        MessageDirection.OutboundApi => "outbound-api",
        MessageDirection.OutboundReply => "outbound-reply",
        MessageDirection.Inbound => "inbound",
    };

    /// <summary>RFC 2822, as the Messages API has it: <c>Thu, 24 Aug 2023 05:01:45 +0000</c>.</summary>
    public static string Rfc2822(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, as the Content API has it: <c>2026-04-01T12:00:00Z</c>.</summary>
    public static string Iso8601(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
