using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Conversations;

public abstract class TurnsTests
{
    public sealed class OnSqlite : TurnsTests;

    [UsesPostgres]
    public sealed class OnPostgres : TurnsTests;

    [UsesRedis]
    public sealed class OnRedis : TurnsTests;

    [UsesRedis(Cluster = true)]
    public sealed class OnRedisCluster : TurnsTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_message_twice_has_one_effect()
    {
        await using var service = await TestService.MakeAsync();
        var message = Given.WhatsApp(Given.Ani, "halo");
        (await service.RunAsync(message)).ShouldBe(TurnOutcome.Committed);
        (await service.RunAsync(message)).ShouldBe(TurnOutcome.AlreadySeen);
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["Anda menulis: halo"]);
    }

    [Fact]
    public async Task The_same_message_at_two_copies_at_once_has_one_effect()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        var message = Given.WhatsApp(Given.Ani, "halo");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).RunAsync(message), Stop)));
        outcomes.Count(outcome => outcome == TurnOutcome.Committed).ShouldBe(1);
        (await one.Outbox.TakeForTerminalAsync(message.Conversation.Value, Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Messages_of_one_conversation_run_one_after_the_other_in_order()
    {
        var running = 0;
        var overlapped = false;
        var order = new List<string>();
        var gate = new TaskCompletionSource();
        await using var service = await TestService.MakeAsync(
            Answers.Do("wait", []),
            parts: services => services.AddSingleton(new FeatureAction(
                new ActionSignature("wait", ["done"], new Dictionary<string, string>()),
                async (context, _) =>
                {
                    overlapped |= Interlocked.Increment(ref running) > 1;
                    await gate.Task;
                    order.Add(context.Incoming.Text);
                    Interlocked.Decrement(ref running);
                    return new ActionResult("done");
                })));
        var turns = new List<Task>();
        foreach (var text in (string[])["satu", "dua", "tiga", "empat"]) turns.Add(service.RunAsync(Given.WhatsApp(Given.Ani, text)));
        gate.SetResult();
        await Task.WhenAll(turns);
        overlapped.ShouldBeFalse();
        order.ShouldBe(["satu", "dua", "tiga", "empat"]);
        service.Get<ConversationQueue>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_turn_given_up_while_waiting_lets_the_next_wait_for_the_first()
    {
        var queue = new ConversationQueue();
        var conversation = new ConversationId("sms|+1|+2");
        var first = await queue.EnterAsync(conversation, Stop);
        using var impatient = new CancellationTokenSource();
        var second = queue.EnterAsync(conversation, impatient.Token);
        var third = queue.EnterAsync(conversation, Stop);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third).Dispose();
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Different_conversations_do_not_wait_for_each_other()
    {
        var ani = new TaskCompletionSource();
        await using var service = await TestService.MakeAsync(
            Answers.Do("wait", []),
            parts: services => services.AddSingleton(new FeatureAction(
                new ActionSignature("wait", ["done"], new Dictionary<string, string>()),
                async (context, _) =>
                {
                    if (context.Incoming.SenderPhone == Given.Ani) await ani.Task;
                    return new ActionResult("done");
                })));
        var slow = service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        (await service.RunAsync(Given.WhatsApp(Given.Budi, "halo"))).ShouldBe(TurnOutcome.Committed);
        slow.IsCompleted.ShouldBeFalse();
        ani.SetResult();
        (await slow).ShouldBe(TurnOutcome.Committed);
    }

    [Fact]
    public async Task A_lost_race_is_run_again_from_the_fresh_state()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        await using var other = await TestService.MakeAsync(folder: folder);
        var raced = false;
        var seen = new List<int>();
        var engine = new TurnEngine(
            (conversation, incoming) =>
            {
                seen.Add(Answers.Messages(conversation));
                return Answers.Do("race", []).Start(conversation, incoming);
            },
            Answers.Do("race", []).Resume);
        await using var service = await TestService.MakeAsync(
            engine,
            folder: folder,
            parts: services => services.AddSingleton(new FeatureAction(
                new ActionSignature("race", ["done"], new Dictionary<string, string>()),
                async (_, _) =>
                {
                    if (!raced) await other.RunAsync(Given.WhatsApp(Given.Ani, "lebih cepat"));
                    raced = true;
                    return new ActionResult("done");
                })));
        (await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"))).ShouldBe(TurnOutcome.Committed);
        seen.ShouldBe([0, 1]);
        (await StoredAsync(service)).Version.ShouldBe(2);
        (await WaitingAsync(service)).Select(reply => reply.Sequence).ShouldBe([1, 2]);
        await service.DisposeAsync();
        await other.DisposeAsync();
        await TestDatabases.ForgetAsync(folder);
    }

    [Fact]
    public async Task A_turn_that_is_beaten_every_time_is_left_to_the_provider()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        await using var other = await TestService.MakeAsync(folder: folder);
        await using var service = await TestService.MakeAsync(
            Answers.Do("race", []),
            folder: folder,
            settings: new() { ["Conversations:Tries"] = "3" },
            parts: services => services.AddSingleton(new FeatureAction(
                new ActionSignature("race", ["done"], new Dictionary<string, string>()),
                async (_, _) =>
                {
                    await other.RunAsync(Given.WhatsApp(Given.Ani, "lebih cepat"));
                    return new ActionResult("done");
                })));
        await Should.ThrowAsync<InvalidOperationException>(() => service.RunAsync(Given.WhatsApp(Given.Ani, "halo")));
        (await StoredAsync(service)).Version.ShouldBe(3);
        await service.DisposeAsync();
        await other.DisposeAsync();
        await TestDatabases.ForgetAsync(folder);
    }

    [Fact]
    public async Task State_goes_on_from_turn_to_turn()
    {
        await using var service = await TestService.MakeAsync();
        for (var i = 0; i < 3; i++) await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        var state = (await StoredAsync(service)).State;
        var conversation = Conversation.FromBytes(service.Get<PersonalData>().Decrypt("conversation", state!));
        Answers.Messages(conversation).ShouldBe(3);
    }

    [Fact]
    public async Task A_keyword_that_the_provider_answered_is_not_answered_again()
    {
        await using var service = await TestService.MakeAsync();
        var stop = Given.Sms(Given.Ani, "STOP") with { ChannelData = new JsonObject { ["provider_replied"] = true } };
        (await service.RunAsync(stop)).ShouldBe(TurnOutcome.Committed);
        (await service.Outbox.TakeForTerminalAsync(stop.Conversation.Value, Stop)).ShouldBeEmpty();
        (await service.Get<IConversationStore>().LoadAsync(stop.Conversation, "another", Stop)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_goes_back_from_the_address_that_was_written_to()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo", "SM7"));
        await service.DrainAsync();
        var reply = service.Edge.Sent.ShouldHaveSingleItem();
        reply.From.ShouldBe($"whatsapp:{Given.OurNumber}");
        reply.To.ShouldBe($"whatsapp:{Given.Ani}");
        reply.TurnId.ShouldBe("SM7");
        reply.ExpiresAt.ShouldBe(service.Clock.GetUtcNow().AddHours(1));
        Guid.Parse(reply.Id).Version.ShouldBe(7);
    }

    [Fact]
    public async Task What_is_not_a_message_is_not_answered()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "") with { Type = "typing" });
        (await StoredAsync(service)).Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_flow_that_goes_in_a_circle_is_stopped()
    {
        var circle = new TurnEngine(Answers.Do("again", []).Start, (turn, _) => turn);
        await using var service = await TestService.MakeAsync(
            circle,
            parts: services => services.AddSingleton(new FeatureAction(
                new ActionSignature("again", ["done"], new Dictionary<string, string>()),
                (_, _) => Task.FromResult(new ActionResult("done")))));
        await Should.ThrowAsync<InvalidOperationException>(() => service.RunAsync(Given.WhatsApp(Given.Ani, "halo")));
    }

    [Fact]
    public async Task Two_features_with_an_action_of_one_name_stop_the_start()
    {
        var signature = new ActionSignature("opt_out", ["done"], new Dictionary<string, string>());
        await using var service = await TestService.MakeAsync(
            parts: services => services.AddSingleton(new FeatureAction(signature, (_, _) => Task.FromResult(new ActionResult("done")))));
        (await Should.ThrowAsync<InvalidOperationException>(() => service.StartAsync())).Message.ShouldContain("opt_out");
    }

    [Fact]
    public async Task Message_ids_are_forgotten_after_two_days()
    {
        await using var service = await TestService.MakeAsync();
        var store = service.Get<IConversationStore>();
        var message = Given.WhatsApp(Given.Ani, "halo");
        await service.RunAsync(message);
        service.Clock.Advance(TimeSpan.FromHours(47));
        await store.PruneAsync(service.Clock.GetUtcNow().AddHours(-48), Stop);
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        (await store.IsSeenAsync(Anis, message.Id, Stop)).ShouldBeTrue();
        service.Clock.Advance(TimeSpan.FromHours(2));
        await store.PruneAsync(service.Clock.GetUtcNow().AddHours(-48), Stop);
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        (await store.IsSeenAsync(Anis, message.Id, Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_talk_in_the_terminal_takes_its_replies_itself()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        var message = Given.Message("whatsapp", $"whatsapp:{Given.Ani}", "terminal", "halo");
        await service.RunAsync(message);
        var replies = await service.Get<IReplyOutbox>().TakeForTerminalAsync(message.Conversation.Value, Stop);
        replies.Select(reply => reply.Text).ShouldBe(["satu", "dua"]);
        (await service.Outbox.FirstAsync(message.Conversation.Value, Stop)).ShouldBeNull();
    }

    private static ConversationId Anis => Given.WhatsApp(Given.Ani, "").Conversation;

    private static Task<StoredConversation> StoredAsync(TestService service) =>
        service.Get<IConversationStore>().LoadAsync(Anis, "another", Stop);

    private static Task<IReadOnlyList<OutgoingReply>> WaitingAsync(TestService service) =>
        service.Outbox.TakeForTerminalAsync(Anis.Value, Stop);
}
