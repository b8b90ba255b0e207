using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>Workers of a place and sector.</summary>
/// <param name="District">Kemendagri code, or the name that a list gave; empty when it is not known.</param>
/// <param name="Sector"><c>transport</c> or <c>other</c>.</param>
/// <param name="Workers">Registered.</param>
/// <param name="Paid">Of these, with a contribution for the month that was asked about.</param>
internal sealed record OutreachRow(string District, string Sector, long Workers, long Paid);

/// <summary>What a branch has reached: its own workers, by place, sector and month.</summary>
/// <param name="Rows">By place and sector, the most workers first.</param>
/// <param name="ByMonth">Registrations by month, the oldest first; months without any are there too.</param>
internal sealed record Outreach(IReadOnlyList<OutreachRow> Rows, IReadOnlyList<(DateOnly Month, long Registrations)> ByMonth);

/// <summary>Counts it, within what the asker may see.</summary>
internal sealed class OutreachReport(Database database)
{
    private const long Day = 24L * 60 * 60 * 1000;

    /// <param name="scope">Who asks; an agent gets his own people.</param>
    /// <param name="now">UTC.</param>
    /// <param name="months">So many months up to this one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outreach> OfAsync(StaffScope scope, DateTimeOffset now, int months, CancellationToken cancellationToken)
    {
        var local = scope.Local(now);
        var first = new DateOnly(local.Year, local.Month, 1).AddMonths(1 - months);
        var values = new
        {
            scope.Organisation,
            OwnPeople = scope.OwnPeopleValue,
            Month = $"{local.Year:d4}-{local.Month:d2}",
            Since = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), local.Offset).ToUnixTimeMilliseconds(),
            Offset = (long)local.Offset.TotalMilliseconds,
        };
        var own = scope.OwnsWorker("w");
        var (rows, days) = await database.ReadAsync(
            async session => (
                await session.QueryAsync<OutreachRow>(
                    $"""
                    SELECT w.district AS District, w.sector AS Sector, COUNT(*) AS Workers, COUNT(c.worker_id) AS Paid
                    FROM {MembersInScope.Workers(scope)} w LEFT JOIN contributions c ON c.worker_id = w.id AND c.month = @Month WHERE {own}
                    GROUP BY w.district, w.sector ORDER BY COUNT(*) DESC, w.district, w.sector
                    """,
                    values,
                    cancellationToken),
                // By day, since the engines share no function for months.
                await session.QueryAsync<DayRow>(
                    $"""
                    SELECT (r.created_at + @Offset) / {Day} AS Number, COUNT(*) AS Count
                    FROM {MembersInScope.Registrations(scope)} r JOIN {MembersInScope.Workers(scope)} w ON w.id = r.worker_id WHERE r.created_at >= @Since AND {own}
                    GROUP BY (r.created_at + @Offset) / {Day}
                    """,
                    values,
                    cancellationToken)),
            cancellationToken);
        var counts = days.ToLookup(day => MonthOf(day.Number), day => day.Count);
        return new Outreach(rows, [.. Enumerable.Range(0, months).Select(first.AddMonths).Select(month => (month, counts[month].Sum()))]);
    }

    private static DateOnly MonthOf(long day)
    {
        var date = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(day * Day).UtcDateTime);
        return new DateOnly(date.Year, date.Month, 1);
    }

    private sealed record DayRow(long Number, long Count);
}
