using Chatbot.Storage;

namespace Chatbot.Outbox;

/// <summary>
/// The replies that wait to go: in order within a conversation, each with its attempts. What changes a reply carries the token of
/// the lease under which it is served; from a copy whose lease has gone to another it changes nothing.
/// </summary>
internal interface IReplyOutbox
{
    /// <summary>The first waiting reply of each conversation where it is due, the longest due first.</summary>
    /// <param name="held">The parts to look into.</param>
    /// <param name="now">UTC.</param>
    /// <param name="limit">How many to look at.</param>
    /// <param name="isServed">Conversations to leave out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<WaitingReply>> DueAsync(
        IReadOnlyList<Lease> held, DateTimeOffset now, int limit, Predicate<string> isServed, CancellationToken cancellationToken);

    /// <summary>The first waiting reply of a conversation, or null.</summary>
    Task<WaitingReply?> FirstAsync(string conversation, CancellationToken cancellationToken);

    /// <summary>
    /// Notes the attempts that are not held back: each <see cref="Attempt.IsBegun"/>, or not when the lease with that token is no longer
    /// ours, or the reply is not waiting any more, or not to be sent yet.
    /// </summary>
    /// <param name="attempts">Of different replies.</param>
    /// <param name="look">Finds out which are held back; it may run again.</param>
    Task BeginAsync(IReadOnlyList<Attempt> attempts, Func<DbSession, Task> look);

    /// <summary>They leave the outbox, after what the log says of them.</summary>
    /// <param name="ends">Of different replies.</param>
    /// <param name="log">Writes into the database; it may run again.</param>
    Task RemoveAsync(IReadOnlyList<SendEnd> ends, Func<DbSession, Task> log);

    /// <summary>It may be sent (again) from then on. False when the lease is no longer ours.</summary>
    Task<bool> WaitAsync(OutgoingReply reply, DateTimeOffset dueAt, Lease lease, CancellationToken cancellationToken);

    /// <summary>Nobody knows what became of it; ask (again) then. False when the lease is no longer ours.</summary>
    Task<bool> SettleAtAsync(OutgoingReply reply, DateTimeOffset dueAt, int settles, Lease lease, CancellationToken cancellationToken);

    /// <summary>A report told what became of an unknown attempt: it is looked at now, whoever has the lease.</summary>
    Task SettleNowAsync(string conversation, string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes the replies of a conversation that no edge carries: a talk in the terminal reads them itself.</summary>
    Task<IReadOnlyList<OutgoingReply>> TakeForTerminalAsync(string conversation, CancellationToken cancellationToken);

    /// <summary>How much waits.</summary>
    Task<OutboxDepth> DepthAsync(CancellationToken cancellationToken);
}

/// <summary>A reply in the outbox.</summary>
/// <param name="Reply">What is to be sent.</param>
/// <param name="UnsettledSince">When the attempt began whose outcome is not known; null when it waits to be sent.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Settles">How often the provider was asked about the last attempt.</param>
/// <param name="DueAt">When it is looked at next.</param>
internal sealed record WaitingReply(
    OutgoingReply Reply, DateTimeOffset? UnsettledSince, int Attempts, int Settles, DateTimeOffset DueAt)
{
    /// <summary>It was not read from the outbox: whoever wrote it says so, and by now it may have left.</summary>
    public bool IsHandedOver { get; init; }
}

/// <summary>How much waits in the outbox.</summary>
/// <param name="Conversations">How many conversations have something that waits.</param>
/// <param name="Oldest">Since when the longest due of them is due, UTC; null when nothing waits.</param>
internal sealed record OutboxDepth(long Conversations, DateTimeOffset? Oldest);
