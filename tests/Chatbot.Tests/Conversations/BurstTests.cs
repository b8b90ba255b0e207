using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Conversations;

/// <summary>Many messages of one person at once, and more turns than run at a time.</summary>
public abstract class BurstTests
{
    [UsesRedis]
    public sealed class OnRedis : BurstTests;

    [UsesRedis(Cluster = true)]
    public sealed class OnRedisCluster : BurstTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forty_messages_of_one_person_over_two_copies_are_answered_in_the_order_in_which_they_arrived()
    {
        var gate = new TaskCompletionSource();
        await using var one = await TestService.MakeAsync(Answers.Do("wait", []), parts: services => services.AddSingleton(Waiting(gate)));
        await using var two = await TestService.MakeAsync(
            Answers.Do("wait", []), clock: one.Clock, folder: one.Folder, parts: services => services.AddSingleton(Waiting(gate)));
        var redis = one.Get<RedisConnection>();
        var said = Enumerable.Range(1, 40).Select(number => Given.WhatsApp(Given.Ani, $"pesan-{number}")).ToList();
        var line = redis.Keys.Line(said[0].Conversation.Value);
        var turns = new List<Task>();
        foreach (var message in said)
        {
            // Three to the one, three to the other: some wait in their own copy, some for the other.
            var copy = turns.Count / 3 % 2 == 0 ? one : two;
            turns.Add(Task.Run(() => copy.RunAsync(message), Stop));
            while (await redis.CallAsync(database => database.HashLengthAsync(line), Stop) < turns.Count) await Task.Delay(1, Stop);
        }

        gate.SetResult();
        await Task.WhenAll(turns);
        (await one.Outbox.TakeForTerminalAsync(said[0].Conversation.Value, Stop)).Select(reply => reply.Text)
            .ShouldBe(said.Select(message => $"done text={message.Text}"));
        (await redis.CallAsync(database => database.HashLengthAsync(line), Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task More_turns_than_may_wait_are_refused_at_once()
    {
        var gate = new TaskCompletionSource();
        await using var service = await TestService.MakeAsync(
            Answers.Do("wait", []),
            settings: new() { ["Conversations:Parallel"] = "2", ["Conversations:Waiting"] = "1" },
            parts: services => services.AddSingleton(Waiting(gate)));
        var turns = Enumerable.Range(0, 4).Select(number => service.RunAsync(Given.WhatsApp($"+6281234567{number:d3}", "halo"))).ToList();
        await Should.ThrowAsync<TooBusyException>(async () => await await Task.WhenAny(turns));
        turns.Count(turn => turn.IsCompleted).ShouldBe(1);
        gate.SetResult();
        (await Task.WhenAll(turns.Where(turn => !turn.IsFaulted))).ShouldAllBe(outcome => outcome == TurnOutcome.Committed);
    }

    private static FeatureAction Waiting(TaskCompletionSource gate) => new(
        new ActionSignature("wait", ["done"], new Dictionary<string, string>()),
        async (context, _) =>
        {
            await gate.Task;
            return new ActionResult("done", new Dictionary<string, string> { ["text"] = context.Incoming.Text });
        });
}
