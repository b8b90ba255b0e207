using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Slots;
using Chatbot.Dialogs.Steps;

namespace Chatbot.Dialogs;

/// <summary>A conversation as data: steps that speak, ask, decide and act, with the replies they use.</summary>
/// <param name="Id">Its name in the files.</param>
/// <param name="Title">Its name to a person: «pendaftaran» in «Kita lanjutkan pendaftaran».</param>
/// <param name="Kind">Whether it holds on to the person or lets go.</param>
public sealed record Flow(string Id, string Title, FlowKind Kind)
{
    /// <summary>Words that start it when they are the whole message.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Intents that start it.</summary>
    public IReadOnlyList<string> Intents { get; init; } = [];

    /// <summary>Its keywords work even while a member of the staff has the conversation, and bring Jaka back.</summary>
    public bool Always { get; init; }

    public IReadOnlyList<Slot> Slots { get; init; } = [];

    /// <summary>In the order of the file, which is the order in which they run.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    public IReadOnlyDictionary<string, ReplyText> Replies { get; init; } = new Dictionary<string, ReplyText>();

    /// <summary>Where it stands, for messages.</summary>
    public required Place Place { get; init; }

    internal Step? Find(string stepId) => Steps.FirstOrDefault(step => step.Id == stepId);

    internal Slot? SlotOf(string name) => Slots.FirstOrDefault(slot => slot.Name == name);

    internal Step? After(Step step)
    {
        for (var i = 0; i + 1 < Steps.Count; i++)
            if (ReferenceEquals(Steps[i], step))
                return Steps[i + 1];
        return null;
    }

    /// <summary>The step that asks for a slot: the one that has asked already, else the first.</summary>
    internal Step? AskerOf(string slot, Frame frame) =>
        frame.Asked.Reverse().Select(Find).FirstOrDefault(step => step?.Fills == slot) ?? Steps.FirstOrDefault(step => step.Fills == slot);
}

/// <summary>How a flow treats a message that does not answer its question.</summary>
public enum FlowKind
{
    /// <summary>It gathers answers: it helps, explains differently, waits, and resumes after a pause.</summary>
    Form,

    /// <summary>It gives an answer and may offer choices: any other message simply goes on elsewhere.</summary>
    Answer,
}

/// <summary>A place in a dialog file. Lines and columns count from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
