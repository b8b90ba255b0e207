using System.Text;
using Chatbot.BotFramework.Activities;
using Chatbot.Conversations;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

public sealed class InboundActivityTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_keeps_who_where_and_what()
    {
        var activity = ForUs("""
            {"type":"message","id":"a|0000001","channelId":"webchat","from":{"id":"siti","name":"Siti\u0007"},"conversation":{"id":"a|b%"},"recipient":{"id":"jaka"},
             "text":" iuran berapa? ","value":"IURAN","attachments":[null,{"contentType":"image/jpeg","contentUrl":"https://x/1"},{"contentType":"text/html","content":"<p>"}],
             "channelData":{"provider_replied":true}}
            """);
        (activity.Type, activity.ChannelId, activity.Text, activity.From).ShouldBe(("message", "webchat", "iuran berapa?", new ChannelAccount("siti", "Siti")));
        activity.Value!.Value.GetString().ShouldBe("IURAN");
        activity.Attachments.ShouldBe([new Attachment("image/jpeg", "https://x/1")]);
        TurnId.ActivityId(activity.Id).ShouldBe("a|0000001");

        // What the person's page says in its own data is no word of ours.
        activity.ChannelData!.ContainsKey("provider_replied").ShouldBeFalse();
        activity.Conversation.Value.ShouldBe("webchat|a%7Cb%25|siti");
        (activity.Conversation.OurAddress, activity.Conversation.TheirAddress).ShouldBe(("a%7Cb%25", "siti"));
    }

    [Fact]
    public void The_same_id_in_two_conversations_is_two_messages()
    {
        var one = ForUs("""{"type":"message","id":"1","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"a"},"text":"ya"}""");
        var other = ForUs("""{"type":"message","id":"1","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"b"},"text":"ya"}""");
        var again = ForUs("""{"type":"message","id":"1","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"a"},"text":"ya"}""");
        one.Id.ShouldNotBe(other.Id);
        one.Id.ShouldBe(again.Id);
    }

    [Fact]
    public void A_message_without_an_id_has_one_of_ours_and_nothing_to_reply_to()
    {
        var activity = ForUs("""{"type":"message","channelId":"webchat","from":{"id":"u"},"conversation":{"id":"a"},"text":"ya"}""");
        TurnId.ActivityId(activity.Id).ShouldBeNull();
        TurnId.ActivityId("SM123").ShouldBeNull();
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("whatsapp")]
    [InlineData("WhatsApp")]
    public void Nobody_can_pass_for_a_number_that_the_network_vouches_for(string channel)
    {
        var activity = ForUs($$"""{"type":"message","id":"1","channelId":"{{channel}}","from":{"id":"{{Given.Ani}}"},"conversation":{"id":"a"},"text":"status"}""");
        People.PhoneOf(activity.ChannelId, activity.From.Id).ShouldBeNull();
        activity.ChannelId.ShouldBe($"azure-{channel}");
    }

    [Fact]
    public void Being_spoken_to_is_not_part_of_the_question() =>
        ForUs("""
            {"type":"message","id":"1","channelId":"msteams","from":{"id":"29:u"},"recipient":{"id":"28:b"},"conversation":{"id":"a","isGroup":true},"text":"<at>Jaka</at> tanya <at>Budi</at> soal iuran",
             "entities":[5,{"type":"mention","text":"<at>Jaka</at>","mentioned":{"id":"28:b"}},{"type":"mention","text":"<at>Budi</at>","mentioned":{"id":"29:v"}}]}
            """).Text.ShouldBe("tanya <at>Budi</at> soal iuran");

    [Fact]
    public void A_place_is_a_location()
    {
        var activity = ForUs("""{"type":"message","id":"1","channelId":"facebook","from":{"id":"u"},"conversation":{"id":"a"},"entities":[{"type":"Place","geo":{"latitude":-6.2,"longitude":106.8}}]}""");
        IncomingMessage.MediaOf(activity).ShouldBe("location");
    }

    [Fact]
    public void Whoever_comes_to_a_conversation_of_two_is_greeted_under_one_id()
    {
        var joined = ForUs("""{"type":"conversationUpdate","id":"1","channelId":"webchat","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"a"},"membersAdded":[{"id":"b"},null,{"id":"u"}]}""");
        var opened = ForUs("""{"type":"event","name":"webchat/join","id":"2","channelId":"webchat","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"a"}}""");
        (joined.Type, joined.From.Id, joined.Text).ShouldBe(("conversationUpdate", "u", null));
        opened.Id.ShouldBe(joined.Id);
    }

    [Theory]
    [InlineData("""{"type":"typing","channelId":"webchat","from":{"id":"u"},"conversation":{"id":"a"}}""")]
    [InlineData("""{"type":"conversationUpdate","channelId":"webchat","recipient":{"id":"b"},"conversation":{"id":"a"},"membersAdded":[{"id":"b"}]}""")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","recipient":{"id":"b"},"conversation":{"id":"a","isGroup":true},"membersAdded":[{"id":"u"}]}""")]
    [InlineData("""{"type":"conversationUpdate","channelId":"webchat","conversation":{"id":"a"},"membersRemoved":[{"id":"u"}]}""")]
    [InlineData("""{"type":"message","channelId":"webchat","from":{"id":"b"},"recipient":{"id":"b"},"conversation":{"id":"a"},"text":"gema"}""")]
    [InlineData("""{"type":"message","channelId":"webchat","from":{"id":"x","role":"bot"},"recipient":{"id":"b"},"conversation":{"id":"a"},"text":"gema"}""")]
    [InlineData("""{"type":"event","name":"form","value":{"nik":"3201"},"channelId":"webchat","from":{"id":"u"},"conversation":{"id":"a"}}""")]
    [InlineData("""{"type":"endOfConversation","channelId":"webchat","conversation":{"id":"a"}}""")]
    [InlineData("""{"type":"messageDelete","channelId":"webchat","from":{"id":"u"},"conversation":{"id":"a"}}""")]
    public void The_rest_is_nothing_to_do(string json) => Read(json).ShouldBeOfType<InboundActivity.Ignored>();

    [Fact]
    public void An_invoke_is_not_offered() =>
        Read("""{"type":"invoke","name":"x","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"a"}}""").ShouldBeOfType<InboundActivity.NotOffered>();

    [Theory]
    [InlineData("""{"channelId":"webchat","from":{"id":"u"},"conversation":{"id":"a"}}""", "type")]
    [InlineData("""{"type":"message","from":{"id":"u"},"conversation":{"id":"a"}}""", "channelId")]
    [InlineData("""{"type":"message","channelId":"a|b","from":{"id":"u"},"conversation":{"id":"a"}}""", "channelId")]
    [InlineData("""{"type":"message","channelId":"webchat","from":{"id":"u"},"conversation":{}}""", "conversation.id")]
    [InlineData("""{"type":"message","channelId":"webchat","from":{"id":"u"},"conversation":{"id":"a\n"}}""", "conversation.id")]
    [InlineData("""{"type":"message","channelId":"webchat","conversation":{"id":"a"}}""", "from.id")]
    public void What_nobody_can_do_without_is_named(string json, string missing) =>
        Read(json).ShouldBeOfType<InboundActivity.Refused>().Why.ShouldStartWith(missing);

    [Fact]
    public async Task Somebody_new_is_greeted_once_and_never_in_the_middle()
    {
        await using var service = await TestService.MakeAsync();
        var arrival = ForUs("""{"type":"conversationUpdate","channelId":"webchat","recipient":{"id":"b"},"conversation":{"id":"a"},"membersAdded":[{"id":"u"}]}""");
        (await service.RunAsync(arrival)).ShouldBe(TurnOutcome.Committed);
        (await service.RunAsync(arrival)).ShouldBe(TurnOutcome.AlreadySeen);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM replies")).ShouldBe(1);
        // Nobody has written anything yet.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(0);

        var message = ForUs("""{"type":"message","id":"1","channelId":"webchat","from":{"id":"v"},"conversation":{"id":"a"},"text":"iuran"}""");
        var late = ForUs("""{"type":"conversationUpdate","channelId":"webchat","recipient":{"id":"b"},"conversation":{"id":"a"},"membersAdded":[{"id":"v"}]}""");
        await service.RunAsync(message);
        (await service.RunAsync(late)).ShouldBe(TurnOutcome.AlreadySeen);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM replies")).ShouldBe(2);
    }

    [Fact]
    public void A_greeting_says_hello_with_the_dialogs_as_they_are()
    {
        var hello = IncomingMessage.From(
            ForUs("""{"type":"conversationUpdate","channelId":"webchat","recipient":{"id":"b"},"conversation":{"id":"a"},"membersAdded":[{"id":"u"}]}"""),
            "Asia/Jakarta",
            Now);
        hello.Text.ShouldBeEmpty();
        Repository.Read("dialogs", "flows", "salam", "salam.yaml").ShouldContain(hello.Payload!);
    }

    private static InboundActivity Read(string json)
    {
        BotJson.TryRead(Encoding.UTF8.GetBytes(json), out var wire, out var refusal).ShouldBeTrue(refusal);
        return InboundActivity.From(wire, Now);
    }

    private static Activity ForUs(string json) => Read(json).ShouldBeOfType<InboundActivity.ForUs>().Activity;
}
