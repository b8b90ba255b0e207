using System.Data;
using System.Globalization;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>
/// Writes down which reminders are due, a page of workers at a time. A worker, rule and day counted from is planned once, whoever plans and how often;
/// several workers of one person share a message.
/// </summary>
internal sealed class ReminderPlanning(Database database, ReminderFacts facts, ReminderPlan plan, TimeProvider clock)
{
    /// <summary>Plans the day of that instant; gives how many reminders were added.</summary>
    public async Task<int> PlanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var planned = 0;
        await foreach (var due in DueAsync(now, cancellationToken)) planned += await WriteAsync(due, cancellationToken);
        return planned;
    }

    /// <summary>What would be planned, a page at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<(ReminderFact Fact, DueReminder Due)>> DueAsync(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in facts.DueAsync(now, cancellationToken))
        {
            var due = page.Select(fact => (Fact: fact, Due: DueOn(fact, now))).Where(one => one.Due is not null).Select(one => (one.Fact, one.Due!)).ToList();
            if (due.Count > 0) yield return due;
        }
    }

    private DueReminder? DueOn(ReminderFact fact, DateTimeOffset now)
    {
        var local = fact.LocalAt(now);
        return plan.DueOn(fact.On(DateOnly.FromDateTime(local)), fact.Wish, fact.LastSent, local);
    }

    private async Task<int> WriteAsync(IReadOnlyList<(ReminderFact Fact, DueReminder Due)> page, CancellationToken cancellationToken)
    {
        var known = (await database.ReadAsync(
            session => session.QueryAsync<KeyRow>(
                "SELECT worker_id AS WorkerId, rule AS Rule, counted_from AS CountedFrom FROM reminders WHERE worker_id IN @Ids",
                new { Ids = page.Select(one => one.Fact.WorkerId).ToArray() },
                cancellationToken),
            cancellationToken)).Select(row => $"{row.WorkerId}|{row.Rule}|{row.CountedFrom}").ToHashSet(StringComparer.Ordinal);
        var added = page.Where(one => !known.Contains(one.Due.Key)).ToList();
        if (added.Count == 0) return 0;
        var now = clock.GetUtcNow();
        return await database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                var persons = added.GroupBy(one => one.Fact.PersonId).OrderBy(same => same.Key, StringComparer.Ordinal).ToList();
                var messages = session.Rows(DbType.String, DbType.String, DbType.Int64);
                foreach (var person in persons)
                {
                    // The earliest hour of several is the same for all: it is the person's wish.
                    var (fact, due) = person.MinBy(one => one.Due.SendAt);
                    messages.Add(Guid.CreateVersion7(now).ToString(), person.Key, TimeZoneInfo.ConvertTimeToUtc(due.SendAt, fact.Zone).ToUnix());
                }

                await session.ExecuteAsync(
                    $"""
                    INSERT INTO reminder_messages (id, person_id, state, due_at, created_at)
                    SELECT column1, column2, 'waiting', column3, @Now FROM {messages.Sql} WHERE 1 = 1
                    ON CONFLICT (person_id) WHERE state = 'waiting' DO NOTHING
                    """,
                    messages.With("Now", now.ToUnixTimeMilliseconds()).Values,
                    cancellationToken);
                // A message that is about to go takes nobody on; this holds back a copy that would take it now.
                var open = (await session.QueryAsync<OpenRow>(
                    $"""
                    UPDATE reminder_messages SET person_id = v.column2 FROM {messages.Sql}
                    WHERE reminder_messages.person_id = v.column2 AND state = 'waiting' AND conversation IS NULL
                    RETURNING reminder_messages.id AS Id, reminder_messages.person_id AS PersonId
                    """,
                    messages.Values,
                    cancellationToken)).ToDictionary(row => row.PersonId, row => row.Id);
                var rows = session.Rows(DbType.String, DbType.String, DbType.String, DbType.String, DbType.String);
                foreach (var (fact, due) in added.OrderBy(one => one.Due.Key, StringComparer.Ordinal))
                    if (open.TryGetValue(fact.PersonId, out var message))
                        rows.Add(fact.WorkerId, due.Rule.Id, Day(due.CountedFrom), Day(due.LastDay), message);
                return rows.Count == 0 ? 0 : await session.ExecuteAsync(
                    $"""
                    INSERT INTO reminders (worker_id, rule, counted_from, last_day, message)
                    SELECT column1, column2, column3, column4, column5 FROM {rows.Sql} WHERE 1 = 1
                    ON CONFLICT (worker_id, rule, counted_from) DO NOTHING
                    """,
                    rows.Values,
                    cancellationToken);
            },
            cancellationToken);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record KeyRow(string WorkerId, string Rule, string CountedFrom);

    private sealed record OpenRow(string Id, string PersonId);
}

/// <summary>Local times as they are stored.</summary>
file static class Stored
{
    public static long ToUnix(this DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
}

/// <summary>Plans every hour; of the copies one. A copy that died over it is followed by the next hour.</summary>
internal sealed partial class ReminderPlanWorker(
    Database database, ReminderPlanning planning, SponsorNotices sponsors, Bulk.BulkLane lane, TimeProvider clock, ILogger<ReminderPlanWorker> logger)
    : RegularWork(TimeSpan.FromMinutes(10), clock, atOnce: true)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Plans unless this hour was planned already; gives how many reminders were added, null when it was another's.</summary>
    public async Task<int?> RunAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        var row = new { Hour = now.ToUnixTimeSeconds() / 3600, Now = now.ToUnixTimeMilliseconds(), Old = (now - Kept).ToUnixTimeSeconds() / 3600 };
        var isOurs = await database.WriteAsync(
            Isolation.ReadCommitted,
            async session => await session.ExecuteAsync(
                "INSERT INTO reminder_hours (hour, began_at) VALUES (@Hour, @Now) ON CONFLICT (hour) DO NOTHING", row, cancellationToken) == 1,
            cancellationToken);
        if (!isOurs) return null;
        var planned = await planning.PlanAsync(now, cancellationToken);
        var told = await sponsors.TellStaffAsync(now, cancellationToken);
        await database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                await session.ExecuteAsync("UPDATE reminder_hours SET planned = @planned WHERE hour = @Hour", new { planned, row.Hour }, cancellationToken);
                await session.ExecuteAsync("DELETE FROM reminder_hours WHERE hour < @Old", row, cancellationToken);
            },
            cancellationToken);
        if (planned > 0 || told > 0) LogPlanned(planned, told);
        if (planned > 0) lane.Wake();
        return planned;
    }

    protected override Task WorkAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Planned {Count} reminders; staff was told of {Batches} batches that end")]
    private partial void LogPlanned(int count, int batches);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reminders could not be planned; trying again")]
    protected override partial void LogFailed(Exception error);
}
