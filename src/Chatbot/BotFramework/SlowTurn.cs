namespace Chatbot.BotFramework;

/// <summary>Runs a turn within the time that whoever waits for it has, and says that Jaka is writing when it takes long.</summary>
internal static class SlowTurn
{
    /// <summary>The connector gives up after 15 s; a turn that takes longer than this is answered 503 in good time.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>After this a person begins to wonder whether anybody is there.</summary>
    public static readonly TimeSpan TypingAfter = TimeSpan.FromSeconds(1);

    /// <param name="turn">Neither the request's token nor the host's stops it: what has been accepted is finished even when the caller hangs up.</param>
    /// <param name="typing">Shows the sign; what becomes of it changes nothing.</param>
    /// <param name="clock">Measures.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> turn, Func<CancellationToken, Task> typing, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var sign = SignAsync(typing, clock, over.Token);
        try
        {
            await turn(limit.Token).WaitAsync(limit.Token);
        }
        finally
        {
            await over.CancelAsync();
            await sign;
        }
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
