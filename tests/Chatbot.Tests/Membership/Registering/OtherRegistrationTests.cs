using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Membership.Registering;
using Chatbot.Membership.StepUp;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Registering;

public abstract class OtherRegistrationTests
{
    public sealed class OnSqlite : OtherRegistrationTests;

    [UsesPostgres]
    public sealed class OnPostgres : OtherRegistrationTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_members_own_phone_makes_it_a_registration()
    {
        await using var service = await Others.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "DAFTAR JBR01"));
        var asked = await Others.RegisterAsync(service, Given.Ani, Others.Member());
        asked.Outcome.ShouldBe("asked");
        asked.Values["masked_phone"].ShouldBe("+62812****7002");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(0);
        (await Others.BegunAsync(service)).ShouldBe([($"sms|{Given.OurNumber}|{Given.Budi}", "konfirmasi_daftar")]);

        (await Others.AnswerAsync(service, Given.Citra, asked.Values["number"], "ya")).Outcome.ShouldBe("gone");
        var next = await Others.NextAsync(service, Given.Budi);
        next.Values["who"].ShouldBe("SITI A.");
        next.Values["registrant"].ShouldBe("+62812****7001");
        (await Others.AnswerAsync(service, Given.Budi, "ya")).Outcome.ShouldBe("confirmed");

        (await service.OneAsync<string>("SELECT number FROM registrations")).ShouldBe(asked.Values["number"]);
        (await service.OneAsync<string>("SELECT relation FROM registrations")).ShouldBe("family");
        (await service.OneAsync<string>("SELECT confirmed_by FROM registrations")).ShouldBe("phone");
        (await service.OneAsync<string>("SELECT source FROM registrations")).ShouldBe("JBR01");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(0);
        var budi = await service.Get<People>().BehindAsync("sms", Given.Budi, Stop);
        (await service.OneAsync<string>("SELECT own_person_id FROM workers")).ShouldBe(budi.Id);
        (await service.Get<Consents>().HoldsAsync(budi.Id, ConsentPurpose.Registration, Stop)).ShouldBeTrue();
        (await Others.BegunAsync(service)).Select(one => one.Flow).ShouldContain("kabar_daftar");
        (await Others.AnswerAsync(service, Given.Budi, asked.Values["number"], "ya")).Outcome.ShouldBe("gone");
    }

    [Fact]
    public async Task A_question_that_no_sms_could_bring_goes_to_the_branch_once_and_may_still_be_answered()
    {
        await using var service = await Others.MakeAsync();
        (await Others.RegisterAsync(service, Given.Ani, Others.Member())).Outcome.ShouldBe("asked");
        var meaning = new FailureMeaning(30003, FailureEffect.Unreachable, false, "HP mati");
        foreach (var id in (string[])["1", "2"])
        {
            var failed = new FailedDelivery(id, new AddressPair("sms", Given.OurNumber, Given.Budi), service.Clock.GetUtcNow(), meaning);
            await service.Database.WriteAsync(
                async session =>
                {
                    await service.Get<DeliveryFailures>().ApplyAsync(session, failed, Stop);
                    return true;
                },
                Stop);
        }

        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets WHERE topic = 'konfirmasi_cabang'")).ShouldBe(1);
        // Who registered is told what to do, once, and not the member.
        (await Others.BegunAsync(service)).Select(one => (one.Conversation, one.Flow)).ShouldContain(($"sms|{Given.OurNumber}|{Given.Ani}", "kabar_daftar"));
        (await Others.BegunAsync(service)).Count(one => one.Flow == "kabar_daftar").ShouldBe(1);
        (await Others.AnswerAsync(service, Given.Budi, "ya")).Outcome.ShouldBe("confirmed");
    }

    [Theory]
    [InlineData("keluarga", "family")]
    [InlineData("pekerja", "household")]
    public async Task A_registration_keeps_what_the_member_is_to_who_registered_him(string who, string relation)
    {
        await using var service = await Others.MakeAsync();
        var member = Others.Member();
        member["siapa"] = who;
        await Others.RegisterAsync(service, Given.Ani, member);
        (await Others.AnswerAsync(service, Given.Budi, "ya")).Outcome.ShouldBe("confirmed");
        (await service.OneAsync<string>("SELECT relation FROM registrations")).ShouldBe(relation);
        // He who registered sees that it is done; the membership is the member's own.
        (await RegistrationActionsTests.PerformAsync(service, "list_people", Given.Ani)).Values["list"].ShouldBe("1. SITI A.: terdaftar");
        (await RegistrationActionsTests.PerformAsync(service, "find_registration", Given.Budi, sms: true)).Outcome.ShouldBe("unpaid");
    }

    [Fact]
    public async Task A_no_deletes_it()
    {
        await using var service = await Others.MakeAsync();
        await Others.RegisterAsync(service, Given.Ani, Others.Member());
        (await Others.AnswerAsync(service, Given.Budi, "tidak")).Outcome.ShouldBe("declined");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(0);
    }

    [Theory]
    [InlineData("tidak", Given.Budi)]
    [InlineData("ya", Given.Ani)] // The phone of who registers.
    [InlineData("ya", "")]
    public async Task Without_a_phone_of_his_own_the_branch_confirms(string hasPhone, string phone)
    {
        await using var service = await Others.MakeAsync();
        var member = Others.Member(phone: phone);
        member["punya_hp"] = hasPhone;
        var registered = await Others.RegisterAsync(service, Given.Ani, member);
        registered.Outcome.ShouldBe("branch");
        (await service.OneAsync<string>("SELECT topic FROM tickets")).ShouldBe("konfirmasi_cabang");
        (await Others.BegunAsync(service)).ShouldBeEmpty();

        var (desk, look) = (service.Get<RegistrationDesk>(), new Look("wayan", "KTP dilihat di loket"));
        (await desk.ConfirmAsync(registered.Values["number"], look, Stop)).ShouldBeTrue();
        (await desk.ConfirmAsync(registered.Values["number"], look, Stop)).ShouldBeFalse();
        (await service.OneAsync<string>("SELECT action FROM audit_log")).ShouldBe("registration.confirm");
        (await service.OneAsync<string>("SELECT confirmed_by FROM registrations")).ShouldBe("branch");
        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe("");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers WHERE own_person_id IS NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_said_stop_is_not_written_to()
    {
        await using var service = await Others.MakeAsync();
        await RegistrationActionsTests.PerformAsync(service, "opt_out", Given.Budi, sms: true);
        (await Others.RegisterAsync(service, Given.Ani, Others.Member())).Outcome.ShouldBe("unreachable");
        (await Others.BegunAsync(service)).ShouldBeEmpty();
        // He may still write by himself.
        (await Others.AnswerAsync(service, Given.Budi, "ya")).Outcome.ShouldBe("confirmed");
    }

    [Fact]
    public async Task Whatsapp_is_used_while_its_day_is_open_and_sms_after_it()
    {
        await using var service = await Others.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Budi, "halo"));
        await Others.RegisterAsync(service, Given.Ani, Others.Member());
        service.Clock.Advance(TimeSpan.FromHours(25));
        await Others.RegisterAsync(service, Given.Ani, Others.Member("3509014508900003"));
        (await Others.BegunAsync(service)).Select(one => one.Conversation).ShouldContain($"sms|{Given.OurNumber}|{Given.Budi}");

        service.Clock.MoveTo(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
        await service.RunAsync(Given.WhatsApp(Given.Budi, "halo") with { Timestamp = service.Clock.GetUtcNow() });
        await Others.RegisterAsync(service, Given.Ani, Others.Member("3509014508900004"));
        (await Others.BegunAsync(service))[^1].Conversation.ShouldBe($"whatsapp|whatsapp:{Given.OurNumber}|whatsapp:{Given.Budi}");
    }

    [Fact]
    public async Task A_sender_that_nobody_can_answer_asks_nothing()
    {
        await using var service = await Others.MakeAsync(new OurAddress("sms", Others.OneWay, false));
        (await Others.RegisterAsync(service, Given.Ani, Others.Member())).Outcome.ShouldBe("asked");
        (await Others.BegunAsync(service)).ShouldBe([($"sms|{Others.OneWay}|{Given.Budi}", "kabar_didaftarkan")]);
    }

    [Fact]
    public async Task After_seven_days_without_an_answer_nothing_is_left_of_it()
    {
        await using var service = await Others.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await Others.RegisterAsync(service, Given.Ani, Others.Member());
        await service.Get<UnaskedWorker>().SendAsync(Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses WHERE phone = @Budi", new { Given.Budi })).ShouldBe(1);

        var pruning = service.Get<UnconfirmedPruning>();
        service.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await pruning.RunAsync(Stop)).ShouldBe(0);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Others.NextAsync(service, Given.Citra)).Outcome.ShouldBe("none");
        (await pruning.RunAsync(Stop)).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses WHERE phone = @Budi", new { Given.Budi })).ShouldBe(0);
        (await Others.NextAsync(service, Given.Budi)).Outcome.ShouldBe("none");
    }

    [Fact]
    public async Task Nobody_can_tell_from_any_answer_whether_a_nik_is_known()
    {
        await using var service = await Others.MakeAsync();
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Citra, RegistrationActionsTests.Worker(Others.Nik));

        List<string> seen = [];
        foreach (var nik in new[] { "3509014508900003", Others.Nik, "3509014508900004" })
        {
            // Ani holds both phones: hers and the one that she gave.
            var registered = await Others.RegisterAsync(service, Given.Ani, Others.Member(nik));
            var next = await Others.NextAsync(service, Given.Budi);
            var answered = await Others.AnswerAsync(service, Given.Budi, "ya");
            var again = await Others.RegisterAsync(service, Given.Ani, Others.Member(nik));
            await Others.AnswerAsync(service, Given.Budi, "tidak");
            var list = await RegistrationActionsTests.PerformAsync(service, "list_people", Given.Ani);
            var found = await RegistrationActionsTests.PerformAsync(service, "find_registration", Given.Budi, sms: true);
            var proof = new Dictionary<string, string> { ["nik_last4"] = nik[12..] };
            var proved = await RegistrationActionsTests.PerformAsync(service, StepUpActions.ProveMembership, Given.Budi, proof, sms: true);
            var status = await RegistrationActionsTests.PerformAsync(service, StatusAction.Name, Given.Budi, sms: true);
            var quote = await RegistrationActionsTests.PerformAsync(service, "quote_own", Given.Budi, sms: true);
            var history = await RegistrationActionsTests.PerformAsync(service, "payment_history", Given.Budi, sms: true);
            var payer = await RegistrationActionsTests.PerformAsync(service, "who_pays", Given.Budi, sms: true);
            seen.Add(string.Join(
                ' ',
                new[] { registered, next, answered, again, list, found, proved, status, quote, history, payer }.Select(Shape)));
            service.Clock.Advance(TimeSpan.FromDays(1));
        }

        seen[1].Replace("several", "unpaid", StringComparison.Ordinal).ShouldBe(seen[2].Replace("several", "unpaid", StringComparison.Ordinal));
        seen[0].ShouldContain("registered_unpaid");
        seen.ShouldAllBe(one => one.Contains("registered_unpaid", StringComparison.Ordinal));
        (await service.OneAsync<string>("SELECT topic FROM tickets")).ShouldBe("registration_check");
        (await service.OneAsync<string>("SELECT phone FROM workers WHERE nik_hash = @Hash", new { Hash = service.Get<PersonalData>().NikHash(Others.Nik) }))
            .ShouldBe(Given.Citra);

        static string Shape(ActionResult result) => $"{result.Outcome}({string.Join(',', result.Values.Keys.Order(StringComparer.Ordinal))})";
    }

    [Fact]
    public async Task One_sender_registers_so_many_a_day()
    {
        await using var service = await Others.MakeAsync();
        for (var i = 0; i < 10; i++)
            (await Others.RegisterAsync(service, Given.Ani, Others.Member($"35090145089000{i + 10}", $"+62812345680{i:d2}"))).Outcome.ShouldBe("asked");
        (await Others.RegisterAsync(service, Given.Ani, Others.Member("3509014508900030", "+6281234568030"))).Outcome.ShouldBe("limit");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(10);
        service.Clock.Advance(TimeSpan.FromDays(1));
        (await Others.RegisterAsync(service, Given.Ani, Others.Member("3509014508900030", "+6281234568030"))).Outcome.ShouldBe("asked");
    }

    [Fact]
    public async Task One_nik_and_one_phone_are_tried_three_times_a_day_whoever_tries()
    {
        await using var service = await Others.MakeAsync();
        for (var i = 0; i < 3; i++)
            (await Others.RegisterAsync(service, $"+628123456900{i}", Others.Member(phone: $"+628123456910{i}"))).Outcome.ShouldBe("asked");
        (await Others.RegisterAsync(service, Given.Ani, Others.Member(phone: Given.Citra))).Outcome.ShouldBe("limit");

        for (var i = 0; i < 3; i++)
            (await Others.RegisterAsync(service, $"+628123456900{i}", Others.Member($"350901450890001{i}"))).Outcome.ShouldBe("asked");
        (await Others.RegisterAsync(service, Given.Ani, Others.Member("3509014508900020"))).Outcome.ShouldBe("limit");
    }

    [Fact]
    public async Task A_turn_that_runs_again_registers_and_asks_once()
    {
        await using var service = await Others.MakeAsync();
        var message = Given.WhatsApp(Given.Ani, "ya");
        var person = await service.Get<People>().BehindAsync("whatsapp", message.From.Id, Stop);
        var context = new ActionContext(
            message.Conversation, message.Id, 1, person.Id, IncomingMessage.From(message, person.Zone, service.Clock.GetUtcNow()), Others.Member());
        var first = await service.Get<OtherRegistrationActions>().RegisterAsync(context, Stop);
        var second = await service.Get<OtherRegistrationActions>().RegisterAsync(context, Stop);
        second.Values["number"].ShouldBe(first.Values["number"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(1);
        (await Others.BegunAsync(service)).Count.ShouldBe(1);
    }
}
