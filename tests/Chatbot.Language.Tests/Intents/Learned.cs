[assembly: AssemblyFixture(typeof(Chatbot.Language.Tests.Intents.Learned))]

namespace Chatbot.Language.Tests.Intents;

/// <summary>The language as the product learns it, from the files of this repository; learned once for all tests.</summary>
public sealed class Learned
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    public Learned()
    {
        Questions = [.. Lines(Path.Combine(Understanding, "faq-questions.tsv"))
            .Select(columns => new FaqQuestion(columns[0], columns[1]))];
        var examples = Directory.GetFiles(Path.Combine(Understanding, "intents"), "*.tsv").Order(StringComparer.Ordinal);
        Data = new LanguageData(
            string.Join('\n', examples.Select(File.ReadAllText)),
            File.ReadAllText(Path.Combine(Understanding, "lexicon.tsv")),
            [
                new Keyword("berhenti", ["berhenti", "stop", "unreg", "unsubscribe"]),
                new Keyword("mulai", ["mulai", "start", "reg"]),
                new Keyword("menu", ["menu"]),
                new Keyword("bantuan", ["bantuan", "bantu", "help"]),
                new Keyword("petugas", ["petugas", "cs"]),
                new Keyword("hapus_data", ["hapus data"]),
                new Keyword("batal", ["batal"]),
            ],
            [.. Questions, .. Shared.FaqQuestions()]);
        Language = Indonesian.Learn(Data);
    }

    public LanguageData Data { get; }

    public Indonesian Language { get; }

    /// <summary>The FAQ questions of this repository, without those of the reference.</summary>
    public IReadOnlyList<FaqQuestion> Questions { get; }

    public static string Root { get; } = FindRoot();

    public static string Understanding => Path.Combine(Root, "dialogs", "understanding");

    public Meaning Understand(string text) => Language.Understand(text, Noon);

    /// <summary>The labelled messages of one of the test sets beside this file; none of them is learned.</summary>
    public static IReadOnlyList<Labelled> Messages(string file) =>
        [.. Lines(Path.Combine(Root, "tests", "Chatbot.Language.Tests", "Intents", file)).Select(columns => new Labelled(
            columns[2], columns[0], columns[1], columns.Length > 3 && columns[3].Length > 0 ? columns[3] : null,
            columns.Length > 4 ? columns[4].Split(',') : []))];

    /// <summary>The lines of a file in tab-separated columns, without comments.</summary>
    public static IEnumerable<string[]> Lines(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chatbot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Chatbot.sln stands in no folder above the tests.");
    }
}
