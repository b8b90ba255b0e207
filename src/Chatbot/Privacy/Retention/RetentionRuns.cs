using System.Text.Json;
using Chatbot.Storage;

namespace Chatbot.Privacy.Retention;

/// <summary>A time the schedule ran.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="By">A login; empty when it was the schedule itself.</param>
/// <param name="Results">What went.</param>
internal sealed record PastRetention(DateTimeOffset At, string By, IReadOnlyList<RetentionResult> Results)
{
    public long Rows => Results.Sum(result => (long)result.Rows);
}

/// <summary>Runs the retention schedule once a day, or when somebody says so, and notes each time with what went.</summary>
internal sealed class RetentionRuns(Database database, RetentionRun run, TimeProvider clock)
{
    /// <summary>From one time to the next. An hour less than a day: whoever looks every hour then does it at the same hour each day.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromHours(23);

    // As long as the log of looks: later nobody asks.
    private const int KeptDays = 730;

    /// <summary>Runs it now.</summary>
    /// <param name="by">A login; empty for the schedule itself.</param>
    /// <param name="cancellationToken">Stops it between two tables; then nothing is noted, and the next time takes the rest.</param>
    public async Task<IReadOnlyList<RetentionResult>> RunAsync(string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var results = await run.RunAsync(now, isDry: false, cancellationToken);
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "INSERT INTO retention_runs (id, at, run_by, results) VALUES (@Id, @At, @by, @Results)",
                    new { Id = Guid.CreateVersion7(now).ToString(), At = now.ToUnixTimeMilliseconds(), by, Results = JsonSerializer.Serialize(results) },
                    cancellationToken);
                await session.ExecuteAsync(
                    "DELETE FROM retention_runs WHERE at < @Before", new { Before = now.AddDays(-KeptDays).ToUnixTimeMilliseconds() }, cancellationToken);
            },
            cancellationToken);
        return results;
    }

    /// <summary>Runs it when a day has gone by since the last time, in whatever copy of the service that was; how many rows went.</summary>
    public async Task<int> RunIfDueAsync(CancellationToken cancellationToken) =>
        await LastAtAsync(cancellationToken) is { } last && clock.GetUtcNow() - last < Between
            ? 0
            : (await RunAsync("", cancellationToken)).Sum(result => result.Rows);

    /// <summary>When it ran last, UTC; null: never.</summary>
    public Task<DateTimeOffset?> LastAtAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await session.FirstAsync<long?>("SELECT MAX(at) FROM retention_runs", null, cancellationToken) is { } at
                ? DateTimeOffset.FromUnixTimeMilliseconds(at)
                : (DateTimeOffset?)null,
            cancellationToken);

    /// <summary>The times since then, the latest first.</summary>
    public async Task<IReadOnlyList<PastRetention>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(
            session => session.QueryAsync<Row>(
                "SELECT at AS At, run_by AS RunBy, results AS Results FROM retention_runs WHERE at >= @Since ORDER BY at DESC, id DESC",
                new { Since = since.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken)).Select(row => new PastRetention(
                DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.RunBy, JsonSerializer.Deserialize<List<RetentionResult>>(row.Results) ?? []))];

    private sealed record Row(long At, string RunBy, string Results);
}

/// <summary>Looks every hour whether the schedule is due.</summary>
internal sealed class RetentionPruning(RetentionRuns runs, TimeProvider clock, ILogger<RetentionPruning> logger)
    : HourlyPruning("rows by the retention schedule", clock, logger)
{
    protected override Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => runs.RunIfDueAsync(cancellationToken);
}
