using Chatbot.Dialogs.Replies;
using Chatbot.Dialogs.Slots;
using Chatbot.Dialogs.Steps;
using Chatbot.Sms;

namespace Chatbot.Dialogs.Engine;

/// <summary>
/// A turn while it runs: the open flows and what is said so far. Made from a <see cref="Turn"/> and written back to one, also
/// in the middle, when an action has to be performed.
/// </summary>
internal sealed class Scene(DialogSet dialogs, IKnowledge knowledge, Turn turn)
{
    private readonly List<Frame> frames = [.. turn.Conversation.Frames];
    private readonly List<Reply> replies = [.. turn.Replies];

    public Incoming Incoming { get; } = turn.Incoming;

    /// <summary>The conversation as it came in, for what this turn does not change.</summary>
    public Conversation Before { get; } = turn.Conversation;

    public IReadOnlyList<OfferedChoice> Offered { get; set; } = turn.Conversation.Offered;

    /// <summary>A form that was put aside.</summary>
    public Frame? Parked { get; set; } = turn.Conversation.Parked;

    /// <summary>The member of the staff who has the conversation.</summary>
    public StaffHold? Staff { get; set; } = turn.Conversation.Staff;

    /// <summary>Why the message got no answer of its own.</summary>
    public Miss? Missed { get; set; } = turn.Missed;

    public bool IsEmpty => frames.Count == 0;

    public int Depth => frames.Count;

    public Frame Top
    {
        get => frames[^1];
        set => frames[^1] = value;
    }

    public Flow? TopFlow => IsEmpty ? null : dialogs.Flow(Top.Flow);

    public bool InForm => TopFlow is { Kind: FlowKind.Form };

    public bool HasSpoken => replies.Count > 0;

    public IEnumerable<Frame> Frames => frames;

    public void Push(Flow flow, IReadOnlyDictionary<string, string>? slots = null) =>
        frames.Add(new Frame { Flow = flow.Id, Step = flow.Steps[0].Id, Slots = slots ?? new Dictionary<string, string>() });

    public void Push(Frame frame) => frames.Add(frame);

    public void Pop() => frames.RemoveAt(frames.Count - 1);

    public void Clear() => frames.Clear();

    /// <summary>Leaves the flows that only answer, down to the nearest form or to nothing.</summary>
    public void LeaveAnswers()
    {
        while (!IsEmpty && !InForm) Pop();
    }

    /// <summary>What can be chosen at a step of the open flow.</summary>
    public IReadOnlyList<Option> OptionsOf(Choose choose) => choose.OptionsWith(Top.Slots.GetValueOrDefault(choose.From ?? ""));

    public void Set(string slot, string value) => Top = Top with { Slots = With(Top.Slots, slot, value) };

    public void Forget(IEnumerable<string> slots)
    {
        var kept = new Dictionary<string, string>(Top.Slots);
        foreach (var slot in slots) kept.Remove(slot);
        Top = Top with { Slots = kept };
    }

    /// <summary>Says a reply of the open flow, or a shared one.</summary>
    public void Say(string reply, IReadOnlyDictionary<string, string>? values = null) => Say(reply, [], null, values);

    public void Say(
        string name,
        IReadOnlyList<ShownChoice> choices,
        string? listButton = null,
        IReadOnlyDictionary<string, string>? values = null)
    {
        var text = dialogs.Reply(TopFlow, name);
        var personal = false;
        var filled = text.For(Incoming.Channel).Fill(placeholder =>
        {
            var own = ValueOf(placeholder, values) is { } value ? SlotKind.HideNik(value) : null;
            personal |= own is not null && !IsPublic(placeholder);
            return own ?? knowledge.Text(placeholder, Incoming.Now);
        });
        Add(filled, choices.Count > 0 ? choices : [.. text.Offers.Select(offer => new ShownChoice(offer.Value, offer.Title, ""))], listButton, personal);
    }

    /// <summary>Says a text that comes from the knowledge, such as an FAQ answer.</summary>
    public void SayText(string text) => Add(text, [], null, personal: false);

    /// <summary>The turn as it stands: with an action when the service has to do something first.</summary>
    public Turn Pause(DialogAction? action) => new()
    {
        Conversation = Before with { Frames = [.. frames], Offered = Offered, Parked = Parked, Staff = Staff },
        Incoming = Incoming,
        Replies = [.. replies],
        Action = action,
        Missed = Missed,
    };

    public void KeepQuiet() => replies.Clear();

    public IReadOnlyList<Reply> Replies => replies;

    /// <summary>The title of a flow or slot, or a value that says nothing of the person.</summary>
    private bool IsPublic(string placeholder) =>
        placeholder is "judul" or "isian" or "satu" or "dua" || (TopFlow?.SlotOf(placeholder) is null && dialogs.IsPublic(TopFlow, placeholder));

    private string? ValueOf(string placeholder, IReadOnlyDictionary<string, string>? values)
    {
        if (values is not null && values.TryGetValue(placeholder, out var given)) return given;
        if (IsEmpty) return null;
        var slot = TopFlow?.SlotOf(placeholder);
        return Top.Slots.TryGetValue(placeholder, out var value) ? slot?.Kind.Show(value) ?? value : slot?.Missing;
    }

    private void Add(string text, IReadOnlyList<ShownChoice> choices, string? listButton, bool personal)
    {
        if (text.Length == 0 && choices.Count == 0) return;
        var offers = choices.Count > 0 && choices.All(choice => choice.SmsTitle.Length == 0);
        Offered = offers && Incoming.Channel == ReplyForm.Sms ? [] : [.. choices.Select(choice => new OfferedChoice(choice.Value, choice.Title))];
        if (Incoming.Channel == ReplyForm.Sms)
        {
            var sms = SmsText.ToGsm7(offers ? text : SmsChoices.Append(text, choices));
            JoinSms(new Reply(sms) { Personal = personal });
            return;
        }

        replies.Add(new Reply(text)
        {
            Choices = [.. choices.Select(choice => new Choice(choice.Value, choice.Title, choice.Description))],
            ListButton = choices.Count > ReplyLimits.Buttons ? listButton ?? "Pilih" : null,
            Personal = personal,
        });
    }

    /// <summary>Two short texts in one segment cost half.</summary>
    private void JoinSms(Reply reply)
    {
        if (replies.Count > 0)
        {
            var joined = replies[^1].Text + "\n" + reply.Text;
            if (SmsText.Segments(joined) == 1)
            {
                replies[^1] = new Reply(joined) { Personal = replies[^1].Personal || reply.Personal };
                return;
            }
        }

        replies.Add(reply);
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> slots, string name, string value) =>
        new(slots) { [name] = value };
}
