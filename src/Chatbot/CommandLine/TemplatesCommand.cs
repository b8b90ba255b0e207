using System.CommandLine;
using Chatbot.DialogData.Editions;
using Chatbot.Storage;
using Chatbot.Templates;

namespace Chatbot.CommandLine;

/// <summary><c>templates sync</c>: makes, submits and watches the templates of <c>dialogs/templates/</c>.</summary>
internal static class TemplatesCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var sync = new Command("sync", "Membuat dan mengajukan templat WhatsApp yang baru, dan membaca persetujuan yang lain.");
        sync.SetAction((_, cancellationToken) => SyncAsync(output, error, cancellationToken));
        return new Command("templates", "Templat WhatsApp.") { sync };
    }

    private static async Task<int> SyncAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await using var app = Program.Build([], builder => builder.Logging.ClearProviders());
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        // What was published at the console is handed in with the rest.
        if (await app.Services.GetRequiredService<EditionBook>().NumberAsync(cancellationToken) > 0)
            await app.Services.GetRequiredService<EditionWatch>().LookAsync(cancellationToken);
        var result = await app.Services.GetRequiredService<SyncTemplates>()(cancellationToken);
        foreach (var line in result.Lines) await output.WriteLineAsync(line);
        if (result.Failure is null) return JakaCommand.Done;
        await error.WriteLineAsync(result.Failure);
        return JakaCommand.Refused;
    }
}
