using Chatbot.Language;

namespace Chatbot.Benchmarks;

/// <summary>The language as the files of this repository teach it, without the service, and the messages of its test sets.</summary>
internal static class LanguageFiles
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly string Root = FindRoot();

    private static string Understanding => Path.Combine(Root, "dialogs", "understanding");

    public static LanguageData Data() => new(
        string.Join('\n', Directory.GetFiles(Path.Combine(Understanding, "intents"), "*.tsv").Order(StringComparer.Ordinal).Select(File.ReadAllText)),
        File.ReadAllText(Path.Combine(Understanding, "lexicon.tsv")),
        [new Keyword("menu", ["menu"]), new Keyword("berhenti", ["berhenti", "stop"])],
        [.. Lines(Path.Combine(Understanding, "faq-questions.tsv")).Select(columns => new FaqQuestion(columns[0], columns[1]))]);

    public static Indonesian Teach() => Indonesian.Learn(Data());

    /// <summary>Messages of every intent and style, none of them learned.</summary>
    public static IEnumerable<string> Messages() =>
        Directory.GetFiles(Path.Combine(Root, "tests", "Chatbot.Language.Tests", "Intents"), "messages*.tsv").Order(StringComparer.Ordinal)
            .SelectMany(Lines).Select(columns => columns[2]);

    private static IEnumerable<string[]> Lines(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'));

    // BenchmarkDotNet runs its copies deep below the folder of the build.
    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chatbot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Chatbot.sln stands in no folder above the benchmarks.");
    }
}
