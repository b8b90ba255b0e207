using System.Text.Json.Nodes;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

/// <summary>Delivery mode <c>expectReplies</c>: the answer to an activity carries what Jaka says.</summary>
public abstract class ExpectedRepliesTests
{
    public sealed class OnSqlite : ExpectedRepliesTests;

    [UsesPostgres]
    public sealed class OnPostgres : ExpectedRepliesTests;

    [Fact]
    public async Task The_answer_carries_the_replies_in_order_and_the_connector_gets_none()
    {
        await using var host = await BotFrameworkHost.StartAsync(engine: Answers.Say("satu", "dua", "*tiga*"));
        var said = await AskAsync(host, "halo");
        said.Select(activity => activity["text"]!.GetValue<string>()).ShouldBe(["satu", "dua", "**tiga**"]);
        foreach (var activity in said)
        {
            (activity["type"]!.GetValue<string>(), activity["replyToId"]!.GetValue<string>(), activity["from"]!["id"]!.GetValue<string>())
                .ShouldBe(("message", "a|0000001", "jaka@bpjs"));
            activity["id"]!.GetValue<string>().ShouldNotBeEmpty();
        }

        host.Far.Taken.ShouldBeEmpty();
        host.Far.Issued.ShouldBe(0);
    }

    [Fact]
    public async Task Brought_again_it_gets_the_same_answer_and_has_no_second_effect()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var first = await AskAsync(host, "halo");
        var again = await AskAsync(host, "halo");
        again.Select(activity => activity.ToJsonString()).ShouldBe(first.Select(activity => activity.ToJsonString()));
        (await host.TurnsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_kept_of_it_is_encrypted_and_forgotten()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await AskAsync(host, "nama saya Siti Aminah");
        var kept = await host.Service.OneAsync<byte[]>("SELECT activity FROM expected_replies");
        System.Text.Encoding.UTF8.GetString(kept!).ShouldNotContain("Siti");
        (await host.Service.Get<Chatbot.BotFramework.Connector.ExpectedReplies>()
            .PruneAsync(host.Now.AddSeconds(1), TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task The_next_message_in_the_usual_mode_goes_on_in_the_same_conversation()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        await AskAsync(host, "satu");
        (await host.StatusAsync(host.Message("dua", id: "a|0000002"), host.Far.Token(host.Now))).ShouldBe(200);
        await host.UntilAsync(() => host.Far.Taken.Count == 1);
        host.Far.Taken[0].Text.ShouldBe("Anda menulis: dua");
        (await host.Service.OneAsync<long>("SELECT COUNT(*) FROM conversations")).ShouldBe(1);
    }

    private static async Task<IReadOnlyList<JsonNode>> AskAsync(BotFrameworkHost host, string text)
    {
        var json = host.Message(text).Replace("\"type\":\"message\"", "\"type\":\"message\",\"deliveryMode\":\"expectReplies\"", StringComparison.Ordinal);
        var asking = host.PostAsync(json, host.Far.Token(host.Now));
        // It looks every few milliseconds by the clock, which stands still.
        await host.UntilAsync(() => asking.IsCompleted, TimeSpan.FromMilliseconds(5));
        using var answer = await asking;
        ((int)answer.StatusCode).ShouldBe(200);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return [.. body["activities"]!.AsArray().Select(activity => activity!)];
    }
}
