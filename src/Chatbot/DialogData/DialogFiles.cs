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

/// <summary>The folder <c>dialogs/</c>: what Jaka says, understands and knows.</summary>
internal sealed class DialogFiles(string folder)
{
    public string Folder { get; } = Path.GetFullPath(folder);

    private string Flows => Path.Combine(Folder, "flows");

    private string Understanding => Path.Combine(Folder, "understanding");

    /// <summary>Reads facts, prices, places and answers; mistakes are named by file and line.</summary>
    public (Knowledge Knowledge, IReadOnlyList<string> Problems) ReadKnowledge()
    {
        var problems = new List<KnowledgeProblem>();
        var knowledge = Knowledge.Read(KnowledgeFiles.Read(Path.Combine(Folder, "knowledge")), problems);
        return (knowledge, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads and checks all flows.</summary>
    public (DialogSet? Dialogs, IReadOnlyList<Mistake> Mistakes) ReadDialogs(IEnumerable<ActionSignature> actions, IKnowledge knowledge) =>
        DialogReader.Read(FilesOf(Flows, "*.yaml"), actions, knowledge);

    /// <summary>Reads and checks the templates for WhatsApp; without dialogs it is not known what their buttons start.</summary>
    public (TemplateBook Book, IReadOnlyList<Mistake> Mistakes) ReadTemplates(DialogSet? dialogs) =>
        TemplateReader.Read(
            FilesOf(Path.Combine(Folder, "templates"), "*.yaml"),
            dialogs?.Keywords.SelectMany(keyword => keyword.Words).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads the price list of messages.</summary>
    public (MessagePrices Prices, IReadOnlyList<string> Mistakes) ReadPrices()
    {
        const string Name = "prices/messages.tsv";
        var path = Path.Combine(Folder, Name);
        return MessagePrices.Parse(Name, File.Exists(path) ? File.ReadAllText(path) : "");
    }

    /// <summary>Reads what others have published of how many workers are protected; mistakes are named by file and line.</summary>
    public (CoverageFigures Figures, IReadOnlyList<string> Mistakes) ReadCoverage(Knowledge knowledge)
    {
        var path = Path.Combine(Folder, CoverageFigures.File);
        return CoverageFigures.Parse(File.Exists(path) ? File.ReadAllText(path) : "", knowledge.Sources);
    }

    /// <summary>Reads the rules of reminders, which name templates; mistakes are named by file and line.</summary>
    public (ReminderPlan Plan, IReadOnlyList<string> Problems) ReadReminders(TemplateBook templates)
    {
        var problems = new List<KnowledgeProblem>();
        var path = Path.Combine(Folder, "knowledge", ReminderFile.Name);
        var plan = ReminderFile.Read(
            File.Exists(path) ? File.ReadAllText(path) : "", templates.All.Select(template => template.Id).ToHashSet(StringComparer.Ordinal), problems);
        return (plan, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads the hours in which staff answers; mistakes are named by file and line.</summary>
    public (StaffHours Hours, IReadOnlyList<string> Problems) ReadStaffHours()
    {
        var problems = new List<KnowledgeProblem>();
        var path = Path.Combine(Folder, "knowledge", StaffHoursFile.Name);
        var hours = StaffHoursFile.Read(File.Exists(path) ? File.ReadAllText(path) : "", problems);
        return (hours, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads the papers that can be printed.</summary>
    public PaperTexts ReadPapers()
    {
        string Of(string name) => Path.Combine(Folder, "papers", name) is var path && File.Exists(path) ? File.ReadAllText(path) : "";
        return new PaperTexts(Of("poster.html"), Of("surat.html"));
    }

    /// <summary>Reads the words that campaign texts must not hold.</summary>
    public (WordingRules Rules, IReadOnlyList<string> Problems) ReadWording()
    {
        var problems = new List<KnowledgeProblem>();
        var path = Path.Combine(Folder, "knowledge", WordingRules.File);
        var rules = WordingRules.Read(File.Exists(path) ? File.ReadAllText(path) : "", problems);
        return (rules, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads in which ecosystem which work is found.</summary>
    public (EcosystemJobs Jobs, IReadOnlyList<string> Problems) ReadEcosystems(Knowledge knowledge)
    {
        var problems = new List<KnowledgeProblem>();
        var path = Path.Combine(Folder, "knowledge", EcosystemJobs.File);
        var jobs = EcosystemJobs.Read(
            File.Exists(path) ? File.ReadAllText(path) : "", knowledge.Occupations.All.Select(one => one.Job).ToHashSet(StringComparer.Ordinal), problems);
        return (jobs, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Reads and checks what staff often answers.</summary>
    public (CannedAnswers Answers, IReadOnlyList<Mistake> Mistakes) ReadAnswers(IKnowledge knowledge) =>
        CannedAnswers.Read(FilesOf(Path.Combine(Folder, "answers"), "*.yaml"), knowledge);

    /// <summary>Teaches the language from the examples, the lexicon, the words of the dialogs and the questions of the FAQ.</summary>
    public Indonesian TeachLanguage(DialogSet dialogs, Knowledge knowledge)
    {
        var examples = FilesOf(Path.Combine(Understanding, "intents"), "*.tsv").Select(file => file.Text);
        var asked = knowledge.Faq.All.SelectMany(entry => entry.Questions.Select(question => new FaqQuestion(entry.Id, question)));
        return Indonesian.Learn(new LanguageData(
            string.Join('\n', examples),
            TextOf("lexicon.tsv"),
            [.. dialogs.Keywords.Select(keyword => new Keyword(keyword.Id, keyword.Words))],
            [.. asked, .. MoreQuestions()]));
    }

    /// <summary>The example conversations, in order of their names.</summary>
    public IReadOnlyList<DialogFile> Chats() => [.. FilesOf(Flows, "*.chat")];

    public static (ChatScript Script, IReadOnlyList<Mistake> Mistakes) Parse(DialogFile chat) => ChatScript.Parse(chat.Name, chat.Text);

    private IEnumerable<FaqQuestion> MoreQuestions() =>
        TextOf("faq-questions.tsv").Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.TrimEnd('\r').Split('\t', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => new FaqQuestion(parts[0], parts[1]));

    private string TextOf(string name)
    {
        var path = Path.Combine(Understanding, name);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private IEnumerable<DialogFile> FilesOf(string under, string pattern) =>
        !Directory.Exists(under)
            ? []
            : Directory.EnumerateFiles(under, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => new DialogFile(Path.GetRelativePath(Folder, path).Replace('\\', '/'), File.ReadAllText(path)));
}
