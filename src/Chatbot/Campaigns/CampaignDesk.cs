using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Campaigns.Sources;
using Chatbot.Privacy.Access;

namespace Chatbot.Campaigns;

/// <summary>
/// What a member of the staff does with campaigns, within what is his: those of his organisation. What is not his is as if it were not there. Who
/// writes does not approve; who only looks changes nothing.
/// </summary>
internal sealed class CampaignDesk(CampaignBook book, Rehearsals rehearsals, TestSends tests, CampaignEffects effects, SourceCodes sources)
{
    private const string NotHis = "Peran Anda tidak boleh melakukan ini.";

    /// <summary>Whether he may see campaigns.</summary>
    public static bool MaySee(StaffScope scope) => !scope.IsNarrow;

    /// <summary>Whether he may write campaigns and audiences.</summary>
    public static bool MayWrite(StaffScope scope) => MaySee(scope) && (scope.Has(StaffRole.Outreach) || scope.Has(StaffRole.Administrator));

    /// <summary>Whether he may approve what somebody else has written.</summary>
    public static bool MayApprove(StaffScope scope) => MaySee(scope) && scope.Has(StaffRole.Approver);

    public async Task<Campaign?> FindAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        MaySee(scope) && await book.FindAsync(number, cancellationToken) is { } campaign && campaign.Organisation == scope.Organisation ? campaign : null;

    /// <summary>The youngest first; all, or those in some states.</summary>
    public async Task<IReadOnlyList<Campaign>> AllAsync(StaffScope scope, IReadOnlyCollection<CampaignState> states, CancellationToken cancellationToken) =>
        MaySee(scope) ? [.. (await book.AllAsync(states, cancellationToken)).Where(campaign => campaign.Organisation == scope.Organisation)] : [];

    public async Task<IReadOnlyList<CampaignEvent>> HistoryAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        await FindAsync(scope, number, cancellationToken) is null ? [] : await book.HistoryAsync(number, cancellationToken);

    public async Task<CampaignEffect?> EffectAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        await FindAsync(scope, number, cancellationToken) is null ? null : await effects.OfAsync(number, cancellationToken);

    public async Task<WrittenCampaign> MakeAsync(StaffScope scope, CampaignDraft draft, CancellationToken cancellationToken) =>
        MayWrite(scope) ? await book.MakeAsync(scope.Organisation, draft, scope.Login, cancellationToken) : new WrittenCampaign.Refused([NotHis]);

    public async Task<WrittenCampaign> ChangeAsync(StaffScope scope, string number, CampaignDraft draft, CancellationToken cancellationToken) =>
        await WhyNotAsync(scope, number, MayWrite(scope), cancellationToken) is { } why
            ? new WrittenCampaign.Refused([why])
            : await book.ChangeAsync(number, draft, scope.Login, cancellationToken);

    public async Task<WrittenCampaign> FollowUpAsync(StaffScope scope, string number, FollowUp to, CancellationToken cancellationToken) =>
        await WhyNotAsync(scope, number, MayWrite(scope), cancellationToken) is { } why
            ? new WrittenCampaign.Refused([why])
            : await book.FollowUpAsync(number, to, scope.Login, cancellationToken);

    /// <summary>Moves the campaign on. Approving is for who approves, everything else for who writes; sending it back and stopping what goes wrong for both.</summary>
    public async Task<CampaignStep> MoveAsync(StaffScope scope, string number, CampaignMove move, string note, CancellationToken cancellationToken)
    {
        var may = move switch
        {
            CampaignMove.Approve => MayApprove(scope),
            CampaignMove.Return or CampaignMove.Pause or CampaignMove.Stop => MayApprove(scope) || MayWrite(scope),
            _ => MayWrite(scope),
        };
        return await WhyNotAsync(scope, number, may, cancellationToken) is { } why
            ? new CampaignStep.Refused([why])
            : await book.MoveAsync(number, move, scope.Login, note, cancellationToken);
    }

    /// <summary>Rehearses a draft, or one that waits; null when it is not his to rehearse.</summary>
    public async Task<RehearsalReport?> RehearseAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        await WhyNotAsync(scope, number, MayWrite(scope) || MayApprove(scope), cancellationToken) is null
            ? await rehearsals.RunAsync(number, scope.Login, cancellationToken)
            : null;

    /// <summary>Sends the texts to a phone of the staff; a line for each variant.</summary>
    public async Task<IReadOnlyList<string>> TestAsync(StaffScope scope, string number, string phone, CancellationToken cancellationToken) =>
        await WhyNotAsync(scope, number, MayWrite(scope), cancellationToken) is { } why ? [why] : await tests.SendAsync(number, phone, scope.Login, cancellationToken);

    public async Task<NewSourceCode> AddSourceAsync(StaffScope scope, SourceCode source, CancellationToken cancellationToken) =>
        MayWrite(scope) ? await sources.AddAsync(scope.Organisation, source, scope.Login, cancellationToken) : new NewSourceCode.Refused([NotHis]);

    /// <summary>The source codes of his organisation, the youngest first, with what each has brought.</summary>
    public async Task<IReadOnlyList<(SourceCode Source, SourceCount Count)>> SourcesAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        if (!MaySee(scope)) return [];
        var counts = (await sources.CountsAsync(cancellationToken)).ToDictionary(count => count.Code);
        return [.. (await sources.AllAsync(cancellationToken)).Where(source => source.Organisation == scope.Organisation).Select(source => (source, counts[source.Code]))];
    }

    private async Task<string?> WhyNotAsync(StaffScope scope, string number, bool may, CancellationToken cancellationToken) =>
        await FindAsync(scope, number, cancellationToken) is null ? $"Kampanye {number} tidak ada." : may ? null : NotHis;
}
