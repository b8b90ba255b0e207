namespace Chatbot.Conversations;

/// <summary>What became of a message that reached an edge.</summary>
internal enum TurnOutcome
{
    /// <summary>Its turn is committed.</summary>
    Committed,

    /// <summary>It was committed before: nothing was done again.</summary>
    AlreadySeen,

    /// <summary>What Jaka wanted to say unasked waits: a member of the staff has the conversation.</summary>
    Postponed,
}

/// <summary>
/// The one door from an edge to the inside: runs the turn of a message and returns when it is committed. It throws when the
/// turn cannot be committed (a store is away); the edge then answers 503 so that the provider brings the message again.
/// </summary>
internal delegate Task<TurnOutcome> RunTurn(Activity activity, CancellationToken cancellationToken);
