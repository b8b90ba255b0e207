namespace Chatbot.Inbox;

/// <summary>Gives conversations back in which nobody of the staff does anything, and carries on what was left in the middle.</summary>
internal sealed partial class InboxWorker(TakeOvers takeOvers, StaffMessages messages, TimeProvider clock, ILogger<InboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var again = new PeriodicTimer(Between, clock);
        while (await again.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await messages.CarryOnAsync(stoppingToken);
                var ended = await takeOvers.TendAsync(stoppingToken);
                if (ended > 0) LogTended(ended);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} conversations of the staff went on or back to Jaka")]
    private partial void LogTended(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversations of the staff could not be tended; trying again")]
    private partial void LogFailed(Exception error);
}
