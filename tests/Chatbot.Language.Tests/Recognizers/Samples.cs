using System.Text.Json;

namespace Chatbot.Language.Tests.Recognizers;

/// <summary>The labelled examples outside the repository; tests that need them skip with a reason when they are absent.</summary>
internal static class Samples
{
    public static IEnumerable<JsonElement> Read(string folder, string pattern)
    {
        var directory = Path.Combine(Shared(), folder);
        foreach (var file in Directory.EnumerateFiles(directory, pattern).Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file))
            {
                if (line.Length > 0)
                    yield return JsonDocument.Parse(line).RootElement;
            }
        }
    }

    /// <summary>The lines of a file of labelled cases beside this one.</summary>
    public static IEnumerable<JsonElement> Own(string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(Intents.Learned.Root, "tests", "Chatbot.Language.Tests", "Recognizers", file)))
            yield return JsonDocument.Parse(line).RootElement;
    }

    /// <summary>The folder named by JAKA_SHARED, or <c>shared</c> beside the repository.</summary>
    private static string Shared()
    {
        var named = Environment.GetEnvironmentVariable("JAKA_SHARED");
        if (named is not null && Directory.Exists(named))
            return named;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Chatbot.sln")))
                continue;
            var beside = Path.Combine(at.Parent?.FullName ?? "", "shared");
            if (Directory.Exists(beside))
                return beside;
        }

        Assert.Skip("No labelled samples here: set JAKA_SHARED to their folder.");
        return "";
    }
}
