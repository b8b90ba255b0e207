using System.Globalization;
using Chatbot.Programs;

namespace Chatbot.Tests.Programs;

public sealed class ContributionPriceTests
{
    private static readonly BpuProgram[] Basic = [BpuProgram.Jkk, BpuProgram.Jkm];

    private static readonly BpuProgram[] AllThree = [BpuProgram.Jkk, BpuProgram.Jkm, BpuProgram.Jht];

    // The test vectors of the fact dossier, section 3.4.
    [Theory]
    [InlineData("2025-12", 1_000_000, "other", "self", false, 16_800)]
    [InlineData("2026-02", 1_000_000, "other", "self", false, 16_800)]
    [InlineData("2026-02", 1_000_000, "transport", "self", false, 8_400)]
    [InlineData("2026-04", 1_000_000, "other", "self", false, 8_400)]
    [InlineData("2026-12", 1_000_000, "other", "self", true, 28_400)]
    [InlineData("2027-01", 1_000_000, "other", "self", false, 16_800)]
    [InlineData("2027-03", 1_000_000, "transport", "self", false, 8_400)]
    [InlineData("2027-04", 1_000_000, "transport", "self", false, 16_800)]
    [InlineData("2026-11", 1_000_000, "other", "government", false, 16_800)]
    [InlineData("2026-11", 3_000_000, "other", "self", false, 18_150)]
    [InlineData("2026-11", 3_000_000, "other", "self", true, 77_150)]
    [InlineData("2025-06", 3_000_000, "other", "self", true, 95_300)]
    [InlineData("2026-11", 1_099_500, "transport", "self", false, 8_400)]
    [InlineData("2026-11", 25_000_000, "other", "self", true, 520_900)]
    public void A_month_costs_what_its_tariff_and_policy_say(string month, int income, string sector, string payer, bool jht, int expected) =>
        Price(Request(month, income, sector, payer, jht)).Total.ShouldBe(expected);

    [Fact]
    public void Three_months_across_the_end_of_the_relief_are_priced_each_by_its_own_tariff()
    {
        var price = Price(Request("2026-11", 1_000_000) with { Months = 3 });

        price.Months.Select(month => (month.Month.ToString(), month.Total, month.Policy)).ShouldBe(
        [
            ("2026-11", 8_400m, "PP50-2025-OTHER"),
            ("2026-12", 8_400m, "PP50-2025-OTHER"),
            ("2027-01", 16_800m, null),
        ]);
        price.Total.ShouldBe(33_600);
    }

    [Theory]
    [InlineData("2026-11", "other", 6, (2 * 8_400) + (4 * 16_800))]
    [InlineData("2026-11", "other", 12, (2 * 8_400) + (10 * 16_800))]
    [InlineData("2026-11", "transport", 6, (5 * 8_400) + 16_800)]
    [InlineData("2026-11", "transport", 12, (5 * 8_400) + (7 * 16_800))]
    [InlineData("2026-12", "other", 1, 8_400)]
    public void Months_paid_ahead_change_price_where_the_relief_ends(string month, string sector, int months, int expected) =>
        Price(Request(month, 1_000_000, sector) with { Months = months }).Total.ShouldBe(expected);

    [Fact]
    public void Arrears_are_paid_at_the_tariff_of_their_month()
    {
        // January to March 2026 had no relief outside transport, April did; all of them paid late.
        Price(Request("2026-01", 1_000_000) with { Months = 4 }).Months.Select(month => month.Total).ShouldBe([16_800, 16_800, 16_800, 8_400]);
    }

    [Theory]
    [InlineData("other", "2026-03", "2026-04", "2026-12", "2027-01")]
    [InlineData("transport", "2025-12", "2026-01", "2027-03", "2027-04")]
    public void A_relief_holds_from_its_first_month_to_its_last(string sector, string before, string first, string last, string after)
    {
        foreach (var normal in new[] { before, after })
            Price(Request(normal, 1_000_000, sector)).Months[0].Policy.ShouldBeNull();
        foreach (var relief in new[] { first, last })
        {
            Price(Request(relief, 1_000_000, sector)).Total.ShouldBe(8_400);
            Price(Request(relief, 1_000_000, sector, "government")).Total.ShouldBe(16_800);
        }
    }

    [Fact]
    public void The_relief_leaves_the_savings_alone()
    {
        var month = Price(Request("2026-11", 1_000_000, jht: true)).Months[0];

        month.Amounts.ShouldBe(new Dictionary<BpuProgram, decimal> { [BpuProgram.Jkk] = 5_000, [BpuProgram.Jkm] = 3_400, [BpuProgram.Jht] = 20_000 });
        month.Policy.ShouldBe("PP50-2025-OTHER");
    }

    [Fact]
    public void Every_tier_of_the_dossier_has_its_printed_price()
    {
        var rows = KnowledgeFolder.Domain("programs.md").Split('\n').SkipWhile(line => !line.StartsWith("| Tier |", StringComparison.Ordinal))
            .Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Replace(".", "", StringComparison.Ordinal)).ToArray())
            .ToList();
        rows.Count.ShouldBe(33);
        foreach (var row in rows)
        {
            var from = Number(row[1]);
            var to = row[2] == "no limit" ? 1_000_000_000_000m : Number(row[2]);
            foreach (var income in new[] { from, to })
            {
                Total("2025-12", income, false).ShouldBe(Number(row[7]), $"tier {row[0]}, normal");
                Total("2026-11", income, false).ShouldBe(Number(row[8]), $"tier {row[0]}, relief");
                Total("2025-12", income, true).ShouldBe(Number(row[9]), $"tier {row[0]}, normal with JHT");
                Total("2026-11", income, true).ShouldBe(Number(row[10]), $"tier {row[0]}, relief with JHT");
            }
        }

        static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

        static decimal Total(string month, decimal income, bool jht) => Price(Request(month, income, jht: jht)).Total;
    }

    [Theory]
    [InlineData(0, 16_800)]
    [InlineData(1_099_000, 16_800)]
    [InlineData(1_099_500, 16_800)]
    [InlineData(1_099_999, 16_800)]
    [InlineData(1_100_000, 18_800)]
    [InlineData(20_199_999, 203_800)]
    [InlineData(20_200_000, 213_800)]
    [InlineData(long.MaxValue, 213_800)]
    public void An_income_between_two_printed_rows_belongs_to_the_lower_one(long income, int expected) =>
        Price(Request("2025-12", income)).Total.ShouldBe(expected);

    [Fact]
    public void A_higher_income_never_costs_less()
    {
        var last = 0m;
        for (var income = 0m; income <= 22_000_000; income += 50_000)
        {
            var total = Price(Request("2026-11", income, jht: true)).Total;
            total.ShouldBeGreaterThanOrEqualTo(last);
            last = total;
        }
    }

    [Fact]
    public void A_price_is_known_to_hold_until_the_relief_ends()
    {
        var until = ContributionPrice.HoldsUntil(KnowledgeFolder.Tariff, Request("2026-11", 1_000_000));

        until.ShouldBe(new CoverageMonth(2026, 12));
        ContributionPrice.HoldsUntil(KnowledgeFolder.Tariff, Request("2027-01", 1_000_000)).ShouldBeNull();
    }

    [Fact]
    public void What_has_no_price_is_refused_with_a_reason()
    {
        Reason(Request("2026-11", -1)).ShouldContain("negative");
        Reason(Request("2026-11", 0) with { Months = 0 }).ShouldContain("months");
        Reason(Request("2026-11", 0) with { Months = 121 }).ShouldContain("months");
        Reason(Request("2015-06", 0)).ShouldContain("2015-07");
        Reason(Request("2026-11", 0) with { Programs = [] }).ShouldContain("program");
        Reason(Request("2026-11", 0) with { Programs = [BpuProgram.Jkk, BpuProgram.Jkk] }).ShouldContain("twice");

        static string Reason(PriceRequest request) => ContributionPrice.Of(KnowledgeFolder.Tariff, request).ShouldBeOfType<PriceAnswer.Refused>().Reason;
    }

    private static PriceAnswer.Priced Price(PriceRequest request) =>
        ContributionPrice.Of(KnowledgeFolder.Tariff, request).ShouldBeOfType<PriceAnswer.Priced>();

    private static PriceRequest Request(string month, decimal income, string sector = "other", string payer = "self", bool jht = false)
    {
        CoverageMonth.TryParse(month, out var first).ShouldBeTrue();
        return new PriceRequest(
            first, income, jht ? AllThree : Basic, sector == "transport" ? Sector.Transport : Sector.Other,
            payer == "government" ? Payer.Government : Payer.Self);
    }
}
