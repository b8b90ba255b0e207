using System.Globalization;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>What somebody will be reminded of next, or why of nothing: for staff who are asked about it.</summary>
internal sealed class ReminderOutlook(Database database, ReminderFacts facts, ReminderPlan plan, Consents consents, TimeProvider clock)
{
    // The last rule is some four months after the last paid day.
    private const int DaysAhead = 200;

    /// <summary>A line for each worker of the person, and one for each reminder of the last months; empty when nobody is known by that word.</summary>
    /// <param name="who">A registration's number, or a person's id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> OfAsync(string who, CancellationToken cancellationToken)
    {
        var personId = await database.ReadAsync(
            session => session.FirstAsync<string>(
                """
                SELECT COALESCE(workers.own_person_id, workers.person_id) FROM registrations JOIN workers ON workers.id = registrations.worker_id
                WHERE registrations.number = @who
                UNION ALL SELECT id FROM people WHERE id = @who
                """,
                new { who },
                cancellationToken),
            cancellationToken);
        if (personId is null) return [];
        var agreed = await consents.HoldsAsync(personId, ConsentPurpose.Reminders, cancellationToken);
        var now = clock.GetUtcNow();
        var lines = new List<string>();
        foreach (var fact in await facts.OfPersonAsync(personId, cancellationToken))
        {
            lines.Add($"{Masking.Name(fact.Name)}: {(agreed ? Next(fact, now) : "tidak diingatkan: belum setuju, sudah berhenti, atau datanya ditahan")}");
            lines.AddRange(await PastAsync(fact.WorkerId, cancellationToken));
        }

        return lines.Count > 0 ? lines : ["Tidak ada pekerja yang diingatkan lewat orang ini."];
    }

    /// <summary>The next reminder if nothing is paid and nothing is said until then.</summary>
    private string Next(ReminderFact fact, DateTimeOffset now)
    {
        var local = fact.LocalAt(now);
        for (var days = 0; days <= DaysAhead; days++)
        {
            var at = days == 0 ? local : local.Date.AddDays(days);
            if (plan.DueOn(fact.On(DateOnly.FromDateTime(at)), fact.Wish, fact.LastSent, at) is not { } due) continue;
            return string.Create(
                CultureInfo.InvariantCulture, $"{CoverageMonth.InWords(DateOnly.FromDateTime(due.SendAt))} {due.SendAt:HH.mm} ({fact.Zone.Id}), {due.Rule.Id}, {due.Rule.Text}");
        }

        return fact.On(DateOnly.FromDateTime(local)).PaidThrough is { } through
            ? $"tidak ada aturan yang kena; terakhir dibayar {through.InWords()}"
            : "tidak ada aturan yang kena; belum pernah membayar";
    }

    private async Task<IReadOnlyList<string>> PastAsync(string workerId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT reminders.rule AS Rule, reminders.counted_from AS CountedFrom, reminders.outcome AS Outcome, messages.due_at AS DueAt
                FROM reminders JOIN reminder_messages AS messages ON messages.id = reminders.message
                WHERE reminders.worker_id = @workerId ORDER BY messages.due_at DESC, reminders.rule LIMIT 10
                """,
                new { workerId },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"  {DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt):yyyy-MM-dd HH:mm} UTC {row.Rule} ({row.CountedFrom}): {row.Outcome ?? "menunggu"}")),
        ];
    }

    private sealed record Row(string Rule, string CountedFrom, string? Outcome, long DueAt);
}
