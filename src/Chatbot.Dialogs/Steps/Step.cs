namespace Chatbot.Dialogs.Steps;

/// <summary>
/// One step of a flow. A closed set, one kind a file: <see cref="Say"/>, <see cref="Ask"/>, <see cref="Choose"/>,
/// <see cref="Branch"/>, <see cref="Do"/>, <see cref="Run"/>, <see cref="End"/>.
/// </summary>
public abstract record Step
{
    private protected Step()
    {
    }

    public required string Id { get; init; }

    public required Place Place { get; init; }

    /// <summary>The step that follows; null is the next one in the file.</summary>
    public string? Goto { get; init; }

    /// <summary>Slots that are forgotten when this step is left, so that they are asked again.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>The slot that an answer to this step fills; null when it asks nothing.</summary>
    public virtual string? Fills => null;

    /// <summary>Every step this one names, for the check.</summary>
    public virtual IEnumerable<string> Targets => Goto is null ? [] : [Goto];

    /// <summary>Whether the step after it in the file can follow.</summary>
    public virtual bool FallsThrough => Goto is null;

    /// <summary>Every reply this one names, for the check.</summary>
    public virtual IEnumerable<string> Replies => [];
}
