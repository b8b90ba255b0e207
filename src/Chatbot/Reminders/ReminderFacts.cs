using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Chatbot.Membership;
using Chatbot.Membership.Members;
using Chatbot.Membership.Paying;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>A worker with all that a reminder about him needs.</summary>
/// <param name="WorkerId">About whom.</param>
/// <param name="PersonId">Who is told: the worker himself where a phone of his has said who he is, else who registered him.</param>
/// <param name="Zone">Of that person.</param>
/// <param name="Wish">Of that person.</param>
/// <param name="LastSentAt">When that person was last reminded; null when never.</param>
/// <param name="Name">The worker's, as on the KTP.</param>
/// <param name="Terms">What he pays for himself.</param>
/// <param name="Paid">The months that are paid, with who paid.</param>
/// <param name="RegisteredAt">UTC.</param>
internal sealed record ReminderFact(
    string WorkerId,
    string PersonId,
    TimeZoneInfo Zone,
    ReminderWish Wish,
    DateTimeOffset? LastSentAt,
    string Name,
    PayingTerms Terms,
    IReadOnlyDictionary<CoverageMonth, string> Paid,
    DateTimeOffset RegisteredAt)
{
    /// <summary>Whose the worker is.</summary>
    public string Organisation { get; init; } = Ownership.First;

    public DateTime LocalAt(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, Zone).DateTime;

    public DateOnly? LastSent => LastSentAt is { } at ? DateOnly.FromDateTime(LocalAt(at)) : null;

    /// <summary>How the worker stands on that day.</summary>
    public ReminderSubject On(DateOnly today)
    {
        var through = MembershipStatus.Of([.. Paid.Keys], today).PaidThrough ?? FirstRun();
        return new ReminderSubject(
            WorkerId,
            through,
            through is { } month && Paid[month] != "self",
            DateOnly.FromDateTime(LocalAt(RegisteredAt)));
    }

    // Paid for months to come, and none so far: nobody is to be told that the first contribution is missing.
    private CoverageMonth? FirstRun()
    {
        if (Paid.Count == 0) return null;
        var month = Paid.Keys.Min();
        while (Paid.ContainsKey(month.AddMonths(1))) month = month.AddMonths(1);
        return month;
    }
}

/// <summary>Reads workers for reminders: those that some rule may be about today, a page at a time, or those of one message or person.</summary>
internal sealed class ReminderFacts(Database database, PersonalData personalData, ReminderPlan plan)
{
    private const int PageSize = 1_000;

    private const string Select =
        $"""
        SELECT workers.id AS Id, workers.organisation_id AS Organisation, people.id AS PersonId, people.zone AS Zone, workers.name AS Name, workers.sector AS Sector, workers.income AS Income,
            registrations.programs AS Programs, registrations.created_at AS RegisteredAt, {ReminderWishes.Columns},
            (SELECT MAX(sent.ended_at) FROM reminder_messages AS sent WHERE sent.person_id = people.id AND sent.state = 'sent') AS LastSentAt
        FROM workers
        JOIN registrations ON registrations.worker_id = workers.id
        JOIN people ON people.id = COALESCE(workers.own_person_id, workers.person_id)
        LEFT JOIN reminder_wishes AS wishes ON wishes.person_id = people.id
        """;

    // The person's last word on reminders is yes, and nothing of his is on hold.
    private const string Agreed =
        """
        (SELECT granted FROM consents WHERE consents.person_id = people.id AND purpose = 'reminders' ORDER BY number DESC LIMIT 1) = 1
            AND NOT EXISTS (SELECT 1 FROM restrictions WHERE restrictions.person_id = people.id)
        """;

    /// <summary>Pages of those whose person agreed, and whom a rule may be about at that instant; the plan has the last word.</summary>
    public IAsyncEnumerable<IReadOnlyList<ReminderFact>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken) => DueAsync(now, null, cancellationToken);

    /// <param name="now">The instant.</param>
    /// <param name="scope">Only people whom he sees; null: everybody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<IReadOnlyList<ReminderFact>> DueAsync(
        DateTimeOffset now, StaffScope? scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = scope is null ? "1 = 1" : $"workers.id IN (SELECT w.id FROM workers w WHERE {MembersInScope.Sees(scope)})";
        // At the same instant it may be the next day further east.
        var (west, east) = (DateOnly.FromDateTime(now.UtcDateTime.AddHours(7)), DateOnly.FromDateTime(now.UtcDateTime.AddHours(9)));
        var months = plan.MonthsOn(west).Union(plan.MonthsOn(east)).Order().ToList();
        var (first, last) = (plan.RegisteredOn(west).First, plan.RegisteredOn(east).Last);
        var after = "";
        IReadOnlyList<Row> page;
        do
        {
            var since = after;
            page = await database.ReadAsync(
                session =>
                {
                    var ends = session.Rows(DbType.String, DbType.String);
                    // A month that nobody has paid, so that the list is never empty.
                    ends.Add("0000-00", "0000-00");
                    foreach (var month in months) ends.Add(month.ToString(), month.AddMonths(1).ToString());
                    ends.With("since", since).With("PageSize", (long)PageSize)
                        .With("First", Start(first, 9)).With("Last", Start(last.AddDays(1), 7))
                        .With("Organisation", scope?.Organisation ?? "").With("OwnPeople", scope?.OwnPeople ?? "")
                        .With("AskedFrom", Day(west.AddDays(-MostDaysAfterAsked))).With("AskedUntil", Day(east));
                    return session.QueryAsync<Row>(
                        $"""
                        {Select}
                        WHERE workers.id > @since AND {Agreed} AND {own}
                            AND (EXISTS (
                                    SELECT 1 FROM {ends.Sql} JOIN contributions ON contributions.worker_id = workers.id AND contributions.month = v.column1
                                    WHERE NOT EXISTS (SELECT 1 FROM contributions AS further WHERE further.worker_id = workers.id AND further.month = v.column2))
                                OR (registrations.created_at >= @First AND registrations.created_at < @Last
                                    AND NOT EXISTS (SELECT 1 FROM contributions WHERE contributions.worker_id = workers.id))
                                OR (wishes.not_before >= @AskedFrom AND wishes.not_before <= @AskedUntil))
                        ORDER BY workers.id LIMIT @PageSize
                        """,
                        ends.Values,
                        cancellationToken);
                },
                cancellationToken);
            if (page.Count == 0) yield break;
            yield return await FactsAsync(page, cancellationToken);
            after = page[^1].Id;
        }
        while (page.Count == PageSize);
    }

    /// <summary>All workers about whom a person would be told.</summary>
    public async Task<IReadOnlyList<ReminderFact>> OfPersonAsync(string personId, CancellationToken cancellationToken) =>
        await FactsAsync(
            await database.ReadAsync(
                session => session.QueryAsync<Row>($"{Select} WHERE people.id = @personId ORDER BY workers.id", new { personId }, cancellationToken),
                cancellationToken),
            cancellationToken);

    /// <summary>Those whom a message that waits is about, each with its rule and the day it was counted from.</summary>
    public async Task<IReadOnlyList<(ReminderFact Fact, string Rule, DateOnly CountedFrom, DateOnly LastDay)>> OfMessageAsync(
        string message, CancellationToken cancellationToken)
    {
        var planned = await database.ReadAsync(
            session => session.QueryAsync<PlannedRow>(
                """
                SELECT worker_id AS WorkerId, rule AS Rule, counted_from AS CountedFrom, last_day AS LastDay
                FROM reminders WHERE message = @message AND outcome IS NULL ORDER BY worker_id, rule
                """,
                new { message },
                cancellationToken),
            cancellationToken);
        if (planned.Count == 0) return [];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{Select} WHERE workers.id IN @Ids", new { Ids = planned.Select(row => row.WorkerId).Distinct().ToArray() }, cancellationToken),
            cancellationToken);
        var facts = (await FactsAsync(rows, cancellationToken)).ToDictionary(fact => fact.WorkerId);
        return [.. planned.Where(row => facts.ContainsKey(row.WorkerId)).Select(row => (facts[row.WorkerId], row.Rule, Day(row.CountedFrom), Day(row.LastDay)))];
    }

    /// <summary>Keys (<see cref="DueReminder.Key"/>) of reminders about these workers that have come to their end: they are not begun again.</summary>
    public async Task<IReadOnlySet<string>> EndedAsync(IReadOnlyCollection<string> workers, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            session => session.QueryAsync<EndedRow>(
                "SELECT worker_id AS WorkerId, rule AS Rule, counted_from AS CountedFrom FROM reminders WHERE worker_id IN @workers AND outcome IS NOT NULL",
                new { workers },
                cancellationToken),
            cancellationToken)).Select(row => $"{row.WorkerId}|{row.Rule}|{row.CountedFrom}").ToHashSet(StringComparer.Ordinal);

    private const int MostDaysAfterAsked = 31;

    private async Task<IReadOnlyList<ReminderFact>> FactsAsync(IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return [];
        var paid = (await database.ReadAsync(
            session => session.QueryAsync<PaidRow>(
                "SELECT worker_id AS WorkerId, month AS Month, payer AS Payer FROM contributions WHERE worker_id IN @Ids",
                new { Ids = rows.Select(row => row.Id).ToArray() },
                cancellationToken),
            cancellationToken)).ToLookup(row => row.WorkerId);
        return
        [
            .. rows.Select(row => new ReminderFact(
                row.Id,
                row.PersonId,
                TimeZoneInfo.FindSystemTimeZoneById(row.Zone),
                new ReminderWishes.Row(row.Hour, row.Weekdays, row.DayOfMonth, row.NotBefore, row.Rhythm, row.Asked).Wish,
                row.LastSentAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
                row.Name,
                PayingTerms.Of(IncomeOf(row), row.Programs, row.Sector),
                paid[row.Id].ToDictionary(one => CoverageMonth.Parse(one.Month), one => one.Payer),
                DateTimeOffset.FromUnixTimeMilliseconds(row.RegisteredAt))
            {
                Organisation = row.Organisation,
            }),
        ];
    }

    private long IncomeOf(Row row) =>
        row.Income is { Length: > 0 } income ? long.Parse(personalData.DecryptText(Workers.IncomePurpose, income), CultureInfo.InvariantCulture) : 0;

    // The local day in the zone that is furthest to the other side; the plan looks at the registration's own day again.
    private static long Start(DateOnly day, int hoursEast) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(hoursEast)).ToUnixTimeMilliseconds();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record EndedRow(string WorkerId, string Rule, string CountedFrom);

    private sealed record PaidRow(string WorkerId, string Month, string Payer);

    private sealed record PlannedRow(string WorkerId, string Rule, string CountedFrom, string LastDay);

    // Settable: SQLite does not know the type of a maximum while there is no row.
    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string PersonId { get; init; } = "";

        public string Zone { get; init; } = "";

        public string Name { get; init; } = "";

        public string Sector { get; init; } = "";

        public byte[]? Income { get; init; }

        public string Programs { get; init; } = "";

        public long RegisteredAt { get; init; }

        public string? Hour { get; init; }

        public string? Weekdays { get; init; }

        public long? DayOfMonth { get; init; }

        public string? NotBefore { get; init; }

        public string? Rhythm { get; init; }

        public long? Asked { get; init; }

        public long? LastSentAt { get; init; }
    }
}
