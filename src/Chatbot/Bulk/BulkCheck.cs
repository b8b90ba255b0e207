using Chatbot.Conversations;
using Chatbot.Outbox;

namespace Chatbot.Bulk;

/// <summary>What is to become of a row, decided at the moment of sending. A closed set.</summary>
internal abstract record BulkCheck
{
    private BulkCheck()
    {
    }

    /// <summary>It goes.</summary>
    public sealed record Send(BulkMessage Message) : BulkCheck;

    /// <summary>It never goes.</summary>
    /// <param name="Reason">A word that can be counted, such as <c>paid</c>.</param>
    public sealed record Drop(string Reason) : BulkCheck;

    /// <summary>Not now; it is looked at again then.</summary>
    public sealed record Later(DateTimeOffset At) : BulkCheck;
}

/// <summary>A message ready to be handed over.</summary>
/// <param name="Conversation">Where it goes.</param>
/// <param name="Text">What the person reads.</param>
/// <param name="Template">The approved template by which it goes; null for a free text.</param>
/// <param name="Kind">Under which it is counted when it is a free text: <c>reminder</c>, <c>campaign</c>.</param>
/// <param name="Cause">The rule or campaign, for the costs.</param>
/// <param name="ExpiresAt">After this the outbox drops it.</param>
internal sealed record BulkMessage(
    ConversationId Conversation, string Text, TemplateUse? Template, string Kind, string Cause, DateTimeOffset ExpiresAt)
{
    /// <summary>A pace beside that of our address, such as a campaign's own; null for none.</summary>
    public BulkPace? Pace { get; init; }

    /// <summary>What the source wants to see again when it reserves; it is not kept.</summary>
    public string Mark { get; init; } = "";
}

/// <summary>A pace that some messages share, over all copies.</summary>
/// <param name="Key">Whose, such as the campaign.</param>
/// <param name="PerSecond">Messages a second.</param>
internal sealed record BulkPace(string Key, double PerSecond);
