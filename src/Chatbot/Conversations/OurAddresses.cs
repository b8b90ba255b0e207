namespace Chatbot.Conversations;

/// <summary>One of our own addresses, as an edge was told of it.</summary>
/// <param name="Channel"><c>whatsapp</c> or <c>sms</c>.</param>
/// <param name="Address">As the provider writes it.</param>
/// <param name="CanReceive">False for an alphanumeric sender: what goes out there must not invite an answer.</param>
internal sealed record OurAddress(string Channel, string Address, bool CanReceive)
{
    /// <summary>How many messages (SMS: segments) may leave in a second.</summary>
    public double PerSecond { get; init; } = 1;

    /// <summary>To how many people templates may go within 24 hours; 0 is without a limit.</summary>
    public int PeoplePerDay { get; init; }
}

/// <summary>From where we can write to somebody first, in the order of the settings.</summary>
internal sealed class OurAddresses(IReadOnlyList<OurAddress> all)
{
    public IEnumerable<OurAddress> On(string channel) => all.Where(address => address.Channel == channel);

    /// <summary>How many messages (SMS: segments) may leave from that address in a second.</summary>
    public double PerSecond(string address) => Find(address)?.PerSecond ?? 1;

    /// <summary>To how many people templates may go from there within 24 hours; 0 is without a limit.</summary>
    public int PeoplePerDay(string address) => Find(address)?.PeoplePerDay ?? 0;

    /// <summary>Whether people can write to that address of ours.</summary>
    public bool CanReceive(string address) => Find(address)?.CanReceive ?? true;

    private OurAddress? Find(string address) => all.FirstOrDefault(one => one.Address == address);
}
