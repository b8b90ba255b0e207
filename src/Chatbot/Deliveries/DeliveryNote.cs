namespace Chatbot.Deliveries;

/// <summary>Something to write into the log of deliveries. A closed set.</summary>
internal abstract record DeliveryNote
{
    private DeliveryNote()
    {
    }

    /// <summary>A message of ours is about to be sent.</summary>
    public sealed record Opened(OutgoingText Message) : DeliveryNote;

    /// <summary>A message of a person.</summary>
    public sealed record Received(
        string Id, string Conversation, string Channel, string Kind, string Text, DateTimeOffset At) : DeliveryNote;

    /// <summary>The provider has it.</summary>
    public sealed record Accepted(string Id, string ProviderId, string Status) : DeliveryNote;

    /// <summary>It will not be sent (again).</summary>
    public sealed record Ended(OutgoingText Message, string Status, int? Code, string? Note, FailureMeaning? Failure) : DeliveryNote;

    /// <summary>The provider reports.</summary>
    public sealed record Reported(StatusReport Report) : DeliveryNote;
}
