using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>What a failure says about the address, beyond the one message.</summary>
internal enum FailureEffect
{
    /// <summary>Nothing: the next message may well arrive.</summary>
    None,

    /// <summary>The person said stop to the provider, or blocked us.</summary>
    OptedOut,

    /// <summary>There is nobody at the address.</summary>
    Invalid,

    /// <summary>The operator or the person's phone does not let us through.</summary>
    Unreachable,

    /// <summary>Not by this channel, or not soon; another channel may do.</summary>
    OtherChannel,
}

/// <summary>A failure in words of no provider: an edge translates its codes into this.</summary>
/// <param name="Code">The provider's code.</param>
/// <param name="Effect">What it says about the address.</param>
/// <param name="OurFault">True when staff or operators must change something.</param>
/// <param name="ForStaff">What staff reads.</param>
internal sealed record FailureMeaning(int Code, FailureEffect Effect, bool OurFault, string ForStaff);

/// <summary>A message of ours that failed for good.</summary>
/// <param name="Id">Our id.</param>
/// <param name="Pair">Between whom.</param>
/// <param name="CreatedAt">When it was first tried.</param>
/// <param name="Meaning">Why.</param>
internal sealed record FailedDelivery(string Id, AddressPair Pair, DateTimeOffset CreatedAt, FailureMeaning Meaning);

/// <summary>What another feature does about a failed message, in the transaction that notes the failure.</summary>
internal delegate Task OnFailedDelivery(DbSession session, FailedDelivery failed, CancellationToken cancellationToken);

/// <summary>Two addresses on a channel, as the key text of a conversation names them: <c>channel|ours|theirs</c>.</summary>
internal readonly record struct AddressPair(string Channel, string Ours, string Theirs)
{
    public static AddressPair Of(string conversation)
    {
        var parts = conversation.Split('|', 3);
        return new AddressPair(parts[0], parts[1], parts[2]);
    }
}
