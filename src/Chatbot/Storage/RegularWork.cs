namespace Chatbot.Storage;

/// <summary>Something that is done again and again while the service runs. A time that fails, as when a store is away, does not end it.</summary>
/// <param name="between">The pause from one time to the next.</param>
/// <param name="clock">Counts the pause.</param>
/// <param name="atOnce">The first time is at the start of the service, else after the first pause.</param>
internal abstract class RegularWork(TimeSpan between, TimeProvider clock, bool atOnce = false) : BackgroundService
{
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Once.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    protected abstract void LogFailed(Exception error);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var again = new PeriodicTimer(between, Clock);
        if (!atOnce && !await again.WaitForNextTickAsync(stoppingToken)) return;
        do
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A worker's loop goes on; a cancellation that is not the service's end is a time-out of somebody's.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(error);
            }
        }
        while (await again.WaitForNextTickAsync(stoppingToken));
    }
}
