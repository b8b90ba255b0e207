namespace Chatbot.Deliveries;

/// <summary>
/// The words for where a message is in its life and their order. Twilio's words are kept as they are; the rest are ours.
/// </summary>
internal static class DeliveryStatus
{
    /// <summary>An attempt is about to be made, or its outcome is not known.</summary>
    public const string Pending = "pending";

    /// <summary>The provider said no, for good or too often.</summary>
    public const string Refused = "refused";

    /// <summary>It grew too old before it could be sent.</summary>
    public const string Expired = "expired";

    /// <summary>Sent once, and nobody could say what became of it.</summary>
    public const string Lost = "lost";

    /// <summary>Held back by ourselves: the address failed before, or nothing may be sent now.</summary>
    public const string Dropped = "dropped";

    /// <summary>A message of the person.</summary>
    public const string Received = "received";

    /// <summary>What has become of a message of ours, in the five words of the report.</summary>
    public static DeliveryOutcome Outcome(string status) => status switch
    {
        "accepted" or "scheduled" or "queued" or "sending" or "sent" or "delivered" or "read" => DeliveryOutcome.Sent,
        "failed" or "undelivered" or "canceled" or Refused => DeliveryOutcome.Failed,
        Dropped => DeliveryOutcome.Dropped,
        Expired => DeliveryOutcome.Expired,
        _ => DeliveryOutcome.Unknown,
    };

    /// <summary>
    /// The place in the order; a status only moves up. Proof of delivery outranks a failure. Null for a word we do not know:
    /// it is stored and changes nothing. https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
    /// </summary>
    public static int? Rank(string status) => status switch
    {
        Pending => -1,
        "accepted" or "scheduled" => 0,
        "queued" => 1,
        "sending" => 2,
        "sent" => 3,
        "failed" or "undelivered" or "canceled" or Refused or Expired or Lost or Dropped => 4,
        "delivered" => 5,
        "read" => 6,
        _ => null,
    };
}

/// <summary>What has become of a message of ours.</summary>
internal enum DeliveryOutcome
{
    /// <summary>The provider has it.</summary>
    Sent,

    /// <summary>It was refused, or did not arrive.</summary>
    Failed,

    /// <summary>Held back by ourselves.</summary>
    Dropped,

    /// <summary>Too old to be sent.</summary>
    Expired,

    /// <summary>Being sent, or nobody can say.</summary>
    Unknown,
}
