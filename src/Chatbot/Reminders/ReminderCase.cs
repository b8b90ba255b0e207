using Chatbot.Membership.Members;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>A worker whose reminders a member of the staff looks at.</summary>
/// <param name="Fact">What the plan knows of him; his name stands in it whole.</param>
/// <param name="Agreed">His person wants reminders, and nothing of his is on hold.</param>
/// <param name="OthersOnPhone">How many other workers the same person is told of: what is due at the same time comes in one message.</param>
/// <param name="Sponsor">Who has paid for him so far, as people know him; empty when nobody has.</param>
/// <param name="Ended">Keys of reminders that have come to their end.</param>
/// <param name="Past">The last of them, the latest first.</param>
internal sealed record ReminderCase(
    ReminderFact Fact, bool Agreed, int OthersOnPhone, string Sponsor, IReadOnlySet<string> Ended, IReadOnlyList<PastReminder> Past);

/// <summary>A reminder that was planned.</summary>
/// <param name="Rule">Why.</param>
/// <param name="At">When it went or was to go, UTC.</param>
/// <param name="Outcome">As in docs/reminders.md; null while it waits.</param>
internal sealed record PastReminder(string Rule, DateTimeOffset At, string? Outcome);

/// <summary>Opens it, within what the asker may see, and writes down that he looked.</summary>
internal sealed class ReminderCases(Database database, ReminderFacts facts, Sponsorships sponsorships, Consents consents, AuditLog audit)
{
    private const long MostPast = 12;

    /// <summary>Null when there is no such worker among the asker's people.</summary>
    public async Task<ReminderCase?> OpenAsync(StaffScope scope, string workerId, CancellationToken cancellationToken)
    {
        var personId = await database.ReadAsync(
            session => session.FirstAsync<string>(
                $"SELECT COALESCE(w.own_person_id, w.person_id) FROM workers w WHERE w.id = @workerId AND {MembersInScope.Sees(scope)}",
                new { workerId, scope.Organisation, OwnPeople = scope.OwnPeople ?? "" },
                cancellationToken),
            cancellationToken);
        if (personId is null) return null;
        var all = await facts.OfPersonAsync(personId, cancellationToken);
        if (all.FirstOrDefault(one => one.WorkerId == workerId) is not { } fact) return null;
        await audit.AddAsync(scope.Look("coba pengingat"), "reminders.case", workerId, cancellationToken);
        var sponsor = await sponsorships.OfAsync([workerId], cancellationToken) is [var latest, ..] ? latest.Sponsor : null;
        return new ReminderCase(
            fact,
            await consents.HoldsAsync(personId, ConsentPurpose.Reminders, cancellationToken),
            all.Count(one => one.Organisation == fact.Organisation) - 1,
            sponsor ?? (fact.Paid.Count > 0 && fact.Paid[fact.Paid.Keys.Max()] is not "self" and var payer ? payer == "government" ? "pemerintah daerah" : payer : ""),
            await facts.EndedAsync([workerId], cancellationToken),
            await PastAsync(workerId, cancellationToken));
    }

    private async Task<IReadOnlyList<PastReminder>> PastAsync(string workerId, CancellationToken cancellationToken) =>
    [
        .. (await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT reminders.rule AS Rule, reminders.outcome AS Outcome, COALESCE(messages.ended_at, messages.due_at) AS At
                FROM reminders JOIN reminder_messages AS messages ON messages.id = reminders.message
                WHERE reminders.worker_id = @workerId ORDER BY COALESCE(messages.ended_at, messages.due_at) DESC, reminders.rule LIMIT @MostPast
                """,
                new { workerId, MostPast },
                cancellationToken),
            cancellationToken)).Select(row => new PastReminder(row.Rule, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Outcome)),
    ];

    private sealed record Row(string Rule, string? Outcome, long At);
}
