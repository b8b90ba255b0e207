using System.Collections.Concurrent;
using Chatbot.Campaigns;
using Chatbot.Deliveries;
using Chatbot.Inbox;
using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Membership.Registering;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Requests;
using Chatbot.Programs;
using Chatbot.Rights;

namespace Chatbot.Console.Beranda;

/// <summary>What Beranda shows of a day.</summary>
/// <param name="Conversations">In which somebody wrote to us.</param>
/// <param name="Deliveries">By channel and kind.</param>
/// <param name="Membership">Registrations and open tickets.</param>
/// <param name="Inbox">Conversations that need somebody.</param>
/// <param name="Requests">Open requests about data, the most urgent first.</param>
/// <param name="Problems">Of the last week, the latest first.</param>
/// <param name="Knowledge">Facts that end soon.</param>
/// <param name="Campaigns">That wait for somebody, or go out.</param>
/// <param name="Exports">Requests for files of registrations that nobody has decided.</param>
/// <param name="Erasures">Erasures that one of the staff has asked for and nobody has decided, the most urgent first.</param>
/// <param name="Batches">Running lists of sponsors with a budget of which nine tenths or more have a claim to them.</param>
/// <param name="Branch">Registrations that wait for the branch.</param>
/// <param name="CountedAt">UTC.</param>
internal sealed record Today(
    long Conversations,
    IReadOnlyList<DeliveryCounts> Deliveries,
    MembershipFigures Membership,
    InboxCounts Inbox,
    IReadOnlyList<DataRequest> Requests,
    IReadOnlyList<StaffProblem> Problems,
    KnowledgeOutlook Knowledge,
    IReadOnlyList<Campaign> Campaigns,
    IReadOnlyList<ExportRequest> Exports,
    IReadOnlyList<ErasureCase> Erasures,
    IReadOnlyList<BatchOverview> Batches,
    BranchCount Branch,
    DateTimeOffset CountedAt);

/// <summary>
/// Gathers the day of an organisation, and keeps it for some seconds: who has the page open in ten windows, or with twenty colleagues, is
/// counted for once.
/// </summary>
internal sealed class TodayBoard(
    DeliveryReport deliveries,
    StaffProblems problems,
    MembershipReport membership,
    InboxList inbox,
    DataRequests requests,
    CampaignDesk campaigns,
    ExportRequests exports,
    ErasureDesk erasures,
    SponsoredBatches batches,
    BranchEntries entries,
    Knowledge knowledge,
    TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<(string Organisation, string? OwnPeople, bool IsNarrow), Kept> kept = new();

    public async Task<Today> OfAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // A window of its own for what is counted: who closes his page must not take the figures from his colleagues.
        var shared = kept.AddOrUpdate(
            (scope.Organisation, scope.OwnPeople, scope.IsNarrow),
            _ => new Kept(now, CountAsync(scope, now)),
            (_, before) => now - before.At < KeptFor && !before.Figures.IsFaulted ? before : new Kept(now, CountAsync(scope, now)));
        var today = await shared.Figures.WaitAsync(cancellationToken);
        // What waits for oneself is everybody's own.
        return today with { Inbox = await inbox.CountAsync(scope, cancellationToken) };
    }

    private async Task<Today> CountAsync(StaffScope scope, DateTimeOffset now)
    {
        var from = scope.StartOfDay(now);
        var until = now.AddMinutes(1);
        var figures = await membership.OfAsync(scope, from, until, CancellationToken.None);
        var outlook = KnowledgeOutlook.Of(knowledge, DateOnly.FromDateTime(scope.Local(now).DateTime));
        if (scope.IsNarrow) return new Today(0, [], figures, new InboxCounts(0, 0, 0), [], [], outlook, [], [], [], [], BranchCount.None, now);
        return new Today(
            await deliveries.ConversationsAsync(scope, from, until, CancellationToken.None),
            await deliveries.OfAsync(scope, from, until, CancellationToken.None),
            figures,
            new InboxCounts(0, 0, 0),
            (await requests.ListAsync(scope, now, CancellationToken.None)).Open,
            await problems.ListAsync(scope, now.AddDays(-7), CancellationToken.None),
            outlook,
            await campaigns.AllAsync(
                scope, [CampaignState.Waiting, CampaignState.Running, CampaignState.Paused, CampaignState.Draft, CampaignState.Rehearsed], CancellationToken.None),
            [.. (await exports.ListAsync(scope, CancellationToken.None)).Where(request => request.State == ExportState.Asked)],
            [.. (await erasures.ListAsync(scope, now, CancellationToken.None)).Where(one => one.Stage == ErasureStage.WaitsForSecond)],
            await NearlyFullAsync(scope, DateOnly.FromDateTime(scope.Local(now).DateTime)),
            await entries.CountAsync(scope, CancellationToken.None),
            now);
    }

    private async Task<IReadOnlyList<BatchOverview>> NearlyFullAsync(StaffScope scope, DateOnly today)
    {
        List<BatchOverview> full = [];
        foreach (var batch in (await batches.AllAsync(scope, CancellationToken.None)).Where(batch => batch.Budget > 0 && batch.StateOn(today) is not (BatchState.Ended or BatchState.HandedOver)))
        {
            if (await batches.OverviewAsync(scope, batch.Number, today, CancellationToken.None) is { } overview && overview.Balance.Reserved * 10 >= overview.Balance.Budget * 9) full.Add(overview);
        }

        return full;
    }

    private sealed record Kept(DateTimeOffset At, Task<Today> Figures);
}
