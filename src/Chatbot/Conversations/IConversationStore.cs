using Chatbot.Outbox;

namespace Chatbot.Conversations;

/// <summary>Keeps conversations. State, «seen» and replies of a turn are written in one atomic step.</summary>
internal interface IConversationStore
{
    /// <summary>
    /// The state, and whether the message was committed before. Where several copies can have messages of one conversation at the same
    /// time, it waits for those that arrived earlier; <see cref="CommitAsync"/> or <see cref="LeaveAsync"/> lets the next go on.
    /// </summary>
    Task<StoredConversation> LoadAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken);

    /// <summary>Whether the message was committed before.</summary>
    Task<bool> IsSeenAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken);

    /// <summary>A message has arrived that waits in this copy behind others of its conversation: no copy answers a later one before it.</summary>
    Task AnnounceAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken);

    /// <summary>The turn ends without a commit: who waits for it goes on.</summary>
    Task LeaveAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken);

    /// <summary>Commits a turn, whole or not at all. Gives the replies their sequence.</summary>
    Task<CommitResult> CommitAsync(TurnCommit commit, CancellationToken cancellationToken);

    /// <summary>Forgets message ids, and results of actions, from before then. How many message ids.</summary>
    Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Forgets a conversation: state, «seen», and replies that wait. Again, or where there is none, it does nothing.</summary>
    Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken);
}

/// <summary>A conversation as stored.</summary>
/// <param name="State">Encrypted bytes; null for one that has never been.</param>
/// <param name="Version">Grows with every commit; 0 for one that has never been.</param>
/// <param name="Seen">The message that was asked about is committed already.</param>
internal sealed record StoredConversation(byte[]? State, long Version, bool Seen);

/// <summary>What a turn writes.</summary>
/// <param name="Conversation">Whose.</param>
/// <param name="MessageId">Of the message that was answered.</param>
/// <param name="ExpectedVersion">The version that the turn began with.</param>
/// <param name="State">The new state, encrypted.</param>
/// <param name="Replies">In order; their sequence is given by the store.</param>
/// <param name="At">Now, UTC.</param>
internal sealed record TurnCommit(
    ConversationId Conversation,
    string MessageId,
    long ExpectedVersion,
    byte[] State,
    IReadOnlyList<OutgoingReply> Replies,
    DateTimeOffset At);

/// <summary>What became of a commit.</summary>
internal enum CommitResult
{
    Committed,

    /// <summary>The message was committed before; nothing was written.</summary>
    AlreadySeen,

    /// <summary>Another turn was committed meanwhile; nothing was written. Run again from the fresh state.</summary>
    LostRace,
}
