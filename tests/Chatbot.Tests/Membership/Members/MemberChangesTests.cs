using Chatbot.Membership;
using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Members;

/// <summary>What the branch notes at the counter, on both databases.</summary>
public abstract class MemberChangesTests
{
    public sealed class OnSqlite : MemberChangesTests;

    [UsesPostgres]
    public sealed class OnPostgres : MemberChangesTests;

    private static readonly StaffScope Rina = MemberSearchTests.ScopeOf("rina", StaffRole.Service);
    private static readonly CoverageMonth November = CoverageMonth.Parse("2026-11");
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payment_is_noted_once_at_the_price_of_its_month_with_what_was_seen()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var id = await MemberSearchTests.IdOfAsync(service, "SITI AMINAH");
        var changes = service.Get<MemberChanges>();
        var price = (await changes.UnpaidAsync(Rina, id, Stop))[0];
        price.Month.ShouldBe(November);
        price.Price.ShouldBeGreaterThan(0);
        (await changes.RecordPaymentAsync(Rina, id, November, Today, "struk 0412", Stop)).ShouldBe(PaymentNoted.Done);
        (await changes.RecordPaymentAsync(Rina, id, November, Today, "struk 0413", Stop)).ShouldBe(PaymentNoted.KnownAlready);
        (await changes.UnpaidAsync(Rina, id, Stop)).Select(one => one.Month).ShouldNotContain(November);
        var view = (await service.Get<MemberDesk>().AgainAsync(Rina, id, Stop)).ShouldNotBeNull();
        view.Status.State.ShouldBe(MembershipState.Active);
        view.Paid.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Amount.ShouldBe(price.Price), one => one.Payer.ShouldBe("self"));
        (await service.OneAsync<string>("SELECT actor || ' ' || action || ' ' || reason FROM audit_log")).ShouldBe("rina member.paid iuran 2026-11: struk 0412");
    }

    [Fact]
    public async Task Nothing_is_noted_without_proof_for_days_to_come_or_by_who_may_not()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var id = await MemberSearchTests.IdOfAsync(service, "SITI AMINAH");
        var changes = service.Get<MemberChanges>();
        (await changes.RecordPaymentAsync(Rina, id, November, Today, " ", Stop)).ShouldBe(PaymentNoted.Refused);
        (await changes.RecordPaymentAsync(Rina, id, November, Today.AddDays(1), "struk 0412", Stop)).ShouldBe(PaymentNoted.Refused);
        (await changes.RecordPaymentAsync(Rina, id, November.AddMonths(13), Today, "struk 0412", Stop)).ShouldBe(PaymentNoted.Refused);
        foreach (var other in new[] { MemberSearchTests.ScopeOf("x", StaffRole.Outreach), MemberSearchTests.ScopeOf("x", StaffRole.Auditor), Rina with { Organisation = "demak" } })
        {
            (await changes.RecordPaymentAsync(other, id, November, Today, "struk 0412", Stop)).ShouldBe(PaymentNoted.Refused);
            (await changes.UnpaidAsync(other, id, Stop)).ShouldBeEmpty();
            (await changes.ReviewedAsync(other, id, "KTP dilihat", Stop)).ShouldBeFalse();
        }

        (await service.OneAsync<long>("SELECT COUNT(*) FROM contributions")).ShouldBe(0);
    }

    [Fact]
    public async Task Data_that_was_held_against_the_KTP_needs_no_look_any_more()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var id = await MemberSearchTests.IdOfAsync(service, "SITI AMINAH");
        await service.Database.WriteAsync(session => session.ExecuteAsync("UPDATE workers SET needs_review = 1 WHERE id = @id", new { id }, Stop), Stop);
        (await service.Get<MemberSearch>().FindAsync(Rina, new MemberFilter { NeedsReview = true }, Stop)).Count.ShouldBe(1);
        (await service.Get<MemberChanges>().ReviewedAsync(Rina, id, "KTP asli dilihat", Stop)).ShouldBeTrue();
        (await service.Get<MemberChanges>().ReviewedAsync(Rina, id, "KTP asli dilihat", Stop)).ShouldBeFalse();
        (await service.Get<MemberSearch>().FindAsync(Rina, new MemberFilter { NeedsReview = true }, Stop)).Count.ShouldBe(0);
    }
}
