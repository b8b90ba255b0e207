namespace Chatbot.Deliveries;

/// <summary>Something to write into the log of deliveries. A closed set.</summary>
internal abstract record DeliveryNote
{
    private DeliveryNote()
    {
    }

    /// <summary>A message of ours was tried and is not at its end; one whose first attempt is accepted is not noted before that.</summary>
    public sealed record Opened(OutgoingText Message) : DeliveryNote;

    /// <summary>A message of a person.</summary>
    public sealed record Received(
        string Id, string Conversation, string Channel, string Kind, string Text, DateTimeOffset At) : DeliveryNote;

    /// <summary>The provider has it.</summary>
    /// <param name="Id">Our id.</param>
    /// <param name="ProviderId">The provider's.</param>
    /// <param name="Status">As the provider says.</param>
    /// <param name="Message">What it has; null when it has been noted before.</param>
    public sealed record Accepted(string Id, string ProviderId, string Status, OutgoingText? Message = null) : DeliveryNote;

    /// <summary>It will not be sent (again).</summary>
    public sealed record Ended(OutgoingText Message, string Status, int? Code, string? Note, FailureMeaning? Failure) : DeliveryNote;

    /// <summary>The provider reports.</summary>
    public sealed record Reported(StatusReport Report) : DeliveryNote;
}
