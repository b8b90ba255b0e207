using System.CommandLine;
using System.Globalization;
using Chatbot.Bulk;
using Chatbot.Privacy;
using Chatbot.Reminders;

namespace Chatbot.CommandLine;

/// <summary><c>reminders run</c>: plans a day and hands over what is due, or only says who would be reminded; <c>reminders why</c>: what one would get, and when.</summary>
internal static class RemindersCommand
{
    // Before the earliest hour at which anything may go, in the west as in the east.
    private static readonly TimeSpan Midnight = TimeSpan.FromHours(7);

    public static Command Make(TextWriter output, TextWriter error)
    {
        var date = new Option<string>("--date") { Description = "hari yang direncanakan, YYYY-MM-DD", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "hanya menyebut siapa yang diingatkan; tidak ada yang dikirim" };
        var run = new Command("run", "Merencanakan pengingat suatu hari, dan mengirim yang sudah waktunya.") { date, dryRun };
        run.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(date), parsed.GetValue(dryRun), output, error, cancellationToken));
        var who = new Argument<string>("who") { Description = "nomor pendaftaran (JKA-…), atau id orang" };
        var why = new Command("why", "Pengingat apa yang akan didapat seseorang, dan kapan; atau mengapa tidak.") { who };
        why.SetAction((parsed, cancellationToken) => WhyAsync(parsed.GetRequiredValue(who), output, error, cancellationToken));
        return new Command("reminders", "Pengingat iuran.") { run, why };
    }

    private static async Task<int> RunAsync(string date, bool isDry, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            await error.WriteLineAsync($"--date '{date}' is not a day such as 2026-12-31");
            return JakaCommand.WrongUsage;
        }

        await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
        var planning = stage.Services.GetRequiredService<ReminderPlanning>();
        var now = stage.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var today = DateOnly.FromDateTime(now.ToOffset(Midnight).DateTime);
        var begin = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Midnight);
        if (isDry) return await ListAsync(planning, begin, date, output, cancellationToken);
        if (day < today)
        {
            await error.WriteLineAsync($"{date} is over; with --dry-run it can be looked at");
            return JakaCommand.Refused;
        }

        var planned = await planning.PlanAsync(day == today ? now : begin, cancellationToken);
        await output.WriteLineAsync($"{planned} pengingat direncanakan untuk {date}");
        var words = await stage.Services.GetRequiredService<BulkLane>().SendDueAsync(cancellationToken);
        foreach (var (word, count) in words.OrderBy(one => one.Key, StringComparer.Ordinal)) await output.WriteLineAsync($"{word} {count}");
        return JakaCommand.Done;
    }

    private static async Task<int> ListAsync(
        ReminderPlanning planning, DateTimeOffset begin, string date, TextWriter output, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var page in planning.DueAsync(begin, cancellationToken))
        {
            foreach (var (fact, due) in page)
            {
                counts[due.Rule.Id] = counts.GetValueOrDefault(due.Rule.Id) + 1;
                await output.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{due.SendAt:HH:mm} {due.Rule.Id} {due.Rule.Text} {Masking.Name(fact.Name)}"));
            }
        }

        await output.WriteLineAsync($"{counts.Values.Sum()} pengingat pada {date}: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
        return JakaCommand.Done;
    }

    private static async Task<int> WhyAsync(string who, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
        var lines = await stage.Services.GetRequiredService<ReminderOutlook>().OfAsync(who, cancellationToken);
        if (lines.Count == 0)
        {
            await error.WriteLineAsync($"there is no registration or person '{who}'");
            return JakaCommand.Refused;
        }

        foreach (var line in lines) await output.WriteLineAsync(line);
        return JakaCommand.Done;
    }
}
