using System.Globalization;
using Chatbot.Language;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Membership.Fieldwork;

/// <summary>How many workers are to be registered in an area within a year.</summary>
/// <param name="Area">Kemendagri code of a province or kabupaten; empty: all that the organisation works in.</param>
/// <param name="Year">The calendar year.</param>
/// <param name="Workers">Newly registered workers.</param>
/// <param name="Source">The document in which it stands.</param>
/// <param name="SetBy">Login of who set it.</param>
/// <param name="SetAt">UTC.</param>
internal sealed record ReachTarget(string Area, int Year, long Workers, string Source, string SetBy, DateTimeOffset SetAt)
{
    public bool Covers(ReachRow row) => row.Area.StartsWith(Area, StringComparison.Ordinal);

    /// <summary>How many a month, were they spread evenly over the year; rounded up.</summary>
    public long PerMonth => (Workers + 11) / 12;

    /// <summary>How many there would be by the end of that day, were they spread evenly over the year.</summary>
    public long LineOn(DateOnly today) => today.Year < Year ? 0 : today.Year > Year ? Workers : Workers * today.DayOfYear / (DateTime.IsLeapYear(Year) ? 366 : 365);

    /// <summary>How many a month are still needed from that day on, the month that has begun with them; null when it is reached or the year is over.</summary>
    public long? NeededPerMonth(DateOnly today, long reached)
    {
        var months = today.Year == Year ? 13 - today.Month : today.Year < Year ? 12 : 0;
        return months == 0 || reached >= Workers ? null : ((Workers - reached) + months - 1) / months;
    }
}

/// <summary>What became of a change. A closed set.</summary>
internal abstract record TargetResult
{
    private TargetResult()
    {
    }

    public sealed record Done : TargetResult;

    /// <param name="Why">In Indonesian.</param>
    public sealed record Refused(string Why) : TargetResult;
}

/// <summary>The targets of an organisation, set by those who keep it; each change stands in the log of looks.</summary>
internal sealed class ReachTargets(Database database, AuditLog audit, TimeProvider clock)
{
    public const long Most = 100_000_000;

    /// <summary>Those of the asker's organisation, the latest year first; an agent sees none.</summary>
    public async Task<IReadOnlyList<ReachTarget>> AllAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return [];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                SELECT t.area AS Area, t.year AS Year, t.workers AS Workers, t.source AS Source, t.set_by AS SetBy, t.set_at AS SetAt
                FROM reach_targets t WHERE {StaffScope.OwnsRow("t")} ORDER BY t.year DESC, t.area
                """,
                new { scope.Organisation },
                cancellationToken),
            cancellationToken);
        return [.. rows.Select(row => new ReachTarget(row.Area, (int)row.Year, row.Workers, row.Source, row.SetBy, DateTimeOffset.FromUnixTimeMilliseconds(row.SetAt)))];
    }

    /// <summary>Sets one, in place of what stood there.</summary>
    public async Task<TargetResult> SetAsync(StaffScope scope, string area, int year, long workers, string source, CancellationToken cancellationToken)
    {
        if (!MayChange(scope)) return new TargetResult.Refused("Target hanya bisa diubah oleh pengelola.");
        var thisYear = scope.Local(clock.GetUtcNow()).Year;
        if (area.Length > 0 && (area.Length is not (2 or 4) || RegionNames.Find(area) is null)) return new TargetResult.Refused("Wilayah itu tidak dikenal.");
        if (year < thisYear - 1 || year > thisYear + 5) return new TargetResult.Refused($"Tahun antara {thisYear - 1} dan {thisYear + 5}.");
        if (workers is < 1 or > Most) return new TargetResult.Refused("Isi jumlah pekerja, paling sedikit 1.");
        if (source.Trim() is not { Length: >= 3 and <= 200 } named) return new TargetResult.Refused("Sebut sumbernya: surat atau rencana kerja tempat target itu tertulis.");
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO reach_targets (organisation_id, area, year, workers, source, set_by, set_at)
                    VALUES (@Organisation, @area, @Year, @workers, @named, @Login, @Now)
                    ON CONFLICT (organisation_id, area, year) DO UPDATE SET workers = excluded.workers, source = excluded.source, set_by = excluded.set_by, set_at = excluded.set_at
                    """,
                    new { scope.Organisation, area, Year = (long)year, workers, named, scope.Login, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                await audit.AddAsync(session, scope.Look(Named(area, year, $"{workers}; {named}")), "target.set", "", cancellationToken);
            },
            cancellationToken);
        return new TargetResult.Done();
    }

    /// <summary>Takes one away.</summary>
    public async Task<TargetResult> RemoveAsync(StaffScope scope, string area, int year, CancellationToken cancellationToken)
    {
        if (!MayChange(scope)) return new TargetResult.Refused("Target hanya bisa diubah oleh pengelola.");
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    $"DELETE FROM reach_targets WHERE {StaffScope.OwnsRow("reach_targets")} AND area = @area AND year = @Year",
                    new { scope.Organisation, area, Year = (long)year },
                    cancellationToken);
                await audit.AddAsync(session, scope.Look(Named(area, year, "dihapus")), "target.removed", "", cancellationToken);
            },
            cancellationToken);
        return new TargetResult.Done();
    }

    public static bool MayChange(StaffScope scope) => scope.Has(StaffRole.Administrator);

    private static string Named(string area, int year, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"target {(area.Length == 0 ? "semua" : area)} {year}: {what}");

    private sealed record Row(string Area, long Year, long Workers, string Source, string SetBy, long SetAt);
}
