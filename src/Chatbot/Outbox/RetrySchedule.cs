namespace Chatbot.Outbox;

/// <summary>When to try again: pure functions of what happened and how often.</summary>
internal static class RetrySchedule
{
    /// <summary>Pause after a refusal, or null to give up.</summary>
    /// <param name="advice">What the failure says.</param>
    /// <param name="attempts">How many attempts were made, 1 or more.</param>
    /// <param name="jitter">0 to 1: spreads the tries of many conversations that were refused together.</param>
    public static TimeSpan? AfterRefusal(RetryAdvice advice, int attempts, double jitter) => advice switch
    {
        RetryAdvice.Never => null,
        // 1, 2, 4, 8, 16, 32 s: about a minute in all.
        RetryAdvice.Soon when attempts <= 6 => Spread(TimeSpan.FromSeconds(1 << (attempts - 1)), jitter),
        RetryAdvice.Soon => null,
        // 2, 4, 8, 16 minutes: half an hour in all, within the hour that a reply lives.
        RetryAdvice.Later when attempts <= 4 => Spread(TimeSpan.FromMinutes(1 << attempts), jitter),
        RetryAdvice.Later => null,
    };

    /// <summary>Pause before an unknown outcome is asked for the next time: 1, 2, 4, 8, … times <paramref name="first"/>, at most 16 times.</summary>
    /// <param name="first">The first pause.</param>
    /// <param name="settles">How often it was asked before.</param>
    public static TimeSpan BeforeSettling(TimeSpan first, int settles) => first * (1 << Math.Min(settles, 4));

    private static TimeSpan Spread(TimeSpan pause, double jitter) => pause * (0.75 + jitter / 2);
}
