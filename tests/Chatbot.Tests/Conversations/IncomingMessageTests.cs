using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Conversations;

public sealed class IncomingMessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 17, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_tap_on_a_button_carries_its_value()
    {
        var incoming = Read(Given.WhatsApp(Given.Ani, "Ya") with { Value = Given.Json("yes") });
        incoming.Payload.ShouldBe("yes");
        incoming.FormValues.ShouldBeNull();
    }

    [Fact]
    public void A_form_carries_its_values()
    {
        var form = Given.WhatsApp(Given.Ani, "") with
        {
            Type = "event",
            Name = "form",
            Value = Given.Json(new { nik = "3509014508900002", name = "ANI" }),
        };
        IncomingMessage.IsForUs(form).ShouldBeTrue();
        var incoming = Read(form);
        incoming.FormValues.ShouldNotBeNull()["nik"].ShouldBe("3509014508900002");
        incoming.Payload.ShouldBeNull();
    }

    [Theory]
    [InlineData("whatsapp", "whatsapp:+6281234567001", "+6281234567001")]
    [InlineData("sms", "+6281234567001", "+6281234567001")]
    [InlineData("whatsapp", "whatsapp:ID.abc123", null)]
    [InlineData("sms", "BPJAMSOSTEK", null)]
    [InlineData("webchat", "+6281234567001", null)]
    [InlineData("directline", "dl_4711", null)]
    public void The_senders_phone_is_known_only_where_the_network_shows_it(string channel, string address, string? phone) =>
        Read(Given.Message(channel, address, "jaka", "halo")).SenderPhone.ShouldBe(phone);

    [Theory]
    [InlineData("image/jpeg", "image")]
    [InlineData("image/webp", "sticker")]
    [InlineData("audio/ogg; codecs=opus", "audio")]
    [InlineData("VIDEO/mp4", "video")]
    [InlineData("application/pdf", "document")]
    [InlineData("text/vcard", "contacts")]
    [InlineData("chemical/x-pdb", "other")]
    public void A_medium_has_a_kind(string contentType, string kind) =>
        Read(Given.WhatsApp(Given.Ani, "") with { Attachments = [new Attachment(contentType)] }).Media.ShouldBe(kind);

    [Fact]
    public void A_shared_place_is_a_medium() =>
        Read(Given.WhatsApp(Given.Ani, "") with { ChannelData = new JsonObject { ["location"] = new JsonObject() } }).Media.ShouldBe("location");

    [Fact]
    public void Now_is_the_persons_local_time()
    {
        Read(Given.WhatsApp(Given.Ani, "halo")).Now.ShouldBe(new DateTimeOffset(2026, 12, 1, 0, 30, 0, TimeSpan.FromHours(7)));
        IncomingMessage.From(Given.WhatsApp(Given.Ani, "halo"), "Asia/Jayapura", Now).Now.Offset.ShouldBe(TimeSpan.FromHours(9));
    }

    [Fact]
    public void Sms_has_its_own_form_of_replies()
    {
        Read(Given.Sms(Given.Ani, "halo")).Channel.ShouldBe(ReplyForm.Sms);
        Read(Given.WhatsApp(Given.Ani, "halo")).Channel.ShouldBe(ReplyForm.WhatsApp);
    }

    private static Incoming Read(Activity activity) => IncomingMessage.From(activity, People.DefaultZone, Now);
}
