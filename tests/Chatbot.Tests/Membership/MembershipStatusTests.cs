using System.Globalization;
using Chatbot.Membership;

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
        CoverageMonth.Parse("2026-12").Plus(1).ToString().ShouldBe("2027-01");
        CoverageMonth.Parse("2028-02").LastDay.Day.ShouldBe(29);
    }
}
