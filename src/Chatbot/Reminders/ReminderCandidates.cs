using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>A worker whose contribution somebody wants to be reminded of.</summary>
/// <param name="PersonId">Who is told.</param>
/// <param name="Name">The worker's, as on the KTP.</param>
/// <param name="Now">Local time at that person's place.</param>
/// <param name="Subject">What the plan needs.</param>
internal sealed record ReminderCandidate(string PersonId, string Name, DateTime Now, ReminderSubject Subject);

/// <summary>The workers of those who agreed to reminders, read a page at a time.</summary>
internal sealed class ReminderCandidates(Database database)
{
    private const int PageSize = 1_000;

    /// <summary>Those whose person's latest word on reminders is yes.</summary>
    /// <param name="now">The instant that is looked at.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ReminderCandidate> ReadAsync(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        IReadOnlyList<Row> page;
        do
        {
            page = await database.ReadAsync(
                session => session.QueryAsync<Row>(
                    """
                    SELECT workers.id AS Id, workers.person_id AS PersonId, workers.name AS Name, people.zone AS Zone,
                        registrations.created_at AS RegisteredAt,
                        (SELECT month FROM contributions WHERE worker_id = workers.id ORDER BY month DESC LIMIT 1) AS PaidThrough,
                        (SELECT payer FROM contributions WHERE worker_id = workers.id ORDER BY month DESC LIMIT 1) AS Payer
                    FROM workers
                    JOIN people ON people.id = workers.person_id
                    JOIN registrations ON registrations.worker_id = workers.id
                    WHERE workers.id > @after
                        AND (SELECT granted FROM consents WHERE consents.person_id = workers.person_id AND purpose = 'reminders'
                            ORDER BY number DESC LIMIT 1) = 1
                    ORDER BY workers.id LIMIT @PageSize
                    """,
                    new { after, PageSize },
                    cancellationToken),
                cancellationToken);
            foreach (var row in page) yield return row.At(now);
            if (page.Count > 0) after = page[^1].Id;
        }
        while (page.Count == PageSize);
    }

    private sealed record Row(string Id, string PersonId, string Name, string Zone, long RegisteredAt, string? PaidThrough, string? Payer)
    {
        public ReminderCandidate At(DateTimeOffset now)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
            var registered = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(RegisteredAt), zone);
            return new ReminderCandidate(
                PersonId,
                Name,
                TimeZoneInfo.ConvertTime(now, zone).DateTime,
                new ReminderSubject(
                    Id,
                    PaidThrough is null ? null : CoverageMonth.Parse(PaidThrough),
                    Payer is not (null or "self"),
                    DateOnly.FromDateTime(registered.DateTime)));
        }
    }
}
