using Chatbot.Console.Organisations;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.Jangkauan;

/// <summary>What the regent's report says, on paper and as a workbook: counts alone, nobody's data.</summary>
/// <param name="Office">Who reports.</param>
/// <param name="Area">Kemendagri code of a province or kabupaten; empty: all that the organisation works in.</param>
/// <param name="CountedAt">UTC.</param>
/// <param name="Today">In the organisation's zone.</param>
/// <param name="All">Workers by place, in every area.</param>
/// <param name="Targets">Of every area and year.</param>
/// <param name="Trend">The last twelve months in the area.</param>
/// <param name="Sponsored">Lists of sponsors that run; in every area.</param>
internal sealed record RegentPaper(
    string Office,
    string Area,
    DateTimeOffset CountedAt,
    DateOnly Today,
    IReadOnlyList<ReachRow> All,
    IReadOnlyList<ReachTarget> Targets,
    IReadOnlyList<ReachMonth> Trend,
    IReadOnlyList<BatchOverview> Sponsored)
{
    /// <summary>Workers in the area, by place.</summary>
    public IReadOnlyList<ReachRow> Here { get; } = [.. All.Where(row => row.Area.StartsWith(Area, StringComparison.Ordinal))];

    /// <summary>This year's targets of the area and of those below it.</summary>
    public IReadOnlyList<ReachTarget> Aims { get; } =
        [.. Targets.Where(target => target.Year == Today.Year && (Area.Length == 0 || target.Area.StartsWith(Area, StringComparison.Ordinal)))];

    /// <summary>By kecamatan in a kabupaten, else by kabupaten; the most workers first.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ReachRow> Rows)> Places =>
        Here.GroupBy(row => Area.Length == 4 ? row.Kecamatan : row.Area)
            .Select(place => (Name: place.Key.Length == 0 ? "Belum diketahui" : Area.Length == 4 ? place.Key : ReachWords.Area(place.Key), Rows: (IReadOnlyList<ReachRow>)[.. place]))
            .OrderByDescending(place => place.Rows.Sum(row => row.Workers)).ThenBy(place => place.Name, StringComparer.Ordinal);
}

/// <summary>Gathers it, within what the asker may see.</summary>
internal sealed class RegentReport(
    ReachPlaces places, ReachTargets targets, ReachTrend trend, QuotaReport quotas, OrganisationRegister organisations, TimeProvider clock)
{
    /// <summary>Counts it now. An area that is none is all.</summary>
    public async Task<RegentPaper> OfAsync(StaffScope scope, string area, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (area.Length is not (2 or 4) || !area.All(char.IsAsciiDigit)) area = "";
        return new RegentPaper(
            (await organisations.FindAsync(scope.Organisation, cancellationToken))?.Name ?? "",
            area,
            now,
            DateOnly.FromDateTime(scope.Local(now).DateTime),
            await places.OfAsync(scope, now, cancellationToken),
            await targets.AllAsync(scope, cancellationToken),
            await trend.OfAsync(scope, now, area, cancellationToken),
            [.. (await quotas.OfAsync(scope, now, cancellationToken)).Where(one => one.State == BatchState.Running)]);
    }
}
