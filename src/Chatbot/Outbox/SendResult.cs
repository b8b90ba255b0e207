using Chatbot.Deliveries;

namespace Chatbot.Outbox;

/// <summary>What became of one attempt to send. A closed set.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The provider has it.</summary>
    public sealed record Accepted(string ProviderId, string Status) : SendResult;

    /// <summary>The provider said no: nothing was sent.</summary>
    public sealed record Refused(SendFailure Failure) : SendResult;

    /// <summary>Nobody knows: the request was written, no answer came. Settle before anything is sent again.</summary>
    public sealed record Unknown(string Why) : SendResult
    {
        /// <summary>When to ask, where the provider said something of it; null leaves it to the schedule.</summary>
        public TimeSpan? AskAfter { get; init; }
    }
}

/// <summary>Why a message was not sent, in three answers.</summary>
/// <param name="Code">The provider's code, or the HTTP status when it gave none.</param>
/// <param name="Retry">Whether to try again, and how soon.</param>
/// <param name="OurFault">True when staff or operators must change something.</param>
/// <param name="ForStaff">What staff reads.</param>
internal sealed record SendFailure(int Code, RetryAdvice Retry, bool OurFault, string ForStaff)
{
    /// <summary>What it says about the address.</summary>
    public FailureEffect Effect { get; init; }

    /// <summary>The part that outlives the attempt.</summary>
    public FailureMeaning Meaning => new(Code, Effect, OurFault, ForStaff);
}

/// <summary>When a refused message may be tried again.</summary>
internal enum RetryAdvice
{
    Never,
    Soon,
    Later,
}
