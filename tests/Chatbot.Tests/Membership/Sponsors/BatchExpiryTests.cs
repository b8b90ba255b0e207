using Chatbot.Membership.Sponsors;
using Chatbot.Programs;
using Chatbot.Tests.Programs;

namespace Chatbot.Tests.Membership.Sponsors;

public sealed class BatchExpiryTests
{
    // The last covered day is 31 May 2027.
    [Theory]
    [InlineData("2027-03-31", 0)]
    [InlineData("2027-04-01", 60)]
    [InlineData("2027-04-30", 60)]
    [InlineData("2027-05-01", 30)]
    [InlineData("2027-05-23", 30)]
    [InlineData("2027-05-24", 7)]
    [InlineData("2027-05-31", 7)]
    [InlineData("2027-06-01", 0)]
    public void A_notice_is_due_60_30_and_7_days_before_the_last_day(string today, int days)
    {
        var notice = BatchExpiry.On(Batches.Gianyar with { Stored = BatchState.Confirmed }, Batches.Day(today));
        (notice?.DaysBefore ?? 0).ShouldBe(days);
        notice?.LastDay.ShouldBe(Batches.Day("2027-05-31"));
    }

    [Theory]
    [InlineData("Draft")]
    [InlineData("Checked")]
    [InlineData("HandedOver")]
    public void What_is_not_running_gives_no_notice(string state) =>
        BatchExpiry.On(Batches.Gianyar with { Stored = Enum.Parse<BatchState>(state) }, Batches.Day("2027-05-24")).ShouldBeNull();

    [Fact]
    public void Only_those_whom_nobody_pays_for_afterwards_are_told_and_once()
    {
        var batch = Batches.Gianyar with { Stored = BatchState.Confirmed };
        var notice = BatchExpiry.On(batch, Batches.Day("2027-05-01"))!;
        CoveredMember[] members =
        [
            new("ends", batch.Last, null),
            new("renewed", batch.Last.AddMonths(6), null),
            new("left", CoverageMonth.Parse("2027-01"), CoverageMonth.Parse("2027-02")),
            new("told", batch.Last, null),
        ];
        BatchExpiry.Whom(batch, notice, members, new HashSet<string> { notice.Key("told") }).Select(member => member.WorkerId).ShouldBe(["ends"]);
        notice.Key("ends").ShouldNotBe((notice with { DaysBefore = 7 }).Key("ends"));
        notice.IsForBranch.ShouldBeTrue();
        (notice with { DaysBefore = 7 }).IsForBranch.ShouldBeFalse();
    }

    // After the sponsor the worker pays himself, with relief while there is one (F-APB-05).
    [Theory]
    [InlineData("2026-10", "other", 8_400, 16_800, "2026-12")]
    [InlineData("2026-12", "other", 16_800, 16_800, null)]
    [InlineData("2026-12", "transport", 8_400, 16_800, "2027-03")]
    public void The_hand_over_names_the_amount_of_the_first_own_month(string through, string sector, long amount, long normal, string? until)
    {
        var handOver = HandOver.Of(KnowledgeFolder.Tariff, "Pemkab Gianyar", CoverageMonth.Parse(through), 1_000_000, sector, "jkk,jkm");
        handOver.From.ShouldBe(CoverageMonth.Parse(through).AddMonths(1));
        handOver.DueBy.ShouldBe(handOver.From.LastDay);
        handOver.Amount.ShouldBe(amount);
        handOver.NormalAmount.ShouldBe(normal);
        handOver.HoldsUntil?.ToString().ShouldBe(until);
    }
}
