using Chatbot.Deliveries;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Deliveries;

/// <summary>Notes that are written together, by copies of the service beside each other.</summary>
public abstract class DeliveryBatchTests
{
    public sealed class OnSqlite : DeliveryBatchTests;

    [UsesPostgres]
    public sealed class OnPostgres : DeliveryBatchTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_two_copies_get_at_the_same_time_is_kept_once()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        await Task.WhenAll(
            from number in Enumerable.Range(0, 40)
            from copy in (TestService[])[one, two]
            select Task.Run(() => ReceiveAsync(copy, $"SM{number}"), Stop));
        (await one.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(40);
        one.Clock.Advance(TimeSpan.FromSeconds(15));
        await ReceiveAsync(two, "SM7");
        (await one.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(40);
        (await one.OneAsync<long>("SELECT COUNT(*) FROM contacts")).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_and_a_report_that_meet_find_each_other()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(clock: one.Clock, folder: one.Folder);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(() => MeetAsync($"m{number}", $"SM{number}"), Stop)));
        (await one.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'")).ShouldBe(60);
        (await one.OneAsync<long>("SELECT COUNT(*) FROM delivery_events WHERE delivery_id IS NULL")).ShouldBe(0);

        async Task MeetAsync(string id, string sid)
        {
            await one.Deliveries.OpenAsync(new OutgoingText(id, $"sms|+1|+{id}", "sms", "reply", "turn", "halo"), Stop);
            await Task.WhenAll(
                one.Deliveries.AcceptedAsync(id, sid, "queued", Stop),
                two.Deliveries.ReportAsync(new StatusReport(null, sid, "delivered", null, one.Clock.GetUtcNow()), Stop));
        }
    }

    [Fact]
    public async Task A_note_that_cannot_be_written_fails_alone()
    {
        await using var service = await TestService.MakeAsync();
        // «ada» names no addresses.
        var notes = Enumerable.Range(0, 30).Select(number => Task.Run(() => ReceiveAsync(service, $"SM{number}", number == 13 ? "ada" : null), Stop));
        var outcomes = await Task.WhenAll(notes.Select(async note =>
        {
            await note.ContinueWith(_ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
            return note.IsCompletedSuccessfully;
        }));
        outcomes.Count(kept => kept).ShouldBe(29);
        outcomes[13].ShouldBeFalse();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(29);
    }

    [Fact]
    public async Task Old_months_are_dropped_and_new_ones_have_their_place()
    {
        await using var service = await TestService.MakeAsync(settings: new() { ["Deliveries:KeepMonths"] = "2" });
        var months = service.Get<DeliveryMonths>();
        // Two months came before anybody made a place for them.
        await ReceiveAsync(service, "SM1");
        service.Clock.Advance(TimeSpan.FromDays(31));
        await ReceiveAsync(service, "SM2");
        (await months.TendAsync(service.Clock.GetUtcNow(), Stop)).ShouldBe(0);
        for (var month = 3; month <= 5; month++)
        {
            service.Clock.Advance(TimeSpan.FromDays(31));
            await ReceiveAsync(service, $"SM{month}");
        }

        (await months.TendAsync(service.Clock.GetUtcNow(), Stop)).ShouldBe(2);
        (await months.TendAsync(service.Clock.GetUtcNow(), Stop)).ShouldBe(0);
        var left = await service.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT id FROM deliveries ORDER BY id", null, Stop), Stop);
        left.ShouldBe(["SM3", "SM4", "SM5"]);
        await ReceiveAsync(service, "SM5");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(3);
    }

    [UsesPostgres]
    public sealed class ByMonth
    {
        [Fact]
        public async Task Each_month_has_its_partition()
        {
            await using var service = await TestService.MakeAsync();
            await ReceiveAsync(service, "SM1");
            await service.Get<DeliveryMonths>().TendAsync(service.Clock.GetUtcNow(), Stop);
            await ReceiveAsync(service, "SM2");
            (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries_2026_11")).ShouldBe(2);
            (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries_other")).ShouldBe(0);
            (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries_2027_01")).ShouldBe(0);
        }
    }

    private static Task ReceiveAsync(TestService service, string id, string? conversation = null) =>
        service.Deliveries.ReceivedAsync(id, conversation ?? "sms|+1|+2", "sms", "text", "halo", service.Clock.GetUtcNow(), Stop);
}
