using System.Globalization;
using Chatbot.Deliveries;
using Chatbot.Programs;

namespace Chatbot.Reminders;

/// <summary>What is known of a worker when his reminders are planned.</summary>
/// <param name="WorkerId">Whom it is about.</param>
/// <param name="PaidThrough">The last paid month; null when none is.</param>
/// <param name="IsSponsored">Whether a sponsor has paid that month.</param>
/// <param name="RegisteredOn">Local day of the registration.</param>
internal sealed record ReminderSubject(string WorkerId, CoverageMonth? PaidThrough, bool IsSponsored, DateOnly RegisteredOn);

/// <summary>What a person wants of reminders.</summary>
/// <param name="At">Local time; null is the usual one.</param>
/// <param name="Unwanted">Days of the week without reminders.</param>
/// <param name="NotBefore">First local day on which they may come again («ingatkan lagi 3 hari»); null when nothing was put off.</param>
internal sealed record ReminderWish(TimeOnly? At, IReadOnlySet<DayOfWeek> Unwanted, DateOnly? NotBefore)
{
    public static ReminderWish None { get; } = new(null, new HashSet<DayOfWeek>(), null);

    /// <summary>He wants to hear of it on <see cref="NotBefore"/>; false when it was only to be quiet until then.</summary>
    public bool Asked { get; init; } = true;

    /// <summary>How his money comes: never <see cref="ReminderStyle.ChosenDay"/>.</summary>
    public ReminderStyle Rhythm { get; init; } = ReminderStyle.Monthly;

    /// <summary>The day of each month on which he wants to hear of it, 1 to 31; null when the rules decide.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Whether a rule is for him.</summary>
    public bool Fits(ReminderRule rule) => (rule.For.Count == 0 || Has(rule.For)) && !Has(rule.NotFor) && rule.From switch
    {
        ReminderAnchor.ChosenDay => DayOfMonth is not null,
        ReminderAnchor.Asked or ReminderAnchor.AskedFirst => NotBefore is not null && Asked,
        ReminderAnchor.PaidThrough or ReminderAnchor.Registered => true,
    };

    private bool Has(IReadOnlySet<ReminderStyle> styles) =>
        styles.Contains(Rhythm) || (DayOfMonth is not null && styles.Contains(ReminderStyle.ChosenDay));
}

/// <summary>A reminder that is due.</summary>
/// <param name="Rule">Why.</param>
/// <param name="WorkerId">About whom.</param>
/// <param name="CountedFrom">The day that the rule counts from: worker, rule and this day are told once.</param>
/// <param name="SendAt">Local time at the person's place.</param>
/// <param name="LastDay">The last local day on which it still makes sense.</param>
internal sealed record DueReminder(ReminderRule Rule, string WorkerId, DateOnly CountedFrom, DateTime SendAt, DateOnly LastDay)
{
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{WorkerId}|{Rule.Id}|{CountedFrom:yyyy-MM-dd}");
}

/// <summary>Which reminder a worker gets on a day, and when. Pure: it follows from what was paid, the rules and the person's wishes.</summary>
/// <param name="Rules">Every touch-point.</param>
/// <param name="Hours">When messages may go.</param>
/// <param name="Usual">The local time for who has chosen none.</param>
/// <param name="DaysBetween">Least days between two reminders to one person.</param>
internal sealed record ReminderPlan(IReadOnlyList<ReminderRule> Rules, SendingHours Hours, TimeOnly Usual, int DaysBetween)
{
    /// <summary>
    /// The reminder that goes out on that day; null when none does. Of several that were missed the latest alone. What cannot go today,
    /// for the hour or the wish, is asked for again tomorrow.
    /// </summary>
    /// <param name="subject">The worker.</param>
    /// <param name="wish">What the person who is told wants.</param>
    /// <param name="lastSent">Local day of the last reminder to that person; null when there was none.</param>
    /// <param name="now">Local time at that person's place.</param>
    public DueReminder? DueOn(ReminderSubject subject, ReminderWish wish, DateOnly? lastSent, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        if (wish.NotBefore > today) return null;
        var (rule, day) = Rules
            .Where(rule => Fits(rule, subject, wish))
            .Select(rule => (Rule: rule, Day: Anchor(rule, subject, wish).AddDays(rule.Days)))
            .Where(due => due.Day <= today && today <= due.Day.AddDays(due.Rule.ValidDays))
            .OrderByDescending(due => due.Rule.IsAsked).ThenByDescending(due => due.Day)
            .FirstOrDefault();
        if (rule is null) return null;
        // Who was told on that day or since needs to hear nothing more until the next touch-point, unless he asked for it himself.
        if (!rule.IsAsked && (lastSent >= day || IsTooSoon(lastSent, today))) return null;

        if (wish.Unwanted.Contains(today.DayOfWeek)) return null;
        var wanted = now.Date + (wish.At ?? Usual).ToTimeSpan();
        var at = Hours.Next(wanted > now ? wanted : now);
        return at.Date > now.Date
            ? null
            : new DueReminder(rule, subject.WorkerId, day.AddDays(-rule.Days), at, day.AddDays(rule.ValidDays));
    }

    /// <summary>Whether another one would be too many for a week, when the person has not asked for it.</summary>
    public bool IsTooSoon(DateOnly? lastSent, DateOnly today) => lastSent?.AddDays(DaysBetween) > today;

    /// <summary>The months whose last paid day some rule is about on that day, with none left out.</summary>
    public IReadOnlySet<CoverageMonth> MonthsOn(DateOnly today) =>
        Rules.Where(rule => rule.From is ReminderAnchor.PaidThrough or ReminderAnchor.ChosenDay)
            .SelectMany(rule => rule.From == ReminderAnchor.ChosenDay
                ? Ends(today.AddDays(-rule.ValidDays - LongestMonth), today.AddDays(DaysBeforeChosen))
                : Ends(today.AddDays(-rule.Days - rule.ValidDays), today.AddDays(-rule.Days)))
            .ToHashSet();

    /// <summary>The earliest and the latest day of registration that some rule may be about on that day.</summary>
    public (DateOnly First, DateOnly Last) RegisteredOn(DateOnly today)
    {
        var days = Rules.Where(rule => rule.From == ReminderAnchor.Registered).Select(rule => (First: -rule.Days - rule.ValidDays, Last: -rule.Days)).ToList();
        return days.Count == 0 ? (today, today) : (today.AddDays(days.Min(day => day.First)), today.AddDays(days.Max(day => day.Last)));
    }

    /// <summary>What a planned reminder is about now; null when it is no longer right: paid, or another wish.</summary>
    /// <param name="ruleId">Its rule.</param>
    /// <param name="countedFrom">The day it was counted from.</param>
    /// <param name="subject">The worker as he stands now.</param>
    /// <param name="wish">What the person wants now.</param>
    public ReminderRule? StillHolds(string ruleId, DateOnly countedFrom, ReminderSubject subject, ReminderWish wish) =>
        Rules.FirstOrDefault(rule => rule.Id == ruleId && Fits(rule, subject, wish) && Anchor(rule, subject, wish) == countedFrom);

    // A day that was chosen is looked for from a week before the last paid day on, and lies within a month.
    private const int DaysBeforeChosen = 7;
    private const int LongestMonth = 31;

    private static bool Fits(ReminderRule rule, ReminderSubject subject, ReminderWish wish) => wish.Fits(rule) && rule.From switch
    {
        ReminderAnchor.Registered or ReminderAnchor.AskedFirst => subject.PaidThrough is null,
        // Paid since: the end is further away than a week after the day that was asked for.
        ReminderAnchor.Asked => !subject.IsSponsored && subject.PaidThrough?.LastDay <= wish.NotBefore?.AddDays(DaysBeforeChosen),
        ReminderAnchor.PaidThrough or ReminderAnchor.ChosenDay => subject.PaidThrough is not null && rule.Sponsored == subject.IsSponsored,
    };

    private static DateOnly Anchor(ReminderRule rule, ReminderSubject subject, ReminderWish wish) => rule.From switch
    {
        ReminderAnchor.Registered => subject.RegisteredOn,
        ReminderAnchor.PaidThrough => subject.PaidThrough!.Value.LastDay,
        ReminderAnchor.Asked or ReminderAnchor.AskedFirst => wish.NotBefore!.Value,
        ReminderAnchor.ChosenDay => NextWith(wish.DayOfMonth!.Value, subject.PaidThrough!.Value.LastDay.AddDays(-DaysBeforeChosen)),
    };

    /// <summary>The first day from then on with that number; in a shorter month its last.</summary>
    private static DateOnly NextWith(int number, DateOnly from)
    {
        var day = In(CoverageMonth.Of(from));
        return day >= from ? day : In(CoverageMonth.Of(from).AddMonths(1));

        DateOnly In(CoverageMonth month) => new(month.Year, month.Month, Math.Min(number, month.LastDay.Day));
    }

    private static IEnumerable<CoverageMonth> Ends(DateOnly first, DateOnly last)
    {
        for (var month = CoverageMonth.Of(first); month.LastDay <= last; month = month.AddMonths(1))
            if (month.LastDay >= first)
                yield return month;
    }
}
