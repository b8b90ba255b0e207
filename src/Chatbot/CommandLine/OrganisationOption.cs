using System.CommandLine;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.CommandLine;

/// <summary>For which organisation a command makes or counts something; the first, where none is named.</summary>
internal static class OrganisationOption
{
    public static Option<string> Make() => new("--organisation") { Description = "id organisasi; tanpa ini organisasi pertama", DefaultValueFactory = _ => Ownership.First };

    /// <summary>The organisation's id; null when there is none, which is said then.</summary>
    public static async Task<string?> ReadAsync(Stage stage, ParseResult parsed, Option<string> option, TextWriter error, CancellationToken cancellationToken)
    {
        var id = parsed.GetRequiredValue(option).Trim();
        var isKnown = await stage.Services.GetRequiredService<Database>().ReadAsync(session => Ownership.ExistsAsync(session, id, cancellationToken), cancellationToken);
        if (isKnown) return id;
        await error.WriteLineAsync($"Organisasi «{id}» tidak ada.");
        return null;
    }
}
