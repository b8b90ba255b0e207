using System.CommandLine;
using Chatbot.Conversations;
using Chatbot.DialogData;
using Chatbot.Dialogs.Reading;

namespace Chatbot.CommandLine;

/// <summary><c>dialogs check</c> and <c>dialogs test [FILE…]</c>: every mistake with file and line.</summary>
internal static class DialogsCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var check = new Command("check", "Memeriksa semua berkas di dialogs/.");
        check.SetAction((_, cancellationToken) => CheckAsync(output, error, cancellationToken));

        var files = new Argument<string[]>("FILE") { Description = "Percakapan contoh (.chat); tanpa nama: semua.", Arity = ArgumentArity.ZeroOrMore };
        var test = new Command("test", "Menjalankan percakapan contoh (.chat).") { files };
        test.SetAction((parsed, cancellationToken) => TestAsync(parsed.GetValue(files) ?? [], output, error, cancellationToken));

        return new Command("dialogs", "Memeriksa dan mencoba percakapan.") { check, test };
    }

    private static async Task<int> CheckAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        await using var stage = await Stage.SetAsync(scratch.Settings, null, null, cancellationToken);
        var files = stage.Services.GetRequiredService<DialogFiles>();
        var check = DialogCheck.Of(
            files, stage.Services.GetRequiredService<DialogActions>().Signatures, stage.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var finding in check.Findings) await error.WriteLineAsync(finding.ToString());
        if (check.Findings.Count > 0) return JakaCommand.Refused;

        await output.WriteLineAsync(
            $"{check.Dialogs!.Flows.Count()} flows, {files.Chats().Count} example conversations, {check.Templates.All.Count} templates, {check.Answers.All.Count} answers of staff: no mistakes");
        return JakaCommand.Done;
    }

    private static async Task<int> TestAsync(string[] names, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var runner = await ChatScriptRunner.MakeAsync(cancellationToken);
        var chats = names.Length == 0
            ? runner.Chats
            : [.. names.Select(name => new DialogFile(name, File.ReadAllText(name)))];
        var failed = 0;
        foreach (var chat in chats)
        {
            var mistakes = await runner.RunAsync(chat, cancellationToken);
            if (mistakes.Count > 0) failed++;
            foreach (var mistake in mistakes) await error.WriteLineAsync(mistake.ToString());
        }

        await output.WriteLineAsync($"{chats.Count - failed} conversations passed, {failed} failed");
        return failed == 0 ? JakaCommand.Done : JakaCommand.Refused;
    }
}
