using Chatbot.Outbox;
using Chatbot.Tests.Support;
using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class SendProgressTests
{
    private readonly TestClock clock = new();

    [Fact]
    public void A_message_is_spoken_for_as_long_as_an_attempt_can_be_open()
    {
        var progress = new SendProgress(clock);
        var other = Reply("r2");
        progress.Take("SM1", Reply("r1"));
        clock.Advance(TimeSpan.FromMinutes(59));
        progress.Take("SM2", Reply("r1"));
        progress.IsTaken("SM1", other).ShouldBeTrue();
        progress.IsTaken("SM1", Reply("r1")).ShouldBeFalse();

        clock.Advance(TimeSpan.FromMinutes(2));
        progress.Take("SM3", Reply("r1"));
        (progress.IsTaken("SM1", other), progress.IsTaken("SM2", other), progress.IsTaken("SM3", other)).ShouldBe((false, true, true));
    }

    [Fact]
    public void A_reply_that_expired_without_an_end_is_forgotten()
    {
        var progress = new SendProgress(clock);
        var reply = Reply("r1");
        var first = progress.Of(reply);
        clock.Advance(TimeSpan.FromMinutes(30));
        progress.Of(Reply("r2"));
        progress.Of(reply).ShouldBeSameAs(first);

        clock.Advance(TimeSpan.FromMinutes(31));
        progress.Of(Reply("r3"));
        progress.Of(reply).ShouldNotBeSameAs(first);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_hundred_thousand_messages_within_the_hour_cost_no_more_each()
    {
        // When every message walks through all before it, this takes minutes.
        await Task.Yield();
        var progress = new SendProgress(clock);
        for (var i = 0; i < 100_000; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
            var reply = Reply($"r{i}");
            progress.Of(reply);
            progress.Take($"SM{i}", reply);
            progress.Finished(reply);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        progress.IsTaken("SM0", Reply("other")).ShouldBeTrue();
    }

    private OutgoingReply Reply(string id) => new()
    {
        Id = id, Conversation = "sms|+1|+2", Sequence = 1, TurnId = "t", Channel = "sms", From = "+1", To = "+2", Text = "halo",
        CreatedAt = clock.GetUtcNow(), ExpiresAt = clock.GetUtcNow().AddHours(1),
    };
}
