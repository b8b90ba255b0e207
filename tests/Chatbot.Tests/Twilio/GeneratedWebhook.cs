using System.Globalization;
using System.Text;

namespace Chatbot.Tests.Twilio;

/// <summary>How a generated webhook is signed.</summary>
internal enum SignedBy
{
    /// <summary>As Twilio signs it.</summary>
    Twilio,

    /// <summary>With the token that is to come.</summary>
    NextToken,

    /// <summary>With somebody else's token.</summary>
    Stranger,

    /// <summary>For another address of ours: a status signature on a message.</summary>
    OtherAddress,

    /// <summary>Rightly, before the body was changed.</summary>
    BeforeChange,

    /// <summary>Not at all.</summary>
    Nobody,

    /// <summary>With something that only looks like a signature.</summary>
    Nonsense,
}

/// <summary>One webhook as it might come: real of every kind, changed a little, or hostile; signed rightly or not.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Signature">The header; null when there is none.</param>
/// <param name="IsSigned">Whether Twilio signed it as it is.</param>
/// <param name="IsReal">Whether it is one that Twilio sends: it has to have its effect.</param>
internal sealed record GeneratedWebhook(string Target, byte[] Body, string? Signature, bool IsSigned, bool IsReal)
{
    private const string Messages = "/twilio/messages";
    private const string Status = "/twilio/status?m=";

    private static readonly string[] Texts =
    [
        "halo", "DAFTAR", "iuran brp ya utk nelayan?", "BERHENTI", "3317014408909003", "Terima kasih 🙏🏽", "a & b = c + d %", "baris satu\nbaris dua", "", "ya", "😀😀😀",
        "«kutipan»", "\u202Eterbalik", "1", new('x', 1_600),
    ];

    private static readonly string[] Statuses =
        ["queued", "sending", "sent", "delivered", "read", "failed", "undelivered", "canceled", "partially_delivered", "in_orbit"];

    public static GeneratedWebhook Next(Random random, int number)
    {
        var kind = random.Next(3);
        var isMessage = random.Next(3) > 0;
        var real = Encoding.UTF8.GetBytes(isMessage ? Message(random, number) : Callback(random, number));
        var target = isMessage ? Messages : Status + (random.Next(2) == 0 ? Guid.CreateVersion7().ToString() : "");
        var body = kind switch { 0 => real, 1 => Changed(random, real), _ => HostileForm.Next(random) };
        var by = random.Next(2) == 0 ? SignedBy.Twilio : (SignedBy)random.Next(Enum.GetValues<SignedBy>().Length);
        var signature = by switch
        {
            SignedBy.Twilio => Sign(ScriptedTwilio.Token, target, body),
            SignedBy.NextToken => Sign(TwilioHost.NextToken, target, body),
            SignedBy.Stranger => Sign("somebody-elses-token", target, body),
            SignedBy.OtherAddress => Sign(ScriptedTwilio.Token, isMessage ? Status : Messages, body),
            SignedBy.BeforeChange => Sign(ScriptedTwilio.Token, target, [.. body, .. "&Extra=1"u8]),
            SignedBy.Nobody => null,
            SignedBy.Nonsense => Convert.ToBase64String(BitConverter.GetBytes(random.NextInt64())),
            _ => throw new ArgumentOutOfRangeException(nameof(random)),
        };
        var isSigned = by is SignedBy.Twilio or SignedBy.NextToken;
        return new GeneratedWebhook(target, body, signature, isSigned, kind == 0);
    }

    private static string Sign(string token, string target, byte[] body) =>
        Chatbot.Twilio.TwilioSignature.Compute(token, TwilioHost.PublicBase + target, Chatbot.Twilio.WebhookForm.Read(body) ?? Chatbot.Twilio.WebhookForm.Empty);

    private static string Message(Random random, int number)
    {
        var whatsApp = random.Next(3) > 0;
        var who = random.Next(500).ToString("d7", CultureInfo.InvariantCulture);
        List<(string, string)> fields =
        [
            ("MessageSid", $"SM{number:x32}"), ("SmsMessageSid", $"SM{number:x32}"), ("AccountSid", ScriptedTwilio.Account), ("ApiVersion", "2010-04-01"),
            ("SmsStatus", "received"), ("NumMedia", "0"), ("NumSegments", "1"), ("Body", Texts[random.Next(Texts.Length)]),
            ("To", whatsApp ? "whatsapp:+6281100000009" : "+6281100000009"),
            ("From", whatsApp ? random.Next(10) == 0 ? $"whatsapp:ID.{who}" : $"whatsapp:+6281{who}" : $"+6281{who}"),
        ];
        if (whatsApp) fields.AddRange([("ProfileName", "Ani 🌺"), ("WaId", "6281" + who), ("ExternalUserId", "whatsapp:ID.abc"), ("MessageType", "text"), ("ReferralNumMedia", "0")]);
        switch (random.Next(8))
        {
            case 0:
                fields.AddRange([("ButtonText", "Ya, setuju"), ("ButtonPayload", "setuju"), ("OriginalRepliedMessageSid", "SM1")]);
                break;
            case 1:
                fields.AddRange([("Latitude", "-6.1"), ("Longitude", "106.8"), ("Label", "Pelabuhan"), ("Address", "Jl. Laut 1")]);
                break;
            case 2:
                fields.AddRange([("MediaUrl0", "https://api.twilio.com/2010-04-01/x"), ("MediaContentType0", "audio/ogg; codecs=opus")]);
                break;
            case 3:
                fields.AddRange([("ListId", "jkk"), ("ListTitle", "JKK"), ("Forwarded", "true"), ("SomethingNew2027", "[1,2]")]);
                break;
            case 4:
                fields.AddRange([("ReferralSourceUrl", "https://fb.me/x"), ("ReferralSourceType", "ad"), ("ReferralHeadline", "Lindungi diri"), ("ReferralCtwaClid", "abc")]);
                break;
            case 5 when !whatsApp:
                fields.Add(("OptOutType", "STOP"));
                break;
        }

        // Twilio promises no order.
        return Form(fields.OrderBy(_ => random.Next()));
    }

    private static string Callback(Random random, int number)
    {
        var status = Statuses[random.Next(Statuses.Length)];
        List<(string, string)> fields =
        [
            ("MessageSid", $"SM{number:x32}"), ("SmsSid", $"SM{number:x32}"), ("MessageStatus", status), ("SmsStatus", status), ("AccountSid", ScriptedTwilio.Account),
            ("To", "whatsapp:+6281200000001"), ("From", "whatsapp:+6281100000009"), ("ApiVersion", "2010-04-01"),
        ];
        if (status is "failed" or "undelivered") fields.Add(("ErrorCode", random.Next(2) == 0 ? "63016" : "30003"));
        if (random.Next(2) == 0) fields.AddRange([("ChannelPrefix", "whatsapp"), ("EventType", "DELIVERED"), ("ChannelToAddress", "+628XXXXX"), ("RawDlrDoneDate", "2611210301")]);
        return Form(fields);
    }

    private static string Form(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value).Replace("%20", "+", StringComparison.Ordinal)}"));

    private static byte[] Changed(Random random, byte[] real)
    {
        var body = real.ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(4))
            {
                case 0: body[at] = (byte)random.Next(256); break;
                case 1: body.Insert(at, (byte)"&=%+\0 ;"[random.Next(7)]); break;
                case 2: body.RemoveAt(at); break;
                default: body.AddRange(body.GetRange(at, Math.Min(body.Count - at, random.Next(1, 60)))); break;
            }
        }

        return [.. body];
    }
}
