namespace Chatbot.Outbox;

/// <summary>When to try again: pure functions of what happened and how often.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(10);

    /// <summary>Pause after a refusal, or null to give up. Slowing down loses nothing: what may be tried again is, until the reply expires.</summary>
    /// <param name="advice">What the failure says.</param>
    /// <param name="attempts">How many attempts were made, 1 or more.</param>
    /// <param name="jitter">0 to 1: spreads the tries of many conversations that were refused together.</param>
    public static TimeSpan? AfterRefusal(RetryAdvice advice, int attempts, double jitter) => advice switch
    {
        RetryAdvice.Never => null,
        // 1, 2, 4, 8, 16, 32, 32, … s
        RetryAdvice.Soon => Spread(TimeSpan.FromSeconds(1 << Math.Min(attempts - 1, 5)), jitter),
        // 2, 4, 8, 16, 16, … minutes
        RetryAdvice.Later => Spread(TimeSpan.FromMinutes(1 << Math.Min(attempts, 4)), jitter),
    };

    /// <summary>When an unknown outcome is asked for the next time.</summary>
    /// <param name="attemptedAt">When the attempt began.</param>
    /// <param name="now">Now.</param>
    /// <param name="first">Pause before the first question: a report may settle it sooner.</param>
    /// <param name="settles">How often it was asked before.</param>
    public static DateTimeOffset NextSettling(DateTimeOffset attemptedAt, DateTimeOffset now, TimeSpan first, int settles)
    {
        if (settles == 0) return now + first;
        // Two looks some seconds apart tell that it is not there. After a restart the first look comes at once; the second still
        // gives a report its time.
        if (settles > 1) return now + first * (1 << Math.Min(settles - 1, 4));
        var second = now + SecondLook;
        return attemptedAt + first > second ? attemptedAt + first : second;
    }

    private static TimeSpan Spread(TimeSpan pause, double jitter) => pause * (0.75 + jitter / 2);
}
