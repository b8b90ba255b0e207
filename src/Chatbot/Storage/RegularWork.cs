namespace Chatbot.Storage;

/// <summary>Something that is done again and again while the service runs. A time that fails, as when a store is away, does not end it.</summary>
/// <param name="between">The pause from one time to the next.</param>
/// <param name="clock">Counts the pause.</param>
/// <param name="atOnce">The first time is at the start of the service, else after the first pause.</param>
internal abstract class RegularWork(TimeSpan between, TimeProvider clock, bool atOnce = false) : BackgroundService
{
    private volatile RegularWorkRun? last;

    /// <summary>The pause from one time to the next.</summary>
    public TimeSpan Pause { get; } = between;

    /// <summary>Its last time in this copy of the service; null before the first has ended.</summary>
    public RegularWorkRun? Last => last;

    protected TimeProvider Clock { get; } = clock;

    /// <summary>Once.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    protected abstract void LogFailed(Exception error);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var again = new PeriodicTimer(Pause, Clock);
        if (!atOnce && !await again.WaitForNextTickAsync(stoppingToken)) return;
        do
        {
            var (began, at) = (Clock.GetTimestamp(), Clock.GetUtcNow());
            try
            {
                await WorkAsync(stoppingToken);
                last = new RegularWorkRun(at, Clock.GetElapsedTime(began), null, last?.FailedAt);
            }
#pragma warning disable CA1031 // A worker's loop goes on; a cancellation that is not the service's end is a time-out of somebody's.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                last = new RegularWorkRun(at, Clock.GetElapsedTime(began), error.GetType().Name, at);
                LogFailed(error);
            }
        }
        while (await again.WaitForNextTickAsync(stoppingToken));
    }
}

/// <summary>One time of a regular work.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Error">The kind of error that ended it, without what it says; null when it went well.</param>
/// <param name="FailedAt">When it last failed, UTC; null when it never has.</param>
internal sealed record RegularWorkRun(DateTimeOffset At, TimeSpan Took, string? Error, DateTimeOffset? FailedAt);
