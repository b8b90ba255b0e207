using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Simulator.Faults;
using Chatbot.Simulator.Messages;
using Chatbot.Simulator.Webhooks;
using Chatbot.Sms;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Phones;

/// <summary>A message on its way from a phone, or why there is none: shown to the person, so in Indonesian.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    public sealed record Sent(Message Message) : SendOutcome;

    public sealed record Refused(string Reason) : SendOutcome;
}

/// <summary>Takes what a person sends and posts it to the program; messages of one phone go one after the other.</summary>
internal sealed class Outgoing(
    MessageLog log, MediaShelf shelf, PhoneEvents events, WebhookPoster poster, TwimlReplies replies, FaultBoard faults,
    OptOuts optOuts, InOrder inOrder, IOptions<SimulatorOptions> options, TimeProvider clock)
{
    // Twilio's limit for a message in either direction.
    private const int LongestBody = 1600;

    /// <summary>Shows the message on the phone at once and posts it when those before it are answered.</summary>
    /// <remarks>The origin is scheme and host under which the browser sees the simulator, for media addresses.</remarks>
    public SendOutcome Send(Phone phone, Typed typed, string origin)
    {
        if (OurAddress(phone) is not { } ours)
            return new SendOutcome.Refused("Belum ada nomor layanan untuk saluran ini.");
        if (options.Value.WebhookUrl.Length == 0)
            return new SendOutcome.Refused("Alamat webhook belum diatur.");
        if (typed.Text.Length > LongestBody)
            return new SendOutcome.Refused("Pesan terlalu panjang: paling banyak 1.600 huruf.");
        if (!phone.WhatsApp && typed.Kind != TypedKind.Text)
            return new SendOutcome.Refused("SMS hanya bisa berisi teks.");

        var replied = typed.ReplyTo.Length > 0 ? log.Find(typed.ReplyTo) : null;
        var choice = replied?.Choices?.Items.FirstOrDefault(item => item.Id == typed.ChoiceId);
        if (typed.Kind is TypedKind.Button or TypedKind.List && choice is null)
            return new SendOutcome.Refused("Pilihan itu tidak ada lagi.");

        var sid = Message.NewSid(typed.Kind is TypedKind.Image or TypedKind.Voice or TypedKind.Sticker ? "MM" : "SM");
        var now = clock.GetUtcNow();
        IReadOnlyList<Attachment> media = [];
        if (typed.Kind is TypedKind.Image or TypedKind.Voice or TypedKind.Sticker)
        {
            if (Samples.Read(typed) is not { } file || file.Bytes.Length is 0 or > MediaShelf.LargestFile)
                return new SendOutcome.Refused("Berkas itu tidak bisa dikirim.");

            var mediaSid = Message.NewSid("ME");
            shelf.Add(new StoredMedia(mediaSid, sid, file.ContentType, file.Bytes, now));
            var host = options.Value.BaseUrl.Length > 0 ? options.Value.BaseUrl.TrimEnd('/') : origin;
            var url = $"{host}/2010-04-01/Accounts/{options.Value.AccountSid}/Messages/{sid}/Media/{mediaSid}";
            media = [new Attachment(mediaSid, url, file.ContentType)];
        }

        if (choice is null && media.Count == 0 && typed.Kind != TypedKind.Location && string.IsNullOrWhiteSpace(typed.Text))
            return new SendOutcome.Refused("Pesan kosong.");

        var message = log.Add(new Message
        {
            Sid = sid,
            Direction = MessageDirection.Inbound,
            From = phone.Address,
            To = ours,
            Body = choice?.Title ?? typed.Text,
            Status = MessageStatus.Received,
            CreatedAt = now,
            UpdatedAt = now,
            SentAt = now,
            Media = media,
            Place = typed.Kind == TypedKind.Location
                ? new Place(typed.Latitude, typed.Longitude, typed.Label, typed.Address)
                : null,
        });
        events.Changed(message);
        var form = Form(phone, message, typed, replied, choice);
        inOrder.Run("post " + phone.Address, stopping => PostAsync(message, form, stopping));
        return new SendOutcome.Sent(message);
    }

    // The address that wrote last, so that an answer goes back to it; else the first of ours on this channel.
    private string? OurAddress(Phone phone)
    {
        var last = log.With(phone.Address, 20).LastOrDefault(message => message.Direction != MessageDirection.Inbound)?.From;
        return last is not null && Address.CanReceive(last)
            ? last
            : options.Value.Senders.FirstOrDefault(
                ours => Address.IsWhatsApp(ours) == phone.WhatsApp && Address.CanReceive(ours));
    }

    private async Task PostAsync(Message message, List<KeyValuePair<string, string>> form, CancellationToken stopping)
    {
        if (options.Value.HandleStopWords && !message.IsWhatsApp && optOuts.Note(message.From, message.Body) is { } word)
            replies.Add(message, [word == "STOP"
                ? "You have successfully been unsubscribed. Reply START to resubscribe."
                : "You have successfully been re-subscribed. Reply STOP to unsubscribe."]);

        if (faults.LoseWebhook())
        {
            if (log.Change(message.Sid, one => one with { Webhook = "11200 Lost" }) is { } lost)
                events.Changed(lost);
            return;
        }

        var url = options.Value.WebhookUrl;
        var answer = await poster.PostAsync(url, form, retry: true, stopping);
        if (faults.DoubleWebhook())
            await poster.PostAsync(url, form, retry: false, stopping);

        var outcome = answer.IsSuccess ? "ok" : answer.Status?.ToString(CultureInfo.InvariantCulture) ?? answer.Problem;
        if (log.Change(message.Sid, one => one with { Webhook = outcome }) is { } changed)
            events.Changed(changed);
        if (answer.IsSuccess)
            replies.Add(message, TwimlReplies.Read(answer));
    }

    private List<KeyValuePair<string, string>> Form(Phone phone, Message message, Typed typed, Message? replied, Choice? choice)
    {
        var form = new List<KeyValuePair<string, string>>();
        void Add(string name, string value) => form.Add(new(name, value));

        Add("ToCountry", "ID");
        Add("SmsMessageSid", message.Sid);
        Add("NumMedia", message.Media.Count.ToString(CultureInfo.InvariantCulture));
        Add("SmsSid", message.Sid);
        Add("SmsStatus", "received");
        Add("Body", message.Body);
        Add("To", message.To);
        Add("NumSegments", (phone.WhatsApp ? 1 : SmsText.Segments(message.Body)).ToString(CultureInfo.InvariantCulture));
        Add("MessageSid", message.Sid);
        Add("AccountSid", options.Value.AccountSid);
        Add("From", message.From);
        Add("ApiVersion", "2010-04-01");
        if (options.Value.MessagingServiceSid.Length > 0)
            Add("MessagingServiceSid", options.Value.MessagingServiceSid);
        for (var at = 0; at < message.Media.Count; at++)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"MediaContentType{at}"), message.Media[at].ContentType);
            Add(string.Create(CultureInfo.InvariantCulture, $"MediaUrl{at}"), message.Media[at].Url);
        }

        if (!phone.WhatsApp)
        {
            foreach (var part in (string[])["ToState", "ToCity", "ToZip", "FromState", "FromCity", "FromZip"])
                Add(part, "");
            Add("FromCountry", "ID");
            return form;
        }

        Add("ProfileName", phone.Name);
        if (phone.Number.StartsWith('+'))
            Add("WaId", phone.Number[1..]);
        Add("ExternalUserId", "whatsapp:" + UserId(phone));
        Add("MessageType", TypeName(typed.Kind));
        Add("ReferralNumMedia", "0");
        Add("Forwarded", "false");
        Add("FrequentlyForwarded", "false");
        if (replied is not null)
        {
            Add("OriginalRepliedMessageSid", replied.Sid);
            Add("OriginalRepliedMessageSender", replied.From);
        }

        if (typed.Kind == TypedKind.Button && choice is not null)
        {
            Add("ButtonText", choice.Title);
            Add("ButtonPayload", choice.Id);
        }

        if (typed.Kind == TypedKind.List && choice is not null)
        {
            Add("ListId", choice.Id);
            Add("ListTitle", choice.Title);
            Add("ListDescription", choice.Description);
        }

        if (message.Place is { } place)
        {
            Add("Latitude", place.Latitude.ToString("0.######", CultureInfo.InvariantCulture));
            Add("Longitude", place.Longitude.ToString("0.######", CultureInfo.InvariantCulture));
            if (place.Label.Length > 0)
                Add("Label", place.Label);
            if (place.Address.Length > 0)
                Add("Address", place.Address);
        }

        return form;
    }

    private static string TypeName(TypedKind kind) => kind switch
    {
        TypedKind.Text => "text",
        TypedKind.Button => "button",
        TypedKind.List => "interactive",
        TypedKind.Image => "image",
        TypedKind.Voice => "audio",
        TypedKind.Sticker => "sticker",
        TypedKind.Location => "location",
    };

    // Stable for a person, and not to be turned back into the number.
    private string UserId(Phone phone) => phone.Number.StartsWith('+')
        ? "ID." + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.AccountSid + phone.Number)))[..20]
        : phone.Number;
}
