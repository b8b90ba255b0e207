using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Outbox;

public abstract class SendLedgerTests
{
    public sealed class OnSqlite : SendLedgerTests;

    [UsesPostgres]
    public sealed class OnPostgres : SendLedgerTests;

    [UsesRedis]
    public sealed class OnRedis : SendLedgerTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_who_begin_at_the_same_time_each_hears_of_his_own()
    {
        await using var service = await TestService.MakeAsync();
        var waiting = await WaitingAsync(service, 40);
        await FailAsync(service, waiting[7].Reply.To);
        var ledger = service.Get<SendLedger>();

        var begun = await Task.WhenAll(waiting.Select((one, at) => ledger.BeginAsync(one.Reply, LeaseOf(service, one, at == 9), Stop)));
        for (var at = 0; at < begun.Length; at++)
        {
            begun[at].Reply.Id.ShouldBe(waiting[at].Reply.Id);
            (begun[at].HeldBack is not null).ShouldBe(at == 7);
            begun[at].IsBegun.ShouldBe(at is not 7 and not 9);
        }

        // Nothing is in the log before it is known what became of it; who may not send has changed nothing.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE direction = 'out'")).ShouldBe(0);
        (await service.Outbox.FirstAsync(waiting[9].Reply.Conversation, Stop))!.UnsettledSince.ShouldBeNull();

        // An attempt that is under way is not begun again, alone or with others.
        var again = await Task.WhenAll(waiting.Take(5).Select(one => ledger.BeginAsync(one.Reply, LeaseOf(service, one), Stop)));
        again.ShouldAllBe(attempt => !attempt.IsBegun && attempt.HeldBack == null);
    }

    [Fact]
    public async Task Of_many_who_end_at_the_same_time_each_hears_whether_his_conversation_goes_on()
    {
        await using var service = await TestService.MakeAsync();
        var waiting = await WaitingAsync(service, 12);
        await service.RunAsync(Given.Sms(waiting[3].Reply.To, "halo"));
        var ledger = service.Get<SendLedger>();
        await Task.WhenAll(waiting.Select(one => ledger.BeginAsync(one.Reply, LeaseOf(service, one), Stop)));

        var next = await Task.WhenAll(waiting.Select((one, at) => ledger.EndAsync(
            one.Reply,
            LeaseOf(service, one),
            at == 5
                ? new DeliveryNote.Ended(SendLedger.Text(one.Reply), DeliveryStatus.Expired, null, null, null)
                : new DeliveryNote.Accepted(one.Reply.Id, $"SM-{at}", at == 6 ? "teleported" : "queued", SendLedger.Text(one.Reply)),
            Stop)));
        next.ShouldBe(Enumerable.Range(0, 12).Select(at => at == 3));
        (await service.Outbox.DepthAsync(Stop)).Conversations.ShouldBe(1);
        for (var at = 0; at < waiting.Count; at++)
        {
            // A word that nobody knows is no place in the order; the id is kept all the same.
            var (status, sid) = at switch { 5 => (DeliveryStatus.Expired, null), 6 => (DeliveryStatus.Pending, "SM-6"), _ => ("queued", $"SM-{at}") };
            (await service.OneAsync<string>("SELECT status FROM deliveries WHERE id = @Id", new { waiting[at].Reply.Id })).ShouldBe(status);
            (await service.Deliveries.ProviderIdAsync(waiting[at].Reply.Id, Stop)).ShouldBe(sid);
        }
    }

    [Fact]
    public async Task A_report_ahead_of_the_answer_is_heard_by_the_one_it_is_about_alone()
    {
        await using var service = await TestService.MakeAsync();
        var waiting = await WaitingAsync(service, 8);
        var ledger = service.Get<SendLedger>();
        await Task.WhenAll(waiting.Select(one => ledger.BeginAsync(one.Reply, LeaseOf(service, one), Stop)));
        // By the provider's id, by ours, by ours of one that was tried before, and by ours of one that nobody has answered for.
        await service.Deliveries.NoteAsync(new DeliveryNote.Opened(SendLedger.Text(waiting[4].Reply)), Stop);
        await service.Deliveries.ReportAsync(new StatusReport(null, "SM-2", "delivered", null, service.Clock.GetUtcNow()), Stop);
        foreach (var at in (int[])[3, 4, 7])
            await service.Deliveries.ReportAsync(new StatusReport(waiting[at].Reply.Id, $"SM-{at}", "delivered", null, service.Clock.GetUtcNow()), Stop);
        (await service.Deliveries.ProviderIdAsync(waiting[7].Reply.Id, Stop)).ShouldBe("SM-7");
        (await service.Deliveries.ProviderIdAsync(waiting[5].Reply.Id, Stop)).ShouldBeNull();

        await Task.WhenAll(waiting.Take(7).Select((one, at) => ledger.EndAsync(
            one.Reply, LeaseOf(service, one), new DeliveryNote.Accepted(one.Reply.Id, $"SM-{at}", "queued", SendLedger.Text(one.Reply)), Stop)));
        for (var at = 0; at < 7; at++)
        {
            (await service.OneAsync<string>("SELECT status FROM deliveries WHERE id = @Id", new { waiting[at].Reply.Id })).ShouldBe(at is 2 or 3 or 4 ? "delivered" : "queued");
            (await service.Deliveries.ProviderIdAsync(waiting[at].Reply.Id, Stop)).ShouldBe($"SM-{at}");
        }

        // Each report has found its message.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM delivery_events WHERE delivery_id IS NULL")).ShouldBe(0);
    }

    private static Lease LeaseOf(TestService service, WaitingReply waiting, bool isOld = false)
    {
        var lease = service.Get<IDrainLeases>().Of(waiting.Reply.Conversation)!.Value;
        return isOld ? lease with { Token = lease.Token - 1 } : lease;
    }

    /// <summary>A reply each for so many people.</summary>
    private static async Task<IReadOnlyList<WaitingReply>> WaitingAsync(TestService service, int people)
    {
        (await service.DrainAsync()).ShouldBeTrue();
        var waiting = new List<WaitingReply>();
        for (var number = 0; number < people; number++)
        {
            var message = Given.Sms($"+62812000020{number:d2}", "halo");
            await service.RunAsync(message);
            waiting.Add((await service.Outbox.FirstAsync(message.Conversation.Value, Stop))!);
        }

        return waiting;
    }

    private static Task<int> FailAsync(TestService service, string address) =>
        service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO failed_addresses (channel, address, effect, code, at) VALUES ('sms', @address, 'invalid', 21211, @Now)",
                new { address, Now = service.Clock.GetUtcNow().ToUnixTimeMilliseconds() },
                Stop),
            Stop);
}
