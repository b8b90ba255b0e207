using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Chatbot.BotFramework.Activities;

namespace Chatbot.Tests.BotFramework;

public sealed class BotJsonTests
{
    /// <summary>One of each kind, with fields of real channels that the model does not name.</summary>
    public static TheoryData<string> Fixtures =>
    [
        """
        {"type":"message","id":"1485983408511","timestamp":"2026-11-21T03:00:00.1234567Z","localTimestamp":"2026-11-21T10:00:00.123+07:00",
         "localTimezone":"Asia/Jakarta","serviceUrl":"https://smba.trafficmanager.net/apac/","channelId":"msteams",
         "from":{"id":"29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgFmB25ATiQWA85gQtHieVkKilBZ9XHoq9j7Zaqt7CZ-NJWi7me2kHTL3Bw","name":"Siti","aadObjectId":"7faf8bec-9c8c-4bcb-8c5b-9d4c7a5d6f0e","userPrincipalName":"siti@example.go.id"},
         "conversation":{"isGroup":true,"conversationType":"channel","tenantId":"72f988bf-86f1-41af-91ab-2d7cd011db47","id":"19:253b1f341670408fb6fe51e5b7a4e1b2@thread.skype;messageid=1485983194839"},
         "recipient":{"id":"28:c9e8c047-2a34-40a1-b28a-b162d5f5327c","name":"Jaka","role":"bot"},
         "text":"<at>Jaka</at> iuran berapa? 🙏","textFormat":"plain","locale":"id-ID",
         "entities":[{"mentioned":{"id":"28:c9e8c047-2a34-40a1-b28a-b162d5f5327c","name":"Jaka"},"text":"<at>Jaka</at>","type":"mention"},{"locale":"id-ID","country":"ID","platform":"Web","type":"clientInfo"}],
         "channelData":{"teamsChannelId":"19:253b","tenant":{"id":"72f988bf"},"big":1e300,"none":null}}
        """,
        """
        {"type":"message","id":"a|0000001","channelId":"webchat","from":{"id":"dl_1","name":"","role":"user"},"conversation":{"id":"a"},"recipient":{"id":"jaka@x"},
         "text":"Ini","textFormat":"markdown","speak":"Ini","inputHint":"expectingInput","summary":"s","attachmentLayout":"carousel","importance":"high","deliveryMode":"normal",
         "suggestedActions":{"to":["dl_1"],"actions":[{"type":"imBack","title":"Daftar","image":"https://x/y.png","imageAltText":"y","value":"Daftar"},{"type":"messageBack","title":"b","text":"t","displayText":"d","value":{"a":[1,2.50]},"channelData":{"k":true}}]},
         "attachments":[{"contentType":"image/png","contentUrl":"https://x/ktp.png","name":"ktp.png","thumbnailUrl":"https://x/t.png","size":12},
                        {"contentType":"application/vnd.microsoft.card.hero","content":{"title":"T","subtitle":"S","text":"X","images":[{"url":"https://x/i.png"}],"buttons":[{"type":"openUrl","title":"Buka","value":"https://x"}],"tap":{"type":"openUrl","value":"https://x"}}}],
         "textHighlights":[{"text":"Ini","occurrence":1}],"listenFor":["iuran","daftar"],"semanticAction":{"id":"x","state":"start","entities":{}},
         "value":{"deep":{"er":[null,false,"x"]}},"valueType":"x/y","label":"l","expiration":"2026-11-22T00:00:00Z","callerId":"urn:botframework:azure"}
        """,
        """{"type":"typing","id":"2","channelId":"directline","from":{"id":"u"},"conversation":{"id":"c"},"recipient":{"id":"b"}}""",
        """{"type":"conversationUpdate","id":"3","channelId":"emulator","from":{"id":"u"},"conversation":{"id":"c","name":"n"},"recipient":{"id":"b"},"membersAdded":[{"id":"u","name":"User"}],"membersRemoved":[{"id":"x"}],"topicName":"t","historyDisclosed":false}""",
        """{"type":"event","name":"webchat/join","value":"x","channelId":"directline","from":{"id":"u"},"conversation":{"id":"c"},"recipient":{"id":"b"},"relatesTo":{"activityId":"1","user":{"id":"u"},"bot":{"id":"b"},"conversation":{"id":"c"},"channelId":"directline","locale":"id-ID","serviceUrl":"https://x/","extra":1}}""",
        """{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"verb":"x"}},"channelId":"msteams","from":{"id":"u"},"conversation":{"id":"c"},"recipient":{"id":"b"}}""",
        """{"type":"endOfConversation","code":"completedSuccessfully","channelId":"directline","conversation":{"id":"c"}}""",
        """{"type":"messageReaction","reactionsAdded":[{"type":"like"}],"reactionsRemoved":[{"type":"plusOne","x":1}],"replyToId":"1","channelId":"msteams","conversation":{"id":"c"}}""",
        """{"type":"messageUpdate","id":"1","text":"baru","channelId":"msteams","conversation":{"id":"c"}}""",
        """{"type":"messageDelete","id":"1","channelId":"msteams","conversation":{"id":"c"}}""",
        """{"type":"installationUpdate","action":"add","channelId":"msteams","conversation":{"id":"c"}}""",
        """{"type":"kind-of-tomorrow","brandNew":{"a":[{"b":"c"}]},"flag":true,"n":0.10}""",
    ];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void An_activity_read_and_written_again_is_the_same(string json)
    {
        BotJson.TryRead(Encoding.UTF8.GetBytes(json), out var activity, out var refusal).ShouldBeTrue(refusal);
        var written = Encoding.UTF8.GetString(BotJson.Write(activity));
        JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(json)).ShouldBeTrue(written);
    }

    [Fact]
    public void Indonesian_and_emoji_are_written_as_they_are() =>
        Encoding.UTF8.GetString(BotJson.Write(new BotActivity { Type = "message", Text = "Halo, Bu Siti é 🙏 <b>" }))
            .ShouldContain("Halo, Bu Siti é");

    [Fact]
    public void A_byte_order_mark_and_plain_values_in_place_of_texts_are_taken()
    {
        BotJson.TryRead([.. Encoding.UTF8.Preamble, .. """{"type":"message","id":17,"text":true,"name":["x"],"from":{"id":5}}"""u8], out var activity, out _)
            .ShouldBeTrue();
        (activity!.Id, activity.Text, activity.Name, activity.From?.Id).ShouldBe(("17", "true", null, "5"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("{")]
    [InlineData("{\"type\":\"message\"} {}")]
    [InlineData("{\"type\":\"message\",\"type\":\"event\"}")]
    [InlineData("{\"channelData\":{\"a\":1,\"\\u0061\":2}}")]
    [InlineData("{\"value\":1e999}")]
    [InlineData("{\"value\":-1e99999999999999}")]
    [InlineData("{\"text\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"from\":\"u\"}")]
    [InlineData("{\"attachments\":{}}")]
    [InlineData("{\"type\":\"message\",}")]
    [InlineData("{/* */\"type\":\"message\"}")]
    public void What_is_not_an_activity_is_refused(string json)
    {
        BotJson.TryRead(Encoding.UTF8.GetBytes(json), out var activity, out var refusal).ShouldBeFalse();
        activity.ShouldBeNull();
        refusal.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        BotJson.TryRead([.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8], out _, out _).ShouldBeFalse();

    [Fact]
    public void Hostile_JSON_costs_little()
    {
        string[] bombs =
        [
            "{\"value\":" + new string('[', 100_000),
            "{\"value\":" + string.Concat(Enumerable.Repeat("{\"a\":", 40_000)),
            "{\"value\":[" + string.Join(',', Enumerable.Repeat("0", 100_000)) + "]}",
            "{\"value\":1" + new string('0', 200_000) + "}",
            "{" + string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"\"k{i}\":0")) + "}",
            "{\"text\":\"" + new string('a', 300_000) + "\"}",
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.StartNew();
        foreach (var bomb in bombs) BotJson.TryRead(Encoding.UTF8.GetBytes(bomb), out _, out _).ShouldBeFalse();

        // The bytes themselves are some 1.2 MB; a tree of them would be a hundred times that.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16_000_000);
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void No_bytes_whatever_throw()
    {
        var random = new Random(20261121);
        var seeds = Fixtures.Select(row => Encoding.UTF8.GetBytes(row.Data)).ToList();
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])seeds[random.Next(seeds.Count)].Clone();
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (!BotJson.TryRead(bytes, out var activity, out _)) continue;
            read++;
            _ = InboundActivity.From(activity, DateTimeOffset.UnixEpoch);
            BotJson.TryRead(BotJson.Write(activity), out _, out var refusal).ShouldBeTrue(refusal);
        }

        read.ShouldBeGreaterThan(100);
    }
}
