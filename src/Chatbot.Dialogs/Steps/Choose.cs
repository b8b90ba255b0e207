namespace Chatbot.Dialogs.Steps;

/// <summary>
/// Offers choices and waits: buttons (up to three) or a list (up to ten) on WhatsApp, numbers on SMS. Passed over when the
/// slot is known. <code>- {id: izin, choose: izin, reply: minta_izin, options: [{value: ya, title: Setuju, means: yes}, …]}</code>
/// </summary>
public sealed record Choose : Step
{
    public required string Slot { get; init; }

    public required string Reply { get; init; }

    /// <summary>Explains differently after two answers that did not fit. Flows that only answer have none: they let go.</summary>
    public string? Retry { get; init; }

    /// <summary>The question in short, when it is asked again after something else; null is <see cref="Reply"/>.</summary>
    public string? Again { get; init; }

    /// <summary>The label that opens the list on WhatsApp; needed with more than three options.</summary>
    public string? ListButton { get; init; }

    public required IReadOnlyList<Option> Options { get; init; }

    /// <summary>A value of an action that lists what else is to choose, above <see cref="Options"/>; see <see cref="ListedChoices"/>.</summary>
    public string? From { get; init; }

    /// <summary>All that can be chosen now.</summary>
    /// <param name="listed">The value that <see cref="From"/> names.</param>
    public IReadOnlyList<Option> OptionsWith(string? listed) => From is null ? Options : [.. ListedChoices.Read(listed), .. Options];

    public override string? Fills => Slot;

    public override IEnumerable<string> Targets =>
        [.. base.Targets, .. Options.Where(o => o.Goto is not null).Select(o => o.Goto!)];

    public override bool FallsThrough => Goto is null && (From is not null || Options.Any(o => o.Goto is null && o.Run is null));

    public override IEnumerable<string> Replies => new[] { Reply, Retry, Again }.OfType<string>();
}

/// <summary>One thing to choose.</summary>
/// <param name="Value">Stored in the slot.</param>
/// <param name="Title">On the button or in the list.</param>
public sealed record Option(string Value, string Title)
{
    /// <summary>A shorter title for SMS; null is <see cref="Title"/>.</summary>
    public string? Sms { get; init; }

    /// <summary>The second line of a list item on WhatsApp.</summary>
    public string? Description { get; init; }

    /// <summary>Other words for it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary><c>yes</c>, <c>no</c> or null: what «iya» and «tidak» choose.</summary>
    public string? Means { get; init; }

    /// <summary>The step that follows; null is the choose step's own.</summary>
    public string? Goto { get; init; }

    /// <summary>The flow that takes over; this flow is then left.</summary>
    public string? Run { get; init; }

    /// <summary>Slots that are forgotten when it is chosen.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];
}
