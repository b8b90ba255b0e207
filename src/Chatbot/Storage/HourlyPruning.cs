namespace Chatbot.Storage;

/// <summary>Forgets what is too old to keep, every hour; a feature says what that is, in English for the log.</summary>
internal abstract partial class HourlyPruning(string what, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>Forgets; gives how many there were.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">The service stops.</param>
    protected abstract Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                var count = await PruneAsync(clock.GetUtcNow(), stoppingToken);
                if (count > 0) LogPruned(logger, count, what);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, error, what);
            }
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Forgot {Count} {What}")]
    private static partial void LogPruned(ILogger logger, int count, string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting old {What} failed")]
    private static partial void LogFailed(ILogger logger, Exception error, string what);
}
