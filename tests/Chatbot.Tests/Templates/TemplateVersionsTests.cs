using System.Net.Http.Json;
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

/// <summary>A template that was changed: the text that Meta has approved goes on until it approves the next.</summary>
public class TemplateVersionsTests : IAsyncLifetime
{
    [UsesPostgres]
    public sealed class OnPostgres : TemplateVersionsTests;

    private static readonly Dictionary<string, string> Values = new() { ["nama"] = "Ani", ["bulan"] = "Januari 2027" };

    private static readonly AddressPair OnWhatsApp = new("whatsapp", OurWhatsApp, Sari);

    private static readonly AddressPair BySms = new("sms", "JAMSOSTEK", Budi);

    private static readonly MessageTemplate First = Text("belum kami terima");

    private static readonly MessageTemplate Second = Text("masih kami tunggu");

    private static readonly MessageTemplate Third = Text("belum tercatat");

    private readonly TestClock clock = new();
    private SimulatedTwilio twilio = null!;
    private readonly List<HttpClient> clients = [];
    private TwilioContents contents = null!;
    private TestService service = null!;
    private IOptions<TwilioOptions> options = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TemplateBook Book => service.Get<TemplateBook>();

    public async ValueTask InitializeAsync()
    {
        twilio = await StartAsync();
        service = await CopyAsync();
        var address = twilio.Page.BaseAddress!.ToString();
        options = Options.Create(new TwilioOptions { AccountSid = Account, AuthToken = Token, ApiBaseUrl = address, ContentBaseUrl = address });
        contents = Contents(options);
        (await SyncOf(service).SyncAsync(Stop)).Failure.ShouldBeNull();
        await JudgeAsync(First, "approved");
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await service.DisposeAsync();
        await twilio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_approved_text_goes_on_by_WhatsApp_and_SMS_until_Meta_approves_the_next()
    {
        await PublishAsync(Second);
        (await SaidAsync(service)).ShouldBe(First, "it is not handed in");
        await CarryOnAsync();
        (await SaidAsync(service)).ShouldBe(First, "Meta looks at it");
        (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldBeEmpty();

        await JudgeAsync(Second, "approved");
        (await SaidAsync(service)).ShouldBe(Second);
    }

    [Fact]
    public async Task A_refused_text_leaves_the_one_before_in_force_and_staff_is_told()
    {
        await PublishAsync(Second);
        await CarryOnAsync();
        await JudgeAsync(Second, "rejected");
        (await SaidAsync(service)).ShouldBe(First);
        var problem = (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldHaveSingleItem();
        (problem.Code, problem.OurAddress).ShouldBe((63040, "templat:uji_iuran"));
        problem.Note.ShouldBe("Templat uji_iuran ditolak Meta (karena); perbaiki teksnya di halaman Templat. Sementara itu teks sebelumnya tetap dikirim.");

        await PublishAsync(Third);
        await CarryOnAsync();
        (await SaidAsync(service)).ShouldBe(First);
        await JudgeAsync(Third, "approved");
        (await SaidAsync(service)).ShouldBe(Third);
    }

    [Fact]
    public async Task Who_goes_back_to_an_approved_text_has_it_at_once()
    {
        await PublishAsync(Second);
        await CarryOnAsync();
        await JudgeAsync(Second, "approved");
        await PublishAsync(First);
        (await SaidAsync(service)).ShouldBe(First);

        // What came last of those that are approved goes on, not what was written last.
        await PublishAsync(Third);
        await CarryOnAsync();
        (await SaidAsync(service)).ShouldBe(First);
    }

    [Fact]
    public async Task A_text_that_Meta_stops_gives_way_to_the_one_before_it_and_nothing_goes_when_all_are_stopped()
    {
        await PublishAsync(Second);
        await CarryOnAsync();
        await JudgeAsync(Second, "approved");
        await JudgeAsync(Second, "paused");
        (await SaidAsync(service)).ShouldBe(First);
        (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldHaveSingleItem().Code.ShouldBe(63041);
        await JudgeAsync(First, "disabled");
        (await FormAsync(service, OnWhatsApp)).ShouldBeOfType<UnaskedForm.Dropped>().ForStaff.ShouldContain("dihentikan sementara");
        await JudgeAsync(Second, "approved");
        (await SaidAsync(service)).ShouldBe(Second);
    }

    [Fact]
    public async Task A_message_goes_as_the_text_it_was_made_of()
    {
        var made = (await FormAsync(service, OnWhatsApp)).ShouldBeOfType<UnaskedForm.Template>();
        await PublishAsync(Second);
        await CarryOnAsync();
        await JudgeAsync(Second, "approved");
        var contents = new TemplateContents(Book, service.Get<TemplateStates>(), service.Get<DailyReach>(), options);
        (await contents.FindAsync(new TemplateUse(made.Id, Values) { Version = made.Version }, Sari, Stop)).Content.ShouldNotBeNull().Sid.ShouldBe(await SidAsync(First));
        (await contents.FindAsync(new TemplateUse(made.Id, Values), Sari, Stop)).Content.ShouldNotBeNull().Sid.ShouldBe(await SidAsync(Second));

        // The text of a message that waits may be stopped meanwhile; it does not go in other words than those that were noted.
        await JudgeAsync(First, "paused");
        (await contents.FindAsync(new TemplateUse(made.Id, Values) { Version = made.Version }, Sari, Stop)).Failure.ShouldNotBeNull().Retry.ShouldBe(RetryAdvice.Never);
    }

    [Fact]
    public async Task A_text_of_another_purpose_or_with_a_variable_more_does_not_stand_in()
    {
        await PublishAsync(First with { Body = "Halo {nama}, iuran Anda belum kami terima ya, terima kasih.", Sms = "Iuran belum kami terima. Info: {kanal}" });
        Book.Find("uji_iuran")!.Variables.ShouldBe(["nama"]);
        await PublishAsync(First with { Category = TemplateCategory.Marketing });
        Book.Find("uji_iuran")!.Category.ShouldBe(TemplateCategory.Marketing);
    }

    [Fact]
    public async Task What_comes_with_a_release_is_not_handed_in_by_itself()
    {
        var release = new TemplateBook([Third]);
        var sync = new TemplateSync(
            contents, release, new TemplateVersions(service.Database, release, clock), service.Get<TemplateStates>(), service.Get<TemplateTurn>(),
            NullLogger<TemplateSync>.Instance);
        (await sync.CarryOnAsync(Stop)).Lines.ShouldHaveSingleItem().ShouldEndWith("unsubmitted");
        release.Find("uji_iuran")!.Version.ShouldBe(First.Version, "the text of the release before goes on");
        (await sync.SyncAsync(Stop)).Lines.ShouldHaveSingleItem().ShouldEndWith("received");
    }

    [Fact]
    public async Task Every_copy_knows_what_is_in_force()
    {
        await using var other = await CopyAsync(service.Folder);
        await PublishAsync(Second);
        other.Get<TemplateBook>().Publish([Second]);
        await other.Get<TemplateVersions>().LookAsync(Stop);
        (await SaidAsync(other)).ShouldBe(First);
        await CarryOnAsync();
        await JudgeAsync(Second, "approved");
        await other.Get<TemplateVersions>().LookAsync(Stop);
        (await SaidAsync(other)).ShouldBe(Second);
    }

    [Fact]
    public async Task One_copy_at_a_time_hands_in()
    {
        var turn = service.Get<TemplateTurn>();
        await using (await turn.TakeAsync(Stop))
        {
            (await turn.TakeAsync(Stop)).ShouldBeNull();
            (await SyncOf(service).CarryOnAsync(Stop)).ShouldBe(TemplateSyncResult.Elsewhere);
        }

        var lost = (await turn.TakeAsync(Stop)).ShouldNotBeNull("it was given back");
        clock.Advance(TimeSpan.FromMinutes(5));
        lost.Ends.IsCancellationRequested.ShouldBeTrue();
        await using var next = (await turn.TakeAsync(Stop)).ShouldNotBeNull("whoever had it is gone");
        await lost.DisposeAsync();
        (await turn.TakeAsync(Stop)).ShouldBeNull("it was not his any more to give back");
    }

    [Fact]
    public async Task What_was_published_is_handed_in_at_once_and_looked_at_each_minute_while_it_waits()
    {
        var watch = Watch(contents);
        (await watch.GlanceAsync(Stop)).ShouldBeFalse("nothing is new");
        await PublishAsync(Second);
        (await watch.GlanceAsync(Stop)).ShouldBeTrue();
        (await StatusAsync(Second)).ShouldBe("received");
        (await watch.GlanceAsync(Stop)).ShouldBeFalse();
        await VerdictAsync(Second, "approved");
        clock.Advance(TemplateWatch.BetweenWhileWaiting);
        (await watch.GlanceAsync(Stop)).ShouldBeTrue();
        (await SaidAsync(service)).ShouldBe(Second);

        clock.Advance(TemplateWatch.BetweenWhileWaiting);
        (await watch.GlanceAsync(Stop)).ShouldBeFalse("it does not wait any more");
        clock.Advance(TemplateWatch.Between);
        (await watch.GlanceAsync(Stop)).ShouldBeTrue("an approved one may be paused");
    }

    [Fact]
    public async Task A_name_that_Meta_has_refused_before_is_told_to_staff()
    {
        var other = await contents.CreateAsync(new NewContent("lain", "id", new() { ["twilio/text"] = new System.Text.Json.Nodes.JsonObject { ["body"] = "Teks lain." } }), Stop);
        await contents.SubmitAsync(other.ShouldBeOfType<TwilioAnswer<TwilioContent>.Accepted>().Value.Sid!, new NewApproval(Second.Name, "UTILITY"), Stop);
        await PublishAsync(Second);
        (await SyncOf(service).CarryOnAsync(Stop)).Failure.ShouldNotBeNull().ShouldStartWith("uji_iuran: tidak bisa diajukan");
        (await service.Get<StaffProblems>().ListAsync(Stop)).ShouldHaveSingleItem().Note.ShouldStartWith("Templat uji_iuran belum bisa diajukan ke Meta (");
        (await SaidAsync(service)).ShouldBe(First);
    }

    [Fact]
    public async Task What_could_not_be_handed_in_is_tried_again_later()
    {
        await PublishAsync(Second);
        var address = options.Value.ContentBaseUrl;
        var watch = Watch(Contents(Options.Create(new TwilioOptions { AccountSid = Account, AuthToken = "wrong", ApiBaseUrl = address, ContentBaseUrl = address })));
        (await watch.GlanceAsync(Stop)).ShouldBeTrue();
        (await watch.GlanceAsync(Stop)).ShouldBeFalse();
        clock.Advance(TemplateWatch.AfterFailure);
        (await watch.GlanceAsync(Stop)).ShouldBeTrue();
        (await SaidAsync(service)).ShouldBe(First);
    }

    private static MessageTemplate Text(string said) => TemplateRulesTests.Read(
        $$"""
        template: uji_iuran
        category: utility
        whatsapp: Halo {nama}, iuran bulan {bulan} {{said}} ya, terima kasih.
        examples: {nama: Siti, bulan: Desember 2026}
        buttons: [{value: BAYAR, title: Cara bayar}]
        sms: "Iuran {bulan} {{said}}. Info: {kanal}"
        """).Book.All[0];

    private Task<TestService> CopyAsync(string? folder = null) => TestService.MakeAsync(clock: clock, folder: folder, parts: services => services.AddSingleton(new TemplateBook([First])));

    private TwilioContents Contents(IOptions<TwilioOptions> by)
    {
        clients.Add(new HttpClient());
        return new TwilioContents(new TwilioTransport(clients[^1], by, TimeProvider.System, NullLogger<TwilioTransport>.Instance), by);
    }

    private TemplateSync SyncOf(TestService copy, TwilioContents? by = null) => new(
        by ?? contents,
        copy.Get<TemplateBook>(), copy.Get<TemplateVersions>(), copy.Get<TemplateStates>(), copy.Get<TemplateTurn>(), NullLogger<TemplateSync>.Instance);

    private TemplateWatch Watch(TwilioContents by) => new(SyncOf(service, by), by, Book, clock, NullLogger<TemplateWatch>.Instance);

    private Task PublishAsync(MessageTemplate text)
    {
        Book.Publish([text]);
        return service.Get<TemplateVersions>().LookAsync(Stop);
    }

    private async Task CarryOnAsync() => (await SyncOf(service).CarryOnAsync(Stop)).Failure.ShouldBeNull();

    // The same text by WhatsApp and by SMS, and in the window as outside it.
    private static async Task<MessageTemplate> SaidAsync(TestService copy)
    {
        var text = copy.Get<TemplateBook>().Find("uji_iuran").ShouldNotBeNull();
        (await FormAsync(copy, OnWhatsApp)).ShouldBe(new UnaskedForm.Template("uji_iuran", text.Version, text.Fill(Values)));
        (await FormAsync(copy, BySms)).ShouldBe(new UnaskedForm.Text(text.FillSms(Values, "175")!));
        return new[] { First, Second, Third }.First(one => one.Version == text.Version);
    }

    private static Task<UnaskedForm> FormAsync(TestService copy, AddressPair pair) =>
        copy.Get<UnaskedMessages>().FormAsync(pair, "uji_iuran", TemplateCategory.Utility, Values, "175", Stop);

    private async Task JudgeAsync(MessageTemplate text, string status)
    {
        await VerdictAsync(text, status);
        await SyncOf(service).WatchAsync(Stop);
    }

    private async Task VerdictAsync(MessageTemplate text, string status)
    {
        using var judged = await twilio.Page.PostAsJsonAsync($"/simulator/api/templates/{await SidAsync(text)}", new { status, category = "", reason = "karena" }, Stop);
        judged.EnsureSuccessStatusCode();
    }

    private async Task<string> SidAsync(MessageTemplate text) =>
        (await twilio.GetAsync("/v1/Content")).GetProperty("contents").EnumerateArray().Single(content => content.Text("friendly_name") == text.Name).Text("sid");

    private async Task<string?> StatusAsync(MessageTemplate text) => (await service.Get<TemplateStates>().FindAsync(text, Stop))?.Status;
}
