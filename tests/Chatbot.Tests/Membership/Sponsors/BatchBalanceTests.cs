using Chatbot.Membership.Sponsors;
using Chatbot.Programs;
using Chatbot.Tests.Programs;

namespace Chatbot.Tests.Membership.Sponsors;

public sealed class BatchBalanceTests
{
    // user-stories.md section 5 and F-APB-03: at the normal tariff, although who pays himself has relief in 2026.
    [Theory]
    [InlineData(100, "2024-01", "2024-06", 10_080_000)]
    [InlineData(6_400, "2023-07", "2023-12", 645_120_000)]
    [InlineData(12_800, "2024-07", "2024-12", 1_290_240_000)]
    [InlineData(12_800, "2026-10", "2027-03", 1_290_240_000)]
    public void A_list_costs_people_times_months_times_the_normal_tariff(int people, string first, string last, long reserved)
    {
        var batch = Batches.Gianyar with { First = CoverageMonth.Parse(first), Last = CoverageMonth.Parse(last) };
        Of(batch, people, null, last + "-28").Reserved.ShouldBe(reserved);
    }

    [Theory]
    [InlineData("2026-11-30", 0)]
    [InlineData("2026-12-01", 1)]
    [InlineData("2027-02-28", 3)]
    [InlineData("2027-05-01", 6)]
    [InlineData("2027-09-01", 6)]
    public void A_month_is_used_when_it_has_begun(string today, int months)
    {
        var balance = Of(Batches.Gianyar, 10, 2_000_000, today);
        balance.Used.ShouldBe(10 * 16_800 * months);
        balance.PerPerson.ShouldBe(6 * 16_800);
        balance.Left.ShouldBe(2_000_000 - 1_008_000);
    }

    [Fact]
    public void Jht_and_a_higher_tier_cost_more()
    {
        var batch = Batches.Gianyar with { Programs = "jkk,jkm,jht", Income = 1_100_000 };
        // Tier 2: 12.000 + 6.800 + 24.000.
        BatchPrice.ByMonth(KnowledgeFolder.Tariff, batch).ShouldAllBe(price => price.Amount == 42_800);
    }

    [Fact]
    public void Who_leaves_costs_until_then()
    {
        var people = Batches.Gianyar.Coverage.Select(month => new MonthCount(month, month < CoverageMonth.Parse("2027-02") ? 2 : 1));
        var balance = BatchBalance.Of(
            BatchPrice.ByMonth(KnowledgeFolder.Tariff, Batches.Gianyar), [.. people], null, Batches.Day("2026-11-21"));
        balance.Reserved.ShouldBe(((2 * 2) + (1 * 4)) * 16_800);
        balance.Left.ShouldBeNull();
    }

    [Fact]
    public void Over_quota_and_over_budget_are_said_with_what_to_do()
    {
        var faults = BatchBalance.Faults(
            Batches.Gianyar, Of(Batches.Gianyar, 12, 1_000_000, "2026-11-21"), [new("SIDAN", 3), new("BITERA", 2), new("", 7)]);
        faults.ShouldBe(
        [
            "Tanpa nama desa: 7 orang, kuota 2. Keluarkan 5 orang.",
            "SIDAN: 3 orang, kuota 2. Keluarkan 1 orang.",
            "Anggaran Rp1.000.000, daftar ini perlu Rp1.209.600: kurang Rp209.600.",
        ]);
    }

    [Fact]
    public void The_last_rupiah_and_the_last_place_may_be_taken() =>
        BatchBalance.Faults(Batches.Gianyar, Of(Batches.Gianyar, 2, 201_600, "2026-11-21"), [new("SIDAN", 2)]).ShouldBeEmpty();

    [Fact]
    public void An_empty_list_is_a_fault() =>
        BatchBalance.Faults(Batches.Gianyar, Of(Batches.Gianyar, 0, null, "2026-11-21"), []).ShouldBe(["Daftarnya masih kosong."]);

    [Fact]
    public void A_village_that_is_a_letter_away_from_a_large_one_is_asked_about()
    {
        VillageCount[] villages = [new("SIDAN", 198), new("SIDEN", 2), new("PETAK", 200), new("PETAK KAJA", 200), new("BONA", 200), new("BENA", 180), new("", 3)];
        VillageNames.Alike(villages).Select(pair => (pair.Rare.Village, pair.Usual.Village)).ShouldBe([("SIDEN", "SIDAN")]);
    }

    [Theory]
    [InlineData("jkk,jkm", "jkk,jkm")]
    [InlineData("JKM JKK", "jkk,jkm")]
    [InlineData("JKK+JKM+JHT", "jkk,jkm,jht")]
    [InlineData("jkk", null)]
    [InlineData("jkk,jkm,jp", null)]
    [InlineData("0,1", null)]
    [InlineData("", null)]
    public void Jkk_and_jkm_go_together(string text, string? programs)
    {
        var read = BatchPrice.ReadPrograms(text);
        (read is null ? null : BatchPrice.Text(read)).ShouldBe(programs);
    }

    private static BatchBalance Of(SponsoredBatch batch, long people, long? budget, string today) =>
        BatchBalance.Of(
            BatchPrice.ByMonth(KnowledgeFolder.Tariff, batch),
            [.. batch.Coverage.Select(month => new MonthCount(month, people))],
            budget,
            Batches.Day(today));
}
