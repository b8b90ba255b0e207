using System.Collections.Concurrent;
using Chatbot.Outbox;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Bulk;

/// <summary>
/// The lane for messages to many. It takes rows that are due from its sources, the more urgent first, as many as this copy can have in hand, and hands
/// each over at the pace that leaves room for answers; while answers wait in the outbox it takes nothing. A copy that dies loses nothing: its
/// rows are due again when its lease ends.
/// </summary>
internal sealed partial class BulkLane : BackgroundService
{
    // Answers that wait longer than this: the outbox has enough to do.
    private static readonly TimeSpan OutboxBehind = TimeSpan.FromSeconds(5);
    private const string Failed = "failed";

    private static readonly TimeSpan BetweenGauges = TimeSpan.FromSeconds(1);

    private readonly BulkRows[] sources;
    private readonly BulkCourier courier;
    private readonly IReplyOutbox outbox;
    private readonly TimeProvider clock;
    private readonly BulkOptions options;
    private readonly ILogger<BulkLane> logger;
    private readonly SemaphoreSlim woken = new(0, 1);
    private DateTimeOffset nextGauge = DateTimeOffset.MinValue;
    private bool isBehind;

    public BulkLane(
        IEnumerable<IBulkSource> sources, BulkCourier courier, IReplyOutbox outbox, Database database, TimeProvider clock, IOptions<BulkOptions> options,
        ILogger<BulkLane> logger)
    {
        this.sources = [.. sources.OrderBy(source => source.Table.Priority).Select(source => new BulkRows(database, clock, source))];
        (this.courier, this.outbox, this.clock, this.options, this.logger) = (courier, outbox, clock, options.Value, logger);
    }

    /// <summary>There is something new to send.</summary>
    public void Wake()
    {
        lock (woken)
        {
            if (woken.CurrentCount == 0) woken.Release();
        }
    }

    /// <summary>
    /// Serves all that is due now; gives how many rows came to which word: those of <see cref="BulkCourier.ServeAsync"/>, and <c>failed</c> for rows
    /// that are due again when their lease ends.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, int>> SendDueAsync(CancellationToken cancellationToken)
    {
        var words = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var inHand = new List<Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            inHand.RemoveAll(static task => task.IsCompleted);
            // Asked for in handfuls, so that rows are not claimed one by one.
            var room = options.Parallel - inHand.Count;
            if (inHand.Count > 0 && room < Math.Max(1, options.Parallel / 4))
            {
                await Task.WhenAny(inHand);
                continue;
            }

            var goesOn = !words.ContainsKey(Failed) && !await IsOutboxBehindAsync(cancellationToken);
            var claimed = goesOn ? await ClaimAsync(room, cancellationToken) : [];
            inHand.AddRange(claimed.Select(one => Task.Run(() => ServeAsync(one, words, cancellationToken), CancellationToken.None)));
            if (claimed.Count == room) continue;
            if (inHand.Count == 0) break;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Task.WhenAll(inHand), Task.Delay(BetweenGauges, clock, enough.Token));
            await enough.CancelAsync();
        }

        await Task.WhenAll(inHand);
        foreach (var (word, count) in words)
        {
            BulkTelemetry.Ended(word, count);
            LogServed(count, word);
        }

        return words;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(error);
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(woken.WaitAsync(stop.Token), Task.Delay(TimeSpan.FromSeconds(options.PollSeconds), clock, stop.Token));
            await stop.CancelAsync();
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    private async Task<List<(BulkRows Rows, BulkRow Row, long LeaseEnd)>> ClaimAsync(int room, CancellationToken cancellationToken)
    {
        var claimed = new List<(BulkRows, BulkRow, long)>();
        foreach (var rows in sources)
        {
            if (claimed.Count == room) break;
            var leaseEnd = clock.GetUtcNow().AddSeconds(options.LeaseSeconds).ToUnixTimeMilliseconds();
            claimed.AddRange((await rows.ClaimAsync(room - claimed.Count, leaseEnd, cancellationToken)).Select(row => (rows, row, leaseEnd)));
        }

        return claimed;
    }

    private async Task ServeAsync(
        (BulkRows Rows, BulkRow Row, long LeaseEnd) one, ConcurrentDictionary<string, int> words, CancellationToken cancellationToken)
    {
        var word = Failed;
        try
        {
            word = await courier.ServeAsync(one.Rows, one.Row, one.LeaseEnd, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops: the row is due again when its lease ends.
        }
#pragma warning disable CA1031 // A worker's loop: one row that cannot be served does not stop the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogRowFailed(error);
        }

        words.AddOrUpdate(word, 1, static (_, count) => count + 1);
    }

    private async Task<bool> IsOutboxBehindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now < nextGauge) return isBehind;
        nextGauge = now + BetweenGauges;
        isBehind = (await outbox.DepthAsync(cancellationToken)).Oldest < now - OutboxBehind;
        return isBehind;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Messages to many: {Count} {Word}")]
    private partial void LogServed(int count, string word);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message to many could not be served; it is due again when its lease ends")]
    private partial void LogRowFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages to many could not be served; trying again")]
    private partial void LogFailed(Exception error);
}
