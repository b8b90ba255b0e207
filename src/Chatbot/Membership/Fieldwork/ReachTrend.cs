using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Membership.Fieldwork;

/// <summary>Registrations of a month beside those of the same month a year before.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Registrations">In the month; of the month that runs, until now.</param>
/// <param name="YearBefore">In the whole month a year before.</param>
/// <param name="YearBeforeByNow">Of these, until the same day of the month; of a month that is over, all.</param>
internal sealed record ReachMonth(DateOnly Month, long Registrations, long YearBefore, long YearBeforeByNow);

/// <summary>Counts registrations month by month, within what the asker may see.</summary>
internal sealed class ReachTrend(Database database)
{
    private const int Months = 12;
    private const long Day = 24L * 60 * 60 * 1000;

    /// <summary>The last twelve months, the oldest first; months without any are there too.</summary>
    /// <param name="scope">Who asks; an agent gets his own people.</param>
    /// <param name="now">UTC.</param>
    /// <param name="area">Kemendagri code of a province or kabupaten by the KTP; empty: everywhere.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ReachMonth>> OfAsync(StaffScope scope, DateTimeOffset now, string area, CancellationToken cancellationToken)
    {
        var local = scope.Local(now);
        var today = DateOnly.FromDateTime(local.DateTime);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var days = await database.ReadAsync(
            session => session.QueryAsync<DayRow>(
                $"""
                SELECT (r.created_at + @Offset) / {Day} AS Number, COUNT(*) AS Count
                FROM {MembersInScope.Registrations(scope)} r JOIN {MembersInScope.Workers(scope)} w ON w.id = r.worker_id
                WHERE r.created_at >= @Since AND {scope.OwnsWorker("w")}
                    AND (@area = '' OR EXISTS (SELECT 1 FROM {MembersInScope.Areas(scope)} k WHERE k.worker_id = w.id AND SUBSTR(k.code, 1, LENGTH(@area)) = @area))
                GROUP BY (r.created_at + @Offset) / {Day}
                """,
                new
                {
                    scope.Organisation,
                    OwnPeople = scope.OwnPeopleValue,
                    area,
                    Since = new DateTimeOffset(first.AddYears(-1).ToDateTime(TimeOnly.MinValue), local.Offset).ToUnixTimeMilliseconds(),
                    Offset = (long)local.Offset.TotalMilliseconds,
                },
                cancellationToken),
            cancellationToken);
        var counts = days.ToDictionary(day => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(day.Number * Day).UtcDateTime), day => day.Count);
        return
        [
            .. Enumerable.Range(0, Months).Select(first.AddMonths).Select(month =>
            {
                var before = month.AddYears(-1);
                var isRunning = month.AddMonths(1) > today;
                return new ReachMonth(
                    month,
                    counts.Where(day => IsIn(day.Key, month)).Sum(day => day.Value),
                    counts.Where(day => IsIn(day.Key, before)).Sum(day => day.Value),
                    counts.Where(day => IsIn(day.Key, before) && (!isRunning || day.Key.Day <= today.Day)).Sum(day => day.Value));
            }),
        ];
    }

    private static bool IsIn(DateOnly day, DateOnly month) => day.Year == month.Year && day.Month == month.Month;

    private sealed record DayRow(long Number, long Count);
}
