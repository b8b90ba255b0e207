using Chatbot.Membership.Sponsors;

namespace Chatbot.Tests.Membership.Sponsors;

public sealed class BatchStepTests
{
    [Theory]
    [InlineData("Draft", "Check", "Made", "2026-11-21", "Checked")]
    [InlineData("Draft", "Confirm", "Ketut", "2026-11-21", null)]
    [InlineData("Draft", "Return", "Ketut", "2026-11-21", null)]
    [InlineData("Checked", "Return", "Ketut", "2026-11-21", "Draft")]
    [InlineData("Checked", "Confirm", "Ketut", "2026-11-21", "Confirmed")]
    [InlineData("Checked", "Confirm", "Wayan", "2026-11-21", null)]
    [InlineData("Checked", "Confirm", "made Suartha", "2026-11-21", null)]
    [InlineData("Checked", "Confirm", " MADE  SUARTHA. ", "2026-11-21", null)]
    [InlineData("Checked", "Confirm", "", "2026-11-21", null)]
    [InlineData("Checked", "Confirm", "Ketut", "2027-06-01", null)]
    [InlineData("Checked", "Confirm", "Ketut", "2027-05-31", "Confirmed")]
    [InlineData("Confirmed", "Check", "Ketut", "2026-11-21", null)]
    [InlineData("Confirmed", "Return", "Ketut", "2026-11-21", null)]
    [InlineData("Confirmed", "HandOver", "Ketut", "2027-05-31", null)]
    [InlineData("Confirmed", "HandOver", "Ketut", "2027-06-01", "HandedOver")]
    [InlineData("HandedOver", "HandOver", "Ketut", "2027-06-01", null)]
    public void A_batch_moves_only_along_its_road(string state, string move, string who, string today, string? to)
    {
        var stored = Enum.Parse<BatchState>(state);
        var batch = Batches.Gianyar with { Stored = stored, CheckedBy = stored == BatchState.Draft ? null : "Made Suartha" };
        var step = BatchStep.Of(batch, Enum.Parse<BatchMove>(move), who == "Made" ? "Made Suartha" : who, [], Batches.Day(today));
        (step as BatchStep.Moved)?.To.ToString().ShouldBe(to);
        if (to is null) step.ShouldBeOfType<BatchStep.Refused>().Reasons.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Draft", "Check")]
    [InlineData("Checked", "Confirm")]
    public void A_list_with_faults_goes_no_further(string state, string move)
    {
        var batch = Batches.Gianyar with { Stored = Enum.Parse<BatchState>(state), CheckedBy = "Made" };
        BatchStep.Of(batch, Enum.Parse<BatchMove>(move), "Ketut", ["Daftarnya masih kosong."], Batches.Day("2026-11-21"))
            .ShouldBeOfType<BatchStep.Refused>().Reasons.ShouldBe(["Daftarnya masih kosong."]);
    }

    [Fact]
    public void Nothing_is_checked_before_it_is_said_that_the_people_agreed() =>
        BatchStep.Of(Batches.Gianyar with { Basis = "" }, BatchMove.Check, "Made", [], Batches.Day("2026-11-21"))
            .ShouldBeOfType<BatchStep.Refused>().Reasons.ShouldHaveSingleItem().ShouldContain("surat pernyataan");

    [Theory]
    [InlineData("Draft", "2027-01-01", "Draft")]
    [InlineData("Confirmed", "2026-11-30", "Confirmed")]
    [InlineData("Confirmed", "2026-12-01", "Running")]
    [InlineData("Confirmed", "2027-05-31", "Running")]
    [InlineData("Confirmed", "2027-06-01", "Ended")]
    [InlineData("HandedOver", "2027-06-01", "HandedOver")]
    public void Whether_a_confirmed_batch_runs_follows_from_its_months(string stored, string today, string state) =>
        (Batches.Gianyar with { Stored = Enum.Parse<BatchState>(stored) }).StateOn(Batches.Day(today)).ToString().ShouldBe(state);
}
