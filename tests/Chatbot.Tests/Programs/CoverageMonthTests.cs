using Chatbot.Programs;
using FsCheck;
using FsCheck.Fluent;

namespace Chatbot.Tests.Programs;

public sealed class CoverageMonthTests
{
    private static readonly Arbitrary<CoverageMonth> AnyMonth =
        Gen.Choose(1, 8000).SelectMany(_ => Gen.Choose(1, 12), (year, month) => new CoverageMonth(year, month)).ToArbitrary();

    private static readonly Arbitrary<int> AnyCount = Gen.Choose(0, 2000).ToArbitrary();

    [Fact]
    public void Going_ahead_and_back_ends_where_it_began() =>
        Prop.ForAll(AnyMonth, AnyCount, (month, count) => month.AddMonths(count).AddMonths(-count) == month).QuickCheckThrowOnFailure();

    [Fact]
    public void Months_ahead_are_counted_as_they_were_added() =>
        Prop.ForAll(AnyMonth, AnyCount, (month, count) => month.AddMonths(count).MonthsSince(month) == count).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_agrees_with_the_order_of_days() => Prop.ForAll(
        AnyMonth,
        AnyMonth,
        (one, other) => one < other == (one.FirstDay < other.FirstDay) && one >= other == (one.FirstDay >= other.FirstDay)
            && Math.Sign(one.CompareTo(other)) == Math.Sign(one.FirstDay.CompareTo(other.FirstDay))).QuickCheckThrowOnFailure();

    [Fact]
    public void Added_months_agree_with_the_calendar() => Prop.ForAll(
        AnyMonth,
        AnyCount,
        (month, count) => month.AddMonths(count).FirstDay == month.FirstDay.AddMonths(count)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll(
        AnyMonth, month => CoverageMonth.TryParse(month.ToString(), out var read) && read == month).QuickCheckThrowOnFailure();

    [Fact]
    public void The_last_day_is_the_day_before_the_next_month() => Prop.ForAll(
        AnyMonth, month => month.LastDay.AddDays(1) == month.AddMonths(1).FirstDay).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-1")]
    [InlineData("2026-12-01")]
    [InlineData("26-12")]
    [InlineData("Desember 2026")]
    [InlineData("")]
    [InlineData(null)]
    public void A_text_that_is_no_month_is_not_read(string? text) => CoverageMonth.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_month_is_said_in_Indonesian()
    {
        new CoverageMonth(2026, 12).InWords().ShouldBe("Desember 2026");
        CoverageMonth.InWords(new DateOnly(2026, 8, 17)).ShouldBe("17 Agustus 2026");
    }

    [Fact]
    public void The_month_is_that_of_the_local_day()
    {
        // 1 December 00:30 in Jakarta is still 30 November in UTC.
        CoverageMonth.Of(new DateTimeOffset(2026, 12, 1, 0, 30, 0, TimeSpan.FromHours(7))).ShouldBe(new CoverageMonth(2026, 12));
    }

    [Fact]
    public void There_is_no_month_before_the_first() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new CoverageMonth(1, 1).AddMonths(-1));
}
