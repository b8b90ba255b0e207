using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Sources;
using Chatbot.Campaigns.Trust;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Dialogs.Chat;
using Chatbot.Dialogs.Reading;
using Chatbot.Inbox;
using Chatbot.Language;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Templates;

namespace Chatbot.DialogData;

/// <summary>
/// The folder <c>dialogs/</c>, what Jaka says, understands and knows, with the texts of an edition in the place of shipped ones. Every
/// file is read here.
/// </summary>
internal sealed class DialogFiles(string folder, IReadOnlyDictionary<string, string>? changed = null)
{
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The same folder with other texts for some files, by their path in it.</summary>
    public DialogFiles With(IReadOnlyDictionary<string, string> texts) => new(Folder, texts);

    /// <summary>A file as it was shipped; null when there is none.</summary>
    /// <param name="path">Inside the folder, with <c>/</c>.</param>
    public string? Shipped(string path) => File.Exists(Path.Combine(Folder, path)) ? File.ReadAllText(Path.Combine(Folder, path)) : null;

    /// <summary>A file as it is read; empty when there is none.</summary>
    public string Text(string path) => changed?.GetValueOrDefault(path) ?? Shipped(path) ?? "";

    /// <summary>The files of a part of the folder by their paths, in order.</summary>
    public IEnumerable<string> Names(string under, string pattern) =>
        !Directory.Exists(Path.Combine(Folder, under))
            ? []
            : Directory.EnumerateFiles(Path.Combine(Folder, under), pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'));

    /// <summary>Reads facts, prices, places and answers; mistakes are named by file and line.</summary>
    public (Knowledge Knowledge, IReadOnlyList<KnowledgeProblem> Problems) ReadKnowledge()
    {
        var problems = new List<KnowledgeProblem>();
        var knowledge = Knowledge.Read(
            new KnowledgeFiles(FilesOf("knowledge", "*").ToDictionary(file => Path.GetFileName(file.Name), file => file.Text, StringComparer.Ordinal)), problems);
        return (knowledge, problems);
    }

    /// <summary>Reads and checks all flows.</summary>
    public (DialogSet? Dialogs, IReadOnlyList<Mistake> Mistakes) ReadDialogs(IEnumerable<ActionSignature> actions, IKnowledge knowledge) =>
        DialogReader.Read(Flows, actions, knowledge);

    /// <summary>Reads and checks the templates for WhatsApp; without dialogs it is not known what their buttons start.</summary>
    public (TemplateBook Book, IReadOnlyList<Mistake> Mistakes) ReadTemplates(DialogSet? dialogs) =>
        TemplateReader.Read(
            FilesOf("templates", "*.yaml"),
            dialogs?.Keywords.SelectMany(keyword => keyword.Words).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads the price list of messages.</summary>
    public (MessagePrices Prices, IReadOnlyList<string> Mistakes) ReadPrices()
    {
        const string Name = "prices/messages.tsv";
        return MessagePrices.Parse(Name, Text(Name));
    }

    /// <summary>Reads what others have published of how many workers are protected; mistakes are named by file and line.</summary>
    public (CoverageFigures Figures, IReadOnlyList<string> Mistakes) ReadCoverage(Knowledge knowledge) =>
        CoverageFigures.Parse(Text(CoverageFigures.File), knowledge.Sources);

    /// <summary>Reads the rules of reminders, which name templates; mistakes are named by file and line.</summary>
    public (ReminderPlan Plan, IReadOnlyList<string> Problems) ReadReminders(TemplateBook templates)
    {
        var problems = new List<KnowledgeProblem>();
        var plan = ReminderFile.Read(
            Text($"knowledge/{ReminderFile.Name}"), templates.All.Select(template => template.Id).ToHashSet(StringComparer.Ordinal), problems);
        return (plan, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads the hours in which staff answers; mistakes are named by file and line.</summary>
    public (StaffHours Hours, IReadOnlyList<string> Problems) ReadStaffHours()
    {
        var problems = new List<KnowledgeProblem>();
        var hours = StaffHoursFile.Read(Text($"knowledge/{StaffHoursFile.Name}"), problems);
        return (hours, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads the papers that can be printed.</summary>
    public PaperTexts ReadPapers() => new(Text("papers/poster.html"), Text("papers/surat.html"));

    /// <summary>Reads the words that campaign texts must not hold.</summary>
    public (WordingRules Rules, IReadOnlyList<string> Problems) ReadWording()
    {
        var problems = new List<KnowledgeProblem>();
        var rules = WordingRules.Read(Text($"knowledge/{WordingRules.File}"), problems);
        return (rules, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads in which ecosystem which work is found.</summary>
    public (EcosystemJobs Jobs, IReadOnlyList<string> Problems) ReadEcosystems(Knowledge knowledge)
    {
        var problems = new List<KnowledgeProblem>();
        var jobs = EcosystemJobs.Read(
            Text($"knowledge/{EcosystemJobs.File}"), knowledge.Occupations.All.Select(one => one.Job).ToHashSet(StringComparer.Ordinal), problems);
        return (jobs, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads and checks what staff often answers.</summary>
    public (CannedAnswers Answers, IReadOnlyList<Mistake> Mistakes) ReadAnswers(IKnowledge knowledge) =>
        CannedAnswers.Read(FilesOf("answers", "*.yaml"), knowledge);

    /// <summary>What the language is taught from: the examples, the lexicon, the words of the dialogs and the questions of the FAQ.</summary>
    public LanguageData Lessons(DialogSet dialogs, Knowledge knowledge)
    {
        var examples = FilesOf("understanding/intents", "*.tsv").Select(file => file.Text);
        var asked = knowledge.Faq.All.SelectMany(entry => entry.Questions.Select(question => new FaqQuestion(entry.Id, question)));
        return new LanguageData(
            string.Join('\n', examples),
            Text("understanding/lexicon.tsv"),
            [.. dialogs.Keywords.Select(keyword => new Keyword(keyword.Id, keyword.Words))],
            [.. asked, .. MoreQuestions()]);
    }

    /// <summary>The files with what Jaka says, in order of their names.</summary>
    public IReadOnlyList<DialogFile> Flows => [.. FilesOf("flows", "*.yaml")];

    /// <summary>The example conversations, in order of their names.</summary>
    public IReadOnlyList<DialogFile> Chats() => [.. FilesOf("flows", "*.chat")];

    public static (ChatScript Script, IReadOnlyList<Mistake> Mistakes) Parse(DialogFile chat) => ChatScript.Parse(chat.Name, chat.Text);

    private IEnumerable<FaqQuestion> MoreQuestions() =>
        Text("understanding/faq-questions.tsv").Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.TrimEnd('\r').Split('\t', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => new FaqQuestion(parts[0], parts[1]));

    private IEnumerable<DialogFile> FilesOf(string under, string pattern) => Names(under, pattern).Select(name => new DialogFile(name, Text(name)));
}
