using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>Brings to the streams of this copy what other copies have added: one question a second, however many pages are open.</summary>
internal sealed partial class DirectLineWatch(
    DirectLineActivities activities, IOptions<DirectLineOptions> options, TimeProvider clock, ILogger<DirectLineWatch> logger) : BackgroundService
{
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsOn) return;
        using var second = new PeriodicTimer(BetweenLooks, clock);
        while (await second.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await activities.LookAroundAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for what other copies said on Direct Line failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
