using Chatbot.Storage;

namespace Chatbot.Inbox;

/// <summary>Gives conversations back in which nobody of the staff does anything, and carries on what was left in the middle.</summary>
internal sealed partial class InboxWorker(TakeOvers takeOvers, StaffMessages messages, TimeProvider clock, ILogger<InboxWorker> logger)
    : RegularWork(TimeSpan.FromSeconds(10), clock)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await messages.CarryOnAsync(cancellationToken);
        var ended = await takeOvers.TendAsync(cancellationToken);
        if (ended > 0) LogTended(ended);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} conversations of the staff went on or back to Jaka")]
    private partial void LogTended(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversations of the staff could not be tended; trying again")]
    protected override partial void LogFailed(Exception error);
}
