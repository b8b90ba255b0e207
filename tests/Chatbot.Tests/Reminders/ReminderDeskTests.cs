using Chatbot.Bulk;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Tests.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Reminders;

/// <summary>What staff sees of reminders: how they went, what comes, what one worker would get; on both databases.</summary>
public abstract class ReminderDeskTests : IAsyncLifetime
{
    private TestService service = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static StaffScope Rina { get; } =
        new(StaffScope.FirstOrganisation, "rina", "Ibu Rina", [StaffRole.Outreach], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    public async ValueTask InitializeAsync()
    {
        // A Monday, seven days before the end of November.
        service = await Reminding.MakeAsync(clock: new TestClock(Reminding.Wib(2026, 11, 23, 6)));
        await Reminding.ApproveAllAsync(service);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_weeks_count_what_was_planned_sent_kept_back_and_paid_after()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        var aminah = await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        var budi = await Reminding.AgreesAsync(service, Given.Budi);
        var santoso = await Reminding.RegistersAsync(service, budi, "3317011708859001", "BUDI SANTOSO", "2026-11");
        (await service.Get<ReminderPlanWorker>().RunAsync(Ct)).ShouldBe(2);
        await Reminding.PaysAsync(service, santoso.Id, "2026-12");
        service.Clock.MoveTo(Reminding.Wib(2026, 11, 23, 9));
        await service.Get<BulkLane>().SendDueAsync(Ct);
        service.Clock.MoveTo(Reminding.Wib(2026, 11, 29, 9));
        await Reminding.PaysAsync(service, aminah.Id, "2026-12");

        service.Clock.MoveTo(Reminding.Wib(2026, 12, 1, 6));
        var history = await service.Get<ReminderReport>().OfAsync(Rina, service.Clock.GetUtcNow(), 2, Ct);
        history.PlannedAt.ShouldBe(Reminding.Wib(2026, 11, 23, 6));
        var monday = new DateOnly(2026, 11, 23);
        history.Counts.ShouldBe([new ReminderCount(monday, "h-7", "told", 1, 1), new ReminderCount(monday, "h-7", "paid", 1, 0)], ignoreOrder: true);
        (await service.Get<ReminderReport>().OfAsync(Rina, service.Clock.GetUtcNow(), 1, Ct)).Counts.ShouldBeEmpty("that was last week");
        (await service.Get<ReminderReport>().OfAsync(Rina with { Organisation = "lain" }, service.Clock.GetUtcNow(), 2, Ct)).Counts.ShouldBeEmpty("they are not his");
    }

    [Fact]
    public async Task A_payment_after_more_than_a_week_or_by_a_sponsor_is_not_counted_beside_the_reminder()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        var aminah = await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        var budi = await Reminding.AgreesAsync(service, Given.Budi);
        var santoso = await Reminding.RegistersAsync(service, budi, "3317011708859001", "BUDI SANTOSO", "2026-11");
        await service.Get<ReminderPlanWorker>().RunAsync(Ct);
        service.Clock.MoveTo(Reminding.Wib(2026, 11, 23, 9));
        await service.Get<BulkLane>().SendDueAsync(Ct);
        await Reminding.PaysAsync(service, santoso.Id, "2026-12", "government");
        service.Clock.MoveTo(Reminding.Wib(2026, 11, 30, 10));
        await Reminding.PaysAsync(service, aminah.Id, "2026-12");

        (await service.Get<ReminderReport>().OfAsync(Rina, service.Clock.GetUtcNow(), 2, Ct)).Counts.ShouldHaveSingleItem().ShouldBe(new ReminderCount(new DateOnly(2026, 11, 23), "h-7", "told", 2, 0));
    }

    [Fact]
    public async Task The_next_days_are_as_the_planning_then_makes_them()
    {
        // Two of a phone in Jakarta, one in Jayapura who wants no Mondays, one whose registration is three days old on Thursday.
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await Reminding.RegistersAsync(service, ani, "3317011708859001", "BUDI SANTOSO", "2026-11");
        var citra = await Reminding.AgreesAsync(service, Given.Citra, zone: "Asia/Jayapura");
        await Reminding.RegistersAsync(service, citra, "9171014408909003", "CITRA", "2026-11");
        await WishAsync(citra, wish => wish with { Unwanted = new HashSet<DayOfWeek> { DayOfWeek.Monday } });
        var budi = await Reminding.AgreesAsync(service, Given.Budi);
        await Reminding.RegistersAsync(service, budi, "3317011708859002", "TINI", null);
        var silent = (await service.Get<People>().BehindAsync("whatsapp", "whatsapp:+628120000777", Ct)).Id;
        await Reminding.RegistersAsync(service, silent, "3317011708859003", "DEDI", "2026-11");

        var ahead = await service.Get<ReminderForecast>().OfAsync(Rina, 8, Ct);
        var before = ahead.Select(day => $"{day.Day:MM-dd} {ReminderWords.ShortZone(day.Zone.Id)} {day.People} {string.Join(",", day.Rules.Select(rule => $"{rule.Key}:{rule.Value}"))}").ToList();
        before.ShouldBe(["11-23 WIB 1 h-7:2", "11-24 WIT 1 h-7:1", "11-26 WIB 1 daftar+3:1", "11-30 WIB 1 hari-akhir:2"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM reminders")).ShouldBe(0, "nothing is written");
        (await service.Get<ReminderForecast>().OfAsync(Rina with { Organisation = "lain" }, 8, Ct)).ShouldBeEmpty();

        // Lived through, these are the messages that go.
        var went = new List<string>();
        for (var hour = Reminding.Wib(2026, 11, 23, 6); hour < Reminding.Wib(2026, 12, 1, 0); hour = hour.AddHours(1))
        {
            service.Clock.MoveTo(hour);
            await service.Get<ReminderPlanning>().PlanAsync(hour, Ct);
            var sent = await service.Get<BulkLane>().SendDueAsync(Ct);
            await service.DrainAsync();
            for (var i = 0; i < sent.GetValueOrDefault("sent"); i++) went.Add($"{hour:MM-dd}");
        }

        went.ShouldBe(ahead.SelectMany(day => Enumerable.Repeat($"{day.Day:MM-dd}", (int)day.People)));
    }

    [Fact]
    public async Task One_worker_is_opened_with_what_he_would_get_and_the_look_is_logged()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani, zone: "Asia/Makassar");
        var worker = await Reminding.RegistersAsync(service, ani, "5104024408909003", "SITI AMINAH", "2026-11");
        await WishAsync(ani, wish => wish with { At = new TimeOnly(19, 0) });

        var opened = (await service.Get<ReminderCases>().OpenAsync(Rina, worker.Id, Ct)).ShouldNotBeNull();
        opened.Agreed.ShouldBeTrue();
        opened.OthersOnPhone.ShouldBe(0);
        var going = service.Get<ReminderSimulation>().Of(opened.Fact, service.Clock.GetUtcNow(), new CoverageMonth(2026, 12), "", opened.Ended);
        going.Select(one => $"{one.Due.SendAt:yyyy-MM-dd HH:mm} {one.Due.Rule.Id}").ShouldBe(["2026-11-23 19:00 h-7", "2026-11-30 19:00 hari-akhir", "2026-12-07 19:00 h+7", "2026-12-30 19:00 h+30"]);
        going[^1].Text.WhatsApp.ShouldContain("Rp8.400");
        going[^1].Text.Sms.ShouldNotBeNull().ShouldContain($"wa.me/{Given.OurNumber[1..]}");

        (await service.Get<ReminderCases>().OpenAsync(Rina with { Organisation = "lain" }, worker.Id, Ct)).ShouldBeNull();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log WHERE action = 'reminders.case' AND actor = 'rina'")).ShouldBe(1);

        await service.Get<Consents>().OptOutAsync(new ConsentSource(ani, "whatsapp", "whatsapp:" + Given.Ani, "SM-stop"), Ct);
        (await service.Get<ReminderCases>().OpenAsync(Rina, worker.Id, Ct)).ShouldNotBeNull().Agreed.ShouldBeFalse();
    }

    [Fact]
    public async Task What_has_come_to_its_end_does_not_come_again_in_the_try()
    {
        var ani = await Reminding.AgreesAsync(service, Given.Ani);
        var worker = await Reminding.RegistersAsync(service, ani, "3317014408909003", "SITI AMINAH", "2026-11");
        await WishAsync(ani, wish => wish with { NotBefore = new DateOnly(2026, 11, 23), Asked = true });
        await service.Get<ReminderPlanning>().PlanAsync(service.Clock.GetUtcNow(), Ct);
        service.Clock.MoveTo(Reminding.Wib(2026, 11, 23, 9));
        await service.Get<BulkLane>().SendDueAsync(Ct);

        var opened = (await service.Get<ReminderCases>().OpenAsync(Rina, worker.Id, Ct)).ShouldNotBeNull();
        opened.Past.ShouldHaveSingleItem().ShouldSatisfyAllConditions(past => past.Rule.ShouldBe("diminta"), past => past.Outcome.ShouldBe("told"), past => past.At.ShouldBe(Reminding.Wib(2026, 11, 23, 9)));
        var going = service.Get<ReminderSimulation>().Of(opened.Fact, service.Clock.GetUtcNow().AddHours(2), new CoverageMonth(2026, 11), "", opened.Ended);
        going.Select(one => one.Due.Rule.Id).ShouldBe(["hari-akhir"]);
    }

    private Task<ReminderWish> WishAsync(string person, Func<ReminderWish, ReminderWish> change) =>
        service.Database.WriteAsync(session => service.Get<ReminderWishes>().ChangeAsync(session, person, change, Ct), Ct);

    public sealed class OnSqlite : ReminderDeskTests;

    [UsesPostgres]
    public sealed class OnPostgres : ReminderDeskTests;
}

/// <summary>An invented worker, lived through by the real rules and texts.</summary>
public sealed class ReminderSimulationTests
{
    private static ReminderSimulation Simulation { get; } =
        new(Reminding.Plan, KnowledgeFolder.Knowledge, Reminding.Texts, new OurAddresses([new OurAddress("whatsapp", $"whatsapp:{Given.OurNumber}", true)]));

    private static readonly CoverageMonth December = new(2026, 12);

    [Fact]
    public void Who_paid_through_November_hears_in_December_what_the_rules_say() =>
        Dates(Someone).ShouldBe(["12-07 09:00 h+7", "12-30 09:00 h+30"]);

    [Fact]
    public void Who_lives_from_the_harvest_is_left_in_peace_until_a_month_after() =>
        Dates(Someone with { Rhythm = ReminderStyle.Harvest }).ShouldBe(["12-30 09:00 h+30"]);

    [Fact]
    public void Wishes_are_kept() =>
        Dates(Someone with { At = new TimeOnly(18, 0), Unwanted = new HashSet<DayOfWeek> { DayOfWeek.Monday } }).ShouldBe(["12-08 18:00 h+7", "12-30 18:00 h+30"]);

    [Fact]
    public void Whom_a_sponsor_pays_for_hears_of_the_sponsor()
    {
        var going = Of(Someone with { IsSponsored = true, PaidThrough = December });
        going.Select(one => one.Due.Rule.Id).ShouldBe(["sponsor-30", "sponsor-7"]);
        going[0].Text.WhatsApp.ShouldContain(InventedWorker.Sponsor);
    }

    [Fact]
    public void January_has_its_own_price() =>
        Simulation.Fill((Someone with { PaidThrough = December }).Fact, Reminding.Plan.Rules.Single(rule => rule.Id == "hari-akhir"), new DateOnly(2026, 12, 31), "").WhatsApp.ShouldContain("Rp16.800");

    [Fact]
    public void Every_rule_has_an_example_on_the_day_that_it_is_about()
    {
        foreach (var rule in Reminding.Plan.Rules)
        {
            var (someone, day) = ReminderSimulation.ExampleOf(rule, new DateOnly(2026, 11, 21));
            if (rule.From is ReminderAnchor.PaidThrough)
                Reminding.Plan.DueOn(someone.On(day), someone.Wish, null, day.ToDateTime(TimeOnly.MinValue)).ShouldNotBeNull(rule.Id).Rule.Id.ShouldBe(rule.Id);
            var text = Simulation.Fill(someone, rule, day, InventedWorker.Sponsor);
            text.WhatsApp.ShouldNotContain("{");
            text.Sms.ShouldNotBeNull(rule.Id).ShouldNotContain("{");
        }
    }

    private static InventedWorker Someone { get; } = InventedWorker.Usual with { PaidThrough = new CoverageMonth(2026, 11), RegisteredOn = new DateOnly(2026, 1, 10) };

    private static IEnumerable<string> Dates(InventedWorker worker) => Of(worker).Select(one => $"{one.Due.SendAt:MM-dd HH:mm} {one.Due.Rule.Id}");

    private static List<SimulatedReminder> Of(InventedWorker worker) =>
    [
        .. Simulation.Of(
                worker.Fact, new DateTimeOffset(December.FirstDay.AddDays(-ReminderSimulation.DaysBefore).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), December, InventedWorker.Sponsor, new HashSet<string>())
            .Where(one => one.Due.SendAt.Month == 12),
    ];
}
