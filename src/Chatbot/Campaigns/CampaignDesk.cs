using System.Globalization;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Campaigns;

/// <summary>What staff does with campaigns at the console, each as far as his role goes: some write, others approve, some only look.</summary>
internal sealed class CampaignDesk(
    Database database, CampaignBook book, Rehearsals rehearsals, TestSends tests, CampaignEffects effects, TimeProvider clock)
{
    private const string NotYours = "Peran Anda tidak boleh melakukan ini. Mintalah kepada pengelola.";

    // Who asked for another budget, until somebody else agrees.
    private const string BudgetAsked = "budget_asked";

    public static bool MaySee(StaffScope scope) => MayWrite(scope) || MayApprove(scope) || scope.Has(StaffRole.Auditor);

    public static bool MayWrite(StaffScope scope) => scope.Has(StaffRole.Outreach) || scope.Has(StaffRole.Administrator);

    public static bool MayApprove(StaffScope scope) => scope.Has(StaffRole.Approver) || scope.Has(StaffRole.Administrator);

    /// <summary>All, the youngest first.</summary>
    public async Task<IReadOnlyList<Campaign>> AllAsync(StaffScope scope, CancellationToken cancellationToken) =>
        MaySee(scope) ? await book.AllAsync([], cancellationToken) : [];

    /// <summary>Null when there is none such for him.</summary>
    public async Task<Campaign?> FindAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        MaySee(scope) ? await book.FindAsync(number, cancellationToken) : null;

    /// <summary>Writes a new draft, or with a number changes that one.</summary>
    public async Task<WrittenCampaign> SaveAsync(StaffScope scope, string? number, CampaignDraft draft, CancellationToken cancellationToken)
    {
        if (!MayWrite(scope)) return new WrittenCampaign.Refused([NotYours]);
        if (number is null) return await book.MakeAsync(draft, scope.Login, cancellationToken);
        return await FindAsync(scope, number, cancellationToken) is null ? Gone(number) : await book.ChangeAsync(number, draft, scope.Login, cancellationToken);
    }

    /// <summary>Null when there is no such campaign for him.</summary>
    public async Task<RehearsalReport?> RehearseAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        (MayWrite(scope) || MayApprove(scope)) && await FindAsync(scope, number, cancellationToken) is not null
            ? await rehearsals.RunAsync(number, scope.Login, cancellationToken)
            : null;

    /// <summary>Moves the campaign on, as <see cref="CampaignBook.MoveAsync"/>.</summary>
    public async Task<CampaignStep> MoveAsync(StaffScope scope, string number, CampaignMove move, string note, CancellationToken cancellationToken)
    {
        var may = move switch
        {
            CampaignMove.Submit => MayWrite(scope),
            CampaignMove.Approve => MayApprove(scope),
            CampaignMove.Return or CampaignMove.Pause or CampaignMove.Resume or CampaignMove.Stop => MayWrite(scope) || MayApprove(scope),
        };
        if (!may) return new CampaignStep.Refused([NotYours]);
        return await FindAsync(scope, number, cancellationToken) is null
            ? new CampaignStep.Refused([$"Kampanye {number} tidak ada."])
            : await book.MoveAsync(number, move, scope.Login, note, cancellationToken);
    }

    /// <summary>A line for each variant: how it goes to the phone of the staff, or why not.</summary>
    public async Task<IReadOnlyList<string>> TestAsync(StaffScope scope, string number, string phone, CancellationToken cancellationToken)
    {
        if (!MayWrite(scope) && !MayApprove(scope)) return [NotYours];
        return await FindAsync(scope, number, cancellationToken) is null
            ? [$"Kampanye {number} tidak ada."]
            : await tests.SendAsync(number, phone, scope.Login, cancellationToken);
    }

    public async Task<WrittenCampaign> FollowUpAsync(StaffScope scope, string number, FollowUp to, CancellationToken cancellationToken)
    {
        if (!MayWrite(scope)) return new WrittenCampaign.Refused([NotYours]);
        return await FindAsync(scope, number, cancellationToken) is null ? Gone(number) : await book.FollowUpAsync(number, to, scope.Login, cancellationToken);
    }

    /// <summary>Asks for another budget (rupiah); it holds when a second person agrees.</summary>
    public async Task<CampaignStep> AskBudgetAsync(StaffScope scope, string number, long budget, CancellationToken cancellationToken)
    {
        if (!MayWrite(scope)) return new CampaignStep.Refused([NotYours]);
        if (budget <= 0) return new CampaignStep.Refused(["Anggarannya tidak wajar."]);
        if (await FindAsync(scope, number, cancellationToken) is not { State: not (CampaignState.Stopped or CampaignState.Done) } campaign)
            return new CampaignStep.Refused([$"Kampanye {number} tidak ada, atau sudah selesai."]);
        await database.WriteAsync(
            session => book.NoteAsync(session, number, BudgetAsked, budget.ToString(CultureInfo.InvariantCulture), scope.Login, cancellationToken), cancellationToken);
        return new CampaignStep.Moved(campaign.State);
    }

    /// <summary>Agrees to the budget that was asked for last.</summary>
    public async Task<CampaignStep> AgreeBudgetAsync(StaffScope scope, string number, long budget, CancellationToken cancellationToken)
    {
        if (!MayApprove(scope)) return new CampaignStep.Refused([NotYours]);
        if (AskedBudget(await HistoryAsync(scope, number, cancellationToken)) is not var (asked, by) || asked != budget)
            return new CampaignStep.Refused(["Permintaan anggaran ini sudah berubah. Lihat lagi dulu."]);
        return await book.SetBudgetAsync(number, budget, by, scope.Login, cancellationToken);
    }

    /// <summary>The budget (rupiah) that waits for a second person, and who asked for it; null when none does.</summary>
    public static (long Budget, string By)? AskedBudget(IReadOnlyList<CampaignEvent> history) =>
        history.LastOrDefault(one => one.What is BudgetAsked or "budget") is { What: BudgetAsked } asked ? (long.Parse(asked.Note, CultureInfo.InvariantCulture), asked.MadeBy) : null;

    /// <summary>Who did what, the oldest first.</summary>
    public async Task<IReadOnlyList<CampaignEvent>> HistoryAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        await FindAsync(scope, number, cancellationToken) is null ? [] : await book.HistoryAsync(number, cancellationToken);

    public async Task<CampaignProgress> ProgressAsync(StaffScope scope, Campaign campaign, CancellationToken cancellationToken) =>
        MaySee(scope)
            ? await database.ReadBulkAsync(session => CampaignProgress.OfAsync(session, campaign, clock.GetUtcNow(), cancellationToken), cancellationToken)
            : CampaignProgress.None;

    /// <summary>Null when there is no such campaign for him.</summary>
    public async Task<CampaignEffect?> EffectAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        await FindAsync(scope, number, cancellationToken) is null ? null : await effects.OfAsync(number, cancellationToken);

    private static WrittenCampaign.Refused Gone(string number) => new([$"Kampanye {number} tidak ada."]);
}
