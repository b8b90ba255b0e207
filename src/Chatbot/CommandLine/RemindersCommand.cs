using System.CommandLine;
using System.Globalization;
using Chatbot.Privacy;
using Chatbot.Reminders;

namespace Chatbot.CommandLine;

/// <summary><c>reminders run --date YYYY-MM-DD --dry-run</c>: who would be reminded on a day, when, and by which text; nothing is sent.</summary>
internal static class RemindersCommand
{
    // Before the earliest hour at which anything may go, in the west as in the east.
    private static readonly TimeSpan Midnight = TimeSpan.FromHours(7);

    public static Command Make(TextWriter output, TextWriter error)
    {
        var date = new Option<string>("--date") { Description = "hari yang dilihat, YYYY-MM-DD", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "hanya menyebut siapa yang diingatkan; tidak ada yang dikirim", Required = true };
        var run = new Command("run", "Menyebut siapa yang diingatkan pada suatu hari.") { date, dryRun };
        run.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(date), output, error, cancellationToken));
        return new Command("reminders", "Pengingat iuran.") { run };
    }

    private static async Task<int> RunAsync(string date, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            await error.WriteLineAsync($"--date '{date}' is not a day such as 2026-12-31");
            return JakaCommand.WrongUsage;
        }

        await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
        var plan = stage.Services.GetRequiredService<ReminderPlan>();
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Midnight);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var candidate in stage.Services.GetRequiredService<ReminderCandidates>().ReadAsync(midnight, cancellationToken))
        {
            if (plan.DueOn(candidate.Subject, ReminderWish.None, null, candidate.Now) is not { } due) continue;
            counts[due.Rule.Id] = counts.GetValueOrDefault(due.Rule.Id) + 1;
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{due.SendAt:HH:mm} {due.Rule.Id} {due.Rule.Text} {Masking.Name(candidate.Name)}"));
        }

        await output.WriteLineAsync($"{counts.Values.Sum()} pengingat pada {date}: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
        return JakaCommand.Done;
    }
}
