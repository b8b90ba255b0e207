using System.Text;
using System.Text.RegularExpressions;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership;

public abstract partial class RegistrationActionsTests
{
    public sealed class OnSqlite : RegistrationActionsTests;

    [UsesPostgres]
    public sealed class OnPostgres : RegistrationActionsTests;

    private const string Nik = "3509014508900002";

    private static readonly Look Look = new("rini", "tiket");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_is_registered_and_found_again()
    {
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", Worker(Nik)));
        var registered = await SayAsync(service, Given.Ani);
        RegisteredText().IsMatch(registered).ShouldBeTrue(registered);
        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe(Given.Ani);
        (await service.OneAsync<string>("SELECT status FROM registrations")).ShouldBe("registered_unpaid");
        (await service.OneAsync<string>("SELECT what FROM registration_history")).ShouldBe("registered");

        var found = await PerformAsync(service, "find_registration", Given.Ani);
        found.Outcome.ShouldBe("unpaid");
        registered.ShouldContain(found.Values["number"]);
        (await PerformAsync(service, "find_registration", Given.Budi)).Outcome.ShouldBe("none");
    }

    [Fact]
    public async Task What_is_counted_for_a_person_is_found_by_his_id()
    {
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", Worker(Nik)));
        await SayAsync(service, Given.Ani);
        string[] persons = [await service.OneAsync<string>("SELECT person_id FROM workers") ?? ""];
        (await service.OneAsync<long>($"SELECT COUNT(*) FROM attempts WHERE {Attempts.IsOwn}", new { Persons = persons })).ShouldBe(1);
        (await service.OneAsync<long>($"SELECT COUNT(*) FROM attempts WHERE {Attempts.IsOwn}", new { Persons = (string[])["another"] })).ShouldBe(0);
    }

    [Fact]
    public async Task A_process_that_dies_between_the_registration_and_the_commit_leaves_one_registration()
    {
        var registering = Answers.Do("register_worker", Worker(Nik));
        var dies = true;
        var engine = new TurnEngine(
            registering.Start,
            (turn, result) => dies && turn.Action?.Name == "register_worker" ? throw new InvalidOperationException("killed") : registering.Resume(turn, result));
        await using var service = await TestService.MakeAsync(engine);
        var message = Given.WhatsApp(Given.Ani, "ya");
        await Should.ThrowAsync<InvalidOperationException>(() => service.RunAsync(message));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM registrations")).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM seen_messages")).ShouldBe(0);

        dies = false;
        await service.RunAsync(message);
        await service.DrainAsync();
        RegisteredText().IsMatch(service.Edge.Texts.ShouldHaveSingleItem()).ShouldBeTrue();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM registrations")).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM registration_history")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_nik_again_from_the_same_person_is_already_registered()
    {
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", Worker(Nik)));
        var first = await SayAsync(service, Given.Ani);
        var again = await SayAsync(service, Given.Ani);
        again.ShouldBe($"already number={NumberText().Match(first).Value}");
    }

    [Fact]
    public async Task Somebody_elses_nik_is_answered_like_any_other_and_goes_to_the_staff()
    {
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", Worker(Nik)));
        var first = await SayAsync(service, Given.Ani);
        var second = await SayAsync(service, Given.Budi);
        RegisteredText().IsMatch(second).ShouldBeTrue(second);
        NumberText().Match(second).Value.ShouldNotBe(NumberText().Match(first).Value);
        (await SayAsync(service, Given.Budi)).ShouldBe($"already number={NumberText().Match(second).Value}");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(1);
        (await service.OneAsync<string>("SELECT state FROM pending_registrations")).ShouldBe("checking");
        var number = await service.OneAsync<string>("SELECT number FROM tickets");
        (await service.Get<Tickets>().ContentAsync(number!, Look, Stop)).ShouldNotBeNull().ShouldContain(Nik);
    }

    [Fact]
    public async Task Who_tries_niks_learns_nothing_after_a_few()
    {
        await using var service = await TestService.MakeAsync();
        await PerformAsync(service, "register_worker", Given.Ani, Worker(Nik));
        // Every NIK of that day and place: one of them is Ani's.
        var outcomes = new List<string>();
        for (var serial = 1; serial <= 12; serial++)
        {
            var nik = serial == 8 ? Nik : $"350901450890{serial + 100:D4}";
            outcomes.Add((await PerformAsync(service, "register_worker", Given.Budi, Worker(nik), sms: serial % 2 == 0)).Outcome);
        }

        outcomes[..3].ShouldAllBe(outcome => outcome == "registered");
        outcomes[3..].ShouldAllBe(outcome => outcome == "limit");
        (await PerformAsync(service, "register_worker", Given.Budi, Worker(Nik))).Values.ShouldBeEmpty();

        service.Clock.Advance(TimeSpan.FromDays(1));
        (await PerformAsync(service, "register_worker", Given.Budi, Worker(Nik))).Outcome.ShouldBe("registered");
        (await service.OneAsync<string>("SELECT topic FROM tickets")).ShouldBe("registration_check");
    }

    [Fact]
    public async Task One_nik_that_many_try_is_closed_for_the_day_whether_it_is_known_or_not()
    {
        await using var service = await TestService.MakeAsync();
        string[] phones = [Given.Ani, Given.Budi, Given.Citra, "+6281234567899"];
        foreach (var nik in (string[])[Nik, "3509010508610002"])
        {
            var outcomes = new List<string>();
            foreach (var phone in phones) outcomes.Add((await PerformAsync(service, "register_worker", phone, Worker(nik))).Outcome);
            outcomes.ShouldBe(["registered", "registered", "registered", "limit"]);
        }

        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets")).ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_is_stored_of_somebody_who_did_not_consent_or_took_it_back()
    {
        await using var service = await TestService.MakeAsync();
        var actions = service.Get<DialogActions>();
        (await actions.PerformAsync("register_worker", await ContextAsync(service, Given.Ani, Worker(Nik)), Stop)).Outcome.ShouldBe("no_consent");
        await PerformAsync(service, "record_consent", Given.Ani, new() { ["purpose"] = "registration", ["text_version"] = "1" });
        await PerformAsync(service, "withdraw_consent", Given.Ani);
        (await actions.PerformAsync("register_worker", await ContextAsync(service, Given.Ani, Worker(Nik)), Stop)).Outcome.ShouldBe("no_consent");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM attempts")).ShouldBe(0);
    }

    [Fact]
    public async Task Typing_the_owners_number_does_not_make_one_the_owner()
    {
        var worker = Worker(Nik);
        worker["phone"] = Given.Ani;
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", worker));
        await SayAsync(service, Given.Ani);
        (await SayAsync(service, Given.Budi)).ShouldStartWith("registered");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_copies_that_register_one_nik_at_once_make_one_registration()
    {
        await using var one = await TestService.MakeAsync(Answers.Do("register_worker", Worker(Nik)));
        await using var two = await TestService.MakeAsync(Answers.Do("register_worker", Worker(Nik)), one.Clock, one.Folder);
        await Task.WhenAll(
            Task.Run(() => one.RunAsync(Given.WhatsApp(Given.Ani, "ya")), Stop),
            Task.Run(() => two.RunAsync(Given.WhatsApp(Given.Budi, "ya")), Stop));
        (await one.OneAsync<long>("SELECT COUNT(*) FROM registrations")).ShouldBe(1);
        (await one.OneAsync<long>("SELECT COUNT(*) FROM tickets")).ShouldBe(1);
    }

    [Fact]
    public async Task No_nik_is_in_the_clear_anywhere_in_the_database()
    {
        const string canary = "3317103112659137";
        var noting = Answers.Do("register_worker", Worker(canary));
        var engine = new TurnEngine(
            (conversation, incoming) => noting.Start(conversation, incoming) with
            {
                Conversation = conversation with { Notes = new Dictionary<string, string> { ["nik"] = canary } },
            },
            noting.Resume);
        await using var service = await TestService.MakeAsync(engine);
        await service.RunAsync(Given.WhatsApp(Given.Ani, canary));
        await service.RunAsync(Given.WhatsApp(Given.Budi, $"nik {canary}"));
        await service.DrainAsync();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets")).ShouldBe(1);
        await service.DisposeConnectionsAsync();

        var parts = await TestDatabases.BytesAsync(service.Folder);
        foreach (var (name, bytes) in parts)
        {
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)).ShouldBe(-1, name);
            bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(canary)).ShouldBe(-1, name);
        }

        // And the scan would find it: a name is stored in the clear.
        parts.Count(part => part.Bytes.AsSpan().IndexOf("SITI AMINAH"u8) >= 0).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task One_phone_may_have_registered_several_workers()
    {
        var niks = new Queue<string>([Nik, "3509010508610002"]);
        var engine = new TurnEngine(
            (conversation, incoming) => Answers.Do("register_worker", Worker(niks.Dequeue())).Start(conversation, incoming),
            Answers.Do("register_worker", []).Resume);
        await using var service = await TestService.MakeAsync(engine);
        await service.RunAsync(Given.WhatsApp(Given.Ani, "ya"));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "ya"));
        (await PerformAsync(service, "find_registration", Given.Ani)).Outcome.ShouldBe("several");
    }

    [Fact]
    public async Task A_nik_is_asked_for_by_form_on_whatsapp_and_in_the_chat_elsewhere()
    {
        await using var service = await TestService.MakeAsync();
        var link = await PerformAsync(service, "form_link", Given.Ani);
        link.Outcome.ShouldBe("form");
        link.Values["link"].ShouldStartWith("https://jaka.example.id/formulir/");
        link.Values["link"].Length.ShouldBeLessThanOrEqualTo(100);
        link.Values["minutes"].ShouldBe("30");
        (await PerformAsync(service, "form_link", Given.Ani, sms: true)).Outcome.ShouldBe("chat");

        await using var allowed = await TestService.MakeAsync(settings: new() { ["Membership:NikInChat"] = "true" });
        (await PerformAsync(allowed, "form_link", Given.Ani)).Outcome.ShouldBe("chat");
    }

    [Theory]
    [InlineData("3509 0145 0890 0002", "ok")]
    [InlineData("9101014508900002", "ok")]
    [InlineData("3569014508900002", "region_unknown")]
    [InlineData("3509012211190002", "age_unknown")]
    [InlineData("3509012211120002", "too_young")]
    [InlineData("3509012211500002", "too_old")]
    [InlineData("123", "invalid")]
    public async Task A_nik_is_checked_for_age_and_region(string nik, string outcome)
    {
        await using var service = await TestService.MakeAsync();
        var result = await PerformAsync(service, "check_nik", Given.Ani, new() { ["nik"] = nik });
        result.Outcome.ShouldBe(outcome);
        result.Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_ticket_of_the_same_turn_is_opened_once()
    {
        await using var service = await TestService.MakeAsync();
        var context = await ContextAsync(service, Given.Ani, new() { ["topic"] = "human" });
        var actions = service.Get<DialogActions>();
        var first = await actions.PerformAsync("open_ticket", context, Stop);
        var again = await actions.PerformAsync("open_ticket", context, Stop);
        again.Values["ticket"].ShouldBe(first.Values["ticket"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets")).ShouldBe(1);
        (await actions.PerformAsync("open_ticket", context with { Ordinal = 2 }, Stop)).Values["ticket"].ShouldNotBe(first.Values["ticket"]);
    }

    [Fact]
    public async Task A_ticket_keeps_what_was_told_for_the_staff_alone()
    {
        await using var service = await TestService.MakeAsync();
        var opened = await PerformAsync(
            service, "open_ticket", Given.Ani, new() { ["topic"] = "keluhan", ["note"] = "Suami saya jatuh dari perahu" });
        (await service.Get<Tickets>().ContentAsync(opened.Values["ticket"], Look, Stop)).ShouldNotBeNull()
            .ShouldBe("""{"topic":"keluhan","note":"Suami saya jatuh dari perahu","message":"halo"}""");
        var stored = await service.OneAsync<byte[]>("SELECT content FROM tickets");
        Encoding.UTF8.GetString(stored!).ShouldNotContain("perahu");
        (await service.Get<Tickets>().ContentAsync("T-261121-XXXX", Look, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Taking_back_the_consent_ends_every_purpose()
    {
        await using var service = await TestService.MakeAsync();
        var person = (await service.Get<People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;
        foreach (var purpose in (string[])["registration", "reminders", "campaigns", "status"])
            await PerformAsync(service, "record_consent", Given.Ani, new() { ["purpose"] = purpose, ["text_version"] = "1" });
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
            (await service.Get<Consents>().HoldsAsync(person, purpose, Stop)).ShouldBeTrue();
        await PerformAsync(service, "withdraw_consent", Given.Ani);
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
            (await service.Get<Consents>().HoldsAsync(person, purpose, Stop)).ShouldBeFalse();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM consents")).ShouldBe(8);
    }

    [Fact]
    public async Task Yes_stop_and_go_on_are_recorded()
    {
        await using var service = await TestService.MakeAsync();
        var consents = service.Get<Consents>();
        var person = (await service.Get<People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;
        await PerformAsync(service, "record_consent", Given.Ani, new() { ["purpose"] = "reminders", ["text_version"] = "v1" });
        (await consents.HoldsAsync(person, ConsentPurpose.Reminders, Stop)).ShouldBeTrue();
        await PerformAsync(service, "opt_out", Given.Ani, sms: true);
        (await consents.HoldsAsync(person, ConsentPurpose.Reminders, Stop)).ShouldBeFalse();
        await PerformAsync(service, "opt_in", Given.Ani);
        (await consents.HoldsAsync(person, ConsentPurpose.Reminders, Stop)).ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(
            () => PerformAsync(service, "record_consent", Given.Ani, new() { ["purpose"] = "everything" }));
    }

    internal static Dictionary<string, string> Worker(string nik) => new()
    {
        ["nik"] = nik,
        ["name"] = "SITI  AMINAH",
        ["phone"] = "@sender",
        ["job"] = "nelayan",
        ["sector"] = "other",
        ["income"] = "1000000",
        ["program"] = "jkk,jkm",
    };

    internal static async Task<ActionResult> PerformAsync(
        TestService service, string action, string phone, Dictionary<string, string>? arguments = null, bool sms = false)
    {
        var actions = service.Get<DialogActions>();
        var context = await ContextAsync(service, phone, arguments, sms);
        // As the flow does: nobody is registered who was not asked.
        if (action == "register_worker")
        {
            var asked = new Dictionary<string, string> { ["purpose"] = "registration", ["text_version"] = "1" };
            await actions.PerformAsync("record_consent", context with { Arguments = asked }, Stop);
        }

        return await actions.PerformAsync(action, context, Stop);
    }

    private static async Task<ActionContext> ContextAsync(
        TestService service, string phone, Dictionary<string, string>? arguments, bool sms = false)
    {
        var message = sms ? Given.Sms(phone, "halo") : Given.WhatsApp(phone, "halo");
        var person = await service.Get<People>().BehindAsync(message.ChannelId, message.From.Id, Stop);
        var incoming = IncomingMessage.From(message, person.Zone, service.Clock.GetUtcNow());
        return new ActionContext(message.Conversation, message.Id, 1, person.Id, incoming, arguments ?? []);
    }

    private static async Task<string> SayAsync(TestService service, string phone)
    {
        await service.RunAsync(Given.WhatsApp(phone, "ya"));
        await service.DrainAsync();
        return service.Edge.Texts[^1];
    }

    [GeneratedRegex("^registered number=JKA-261121-[0-9A-Z]{5} masked_nik=3509\\*{8}0002$")]
    private static partial Regex RegisteredText();

    [GeneratedRegex("JKA-261121-[0-9A-Z]{5}")]
    private static partial Regex NumberText();
}
