namespace Chatbot.Outbox;

/// <summary>
/// One reply of the bot that waits to go, written in the same commit as the turn that made it. It knows no provider.
/// </summary>
internal sealed record OutgoingReply
{
    /// <summary>Our own id (UUID v7): travels in the status callback and settles unknown outcomes.</summary>
    public required string Id { get; init; }

    /// <summary>The conversation's key text, see <c>ConversationId</c>.</summary>
    public required string Conversation { get; init; }

    /// <summary>Position within the conversation: replies leave in this order. The store gives it.</summary>
    public long Sequence { get; init; }

    /// <summary>The id of the message that caused it.</summary>
    public required string TurnId { get; init; }

    public required string Channel { get; init; }

    /// <summary>Our address: the one that was written to.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>The whole text without choices, ready to send.</summary>
    public required string Text { get; init; }

    /// <summary>Buttons or list items; empty for a plain text. On SMS they are already numbered in the text.</summary>
    public IReadOnlyList<ReplyChoice> Choices { get; init; } = [];

    /// <summary>The label that opens a list (WhatsApp); null when the choices are buttons.</summary>
    public string? ListButton { get; init; }

    /// <summary>True when the text holds something of the person: it must not become a shared template.</summary>
    public bool Personal { get; init; }

    /// <summary>The approved template by which it goes, because the person has not written for a day; null for a free text.</summary>
    public TemplateUse? Template { get; init; }

    /// <summary>Of a free text that nobody asked for: <c>reminder</c>, <c>campaign</c>. Null for an answer.</summary>
    public string? Kind { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>After this it is dropped, not sent.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>One button or list item.</summary>
/// <param name="Id">Comes back as the payload when it is tapped; at most 200 characters.</param>
/// <param name="Title">At most 20 characters on a button, 24 in a list.</param>
/// <param name="Description">At most 72 characters, lists only.</param>
internal sealed record ReplyChoice(string Id, string Title, string? Description = null);

/// <summary>A template and what stands in it for this person.</summary>
/// <param name="Id">As in <c>dialogs/templates/</c>.</param>
/// <param name="Values">By name of the variable.</param>
internal sealed record TemplateUse(string Id, IReadOnlyDictionary<string, string> Values)
{
    /// <summary><c>utility</c> or <c>marketing</c>: the kind under which the delivery is counted.</summary>
    public string Category { get; init; } = "utility";

    /// <summary>Which of its texts the reply was made of, so that it is the one that goes; null: the one in force.</summary>
    public string? Version { get; init; }
}
