using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Membership.Agents;
using Chatbot.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Registering;

public abstract class AgentTests
{
    public sealed class OnSqlite : AgentTests;

    [UsesPostgres]
    public sealed class OnPostgres : AgentTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_links_one_person_once_and_for_three_days()
    {
        await using var service = await Others.MakeAsync();
        var agents = service.Get<AgentRegister>();
        var agent = await agents.AddAsync("prs-jbr01", "perisai", "BUMDes Maju", "Jember", Stop);
        agent!.Code.ShouldBe("PRS-JBR01");
        (await agents.AddAsync("PRS-JBR01", "dwp", "Lain", "", Stop)).ShouldBeNull();

        var code = await agents.MakeLinkCodeAsync(agent, Stop);
        (await LinkAsync(service, Given.Ani, code.ToLowerInvariant())).ShouldBe("linked");
        (await LinkAsync(service, Given.Budi, code)).ShouldBe("wrong");
        (await FindAsync(service, Given.Ani)).Values["agent_code"].ShouldBe("PRS-JBR01");
        (await FindAsync(service, Given.Budi)).Outcome.ShouldBe("none");

        var late = await agents.MakeLinkCodeAsync(agent, Stop);
        service.Clock.Advance(TimeSpan.FromHours(72));
        (await LinkAsync(service, Given.Citra, late)).ShouldBe("wrong");
    }

    [Fact]
    public async Task Five_wrong_codes_lock_until_the_next_day()
    {
        await using var service = await Others.MakeAsync();
        var agent = await service.Get<AgentRegister>().AddAsync("DWP1", "dwp", "DWP Rembang", "", Stop);
        var code = await service.Get<AgentRegister>().MakeLinkCodeAsync(agent!, Stop);
        for (var i = 0; i < 5; i++) (await LinkAsync(service, Given.Ani, $"AAAA-333{i}")).ShouldBe("wrong");
        (await LinkAsync(service, Given.Ani, code)).ShouldBe("locked");
        service.Clock.Advance(TimeSpan.FromDays(1));
        (await LinkAsync(service, Given.Ani, code)).ShouldBe("linked");
    }

    [Fact]
    public async Task An_agent_sees_his_own_people_with_where_they_stand_and_nobody_elses()
    {
        await using var service = await Others.MakeAsync();
        var first = await AgentAsync(service, "PRS1", Given.Ani);
        await AgentAsync(service, "PRS2", Given.Citra);
        (await Others.RegisterAsync(service, Given.Ani, Others.Member())).Outcome.ShouldBe("asked");
        (await Others.NextAsync(service, Given.Budi)).Values["registrant"].ShouldBe("Kelompok PRS1");
        (await ListAsync(service, Given.Ani)).Values["list"].ShouldBe("1. SITI A.: menunggu jawaban");
        (await ListAsync(service, Given.Citra)).Outcome.ShouldBe("none");

        await Others.AnswerAsync(service, Given.Budi, "ya");
        (await service.OneAsync<string>("SELECT agent_id FROM registrations")).ShouldBe(first.Id);
        (await ListAsync(service, Given.Ani)).Values["list"].ShouldBe("1. SITI A.: belum bayar");
        var worker = await service.OneAsync<string>("SELECT id FROM workers");
        await service.Get<Contributions>().RecordAsync(
            new Contribution(worker!, CoverageMonth.Parse("2026-11"), 8400, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);
        (await ListAsync(service, Given.Ani)).Values["list"].ShouldBe("1. SITI A.: aktif s/d Nov 2026");
        var figures = (await FindAsync(service, Given.Ani)).Values;
        (figures["members"], figures["active"], figures["waiting"]).ShouldBe(("1", "1", "0"));
        (await FindAsync(service, Given.Citra)).Values["members"].ShouldBe("0");
    }

    [Fact]
    public async Task Who_came_by_the_agents_code_is_counted_and_not_listed()
    {
        await using var service = await Others.MakeAsync();
        await AgentAsync(service, "PRS1", Given.Ani);
        await service.RunAsync(Given.WhatsApp(Given.Budi, "daftar prs1"));
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Budi, RegistrationActionsTests.Worker(Others.Nik));
        (await service.OneAsync<string>("SELECT source FROM registrations")).ShouldBe("PRS1");
        (await FindAsync(service, Given.Ani)).Values["referred"].ShouldBe("1");
        (await ListAsync(service, Given.Ani)).Outcome.ShouldBe("none");
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_that_fit()
    {
        await using var service = await Others.MakeAsync();
        await AgentAsync(service, "PRS1", Given.Ani);
        for (var i = 0; i < 7; i++) await Others.RegisterAsync(service, Given.Ani, Others.Member($"350901450890001{i}", $"+62812345680{i:d2}"));
        var page = await ListAsync(service, Given.Ani);
        page.Outcome.ShouldBe("more");
        page.Values["list"].Split('\n').Length.ShouldBe(5);
        var last = await RegistrationActionsTests.PerformAsync(service, AgentActions.ListPeople, Given.Ani, new() { ["page"] = page.Values["page"] });
        last.Outcome.ShouldBe("last");
        last.Values["list"].ShouldStartWith("6. ");
        page.Values["list"].Length.ShouldBeLessThanOrEqualTo(AgentActions.LongestList.Length);
    }

    private static async Task<Agent> AgentAsync(TestService service, string code, string phone)
    {
        var agents = service.Get<AgentRegister>();
        var agent = await agents.AddAsync(code, "perisai", "Kelompok " + code, "", Stop);
        (await LinkAsync(service, phone, await agents.MakeLinkCodeAsync(agent!, Stop))).ShouldBe("linked");
        return agent!;
    }

    private static async Task<string> LinkAsync(TestService service, string phone, string code) =>
        (await RegistrationActionsTests.PerformAsync(service, AgentActions.LinkAgent, phone, new() { ["kode"] = code })).Outcome;

    private static Task<ActionResult> FindAsync(TestService service, string phone) =>
        RegistrationActionsTests.PerformAsync(service, AgentActions.FindAgent, phone);

    private static Task<ActionResult> ListAsync(TestService service, string phone) =>
        RegistrationActionsTests.PerformAsync(service, AgentActions.ListPeople, phone);
}
