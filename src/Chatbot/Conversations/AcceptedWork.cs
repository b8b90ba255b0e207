namespace Chatbot.Conversations;

/// <summary>Runs what an edge has accepted to its end, within a time.</summary>
internal static partial class AcceptedWork
{
    /// <summary>
    /// False when it was not done: the edge then answers 503, so that the provider brings it again. Neither the request's token nor the host's
    /// stopping token ends it: what has been accepted is finished even when the caller hangs up or the service is being stopped.
    /// </summary>
    public static async Task<bool> IsDoneAsync(Func<CancellationToken, Task> work, TimeSpan atMost, TimeProvider clock, string what, ILogger logger)
    {
        using var limit = new CancellationTokenSource(atMost, clock);
        try
        {
            await work(limit.Token).WaitAsync(limit.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever went wrong inside, the message is not committed, and only a 5xx brings it again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotDone(logger, error, what);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not done, answered 503: {What}")]
    private static partial void LogNotDone(ILogger logger, Exception error, string what);
}
