namespace Chatbot.Deliveries;

/// <summary>What a provider reports about a message after it was accepted.</summary>
/// <param name="OurId">Our own id, when it came back in the callback's query.</param>
/// <param name="ProviderId">The provider's id (Twilio's SID).</param>
/// <param name="Status">As the provider says it (<c>sent</c>, <c>delivered</c>, …); unknown words are kept and change nothing.</param>
/// <param name="ErrorCode">The provider's code when it failed.</param>
/// <param name="At">When the report reached us, UTC.</param>
internal sealed record StatusReport(string? OurId, string ProviderId, string Status, int? ErrorCode, DateTimeOffset At)
{
    /// <summary>What the failure means; null when it is none, or when the provider gave no reason.</summary>
    public FailureMeaning? Failure { get; init; }
}

/// <summary>The door for an edge that received a status report: stores it; a delivery's status never goes backwards.</summary>
internal delegate Task ReportStatus(StatusReport report, CancellationToken cancellationToken);
