using Chatbot.Language;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Membership.Members;

/// <summary>
/// The kabupaten or kota of each worker, concluded once from his NIK: most register by chat and say no village, and staff looks for people and
/// conversations of an area.
/// </summary>
internal sealed class WorkerAreas(Database database, PersonalData personalData, TimeProvider clock)
{
    private const int AtOnce = 1_000;

    private static readonly BulkInsert Insert = new("worker_areas", ["worker_id", "code", "name", "at"]) { OnConflict = "(worker_id) DO NOTHING" };

    /// <summary>Concludes for those of whom nothing is known yet; gives how many.</summary>
    public async Task<int> LearnAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync<Row>(
                    """
                    SELECT id AS Id, nik AS Nik FROM workers
                    WHERE NOT EXISTS (SELECT 1 FROM worker_areas WHERE worker_areas.worker_id = workers.id) ORDER BY id LIMIT @AtOnce
                    """,
                    new { AtOnce = (long)AtOnce },
                    cancellationToken),
                cancellationToken);
            if (rows.Count == 0) return all + await LearnApartAsync(cancellationToken);
            var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var areas = rows.Select(row =>
            {
                var (code, name) = AreaOf(row.Nik);
                return new object?[] { row.Id, code, name, at };
            }).ToList();
            await database.WriteAsync(session => session.BulkInsertAsync(Insert, areas, cancellationToken), cancellationToken);
            all += rows.Count;
        }
    }

    // In the same rhythm, so that their agent sees no difference between them and workers.
    private async Task<int> LearnApartAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                "SELECT number AS Id, nik AS Nik FROM pending_registrations WHERE shown_id IS NOT NULL AND area IS NULL ORDER BY number", null, cancellationToken),
            cancellationToken);
        if (rows.Count == 0) return 0;
        await database.WriteAsync(
            async session =>
            {
                foreach (var row in rows)
                    await session.ExecuteAsync("UPDATE pending_registrations SET area = @Code WHERE number = @Id", new { AreaOf(row.Nik).Code, row.Id }, cancellationToken);
            },
            cancellationToken);
        return rows.Count;
    }

    // A NIK that was shortened after its hand-over names no place any more.
    private (string Code, string Name) AreaOf(byte[] nik)
    {
        var digits = nik.Length == 0 ? "" : personalData.DecryptText(Workers.NikPurpose, nik);
        return digits.Length == 16 && RegionNames.Find(digits[..4]) is { } name ? (digits[..4], name.ToLowerInvariant()) : ("", "");
    }

    private sealed record Row(string Id, byte[] Nik);
}

/// <summary>Learns the areas of new workers.</summary>
internal sealed partial class WorkerAreasWorker(WorkerAreas areas, TimeProvider clock, ILogger<WorkerAreasWorker> logger)
    : RegularWork(TimeSpan.FromMinutes(5), clock, atOnce: true)
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => areas.LearnAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "Areas of workers could not be concluded; trying again")]
    protected override partial void LogFailed(Exception error);
}
