using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>Forgets what was said long ago, every hour.</summary>
internal sealed partial class DirectLinePruning(
    DirectLineActivities activities, TimeProvider clock, IOptions<DirectLineOptions> options, ILogger<DirectLinePruning> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                var count = await activities.PruneAsync(clock.GetUtcNow().AddHours(-options.Value.KeepHours), stoppingToken);
                if (count > 0) LogPruned(logger, count);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, error);
            }
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Forgot {Count} activities of Direct Line")]
    private static partial void LogPruned(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting old activities of Direct Line failed")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
