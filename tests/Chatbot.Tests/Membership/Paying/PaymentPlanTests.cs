using System.Globalization;
using Chatbot.Membership.Paying;
using Chatbot.Programs;
using Chatbot.Tests.Programs;

namespace Chatbot.Tests.Membership.Paying;

public sealed class PaymentPlanTests
{
    private static readonly PayingTerms Fisher = PayingTerms.Of(1_000_000, "jkk,jkm", "other");

    // 16.800 at the normal tariff; half of it for who pays himself from April to December 2026.
    [Theory]
    [InlineData("", "2026-11-21", 0, 0, "2026-11", 8_400, 33_600, 84_000, 184_800)]
    [InlineData("2026-11", "2026-11-21", 0, 0, "2026-12", 8_400, 42_000, 92_400, 193_200)]
    [InlineData("2026-10", "2026-11-21", 0, 0, "2026-11", 8_400, 33_600, 84_000, 184_800)]
    [InlineData("2026-09", "2026-11-21", 1, 8_400, "2026-11", 16_800, 42_000, 92_400, 193_200)]
    [InlineData("2026-07", "2026-11-21", 3, 25_200, "2026-11", 33_600, 58_800, 109_200, 210_000)]
    [InlineData("2026-06", "2026-11-21", 0, 0, "2026-11", 8_400, 33_600, 84_000, 184_800)]
    [InlineData("2026-11", "2027-01-31", 1, 8_400, "2027-01", 25_200, 58_800, 109_200, 210_000)]
    [InlineData("2026-02", "2026-05-01", 2, 25_200, "2026-05", 33_600, 50_400, 75_600, 159_600)]
    public void Each_month_is_paid_at_its_own_price(
        string paid, string today, int arrears, long arrearsTotal, string first, long one, long three, long six, long twelve)
    {
        var plan = Of(Fisher, paid, today);
        plan.Arrears.Count.ShouldBe(arrears);
        plan.ArrearsTotal.ShouldBe(arrearsTotal);
        plan.First.ToString().ShouldBe(first);
        new[] { 1, 3, 6, 12 }.Select(plan.Total).ShouldBe([one, three, six, twelve]);
    }

    [Fact]
    public void Tier_sector_and_programs_count()
    {
        Of(PayingTerms.Of(2_000_000, "jkk,jkm", "other"), "", "2026-11-21").Total(1).ShouldBe(13_400);
        Of(PayingTerms.Of(1_000_000, "jkk,jkm,jht", "other"), "", "2026-11-21").Total(1).ShouldBe(28_400);
        // For ojek the relief lasts until March 2027.
        Of(PayingTerms.Of(1_000_000, "jkk,jkm", "transport"), "", "2027-01-10").Total(6).ShouldBe((3 * 8_400) + (3 * 16_800));
        Of(PayingTerms.Of(1_000_000, "", "other"), "", "2026-11-21").Total(1).ShouldBe(8_400);
    }

    [Fact]
    public void Whatever_was_paid_no_month_is_charged_twice_and_none_between_is_left_out()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 2_000; i++)
        {
            var today = new DateOnly(2026, 1, 1).AddDays(random.Next(1_000));
            var paid = Enumerable.Range(0, random.Next(5)).Select(_ => CoverageMonth.Of(today).AddMonths(random.Next(-12, 13))).ToList();
            var plan = PaymentPlan.Of(KnowledgeFolder.Knowledge.Tariff, Fisher, paid, today);
            var current = CoverageMonth.Of(today);

            plan.Arrears.Count.ShouldBeInRange(0, 3);
            plan.Arrears.ShouldAllBe(month => month < current && !paid.Contains(month));
            (plan.First >= current).ShouldBeTrue();
            plan.Months(12).ShouldAllBe(month => month >= plan.First && !paid.Contains(month));
            CoverageMonth[] charged = [.. plan.Arrears, plan.First];
            for (var at = 1; at < charged.Length; at++) charged[at].MonthsSince(charged[at - 1]).ShouldBe(1);
            plan.Total(12).ShouldBe(plan.ArrearsTotal + plan.Months(12).Sum(plan.Price));
            (plan.Total(1) < plan.Total(3) && plan.Total(3) < plan.Total(6) && plan.Total(6) < plan.Total(12)).ShouldBeTrue();
        }
    }

    private static PaymentPlan Of(PayingTerms terms, string paid, string today) => PaymentPlan.Of(
        KnowledgeFolder.Knowledge.Tariff,
        terms,
        [.. paid.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(CoverageMonth.Parse)],
        DateOnly.ParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
