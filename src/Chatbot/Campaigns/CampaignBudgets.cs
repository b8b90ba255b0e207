using System.Globalization;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Campaigns;

/// <summary>Another budget for a campaign: one of the staff asks for it, it holds when a second agrees.</summary>
internal sealed class CampaignBudgets(Database database, CampaignDesk desk, CampaignBook book)
{
    private const string Asked = "budget_asked";

    /// <param name="scope">Who asks.</param>
    /// <param name="number">The campaign.</param>
    /// <param name="budget">Rupiah, for all of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CampaignStep> AskAsync(StaffScope scope, string number, long budget, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(scope, number, cancellationToken) is not { State: not (CampaignState.Stopped or CampaignState.Done) } campaign)
            return new CampaignStep.Refused([$"Kampanye {number} tidak ada, atau sudah selesai."]);
        if (!CampaignDesk.MayWrite(scope)) return new CampaignStep.Refused(["Peran Anda tidak boleh meminta anggaran."]);
        if (budget <= 0) return new CampaignStep.Refused(["Anggarannya tidak wajar."]);
        await database.WriteAsync(
            session => book.NoteAsync(session, number, Asked, budget.ToString(CultureInfo.InvariantCulture), scope.Login, cancellationToken), cancellationToken);
        return new CampaignStep.Moved(campaign.State);
    }

    /// <summary>Agrees to the budget that was asked for last.</summary>
    public async Task<CampaignStep> AgreeAsync(StaffScope scope, string number, long budget, CancellationToken cancellationToken)
    {
        if (!CampaignDesk.MayApprove(scope)) return new CampaignStep.Refused(["Hanya penyetuju yang menyetujui anggaran."]);
        return Waiting(await desk.HistoryAsync(scope, number, cancellationToken)) is var (asked, by) && asked == budget
            ? await book.SetBudgetAsync(number, budget, by, scope.Login, cancellationToken)
            : new CampaignStep.Refused(["Permintaan anggaran ini sudah berubah. Lihat lagi dulu."]);
    }

    /// <summary>The budget (rupiah) that waits for a second person, and who asked for it; null when none does.</summary>
    public static (long Budget, string By)? Waiting(IReadOnlyList<CampaignEvent> history) =>
        history.LastOrDefault(one => one.What is Asked or "budget") is { What: Asked } asked ? (long.Parse(asked.Note, CultureInfo.InvariantCulture), asked.MadeBy) : null;
}
