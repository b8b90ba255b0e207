using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Membership.Paying;
using Chatbot.Membership.Sponsors;
using Chatbot.Membership.StepUp;
using Chatbot.Programs;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Paying;

public abstract class PayingActionsTests
{
    public sealed class OnSqlite : PayingActionsTests;

    [UsesPostgres]
    public sealed class OnPostgres : PayingActionsTests;

    private const string Nik = "5104024508909001";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bill_follows_the_records_and_says_until_when_it_holds()
    {
        await using var service = await RegisteredAsync();
        var bill = await DoAsync(service, PayingActions.QuoteOwn);
        bill.Outcome.ShouldBe("ok");
        (bill.Values["total_1"], bill.Values["total_3"], bill.Values["until"]).ShouldBe(("Rp8.400", "Rp33.600", "30 November 2026"));

        await PayAsync(service, "2026-09", "self");
        var late = await DoAsync(service, PayingActions.QuoteOwn);
        late.Outcome.ShouldBe("arrears");
        (late.Values["arrears_months"], late.Values["arrears"], late.Values["total_1"]).ShouldBe(("1", "Rp8.400", "Rp16.800"));
    }

    [Fact]
    public async Task Who_is_paid_for_is_told_so_by_whom_and_what_comes_after()
    {
        await using var service = await RegisteredAsync();
        (await DoAsync(service, PayingActions.WhoPays)).Outcome.ShouldBe("unpaid");
        (await DoAsync(service, SponsoredStatusAction.Name)).Outcome.ShouldBe("none");

        var worker = await service.OneAsync<string>("SELECT id FROM workers");
        var batch = await Batches.MakeAsync(service);
        await service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO sponsored_members (batch, worker_id, village, added_at) VALUES (@batch, @worker, 'SIDAN', 0)", new { batch, worker }, Stop),
            Stop);
        await Batches.MoveAsync(service, batch, BatchMove.Check, "Made");
        await Batches.MoveAsync(service, batch, BatchMove.Confirm, "Ketut");
        (await DoAsync(service, SponsoredStatusAction.Name)).Outcome.ShouldBe("later");

        service.Clock.MoveTo(new DateTimeOffset(2026, 12, 5, 3, 0, 0, TimeSpan.Zero));
        await ProveAsync(service);
        var told = await DoAsync(service, SponsoredStatusAction.Name);
        told.Outcome.ShouldBe("sponsored");
        (told.Values["sponsor"], told.Values["until"], told.Values["next"], told.Values["amount"])
            .ShouldBe(("Pemkab Gianyar", "Mei 2027", "Juni 2027", "Rp16.800"));
        var bill = await DoAsync(service, PayingActions.QuoteOwn);
        bill.Outcome.ShouldBe("sponsored");
        (bill.Values["from"], bill.Values["total_1"]).ShouldBe(("Juni 2027", "Rp16.800"));
    }

    [Theory]
    [InlineData("2026-11", "government", "sponsored")]
    [InlineData("2026-10", "government", "over")]
    [InlineData("2026-11", "self", "self")]
    [InlineData("2026-11", "company", "sponsored")]
    [InlineData("2026-11", "household", "sponsored")]
    public async Task Without_a_list_the_paid_months_tell_who_pays(string month, string payer, string outcome)
    {
        await using var service = await RegisteredAsync();
        await PayAsync(service, month, payer);
        var told = await DoAsync(service, PayingActions.WhoPays);
        told.Outcome.ShouldBe(outcome);
        var words = new Dictionary<string, string> { ["government"] = "pemerintah daerah", ["company"] = "perusahaan", ["household"] = "majikan rumah tangga" };
        if (words.TryGetValue(payer, out var word)) told.Values["sponsor"].ShouldBe(word);
    }

    [Fact]
    public async Task The_history_has_the_last_twelve_months_with_a_masked_name()
    {
        await using var service = await RegisteredAsync();
        (await DoAsync(service, PayingActions.PaymentHistory)).Outcome.ShouldBe("none");
        for (var month = 0; month < 14; month++) await PayAsync(service, CoverageMonth.Parse("2025-10").AddMonths(month).ToString(), month < 13 ? "self" : "government");
        var history = await DoAsync(service, PayingActions.PaymentHistory);
        history.Values["name"].ShouldBe("SITI A.");
        var lines = history.Values["history"].Split('\n');
        (lines.Length, lines[0], lines[1]).ShouldBe((12, "Nov 2026 Rp8.400 pemda", "Okt 2026 Rp8.400 sendiri"));
        history.Values["history_short"].Split('\n').Length.ShouldBe(6);
    }

    [Fact]
    public async Task Every_value_fits_the_longest_text_that_its_signature_names()
    {
        await using var service = await RegisteredAsync();
        await PayAsync(service, "2026-07", "self");
        foreach (var action in new[] { PayingActions.QuoteOwn, PayingActions.PaymentHistory, PayingActions.WhoPays, StatusAction.Name })
        {
            var signature = service.Get<DialogActions>().Signatures.Single(one => one.Name == action);
            foreach (var (name, value) in (await DoAsync(service, action)).Values) value.Length.ShouldBeLessThanOrEqualTo(signature.Values[name].Length, name);
        }
    }

    private static async Task<TestService> RegisteredAsync()
    {
        var service = await TestService.MakeAsync();
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, RegistrationActionsTests.Worker(Nik));
        await ProveAsync(service);
        return service;
    }

    private static async Task ProveAsync(TestService service) =>
        (await DoAsync(service, StepUpActions.ProveMembership, new() { ["nik_last4"] = "9001" })).Outcome.ShouldBe("open");

    private static async Task PayAsync(TestService service, string month, string payer)
    {
        var worker = await service.OneAsync<string>("SELECT id FROM workers");
        await service.Get<Contributions>().RecordAsync(
            new Contribution(worker!, CoverageMonth.Parse(month), 8400, "jkk,jkm", payer, service.Clock.GetUtcNow()), Stop);
    }

    private static Task<ActionResult> DoAsync(TestService service, string action, Dictionary<string, string>? arguments = null) =>
        RegistrationActionsTests.PerformAsync(service, action, Given.Ani, arguments, sms: true);
}
