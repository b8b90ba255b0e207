using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Membership.Changes;
using Chatbot.Membership.Paying;
using Chatbot.Membership.StepUp;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.StepUp;

public abstract class StepUpTests
{
    public sealed class OnSqlite : StepUpTests;

    [UsesPostgres]
    public sealed class OnPostgres : StepUpTests;

    private const string First = "3509014508900002";
    private const string Second = "3509011203859012";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_told_or_changed_before_the_proof()
    {
        await using var service = await MakeAsync();
        foreach (var action in new[]
            { StatusAction.Name, PayingActions.QuoteOwn, PayingActions.PaymentHistory, PayingActions.WhoPays, ChangeActions.OpenMembership })
        {
            var result = await DoAsync(service, action);
            result.Outcome.ShouldBe("closed", action);
            result.Values.ShouldBeEmpty(action);
        }

        var change = new Dictionary<string, string> { ["what"] = "income", ["value"] = "5000000" };
        (await DoAsync(service, ChangeActions.ChangeData, change)).Outcome.ShouldBe("closed");
        (await DoAsync(service, PhoneChangeActions.ChangePhone, new() { ["phone"] = Given.Citra })).Outcome.ShouldBe("closed");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM worker_history")).ShouldBe(0);
    }

    [Fact]
    public async Task A_proof_holds_for_a_quarter_of_an_hour_and_for_its_conversation_alone()
    {
        await using var service = await MakeAsync();
        (await WhoseAsync(service)).Outcome.ShouldBe("prove");
        (await ProveAsync(service, last4: "0002")).ShouldBe("open");
        (await WhoseAsync(service)).Outcome.ShouldBe("open");
        (await DoAsync(service, StatusAction.Name)).Outcome.ShouldBe("registered_unpaid");
        (await RegistrationActionsTests.PerformAsync(service, StatusAction.Name, Given.Ani)).Outcome.ShouldBe("closed");
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await WhoseAsync(service)).Outcome.ShouldBe("prove");
        (await DoAsync(service, StatusAction.Name)).Outcome.ShouldBe("closed");
    }

    [Fact]
    public async Task Of_several_one_is_chosen_and_only_he_is_opened()
    {
        await using var service = await MakeAsync();
        await RegisterAsync(service, Given.Budi, Second, Given.Ani);
        var whose = await WhoseAsync(service);
        whose.Outcome.ShouldBe("several");
        var people = whose.Values["people"].Split('\n').Select(line => line.Split('\t')).ToList();
        people.Select(one => one[1]).ShouldBe(["SITI A.", "SITI A."]);
        var (newest, oldest) = (people[0][0], people[1][0]);

        (await WhoseAsync(service, newest)).Outcome.ShouldBe("prove");
        (await ProveAsync(service, last4: "0002", worker: newest)).ShouldBe("wrong");
        (await ProveAsync(service, last4: "9012", worker: newest)).ShouldBe("open");
        var number = (await DoAsync(service, StatusAction.Name)).Values["number"];
        (await WhoseAsync(service, oldest)).Outcome.ShouldBe("prove");
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await ProveAsync(service, last4: "0002", worker: oldest)).ShouldBe("open");
        (await DoAsync(service, StatusAction.Name)).Values["number"].ShouldNotBe(number);
    }

    [Fact]
    public async Task The_id_of_a_stranger_chosen_by_hand_opens_nothing()
    {
        await using var service = await MakeAsync();
        await RegisterAsync(service, Given.Citra, Second, "@sender");
        var stranger = await service.OneAsync<string>("SELECT id FROM workers WHERE phone = @Citra", new { Given.Citra });
        (await WhoseAsync(service, stranger!)).Outcome.ShouldBe("prove");
        (await ProveAsync(service, last4: "9012", worker: stranger!)).ShouldBe("wrong");
    }

    [Fact]
    public async Task Trying_all_endings_of_a_nik_ends_after_five_a_day()
    {
        await using var service = await MakeAsync();
        var outcomes = new List<string>();
        for (var day = 0; day < 3; day++)
        {
            for (var i = 0; i < 20; i++) outcomes.Add(await ProveAsync(service, last4: $"{(day * 100) + i + 1000:d4}"));
            service.Clock.Advance(TimeSpan.FromDays(1));
        }

        outcomes.Count(outcome => outcome == "wrong").ShouldBe(15);
        outcomes.Count(outcome => outcome == "locked").ShouldBe(45);
    }

    [Fact]
    public async Task After_ninety_days_of_silence_no_name_is_told_and_two_things_are_asked()
    {
        await using var service = await MakeAsync();
        await RegisterAsync(service, Given.Budi, Second, Given.Ani);
        await WriteAsync(service);
        (await WhoseAsync(service)).Outcome.ShouldBe("several");

        service.Clock.Advance(TimeSpan.FromDays(91));
        await WriteAsync(service);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(service);
        var whose = await WhoseAsync(service);
        whose.Outcome.ShouldBe("prove_both");
        whose.Values.ShouldBeEmpty();
        (await ProveAsync(service, last4: "0002")).ShouldBe("wrong");
        (await ProveAsync(service, year: "1990")).ShouldBe("wrong");
        (await ProveAsync(service, year: "1991", last4: "0002")).ShouldBe("wrong");
        (await ProveAsync(service, year: "1990", last4: "0002")).ShouldBe("open");
        service.Clock.Advance(TimeSpan.FromHours(1));
        (await WhoseAsync(service)).Outcome.ShouldBe("several");
    }

    [Fact]
    public async Task Changes_are_kept_with_what_was_before()
    {
        await using var service = await MakeAsync();
        await ProveAsync(service, last4: "0002");
        var income = new Dictionary<string, string> { ["what"] = "income", ["value"] = "2000000" };
        (await DoAsync(service, ChangeActions.ChangeData, income)).Outcome.ShouldBe("done");
        var job = new Dictionary<string, string> { ["what"] = "job", ["value"] = "ojek", ["sector"] = "transport" };
        (await DoAsync(service, ChangeActions.ChangeData, job)).Outcome.ShouldBe("done");
        (await service.OneAsync<string>("SELECT sector FROM workers")).ShouldBe("transport");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM worker_history")).ShouldBe(2);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets WHERE topic = 'data_berubah'")).ShouldBe(2);
        (await DoAsync(service, PayingActions.QuoteOwn)).Values["total_1"].ShouldBe("Rp13.400");
        await Should.ThrowAsync<InvalidOperationException>(() => DoAsync(service, ChangeActions.ChangeData, new() { ["what"] = "nik", ["value"] = Second }));
    }

    [Fact]
    public async Task A_new_number_is_taken_when_it_says_yes_itself()
    {
        await using var service = await MakeAsync();
        await ProveAsync(service, last4: "0002");
        (await DoAsync(service, PhoneChangeActions.ChangePhone, new() { ["phone"] = Given.Ani })).Outcome.ShouldBe("same");
        (await DoAsync(service, PhoneChangeActions.ChangePhone, new() { ["phone"] = Given.Citra })).Outcome.ShouldBe("asked");
        var yes = new Dictionary<string, string> { ["jawaban"] = "ya" };
        (await RegistrationActionsTests.PerformAsync(service, PhoneChangeActions.AnswerPhone, Given.Budi, yes, sms: true)).Outcome.ShouldBe("gone");
        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe(Given.Ani);
        (await RegistrationActionsTests.PerformAsync(service, PhoneChangeActions.AnswerPhone, Given.Citra, yes, sms: true)).Outcome.ShouldBe("changed");
        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe(Given.Citra);
        (await service.OneAsync<string>("SELECT what FROM worker_history")).ShouldBe("phone");
    }

    private static async Task<TestService> MakeAsync()
    {
        var service = await Registering.Others.MakeAsync();
        await RegisterAsync(service, Given.Ani, First, "@sender");
        return service;
    }

    private static Task<ActionResult> RegisterAsync(TestService service, string by, string nik, string phone)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var worker = RegistrationActionsTests.Worker(nik);
        worker["phone"] = phone;
        return RegistrationActionsTests.PerformAsync(service, "register_worker", by, worker);
    }

    private static Task<ActionResult> WhoseAsync(TestService service, string worker = "") =>
        DoAsync(service, StepUpActions.WhoseMembership, new() { ["worker"] = worker });

    private static async Task<string> ProveAsync(TestService service, string year = "", string last4 = "", string worker = "") =>
        (await DoAsync(
            service, StepUpActions.ProveMembership, new() { ["birth_year"] = year, ["nik_last4"] = last4, ["worker"] = worker })).Outcome;

    private static Task<TurnOutcome> WriteAsync(TestService service) =>
        service.RunAsync(Given.Sms(Given.Ani, "halo") with { Timestamp = service.Clock.GetUtcNow() });

    private static Task<ActionResult> DoAsync(TestService service, string action, Dictionary<string, string>? arguments = null) =>
        RegistrationActionsTests.PerformAsync(service, action, Given.Ani, arguments, sms: true);
}
