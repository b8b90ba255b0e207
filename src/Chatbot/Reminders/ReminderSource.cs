using System.Globalization;
using Chatbot.Bulk;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Storage;
using Chatbot.Templates;

namespace Chatbot.Reminders;

/// <summary>
/// Looks at a reminder again at the moment of sending: whether the person still wants it, whether it is still right, and what it says now. Words for why
/// one does not go: <c>stopped</c>, <c>paid</c>, <c>stale</c>, <c>too_soon</c>, <c>newer</c>, and those of <see cref="BulkWay.None"/>.
/// </summary>
internal sealed class ReminderSource(
    Database database, ReminderFacts facts, ReminderPlan plan, Consents consents, Sponsorships sponsorships, Knowledge knowledge, BulkWays ways, TimeProvider clock)
    : IBulkSource
{
    private const string Stopped = "stopped";
    private const string Paid = "paid";
    private const string Stale = "stale";
    private const string TooSoon = "too_soon";

    // Another reminder about the same worker is in the same message.
    private const string Newer = "newer";

    private static readonly string[] Channels = ["whatsapp", "sms"];

    // The limit of people per day makes room as the hours pass; a template may be approved in that time.
    private static readonly TimeSpan WhenFull = TimeSpan.FromHours(1);
    private static readonly TimeSpan WhenTemplateStops = TimeSpan.FromHours(6);

    // Longer in the outbox, and it may have been paid.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    public BulkTable Table { get; } = new("reminder_messages", BulkTable.Reminders);

    public async Task<BulkCheck> CheckAsync(BulkRow row, CancellationToken cancellationToken)
    {
        var planned = await facts.OfMessageAsync(row.Id, cancellationToken);
        if (planned is not [var (first, _, _, _), ..]) return new BulkCheck.Drop(Stale);
        if (!await consents.HoldsAsync(first.PersonId, ConsentPurpose.Reminders, cancellationToken)) return new BulkCheck.Drop(Stopped);

        var now = clock.GetUtcNow();
        var local = first.LocalAt(now);
        var today = DateOnly.FromDateTime(local);
        var valid = new List<(ReminderFact Fact, ReminderRule Rule, DateOnly CountedFrom)>();
        var why = Stale;
        foreach (var (fact, ruleId, countedFrom, lastDay) in planned)
        {
            var rule = plan.StillHolds(ruleId, countedFrom, fact.On(today), fact.Wish);
            if (rule is not null && today <= lastDay)
            {
                valid.Add((fact, rule, countedFrom));
                continue;
            }

            why = rule is null ? Paid : Stale;
            await EndOneAsync(fact.WorkerId, ruleId, countedFrom, why, cancellationToken);
        }

        if (valid.Count == 0) return new BulkCheck.Drop(why);
        if (When(first.Wish, local) is var at && at > local) return Later(first, at);
        // A worker is told of the latest; what the person asked for goes whatever came this week, and takes nothing else along then.
        var tooSoon = plan.IsTooSoon(first.LastSent, today);
        var about = new List<(ReminderFact Fact, ReminderRule Rule)>();
        foreach (var worker in valid.GroupBy(one => one.Fact.WorkerId))
        {
            var best = worker.OrderByDescending(one => one.Rule.IsAsked).ThenByDescending(one => one.CountedFrom.AddDays(one.Rule.Days)).First();
            var goes = best.Rule.IsAsked || !tooSoon;
            if (goes) about.Add((best.Fact, best.Rule));
            foreach (var one in worker.Where(one => one != best || !goes))
                await EndOneAsync(one.Fact.WorkerId, one.Rule.Id, one.CountedFrom, goes ? Newer : TooSoon, cancellationToken);
        }

        return about.Count == 0 ? new BulkCheck.Drop(TooSoon) : await SendAsync(first, about, now, today, cancellationToken);
    }

    /// <summary>Nothing is added to a message between the look at it and its going.</summary>
    public async Task<IReadOnlySet<string>> ReserveAsync(DbSession session, IReadOnlyList<BulkPin> pins, CancellationToken cancellationToken)
    {
        var counts = (await session.QueryAsync<CountRow>(
            "SELECT message AS Message, COUNT(*) AS Count FROM reminders WHERE message IN @Ids AND outcome IS NULL GROUP BY message",
            new { Ids = pins.Select(pin => pin.Row.Id).ToArray() },
            cancellationToken)).ToDictionary(row => row.Message, row => row.Count.ToString(CultureInfo.InvariantCulture));
        return pins.Where(pin => counts.GetValueOrDefault(pin.Row.Id) == pin.Message.Mark).Select(pin => pin.Row.Id).ToHashSet(StringComparer.Ordinal);
    }

    public async Task EndedAsync(DbSession session, IReadOnlyList<BulkEnd> ends, CancellationToken cancellationToken)
    {
        foreach (var same in ends.GroupBy(end => end.Reason ?? "told").OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            await session.ExecuteAsync(
                "UPDATE reminders SET outcome = @Key WHERE message IN @Ids AND outcome IS NULL",
                new { same.Key, Ids = same.Select(end => end.RowId).ToArray() },
                cancellationToken);
        }
    }

    /// <summary>The first moment from then on at which the person wants it and it may go.</summary>
    private DateTime When(ReminderWish wish, DateTime local)
    {
        var at = local;
        while (true)
        {
            var wanted = at.Date + (wish.At ?? plan.Usual).ToTimeSpan();
            if (wish.NotBefore is { } notBefore && notBefore > DateOnly.FromDateTime(at)) at = notBefore.ToDateTime(TimeOnly.MinValue);
            else if (wish.Unwanted.Count < 7 && wish.Unwanted.Contains(at.DayOfWeek)) at = at.Date.AddDays(1);
            else if (at < wanted) at = wanted;
            else if (plan.Hours.Next(at) is var next && next > at) at = next;
            else return at;
        }
    }

    private static BulkCheck.Later Later(ReminderFact fact, DateTime at) => new(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(at, fact.Zone), TimeSpan.Zero));

    private async Task<BulkCheck> SendAsync(
        ReminderFact first, List<(ReminderFact Fact, ReminderRule Rule)> about, DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        var sponsors = about.Exists(one => one.Rule.Sponsored)
            ? (await sponsorships.OfAsync([.. about.Select(one => one.Fact.WorkerId)], cancellationToken)).ToLookup(one => one.WorkerId, one => one.Sponsor)
            : null;
        var text = ReminderText.Of(knowledge, about, today, fact => sponsors?[fact.WorkerId].FirstOrDefault() ?? PayerOf(fact));
        // From where his organisation writes; where it has no number of its own, he is told all the same.
        var from = new BulkSenders(about[0].Fact.Organisation, IsAlone: false);
        switch (await ways.FindAsync(first.PersonId, new BulkText(text.TemplateId, TemplateCategory.Utility, text.Values, Channels) { From = from }, cancellationToken))
        {
            case BulkWay.Found(var conversation, var body, var template):
                var cause = text.TemplateId != ReminderText.Several ? about[0].Rule.Id : about.TrueForAll(one => one.Rule.IsAsked) ? "diminta-beberapa" : "beberapa";
                return new BulkCheck.Send(new BulkMessage(conversation, body, template, "reminder", "pengingat:" + cause, ExpiresAt(first, now))
                {
                    Mark = about.Count.ToString(CultureInfo.InvariantCulture),
                });
            case BulkWay.FullToday:
                return new BulkCheck.Later(now + WhenFull);
            case BulkWay.None(BulkWays.TemplateStopped, _):
                return new BulkCheck.Later(now + WhenTemplateStops);
            case BulkWay.None(var reason, _):
                return new BulkCheck.Drop(reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>An hour, or until it becomes quiet.</summary>
    private DateTimeOffset ExpiresAt(ReminderFact fact, DateTimeOffset now)
    {
        var until = now + Step;
        while (until < now + Lifetime && plan.Hours.Allow(fact.LocalAt(until))) until += Step;
        return until;
    }

    private static string PayerOf(ReminderFact fact) => fact.Paid[fact.Paid.Keys.Max()] is var payer && payer == "government" ? "pemerintah daerah" : payer;

    private Task<int> EndOneAsync(string workerId, string rule, DateOnly countedFrom, string outcome, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "UPDATE reminders SET outcome = @outcome WHERE worker_id = @workerId AND rule = @rule AND counted_from = @CountedFrom AND outcome IS NULL",
                new { workerId, rule, outcome, CountedFrom = countedFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
                cancellationToken),
            cancellationToken);

    private sealed record CountRow(string Message, long Count);
}
