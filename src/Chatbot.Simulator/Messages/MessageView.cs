using System.Globalization;
using Chatbot.Sms;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Messages;

/// <summary>How a message is shown to callers of the Messages API.</summary>
internal sealed class MessageView(IOptions<SimulatorOptions> options)
{
    public object Of(Message message)
    {
        var account = options.Value.AccountSid;
        var uri = $"/2010-04-01/Accounts/{account}/Messages/{message.Sid}";
        var isOpen = message.Status is MessageStatus.Accepted or MessageStatus.Scheduled;
        var segments = message.IsWhatsApp ? 1 : SmsText.Segments(message.Body);
        return new
        {
            message.Sid,
            AccountSid = account,
            ApiVersion = "2010-04-01",
            message.Body,
            DateCreated = Wire.Rfc2822(message.CreatedAt),
            DateUpdated = Wire.Rfc2822(message.UpdatedAt),
            DateSent = message.SentAt is { } sent ? Wire.Rfc2822(sent) : null,
            Direction = Wire.Direction(message.Direction),
            message.ErrorCode,
            ErrorMessage = message.ErrorCode is { } code ? $"Simulated error {code}" : null,
            From = isOpen ? null : message.From,
            message.To,
            MessagingServiceSid = message.MessagingServiceSid.Length > 0 ? message.MessagingServiceSid : null,
            NumMedia = message.Media.Count.ToString(CultureInfo.InvariantCulture),
            NumSegments = isOpen ? "0" : segments.ToString(CultureInfo.InvariantCulture),
            // An amount only so that there is one once the message is sent; real prices come from the account.
            Price = message.SentAt is null ? null : (-0.005m * segments).ToString("0.00000", CultureInfo.InvariantCulture),
            PriceUnit = "USD",
            Status = Wire.Status(message.Status),
            SubresourceUris = new { Media = uri + "/Media.json", Feedback = uri + "/Feedback.json" },
            Uri = uri + ".json",
        };
    }
}
