namespace Chatbot.Dialogs;

/// <summary>A message as it reaches the engine.</summary>
/// <param name="Text">What the person wrote; empty for a medium without caption.</param>
/// <param name="Channel">Which form of the replies is used.</param>
/// <param name="Now">The person's local time, with offset.</param>
public sealed record Incoming(string Text, ReplyForm Channel, DateTimeOffset Now)
{
    /// <summary>The value of the button or list item that was tapped.</summary>
    public string? Payload { get; init; }

    /// <summary><c>image</c>, <c>audio</c>, <c>video</c>, <c>document</c>, <c>sticker</c>, <c>location</c>, <c>contacts</c>, <c>other</c>.</summary>
    public string? Media { get; init; }

    /// <summary>The address of the person as E.164, when the channel shows one: what «nomor ini» means.</summary>
    public string? SenderPhone { get; init; }

    /// <summary>The name shown on the channel, chosen by the person.</summary>
    public string? ProfileName { get; init; }

    /// <summary>It reached us so late that the talk may have moved on: only a stop or a call for a person is done, the rest is apologised for.</summary>
    public bool IsLate { get; init; }

    /// <summary>Values that came from outside the chat for the open form (the form page): slot name to canonical value.</summary>
    public IReadOnlyDictionary<string, string>? FormValues { get; init; }

    /// <summary>Not a message: the service has something to say or to ask.</summary>
    public BeginFlow? Begins { get; init; }
}

/// <summary>A flow that the service begins by itself.</summary>
/// <param name="Flow">Its id; empty: nothing is said.</param>
/// <param name="Values">Slots that are known from the start, by name.</param>
public sealed record BeginFlow(string Flow, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>From now on a member of the staff has the conversation; what was open is put aside.</summary>
    public StaffHold? Takes { get; init; }

    /// <summary>Of the taking over that ends now; when another one holds, or none, nothing happens.</summary>
    public string? GivesBack { get; init; }
}

/// <summary>In which form a channel shows replies.</summary>
public enum ReplyForm
{
    /// <summary>Text with buttons and lists: WhatsApp, Web Chat.</summary>
    WhatsApp,

    /// <summary>GSM-7 text with numbered choices.</summary>
    Sms,
}

/// <summary>
/// The result of a turn, or of a part of it. While <see cref="Action"/> is set the turn is not over: perform it and call
/// <c>DialogEngine.Resume</c> with its result.
/// </summary>
public sealed record Turn
{
    public required Conversation Conversation { get; init; }

    public required Incoming Incoming { get; init; }

    /// <summary>What to say so far, in order.</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>What the service has to do now; null when the turn is over.</summary>
    public DialogAction? Action { get; init; }

    /// <summary>Why the message of the person got no answer of its own; null when it got one.</summary>
    public Miss? Missed { get; init; }
}

/// <summary>Why a question stays without an answer of its own.</summary>
public enum Miss
{
    /// <summary>It means nothing to us.</summary>
    NotUnderstood,

    /// <summary>Several things could be meant, and the person is asked which one.</summary>
    Unsure,

    /// <summary>It is about something we do not do.</summary>
    OutOfScope,

    /// <summary>In the middle of a form: a question that we cannot answer.</summary>
    NoAnswer,
}

/// <summary>One message to the person, ready to send on the channel of the turn.</summary>
/// <param name="Text">The text; on SMS with the numbered choices in it.</param>
public sealed record Reply(string Text)
{
    /// <summary>Buttons or list items (WhatsApp form only).</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>The label that opens the list; null when <see cref="Choices"/> are buttons.</summary>
    public string? ListButton { get; init; }

    /// <summary>True when the text holds something that the person said or that is known of him.</summary>
    public bool Personal { get; init; }
}

/// <summary>One button or list item.</summary>
public sealed record Choice(string Value, string Title, string? Description = null);

/// <summary>Something the engine needs from outside: look up a status, store a registration.</summary>
/// <param name="Name">Name in the list of actions (<c>cek_status</c>, <c>daftarkan</c>, …).</param>
/// <param name="Arguments">The slots of the flow, by name.</param>
public sealed record DialogAction(string Name, IReadOnlyDictionary<string, string> Arguments);

/// <summary>What an action gave.</summary>
/// <param name="Outcome">One of the outcomes that the action declares.</param>
/// <param name="Values">Values for the texts that follow and for later steps, by name.</param>
public sealed record ActionResult(string Outcome, IReadOnlyDictionary<string, string> Values)
{
    public ActionResult(string outcome)
        : this(outcome, new Dictionary<string, string>())
    {
    }
}

/// <summary>What the checker of dialogs must know of an action.</summary>
/// <param name="Name">As written in <c>do:</c>.</param>
/// <param name="Outcomes">Every outcome it can give.</param>
/// <param name="Values">Values it can set, each with the longest text it can have on SMS (for the length check).</param>
public sealed record ActionSignature(string Name, IReadOnlyList<string> Outcomes, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>True when its values say nothing of a person (prices, offices): texts with them may become shared templates.</summary>
    public bool Public { get; init; }
}

/// <summary>
/// Texts that come from the knowledge of the product (facts, prices) by name, such as <c>F-JKM-04</c>. The service implements
/// it over <c>dialogs/knowledge/</c>; the engine and the checker only ask.
/// </summary>
public interface IKnowledge
{
    /// <summary>The text for a placeholder on that day, or null when there is no such name.</summary>
    /// <param name="name">The placeholder without braces.</param>
    /// <param name="now">The person's local time: facts are valid for the month in question.</param>
    string? Text(string name, DateTimeOffset now);

    /// <summary>The text of an FAQ entry that day, or null when there is no such entry.</summary>
    string? Answer(string faqId, ReplyForm form, DateTimeOffset now);

    /// <summary>What an FAQ entry is about, short enough for a button, or null when there is no such entry.</summary>
    string? TitleOf(string faqId);

    /// <summary>The intent that an FAQ entry belongs to, or null.</summary>
    string? IntentOf(string faqId);

    /// <summary>The longest text the placeholder can have, for the length check; null when there is no such name.</summary>
    string? Longest(string name);
}
