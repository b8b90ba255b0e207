namespace Chatbot.Conversations;

/// <summary>One of our own addresses, as an edge was told of it.</summary>
/// <param name="Channel"><c>whatsapp</c> or <c>sms</c>.</param>
/// <param name="Address">As the provider writes it.</param>
/// <param name="CanReceive">False for an alphanumeric sender: what goes out there must not invite an answer.</param>
internal sealed record OurAddress(string Channel, string Address, bool CanReceive);

/// <summary>From where we can write to somebody first, in the order of the settings.</summary>
internal sealed class OurAddresses(IReadOnlyList<OurAddress> all)
{
    public IEnumerable<OurAddress> On(string channel) => all.Where(address => address.Channel == channel);

    /// <summary>Whether people can write to that address of ours.</summary>
    public bool CanReceive(string address) => all.FirstOrDefault(one => one.Address == address)?.CanReceive ?? true;
}
