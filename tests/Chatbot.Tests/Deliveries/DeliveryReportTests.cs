using Chatbot.Deliveries;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Deliveries;

/// <summary>The report adds up whatever happens to messages, in whatever order, however many at a time.</summary>
public abstract class DeliveryReportTests
{
    public sealed class OnSqlite : DeliveryReportTests;

    [UsesPostgres]
    public sealed class OnPostgres : DeliveryReportTests;

    private static readonly string[] Reported =
        ["accepted", "scheduled", "queued", "sending", "sent", "delivered", "read", "failed", "undelivered", "canceled", "teleported"];

    private static readonly FailureMeaning Wrong = new(30008, FailureEffect.Unreachable, OurFault: true, "periksa");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_was_accepted_is_sent_failed_dropped_expired_or_unknown(int seed)
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        var histories = Enumerable.Range(0, 60).Select(number => History(new Random(seed * 1_000 + number), number)).ToList();
        var running = histories.Select((history, number) => Task.Run(() => LiveAsync(number % 2 == 0 ? one : two, history), Stop)).ToList();
        // It adds up at any moment, not only at the end.
        while (!running.TrueForAll(task => task.IsCompleted)) AddsUp(await ReportAsync(one));
        await Task.WhenAll(running);

        var report = await ReportAsync(one);
        AddsUp(report);
        report.Sum(row => row.Accepted).ShouldBe(histories.Count);
        var outcomes = histories.ToLookup(history => DeliveryStatus.Outcome(Final(history)));
        report.Sum(row => row.Sent).ShouldBe(outcomes[DeliveryOutcome.Sent].Count());
        report.Sum(row => row.Failed).ShouldBe(outcomes[DeliveryOutcome.Failed].Count());
        report.Sum(row => row.Dropped).ShouldBe(outcomes[DeliveryOutcome.Dropped].Count());
        report.Sum(row => row.Expired).ShouldBe(outcomes[DeliveryOutcome.Expired].Count());
        report.Sum(row => row.Unknown).ShouldBe(outcomes[DeliveryOutcome.Unknown].Count());
        report.Sum(row => row.Delivered).ShouldBe(histories.Count(history => Final(history) is "delivered" or "read"));
    }

    [Fact]
    public async Task Messages_of_people_and_of_another_time_are_not_counted()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        var now = service.Clock.GetUtcNow();
        var counts = (await service.Get<DeliveryReport>().OfAsync(now.AddHours(-1), now.AddHours(1), Stop)).ShouldHaveSingleItem();
        counts.ShouldBe(new DeliveryCounts("whatsapp", "reply", Accepted: 1, Sent: 1, Delivered: 0, Failed: 0, Dropped: 0, Expired: 0, Unknown: 0));
        (await service.Get<DeliveryReport>().OfAsync(now.AddHours(1), now.AddHours(2), Stop)).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<DeliveryCounts>> ReportAsync(TestService service) =>
        service.Get<DeliveryReport>().OfAsync(DateTimeOffset.UnixEpoch, service.Clock.GetUtcNow().AddDays(1), Stop);

    private static void AddsUp(IReadOnlyList<DeliveryCounts> report) =>
        report.ShouldAllBe(row => row.Accepted == row.Sent + row.Failed + row.Dropped + row.Expired + row.Unknown);

    private static string[] History(Random random, int number) =>
        [$"m{number}", .. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(8) switch
        {
            0 => DeliveryStatus.Refused,
            1 => DeliveryStatus.Expired,
            2 => DeliveryStatus.Dropped,
            3 => DeliveryStatus.Lost,
            _ => Reported[random.Next(Reported.Length)],
        })];

    // The rule as it is told: a status only moves up.
    private static string Final(string[] history) => history[1..].Aggregate(
        DeliveryStatus.Pending,
        (status, next) => DeliveryStatus.Rank(next) is { } rank && rank > DeliveryStatus.Rank(status) ? next : status);

    private static async Task LiveAsync(TestService service, string[] history)
    {
        var log = service.Deliveries;
        var id = history[0];
        var message = new OutgoingText(id, $"sms|+1|+{id}", id.EndsWith('3') ? "whatsapp" : "sms", "reply", "turn", "halo");
        await log.OpenAsync(message, Stop);
        foreach (var (status, step) in history[1..].Select((status, step) => (status, step)))
        {
            switch (status)
            {
                case DeliveryStatus.Refused:
                    await log.RefusedAsync(message, Wrong, Stop);
                    break;
                case DeliveryStatus.Expired or DeliveryStatus.Dropped or DeliveryStatus.Lost:
                    await log.EndedAsync(message, status, null, "sebab", Stop);
                    break;
                default:
                    if (step % 2 == 0) await log.AcceptedAsync(id, $"SM{id}", status, Stop);
                    else await log.ReportAsync(new StatusReport(id, $"SM{id}", status, null, service.Clock.GetUtcNow()), Stop);
                    break;
            }
        }
    }
}
