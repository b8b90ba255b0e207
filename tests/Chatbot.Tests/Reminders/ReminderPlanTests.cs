using System.Globalization;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Tests.Programs;

namespace Chatbot.Tests.Reminders;

public sealed class ReminderPlanTests
{
    private static readonly ReminderPlan Plan = Reminding.Plan;

    [Theory]
    // Paid through November 2026: its last day is the 30th.
    [InlineData("2026-11", false, "2026-11-22T07:00", null)]
    [InlineData("2026-11", false, "2026-11-23T07:00", "h-7 2026-11-23T09:00")]
    [InlineData("2026-11", false, "2026-11-27T07:00", "h-7 2026-11-27T09:00")]
    [InlineData("2026-11", false, "2026-11-28T07:00", null)]
    [InlineData("2026-11", false, "2026-11-30T07:00", "hari-akhir 2026-11-30T09:00")]
    [InlineData("2026-11", false, "2026-12-07T07:00", "h+7 2026-12-07T09:00")]
    [InlineData("2026-11", false, "2026-12-30T07:00", "h+30 2026-12-30T09:00")]
    [InlineData("2026-11", false, "2027-01-29T07:00", "h+60 2027-01-29T09:00")]
    [InlineData("2026-11", false, "2027-02-23T07:00", "h+85 2027-02-23T09:00")]
    [InlineData("2026-11", false, "2026-12-01T07:00", null)]
    [InlineData("2026-11", false, "2027-04-03T07:00", "kembali 2027-04-03T09:00")]
    [InlineData("2026-11", false, "2027-06-01T07:00", null)]
    // Covered by a sponsor until January: told two months before, not on the rules of who pays alone.
    [InlineData("2027-01", true, "2026-12-02T07:00", "sponsor-60 2026-12-02T09:00")]
    [InlineData("2027-01", true, "2027-01-24T07:00", "sponsor-7 2027-01-24T09:00")]
    [InlineData("2027-01", true, "2027-02-07T07:00", "sponsor+7 2027-02-07T09:00")]
    // Never paid: counted from the registration on 1 November.
    [InlineData(null, false, "2026-11-04T07:00", "daftar+3 2026-11-04T09:00")]
    [InlineData(null, false, "2026-11-22T07:00", "daftar+21 2026-11-22T09:00")]
    // The usual hour is past: now, but not at night, and not during the Friday prayer.
    [InlineData("2026-11", false, "2026-11-23T15:30", "h-7 2026-11-23T15:30")]
    [InlineData("2026-11", false, "2026-11-23T20:00", null)]
    [InlineData("2026-11", false, "2026-11-27T11:45", "h-7 2026-11-27T13:00")]
    // An hour before the fast is broken in Ramadan 1448.
    [InlineData("2026-11", false, "2027-02-23T17:30", "h+85 2027-02-23T19:00")]
    public void Each_day_has_its_reminder(string? paidThrough, bool sponsored, string now, string? expected)
    {
        var due = Plan.DueOn(Worker(paidThrough, sponsored), ReminderWish.None, null, Local(now));

        (due is null ? null : $"{due.Rule.Id} {due.SendAt:yyyy-MM-dd'T'HH:mm}").ShouldBe(expected);
    }

    [Fact]
    public void Wishes_are_kept()
    {
        var worker = Worker("2026-11", false);
        var monday = Local("2026-11-23T07:00");

        Plan.DueOn(worker, new ReminderWish(new TimeOnly(18, 30), Set(), null), null, monday)!.SendAt.ShouldBe(Local("2026-11-23T18:30"));
        Plan.DueOn(worker, new ReminderWish(null, Set(DayOfWeek.Monday), null), null, monday).ShouldBeNull();
        Plan.DueOn(worker, new ReminderWish(null, Set(DayOfWeek.Monday), null), null, monday.AddDays(1))!.Rule.Id.ShouldBe("h-7");
        Plan.DueOn(worker, new ReminderWish(null, Set(), new DateOnly(2026, 11, 26)), null, monday.AddDays(2)).ShouldBeNull();
        Plan.DueOn(worker, new ReminderWish(null, Set(), new DateOnly(2026, 11, 26)), null, monday.AddDays(3))!.Rule.Id.ShouldBe("diminta");
    }

    [Theory]
    // Who chose the tenth hears of it then, and not on the days around the end of the month.
    [InlineData("Monthly", 10, null, "2026-11-23T07:00", null)]
    [InlineData("Monthly", 10, null, "2026-11-30T07:00", null)]
    [InlineData("Monthly", 10, null, "2026-12-10T07:00", "tanggal")]
    [InlineData("Monthly", 31, null, "2026-11-30T07:00", "tanggal")]
    [InlineData("Monthly", 25, null, "2026-11-25T07:00", "tanggal")]
    // From the harvest: early and for several months, without a word a week after.
    [InlineData("Harvest", null, null, "2026-10-31T07:00", "h-30")]
    [InlineData("Harvest", null, null, "2026-12-07T07:00", null)]
    [InlineData("Daily", null, null, "2026-11-16T07:00", "h-14")]
    [InlineData("Weekly", null, null, "2026-11-16T07:00", "h-14")]
    [InlineData("Monthly", null, null, "2026-11-16T07:00", null)]
    // «Ingatkan lagi» is kept although the week is not over; after a payment it is not.
    [InlineData("Monthly", null, "2026-11-26", "2026-11-25T07:00", null)]
    [InlineData("Monthly", null, "2026-11-26", "2026-11-26T07:00", "diminta")]
    [InlineData("Monthly", null, "2026-10-20", "2026-10-20T07:00", null)]
    public void A_wish_changes_when_somebody_hears_of_it(string rhythm, int? dayOfMonth, string? notBefore, string now, string? expected)
    {
        var wish = new ReminderWish(null, Set(), notBefore is null ? null : DateOnly.ParseExact(notBefore, "yyyy-MM-dd", CultureInfo.InvariantCulture))
        {
            Rhythm = Enum.Parse<ReminderStyle>(rhythm),
            DayOfMonth = dayOfMonth,
        };
        var told = notBefore is null ? (DateOnly?)null : new DateOnly(2026, 11, 23);

        Plan.DueOn(Worker("2026-11", false), wish, told, Local(now))?.Rule.Id.ShouldBe(expected);
        (Plan.DueOn(Worker("2026-11", false), wish, told, Local(now)) is null).ShouldBe(expected is null);
    }

    [Fact]
    public void A_payment_ends_what_was_planned()
    {
        var due = Plan.DueOn(Worker("2026-11", false), ReminderWish.None, null, Local("2026-11-30T07:00"))!;

        Holds(Worker("2026-11", false)).ShouldBeTrue();
        Holds(Worker("2026-12", false)).ShouldBeFalse();
        Holds(Worker("2026-11", true)).ShouldBeFalse();

        bool Holds(ReminderSubject subject) => Plan.StillHolds(due.Rule.Id, due.CountedFrom, subject, ReminderWish.None) is not null;
    }

    [Fact]
    public void In_a_year_of_outages_and_payments_nobody_is_told_twice_or_wrongly()
    {
        var random = new Random(20261121);
        var counts = new Dictionary<string, int>();
        for (var number = 0; number < 2_000; number++)
        {
            var worker = new ReminderSubject($"w{number}", null, false, new DateOnly(2026, 1, 1).AddDays(random.Next(330)));
            var wish = new ReminderWish(
                random.Next(3) == 0 ? new TimeOnly(random.Next(8, 20), 0) : null,
                random.Next(4) == 0 ? Set((DayOfWeek)random.Next(7)) : Set(),
                null);
            DateOnly? last = null;
            var keys = new HashSet<string>();
            for (var day = worker.RegisteredOn; day < new DateOnly(2027, 6, 1); day = day.AddDays(1))
            {
                if (random.Next(45) == 0)
                {
                    var from = worker.PaidThrough is { } paid && paid > CoverageMonth.Of(day).AddMonths(-3) ? paid.AddMonths(1) : CoverageMonth.Of(day);
                    worker = worker with { PaidThrough = from.AddMonths(random.Next(3)), IsSponsored = random.Next(5) == 0 };
                }

                // Two days out of thirty the service is away.
                if (day.DayNumber % 30 < 2) continue;
                var now = day.ToDateTime(new TimeOnly(random.Next(24), 15));
                if (Plan.DueOn(worker, wish, last, now) is not { } due) continue;

                keys.Add(due.Key).ShouldBeTrue($"{due.Key} twice");
                due.SendAt.ShouldBeGreaterThanOrEqualTo(now);
                Plan.Hours.Allow(due.SendAt).ShouldBeTrue($"{due.SendAt} is quiet");
                wish.Unwanted.ShouldNotContain(due.SendAt.DayOfWeek);
                DateOnly.FromDateTime(due.SendAt).ShouldBeLessThanOrEqualTo(due.LastDay);
                if (last is { } before) (day.DayNumber - before.DayNumber).ShouldBeGreaterThanOrEqualTo(Plan.DaysBetween);
                if (worker.PaidThrough is { } through && !worker.IsSponsored)
                    (through.LastDay.DayNumber - day.DayNumber).ShouldBeLessThanOrEqualTo(7, "protected for more than a week");
                last = day;
                counts[due.Rule.Id] = counts.GetValueOrDefault(due.Rule.Id) + 1;
            }
        }

        // Every touch-point was met that needs no wish, so the year has tried them all.
        counts.Keys.ShouldBe(Plan.Rules.Where(rule => ReminderWish.None.Fits(rule)).Select(rule => rule.Id), ignoreOrder: true);
    }

    [Theory]
    [InlineData("days: -7, valid_days: 4, payer: self", "days: seminggu, valid_days: 4, payer: self", "'days' is not a whole number")]
    [InlineData("id: h+7,", "id: h-7,", "the rule h-7 stands twice")]
    [InlineData("payer: sponsor, text: sponsor_sudah_berakhir", "payer: pemda, text: sponsor_sudah_berakhir", "'payer: pemda'")]
    [InlineData("weekday: friday", "weekday: jumat", "'jumat' is no day of the week")]
    [InlineData("to: \"20:00\"", "to: \"07:00\"", "'from' must be before 'to'")]
    [InlineData("text: pengingat_7_hari", "text: pengingat_7_bulan", "there is no template 'pengingat_7_bulan'")]
    [InlineData("usual: \"09:00\"", "usual: pagi", "'usual' is not a time")]
    public void A_mistake_in_the_file_is_named(string find, string replace, string expected)
    {
        var problems = new List<KnowledgeProblem>();
        ReminderFile.Read(KnowledgeFolder.With(ReminderFile.Name, text => text.Replace(find, replace))[ReminderFile.Name], Reminding.TextNames, problems);

        problems.ShouldContain(problem => problem.Message.Contains(expected) && problem.File == ReminderFile.Name && problem.Line > 1);
    }

    private static ReminderSubject Worker(string? paidThrough, bool sponsored) =>
        new("w1", paidThrough is null ? null : CoverageMonth.Parse(paidThrough), sponsored, new DateOnly(2026, 11, 1));

    private static DateTime Local(string text) => DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static HashSet<DayOfWeek> Set(params DayOfWeek[] days) => [.. days];
}
