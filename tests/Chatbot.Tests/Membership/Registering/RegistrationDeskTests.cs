using Chatbot.Membership.Registering;
using Chatbot.Privacy.Auditing;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Registering;

public abstract class RegistrationDeskTests
{
    public sealed class OnSqlite : RegistrationDeskTests;

    [UsesPostgres]
    public sealed class OnPostgres : RegistrationDeskTests;

    private static readonly Look Look = new("wayan", "KTP dilihat di loket 2");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_listed_masked_and_the_look_is_noted()
    {
        await using var service = await Others.MakeAsync();
        var member = Others.Member();
        member["punya_hp"] = "tidak";
        await Others.RegisterAsync(service, Given.Ani, member);
        await Others.RegisterAsync(service, Given.Ani, Others.Member("3509014508900003"));
        var waiting = await service.Get<RegistrationDesk>().WaitingAsync(Look, Stop);
        waiting.Select(one => (one.State, one.Name, one.Nik, one.Phone, one.Relation)).ShouldBe(
            [("branch", "SITI A.", "3509********0002", "", "family"), ("asked", "SITI A.", "3509********0003", "+62812****7002", "family")], ignoreOrder: true);
        (await service.OneAsync<string>("SELECT action || ' ' || actor FROM audit_log")).ShouldBe("registration.list wayan");
    }

    [Fact]
    public async Task Who_registers_again_from_a_new_phone_keeps_his_registration_once_the_branch_has_seen_him()
    {
        await using var service = await Others.MakeAsync();
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, RegistrationActionsTests.Worker(Others.Nik));
        var second = await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Budi, RegistrationActionsTests.Worker(Others.Nik), sms: true);
        var number = second.Values["number"];
        var desk = service.Get<RegistrationDesk>();
        // The counter does not confirm what it has to look at.
        (await desk.ConfirmAsync(number, Look, Stop)).ShouldBeFalse();
        (await desk.SettleAsync(number, DeskFinding.SamePerson, Look, Stop)).ShouldBeTrue();
        (await desk.SettleAsync(number, DeskFinding.SamePerson, Look, Stop)).ShouldBeFalse();

        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe(Given.Budi);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(0);
        (await service.OneAsync<string>("SELECT what FROM worker_history")).ShouldBe("phone");
        (await RegistrationActionsTests.PerformAsync(service, "find_registration", Given.Budi, sms: true)).Outcome.ShouldBe("unpaid");
        (await Others.BegunAsync(service)).ShouldBe([($"sms|{Given.OurNumber}|{Given.Budi}", "kabar_daftar")]);
        (await service.OneAsync<string>("SELECT action FROM audit_log ORDER BY number DESC")).ShouldBe("registration.settle");
    }

    [Fact]
    public async Task What_cannot_go_on_leaves_nothing_and_the_owner_untouched()
    {
        await using var service = await Others.MakeAsync();
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, RegistrationActionsTests.Worker(Others.Nik));
        var second = await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Budi, RegistrationActionsTests.Worker(Others.Nik), sms: true);
        (await service.Get<RegistrationDesk>().SettleAsync(second.Values["number"], DeskFinding.Refused, Look, Stop)).ShouldBeTrue();
        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe(Given.Ani);
        (await RegistrationActionsTests.PerformAsync(service, "find_registration", Given.Budi, sms: true)).Outcome.ShouldBe("none");
        (await Others.BegunAsync(service)).Count.ShouldBe(1);
    }
}
