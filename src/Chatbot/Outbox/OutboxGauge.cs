namespace Chatbot.Outbox;

/// <summary>Counts every fifteen seconds how much waits to go, for who watches the service.</summary>
internal sealed partial class OutboxGauge(IReplyOutbox outbox, TimeProvider clock, ILogger<OutboxGauge> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private OutboxDepth depth = new(0, null);

    public long Conversations => depth.Conversations;

    /// <summary>Zero when nothing is due.</summary>
    public TimeSpan Age => depth.Oldest is { } oldest && clock.GetUtcNow() - oldest is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    public async Task CountAsync(CancellationToken cancellationToken) => depth = await outbox.DepthAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var shown = OutboxTelemetry.Watch(this);
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await CountAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A worker's loop goes on when the store is away.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The outbox could not be counted")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
