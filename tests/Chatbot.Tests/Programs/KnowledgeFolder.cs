using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Sources;
using Chatbot.Campaigns.Trust;
using Chatbot.Inbox;
using Chatbot.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Programs;

/// <summary>The knowledge of the product, and the domain documents beside the repository where they are.</summary>
internal static class KnowledgeFolder
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    public static KnowledgeFiles Files { get; } = KnowledgeFiles.Read(Path.Combine(Repository.Root, "dialogs", "knowledge"));

    public static Knowledge Knowledge { get; } = Load(Files);

    public static StaffHours StaffHours { get; } = StaffHoursFile.Read(
        File.ReadAllText(Path.Combine(Repository.Root, "dialogs", "knowledge", StaffHoursFile.Name)), []);

    public static PaperTexts Papers { get; } = new(Repository.Read("dialogs/papers/poster.html"), Repository.Read("dialogs/papers/surat.html"));

    public static WordingRules Wording { get; } = LoadWording();

    public static EcosystemJobs EcosystemJobs { get; } = LoadEcosystems();

    public static Tariff Tariff => Knowledge.Tariff;

    public static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(7));

    /// <summary>The same files with one of them changed.</summary>
    public static KnowledgeFiles With(string file, Func<string, string> change)
    {
        var changed = change(Files[file]);
        changed.ShouldNotBe(Files[file], "the change must find what it changes");
        return new KnowledgeFiles(new Dictionary<string, string>(Files.Texts) { [file] = changed });
    }

    /// <summary>Text of a document of the domain; skips the test where the documents are not.</summary>
    public static string Domain(string file)
    {
        var shared = Environment.GetEnvironmentVariable("JAKA_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
        var path = Path.Combine(shared, "domain", file);
        Assert.SkipUnless(File.Exists(path), $"the domain documents are not here ({file}); set JAKA_SHARED to their folder");
        return File.ReadAllText(path);
    }

    private static WordingRules LoadWording()
    {
        var problems = new List<KnowledgeProblem>();
        var rules = WordingRules.Read(Files[WordingRules.File], problems);
        problems.ShouldBeEmpty();
        return rules;
    }

    private static EcosystemJobs LoadEcosystems()
    {
        var problems = new List<KnowledgeProblem>();
        var jobs = EcosystemJobs.Read(Files[EcosystemJobs.File], Knowledge.Occupations.All.Select(one => one.Job).ToHashSet(), problems);
        problems.ShouldBeEmpty();
        return jobs;
    }

    private static Knowledge Load(KnowledgeFiles files)
    {
        var problems = new List<KnowledgeProblem>();
        var knowledge = Knowledge.Read(files, problems);
        problems.ShouldBeEmpty();
        return knowledge;
    }
}
