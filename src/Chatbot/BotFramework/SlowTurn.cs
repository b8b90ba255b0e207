using Chatbot.Conversations;

namespace Chatbot.BotFramework;

/// <summary>Runs a turn within the time that whoever waits for it has, and says that Jaka is writing when it takes long.</summary>
internal static class SlowTurn
{
    /// <summary>The connector gives up after 15 s; a turn that takes longer than this is answered 503 in good time.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>After this a person begins to wonder whether anybody is there.</summary>
    public static readonly TimeSpan TypingAfter = TimeSpan.FromSeconds(1);

    /// <summary>False when it was not done; see <see cref="AcceptedWork"/>.</summary>
    /// <param name="turn">The turn of an activity.</param>
    /// <param name="typing">Shows the sign; what becomes of it changes nothing.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="id">Of the activity, for the log.</param>
    /// <param name="logger">Hears why it was not done.</param>
    public static async Task<bool> IsDoneAsync(
        Func<CancellationToken, Task> turn, Func<CancellationToken, Task> typing, TimeProvider clock, string id, ILogger logger)
    {
        using var over = new CancellationTokenSource();
        var sign = SignAsync(typing, clock, over.Token);
        var isDone = await AcceptedWork.IsDoneAsync(turn, Limit, clock, id, logger);
        await over.CancelAsync();
        await sign;
        return isDone;
    }

    private static async Task SignAsync(Func<CancellationToken, Task> typing, TimeProvider clock, CancellationToken over)
    {
        try
        {
            await Task.Delay(TypingAfter, clock, over);
            await typing(over);
        }
#pragma warning disable CA1031 // A sign of courtesy: without it the answer comes all the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The answer was faster, or the sign could not be shown.
        }
    }
}
