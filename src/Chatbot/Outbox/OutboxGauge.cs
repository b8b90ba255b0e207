using Chatbot.Storage;

namespace Chatbot.Outbox;

/// <summary>Counts every fifteen seconds how much waits to go, for who watches the service.</summary>
internal sealed partial class OutboxGauge(IReplyOutbox outbox, TimeProvider clock, ILogger<OutboxGauge> logger)
    : RegularWork(TimeSpan.FromSeconds(15), clock, atOnce: true)
{
    private OutboxDepth depth = new(0, null);

    public long Conversations => depth.Conversations;

    /// <summary>Zero when nothing is due.</summary>
    public TimeSpan Age => depth.Oldest is { } oldest && Clock.GetUtcNow() - oldest is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    public async Task CountAsync(CancellationToken cancellationToken) => depth = await outbox.DepthAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var shown = OutboxTelemetry.Watch(this);
        await base.ExecuteAsync(stoppingToken);
    }

    protected override Task WorkAsync(CancellationToken cancellationToken) => CountAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The outbox could not be counted")]
    protected override partial void LogFailed(Exception error);
}
