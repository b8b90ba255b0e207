using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Membership;
using Chatbot.Membership.Agents;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Fieldwork;

/// <summary>What a branch has reached: places, targets, agents, quotas; on both databases.</summary>
public abstract class FieldworkTests
{
    public sealed class OnSqlite : FieldworkTests;

    [UsesPostgres]
    public sealed class OnPostgres : FieldworkTests;

    private static readonly StaffScope Rini = new(StaffScope.FirstOrganisation, "rini", "Rini", [StaffRole.Administrator], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private static StaffScope Stranger { get; } = Rini with { Organisation = "lain" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workers_stand_in_the_kabupaten_of_their_KTP_and_the_kecamatan_they_named()
    {
        await using var service = await TestService.MakeAsync();
        await RegistersAsync(service, "3317014508909001", "2026-11", district: "Kragan", sector: "other");
        await RegistersAsync(service, "3317014508909002", null, district: "331702", sector: "transport");
        await RegistersAsync(service, "5104024508909004", null);
        await service.Get<WorkerAreas>().LearnAsync(Stop);
        await SqlAsync(service, "UPDATE workers SET created_at = @Before WHERE district = 'Kragan'", new { Before = new DateTimeOffset(2025, 12, 31, 16, 59, 59, TimeSpan.Zero).ToUnixTimeMilliseconds() });

        var rows = await service.Get<ReachPlaces>().OfAsync(Rini, service.Clock.GetUtcNow(), Stop);
        rows.OrderBy(row => row.Area).ThenBy(row => row.District).ShouldBe(
        [
            new ReachRow("3317", "331702", "transport", 1, 0, 1), new ReachRow("3317", "Kragan", "other", 1, 1, 0), new ReachRow("5104", "", "other", 1, 0, 1),
        ]);
        rows.Select(row => row.Kecamatan).Order().ShouldBe(["", "Bulu", "Kragan"]);
        (await service.Get<ReachPlaces>().OfAsync(Stranger, service.Clock.GetUtcNow(), Stop)).ShouldBeEmpty();
        (await service.Get<ReachPlaces>().OfAsync(Agent("PRS-1"), service.Clock.GetUtcNow(), Stop)).ShouldBeEmpty("he has registered none of them");
    }

    [Fact]
    public async Task A_month_stands_beside_the_same_month_a_year_before_and_the_running_one_beside_its_first_days()
    {
        await using var service = await TestService.MakeAsync();
        foreach (var (serial, nik) in new[] { "331701450890", "331701450890", "331701450890", "331701450890", "510402450890" }.Index()) await RegistersAsync(service, $"{nik}{serial + 1:d4}", null);
        await service.Get<WorkerAreas>().LearnAsync(Stop);
        // Half past four on 21 November 2026 in Jakarta; the day begins at 17.00 UTC.
        var now = new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);
        string[] times = ["2026-11-01T00:10+07:00", "2025-11-21T23:50+07:00", "2025-11-22T00:10+07:00", "2025-12-31T23:50+07:00", "2024-12-01T00:00+07:00"];
        var numbers = await service.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT r.number FROM registrations r JOIN workers w ON w.id = r.worker_id LEFT JOIN worker_areas k ON k.worker_id = w.id ORDER BY k.code, r.number", null, Stop), Stop);
        foreach (var (number, time) in numbers.Zip(times))
            await SqlAsync(service, "UPDATE registrations SET created_at = @At WHERE number = @number", new { number, At = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() });

        var months = await service.Get<ReachTrend>().OfAsync(Rini, now, "", Stop);
        months.Count.ShouldBe(12);
        months[^1].ShouldBe(new ReachMonth(new DateOnly(2026, 11, 1), 1, 2, 1));
        months[0].ShouldBe(new ReachMonth(new DateOnly(2025, 12, 1), 1, 1, 1));
        months.Sum(month => month.Registrations).ShouldBe(2);
        (await service.Get<ReachTrend>().OfAsync(Rini, now, "3317", Stop)).Sum(month => month.Registrations + month.YearBefore).ShouldBe(4);
        (await service.Get<ReachTrend>().OfAsync(Rini, now, "51", Stop))[0].ShouldBe(new ReachMonth(new DateOnly(2025, 12, 1), 0, 1, 1));
        (await service.Get<ReachTrend>().OfAsync(Stranger, now, "", Stop)).ShouldAllBe(month => month.Registrations + month.YearBefore == 0);
        (await service.Get<ReachTrend>().OfAsync(Agent("PRS-1"), now, "", Stop)).ShouldAllBe(month => month.Registrations + month.YearBefore == 0);
    }

    [Fact]
    public async Task A_target_is_set_by_an_administrator_with_its_source_and_stands_in_the_log()
    {
        await using var service = await TestService.MakeAsync();
        var targets = service.Get<ReachTargets>();
        (await targets.SetAsync(Rini, "3317", 2026, 1_200, " SK Bupati 500/12/2026 ", Stop)).ShouldBeOfType<TargetResult.Done>();
        (await targets.SetAsync(Rini, "", 2026, 5_000, "Rencana kerja 2026", Stop)).ShouldBeOfType<TargetResult.Done>();
        (await targets.SetAsync(Rini, "3317", 2026, 1_500, "SK Bupati 500/13/2026", Stop)).ShouldBeOfType<TargetResult.Done>();
        (await targets.AllAsync(Rini, Stop)).Select(one => (one.Area, one.Workers, one.Source, one.SetBy)).ShouldBe([("", 5_000, "Rencana kerja 2026", "rini"), ("3317", 1_500, "SK Bupati 500/13/2026", "rini")]);

        (await targets.SetAsync(Rini with { Roles = [StaffRole.Outreach, StaffRole.Approver, StaffRole.Auditor] }, "3317", 2026, 1, "apa saja", Stop)).ShouldBeOfType<TargetResult.Refused>().Why.ShouldContain("pengelola");
        foreach (var (area, year, workers, source) in new[] { ("9999", 2026, 1L, "surat"), ("331", 2026, 1L, "surat"), ("3317", 2019, 1L, "surat"), ("3317", 2026, 0L, "surat"), ("3317", 2026, 1L, " ") })
            (await targets.SetAsync(Rini, area, year, workers, source, Stop)).ShouldBeOfType<TargetResult.Refused>();
        (await targets.RemoveAsync(Rini with { Roles = [StaffRole.Outreach] }, "3317", 2026, Stop)).ShouldBeOfType<TargetResult.Refused>();

        // Another organisation has its own.
        (await targets.SetAsync(Stranger, "3317", 2026, 7, "Surat lain", Stop)).ShouldBeOfType<TargetResult.Done>();
        (await targets.RemoveAsync(Stranger, "3317", 2026, Stop)).ShouldBeOfType<TargetResult.Done>();
        (await targets.AllAsync(Stranger, Stop)).ShouldBeEmpty();
        (await targets.AllAsync(Rini, Stop)).Count.ShouldBe(2);
        (await targets.AllAsync(Agent("PRS-1"), Stop)).ShouldBeEmpty();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log WHERE action LIKE 'target.%'")).ShouldBe(5);
    }

    [Fact]
    public void The_line_of_a_target_grows_with_the_year()
    {
        var target = new ReachTarget("3317", 2026, 730, "SK", "rini", DateTimeOffset.UnixEpoch);
        target.LineOn(new DateOnly(2026, 1, 1)).ShouldBe(2);
        target.LineOn(new DateOnly(2026, 12, 31)).ShouldBe(730);
        target.LineOn(new DateOnly(2025, 12, 31)).ShouldBe(0);
        target.LineOn(new DateOnly(2027, 1, 1)).ShouldBe(730);
        // November and December are left.
        target.NeededPerMonth(new DateOnly(2026, 11, 21), 600).ShouldBe(65);
        target.NeededPerMonth(new DateOnly(2026, 11, 21), 729).ShouldBe(1);
        target.NeededPerMonth(new DateOnly(2026, 11, 21), 730).ShouldBeNull();
        target.NeededPerMonth(new DateOnly(2027, 1, 1), 3).ShouldBeNull();
    }

    [Fact]
    public async Task An_agents_people_are_counted_by_month_and_shown_masked_to_him_alone_and_to_the_branch()
    {
        await using var service = await TestService.MakeAsync();
        var agents = service.Get<AgentRegister>();
        var one = (await agents.AddAsync("PRS-1", "perisai", "Ibu Wati", "Rembang", Stop))!;
        (await agents.AddAsync("BUM-2", "bumdes", "BUMDes Maju", "", Stop)).ShouldNotBeNull();
        var paying = await RegistersAsync(service, "3317014508909001", "2026-11", agent: one.Id);
        await PaysAsync(service, paying, "2026-10");
        await PaysAsync(service, await RegistersAsync(service, "3317014508909002", null, agent: one.Id), "2026-10");
        await RegistersAsync(service, "3317014508909003", "2026-11");

        var books = await service.Get<AgentReport>().OfAsync(Rini, service.Clock.GetUtcNow(), 3, Stop);
        books.Select(book => (book.Agent.Code, book.People)).ShouldBe([("PRS-1", 2), ("BUM-2", 0)]);
        books[0].Months.ShouldBe(
        [
            new AgentMonth(CoverageMonth.Parse("2026-09"), 0, 0, 0), new AgentMonth(CoverageMonth.Parse("2026-10"), 0, 2, 0), new AgentMonth(CoverageMonth.Parse("2026-11"), 2, 1, 1),
        ]);
        (await service.Get<AgentReport>().OfAsync(Agent("PRS-1"), service.Clock.GetUtcNow(), 3, Stop)).ShouldHaveSingleItem().People.ShouldBe(2);
        (await service.Get<AgentReport>().OfAsync(Agent("BUM-2"), service.Clock.GetUtcNow(), 3, Stop)).ShouldHaveSingleItem().People.ShouldBe(0);
        (await service.Get<AgentReport>().OfAsync(Stranger, service.Clock.GetUtcNow(), 3, Stop)).ShouldBeEmpty();

        (await service.Get<AgentReport>().PeopleAsync(Rini, "PRS-1", service.Clock.GetUtcNow(), Stop)).ShouldNotBeNull().Select(person => person.Name).ShouldAllBe(name => name == "Siti A.");
        (await service.Get<AgentReport>().PeopleAsync(Agent("PRS-1"), "PRS-1", service.Clock.GetUtcNow(), Stop)).ShouldNotBeNull().Count.ShouldBe(2);
        (await service.Get<AgentReport>().PeopleAsync(Agent("BUM-2"), "PRS-1", service.Clock.GetUtcNow(), Stop)).ShouldBeNull();
        (await service.Get<AgentReport>().PeopleAsync(Stranger, "PRS-1", service.Clock.GetUtcNow(), Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Quotas_stand_by_village_and_only_for_whose_list_it_is()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        await Batches.AddAsync(service, batch, Given.Ani, "5104024508909001", "SIDAN");
        var overview = (await service.Get<QuotaReport>().OfAsync(Rini, service.Clock.GetUtcNow(), Stop)).ShouldHaveSingleItem();
        overview.Batch.Number.ShouldBe(batch);
        overview.Villages.ShouldHaveSingleItem().ShouldSatisfyAllConditions(village => village.Village.ShouldBe("SIDAN"), village => village.People.ShouldBe(1));
        (await service.Get<QuotaReport>().OfAsync(Stranger, service.Clock.GetUtcNow(), Stop)).ShouldBeEmpty();
        (await service.Get<QuotaReport>().OfAsync(Agent("PRS-1"), service.Clock.GetUtcNow(), Stop)).ShouldBeEmpty();
    }

    private static StaffScope Agent(string code) => Rini with { Roles = [StaffRole.Agent], OwnPeople = code };

    private static async Task<string> RegistersAsync(TestService service, string nik, string? paid, string district = "", string sector = "other", string? agent = null)
    {
        var person = await service.Get<People>().BehindAsync("whatsapp", "whatsapp:+6281" + nik[^8..], Stop);
        await service.Database.WriteAsync(
            session => service.Get<Workers>().AddAsync(
                session,
                new NewWorker(nik, "Siti Aminah", "", "petani", sector, 1_000_000, "jkk,jkm"),
                new RegistrationOrigin(person.Id, "whatsapp", "turn-" + nik) { AgentId = agent },
                service.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)),
                Stop),
            Stop);
        var id = (await service.Get<Workers>().OfAsync(person.Id, null, Stop))[0].Id;
        await SqlAsync(service, "UPDATE workers SET district = @district WHERE id = @id", new { district, id });
        if (paid is not null) await PaysAsync(service, id, paid);
        return id;
    }

    private static Task PaysAsync(TestService service, string worker, string month) =>
        service.Get<Contributions>().RecordAsync(new Contribution(worker, CoverageMonth.Parse(month), 8_400, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);

    private static Task<int> SqlAsync(TestService service, string sql, object values) => service.Database.WriteAsync(session => session.ExecuteAsync(sql, values, Stop), Stop);
}
