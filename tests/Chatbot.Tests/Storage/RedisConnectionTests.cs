using System.Diagnostics;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Chatbot.Tests.Storage;

/// <summary>What StackExchange.Redis and a Redis that misbehaves do, and that it hurts nobody.</summary>
public sealed class RedisConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_while_Redis_is_away_and_finds_it_later()
    {
        using var server = await RedisServer.StartAsync();
        await server.TellAsync("stop");
        await using var redis = Connect(server);
        await Should.ThrowAsync<Exception>(() => SetAsync(redis, "a", "1"));
        (await redis.PingAsync(Stop)).ShouldAllBe(node => node.Took == null);
        await server.TellAsync("start");
        await UntilAsync(() => SetAsync(redis, "a", "2"));
        (await redis.PingAsync(Stop)).ShouldAllBe(node => node.Took != null);
    }

    [Fact]
    public async Task Scripts_survive_a_flush_and_a_restart_also_many_at_once()
    {
        using var server = await RedisServer.StartAsync();
        await using var service = await OnAsync(server);
        await CommitManyAsync(service, "before");
        await server.TellAsync("flush-scripts");
        await CommitManyAsync(service, "flushed");
        await server.TellAsync("stop");
        await server.TellAsync("start");
        await UntilAsync(() => service.Get<IConversationStore>().IsSeenAsync(Of(0), "before", Stop));
        await CommitManyAsync(service, "restarted");
        (await service.Get<IConversationStore>().LoadAsync(Of(7), "another", Stop)).Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_commit_without_an_answer_is_found_by_the_next_run()
    {
        using var server = await RedisServer.StartAsync();
        await using var service = await OnAsync(server);
        var store = service.Get<IConversationStore>();
        await CommitAsync(store, service, 0, "first");
        var fresh = await store.LoadAsync(Of(0), "halo", Stop);

        await server.TellAsync("pause");
        var commit = CommitOf(service, 0, "halo") with { ExpectedVersion = fresh.Version };
        await Should.ThrowAsync<TimeoutException>(() => store.CommitAsync(commit, Stop));
        await server.TellAsync("resume");

        // It was written to the network, so Redis carries it out when it goes on.
        await UntilAsync(async () => (await store.LoadAsync(Of(0), "halo", Stop)).Seen.ShouldBeTrue());
        (await store.CommitAsync(commit, Stop)).ShouldBe(CommitResult.AlreadySeen);
        (await service.Outbox.TakeForTerminalAsync(Of(0).Value, Stop)).Select(reply => reply.TurnId).ShouldBe(["first", "halo"]);
    }

    [Fact]
    public async Task A_connection_that_stays_silent_is_replaced()
    {
        using var server = await RedisServer.StartAsync();
        await using var redis = Connect(server);
        await SetAsync(redis, "a", "1");
        await server.TellAsync("pause");
        var began = Stopwatch.GetTimestamp();
        await Should.ThrowAsync<TimeoutException>(() => SetAsync(redis, "a", "2"));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(8));
        await redis.ReplaceIfSilentAsync(Stop);
        await server.TellAsync("resume");
        await UntilAsync(() => SetAsync(redis, "a", "3"));
    }

    [Fact]
    public async Task Cut_connections_come_back_by_themselves()
    {
        using var server = await RedisServer.StartAsync();
        await using var service = await OnAsync(server);
        await CommitManyAsync(service, "before");
        await server.TellAsync("kill-clients");
        await UntilAsync(() => CommitAsync(service.Get<IConversationStore>(), service, 3, "after"));
        (await service.Get<IConversationStore>().LoadAsync(Of(3), "another", Stop)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Code_after_an_answer_may_block_without_holding_other_answers_up()
    {
        using var server = await RedisServer.StartAsync();
        await using var redis = Connect(server, answerSeconds: 20);
        await SetAsync(redis, "a", "1");
        using var blocked = new ManualResetEventSlim();
        // Begun on another thread: when the answer is there at once, the code after it goes on where it was asked for.
        var held = Task.Run(
            async () =>
            {
                await redis.CallAsync(database => database.StringGetAsync("a"), Stop);
                blocked.Wait(Stop);
            },
            Stop);
        try
        {
            for (var i = 0; i < 100; i++) ((string)await redis.CallAsync(database => database.StringGetAsync("a"), Stop)).ShouldBe("1");
        }
        finally
        {
            blocked.Set();
            await held;
        }
    }

    [Fact]
    public async Task A_dead_master_of_a_cluster_takes_only_its_share_along()
    {
        using var server = await RedisServer.StartAsync(isCluster: true);
        await using var service = await OnAsync(server);
        await CommitManyAsync(service, "before");
        await server.TellAsync("kill 1");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            try
            {
                await CommitAsync(service.Get<IConversationStore>(), service, i, "dead");
                return true;
            }
            catch (Exception error) when (error is RedisException or TimeoutException)
            {
                return false;
            }
        }));
        outcomes.ShouldContain(true);
        outcomes.ShouldContain(false);
        var failed = Array.IndexOf(outcomes, false);
        await server.TellAsync("start 1");
        await UntilAsync(() => CommitAsync(service.Get<IConversationStore>(), service, failed, "dead"));
    }

    [Fact]
    public async Task Idle_conversations_and_message_ids_expire()
    {
        using var server = await RedisServer.StartAsync();
        await using var service = await OnAsync(server);
        await CommitAsync(service.Get<IConversationStore>(), service, 0, "first");
        var redis = service.Get<RedisConnection>();
        (await redis.CallAsync(database => database.KeyTimeToLiveAsync(redis.Keys.State(Of(0).Value)), Stop))!.Value.TotalDays
            .ShouldBeInRange(89.9, 90);
        (await redis.CallAsync(database => database.KeyTimeToLiveAsync(redis.Keys.Seen(Of(0).Value)), Stop))!.Value.TotalHours
            .ShouldBeInRange(47.9, 48);
    }

    private static ConversationId Of(int person) => new($"sms|{Given.OurNumber}|+62812000{person:d4}");

    private static RedisConnection Connect(RedisServer server, int answerSeconds = 2) =>
        new(server.ConnectionString, Options.Create(new RedisOptions { AnswerSeconds = answerSeconds }), NullLogger<RedisConnection>.Instance);

    private static Task<TestService> OnAsync(RedisServer server) =>
        TestService.MakeAsync(settings: new() { ["ConnectionStrings:Redis"] = server.ConnectionString, ["Redis:AnswerSeconds"] = "2" });

    private static Task<bool> SetAsync(RedisConnection redis, string key, string value) =>
        redis.CallAsync(database => database.StringSetAsync(key, value), Stop);

    private static Task CommitManyAsync(TestService service, string message) =>
        Task.WhenAll(Enumerable.Range(0, 200).Select(i => CommitAsync(service.Get<IConversationStore>(), service, i, message)));

    private static async Task CommitAsync(IConversationStore store, TestService service, int person, string message)
    {
        var found = await store.LoadAsync(Of(person), message, Stop);
        if (found.Seen) return;
        (await store.CommitAsync(CommitOf(service, person, message) with { ExpectedVersion = found.Version }, Stop)).ShouldBe(CommitResult.Committed);
    }

    private static TurnCommit CommitOf(TestService service, int person, string message)
    {
        var now = service.Clock.GetUtcNow();
        var reply = new OutgoingReply
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Conversation = Of(person).Value,
            TurnId = message,
            Channel = "sms",
            From = Given.OurNumber,
            To = Of(person).TheirAddress,
            Text = message,
            CreatedAt = now,
            ExpiresAt = now.AddHours(1),
        };
        return new TurnCommit(Of(person), message, 0, [1, 2, 3], [reply], now);
    }

    private static async Task UntilAsync(Func<Task> works)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await works();
                return;
            }
            catch (Exception error) when (error is RedisException or TimeoutException or ShouldAssertException
                && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(50, Stop);
            }
        }
    }
}
