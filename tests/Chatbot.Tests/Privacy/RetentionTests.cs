using Chatbot.Privacy.Access;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Keys;
using Chatbot.Privacy.Retention;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Privacy;

public abstract class RetentionTests
{
    public sealed class OnSqlite : RetentionTests;

    [UsesPostgres]
    public sealed class OnPostgres : RetentionTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_kind_of_data_goes_in_its_time()
    {
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", RegistrationActionsTests.Worker("3509014508900002")));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        await RegistrationActionsTests.PerformAsync(service, "form_link", Given.Ani);
        await RegistrationActionsTests.PerformAsync(service, "open_ticket", Given.Ani, new() { ["topic"] = "keluhan" });
        (await RunAsync(service)).ShouldBeEmpty();

        service.Clock.Advance(TimeSpan.FromDays(3));
        (await RunAsync(service)).ShouldBe(["attempts", "form_links", "seen_messages", "turn_actions"]);
        service.Clock.Advance(TimeSpan.FromDays(5));
        (await RunAsync(service)).ShouldBe(["conversations"]);
        service.Clock.Advance(TimeSpan.FromDays(81));
        (await RunAsync(service)).ShouldBeEmpty();
        service.Clock.Advance(TimeSpan.FromDays(2));
        (await RunAsync(service)).ShouldContain("deliveries");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(2);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE conversation <> '' OR LENGTH(content) > 0")).ShouldBe(0);
        // The texts at the provider go too.
        (await service.Get<ErasureWork>().CountAsync(Stop)).ShouldBe(2);
        (await RunAsync(service)).ShouldBeEmpty();
        service.Clock.Advance(TimeSpan.FromDays(100));
        (await RunAsync(service)).ShouldBe(["tickets"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(1);
    }

    [Fact]
    public async Task A_registration_is_shortened_a_month_after_its_hand_over_and_its_owner_is_still_known()
    {
        await using var service = await TestService.MakeAsync();
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, RegistrationActionsTests.Worker("3509014508900002"));
        await service.Database.WriteAsync(
            async session =>
            {
                var at = service.Clock.GetUtcNow().ToUnixTimeMilliseconds();
                await session.ExecuteAsync("INSERT INTO exports (number, rows, made_by, approved_by, at) VALUES ('E1', 1, 'a', 'b', @at)", new { at }, Stop);
                await session.ExecuteAsync(
                    "INSERT INTO exported_registrations (registration, export, at) SELECT number, 'E1', @at FROM registrations", new { at }, Stop);
            },
            Stop);
        service.Clock.Advance(TimeSpan.FromDays(29));
        (await RunAsync(service)).ShouldNotContain("workers");
        service.Clock.Advance(TimeSpan.FromDays(2));
        (await RunAsync(service)).ShouldContain("workers");
        (await RunAsync(service)).ShouldNotContain("workers");

        (await service.Get<TraceSearch>().FindAsync(["3509014508900002"], Stop)).Keys.ShouldBe(["workers.nik_hash"]);
        (await StatusAsync(service, year: "1990", last4: "0002")).ShouldBe("registered_unpaid");
        (await StatusAsync(service, year: "1991", last4: "")).ShouldBe("wrong");
        (await StatusAsync(service, year: "", last4: "0003")).ShouldBe("wrong");
        (await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, RegistrationActionsTests.Worker("3509014508900002"))).Outcome.ShouldBe("already");
        (await service.Get<KeyRotation>().UnrenewableAsync(Stop)).ShouldBe(1);
    }

    private static async Task<string> StatusAsync(TestService service, string year, string last4)
    {
        var given = new Dictionary<string, string> { ["birth_year"] = year, ["nik_last4"] = last4 };
        var proven = await RegistrationActionsTests.PerformAsync(service, "prove_membership", Given.Ani, given);
        return proven.Outcome == "open" ? (await RegistrationActionsTests.PerformAsync(service, "membership_status", Given.Ani)).Outcome : proven.Outcome;
    }

    [Fact]
    public async Task What_would_go_can_be_listed_and_stays()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        service.Clock.Advance(TimeSpan.FromDays(100));
        var listed = await service.Get<RetentionRun>().RunAsync(service.Clock.GetUtcNow(), isDry: true, Stop);
        listed.ShouldContain(new RetentionResult("deliveries", "transcript", 90, true, 1));
        listed.ShouldContain(new RetentionResult("conversations", "unfinished_registration", 7, false, 1));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE conversation <> ''")).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM conversations")).ShouldBe(1);
    }

    [Fact]
    public async Task It_runs_once_a_day_in_whatever_copy_and_each_time_is_noted_with_what_went()
    {
        await using var service = await TestService.MakeAsync();
        await using var copy = await TestService.MakeAsync(clock: service.Clock, folder: service.Folder);
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        var desk = service.Get<RetentionDesk>();
        (await desk.HistoryAsync(Scope(), Stop)).NextAt.ShouldBeNull();
        service.Clock.Advance(TimeSpan.FromDays(100));
        (await service.Get<RetentionRuns>().RunIfDueAsync(Stop)).ShouldBeGreaterThan(0);
        (await copy.Get<RetentionRuns>().RunIfDueAsync(Stop)).ShouldBe(0);
        var first = await desk.HistoryAsync(Scope(), Stop);
        first.LastAt.ShouldBe(service.Clock.GetUtcNow());
        first.NextAt.ShouldBe(service.Clock.GetUtcNow().AddHours(23));
        var run = first.Runs.ShouldHaveSingleItem();
        run.By.ShouldBe("");
        run.Results.ShouldContain(new RetentionResult("deliveries", "transcript", 90, true, 1));

        service.Clock.Advance(TimeSpan.FromHours(22));
        (await copy.Get<RetentionRuns>().RunIfDueAsync(Stop)).ShouldBe(0);
        (await desk.HistoryAsync(Scope(), Stop)).Runs.Count.ShouldBe(1);
        service.Clock.Advance(TimeSpan.FromHours(1));
        await copy.Get<RetentionRuns>().RunIfDueAsync(Stop);
        (await desk.HistoryAsync(Scope(), Stop)).Runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_administrator_of_the_first_organisation_runs_it_before_its_time_and_the_log_says_why()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        service.Clock.Advance(TimeSpan.FromDays(100));
        var desk = service.Get<RetentionDesk>();
        var counted = (await desk.CountAsync(Scope(), Stop)).ShouldNotBeNull().Results;
        counted.ShouldNotBeEmpty();
        foreach (var other in (StaffScope[])[Scope(StaffRole.Auditor), Scope(StaffRole.Approver), Scope() with { Organisation = "biak" }, Scope(StaffRole.Agent)])
            (await desk.RunAsync(other, "masa simpan dipendekkan", Stop)).ShouldBeNull();
        (await desk.CountAsync(Scope() with { Organisation = "biak" }, Stop)).ShouldBeNull();
        (await desk.RunAsync(Scope(), "  ", Stop)).ShouldBeNull();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM retention_runs")).ShouldBe(0);

        (await desk.RunAsync(Scope(), "masa simpan dipendekkan", Stop)).ShouldNotBeNull().Results.ShouldBe(counted);
        (await desk.CountAsync(Scope(), Stop)).ShouldNotBeNull().Results.ShouldBeEmpty();
        (await desk.HistoryAsync(Scope(StaffRole.Auditor), Stop)).Runs.ShouldHaveSingleItem().By.ShouldBe("rini");
        (await desk.HistoryAsync(Scope() with { Organisation = "biak" }, Stop)).Runs.ShouldBeEmpty();
        (await service.OneAsync<string>("SELECT actor || ' ' || action || ' ' || reason FROM audit_log")).ShouldBe("rini retention.run masa simpan dipendekkan");
    }

    [Fact]
    public async Task Another_schedule_can_be_given_but_must_have_every_rule()
    {
        await using var service = await TestService.MakeAsync();
        service.Get<RetentionRun>().Schedule.ShouldAllBe(entry => entry.Rule.Days > 0 || entry.Rule.Until != null);
        var file = Path.Combine(service.Folder, "retention.json");
        await File.WriteAllTextAsync(file, """{"source": "test", "rules": [{"name": "transcript", "days": 30, "data": "isi"}]}""", Stop);
        await using var other = await TestService.MakeAsync(settings: new() { ["Privacy:RetentionFile"] = file });
        Should.Throw<OptionsValidationException>(() => other.Get<RetentionRun>()).Message.ShouldContain("has no rule");
    }

    private static StaffScope Scope(StaffRole role = StaffRole.Administrator) =>
        new(StaffScope.FirstOrganisation, "rini", "Rini", [role], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private static async Task<IEnumerable<string>> RunAsync(TestService service) =>
        (await service.Get<RetentionRun>().RunAsync(service.Clock.GetUtcNow(), isDry: false, Stop)).Select(result => result.Table).Order(StringComparer.Ordinal);
}
