using System.Globalization;
using Chatbot.Membership;
using Chatbot.Programs;

namespace Chatbot.Tests.Membership;

public sealed class MembershipStatusTests
{
    [Theory]
    [InlineData("", "2026-11-21", "RegisteredUnpaid", null, null, 0)]
    [InlineData("2026-11", "2026-11-01", "Active", "November 2026", "31 Desember 2026", 0)]
    [InlineData("2026-11", "2026-11-30", "Active", "November 2026", "31 Desember 2026", 0)]
    [InlineData("2026-11", "2026-12-01", "Due", "November 2026", "31 Desember 2026", 0)]
    [InlineData("2026-11", "2026-12-31", "Due", "November 2026", "31 Desember 2026", 0)]
    [InlineData("2026-11", "2027-01-01", "Arrears1", "November 2026", "31 Desember 2026", 1)]
    [InlineData("2026-11", "2027-02-28", "Arrears2", "November 2026", "31 Desember 2026", 2)]
    [InlineData("2026-11", "2027-03-31", "Arrears3", "November 2026", "31 Desember 2026", 3)]
    [InlineData("2026-11", "2027-04-01", "Inactive", "November 2026", "31 Desember 2026", 0)]
    [InlineData("2026-01,2026-11", "2026-11-21", "Active", "November 2026", "31 Desember 2026", 0)]
    [InlineData("2027-01,2026-12,2026-11", "2026-11-21", "Active", "Januari 2027", "28 Februari 2027", 0)]
    [InlineData("2025-01,2026-10", "2026-11-21", "Due", "Oktober 2026", "30 November 2026", 0)]
    [InlineData("2026-12,2027-01", "2026-11-21", "RegisteredUnpaid", null, null, 0)]
    [InlineData("2026-12,2027-01", "2026-12-01", "Active", "Januari 2027", "28 Februari 2027", 0)]
    [InlineData("2026-10,2026-12", "2026-11-21", "Due", "Oktober 2026", "30 November 2026", 0)]
    [InlineData("2026-10,2026-12", "2026-12-01", "Active", "Desember 2026", "31 Januari 2027", 0)]
    public void The_status_follows_from_the_last_paid_month(
        string paid, string today, string state, string? through, string? due, int months)
    {
        var status = MembershipStatus.Of(
            [.. paid.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(CoverageMonth.Parse)],
            DateOnly.Parse(today, CultureInfo.InvariantCulture));
        status.State.ToString().ShouldBe(state);
        status.PaidThrough?.InWords().ShouldBe(through);
        status.Due.HasValue.ShouldBe(due is not null);
        if (status.Due is { } day) CoverageMonth.InWords(day).ShouldBe(due);
        status.ArrearsMonths.ShouldBe(months);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("November")]
    public void A_month_that_is_none_is_refused(string text) => Should.Throw<FormatException>(() => CoverageMonth.Parse(text));

    [Fact]
    public void A_month_is_written_as_it_is_read()
    {
        CoverageMonth.Parse("2026-02").ToString().ShouldBe("2026-02");
        CoverageMonth.Parse("2026-12").AddMonths(1).ToString().ShouldBe("2027-01");
        CoverageMonth.Parse("2028-02").LastDay.Day.ShouldBe(29);
    }

    [Fact]
    public void Time_only_moves_a_membership_on_and_a_payment_only_back()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 2_000; i++)
        {
            var today = new DateOnly(2026, 1, 1).AddDays(random.Next(2_000));
            // Behind a gap a month to come counts only when it comes, so here there is none.
            var first = CoverageMonth.Of(today).AddMonths(random.Next(-8, 1));
            var paid = Enumerable.Range(0, random.Next(1, 6)).Select(first.AddMonths).ToList();
            var now = MembershipStatus.Of(paid, today);
            var later = MembershipStatus.Of(paid, today.AddDays(random.Next(1, 60)));
            (later.State >= now.State).ShouldBeTrue();
            later.PaidThrough.ShouldBe(now.PaidThrough);

            var next = MembershipStatus.Of([.. paid, now.PaidThrough!.Value.AddMonths(1)], today);
            (next.State <= now.State).ShouldBeTrue();
            (now.State == MembershipState.Active).ShouldBe(now.PaidThrough >= CoverageMonth.Of(today));
            (now.ArrearsMonths > 0).ShouldBe(now.State is MembershipState.Arrears1 or MembershipState.Arrears2 or MembershipState.Arrears3);
            now.Due.ShouldBe(now.PaidThrough!.Value.AddMonths(1).LastDay);
            // In whatever order, and however often a month was noted.
            MembershipStatus.Of([.. paid.AsEnumerable().Reverse(), paid[0]], today).ShouldBe(now);
        }
    }

    [Fact]
    public void Months_are_counted_without_a_gap()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 2_000; i++)
        {
            var month = new CoverageMonth(2000 + random.Next(60), random.Next(1, 13));
            var step = random.Next(-400, 401);
            month.AddMonths(step).MonthsSince(month).ShouldBe(step);
            month.AddMonths(step).AddMonths(-step).ShouldBe(month);
            CoverageMonth.Of(month.LastDay).ShouldBe(month);
            CoverageMonth.Of(month.LastDay.AddDays(1)).ShouldBe(month.AddMonths(1));
            CoverageMonth.Parse(month.ToString()).ShouldBe(month);
            (month.AddMonths(step) > month).ShouldBe(step > 0);
        }
    }
}
