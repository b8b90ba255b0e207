using Chatbot.Outbox;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

public abstract class BotFrameworkSenderTests
{
    public sealed class OnSqlite : BotFrameworkSenderTests;

    [UsesPostgres]
    public sealed class OnPostgres : BotFrameworkSenderTests;

    [Fact]
    public async Task One_token_serves_many_replies_until_shortly_before_it_expires()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        for (var i = 1; i <= 3; i++) await SayAsync(host, i);
        host.Far.Issued.ShouldBe(1);

        host.Service.Clock.Advance(TimeSpan.FromMinutes(54));
        await SayAsync(host, 4);
        host.Far.Issued.ShouldBe(1);
        host.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        await SayAsync(host, 5);
        host.Far.Issued.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_not_taken_is_changed_at_once()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        host.Far.OnActivity = number => (number == 1 ? 401 : 200, null);
        await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await host.UntilAsync(() => host.Far.Taken.Count == 2);
        host.Far.Taken.Select(activity => activity.Authorization).ShouldBe(["Bearer ours-1", "Bearer ours-2"]);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_the_channel_was_too_busy_for_is_sent_again(int status)
    {
        await using var host = await BotFrameworkHost.StartAsync();
        host.Far.OnActivity = number => (number < 3 ? status : 200, null);
        await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        await host.UntilAsync(() => host.Far.Taken.Count == 3, TimeSpan.FromMilliseconds(250));
        host.Far.Taken.Select(activity => activity.Text).Distinct().ShouldBe(["Anda menulis: halo"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task What_is_refused_for_good_is_not_sent_again_and_the_next_goes_on(int status)
    {
        await using var host = await BotFrameworkHost.StartAsync();
        host.Far.OnActivity = number => (number == 1 ? status : 200, null);
        await host.StatusAsync(host.Message("satu", "1"), host.Far.Token(host.Now));
        await host.AllSentAsync();
        await SayAsync(host, 2);
        host.Far.Taken.Select(activity => activity.Text).ShouldBe(["Anda menulis: satu", "Anda menulis: pesan 2"]);
        (await host.Service.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE status = 'refused' AND error_code = @status", new { status })).ShouldBe(1);
    }

    [Fact]
    public async Task An_outcome_that_nobody_knows_is_sent_again_for_five_minutes_then_left()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var sender = host.Service.Get<IEnumerable<IReplySender>>().Single(edge => edge.Serves("webchat", ""));
        var reply = new OutgoingReply
        {
            Id = "1",
            Conversation = "webchat|a|siti",
            Sequence = 1,
            TurnId = "x",
            Channel = "webchat",
            From = "a",
            To = "siti",
            Text = "halo",
            CreatedAt = host.Now,
            ExpiresAt = host.Now.AddHours(1),
        };
        (await sender.SettleAsync(reply, host.Now, TestContext.Current.CancellationToken)).ShouldBeOfType<SendResult.Refused>().Failure.Retry.ShouldBe(RetryAdvice.Soon);
        host.Service.Clock.Advance(TimeSpan.FromMinutes(5));
        (await sender.SettleAsync(reply, host.Now, TestContext.Current.CancellationToken)).ShouldBeOfType<SendResult.Unknown>();
        // A conversation that no channel has told of.
        (await sender.SendAsync(reply, TestContext.Current.CancellationToken)).ShouldBeOfType<SendResult.Refused>().Failure.Retry.ShouldBe(RetryAdvice.Never);
    }

    [Fact]
    public async Task A_wrong_secret_is_said_to_staff_and_nothing_is_sent_without_a_token()
    {
        await using var host = await BotFrameworkHost.StartAsync(new() { ["BotFramework:AppPassword"] = "wrong" });
        await host.StatusAsync(host.Message("halo"), host.Far.Token(host.Now));
        for (var i = 0; i < 1_000 && await AttemptsAsync() == 0; i++) await Task.Delay(10, TestContext.Current.CancellationToken);
        (await AttemptsAsync()).ShouldBe(1);
        host.Far.Taken.ShouldBeEmpty();

        Task<long> AttemptsAsync() => host.Service.OneAsync<long>("SELECT attempts FROM replies WHERE state = 'waiting'");
    }

    [Fact]
    public async Task Replies_of_a_conversation_arrive_in_order()
    {
        await using var host = await BotFrameworkHost.StartAsync();
        var token = host.Far.Token(host.Now);
        for (var i = 0; i < 10; i++) await host.StatusAsync(host.Message($"pesan {i}", $"{i}"), token);
        await host.AllSentAsync();
        host.Far.Taken.Select(activity => activity.Text).ShouldBe(Enumerable.Range(0, 10).Select(i => $"Anda menulis: pesan {i}"));
    }

    private static async Task SayAsync(BotFrameworkHost host, int number)
    {
        var before = host.Far.Taken.Count;
        (await host.StatusAsync(host.Message($"pesan {number}", $"id-{number}"), host.Far.Token(host.Now))).ShouldBe(200);
        await host.AllSentAsync();
        host.Far.Taken.Count.ShouldBe(before + 1);
    }
}
