using System.Globalization;
using Chatbot.Outbox;

namespace Chatbot.Tests.Twilio;

/// <summary>A message whose POST was written and whose answer never came.</summary>
public sealed class TwilioSettlingTests
{
    private static readonly CancellationToken Token = CancellationToken.None;

    [Fact]
    public async Task A_message_found_in_the_list_is_adopted()
    {
        using var twilio = new ScriptedTwilio().ThenFails(HttpRequestError.ResponseEnded);
        var (sender, reply, at) = (twilio.Sender(), TwilioSenderTests.Reply(twilio, "Selamat pagi"), twilio.Clock.GetUtcNow());
        (await sender.SendAsync(reply, Token)).ShouldBeOfType<SendResult.Unknown>();

        twilio.Then(200, List(
            Item(twilio, "SM9", "lain", 0), Item(twilio, "SM8", "Selamat pagi", 0, direction: "inbound"),
            Item(twilio, "SM7", "Selamat pagi", -10, status: "sent"), Item(twilio, "SM6", "Selamat pagi", -300)));
        (await sender.SettleAsync(reply, at, Token)).ShouldBe(new SendResult.Accepted("SM7", "sent"));

        var query = twilio.Seen[1].Query;
        query["To"].ShouldBe([reply.To]);
        query["From"].ShouldBe([reply.From]);
        query["PageSize"].ShouldBe(["50"]);
        query["DateSent"].ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_whose_answer_could_not_be_noted_is_found_again_and_not_sent_again()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => ScriptedTwilio.Answer(200, List()) };
        var (sender, reply, at) = (twilio.Sender(), TwilioSenderTests.Reply(twilio, "Selamat pagi"), twilio.Clock.GetUtcNow());
        twilio.Then(201, Item(twilio, "SM7", "Selamat pagi", 0));
        (await sender.SendAsync(reply, Token)).ShouldBeOfType<SendResult.Accepted>().ProviderId.ShouldBe("SM7");

        // The database was away, so the attempt is still open.
        twilio.Then(200, List(Item(twilio, "SM7", "Selamat pagi", 0)));
        (await sender.SettleAsync(reply, at, Token)).ShouldBeOfType<SendResult.Accepted>().ProviderId.ShouldBe("SM7");
    }

    [Fact]
    public async Task Only_after_two_looks_five_seconds_apart_it_may_be_sent_again()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => ScriptedTwilio.Answer(200, List()) };
        var (sender, reply, at) = (twilio.Sender(), TwilioSenderTests.Reply(twilio, "Selamat pagi"), twilio.Clock.GetUtcNow());

        var settling = sender.SettleAsync(reply, at, Token);
        twilio.Clock.Advance(TimeSpan.FromSeconds(4));
        settling.IsCompleted.ShouldBeFalse();
        twilio.Seen.Count.ShouldBe(1);
        twilio.Clock.Advance(TimeSpan.FromSeconds(1));
        (await settling).ShouldBeOfType<SendResult.Refused>().Failure.Retry.ShouldBe(RetryAdvice.Soon);
        twilio.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_second_look_finds_is_adopted()
    {
        using var twilio = new ScriptedTwilio().Then(200, List());
        var (sender, reply, at) = (twilio.Sender(), TwilioSenderTests.Reply(twilio, "Selamat pagi"), twilio.Clock.GetUtcNow());
        twilio.Then(200, List(Item(twilio, "SM1", "Selamat pagi", 0)));
        (await twilio.Clock.UntilAsync(sender.SettleAsync(reply, at, Token))).ShouldBeOfType<SendResult.Accepted>();
    }

    [Fact]
    public async Task A_new_attempt_begins_the_looks_anew()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => ScriptedTwilio.Answer(200, List()) };
        var (sender, reply, at) = (twilio.Sender(), TwilioSenderTests.Reply(twilio, "Selamat pagi"), twilio.Clock.GetUtcNow());
        await twilio.Clock.UntilAsync(sender.SettleAsync(reply, at, Token));

        twilio.ThenFails(HttpRequestError.ResponseEnded);
        await twilio.Clock.UntilAsync(sender.SendAsync(reply, Token));
        var settling = sender.SettleAsync(reply, twilio.Clock.GetUtcNow(), Token);
        settling.IsCompleted.ShouldBeFalse();
        await twilio.Clock.UntilAsync(settling);
    }

    [Fact]
    public async Task When_the_list_cannot_be_read_it_stays_unknown()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "down") };
        var (sender, reply, at) = (twilio.Sender(), TwilioSenderTests.Reply(twilio, "Selamat pagi"), twilio.Clock.GetUtcNow());
        for (var look = 0; look < 3; look++)
        {
            (await twilio.Clock.UntilAsync(sender.SettleAsync(reply, at, Token), TimeSpan.FromSeconds(1))).ShouldBeOfType<SendResult.Unknown>();
        }
    }

    [Fact]
    public async Task The_message_of_another_reply_with_the_same_text_is_not_taken()
    {
        using var twilio = new ScriptedTwilio().Then(201, TwilioSenderTests.Made("SM1")).ThenFails(HttpRequestError.ResponseEnded);
        var sender = twilio.Sender();
        var (menu, again) = (TwilioSenderTests.Reply(twilio, "MENU"), TwilioSenderTests.Reply(twilio, "MENU") with { Id = "r2" });
        await sender.SendAsync(menu, Token);
        await twilio.Clock.UntilAsync(sender.SendAsync(again, Token));
        var at = twilio.Clock.GetUtcNow();

        twilio.Otherwise = _ => ScriptedTwilio.Answer(200, List(Item(twilio, "SM1", "MENU", -5)));
        (await twilio.Clock.UntilAsync(sender.SettleAsync(again, at, Token))).ShouldBeOfType<SendResult.Refused>();
    }

    [Fact]
    public async Task Buttons_are_recognized_by_their_text_also_after_a_restart()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => throw new InvalidOperationException("unexpected") };
        var reply = TwilioSenderTests.Reply(twilio, "Jadi?", [new("ya", "Ya"), new("tidak", "Tidak")]);
        var at = twilio.Clock.GetUtcNow();

        twilio.Then(200, List(Item(twilio, "MM1", "Jadi?", 0)));
        (await twilio.Sender().SettleAsync(reply, at, Token)).ShouldBeOfType<SendResult.Accepted>().ProviderId.ShouldBe("MM1");
        twilio.Then(200, List(Item(twilio, "SM2", "Jadi?\r\n\r\n1. Ya\r\n2. Tidak", 0)));
        (await twilio.Sender().SettleAsync(reply, at, Token)).ShouldBeOfType<SendResult.Accepted>().ProviderId.ShouldBe("SM2");
    }

    [Fact]
    public async Task Of_a_text_in_parts_only_what_is_missing_is_sent_again_also_after_a_restart()
    {
        using var twilio = new ScriptedTwilio();
        string[] parts = [new('a', 1_500), new('b', 1_500), new('c', 1_500)];
        var (reply, at) = (TwilioSenderTests.Reply(twilio, string.Join("\n\n", parts)), twilio.Clock.GetUtcNow());
        var sender = twilio.Sender();

        twilio.Then(200, List(Item(twilio, "SM1", parts[0], 0))).Then(200, List(Item(twilio, "SM1", parts[0], 0)));
        (await twilio.Clock.UntilAsync(sender.SettleAsync(reply, at, Token))).ShouldBeOfType<SendResult.Refused>();

        twilio.Then(201, TwilioSenderTests.Made("SM2")).Then(201, TwilioSenderTests.Made("SM3"));
        (await twilio.Clock.UntilAsync(sender.SendAsync(reply, Token))).ShouldBe(new SendResult.Accepted("SM3", "queued"));
        twilio.Seen.Skip(2).Select(seen => seen.Form["Body"].Single()).ShouldBe([parts[1], parts[2]]);
    }

    [Fact]
    public async Task When_the_tried_part_is_found_the_next_may_go_at_once()
    {
        using var twilio = new ScriptedTwilio();
        string[] parts = [new('a', 1_500), new('b', 1_500), new('c', 1_500)];
        var (reply, at, sender) = (TwilioSenderTests.Reply(twilio, string.Join("\n\n", parts)), twilio.Clock.GetUtcNow(), twilio.Sender());
        twilio.Then(201, TwilioSenderTests.Made("SM1")).ThenFails(HttpRequestError.ResponseEnded);
        (await twilio.Clock.UntilAsync(sender.SendAsync(reply, Token))).ShouldBeOfType<SendResult.Unknown>();

        twilio.Then(200, List(Item(twilio, "SM2", parts[1], 0), Item(twilio, "SM1", parts[0], 0))).Then(201, TwilioSenderTests.Made("SM3"));
        (await sender.SettleAsync(reply, at, Token)).ShouldBeOfType<SendResult.Refused>().Failure.Retry.ShouldBe(RetryAdvice.Soon);
        (await twilio.Clock.UntilAsync(sender.SendAsync(reply, Token))).ShouldBe(new SendResult.Accepted("SM3", "queued"));
        twilio.Seen[^1].Form["Body"].ShouldBe([parts[2]]);
    }

    [Fact]
    public async Task A_stop_while_the_answer_is_awaited_is_unknown_not_an_exception()
    {
        using var stop = new CancellationTokenSource();
        using var twilio = new ScriptedTwilio();
        twilio.Then(_ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        });
        (await twilio.Sender().SendAsync(TwilioSenderTests.Reply(twilio, "Halo"), stop.Token)).ShouldBeOfType<SendResult.Unknown>();
    }

    private static string List(params string[] items) => $$"""{"messages":[{{string.Join(',', items)}}],"next_page_uri":null}""";

    private static string Item(ScriptedTwilio twilio, string sid, string body, int seconds, string direction = "outbound-api", string status = "queued")
    {
        var created = twilio.Clock.GetUtcNow().AddSeconds(seconds).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        var text = System.Text.Json.JsonSerializer.Serialize(body);
        return $$"""{"sid":"{{sid}}","body":{{text}},"direction":"{{direction}}","status":"{{status}}","date_created":"{{created}}","error_code":null}""";
    }
}
