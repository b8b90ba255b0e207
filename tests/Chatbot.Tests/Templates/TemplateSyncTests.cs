using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Templates;
using Chatbot.Tests.Simulator;
using Chatbot.Tests.Support;
using Chatbot.Twilio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Chatbot.Tests.Simulator.SimulatedTwilio;

namespace Chatbot.Tests.Templates;

/// <summary>Templates from the file to Meta and back, against the simulator.</summary>
public sealed class TemplateSyncTests : IAsyncLifetime
{
    private const string Reminder =
        """
        template: uji_iuran
        category: utility
        whatsapp: Halo {nama}, iuran bulan {bulan} belum kami terima ya, terima kasih.
        examples: {nama: Siti, bulan: Desember 2026}
        buttons: [{value: BAYAR, title: Cara bayar}]
        sms: "Iuran {bulan} belum kami terima. Info: {kanal}"
        """;

    private static readonly Dictionary<string, string> Values = new() { ["nama"] = "Ani", ["bulan"] = "Januari 2027" };

    private static readonly AddressPair Pair = new("whatsapp", OurWhatsApp, Sari);

    private readonly TemplateBook book = TemplateRulesTests.Read(Reminder).Book;
    private SimulatedTwilio twilio = null!;
    private TestService service = null!;
    private TwilioContents contents = null!;
    private IOptions<TwilioOptions> options = null!;
    private TwilioTransport transport = null!;
    private HttpClient http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MessageTemplate Template => book.All[0];

    private TemplateStates States => service.Get<TemplateStates>();

    private TemplateSync Sync => new(contents, book, service.Get<TemplateVersions>(), States, service.Get<TemplateTurn>(), NullLogger<TemplateSync>.Instance);

    public async ValueTask InitializeAsync()
    {
        twilio = await StartAsync();
        service = await TestService.MakeAsync(parts: services => services.AddSingleton(book));
        var address = twilio.Page.BaseAddress!.ToString();
        options = Options.Create(new TwilioOptions { AccountSid = Account, AuthToken = Token, ApiBaseUrl = address, ContentBaseUrl = address });
        http = new HttpClient();
        transport = new TwilioTransport(http, options, TimeProvider.System, NullLogger<TwilioTransport>.Instance);
        contents = new TwilioContents(transport, options);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_new_template_is_made_and_handed_in_once_and_watched()
    {
        (await Sync.SyncAsync(Stop)).ShouldSatisfyAllConditions(
            result => result.Failure.ShouldBeNull(), result => result.Lines.ShouldHaveSingleItem().ShouldEndWith("UTILITY: received"));
        (await Sync.SyncAsync(Stop)).Lines.ShouldHaveSingleItem().ShouldEndWith("UTILITY: pending");
        twilio.Clock.Move(TimeSpan.FromHours(1));
        (await Sync.WatchAsync(Stop)).Lines.ShouldHaveSingleItem().ShouldEndWith("UTILITY: approved");

        var made = (await twilio.GetAsync("/v1/Content")).GetProperty("contents").EnumerateArray().ShouldHaveSingleItem();
        made.Text("friendly_name").ShouldBe(Template.Name);
        made.GetProperty("variables").GetRawText().ShouldBe("""{"1":"Siti","2":"Desember 2026"}""");
        (await States.UseAsync(Template, Stop)).ShouldBe(new UsableTemplate.Approved(made.Text("sid")));
        (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_run_that_died_began_is_gone_on_with()
    {
        (await contents.CreateAsync(
            new NewContent(Template.Name, "id", new() { ["twilio/text"] = new System.Text.Json.Nodes.JsonObject { ["body"] = Template.Numbered() } }), Stop))
            .ShouldBeOfType<TwilioAnswer<TwilioContent>.Accepted>();
        (await Sync.SyncAsync(Stop)).Lines.ShouldHaveSingleItem().ShouldEndWith("received");
        (await twilio.GetAsync("/v1/Content")).GetProperty("contents").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("rejected", "", 63040)]
    [InlineData("paused", "", 63041)]
    [InlineData("disabled", "", 63042)]
    [InlineData("approved", "MARKETING", 63040)]
    public async Task A_template_that_Meta_stops_stops_what_needs_it_and_says_so(string status, string category, int code)
    {
        await Sync.SyncAsync(Stop);
        await JudgeAsync(status, category);
        await Sync.WatchAsync(Stop);

        (await States.UseAsync(Template, Stop)).ShouldBeOfType<UsableTemplate.Stopped>().Code.ShouldBe(code);
        (await FormAsync(Pair)).ShouldBeOfType<UnaskedForm.Dropped>().ForStaff.ShouldStartWith("Templat uji_iuran ");
        var problem = (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldHaveSingleItem();
        (problem.Code, problem.OurAddress).ShouldBe((code, "templat:uji_iuran"));
        // The message that was under way already is refused for good, not sent as a free text.
        (await Sender().SendAsync(Reply(), Stop)).ShouldBeOfType<SendResult.Refused>().Failure.Retry.ShouldBe(RetryAdvice.Never);

        await JudgeAsync("approved", "UTILITY");
        await Sync.WatchAsync(Stop);
        (await FormAsync(Pair)).ShouldBeOfType<UnaskedForm.Template>();
    }

    [Fact]
    public async Task Outside_the_window_only_an_approved_template_of_the_right_category_goes()
    {
        (await FormAsync(Pair)).ShouldBeOfType<UnaskedForm.Dropped>().ForStaff.ShouldContain("templates sync");
        await Sync.SyncAsync(Stop);
        (await FormAsync(Pair)).ShouldBeOfType<UnaskedForm.Dropped>().ForStaff.ShouldContain("masih diperiksa");
        await JudgeAsync("approved", "");
        await Sync.WatchAsync(Stop);
        (await FormAsync(Pair)).ShouldBe(new UnaskedForm.Template("uji_iuran", Template.Version, Template.Fill(Values)));
        (await FormAsync(Pair, TemplateCategory.Marketing)).ShouldBeOfType<UnaskedForm.Dropped>();
        (await FormAsync(new AddressPair("sms", "JAMSOSTEK", Budi))).ShouldBe(new UnaskedForm.Text("Iuran Januari 2027 belum kami terima. Info: wa.me/628110000000"));

        await service.Database.WriteAsync(
            async session => Reachability.WorksAgain(
                session, await Reachability.Wrote(session, [(Pair, service.Clock.GetUtcNow())])!.RowsAsync(Stop)),
            Stop);
        (await FormAsync(Pair)).ShouldBe(new UnaskedForm.Text(Template.Fill(Values)));
    }

    [Fact]
    public async Task An_approved_template_reaches_somebody_who_never_wrote()
    {
        await Sync.SyncAsync(Stop);
        await JudgeAsync("approved", "");
        await Sync.WatchAsync(Stop);
        var sent = (await Sender().SendAsync(Reply(), Stop)).ShouldBeOfType<SendResult.Accepted>();

        (await twilio.UntilStatusAsync(sent.ProviderId, "read")).Text("body").ShouldBe("Halo Ani, iuran bulan Januari 2027 belum kami terima ya, terima kasih.");
        (await Sender().SettleAsync(Reply(), TimeProvider.System.GetUtcNow(), Stop)).ShouldBe(new SendResult.Accepted(sent.ProviderId, "read"));
    }

    [Fact]
    public async Task No_more_people_are_written_to_in_a_day_than_Meta_allows()
    {
        options.Value.PeoplePerDay = 1;
        await Sync.SyncAsync(Stop);
        await JudgeAsync("approved", "");
        await Sync.WatchAsync(Stop);
        (await Sender().SendAsync(Reply(), Stop)).ShouldBeOfType<SendResult.Accepted>();
        (await Sender().SendAsync(Reply() with { Id = "r2" }, Stop)).ShouldBeOfType<SendResult.Accepted>();

        var other = Reply() with { Id = "r3", To = "whatsapp:+6281200000099" };
        var refused = (await Sender().SendAsync(other, Stop)).ShouldBeOfType<SendResult.Refused>().Failure;
        (refused.Code, refused.Retry).ShouldBe((63018, RetryAdvice.Later));
        service.Clock.Advance(TimeSpan.FromHours(24));
        (await Sender().SendAsync(other, Stop)).ShouldBeOfType<SendResult.Accepted>();
    }

    [Fact]
    public async Task Twilio_that_does_not_answer_changes_nothing()
    {
        options.Value.AuthToken = "wrong";
        transport = new TwilioTransport(http, options, TimeProvider.System, NullLogger<TwilioTransport>.Instance);
        contents = new TwilioContents(transport, options);
        (await Sync.SyncAsync(Stop)).Failure.ShouldNotBeNull().ShouldContain("AuthToken");
        (await States.FindAsync(Template, Stop)).ShouldBeNull();
    }

    private Task<UnaskedForm> FormAsync(AddressPair pair, TemplateCategory category = TemplateCategory.Utility) =>
        service.Get<UnaskedMessages>().FormAsync(pair, "uji_iuran", category, Values, "wa.me/628110000000", Stop);

    private async Task JudgeAsync(string status, string category)
    {
        var template = (await twilio.Page.GetFromJsonAsync<JsonElement>("/simulator/api/templates", Stop)).GetProperty("templates").EnumerateArray().Single();
        using var judged = await twilio.Page.PostAsJsonAsync($"/simulator/api/templates/{template.Text("sid")}", new { status, category, reason = "karena" }, Stop);
        judged.EnsureSuccessStatusCode();
    }

    private TwilioSender Sender() => new(
        new TwilioClient(transport, options),
        new ChoiceContents(contents, TimeProvider.System, NullLogger<ChoiceContents>.Instance),
        new TemplateContents(book, States, service.Get<DailyReach>(), options),
        new OurAddresses([]),
        new LocalPace(TimeProvider.System),
        options,
        TimeProvider.System,
        NullLogger<TwilioSender>.Instance);

    private OutgoingReply Reply() => new()
    {
        Id = "r1",
        Conversation = $"whatsapp|{OurWhatsApp}|{Sari}",
        Sequence = 1,
        TurnId = "pengingat",
        Channel = "whatsapp",
        From = OurWhatsApp,
        To = Sari,
        Text = Template.Fill(Values),
        Template = new TemplateUse("uji_iuran", Values),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1),
    };
}
