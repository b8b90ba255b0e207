using System.Collections.Concurrent;
using Chatbot.Language;

namespace Chatbot.Dialogs.Tests.Support;

/// <summary>A conversation with the engine alone, on dialogs made up in a test: a test reads as a talk.</summary>
internal sealed class Play
{
    private static readonly Lazy<(string Examples, string Lexicon)> Learned = new(() =>
    {
        var folder = Path.Combine(Repository.Root, "dialogs", "understanding");
        var examples = Directory.EnumerateFiles(Path.Combine(folder, "intents"), "*.tsv").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        return (string.Join('\n', examples), File.ReadAllText(Path.Combine(folder, "lexicon.tsv")));
    });

    private static readonly ConcurrentDictionary<string, DialogEngine> Taught = [];

    private readonly DialogEngine engine;
    private readonly ReplyForm form;

    private Play(DialogEngine engine, ReplyForm form)
    {
        this.engine = engine;
        this.form = form;
    }

    private static DialogEngine Teach(string[] dialogs)
    {
        var (set, mistakes) = Dialog.Read(dialogs);
        mistakes.ShouldBeEmpty();
        var language = Indonesian.Learn(new LanguageData(
            Learned.Value.Examples,
            Learned.Value.Lexicon,
            [.. set!.Keywords.Select(keyword => new Keyword(keyword.Id, keyword.Words))],
            [new FaqQuestion("Q017", "berapa santunan kematian"), new FaqQuestion("Q017", "santunan meninggal dapat berapa")]));
        return new DialogEngine(set, language, new SomeKnowledge());
    }

    public Conversation Conversation { get; set; } = Conversation.New;

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7));

    /// <summary>Actions that were asked for, with their arguments.</summary>
    public List<DialogAction> Done { get; } = [];

    /// <summary>Outcome of an action; the first that it declares when nothing is said.</summary>
    public Dictionary<string, string> Outcomes { get; } = [];

    public static Play On(ReplyForm form, params string[] dialogs) =>
        new(Taught.GetOrAdd(string.Join('\n', dialogs), _ => Teach(dialogs)), form);

    public static Play On(params string[] dialogs) => On(ReplyForm.WhatsApp, dialogs);

    /// <summary>What Jaka says to a message.</summary>
    public IReadOnlyList<Reply> Replies(Incoming incoming)
    {
        var turn = engine.Start(Conversation, incoming);
        while (turn.Action is { } action)
        {
            Done.Add(action);
            var known = Dialog.Actions.First(signature => signature.Name == action.Name);
            turn = engine.Resume(turn, new ActionResult(Outcomes.GetValueOrDefault(action.Name, known.Outcomes[0]), known.Values));
        }

        // What is stored has to be enough to go on.
        Conversation = Conversation.FromBytes(turn.Conversation.ToBytes());
        Now += TimeSpan.FromSeconds(30);
        return turn.Replies;
    }

    public string Say(string text) => Joined(Replies(new Incoming(text, form, Now) { SenderPhone = "+6281234567890" }));

    public string Tap(string value, string title) => Joined(Replies(new Incoming(title, form, Now) { Payload = value }));

    public string Send(string media) => Joined(Replies(new Incoming("", form, Now) { Media = media }));

    private static string Joined(IReadOnlyList<Reply> replies) => string.Join(" | ", replies.Select(reply => reply.Text.ReplaceLineEndings(" ")));
}
