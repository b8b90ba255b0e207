using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>What became of the reminders of one week and rule.</summary>
/// <param name="Week">Its Monday, in the organisation's zone.</param>
/// <param name="Rule">Such as <c>h-7</c>.</param>
/// <param name="Outcome"><c>told</c>, why not (see docs/reminders.md), or <c>waiting</c>.</param>
/// <param name="Count">Workers.</param>
/// <param name="Paid">Of those who were told, how many had a payment of their own recorded within <see cref="ReminderReport.PaidWithin"/>.</param>
internal sealed record ReminderCount(DateOnly Week, string Rule, string Outcome, long Count, long Paid)
{
    public const string Told = "told";
    public const string Waiting = "waiting";
}

/// <summary>How reminders went, and whether the planning is alive.</summary>
/// <param name="Counts">By week, rule and outcome.</param>
/// <param name="PlannedAt">When an hour was last planned; null when none ever was.</param>
internal sealed record ReminderHistory(IReadOnlyList<ReminderCount> Counts, DateTimeOffset? PlannedAt);

/// <summary>Counts it, within what the asker may see.</summary>
internal sealed class ReminderReport(Database database)
{
    /// <summary>A payment so soon after is counted beside the reminder; that it came because of it is not said.</summary>
    public static readonly TimeSpan PaidWithin = TimeSpan.FromDays(7);

    private const long Day = 24L * 60 * 60 * 1000;

    // The first of January 1970 was a Thursday: three days after a Monday.
    private const long FromMonday = 3 * Day;

    /// <param name="scope">Who asks.</param>
    /// <param name="now">UTC.</param>
    /// <param name="weeks">So many up to this one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ReminderHistory> OfAsync(StaffScope scope, DateTimeOffset now, int weeks, CancellationToken cancellationToken)
    {
        var offset = (long)scope.Local(now).Offset.TotalMilliseconds;
        var first = WeekOf(Number(now.ToUnixTimeMilliseconds() + offset)).AddDays(7 * (1 - weeks));
        var values = new
        {
            scope.Organisation,
            OwnPeople = scope.OwnPeople ?? "",
            Offset = offset + FromMonday,
            Since = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.FromMilliseconds(offset)).ToUnixTimeMilliseconds(),
            Within = (long)PaidWithin.TotalMilliseconds,
        };
        var (rows, planned) = await database.ReadAsync(
            async session => (
                await session.QueryAsync<Row>(
                    $"""
                    SELECT (m.created_at + @Offset) / {7 * Day} AS Week, r.rule AS Rule, COALESCE(r.outcome, '{ReminderCount.Waiting}') AS Outcome,
                        COUNT(*) AS Count,
                        CAST(SUM(CASE WHEN r.outcome = '{ReminderCount.Told}' AND EXISTS (
                            SELECT 1 FROM contributions c WHERE c.worker_id = r.worker_id AND c.payer = 'self'
                                AND c.paid_at >= m.ended_at AND c.paid_at < m.ended_at + @Within) THEN 1 ELSE 0 END) AS BIGINT) AS Paid
                    FROM reminders r JOIN reminder_messages m ON m.id = r.message JOIN workers w ON w.id = r.worker_id
                    WHERE m.created_at >= @Since AND {MembersInScope.Sees(scope)}
                    GROUP BY (m.created_at + @Offset) / {7 * Day}, r.rule, COALESCE(r.outcome, '{ReminderCount.Waiting}')
                    """,
                    values,
                    cancellationToken),
                await session.FirstAsync<Latest>("SELECT MAX(began_at) AS At FROM reminder_hours WHERE planned IS NOT NULL", null, cancellationToken)),
            cancellationToken);
        return new ReminderHistory(
            [.. rows.Select(row => new ReminderCount(WeekOf(row.Week), row.Rule, row.Outcome, row.Count, row.Paid)).OrderBy(row => row.Week).ThenBy(row => row.Rule, StringComparer.Ordinal)],
            planned?.At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    private static long Number(long localMilliseconds) => (localMilliseconds + FromMonday) / (7 * Day);

    private static DateOnly WeekOf(long number) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays((number * 7) - 3));

    private sealed record Row
    {
        public long Week { get; init; }

        public string Rule { get; init; } = "";

        public string Outcome { get; init; } = "";

        public long Count { get; init; }

        public long Paid { get; init; }
    }

    private sealed record Latest
    {
        public long? At { get; init; }
    }
}
