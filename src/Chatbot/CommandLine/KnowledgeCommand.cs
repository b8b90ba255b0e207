using System.CommandLine;
using System.Globalization;
using Chatbot.Conversations;
using Chatbot.DialogData;

namespace Chatbot.CommandLine;

/// <summary>
/// <c>knowledge check [--date YYYY-MM-DD]</c>: overlaps, gaps, expired facts that are still said, facts that end within 60 days, facts
/// without approval; each with file and line. Warnings alone do not fail it.
/// </summary>
internal static class KnowledgeCommand
{
    public static Command Make(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var date = new Option<string?>("--date") { Description = "hari yang diperiksa, YYYY-MM-DD; tanpa ini: hari ini" };
        var check = new Command("check", "Memeriksa fakta, harga, dan jawaban di dialogs/knowledge/.") { date };
        check.SetAction((parsed, cancellationToken) => CheckAsync(parsed.GetValue(date), output, error, clock, cancellationToken));
        return new Command("knowledge", "Memeriksa apa yang diketahui Jaka.") { check };
    }

    private static async Task<int> CheckAsync(
        string? date, TextWriter output, TextWriter error, TimeProvider clock, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        if (date is not null && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            await error.WriteLineAsync($"--date '{date}' is not a day such as 2026-12-31");
            return JakaCommand.WrongUsage;
        }

        using var scratch = new ScratchFolder();
        await using var stage = await Stage.SetAsync(scratch.Settings, null, null, cancellationToken);
        var files = stage.Services.GetRequiredService<DialogFiles>();
        var check = DialogCheck.Of(
            files, stage.Services.GetRequiredService<DialogActions>().Signatures, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        foreach (var finding in check.Findings) await error.WriteLineAsync(finding.ToString());
        if (check.Findings.Count > 0) return JakaCommand.Refused;

        var problems = check.OfKnowledge(day);
        foreach (var problem in problems) await error.WriteLineAsync(problem.ToString());
        var faults = problems.Count(problem => !problem.IsWarning);
        var knowledge = check.Knowledge;
        await output.WriteLineAsync(
            $"{knowledge.Facts.All.Count} facts, {knowledge.Faq.All.Count} answers on {day:yyyy-MM-dd}: {faults} mistakes, {problems.Count - faults} warnings");
        return faults == 0 ? JakaCommand.Done : JakaCommand.Refused;
    }
}
