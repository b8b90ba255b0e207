namespace Chatbot.Outbox;

/// <summary>
/// Sees to it that each part of the outbox is drained by one copy of the service at a time, and that another takes over when that
/// copy is gone.
/// </summary>
internal interface IDrainLeases
{
    /// <summary>The leases that are ours; taken, renewed and shared out when it is time, else from memory.</summary>
    Task<IReadOnlyList<Lease>> HoldAsync(CancellationToken cancellationToken);

    /// <summary>Our lease of the part in which a conversation is; null when another copy has it.</summary>
    Lease? Of(string conversation);

    /// <summary>Whether the lease is surely still ours: no other copy can have it at this instant.</summary>
    bool Holds(Lease lease);

    /// <summary>A write with its token was turned down: the next look asks the store.</summary>
    void Doubt(Lease lease);

    /// <summary>Gives all back, so that the next copy need not wait.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);
}

/// <summary>The right to drain a part of the outbox, as it stands in the store: writes carry its token.</summary>
/// <param name="Part">Which part: 0 where there is one, else the partition.</param>
/// <param name="Token">Grows with every new holder.</param>
internal readonly record struct Lease(int Part, long Token);

/// <summary>
/// The right to one attempt. It ends with the lease, so an edge asks it at the last moment before something is written to the
/// network: a process that was paused in between must not send what another has sent meanwhile.
/// </summary>
internal sealed class SendRight(Func<bool> holds)
{
    /// <summary>For a caller that shares the outbox with nobody.</summary>
    public static SendRight Always { get; } = new(static () => true);

    public bool Holds => holds();
}
