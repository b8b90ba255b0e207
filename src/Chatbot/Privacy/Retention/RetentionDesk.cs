using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;

namespace Chatbot.Privacy.Retention;

/// <summary>When the schedule ran and runs again; what went is told to the organisation that answers for the service.</summary>
/// <param name="LastAt">UTC; null: never.</param>
/// <param name="NextAt">Not before then, and within the hour after, UTC; null: with the next start of the service.</param>
/// <param name="Runs">The times of the last month, the latest first; empty for other organisations.</param>
internal sealed record RetentionHistory(DateTimeOffset? LastAt, DateTimeOffset? NextAt, IReadOnlyList<PastRetention> Runs);

/// <summary>What would go at that moment.</summary>
/// <param name="At">UTC.</param>
/// <param name="Results">By table.</param>
internal sealed record RetentionOutlook(DateTimeOffset At, IReadOnlyList<RetentionResult> Results);

/// <summary>
/// The retention schedule on the console. It is one for the whole service, so its counts are about the people of every organisation: the first
/// organisation, which answers for the service, sees them, and its administrators may run it before its time.
/// </summary>
internal sealed class RetentionDesk(RetentionRuns runs, RetentionRun run, AuditLog audit, TimeProvider clock)
{
    private const int ShownDays = 30;

    /// <summary>Whether he sees what went and what would go.</summary>
    public static bool MayCount(StaffScope scope) =>
        !scope.IsNarrow && scope.Organisation == Ownership.First && (scope.Has(StaffRole.Administrator) || scope.Has(StaffRole.Auditor));

    /// <summary>Whether he may run it now.</summary>
    public static bool MayRun(StaffScope scope) => MayCount(scope) && scope.Has(StaffRole.Administrator);

    public async Task<RetentionHistory> HistoryAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        var last = await runs.LastAtAsync(cancellationToken);
        return new RetentionHistory(
            last, last + RetentionRuns.Between, MayCount(scope) ? await runs.SinceAsync(clock.GetUtcNow().AddDays(-ShownDays), cancellationToken) : []);
    }

    /// <summary>What would go now; null when it is not his to see.</summary>
    public async Task<RetentionOutlook?> CountAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        if (!MayCount(scope)) return null;
        var now = clock.GetUtcNow();
        return new RetentionOutlook(now, await run.RunAsync(now, isDry: true, cancellationToken));
    }

    /// <summary>Runs it now; what went, or null when it is not his to do, or he says no reason. It is noted first.</summary>
    public async Task<RetentionOutlook?> RunAsync(StaffScope scope, string reason, CancellationToken cancellationToken)
    {
        if (!MayRun(scope) || reason.Trim().Length < 5) return null;
        await audit.AddAsync(scope.Look(reason.Trim()), "retention.run", "", cancellationToken);
        return new RetentionOutlook(clock.GetUtcNow(), await runs.RunAsync(scope.Login, cancellationToken));
    }
}
