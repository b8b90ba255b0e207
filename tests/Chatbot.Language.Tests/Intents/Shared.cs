using System.Text.Json;

namespace Chatbot.Language.Tests.Intents;

/// <summary>Reference material outside the repository; a test that needs it is skipped where it is absent.</summary>
internal static class Shared
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("JAKA_SHARED") ?? Path.Combine(Learned.Root, "..", "shared");

    public static void SkipUnlessPresent(string file) =>
        Assert.SkipUnless(File.Exists(PathOf(file)), $"The reference folder with {file} is not beside the repository (JAKA_SHARED).");

    /// <summary>The FAQ questions of the reference; none where it is absent.</summary>
    public static IReadOnlyList<FaqQuestion> FaqQuestions()
    {
        var path = PathOf("domain/faq.md");
        if (!File.Exists(path)) return [];
        return [.. File.ReadLines(path).Where(line => line.StartsWith("| Q", StringComparison.Ordinal))
            .Select(line => line.Split('|')).Select(cells => new FaqQuestion(cells[1].Trim(), cells[3].Trim()))];
    }

    /// <summary>Labelled messages, one JSON object a line.</summary>
    public static IReadOnlyList<Labelled> Messages(string file) => [.. File.ReadLines(PathOf(file)).Select(Read)];

    private static Labelled Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var record = document.RootElement;
        return new Labelled(
            record.GetProperty("text").GetString()!,
            record.GetProperty("intent").GetString()!,
            record.GetProperty("style").GetString()!,
            record.TryGetProperty("program", out var program) ? program.GetString() : null,
            record.TryGetProperty("also_ok", out var also) ? [.. also.EnumerateArray().Select(other => other.GetString()!)] : []);
    }

    private static string PathOf(string file) => Path.Combine(Folder, file);
}
