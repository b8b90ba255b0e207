using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Membership;
using Chatbot.Membership.Members;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Membership.Members;

/// <summary>What staff sees of one person, on both databases.</summary>
public abstract class MemberDeskTests
{
    public sealed class OnSqlite : MemberDeskTests;

    [UsesPostgres]
    public sealed class OnPostgres : MemberDeskTests;

    private static readonly StaffScope Rina = MemberSearchTests.ScopeOf("rina", StaffRole.Service);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_came_on_a_list_is_shown_with_its_receipt_and_masked()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        await MemberSearchTests.PayAsync(service, "SITI AMINAH", "2026-10", "2026-11");
        var view = (await service.Get<MemberDesk>().OpenAsync(Rina, await MemberSearchTests.IdOfAsync(service, "SITI AMINAH"), Stop)).ShouldNotBeNull();
        (view.Name, view.Nik, view.Phone, view.Area, view.Job).ShouldBe(("SITI A.", "3317********9001", "+62812****7001", "Kabupaten Rembang", "nelayan"));
        view.Status.State.ShouldBe(MembershipState.Active);
        view.Paid.Select(month => month.Month.ToString()).ShouldBe(["2026-11", "2026-10"]);
        (view.Registration.Channel, view.Registration.ConfirmedBy).ShouldBe(("import", "import"));
        view.History.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.What.ShouldBe("registered"), one => one.By.ShouldStartWith("I-261121-"));
        view.Consents.ShouldBeEmpty();
        view.Talks.ShouldBeEmpty();
        view.Related.ShouldBeEmpty();
        (await service.OneAsync<string>("SELECT actor || ' ' || action FROM audit_log")).ShouldBe("rina member.read");
    }

    [Fact]
    public async Task Who_wrote_himself_is_shown_with_what_he_said_and_whom_he_registered()
    {
        var worker = RegistrationActionsTests.Worker("3509014508900002");
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", worker));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "daftar"));
        worker["nik"] = "3509014508900003";
        worker["name"] = "Budi Santoso";
        worker["phone"] = Given.Budi;
        await service.RunAsync(Given.WhatsApp(Given.Ani, "daftarkan Budi"));
        var person = (await service.Get<Chatbot.Conversations.People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;
        await service.Get<Consents>().GrantAsync(new ConsentSource(person, "whatsapp", Given.Ani, "SM1"), ConsentPurpose.Reminders, "1", Stop);
        await service.Get<Consents>().RevokeAsync(new ConsentSource(person, "whatsapp", Given.Ani, "SM2"), ConsentPurpose.Reminders, Stop);
        await service.Database.WriteAsync(
            session => service.Get<Tickets>().OpenAsync(session, new NewTicket("petugas", person, Given.WhatsApp(Given.Ani, "").Conversation.Value, "{}"), service.Clock.GetUtcNow(), Stop), Stop);

        var ani = await service.OneAsync<string>("SELECT id FROM workers WHERE phone = @Ani", new { Given.Ani });
        var desk = service.Get<MemberDesk>();
        var view = (await desk.OpenAsync(Rina, ani!, Stop)).ShouldNotBeNull();
        view.IsKnownByPhone.ShouldBeTrue();
        view.Talks.ShouldHaveSingleItem().Channel.ShouldBe("whatsapp");
        view.Tickets.ShouldHaveSingleItem().Topic.ShouldBe("petugas");
        view.Consents.Single(entry => entry.Purpose == ConsentPurpose.Reminders).IsGranted.ShouldBeFalse();
        view.Related.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Name.ShouldBe("Budi S."), one => one.SharesPhone.ShouldBeFalse());

        // What Ani said is not Budi's.
        var budi = (await desk.OpenAsync(Rina, view.Related[0].Id, Stop)).ShouldNotBeNull();
        budi.Consents.ShouldBeEmpty();
        budi.Talks.ShouldBeEmpty();
        budi.Tickets.ShouldBeEmpty();

        // Outreach sees the membership, not the talks.
        var outreach = (await desk.OpenAsync(MemberSearchTests.ScopeOf("budi", StaffRole.Outreach), ani!, Stop)).ShouldNotBeNull();
        outreach.Talks.ShouldBeEmpty();
        outreach.Tickets.ShouldBeEmpty();
        outreach.Consents.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_we_sent_him_unasked_is_shown_with_how_far_it_came_and_answers_are_not()
    {
        const string Our = "whatsapp:+628001500175";
        const string Demaks = "whatsapp:+628001500999";
        await using var service = await TestService.MakeAsync(
            parts: parts => parts.AddSingleton(new OurAddresses([new OurAddress("whatsapp", Our, true), new OurAddress("whatsapp", Demaks, true)])));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await Files.ImportsTests.RunAsync(service, "NIK;Nama;HP\n3317014508909001;Siti Aminah;081234567001\n3317021708859002;Budi Santoso;081234567002");
        await service.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO organisations (id, name, zone, created_at) VALUES ('demak', 'Demak', 'Asia/Jakarta', 0)", null, Stop);
                await session.ExecuteAsync("INSERT INTO organisation_senders (our_address, organisation_id) VALUES (@Demaks, 'demak')", new { Demaks }, Stop);
            },
            Stop);
        var id = await MemberSearchTests.IdOfAsync(service, "SITI AMINAH");
        foreach (var (message, ours, theirs, kind, cause) in new[]
        {
            ("m-1", Our, Given.Ani, "utility", "pengingat:h-7"), ("m-2", Our, Given.Ani, "campaign", "K-261121-7KM3"), ("m-3", Our, Given.Ani, "reply", "SM1"),
            ("m-4", Our, Given.Budi, "reminder", "pengingat:h-3"), ("m-5", Demaks, Given.Ani, "reminder", "pengingat:h-1"),
        })
        {
            await service.Deliveries.OpenAsync(
                new OutgoingText(message, $"whatsapp|{ours}|whatsapp:{theirs}", "whatsapp", kind, cause, "Bu Siti, …"), Stop);
            service.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await service.Deliveries.AcceptedAsync("m-1", "SM-1", "delivered", Stop);
        var desk = service.Get<MemberDesk>();
        var outreach = MemberSearchTests.ScopeOf("budi", StaffRole.Outreach);
        (await desk.OpenAsync(outreach, id, Stop)).ShouldNotBeNull().Messages.Select(one => $"{one.Cause} {one.Kind} {one.Channel} {one.Status}")
            .ShouldBe(["K-261121-7KM3 campaign whatsapp pending", "pengingat:h-7 utility whatsapp delivered"]);
    }

    [Fact]
    public async Task What_is_masked_is_shown_for_a_reason_to_whom_it_may_be_shown()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var id = await MemberSearchTests.IdOfAsync(service, "SITI AMINAH");
        var desk = service.Get<MemberDesk>();
        (await desk.RevealAsync(Rina, id, MemberReveal.Contact, "menelepon", Stop)).ShouldBe(new RevealedMember("SITI AMINAH", Given.Ani, null, null, null));
        (await desk.RevealAsync(Rina, id, MemberReveal.Identity, "mencocokkan KTP", Stop))
            .ShouldBe(new RevealedMember("SITI AMINAH", Given.Ani, "3317014508909001", new DateOnly(1990, 8, 5), 0));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log WHERE action IN ('member.revealed', 'member.identity')")).ShouldBe(2);
        (await desk.RevealAsync(MemberSearchTests.ScopeOf("budi", StaffRole.Outreach), id, MemberReveal.Identity, "coba", Stop)).ShouldBeNull();
        (await desk.RevealAsync(Rina with { Organisation = "demak" }, id, MemberReveal.Contact, "coba", Stop)).ShouldBeNull();
        (await desk.OpenAsync(Rina with { Organisation = "demak" }, id, Stop)).ShouldBeNull();
        (await desk.OpenAsync(MemberSearchTests.ScopeOf("desa", StaffRole.Agent) with { OwnPeople = "PERISAI-01" }, id, Stop)).ShouldBeNull();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log")).ShouldBe(2);
    }
}
