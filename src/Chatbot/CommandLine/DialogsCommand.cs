using System.CommandLine;
using Chatbot.Campaigns.Sources;
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
        var (knowledge, problems) = files.ReadKnowledge();
        foreach (var problem in problems) await error.WriteLineAsync(problem);

        var (dialogs, mistakes) = files.ReadDialogs(stage.Services.GetRequiredService<DialogActions>().Signatures, knowledge);
        foreach (var mistake in mistakes) await error.WriteLineAsync(mistake.ToString());

        var unreadable = files.Chats().SelectMany(chat => DialogFiles.Parse(chat).Mistakes).ToList();
        foreach (var mistake in unreadable) await error.WriteLineAsync(mistake.ToString());

        var (book, wrong) = files.ReadTemplates(dialogs);
        foreach (var mistake in wrong) await error.WriteLineAsync(mistake.ToString());

        var mispriced = files.ReadPrices().Mistakes;
        foreach (var mistake in mispriced) await error.WriteLineAsync(mistake);

        var miscounted = files.ReadCoverage(knowledge).Mistakes;
        foreach (var mistake in miscounted) await error.WriteLineAsync(mistake);

        var (_, misruled) = files.ReadReminders(book);
        foreach (var problem in misruled) await error.WriteLineAsync(problem);

        var unopened = files.ReadStaffHours().Problems;
        foreach (var problem in unopened) await error.WriteLineAsync(problem);

        var unplaced = files.ReadEcosystems(knowledge).Problems;
        foreach (var problem in unplaced) await error.WriteLineAsync(problem);

        var unworded = files.ReadWording().Problems;
        foreach (var problem in unworded) await error.WriteLineAsync(problem);

        var (answers, misanswered) = files.ReadAnswers(knowledge);
        foreach (var mistake in misanswered) await error.WriteLineAsync(mistake.ToString());

        var unprinted = SourcePapers.Mistakes(files.ReadPapers(), knowledge, stage.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var problem in unprinted) await error.WriteLineAsync(problem);

        if (unprinted.Count + unworded.Count + unplaced.Count + problems.Count + misanswered.Count + unopened.Count + mistakes.Count + unreadable.Count + wrong.Count + mispriced.Count
            + miscounted.Count + misruled.Count > 0)
        {
            return JakaCommand.Refused;
        }

        await output.WriteLineAsync(
            $"{dialogs!.Flows.Count()} flows, {files.Chats().Count} example conversations, {book.All.Count} templates, {answers.All.Count} answers of staff: no mistakes");
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
