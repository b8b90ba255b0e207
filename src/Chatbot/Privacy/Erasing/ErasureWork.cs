using Chatbot.Storage;

namespace Chatbot.Privacy.Erasing;

/// <summary>
/// What is still to be erased outside the database: written in the transaction that erases the rows, so that neither a crash nor an
/// outage of the provider loses it; tried until it is gone.
/// </summary>
internal sealed partial class ErasureWork(
    Database database, PersonalData personalData, IEnumerable<OutsideErasure> kinds, TimeProvider clock, ILogger<ErasureWork> logger)
{
    internal const string Purpose = "erasure.item";

    private const int AtOnce = 100;

    // 1, 2, 4, … minutes, then every six hours for as long as it takes.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private readonly Dictionary<string, OutsideErasure> byKind = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    public IEnumerable<OutsideErasure> Kinds => byKind.Values;

    /// <summary>Adds pieces in the transaction that makes the rows go which name them.</summary>
    public async Task AddAsync(DbSession session, string receipt, string kind, IEnumerable<string> items, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var item in items)
        {
            await session.ExecuteAsync(
                "INSERT INTO erasure_work (id, receipt, kind, item, attempts, due_at) VALUES (@Id, @receipt, @kind, @Item, 0, @Now)",
                new
                {
                    Id = Guid.CreateVersion7(now).ToString(),
                    receipt,
                    kind,
                    Item = personalData.Encrypt(Purpose, item),
                    Now = now.ToUnixTimeMilliseconds(),
                },
                cancellationToken);
        }
    }

    /// <summary>Tries what is due; how many pieces are gone.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var gone = 0;
        IReadOnlyList<Row> rows;
        do
        {
            rows = await database.ReadAsync(
                session => session.QueryAsync<Row>(
                    $"SELECT id AS Id, kind AS Kind, item AS Item, attempts AS Attempts FROM erasure_work WHERE due_at <= @Now ORDER BY due_at, id LIMIT {AtOnce}",
                    new { Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken),
                cancellationToken);
            foreach (var row in rows)
            {
                if (await TryAsync(row, cancellationToken)) gone++;
            }
        }
        while (rows.Count == AtOnce);
        return gone;
    }

    /// <summary>How many pieces wait.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM erasure_work", null, cancellationToken), cancellationToken);

    private async Task<bool> TryAsync(Row row, CancellationToken cancellationToken)
    {
        var isGone = false;
        try
        {
            // A kind that nobody serves any more (a provider that was left) waits until somebody does.
            isGone = byKind.TryGetValue(row.Kind, out var kind)
                && await kind.EraseAsync(personalData.DecryptText(Purpose, row.Item), cancellationToken);
        }
#pragma warning disable CA1031 // A worker's loop: one piece must not keep the others.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(logger, error, row.Kind, row.Attempts + 1);
        }

        if (isGone)
        {
            await database.WriteAsync(
                session => session.ExecuteAsync("DELETE FROM erasure_work WHERE id = @Id", new { row.Id }, cancellationToken), cancellationToken);
            return true;
        }

        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, Math.Min(row.Attempts, 20)), Longest.TotalMinutes));
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE erasure_work SET attempts = attempts + 1, due_at = @DueAt WHERE id = @Id",
                new { row.Id, DueAt = (clock.GetUtcNow() + wait).ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A piece of kind {Kind} could not be erased at attempt {Attempt}; trying again later")]
    private static partial void LogFailed(ILogger logger, Exception error, string kind, long attempt);

    private sealed record Row(string Id, string Kind, byte[] Item, long Attempts);
}
