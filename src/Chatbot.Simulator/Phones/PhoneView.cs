using Chatbot.Simulator.Messages;
using Chatbot.Sms;

namespace Chatbot.Simulator.Phones;

/// <summary>How phones and their messages are shown to the page.</summary>
internal sealed class PhoneView(MessageLog log, PhoneNetwork phones, MediaShelf shelf)
{
    private const int Remembered = 200;

    public object Of(Phone phone) => new
    {
        phone.Id,
        Channel = phone.WhatsApp ? "whatsapp" : "sms",
        phone.Number,
        phone.Name,
        Messages = log.With(phone.Address, Remembered).Select(Of),
    };

    public object Of(Message message)
    {
        var size = SmsText.Measure(message.Body);
        return new
        {
            message.Sid,
            Phone = phones.At(message.Person)?.Id ?? "",
            FromPerson = message.Direction == MessageDirection.Inbound,
            Ours = message.Direction == MessageDirection.Inbound ? message.To : message.From,
            message.Sequence,
            message.Revision,
            At = message.Direction == MessageDirection.Inbound ? message.CreatedAt : message.SentAt ?? message.CreatedAt,
            Text = message.Body,
            Status = Wire.Status(message.Status),
            message.ErrorCode,
            message.Webhook,
            Sms = message.IsWhatsApp
                ? null
                : new { Encoding = size.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2", size.Units, size.Segments },
            Media = message.Media.Select(media => new
            {
                Url = shelf.Find(media.Sid) is null ? media.Url : MediaApi.StoragePath(media.Sid),
                media.ContentType,
            }),
            message.Place,
            message.Choices,
        };
    }
}
