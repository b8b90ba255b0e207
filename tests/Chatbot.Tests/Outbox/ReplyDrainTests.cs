using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Outbox;

public abstract class ReplyDrainTests
{
    public sealed class OnSqlite : InDatabase;

    [UsesPostgres]
    public sealed class OnPostgres : InDatabase;

    [UsesRedis]
    public sealed class OnRedis : ReplyDrainTests;

    [UsesRedis(Cluster = true)]
    public sealed class OnRedisCluster : ReplyDrainTests;

    public abstract class InDatabase : ReplyDrainTests
    {
        [Fact]
        public async Task A_killed_process_of_this_machine_need_not_be_waited_for()
        {
            await using var service = await TestService.MakeAsync();
            await service.Database.WriteAsync(
                session => session.ExecuteAsync(
                    "INSERT INTO leases (name, holder, token, expires_at) VALUES ('outbox', @Holder, 7, @Expires)",
                    new
                    {
                        Holder = $"{Environment.MachineName}|{Environment.ProcessId}|1000|before",
                        Expires = service.Clock.GetUtcNow().AddSeconds(9).ToUnixTimeMilliseconds(),
                    },
                    Stop),
                Stop);
            (await service.DrainAsync()).ShouldBeTrue();
            (await service.OneAsync<long>("SELECT token FROM leases")).ShouldBe(8);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replies_of_a_conversation_leave_in_order_one_at_a_time()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua", "tiga"));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["satu", "dua", "tiga", "satu", "dua", "tiga"]);
        service.Edge.Overlapped.ShouldBeFalse();
        (await service.Outbox.DepthAsync(Stop)).ShouldBe(new OutboxDepth(0, null));
    }

    [Fact]
    public async Task Conversations_are_served_side_by_side()
    {
        await using var service = await TestService.MakeAsync();
        var all = new TaskCompletionSource();
        var waiting = 0;
        service.Edge.OnSend = async (reply, _) =>
        {
            if (Interlocked.Increment(ref waiting) == 3) all.SetResult();
            await all.Task.WaitAsync(TimeSpan.FromSeconds(90), Stop);
            return service.Edge.Take(reply);
        };
        foreach (var phone in (string[])[Given.Ani, Given.Budi, Given.Citra]) await service.RunAsync(Given.WhatsApp(phone, "halo"));
        await service.DrainAsync();
        service.Edge.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_refusal_that_may_pass_is_tried_again_and_the_next_waits_behind()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        service.Edge.OnSend = (reply, attempt) => Task.FromResult(
            attempt <= 2 ? new SendResult.Refused(new SendFailure(20429, RetryAdvice.Soon, false, "terlalu cepat")) : service.Edge.Take(reply));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        service.Edge.Sent.ShouldBeEmpty();
        service.Edge.Attempts.ShouldBe(1);

        await service.DrainAsync();
        service.Edge.Attempts.ShouldBe(1);

        service.Clock.Advance(TimeSpan.FromSeconds(2));
        await service.DrainAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(4));
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["satu", "dua"]);
    }

    [Fact]
    public async Task A_sending_that_hangs_loses_its_right_and_does_not_hold_the_conversation_for_ever()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        var asleep = new TaskCompletionSource<SendResult>();
        service.Edge.OnSend = (reply, attempt) => attempt == 1 ? asleep.Task : Task.FromResult(service.Edge.Take(reply));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        service.Edge.OnSettle = (_, _) => Task.FromResult<SendResult>(new SendResult.Refused(new SendFailure(0, RetryAdvice.Soon, false, "belum ada")));
        var draining = service.DrainAsync();
        await Until(() => service.Edge.Attempts == 1);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await draining;
        service.Edge.Right.ShouldNotBeNull().Holds.ShouldBeFalse();

        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["satu", "dua"]);
    }

    [Fact]
    public async Task A_refusal_for_good_is_given_up_and_staff_reads_why()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        service.Edge.OnSend = (reply, attempt) => Task.FromResult(
            attempt == 1 ? new SendResult.Refused(new SendFailure(21610, RetryAdvice.Never, false, "sudah STOP")) : service.Edge.Take(reply));
        var message = Given.WhatsApp(Given.Ani, "halo");
        await service.RunAsync(message);
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["dua"]);
        var refused = (await service.Deliveries.OfConversationAsync(message.Conversation.Value, Stop)).Single(one => one.Text == "satu");
        refused.Status.ShouldBe(DeliveryStatus.Refused);
        refused.ErrorCode.ShouldBe(21610);
        refused.Note.ShouldBe("sudah STOP");
    }

    [Fact]
    public async Task A_reply_that_is_too_old_is_dropped()
    {
        await using var service = await TestService.MakeAsync();
        var message = Given.WhatsApp(Given.Ani, "halo");
        await service.RunAsync(message);
        service.Clock.Advance(TimeSpan.FromHours(1));
        await service.DrainAsync();
        service.Edge.Attempts.ShouldBe(0);
        (await service.Deliveries.OfConversationAsync(message.Conversation.Value, Stop))[^1].Status.ShouldBe(DeliveryStatus.Expired);
    }

    [Fact]
    public async Task A_reply_for_a_channel_that_no_edge_serves_is_kept()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.Message("webchat", "dl_1", "jaka", "halo"));
        await service.DrainAsync();
        var waiting = (await service.Outbox.FirstAsync("webchat|jaka|dl_1", Stop)).ShouldNotBeNull();
        waiting.UnsettledSince.ShouldBeNull();
        waiting.DueAt.ShouldBe(service.Clock.GetUtcNow().AddMinutes(1));
        (await service.Outbox.DepthAsync(Stop)).ShouldBe(new OutboxDepth(1, waiting.DueAt));
    }

    [Fact]
    public async Task An_unknown_outcome_that_the_provider_knows_is_not_sent_again()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        service.Edge.OnSend = (reply, attempt) =>
        {
            var taken = service.Edge.Take(reply);
            return Task.FromResult(attempt == 1 ? new SendResult.Unknown("answer cut") : taken);
        };
        service.Edge.OnSettle = (_, _) => Task.FromResult<SendResult>(new SendResult.Accepted("SM-found", "queued"));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["satu"]);

        service.Clock.Advance(TimeSpan.FromSeconds(59));
        await service.DrainAsync();
        service.Edge.Settles.ShouldBe(0);

        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.DrainAsync();
        service.Edge.Settles.ShouldBe(1);
        service.Edge.Texts.ShouldBe(["satu", "dua"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE provider_id = 'SM-found' AND status = 'queued'")).ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_outcome_that_the_provider_never_had_is_sent_again()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        service.Edge.OnSend = (reply, attempt) =>
            attempt == 1 ? throw new HttpRequestException("reset") : Task.FromResult(service.Edge.Take(reply));
        service.Edge.OnSettle = (_, _) =>
            Task.FromResult<SendResult>(new SendResult.Refused(new SendFailure(0, RetryAdvice.Soon, false, "tidak ada")));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        service.Edge.Sent.ShouldBeEmpty();
        service.Clock.Advance(TimeSpan.FromSeconds(60));
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["satu", "dua"]);
    }

    [Fact]
    public async Task Asking_about_an_unknown_outcome_has_growing_pauses_and_an_end()
    {
        await using var service = await TestService.MakeAsync(
            Answers.Say("satu", "dua"), settings: new() { ["Conversations:ReplyMinutes"] = "120" });
        service.Edge.OnSend = (reply, attempt) =>
            Task.FromResult(attempt == 1 ? new SendResult.Unknown("time-out") : service.Edge.Take(reply));
        var message = Given.WhatsApp(Given.Ani, "halo");
        await service.RunAsync(message);
        await service.DrainAsync();
        var asked = new List<int>();
        for (var minute = 1; minute <= 60; minute++)
        {
            service.Clock.Advance(TimeSpan.FromMinutes(1));
            var before = service.Edge.Settles;
            await service.DrainAsync();
            if (service.Edge.Settles > before) asked.Add(minute);
        }

        asked.ShouldBe([1, 2, 4, 8, 16, 32]);
        service.Edge.Texts.ShouldBe(["dua"]);
        (await service.Deliveries.OfConversationAsync(message.Conversation.Value, Stop)).ShouldContain(one => one.Status == DeliveryStatus.Lost);
    }

    [Fact]
    public async Task A_status_report_settles_an_unknown_outcome()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        service.Edge.OnSend = (reply, attempt) =>
            Task.FromResult(attempt == 1 ? new SendResult.Unknown("time-out") : service.Edge.Take(reply));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        var id = (await service.Outbox.FirstAsync($"whatsapp|whatsapp:{Given.OurNumber}|whatsapp:{Given.Ani}", Stop))!.Reply.Id;

        await service.StartAsync();
        await service.Deliveries.ReportAsync(new StatusReport(id, "SM-late", "delivered", null, service.Clock.GetUtcNow()), Stop);
        await Until(() => service.Edge.Sent.Count == 1);
        service.Edge.Settles.ShouldBe(0);
        service.Edge.Texts.ShouldBe(["dua"]);
        (await service.OneAsync<string>("SELECT status FROM deliveries WHERE provider_id = 'SM-late'")).ShouldBe("delivered");
    }

    [Fact]
    public async Task A_report_that_is_ahead_of_a_lost_answer_settles_it_at_once()
    {
        await using var service = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        service.Edge.OnSend = async (reply, attempt) =>
        {
            if (attempt > 1) return service.Edge.Take(reply);
            await service.Deliveries.ReportAsync(new StatusReport(reply.Id, "SM-early", "sent", null, service.Clock.GetUtcNow()), Stop);
            return new SendResult.Unknown("time-out");
        };
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["dua"]);
    }

    [Fact]
    public async Task An_attempt_that_a_killed_process_left_open_is_settled_first()
    {
        var killed = await TestService.MakeAsync(Answers.Say("satu", "dua"));
        var began = new TaskCompletionSource();
        var never = new TaskCompletionSource<SendResult>();
        killed.Edge.OnSend = (reply, _) =>
        {
            killed.Edge.Take(reply);
            began.SetResult();
            return never.Task;
        };
        await killed.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        _ = killed.DrainAsync();
        await began.Task;

        await using var next = await TestService.MakeAsync(clock: killed.Clock, folder: killed.Folder);
        next.Edge.OnSettle = (_, attemptedAt) =>
        {
            attemptedAt.ShouldBe(killed.Clock.GetUtcNow().AddSeconds(-11));
            return Task.FromResult<SendResult>(new SendResult.Accepted("SM-before", "sent"));
        };
        (await next.DrainAsync()).ShouldBeFalse();
        killed.Clock.Advance(TimeSpan.FromSeconds(11));
        (await next.DrainAsync()).ShouldBeTrue();
        next.Edge.Settles.ShouldBe(1);
        next.Edge.Texts.ShouldBe(["dua"]);

        never.SetResult(new SendResult.Unknown("gone"));
        Directory.Delete(killed.Folder, recursive: true);
    }

    [Fact]
    public async Task Who_lost_the_lease_begins_no_attempt()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        (await one.DrainAsync()).ShouldBeTrue();
        (await two.DrainAsync()).ShouldBeFalse();
        var conversation = Given.WhatsApp(Given.Ani, "").Conversation.Value;
        var old = one.Get<IDrainLeases>().Of(conversation).ShouldNotBeNull();
        one.Get<IDrainLeases>().Holds(old).ShouldBeTrue();

        one.Clock.Advance(TimeSpan.FromSeconds(11));
        one.Get<IDrainLeases>().Holds(old).ShouldBeFalse();
        (await two.DrainAsync()).ShouldBeTrue();
        await one.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        var waiting = (await one.Outbox.FirstAsync(conversation, Stop)).ShouldNotBeNull();
        (await one.Get<SendLedger>().BeginAsync(waiting.Reply, old, Stop)).IsBegun.ShouldBeFalse();
        (await one.DrainAsync()).ShouldBeFalse();
        one.Edge.Attempts.ShouldBe(0);
        (await two.DrainAsync()).ShouldBeTrue();
        two.Edge.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_wakes_the_drain_at_once()
    {
        // The clock stands still: nothing but the signal can wake it.
        await using var service = await TestService.MakeAsync();
        await service.StartAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await Until(() => service.Edge.Sent.Count == 1);
        await service.RunAsync(Given.Sms(Given.Budi, "halo"));
        await Until(() => service.Edge.Sent.Count == 2);
        service.Edge.Sent[1].To.ShouldBe(Given.Budi);
    }

    [Fact]
    public async Task What_waited_before_the_start_leaves_without_waiting_for_the_next_look()
    {
        // The clock stands still, and no signal tells of these: only the end of one can bring the next.
        await using var before = await TestService.MakeAsync();
        for (var number = 0; number < 50; number++) await before.RunAsync(Given.Sms($"+62812000010{number:d2}", "halo"));
        var settings = new Dictionary<string, string?> { ["Outbox:Parallel"] = "2" };
        await using var service = await TestService.MakeAsync(clock: before.Clock, folder: before.Folder, settings: settings);
        await service.StartAsync();
        await Until(() => service.Edge.Sent.Count == 50);
        service.Edge.Sent.Select(reply => reply.To).Distinct().Count().ShouldBe(50);
        service.Edge.Attempts.ShouldBe(50);
    }

    [Theory]
    [InlineData(nameof(RetryAdvice.Soon), 1, 1)]
    [InlineData(nameof(RetryAdvice.Soon), 6, 32)]
    [InlineData(nameof(RetryAdvice.Later), 1, 120)]
    [InlineData(nameof(RetryAdvice.Soon), 60, 32)]
    [InlineData(nameof(RetryAdvice.Later), 4, 960)]
    [InlineData(nameof(RetryAdvice.Later), 9, 960)]
    public void Pauses_after_a_refusal_grow(string advice, int attempts, int seconds) =>
        RetrySchedule.AfterRefusal(Enum.Parse<RetryAdvice>(advice), attempts, 0.5).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_final_refusal_is_not_tried_again() => RetrySchedule.AfterRefusal(RetryAdvice.Never, 1, 0.5).ShouldBeNull();

    [Theory]
    [InlineData(0, 0, 60)]
    [InlineData(1, 60, 70)]
    [InlineData(1, 2, 60)]
    [InlineData(2, 70, 190)]
    [InlineData(5, 1000, 1960)]
    public void An_unknown_outcome_is_asked_for_twice_soon_and_then_ever_later(int settles, int nowSeconds, int nextSeconds)
    {
        var attempt = new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
        RetrySchedule.NextSettling(attempt, attempt.AddSeconds(nowSeconds), TimeSpan.FromSeconds(60), settles)
            .ShouldBe(attempt.AddSeconds(nextSeconds));
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (!condition()) await Task.Delay(5, limit.Token);
    }
}
