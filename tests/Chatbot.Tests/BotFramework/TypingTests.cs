using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Chatbot.BotFramework;
using Chatbot.BotFramework.DirectLine;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

/// <summary>Who waits longer than a moment sees that Jaka is writing; who does not, sees nothing of the kind.</summary>
public abstract class TypingTests
{
    public sealed class OnSqlite : TypingTests;

    [UsesPostgres]
    public sealed class OnPostgres : TypingTests;

    private const string Secret = "a-secret-of-forty-characters-for-tests!!";

    [Fact]
    public async Task A_channel_shows_it_while_the_turn_runs()
    {
        using var slow = new SlowEngine();
        await using var host = await BotFrameworkHost.StartAsync(engine: slow.Engine);
        var posting = host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await slow.AskedAsync();
        host.Service.Clock.Advance(SlowTurn.TypingAfter);
        await host.UntilAsync(() => host.Far.Taken.Count == 1);
        slow.Answer();
        (await posting).ShouldBe(200);
        await host.UntilAsync(() => host.Far.Taken.Count == 2);
        host.Far.Taken.Select(taken => taken.Json["type"]!.GetValue<string>()).ShouldBe(["typing", "message"]);
        var typing = host.Far.Taken[0];
        (typing.Authorization, typing.Json["from"]!["id"]!.GetValue<string>(), typing.Json["recipient"]!["id"]!.GetValue<string>())
            .ShouldBe(("Bearer ours-1", "jaka@bpjs", "siti"));
    }

    [Fact]
    public async Task A_sign_that_cannot_be_shown_changes_nothing()
    {
        using var slow = new SlowEngine();
        await using var host = await BotFrameworkHost.StartAsync(engine: slow.Engine);
        host.Far.OnActivity = number => (number == 1 ? 500 : 200, null);
        var posting = host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await slow.AskedAsync();
        host.Service.Clock.Advance(SlowTurn.TypingAfter);
        await host.UntilAsync(() => host.Far.Taken.Count == 1);
        slow.Answer();
        (await posting).ShouldBe(200);
        await host.UntilAsync(() => host.Far.Taken.Count == 2);
        host.Far.Taken[1].Text.ShouldBe("Anda menulis: halo");
    }

    [Fact]
    public async Task A_page_shows_it_in_its_place_before_the_answer()
    {
        using var slow = new SlowEngine();
        await using var service = await TestService.MakeAsync(slow.Engine, settings: new() { ["DirectLine:Secrets:0"] = Secret });
        using var http = await service.StartAsync();
        var visitor = service.Get<VisitorTokens>().New(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/directline/v3/conversations/{visitor.Conversation}/activities")
        {
            Content = new StringContent("""{"type":"message","text":"halo"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Get<VisitorTokens>().Write(visitor));
        var posting = http.SendAsync(request, TestContext.Current.CancellationToken);
        await slow.AskedAsync();
        service.Clock.Advance(SlowTurn.TypingAfter);
        await UntilAsync(2);
        slow.Answer();
        using var answer = await posting;
        ((int)answer.StatusCode).ShouldBe(200);
        (await UntilAsync(3)).Select(activity => activity.GetProperty("type").GetString()).ShouldBe(["message", "typing", "message"]);

        async Task<IReadOnlyList<JsonElement>> UntilAsync(int count)
        {
            for (var i = 0; i < 1_000; i++)
            {
                var set = await service.Get<DirectLineActivities>().ReadAsync(visitor.Conversation, 0, TestContext.Current.CancellationToken);
                if (set.Activities.Count >= count) return set.Activities;
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            throw new TimeoutException();
        }
    }

    [Fact]
    public async Task A_quick_answer_comes_without_a_sign()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        (await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now))).ShouldBe(200);
        host.Service.Clock.Advance(2 * SlowTurn.TypingAfter);
        await host.UntilAsync(() => host.Far.Taken.Count == 1);
        await host.AllSentAsync();
        host.Far.Taken.ShouldHaveSingleItem().Text.ShouldBe("Anda menulis: halo");
    }
}
