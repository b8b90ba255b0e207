using System.Text;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

public abstract class MessagesEndpointTests
{
    public sealed class OnSqlite : MessagesEndpointTests;

    [UsesPostgres]
    public sealed class OnPostgres : MessagesEndpointTests;

    [Fact]
    public async Task A_message_is_answered_where_it_came_from()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        (await host.StatusAsync(host.Message("iuran berapa?"), host.Far.Token(host.Now))).ShouldBe(200);
        await host.UntilAsync(() => host.Far.Taken.Count == 1);

        var reply = host.Far.Taken[0];
        reply.Target.ShouldBe("/v3/conversations/a%7C1%2F2/activities/a%7C0000001");
        reply.Authorization.ShouldBe("Bearer ours-1");
        reply.Text.ShouldBe("Anda menulis: iuran berapa?");
        (reply.Json["from"]!["id"]!.GetValue<string>(), reply.Json["recipient"]!["id"]!.GetValue<string>(), reply.Json["conversation"]!["id"]!.GetValue<string>())
            .ShouldBe(("jaka@bpjs", "siti", "a|1/2"));
        (reply.Json["replyToId"]!.GetValue<string>(), reply.Json["locale"]!.GetValue<string>()).ShouldBe(("a|0000001", "id-ID"));
    }

    [Fact]
    public async Task A_message_that_is_brought_again_has_one_effect()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var token = host.Far.Token(host.Now);
        for (var i = 0; i < 3; i++) (await host.StatusAsync(host.Message("ya"), token)).ShouldBe(200);
        (await host.StatusAsync(host.Message("ya", id: "a|0000002"), token)).ShouldBe(200);

        (await host.TurnsAsync()).ShouldBe(2);
        await host.AllSentAsync();
        host.Far.Taken.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_an_app_id_the_edge_is_off()
    {
        await using var host = await BotFrameworkHost.StartAsync(new() { ["BotFramework:AppId"] = "" });
        (await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now))).ShouldBe(404);
    }

    [Fact]
    public async Task In_development_the_check_can_be_left_out()
    {
        await using var host = await BotFrameworkHost.StartAsync(new() { ["BotFramework:CheckTokens"] = "false", ["BotFramework:AppPassword"] = "" });
        (await host.StatusAsync(host.Message("halo"), token: null)).ShouldBe(200);
        await host.UntilAsync(() => host.Far.Taken.Count == 1);
        (host.Far.Taken[0].Authorization, host.Far.Issued).ShouldBe(("", 0));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"type":"message","type":"message"}""")]
    [InlineData("""{"type":"message","value":1e999}""")]
    [InlineData("""{"type":"message","id":"1","channelId":"webchat","from":{"id":"u"},"conversation":{"id":"a"}}""")]
    public async Task What_is_no_activity_gets_400_and_changes_nothing(string json)
    {
        await using var host = await BotFrameworkHost.StartAsync();
        (await host.StatusAsync(json, host.Far.Token(host.Now))).ShouldBe(400);
        (await host.StatusAsync("{\"type\":" + new string('[', 50_000), host.Far.Token(host.Now))).ShouldBe(400);
        (await host.TurnsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Too_much_gets_413_and_what_is_not_JSON_415()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var token = host.Far.Token(host.Now);
        (await host.StatusAsync(host.Message(new string('a', 300_000)), token)).ShouldBe(413);
        using var form = await host.PostAsync(Encoding.UTF8.GetBytes("a=b"), token, "application/x-www-form-urlencoded");
        ((int)form.StatusCode).ShouldBe(415);
        // A stranger is not read at all.
        (await host.StatusAsync(host.Message(new string('a', 300_000)), "x.y.z")).ShouldBe(403);
    }

    [Fact]
    public async Task Typing_is_taken_and_an_invoke_is_not_offered()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var token = host.Far.Token(host.Now);
        (await host.StatusAsync(host.Message("").Replace("\"message\"", "\"typing\"", StringComparison.Ordinal), token)).ShouldBe(200);
        (await host.StatusAsync(host.Message("").Replace("\"message\"", "\"invoke\"", StringComparison.Ordinal), token)).ShouldBe(501);
        (await host.TurnsAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("http://evil.example/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("https://user:secret@evil.example/")]
    [InlineData("")]
    public async Task A_service_address_that_nobody_can_trust_gets_400(string serviceUrl)
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var token = host.Far.Token(host.Now, claims => claims["serviceurl"] = serviceUrl);
        (await host.StatusAsync(host.Message("halo", serviceUrl: serviceUrl), token)).ShouldBe(400);
        (await host.Service.OneAsync<long>("SELECT COUNT(*) FROM bot_conversations")).ShouldBe(0);
    }

    [Fact]
    public async Task A_conversation_goes_on_in_another_copy()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await host.StatusAsync(host.Message("satu"), host.Far.Token(host.Now));
        await using var copy = await TestService.MakeAsync(clock: host.Service.Clock, folder: host.Service.Folder, settings: host.Far.Settings());
        var address = await copy.Get<Chatbot.BotFramework.Connector.BotConversations>()
            .FindAsync("webchat", "a%7C1/2", TestContext.Current.CancellationToken);
        (address!.ServiceUrl, address.WireConversation).ShouldBe((host.Far.Address + "/", "a|1/2"));
    }
}
