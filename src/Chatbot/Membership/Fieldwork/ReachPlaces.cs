using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Membership.Fieldwork;

/// <summary>Workers of a kecamatan and sector.</summary>
/// <param name="Area">Kemendagri code of the kabupaten or kota by the KTP; empty when it is not known.</param>
/// <param name="District">The kecamatan: a Kemendagri code, or the name that a list gave; empty when it is not known.</param>
/// <param name="Sector"><c>transport</c> or <c>other</c>.</param>
/// <param name="Workers">Registered.</param>
/// <param name="Paid">Of these, with a contribution for this month.</param>
/// <param name="ThisYear">Of these, registered since the year began.</param>
internal sealed record ReachRow(string Area, string District, string Sector, long Workers, long Paid, long ThisYear)
{
    public string Province => Area.Length >= 2 ? Area[..2] : "";

    public string Kecamatan => MemberPlace.NameOf(District);
}

/// <summary>Counts workers by place, within what the asker may see.</summary>
internal sealed class ReachPlaces(Database database)
{
    /// <param name="scope">Who asks; an agent gets his own people.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ReachRow>> OfAsync(StaffScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var local = scope.Local(now);
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                SELECT COALESCE(k.code, '') AS Area, w.district AS District, w.sector AS Sector, COUNT(*) AS Workers, COUNT(c.worker_id) AS Paid,
                    CAST(SUM(CASE WHEN w.created_at >= @Year THEN 1 ELSE 0 END) AS BIGINT) AS ThisYear
                FROM {MembersInScope.Workers(scope)} w LEFT JOIN {MembersInScope.Areas(scope)} k ON k.worker_id = w.id
                LEFT JOIN contributions c ON c.worker_id = w.id AND c.month = @Month
                WHERE {scope.OwnsWorker("w")}
                GROUP BY COALESCE(k.code, ''), w.district, w.sector
                """,
                new
                {
                    scope.Organisation,
                    OwnPeople = scope.OwnPeopleValue,
                    Month = $"{local.Year:d4}-{local.Month:d2}",
                    Year = new DateTimeOffset(local.Year, 1, 1, 0, 0, 0, scope.Zone.GetUtcOffset(new DateTime(local.Year, 1, 1))).ToUnixTimeMilliseconds(),
                },
                cancellationToken),
            cancellationToken);
        return [.. rows.Select(row => new ReachRow(row.Area, row.District, row.Sector, row.Workers, row.Paid, row.ThisYear))];
    }

    private sealed record Row
    {
        public string Area { get; init; } = "";

        public string District { get; init; } = "";

        public string Sector { get; init; } = "";

        public long Workers { get; init; }

        public long Paid { get; init; }

        public long ThisYear { get; init; }
    }
}
