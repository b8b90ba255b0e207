using System.Diagnostics;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Twilio;

/// <summary>Lets work that waits on a clock of ours come to its end.</summary>
internal static class ClockSteps
{
    /// <summary>Moves on in steps until the work is done; real time passes only for the work itself.</summary>
    public static async Task<T> UntilAsync<T>(this TestClock clock, Task<T> work, TimeSpan? step = null)
    {
        var patience = Stopwatch.StartNew();
        while (!work.IsCompleted)
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(90)) throw new TimeoutException("The work does not end however far the clock is moved.");
            await Task.WhenAny(work, Task.Delay(2));
            clock.Advance(step ?? TimeSpan.FromMilliseconds(50));
        }

        return await work;
    }
}
