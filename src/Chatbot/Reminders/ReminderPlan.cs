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
}

/// <summary>A reminder that is due.</summary>
/// <param name="Key">One worker, rule and occurrence: it never goes twice.</param>
/// <param name="Rule">Why.</param>
/// <param name="WorkerId">About whom.</param>
/// <param name="SendAt">Local time at the person's place.</param>
/// <param name="LastDay">The last local day on which it still makes sense.</param>
internal sealed record DueReminder(string Key, ReminderRule Rule, string WorkerId, DateTime SendAt, DateOnly LastDay);

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
            .Where(rule => Fits(rule, subject))
            .Select(rule => (Rule: rule, Day: Anchor(rule, subject).AddDays(rule.Days)))
            .Where(due => due.Day <= today && today <= due.Day.AddDays(due.Rule.ValidDays))
            .OrderByDescending(due => due.Day)
            .FirstOrDefault();
        // Who was told on that day or since needs to hear nothing more until the next touch-point.
        if (rule is null || lastSent >= day || lastSent?.AddDays(DaysBetween) > today) return null;

        if (wish.Unwanted.Contains(today.DayOfWeek)) return null;
        var wanted = now.Date + (wish.At ?? Usual).ToTimeSpan();
        var at = Hours.Next(wanted > now ? wanted : now);
        return at.Date > now.Date
            ? null
            : new DueReminder(KeyOf(rule, subject), rule, subject.WorkerId, at, day.AddDays(rule.ValidDays));
    }

    /// <summary>Whether a planned reminder is still right: not after a payment, which moves the day that it counted from.</summary>
    public static bool StillHolds(DueReminder reminder, ReminderSubject subject, DateOnly today) =>
        today <= reminder.LastDay && Fits(reminder.Rule, subject) && KeyOf(reminder.Rule, subject) == reminder.Key;

    private static bool Fits(ReminderRule rule, ReminderSubject subject) => rule.From switch
    {
        ReminderAnchor.Registered => subject.PaidThrough is null,
        ReminderAnchor.PaidThrough => subject.PaidThrough is not null && rule.Sponsored == subject.IsSponsored,
    };

    private static DateOnly Anchor(ReminderRule rule, ReminderSubject subject) =>
        rule.From == ReminderAnchor.Registered ? subject.RegisteredOn : subject.PaidThrough!.Value.LastDay;

    private static string KeyOf(ReminderRule rule, ReminderSubject subject) =>
        string.Create(CultureInfo.InvariantCulture, $"reminder|{subject.WorkerId}|{rule.Id}|{Anchor(rule, subject):yyyy-MM-dd}");
}
