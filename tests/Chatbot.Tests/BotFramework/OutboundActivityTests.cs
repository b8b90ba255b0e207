using System.Text.Json.Nodes;
using Chatbot.BotFramework.Activities;
using Chatbot.Outbox;

namespace Chatbot.Tests.BotFramework;

public sealed class OutboundActivityTests
{
    private static readonly ReplyChoice[] Three = [new("daftar", "Daftar"), new("iuran", "Berapa iurannya?"), new("menu", "Lihat menu", "Semua pilihan")];

    [Fact]
    public void A_reply_is_written_as_the_protocol_says()
    {
        var json = JsonNode.Parse(BotJson.Write(OutboundActivity.From(Reply("Halo, saya *Jaka*.\nTulis saja.", Three[..1]), "webchat", isGroup: false)));
        var expected = JsonNode.Parse("""
            {"type":"message","timestamp":"2026-11-21T03:00:00.000Z","channelId":"webchat","recipient":{"id":"siti"},"replyToId":"a|0000001","locale":"id-ID",
             "text":"Halo, saya **Jaka**.  \nTulis saja.","textFormat":"markdown","inputHint":"expectingInput",
             "suggestedActions":{"actions":[{"type":"imBack","title":"Daftar","value":"Daftar"}]}}
            """);
        JsonNode.DeepEquals(json, expected).ShouldBeTrue(json!.ToJsonString());
    }

    [Fact]
    public void A_reply_without_choices_waits_for_nothing()
    {
        var activity = OutboundActivity.From(Reply("Baik.", []), "webchat", isGroup: false);
        (activity.InputHint, activity.SuggestedActions, activity.Attachments).ShouldBe(("acceptingInput", null, null));
    }

    [Fact]
    public void A_long_list_is_suggested_where_that_is_shown()
    {
        var ten = Enumerable.Range(1, 10).Select(i => new ReplyChoice($"v{i}", $"Pilihan {i}")).ToArray();
        OutboundActivity.From(Reply("Pilih:", ten), "directline", isGroup: false).SuggestedActions!.Actions!.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("slack", false)]
    [InlineData("msteams", true)]
    public void Elsewhere_choices_are_a_card(string channel, bool isGroup)
    {
        var activity = OutboundActivity.From(Reply("Pilih:", Three), channel, isGroup);
        activity.SuggestedActions.ShouldBeNull();
        var card = activity.Attachments!.ShouldHaveSingleItem()!;
        card.ContentType.ShouldBe("application/vnd.microsoft.card.hero");
        card.Content!.Value.GetProperty("buttons").EnumerateArray().Select(button => button.GetProperty("value").GetString())
            .ShouldBe(["Daftar", "Berapa iurannya?", "Lihat menu"]);
    }

    [Fact]
    public void And_a_channel_without_buttons_gets_numbers()
    {
        var activity = OutboundActivity.From(Reply("Pilih:", Three), "email", isGroup: false);
        (activity.SuggestedActions, activity.Attachments).ShouldBe((null, null));
        activity.Text.ShouldBe("Pilih:\n\n1. Daftar  \n2. Berapa iurannya?  \n3. Lihat menu: Semua pilihan");
    }

    [Theory]
    [InlineData("*aktif lagi* untuk", "**aktif lagi** untuk")]
    [InlineData("Rp16.800 * 3 * 2", "Rp16.800 * 3 * 2")]
    [InlineData("_miring_ ~lama~", "_miring_ ~~lama~~")]
    [InlineData("~ 5 km ~", "~ 5 km ~")]
    [InlineData("3317********9003, *Rp13.400*", @"3317\*\*\*\*\*\*\*\*9003, **Rp13.400**")]
    [InlineData("#1 [x](http://y) `a` <b> c\\d", "\\#1 \\[x\\](http://y) \\`a\\` \\<b> c\\\\d")]
    [InlineData("> 5 orang", "\\> 5 orang")]
    [InlineData("+62 811", "+62 811")]
    [InlineData("a\r\nb\n\nc\n", "a  \nb\n\nc")]
    [InlineData("", "")]
    public void Marks_of_WhatsApp_become_Markdown(string text, string markdown) => ReplyMarkdown.From(text).ShouldBe(markdown);

    private static OutgoingReply Reply(string text, IReadOnlyList<ReplyChoice> choices)
    {
        BotJson.TryRead("""{"channelId":"webchat","conversation":{"id":"a"}}"""u8, out var wire, out _).ShouldBeTrue();
        var at = new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
        return new OutgoingReply
        {
            Id = "1",
            Conversation = "webchat|a|siti",
            Sequence = 1,
            TurnId = TurnId.Of(wire!, "a|0000001", isTheirs: true),
            Channel = "webchat",
            From = "a",
            To = "siti",
            Text = text,
            Choices = choices,
            CreatedAt = at,
            ExpiresAt = at.AddHours(1),
        };
    }
}
