using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Campaigns;

/// <summary>What staff does with campaigns at the console beyond writing them: budgets by two people, progress, what conditions can name; on both databases.</summary>
public abstract class CampaignStaffTests
{
    public sealed class OnSqlite : CampaignStaffTests;

    [UsesPostgres]
    public sealed class OnPostgres : CampaignStaffTests;

    private static readonly StaffScope Writer = Scope("made", StaffRole.Outreach);
    private static readonly StaffScope Approver = Scope("ketut", StaffRole.Approver);
    private static readonly StaffScope Both = Scope("wayan", StaffRole.Outreach, StaffRole.Approver);
    private static readonly StaffScope Auditor = Scope("ari", StaffRole.Auditor);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_budget_needs_two_people()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 5);
        var draft = await CampaignCast.DraftAsync(service);
        var number = await CampaignCast.ApprovedAsync(service, draft with { Budget = 1_000 });
        await CampaignCast.RunAsync(service);
        var (desk, budgets) = (service.Get<CampaignDesk>(), service.Get<CampaignBudgets>());
        (await desk.FindAsync(Writer, number, Stop))!.ShouldSatisfyAllConditions(one => one.State.ShouldBe(CampaignState.Paused), one => one.PausedBy.ShouldBe("budget"));
        (await desk.MoveAsync(Writer, number, CampaignMove.Resume, "", Stop)).ShouldBeOfType<CampaignStep.Refused>();

        (await budgets.AskAsync(Auditor, number, 9_000, Stop)).ShouldBeOfType<CampaignStep.Refused>();
        (await budgets.AgreeAsync(Approver, number, 9_000, Stop)).ShouldBeOfType<CampaignStep.Refused>("nobody has asked");
        (await budgets.AskAsync(Both, number, 9_000, Stop)).ShouldBeOfType<CampaignStep.Moved>();
        CampaignBudgets.Waiting(await desk.HistoryAsync(Approver, number, Stop)).ShouldBe((9_000, "wayan"));
        (await budgets.AgreeAsync(Both, number, 9_000, Stop)).ShouldBeOfType<CampaignStep.Refused>("he has asked himself");
        (await budgets.AgreeAsync(Writer, number, 9_000, Stop)).ShouldBeOfType<CampaignStep.Refused>();
        (await budgets.AgreeAsync(Approver, number, 8_000, Stop)).ShouldBeOfType<CampaignStep.Refused>("another amount than was asked");
        (await budgets.AgreeAsync(Approver, number, 9_000, Stop)).ShouldBeOfType<CampaignStep.Moved>();
        CampaignBudgets.Waiting(await desk.HistoryAsync(Approver, number, Stop)).ShouldBeNull();
        (await desk.MoveAsync(Writer, number, CampaignMove.Resume, "", Stop)).ShouldBeOfType<CampaignStep.Moved>();
        // That it was paused is known for a second.
        service.Clock.Advance(TimeSpan.FromSeconds(31));
        await CampaignCast.RunAsync(service);
        service.Edge.Sent.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Progress_tells_everybody_of_the_latest_run_once()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 40);
        await CampaignCast.SqlAsync(service, "DELETE FROM consents WHERE person_id LIKE '%0'");
        var draft = await CampaignCast.DraftAsync(service);
        var number = (await CampaignCast.MakeAsync(service, draft)).Number;
        var progresses = service.Get<CampaignProgresses>();
        (await progresses.OfAsync(Writer, number, Stop)).ShouldBe(CampaignProgress.None);
        await service.Get<Rehearsals>().RunAsync(number, CampaignCast.Author, Stop);
        await CampaignCast.MoveAsync(service, number, CampaignMove.Submit, CampaignCast.Author);
        await CampaignCast.MoveAsync(service, number, CampaignMove.Approve, CampaignCast.Second);
        await service.Get<CampaignPlanner>().PlanAsync(number, Stop);
        (await progresses.OfAsync(Auditor, number, Stop)).ShouldBe(new CampaignProgress(36, 0, 0, 4, 0, 0));
        (await progresses.OfAsync(Scope("desa", StaffRole.Agent), number, Stop)).ShouldBe(CampaignProgress.None, "an agent sees no campaigns");
        await CampaignCast.RunAsync(service);
        (await progresses.OfAsync(Writer, number, Stop)).ShouldSatisfyAllConditions(
            one => one.Sent.ShouldBe(36), one => one.Left.ShouldBe(0), one => one.Percent.ShouldBe(100), one => one.SentLately.ShouldBe(36));
    }

    [Fact]
    public async Task Conditions_name_what_there_is()
    {
        await using var service = await CampaignCast.BranchAsync();
        await CampaignCast.PeopleAsync(service, 2);
        var draft = await CampaignCast.DraftAsync(service);
        var number = await CampaignCast.ApprovedAsync(service, draft);
        var book = service.Get<AudienceChoiceBook>();
        (await book.OfAsync(Writer, Stop)).Campaigns.ShouldBeEmpty("it has not begun");
        await CampaignCast.RunAsync(service);
        var choices = await book.OfAsync(Writer, Stop);
        choices.Campaigns.ShouldHaveSingleItem().Key.ShouldBe(number);
        choices.Names[draft.Audience].ShouldBe("Semua");
        (await book.OfAsync(Scope("desa", StaffRole.Agent), Stop)).ShouldBe(AudienceChoices.None);
    }

    private static StaffScope Scope(string login, params StaffRole[] roles) =>
        new(StaffScope.FirstOrganisation, login, login, roles, roles is [StaffRole.Agent] ? "PERISAI-01" : null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
}
