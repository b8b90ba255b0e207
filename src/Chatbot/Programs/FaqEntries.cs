using Chatbot.Dialogs;
using Chatbot.Language;

namespace Chatbot.Programs;

/// <summary>What must hold in the coverage month for a variant of an answer to be the right one.</summary>
internal enum AnswerCondition
{
    /// <summary>Workers outside transport who pay for themselves have a relief.</summary>
    Relief,

    NoRelief,

    /// <summary>Transport workers who pay for themselves have a relief.</summary>
    TransportRelief,

    NoTransportRelief,
}

/// <summary>An answer in both forms; its texts hold placeholders.</summary>
internal sealed record FaqAnswer(IReadOnlyList<AnswerCondition> When, string WhatsApp, string Sms, int Segments, int Line)
{
    public string Text(ReplyForm form) => form switch
    {
        ReplyForm.WhatsApp => WhatsApp,
        ReplyForm.Sms => Sms,
    };
}

/// <summary>A question that people ask, and its answers: the first one whose conditions hold is given, the last has none.</summary>
internal sealed record FaqEntry(string Id, string Topic, IReadOnlyList<string> Questions, IReadOnlyList<FaqAnswer> Answers)
{
    /// <summary>What it is about, on a button: at most 20 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>The intent whose messages this entry answers, if it is one.</summary>
    public string Intent { get; init; } = "";

    /// <summary>Ids of the facts it rests on, said in it or not.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Digits in the texts that are no fact, such as an example of the asker.</summary>
    public IReadOnlyList<string> Literals { get; init; } = [];

    public int Line { get; init; }
}

/// <summary>The questions and answers of faq.yaml.</summary>
internal sealed class FaqEntries
{
    public const string File = "faq.yaml";

    // What WhatsApp shows on a button.
    private const int LongestTitle = 20;

    private readonly Dictionary<string, FaqEntry> _byId;

    private FaqEntries(IReadOnlyList<FaqEntry> all)
    {
        All = all;
        _byId = all.GroupBy(entry => entry.Id, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }

    public IReadOnlyList<FaqEntry> All { get; }

    /// <summary>Every way of asking, for the language to learn.</summary>
    public IReadOnlyList<FaqQuestion> Questions =>
        [.. All.SelectMany(entry => entry.Questions.Select(question => new FaqQuestion(entry.Id, question)))];

    public static FaqEntries Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("faq");
        return new FaqEntries([.. root.Part("faq").Items().Select(ReadEntry)]);
    }

    public FaqEntry? Find(string id) => _byId.GetValueOrDefault(id);

    private static FaqEntry ReadEntry(YamlPart part)
    {
        part.Allow("id", "topic", "title", "intent", "questions", "facts", "literal", "variants", "whatsapp", "sms", "segments");
        var answers = part.Part("variants").Items().Select(ReadVariant).Append(ReadAnswer(part, []));
        var entry = new FaqEntry(part.Required("id"), part.Required("topic"), part.Texts("questions"), [.. answers])
        {
            Title = part.Required("title"),
            Intent = part.Text("intent"),
            Facts = part.Texts("facts"),
            Literals = part.Texts("literal"),
            Line = part.Line,
        };
        if (entry.Title.Length > LongestTitle)
            part.Report($"'title' is longer than {LongestTitle} characters");
        if (entry.Questions.Count == 0)
            part.Report("the entry has no question");
        return entry;
    }

    private static FaqAnswer ReadVariant(YamlPart part)
    {
        part.Allow("when", "whatsapp", "sms", "segments");
        var when = part.Part("when").Items().Select(ReadCondition).OfType<AnswerCondition>().ToList();
        if (when.Count == 0)
            part.Report("a variant needs 'when'");
        return ReadAnswer(part, when);
    }

    private static FaqAnswer ReadAnswer(YamlPart part, IReadOnlyList<AnswerCondition> when) =>
        new(when, part.Required("whatsapp"), part.Required("sms"), part.Part("segments").IsAbsent ? 1 : (int)part.Number("segments"), part.Line);

    private static AnswerCondition? ReadCondition(YamlPart part)
    {
        switch (part.Scalar())
        {
            case "relief":
                return AnswerCondition.Relief;
            case "no_relief":
                return AnswerCondition.NoRelief;
            case "transport_relief":
                return AnswerCondition.TransportRelief;
            case "no_transport_relief":
                return AnswerCondition.NoTransportRelief;
            case var other:
                part.Report($"'when: {other}' is not relief, no_relief, transport_relief or no_transport_relief");
                return null;
        }
    }
}
