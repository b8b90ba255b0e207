using Chatbot.Storage;

namespace Chatbot.Privacy.Keys;

/// <summary>Meets keys that another copy made, every minute.</summary>
internal sealed partial class KeyRefresh(DataKeys keys, TimeProvider clock, ILogger<KeyRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.RefreshAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The data keys could not be read again")]
    private static partial void LogFailed(ILogger logger, Exception error);
}

/// <summary>Encrypts anew what is still under an older key, every hour.</summary>
internal sealed class KeyResealing(KeyRotation rotation, TimeProvider clock, ILogger<KeyResealing> logger)
    : HourlyPruning("encryptions under older keys", clock, logger)
{
    protected override async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (int)await rotation.ResealAsync(cancellationToken);
}
