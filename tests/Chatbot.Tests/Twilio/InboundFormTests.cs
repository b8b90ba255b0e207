using System.Text;
using Chatbot.Conversations;
using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class InboundFormTests
{
    private const string Ani = "From=whatsapp%3A%2B6281200000001&To=whatsapp%3A%2B6281100000009&MessageSid=SM01";
    private const string AniBySms = "From=%2B6281200000001&To=%2B6281100000009&MessageSid=SM01";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_sms_as_Twilio_sends_it()
    {
        var activity = Read("ToCountry=US&ToState=CA&SmsMessageSid=SM07&NumMedia=0&ToCity=&FromZip=&SmsSid=SM07&FromState=&SmsStatus=received"
            + "&FromCity=&Body=Halo%2C+mau+daftar&FromCountry=ID&To=%2B14155550100&ToZip=&NumSegments=1&MessageSid=SM07"
            + "&AccountSid=AC00000000000000000000000000000001&From=%2B6281200000001&ApiVersion=2010-04-01");

        activity.ChannelId.ShouldBe("sms");
        activity.Type.ShouldBe("message");
        activity.Id.ShouldBe("SM07");
        activity.From.ShouldBe(new ChannelAccount("+6281200000001"));
        activity.Recipient.Id.ShouldBe("+14155550100");
        activity.Text.ShouldBe("Halo, mau daftar");
        activity.Timestamp.ShouldBe(Now);
        activity.Attachments.ShouldBeEmpty();
        activity.Value.ShouldBeNull();
        activity.Conversation.Value.ShouldBe("sms|+14155550100|+6281200000001");
        activity.ChannelData!.ToJsonString().ShouldBe("""{"num_segments":"1"}""");
    }

    /// <summary>Every field of the documented table (and its parts), and where it goes: a path, or «-» for left out on purpose.</summary>
    [Theory]
    [InlineData("MessagingServiceSid=MG1", "messaging_service_sid", "MG1")]
    [InlineData("NumSegments=2", "num_segments", "2")]
    [InlineData("WaId=6281200000001", "wa_id", "6281200000001")]
    [InlineData("ExternalUserId=whatsapp%3AID.4566", "external_user_id", "whatsapp:ID.4566")]
    [InlineData("MessageType=audio", "message_type", "audio")]
    [InlineData("ButtonText=Ya", "button_text", "Ya")]
    [InlineData("ListTitle=JKK", "list_title", "JKK")]
    [InlineData("ListDescription=Jaminan+Kecelakaan", "list_description", "Jaminan Kecelakaan")]
    [InlineData("InteractiveData=%7B%22a%22%3A1%7D", "interactive_data", """{"a":1}""")]
    [InlineData("FlowData=%7B%22b%22%3A2", "flow_data", """{"b":2""")]
    [InlineData("Forwarded=true", "forwarded", "true")]
    [InlineData("FrequentlyForwarded=false", "frequently_forwarded", "false")]
    [InlineData("OriginalRepliedMessageSid=SM9", "original_replied_message_sid", "SM9")]
    [InlineData("OriginalRepliedMessageSender=whatsapp%3A%2B62", "original_replied_message_sender", "whatsapp:+62")]
    [InlineData("ReferralSourceUrl=https%3A%2F%2Ffb.me%2F1", "referral.source_url", "https://fb.me/1")]
    [InlineData("ReferralSourceId=5", "referral.source_id", "5")]
    [InlineData("ReferralSourceType=ad", "referral.source_type", "ad")]
    [InlineData("ReferralHeadline=Ayo", "referral.headline", "Ayo")]
    [InlineData("ReferralBody=Daftar", "referral.body", "Daftar")]
    [InlineData("ReferralCtwaClid=x", "referral.ctwa_clid", "x")]
    [InlineData("ReferralMediaId=7", "referral.media_id", "7")]
    [InlineData("ReferralMediaUrl=https%3A%2F%2Fm", "referral.media_url", "https://m")]
    [InlineData("ReferralMediaContentType=image%2Fpng", "referral.media_content_type", "image/png")]
    [InlineData("ReferralNumMedia=0", "referral", null)]
    [InlineData("ReferralNumMedia=1&ReferralSourceId=5", "referral.num_media", "1")]
    [InlineData("Latitude=-6.2&Longitude=106.8&Label=Pasar&Address=Jl.+Satu", "location.label", "Pasar")]
    [InlineData("Latitude=-6.2&Longitude=106.8&Label=Pasar&Address=Jl.+Satu", "location.address", "Jl. Satu")]
    [InlineData("Latitude=-6.2&Longitude=106.8", "location.latitude", "-6.2")]
    [InlineData("Latitude=-6.2&Longitude=106.8", "location.longitude", "106.8")]
    [InlineData("Latitude=9999&Longitude=x", "location", null)]
    [InlineData("OptOutType=STOP&Body=HENTIKAN", "provider_replied", "true")]
    [InlineData("OptOutType=STOP&Body=HENTIKAN", "body", "HENTIKAN")]
    [InlineData("ErrorCode=11200", "error_code", "11200")]
    [InlineData("ErrorUrl=https%3A%2F%2Fx", "error_url", "https://x")]
    [InlineData("NewIn2027=ya", "unknown.NewIn2027", "ya")]
    [InlineData("SmsSid=SM01&SmsMessageSid=SM01&AccountSid=AC1&ApiVersion=2010-04-01&SmsStatus=received", "", null)]
    [InlineData("FromCountry=ID&FromState=x&FromCity=x&FromZip=x&ToCountry=US&ToState=CA&ToCity=x&ToZip=1", "", null)]
    [InlineData("ChannelMetadata=%7B%7D&NumMedia=0&ProfileName=Ani", "", null)]
    public void Every_documented_field_has_its_place(string fields, string path, string? expected)
    {
        var data = Read($"{Ani}&{fields}").ChannelData;
        if (path.Length == 0)
        {
            data.ShouldBeNull();
            return;
        }

        System.Text.Json.Nodes.JsonNode? node = data;
        foreach (var step in path.Split('.')) node = node?[step];
        node?.ToString().ShouldBe(expected);
        (node is null).ShouldBe(expected is null);
    }

    [Theory]
    [InlineData("From=whatsapp%3A%2B62812&To=%2B62811&MessageSid=S", "whatsapp", "whatsapp:+62812", "whatsapp:+62811")]
    [InlineData("From=%2B62812&To=whatsapp%3A%2B62811&MessageSid=S", "whatsapp", "whatsapp:+62812", "whatsapp:+62811")]
    [InlineData("From=%2B62812&To=%2B62811&MessageSid=S&WaId=62812", "whatsapp", "whatsapp:+62812", "whatsapp:+62811")]
    [InlineData("From=whatsapp:%2B62812&To=whatsapp:%2B62811&MessageSid=S", "whatsapp", "whatsapp:+62812", "whatsapp:+62811")]
    [InlineData("From=whatsapp%3A+6281200000001&To=whatsapp%3A%2B62811&MessageSid=S", "whatsapp", "whatsapp:+6281200000001", "whatsapp:+62811")]
    [InlineData("From=whatsapp%3AID.4566abc&To=whatsapp%3A%2B62811&MessageSid=S", "whatsapp", "whatsapp:ID.4566abc", "whatsapp:+62811")]
    [InlineData("From=ID.4566abc&To=%2B62811&MessageSid=S", "whatsapp", "whatsapp:ID.4566abc", "whatsapp:+62811")]
    [InlineData("From=KEDAI+KOPI&To=32665&MessageSid=S", "sms", "KEDAI KOPI", "32665")]
    [InlineData("From=+6281200000001&To=%2B62811&MessageSid=S", "sms", "+6281200000001", "+62811")]
    public void Addresses_are_read_however_they_come(string form, string channel, string from, string to)
    {
        var activity = Read(form);
        (activity.ChannelId, activity.From.Id, activity.Recipient.Id).ShouldBe((channel, from, to));
    }

    [Theory]
    [InlineData("From=%2B62812&To=%2B62811")]
    [InlineData("MessageSid=S&To=%2B62811")]
    [InlineData("MessageSid=S&From=%2B62812")]
    [InlineData("MessageSid=S&From=+&To=%2B62811")]
    [InlineData("MessageSid=a%00b&From=%2B62812&To=%2B62811")]
    [InlineData("MessageSid=S&From=%2B62812&To=a%7Cb")]
    [InlineData("MessageSid=S&From=messenger%3A123&To=messenger%3A456")]
    [InlineData("MessageSid=S&From=%2B62%ED%A0%80&To=%2B62811")]
    [InlineData("")]
    public void Without_an_id_and_two_addresses_it_is_refused_with_a_reason(string form)
    {
        InboundForm.TryRead(Form(form), Now, out var activity, out var refusal).ShouldBeFalse();
        activity.ShouldBeNull();
        refusal.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("ButtonText=Ya%2C+setuju&ButtonPayload=setuju&Body=Ya%2C+setuju", "Ya, setuju", "setuju")]
    [InlineData("ListTitle=JKM&ListId=program%3Ajkm&Body=apa+saja", "JKM", "program:jkm")]
    [InlineData("ButtonPayload=setuju&Body=Ya", "Ya", "setuju")]
    public void A_tapped_choice_brings_its_title_and_its_id(string fields, string text, string value)
    {
        var activity = Read($"{Ani}&{fields}");
        activity.Text.ShouldBe(text);
        activity.Value!.Value.GetString().ShouldBe(value);
    }

    [Theory]
    [InlineData("Body=", null)]
    [InlineData("NumMedia=0", null)]
    [InlineData("Body=baris+satu%0D%0Abaris+dua%09x%00%07%1B%C2%85", "baris satu\nbaris dua x")]
    [InlineData("Body=100%25+ya%zz%4", "100% ya%zz%4")]
    [InlineData("Body=a%FFb%ED%A0%80", "a\uFFFDb\uFFFD\uFFFD\uFFFD")]
    [InlineData("Body=satu&Body=dua", "satu")]
    [InlineData("Body", null)]
    [InlineData("Latitude=-6.2&Longitude=106.8&Body=", null)]
    public void The_text_is_what_can_be_read(string fields, string? text) => Read($"{Ani}&{fields}").Text.ShouldBe(text);

    [Theory]
    [InlineData("STOP", "BERHENTI", "STOP")]
    [InlineData("START", "MULAI", "START")]
    [InlineData("HELP", "", "HELP")]
    [InlineData("stop", "stop", "STOP")]
    [InlineData("LATER", "nanti", "nanti")]
    public void An_opt_out_word_that_Twilio_understood_arrives_as_that_word(string type, string body, string text) =>
        Read($"{AniBySms}&OptOutType={type}&Body={body}").Text.ShouldBe(text);

    [Fact]
    public void Media_come_in_the_order_of_their_numbers()
    {
        var activity = Read($"{Ani}&NumMedia=3&MediaUrl10=https%3A%2F%2Fa%2F10&MediaContentType10=image%2Fpng&MediaUrl2=https%3A%2F%2Fa%2F2"
            + "&MediaUrl0=https%3A%2F%2Fa%2F0&MediaContentType0=audio%2Fogg%3B+codecs%3Dopus&MediaContentType1=text%2Fvcard&MediaUrl3=javascript%3Aalert(1)");

        activity.Attachments.ShouldBe(
        [
            new("audio/ogg; codecs=opus", "https://a/0"), new("text/vcard"), new("application/octet-stream", "https://a/2"),
            new("application/octet-stream"), new("image/png", "https://a/10"),
        ]);
    }

    [Fact]
    public void The_name_a_person_chose_is_kept_in_one_line()
    {
        Read($"{Ani}&ProfileName=Ani+%E2%9C%A8%0A%3Cb%3E").From.Name.ShouldBe("Ani ✨ <b>");
        Read($"{Ani}&ProfileName=").From.Name.ShouldBeNull();
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_between_characters()
    {
        var text = Read($"{Ani}&Body={new string('a', 4_999)}%F0%9F%99%8F%F0%9F%99%8F").Text!;
        text.ShouldBe(new string('a', 4_999));
    }

    [Fact]
    public void A_concatenated_sms_in_base64_is_read()
    {
        const string Text = "Selamat pagi Pak, saya Budi tukang ojek di Bekasi, mau tanya iuran JKK dan JKM bulan depan berapa?";
        var coded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Text));
        Read($"{AniBySms}&NumSegments=2&Body={Uri.EscapeDataString(coded)}").Text.ShouldBe(Text);
        Read($"{Ani}&Body={Uri.EscapeDataString(coded)}").Text.ShouldBe(coded);
    }

    [Theory]
    [InlineData("TolongSayaMauDaftarSekarang1")]
    [InlineData("MARTINUSSIMANJUNTAKMEDAN")]
    [InlineData("3171234567890001317123456789")]
    [InlineData("aGFsbw==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_word_that_only_looks_like_base64_stays(string body) => Read($"{AniBySms}&Body={Uri.EscapeDataString(body)}").Text.ShouldBe(body);

    [Theory]
    [InlineData("MessageSid=SM1&MessageStatus=delivered", "m=0193", "0193", "SM1", "delivered", null)]
    [InlineData("SmsSid=SM1&SmsStatus=sent", "", null, "SM1", "sent", null)]
    [InlineData("MessageSid=SM1&EventType=READ", "x=1&m=a%2Db", "a-b", "SM1", "read", null)]
    [InlineData("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=63016", "m=1", "1", "SM1", "undelivered", 63016)]
    [InlineData("MessageSid=SM1&MessageStatus=failed&ErrorCode=&ChannelStatusMessage=131026+x", "m=1", "1", "SM1", "failed", 63024)]
    [InlineData("MessageSid=SM1&MessageStatus=new_in_2027&ErrorCode=-5", "m=", null, "SM1", "new_in_2027", null)]
    public void A_status_callback_says_what_became_of_a_message(string form, string query, string? ours, string sid, string status, int? code)
    {
        var report = StatusForm.Read(Form(form), Form(query), Now)!;
        (report.OurId, report.ProviderId, report.Status, report.ErrorCode, report.At).ShouldBe((ours, sid, status, code, Now));
    }

    [Theory]
    [InlineData("MessageStatus=sent")]
    [InlineData("MessageSid=SM1")]
    [InlineData("MessageSid=&MessageStatus=")]
    public void A_status_callback_without_message_or_status_is_none(string form) =>
        StatusForm.Read(Form(form), WebhookForm.Empty, Now).ShouldBeNull();

    private static Activity Read(string form)
    {
        InboundForm.TryRead(Form(form), Now, out var activity, out var refusal).ShouldBeTrue(refusal);
        return activity!;
    }

    private static WebhookForm Form(string form) => WebhookForm.Read(Encoding.UTF8.GetBytes(form))!;
}
