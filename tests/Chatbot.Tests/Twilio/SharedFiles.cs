using System.Text.Json;

namespace Chatbot.Tests.Twilio;

/// <summary>Reference data about Twilio that lies beside the repository; a test that needs it says so when it is not there.</summary>
internal static class SharedFiles
{
    public static JsonElement Json(string name)
    {
        var path = Find(name);
        Assert.SkipWhen(path is null, $"shared/twilio/{name} is not beside the repository (or under JAKA_SHARED)");
        return JsonDocument.Parse(File.ReadAllBytes(path!)).RootElement;
    }

    private static string? Find(string name)
    {
        List<string?> roots = [Environment.GetEnvironmentVariable("JAKA_SHARED")];
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Chatbot.sln"))) roots.Add(Path.Combine(folder.FullName, "..", "shared"));
        }

        return roots.OfType<string>().Select(root => Path.Combine(root, "twilio", name)).FirstOrDefault(File.Exists);
    }
}
