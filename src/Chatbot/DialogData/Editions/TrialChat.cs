using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy.Access;
using Chatbot.Programs;

namespace Chatbot.DialogData.Editions;

/// <summary>Begins private chats with a repertoire that need not be published.</summary>
internal sealed class Trials(Repertoires repertoires, DialogActions actions, TimeProvider clock)
{
    /// <summary>A chat in memory; teaching the language from changed examples takes a second or two.</summary>
    public Task<TrialChat> BeginAsync(StaffScope scope, Repertoire repertoire, ReplyForm form, CancellationToken cancellationToken) =>
        Task.Run(() => new TrialChat(repertoires.EngineOf(repertoire), new ProgramActions(repertoire.Knowledge), actions.Signatures, form, () => scope.Local(clock.GetUtcNow())), cancellationToken);
}

/// <summary>Who says a line of a trial.</summary>
internal enum TrialVoice
{
    Person,
    Jaka,

    /// <summary>What the service would do; here it does nothing.</summary>
    Stage,
}

/// <summary>A line of a trial.</summary>
/// <param name="Voice">Whose.</param>
/// <param name="Text">What is said.</param>
/// <param name="Choices">Buttons or list items under it.</param>
internal sealed record TrialLine(TrialVoice Voice, string Text, IReadOnlyList<Choice> Choices);

/// <summary>
/// A private chat with Jaka in memory: nothing is stored or sent. Prices, offices and channels come from the repertoire on trial; whatever
/// else the service would do (look somebody up, register him) is only named, and taken to have gone well.
/// </summary>
internal sealed class TrialChat(
    DialogEngine engine, ProgramActions programs, IReadOnlyList<ActionSignature> signatures, ReplyForm form, Func<DateTimeOffset> now)
{
    private const int MostActions = 20;

    private readonly List<TrialLine> lines = [];
    private Conversation conversation = Conversation.New;

    public ReplyForm Form => form;

    public IReadOnlyList<TrialLine> Lines => lines;

    /// <summary>Says something to Jaka; his answer follows in <see cref="Lines"/>.</summary>
    /// <param name="text">As the person types it, or the title of what he taps.</param>
    /// <param name="payload">The value of what he taps.</param>
    public void Say(string text, string? payload = null)
    {
        lines.Add(new TrialLine(TrialVoice.Person, text, []));
        var incoming = new Incoming(text, form, now()) { Payload = payload, SenderPhone = "+6281200000000" };
        var turn = engine.Start(conversation, incoming);
        for (var count = 1; turn.Action is { } action && count <= MostActions; count++) turn = engine.Resume(turn, Perform(action, incoming));
        conversation = turn.Conversation;
        lines.AddRange(turn.Replies.Select(reply => new TrialLine(TrialVoice.Jaka, reply.Text, reply.Choices)));
        if (turn.Replies.Count == 0) lines.Add(new TrialLine(TrialVoice.Stage, "Jaka tidak menjawab apa-apa.", []));
    }

    private ActionResult Perform(DialogAction action, Incoming incoming)
    {
        switch (action.Name)
        {
            case "sector_of":
                return programs.SectorOf(action.Arguments);
            case "quote_contribution":
                return programs.QuoteContribution(action.Arguments, incoming.Now);
            case "accident_outcome":
                return ProgramActions.AccidentOutcome(incoming.Text);
            case "asked_price":
                return programs.PriceAsked(incoming.Text, incoming.Now);
            case "find_office":
                return programs.FindOffice(action.Arguments, incoming.Now);
            case "find_channel":
                return programs.FindChannel(action.Arguments, incoming.Channel, incoming.Now);
        }

        var signature = signatures.First(one => one.Name == action.Name);
        lines.Add(new TrialLine(TrialVoice.Stage, $"Percobaan: di sini layanan menjalankan «{action.Name}». Tidak dijalankan; dianggap hasilnya «{signature.Outcomes[0]}».", []));
        return new ActionResult(signature.Outcomes[0], signature.Values);
    }
}
