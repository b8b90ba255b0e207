using Chatbot.Conversations;
using Chatbot.Programs;
using Chatbot.Sms;
using Chatbot.Templates;

namespace Chatbot.Reminders;

/// <summary>A reminder as it would go.</summary>
/// <param name="Due">When and why.</param>
/// <param name="Text">What it says.</param>
internal sealed record SimulatedReminder(DueReminder Due, FilledReminder Text);

/// <summary>A reminder filled with the values of its day.</summary>
/// <param name="Template">By which it goes outside the window of 24 hours.</param>
/// <param name="WhatsApp">As it is read there.</param>
/// <param name="Sms">As it is read there; null when it does not go by SMS.</param>
/// <param name="Segments">Of the SMS.</param>
internal sealed record FilledReminder(MessageTemplate Template, string WhatsApp, string? Sms, int Segments)
{
    /// <summary>Titles of the buttons under it.</summary>
    public string Buttons => string.Join(" · ", Template.Buttons.Select(button => button.Title));
}

/// <summary>What a worker would get if nothing is paid and nothing is said meanwhile: the same plan and the same texts as in earnest.</summary>
internal sealed class ReminderSimulation(ReminderPlan plan, Knowledge knowledge, TemplateBook book, OurAddresses ours)
{
    /// <summary>The days between the last paid day and the last that any rule is about; a worker is lived through from before the first.</summary>
    public const int DaysBefore = 220;

    /// <summary>All that goes from that moment to the end of the month, day by day; what was sent keeps others back as it does in earnest.</summary>
    /// <param name="fact">The worker, real or invented.</param>
    /// <param name="from">The first moment, UTC.</param>
    /// <param name="until">The last month.</param>
    /// <param name="sponsor">Who has paid for him so far, as people know him.</param>
    /// <param name="ended">Keys of reminders that have come to their end already.</param>
    public IReadOnlyList<SimulatedReminder> Of(ReminderFact fact, DateTimeOffset from, CoverageMonth until, string sponsor, IReadOnlySet<string> ended)
    {
        var start = fact.LocalAt(from);
        var last = fact.LastSent;
        var done = new HashSet<string>(ended, StringComparer.Ordinal);
        var going = new List<SimulatedReminder>();
        for (var day = DateOnly.FromDateTime(start); day <= until.LastDay; day = day.AddDays(1))
        {
            var at = day == DateOnly.FromDateTime(start) ? start : day.ToDateTime(TimeOnly.MinValue);
            if (plan.DueOn(fact.On(day), fact.Wish, last, at) is not { } due || !done.Add(due.Key)) continue;
            last = day;
            going.Add(new SimulatedReminder(due, Fill(fact, due.Rule, day, sponsor)));
        }

        return going;
    }

    /// <summary>A rule's text for a worker, at the prices of that day.</summary>
    public FilledReminder Fill(ReminderFact fact, ReminderRule rule, DateOnly day, string sponsor)
    {
        var text = ReminderText.Of(knowledge, [(fact, rule)], day, _ => sponsor);
        var template = book.Find(text.TemplateId) ?? throw new ArgumentException($"There is no template '{text.TemplateId}'.", nameof(rule));
        var sms = template.FillSms(text.Values, ours.OtherWay());
        return new FilledReminder(template, template.Fill(text.Values), sms, sms is null ? 0 : SmsText.Segments(sms));
    }

    /// <summary>Somebody for whom the rule is due on a day near that one: for an example with real dates and prices.</summary>
    public static (ReminderFact Fact, DateOnly Day) ExampleOf(ReminderRule rule, DateOnly today)
    {
        var through = CoverageMonth.Of(today.AddDays(-rule.Days));
        var someone = InventedWorker.Usual with
        {
            PaidThrough = rule.From is ReminderAnchor.Registered or ReminderAnchor.AskedFirst ? null : through,
            IsSponsored = rule.Sponsored,
            Rhythm = rule.For.FirstOrDefault(style => style != ReminderStyle.ChosenDay),
            RegisteredOn = today.AddDays(-rule.Days),
        };
        var day = rule.From == ReminderAnchor.PaidThrough ? through.LastDay.AddDays(rule.Days) : rule.From == ReminderAnchor.ChosenDay ? through.LastDay.AddDays(-1) : today;
        return (someone.Fact, day);
    }
}
