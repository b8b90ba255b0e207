namespace Chatbot.Storage;

/// <summary>Forgets what is too old to keep, every hour; a feature says what that is, in English for the log.</summary>
internal abstract partial class HourlyPruning(string what, TimeProvider clock, ILogger logger)
    : RegularWork(TimeSpan.FromHours(1), clock, atOnce: true)
{
    /// <summary>Forgets; gives how many there were.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">The service stops.</param>
    protected abstract Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var count = await PruneAsync(Clock.GetUtcNow(), cancellationToken);
        if (count > 0) LogPruned(logger, count, what);
    }

    protected override void LogFailed(Exception error) => LogFailed(logger, error, what);

    [LoggerMessage(Level = LogLevel.Information, Message = "Forgot {Count} {What}")]
    private static partial void LogPruned(ILogger logger, int count, string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting old {What} failed")]
    private static partial void LogFailed(ILogger logger, Exception error, string what);
}
