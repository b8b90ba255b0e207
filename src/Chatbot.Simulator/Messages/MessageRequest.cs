using System.Globalization;
using System.Text.Json;
using Chatbot.Simulator.Contents;
using Chatbot.Simulator.Rest;
using Chatbot.Sms;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Messages;

/// <summary>What became of a request to send: a message to carry, or a refusal.</summary>
internal abstract record Checked
{
    private Checked()
    {
    }

    public sealed record Taken(Message Message) : Checked;

    public sealed record Refused(TwilioError Error) : Checked;
}

/// <summary>Checks the form of a request to send a message, with Twilio's codes.</summary>
internal sealed class MessageRequest(
    ContentShelf contents, ContentView contentView, OptOuts optOuts, IOptions<SimulatorOptions> options, TimeProvider clock)
{
    private const int LongestBody = 1600;

    // Twilio's test numbers. https://www.twilio.com/docs/iam/test-credentials#test-sms-messages
    private const string MagicFine = "+15005550006";

    private static readonly Dictionary<string, TwilioError> MagicFrom = new(StringComparer.Ordinal)
    {
        ["+15005550001"] = new(21212, "The 'From' number +15005550001 is not a valid phone number"),
        ["+15005550007"] = new(21606, "The 'From' phone number +15005550007 is not a valid, message-capable Twilio number"),
        ["+15005550008"] = new(21611, "This 'From' number has exceeded the maximum number of queued messages", 429),
    };

    private static readonly Dictionary<string, TwilioError> MagicTo = new(StringComparer.Ordinal)
    {
        ["+15005550001"] = new(21211, "The 'To' number +15005550001 is not a valid phone number"),
        ["+15005550002"] = new(21612, "The 'To' phone number +15005550002 is not currently reachable using the 'From' number"),
        ["+15005550003"] = new(21408, "Permission to send an SMS has not been enabled for the region of the 'To' number"),
        ["+15005550004"] = new(21610, "Attempt to send to unsubscribed recipient"),
        ["+15005550009"] = new(21614, "'To' number is not a valid mobile number"),
    };

    public Checked Read(IFormCollection form)
    {
        var to = form["To"].ToString();
        var from = form["From"].ToString();
        var service = form["MessagingServiceSid"].ToString();
        var media = form["MediaUrl"].Where(url => !string.IsNullOrEmpty(url)).Select(url => url ?? "").ToList();
        var body = form["Body"].ToString();
        var whatsApp = Address.IsWhatsApp(to);

        var fault = Addresses(to, from, service) ?? What(form, body, media, whatsApp) ?? Extras(form, service);
        if (fault is not null)
            return new Checked.Refused(fault);

        if (from.Length == 0)
            from = options.Value.Senders.FirstOrDefault(one => Address.IsWhatsApp(one) == whatsApp) ?? "";
        if (from.Length == 0)
            return Refuse(21703, "The Messaging Service does not have a sender for this destination");

        var now = clock.GetUtcNow();
        var refused = default(int?);
        var choices = default(ChoiceSet);
        var approved = false;
        if (form["ContentSid"].ToString() is { Length: > 0 } contentSid)
        {
            if (contents.Find(contentSid) is not { } content)
                return Refuse(21655, "The ContentSid is invalid");
            if (!TryVariables(form["ContentVariables"].ToString(), content, out var variables))
                return Refuse(21656, "The ContentVariables parameter is invalid");

            approved = contentView.IsApproved(content);
            var rendered = ContentRendering.Of(content, variables, whatsApp, approved);
            (body, choices, refused) = (rendered.Body, rendered.Choices, rendered.RefusedWith ?? contentView.Stopped(content, whatsApp));
            media.AddRange(rendered.MediaUrls);
        }

        if (Flag(form, "SmartEncoded") && !whatsApp)
            body = SmsText.SmartEncode(body);

        var scheduled = form["ScheduleType"].ToString() == "fixed";
        return new Checked.Taken(new Message
        {
            Sid = Message.NewSid(media.Count > 0 || choices is not null ? "MM" : "SM"),
            Direction = MessageDirection.OutboundApi,
            From = from,
            To = to,
            Body = body,
            Status = scheduled ? MessageStatus.Scheduled : service.Length > 0 ? MessageStatus.Accepted : MessageStatus.Queued,
            CreatedAt = now,
            UpdatedAt = now,
            SendAt = scheduled ? Time(form["SendAt"].ToString()) : null,
            MessagingServiceSid = service,
            StatusCallback = form["StatusCallback"].ToString(),
            Media = [.. media.Select(url => new Attachment(Message.NewSid("ME"), url, MediaTypes.Guess(url)))],
            Choices = choices,
            Place = Geo(form["PersistentAction"].ToString()),
            ApprovedTemplate = approved,
            RefusedWith = refused,
        });
    }

    private TwilioError? Addresses(string to, string from, string service)
    {
        if (to.Length == 0)
            return new TwilioError(21604, "A 'To' phone number is required.");
        if (from.Length == 0 && service.Length == 0)
            return new TwilioError(21603, "A 'From' phone number is required.");
        if (service.Length > 0 && service != options.Value.MessagingServiceSid)
            return new TwilioError(21701, "The Messaging Service does not exist");
        if (MagicFrom.TryGetValue(from, out var magic) || MagicTo.TryGetValue(to, out magic))
            return magic;
        if (!Address.CanReceive(to))
            return new TwilioError(21211, $"Invalid 'To' Phone Number: {Masked(to)}");

        if (from.Length > 0 && from != MagicFine && !options.Value.Senders.Contains(from))
        {
            if (Address.IsWhatsApp(from))
                return new TwilioError(63007, "Twilio could not find a Channel with the specified From address");

            return Address.CanSend(from)
                ? new TwilioError(21606, $"The 'From' number {from} is not a message-capable Twilio number for this destination")
                : new TwilioError(21212, $"The 'From' number {from} is not a phone number, shortcode, or alphanumeric sender ID");
        }

        if (from == to)
            return Address.IsWhatsApp(to)
                ? new TwilioError(63031, "Channels message cannot have same From and To")
                : new TwilioError(21266, "'To' and 'From' number cannot be the same");
        if (from.Length > 0 && Address.IsWhatsApp(from) != Address.IsWhatsApp(to))
            return new TwilioError(21910, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel");
        if (!Address.IsWhatsApp(to) && Address.IsIndonesianLandline(to))
            return new TwilioError(21614, $"'To' number is not a valid mobile number: {Masked(to)}");
        if (optOuts.Has(to))
            return new TwilioError(21610, "Attempt to send to unsubscribed recipient");

        return null;
    }

    private static TwilioError? What(IFormCollection form, string body, List<string> media, bool whatsApp)
    {
        var content = form["ContentSid"].ToString();
        if (content.Length == 0 && form["ContentVariables"].ToString().Length > 0)
            return new TwilioError(21654, "ContentSid is required when ContentVariables is given");
        if (content.Length == 0 && body.Length == 0 && media.Count == 0 && form["PersistentAction"].ToString().Length == 0)
            return new TwilioError(21602, "Message body is required.");
        if (body.Length > LongestBody)
            return new TwilioError(21617, "The concatenated message body exceeds the 1600 character limit");
        if (media.Count > (whatsApp ? 1 : 10))
            return new TwilioError(21623, "Number of media files exceeds allowed limit");
        if (media.Exists(url => !IsHttp(url)))
            return new TwilioError(21620, "Invalid media URL(s)");

        return null;
    }

    private TwilioError? Extras(IFormCollection form, string service)
    {
        var callback = form["StatusCallback"].ToString();
        if (callback.Length > 0 && (!IsHttp(callback) || new Uri(callback).Host.Contains('_', StringComparison.Ordinal)))
            return new TwilioError(21609, $"The 'StatusCallback' URL is not a valid URL");

        var validity = form["ValidityPeriod"].ToString();
        if (validity.Length > 0
            && (!int.TryParse(validity, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                || seconds is < 1 or > 36000))
            return new TwilioError(21624, "The ValidityPeriod must be 1 to 36000 seconds");

        if (form["ScheduleType"].ToString() != "fixed")
            return null;
        if (service.Length == 0)
            return new TwilioError(35118, "MessagingServiceSid is required to schedule a message");

        var ahead = Time(form["SendAt"].ToString()) - clock.GetUtcNow();
        return ahead is { } wait && wait >= TimeSpan.FromMinutes(5) && wait <= TimeSpan.FromDays(35)
            ? null
            : new TwilioError(35114, "SendAt must be between 300 seconds and 35 days in the future");
    }

    private static bool TryVariables(string json, Content content, out Dictionary<string, string> variables)
    {
        variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.Length == 0)
            return true;

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;

            var names = content.VariableNames();
            foreach (var variable in document.RootElement.EnumerateObject())
            {
                if (variable.Value.ValueKind != JsonValueKind.String || variable.Value.GetString() is not { Length: > 0 } value
                    || !names.Contains(variable.Name))
                    return false;

                variables[variable.Name] = value;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // geo:-6.10,106.78|Pelabuhan Muara Angke
    private static Place? Geo(string action)
    {
        if (!action.StartsWith("geo:", StringComparison.Ordinal))
            return null;

        var parts = action[4..].Split('|', 2);
        var numbers = parts[0].Split(',');
        return numbers.Length == 2
            && double.TryParse(numbers[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(numbers[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
                ? new Place(latitude, longitude, parts.Length > 1 ? parts[1] : "", "")
                : null;
    }

    private static Checked.Refused Refuse(int code, string message) => new(new TwilioError(code, message));

    private static bool Flag(IFormCollection form, string name) =>
        string.Equals(form[name], "true", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");

    private static string Masked(string address) => address.Length > 8 ? address[..6] + "XXXX" : address;
}
