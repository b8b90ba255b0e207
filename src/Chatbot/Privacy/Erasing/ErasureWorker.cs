namespace Chatbot.Privacy.Erasing;

/// <summary>Goes on with erasures, every minute.</summary>
internal sealed partial class ErasureWorker(Erasures erasures, TimeProvider clock, ILogger<ErasureWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try
            {
                await erasures.RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, error);
            }
        }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A look for erasures that are due failed")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
