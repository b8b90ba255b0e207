using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Membership.StepUp;
using Chatbot.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership;

public abstract class StatusActionTests
{
    public sealed class OnSqlite : StatusActionTests;

    [UsesPostgres]
    public sealed class OnPostgres : StatusActionTests;

    private const string Nik = "3509014508900002";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_never_registered_is_told_so()
    {
        await using var service = await TestService.MakeAsync();
        (await AskAsync(service, Given.Ani, year: "1990")).Outcome.ShouldBe("not_registered");
    }

    [Theory]
    [InlineData("1990", "")]
    [InlineData("", "0002")]
    [InlineData("1990", "0002")]
    public async Task The_own_number_and_one_thing_known_open_the_status(string year, string last4)
    {
        await using var service = await RegisteredAsync();
        var status = await AskAsync(service, Given.Ani, year, last4);
        status.Outcome.ShouldBe("registered_unpaid");
        status.Values["name"].ShouldBe("SITI A.");
    }

    [Theory]
    [InlineData("1991", "")]
    [InlineData("", "0003")]
    [InlineData("", "2")]
    [InlineData("1990", "0003")]
    [InlineData("", "")]
    public async Task A_wrong_answer_shows_nothing(string year, string last4)
    {
        await using var service = await RegisteredAsync();
        var status = await AskAsync(service, Given.Ani, year, last4);
        status.Outcome.ShouldBe("wrong");
        status.Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_number_sees_nothing_even_with_the_right_year()
    {
        await using var service = await RegisteredAsync();
        (await AskAsync(service, Given.Budi, year: "1990")).Outcome.ShouldBe("not_registered");
    }

    [Fact]
    public async Task A_web_chat_that_calls_itself_by_somebodys_number_is_somebody_else()
    {
        await using var service = await RegisteredAsync();
        var people = service.Get<People>();
        var ani = await people.BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop);
        (await people.BehindAsync("webchat", Given.Ani, Stop)).Id.ShouldNotBe(ani.Id);
    }

    [Fact]
    public async Task Five_wrong_answers_lock_until_the_next_local_day()
    {
        await using var service = await RegisteredAsync();
        service.Clock.MoveTo(new DateTimeOffset(2026, 11, 21, 16, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 5; i++) (await AskAsync(service, Given.Ani, year: "1980")).Outcome.ShouldBe("wrong");
        (await AskAsync(service, Given.Ani, year: "1990")).Outcome.ShouldBe("locked");

        // 17.00 UTC is midnight in Jakarta.
        service.Clock.Advance(TimeSpan.FromMinutes(59));
        (await AskAsync(service, Given.Ani, year: "1990")).Outcome.ShouldBe("locked");
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await AskAsync(service, Given.Ani, year: "1990")).Outcome.ShouldBe("registered_unpaid");
    }

    [Fact]
    public async Task Wrong_answers_from_one_address_lock_the_nik_for_the_other()
    {
        // Budi registered the worker with Ani's number: both may ask, and both together have five tries.
        await using var service = await TestService.MakeAsync();
        var worker = RegistrationActionsTests.Worker(Nik);
        worker["phone"] = Given.Ani;
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Budi, worker);
        for (var i = 0; i < 3; i++) (await AskAsync(service, Given.Ani, year: "1980")).Outcome.ShouldBe("wrong");
        for (var i = 0; i < 2; i++) (await AskAsync(service, Given.Budi, year: "1980")).Outcome.ShouldBe("wrong");
        (await AskAsync(service, Given.Ani, year: "1990")).Outcome.ShouldBe("locked");
        (await AskAsync(service, Given.Budi, year: "1990")).Outcome.ShouldBe("locked");
    }

    [Fact]
    public async Task The_status_follows_the_payments()
    {
        await using var service = await RegisteredAsync();
        var worker = await service.OneAsync<string>("SELECT id FROM workers");
        await service.Get<Contributions>().RecordAsync(
            new Contribution(worker!, CoverageMonth.Parse("2026-11"), 8400, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);

        var active = await AskAsync(service, Given.Ani, year: "1990");
        active.Outcome.ShouldBe("active");
        active.Values["paid_through"].ShouldBe("November 2026");
        active.Values["due"].ShouldBe("31 Desember 2026");
        (await RegistrationActionsTests.PerformAsync(service, "find_registration", Given.Ani)).Outcome.ShouldBe("paid");

        // 1 December 00.30 in Jakarta is still November in UTC.
        service.Clock.MoveTo(new DateTimeOffset(2026, 11, 30, 17, 30, 0, TimeSpan.Zero));
        (await AskAsync(service, Given.Ani, year: "1990")).Outcome.ShouldBe("due");
        service.Clock.MoveTo(new DateTimeOffset(2027, 2, 10, 0, 0, 0, TimeSpan.Zero));
        var arrears = await AskAsync(service, Given.Ani, year: "1990");
        arrears.Outcome.ShouldBe("arrears");
        arrears.Values["months"].ShouldBe("2");
        service.Clock.MoveTo(new DateTimeOffset(2027, 4, 10, 0, 0, 0, TimeSpan.Zero));
        (await AskAsync(service, Given.Ani, year: "1990")).Outcome.ShouldBe("inactive");
    }

    [Fact]
    public async Task Every_value_fits_the_longest_text_that_its_signature_names()
    {
        await using var service = await RegisteredAsync();
        var signature = service.Get<DialogActions>().Signatures.Single(one => one.Name == StatusAction.Name);
        var status = await AskAsync(service, Given.Ani, year: "1990");
        foreach (var (name, value) in status.Values) value.Length.ShouldBeLessThanOrEqualTo(signature.Values[name].Length, name);
    }

    private static async Task<TestService> RegisteredAsync()
    {
        var service = await TestService.MakeAsync();
        await RegistrationActionsTests.PerformAsync(
            service, "register_worker", Given.Ani, RegistrationActionsTests.Worker(Nik));
        return service;
    }

    private static async Task<ActionResult> AskAsync(TestService service, string phone, string year = "", string last4 = "")
    {
        var proof = await RegistrationActionsTests.PerformAsync(
            service, StepUpActions.ProveMembership, phone, new() { ["birth_year"] = year, ["nik_last4"] = last4 }, sms: true);
        return proof.Outcome == "open" ? await RegistrationActionsTests.PerformAsync(service, StatusAction.Name, phone, [], sms: true) : proof;
    }
}
