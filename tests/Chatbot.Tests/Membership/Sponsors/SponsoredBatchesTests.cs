using Chatbot.Membership;
using Chatbot.Membership.Sponsors;
using Chatbot.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Sponsors;

/// <summary>Batches from the draft to the hand-over, on both databases.</summary>
public abstract class SponsoredBatchesTests
{
    public sealed class OnSqlite : SponsoredBatchesTests;

    [UsesPostgres]
    public sealed class OnPostgres : SponsoredBatchesTests;

    private const string AniNik = "5104024508909001";
    private const string BudiNik = "5104020508909002";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_told_of_a_sponsor_before_a_second_person_has_confirmed()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        var sponsorships = service.Get<Sponsorships>();

        (await sponsorships.OfAsync([ani], Stop)).ShouldBeEmpty();
        (await Batches.MoveAsync(service, batch, BatchMove.Check, "Made")).ShouldBeOfType<BatchStep.Moved>();
        (await Batches.MoveAsync(service, batch, BatchMove.Confirm, "made")).ShouldBeOfType<BatchStep.Refused>();
        (await sponsorships.OfAsync([ani], Stop)).ShouldBeEmpty();
        (await PaidAsync(service, ani)).ShouldBeEmpty();

        (await Batches.MoveAsync(service, batch, BatchMove.Confirm, "Ketut")).ShouldBeOfType<BatchStep.Moved>();
        var sponsorship = (await sponsorships.OfAsync([ani], Stop)).ShouldHaveSingleItem();
        sponsorship.Sponsor.ShouldBe("Pemkab Gianyar");
        sponsorship.Last.InWords().ShouldBe("Mei 2027");
        sponsorship.HoldsOn(Batches.Day("2026-11-30")).ShouldBeFalse();
        sponsorship.HoldsOn(Batches.Day("2026-12-01")).ShouldBeTrue();
        MembershipStatus.Of(await PaidAsync(service, ani), Batches.Day("2026-12-05")).ShouldBe(
            new MembershipStatus(MembershipState.Active, CoverageMonth.Parse("2027-05"), Batches.Day("2027-06-30"), 0));
        (await service.OneAsync<string>("SELECT payer FROM contributions WHERE batch = @batch", new { batch })).ShouldBe("government");
        (await service.OneAsync<long>("SELECT CAST(SUM(amount) AS BIGINT) FROM contributions")).ShouldBe(6 * 16_800);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM sponsored_batch_history WHERE batch = @batch", new { batch })).ShouldBe(3);
    }

    [Theory]
    [InlineData("Company", "PT Maju Bersama", "company")]
    [InlineData("Association", "Dharma Wanita Rembang", "association")]
    [InlineData("Household", "Ibu Ratna", "household")]
    [InlineData("Village", "Desa Sidan", "government")]
    public async Task Whoever_sponsors_pays_the_normal_tariff_and_is_named_to_who_asks(string kind, string name, string payer)
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service, kind: Enum.Parse<SponsorKind>(kind), name: name);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        await ConfirmAsync(service, batch);
        (await service.OneAsync<string>("SELECT payer FROM contributions WHERE worker_id = @ani", new { ani })).ShouldBe(payer);
        (await service.OneAsync<long>("SELECT CAST(SUM(amount) AS BIGINT) FROM contributions")).ShouldBe(6 * 16_800);

        service.Clock.MoveTo(new DateTimeOffset(2026, 12, 5, 3, 0, 0, TimeSpan.Zero));
        var proof = new Dictionary<string, string> { ["nik_last4"] = AniNik[12..] };
        (await RegistrationActionsTests.PerformAsync(service, "prove_membership", Given.Ani, proof)).Outcome.ShouldBe("open");
        var told = await RegistrationActionsTests.PerformAsync(service, SponsoredStatusAction.Name, Given.Ani);
        (told.Outcome, told.Values["sponsor"], told.Values["until"], told.Values["next"]).ShouldBe(("sponsored", name, "Mei 2027", "Juni 2027"));
    }

    [Fact]
    public async Task A_month_that_somebody_paid_already_stays_as_it_is()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        await service.Get<Contributions>().RecordAsync(
            new Contribution(ani, CoverageMonth.Parse("2026-12"), 8_400, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);
        await ConfirmAsync(service, batch);
        (await service.OneAsync<string>("SELECT payer FROM contributions WHERE month = '2026-12'")).ShouldBe("self");
        (await PaidAsync(service, ani)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_village_over_its_quota_or_too_little_money_is_not_checked()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service, quota: 1, budget: 150_000);
        await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        await Batches.AddAsync(service, batch, Given.Budi, BudiNik, "SIDAN");
        var refused = (await Batches.MoveAsync(service, batch, BatchMove.Check, "Made")).ShouldBeOfType<BatchStep.Refused>();
        refused.Reasons.ShouldBe(
            ["SIDAN: 2 orang, kuota 1. Keluarkan 1 orang.", "Anggaran Rp150.000, daftar ini perlu Rp201.600: kurang Rp51.600."]);
        (await service.Get<SponsoredBatches>().FindAsync(batch, Stop))!.Stored.ShouldBe(BatchState.Draft);
    }

    [Fact]
    public async Task Who_leaves_is_covered_until_then_and_his_money_is_free_again()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        await Batches.AddAsync(service, batch, Given.Budi, BudiNik, "SIDAN");
        await ConfirmAsync(service, batch);
        var batches = service.Get<SponsoredBatches>();
        (await batches.LeaveAsync(batch, ani, CoverageMonth.Parse("2027-02"), "pindah", "Made", Stop)).ShouldBeTrue();
        (await batches.LeaveAsync(batch, ani, CoverageMonth.Parse("2027-02"), "pindah", "Made", Stop)).ShouldBeFalse();

        (await PaidAsync(service, ani)).Max().ShouldBe(CoverageMonth.Parse("2027-01"));
        (await service.Get<Sponsorships>().OfAsync([ani], Stop)).ShouldHaveSingleItem().Last.ShouldBe(CoverageMonth.Parse("2027-01"));
        var overview = await batches.OverviewAsync(batch, Batches.Day("2026-12-05"), Stop);
        overview!.Balance.Reserved.ShouldBe((6 + 2) * 16_800);
        overview.Balance.Used.ShouldBe(2 * 16_800);
        overview.People.ShouldBe(1);
    }

    [Fact]
    public async Task A_renewal_takes_over_the_people_and_is_confirmed_anew()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        var budi = await Batches.AddAsync(service, batch, Given.Budi, BudiNik, "SIDAN");
        await ConfirmAsync(service, batch);
        var batches = service.Get<SponsoredBatches>();
        await batches.LeaveAsync(batch, budi, CoverageMonth.Parse("2027-01"), "meninggal", "Made", Stop);
        var old = (await batches.FindAsync(batch, Stop))!;
        var next = await batches.RenewAsync(old, old.Last.AddMonths(1), old.Last.AddMonths(6), null, "Wayan", service.Clock.GetUtcNow(), Stop);

        (await service.Get<Sponsorships>().OfAsync([ani, budi], Stop)).Count.ShouldBe(2);
        (await batches.OverviewAsync(next, Batches.Day("2027-05-01"), Stop))!.People.ShouldBe(1);
        await batches.StateBasisAsync(next, "Surat pernyataan 2027", "Wayan", Stop);
        await ConfirmAsync(service, next, "2027-05-01");
        var sponsorships = await service.Get<Sponsorships>().OfAsync([ani], Stop);
        sponsorships.Select(sponsorship => sponsorship.Last.InWords()).ShouldBe(["November 2027", "Mei 2027"]);
        (await PaidAsync(service, ani)).Count.ShouldBe(12);
    }

    [Fact]
    public async Task After_its_last_month_a_batch_is_handed_over()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        await ConfirmAsync(service, batch);
        (await Batches.MoveAsync(service, batch, BatchMove.HandOver, "Made", "2027-05-31")).ShouldBeOfType<BatchStep.Refused>();
        (await Batches.MoveAsync(service, batch, BatchMove.HandOver, "Made", "2027-06-01")).ShouldBeOfType<BatchStep.Moved>();
        var sponsorship = (await service.Get<Sponsorships>().OfAsync([ani], Stop)).ShouldHaveSingleItem();
        (await service.Get<Sponsorships>().HandOverAsync(sponsorship, Stop)).From.InWords().ShouldBe("Juni 2027");
    }

    [Fact]
    public async Task Before_the_end_those_without_a_sequel_and_the_branch_are_told_once()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        var budi = await Batches.AddAsync(service, batch, Given.Budi, BudiNik, "SIDAN");
        await ConfirmAsync(service, batch);
        await service.Get<Contributions>().RecordAsync(
            new Contribution(budi, CoverageMonth.Parse("2027-06"), 16_800, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);
        var notices = service.Get<ExpiryNotices>();
        var sent = new HashSet<string>();
        (await notices.DueAsync(Batches.Day("2027-03-31"), sent, Stop)).ShouldBeEmpty();
        var due = await notices.DueAsync(Batches.Day("2027-04-01"), sent, Stop);
        due.Select(one => (one.Notice.DaysBefore, one.WorkerId)).ShouldBe([(60, null), (60, ani)]);
        sent.UnionWith(due.Select(one => one.Key));
        (await notices.DueAsync(Batches.Day("2027-04-02"), sent, Stop)).ShouldBeEmpty();
        (await notices.DueAsync(Batches.Day("2027-05-24"), sent, Stop)).Select(one => (one.Notice.DaysBefore, one.WorkerId)).ShouldBe([(7, ani)]);
    }

    [Fact]
    public async Task An_empty_list_is_not_checked()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        (await Batches.MoveAsync(service, batch, BatchMove.Check, "Made")).ShouldBeOfType<BatchStep.Refused>().Reasons.ShouldBe(["Daftarnya masih kosong."]);
        (await service.Get<SponsoredBatches>().OverviewAsync(batch, Batches.Day("2026-11-21"), Stop))!.People.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_sponsor_is_made_once()
    {
        await using var service = await TestService.MakeAsync();
        await Batches.MakeAsync(service);
        await Batches.MakeAsync(service);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM sponsors")).ShouldBe(1);
        (await service.Get<SponsoredBatches>().AllAsync(Stop)).Count.ShouldBe(2);
    }

    private static async Task ConfirmAsync(TestService service, string batch, string day = "2026-11-21")
    {
        (await Batches.MoveAsync(service, batch, BatchMove.Check, "Made", day)).ShouldBeOfType<BatchStep.Moved>();
        (await Batches.MoveAsync(service, batch, BatchMove.Confirm, "Ketut", day)).ShouldBeOfType<BatchStep.Moved>();
    }

    private static Task<IReadOnlyList<CoverageMonth>> PaidAsync(TestService service, string worker) =>
        service.Get<Contributions>().PaidAsync(worker, Stop);
}
