using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Privacy;
using Chatbot.Sms;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Conversations;

/// <summary>What WhatsApp does not bring goes by SMS: once, short, and only where the person would want it.</summary>
public abstract class SmsFallbackTests : IAsyncLifetime
{
    public sealed class OnSqlite : SmsFallbackTests;

    [UsesPostgres]
    public sealed class OnPostgres : SmsFallbackTests;

    private static readonly FailureMeaning NoWhatsApp = new(63024, FailureEffect.OtherChannel, OurFault: false, "tidak di WhatsApp");

    private TestService service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => service = await MakeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return service.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_that_WhatsApp_did_not_bring_goes_by_SMS_once_however_often_the_failure_is_told()
    {
        await SayAsync("halo “teman” 🙏");
        var failed = service.Edge.Sent.ShouldHaveSingleItem();

        // Doubled, late, and by two workers at once.
        await ReportAsync(failed.Id, "undelivered");
        await ReportAsync(failed.Id, "undelivered");
        (await FallAsync()).ShouldBe(0);
        service.Clock.Advance(SmsFallback.Grace);
        await Task.WhenAll(FallAsync(), FallAsync());
        await ReportAsync(failed.Id, "failed");
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await FallAsync();
        await service.DrainAsync();

        var sms = service.Edge.Sent.Skip(1).ShouldHaveSingleItem();
        (sms.Channel, sms.From, sms.To).ShouldBe(("sms", "JAMSOSTEK", Given.Ani));
        sms.Text.ShouldBe("Anda menulis: halo \"teman\"\nInfo: wa.me/6281100000175");
        (await service.OneAsync<string>("SELECT state FROM sms_fallbacks")).ShouldBe("sent");
    }

    [Fact]
    public async Task A_proof_of_delivery_that_comes_after_the_failure_leaves_the_SMS_out()
    {
        await SayAsync("halo");
        var id = service.Edge.Sent[0].Id;
        await ReportAsync(id, "undelivered");
        await service.Get<ReportStatus>()(new StatusReport(id, "SM1", "delivered", null, service.Clock.GetUtcNow()), Stop);
        await AfterGraceAsync("Ternyata sampai di WhatsApp.");
    }

    [Fact]
    public async Task A_failure_of_another_kind_brings_no_SMS()
    {
        await SayAsync("halo");
        await ReportAsync(service.Edge.Sent[0].Id, "undelivered", new FailureMeaning(63016, FailureEffect.None, OurFault: true, "jendela tertutup"));
        service.Clock.Advance(SmsFallback.Grace);
        (await FallAsync()).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM sms_fallbacks")).ShouldBe(0);
    }

    [Theory]
    [InlineData("utility", false, "Orang ini tidak (lagi) setuju diingatkan.")]
    [InlineData("utility", true, null)]
    [InlineData("marketing", true, "Ajakan tidak dikirim lewat SMS.")]
    public async Task What_is_sent_unasked_needs_its_consent_and_an_invitation_never_goes(string category, bool consents, string? dropped)
    {
        await SayAsync("halo");
        if (consents)
        {
            var person = await service.Get<People>().BehindAsync("whatsapp", "whatsapp:" + Given.Ani, Stop);
            await service.Get<Consents>().GrantAsync(new ConsentSource(person.Id, "whatsapp", "whatsapp:" + Given.Ani, "m"), ConsentPurpose.Reminders, "v1", Stop);
        }

        var conversation = Given.WhatsApp(Given.Ani, "").Conversation.Value;
        var text = new OutgoingText("0199-t", conversation, "whatsapp", category, "pengingat", "Iuran Anda belum kami terima.");
        await service.Deliveries.OpenAsync(text, Stop);
        await ReportAsync("0199-t", "failed");
        if (dropped is not null)
        {
            await AfterGraceAsync(dropped);
            return;
        }

        service.Clock.Advance(SmsFallback.Grace);
        (await FallAsync()).ShouldBe(1);
        await service.DrainAsync();
        service.Edge.Texts.ShouldContain(sent => sent.StartsWith("Iuran Anda belum kami terima.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_budget_of_the_day_and_the_length_of_an_SMS_hold()
    {
        await DisposeAsync();
        service = await MakeAsync(segments: 3);
        await SayAsync(string.Join(' ', Enumerable.Repeat("panjang sekali", 100)));
        await ReportAsync(service.Edge.Sent[0].Id, "undelivered");
        service.Clock.Advance(SmsFallback.Grace);
        await FallAsync();
        await service.DrainAsync();
        SmsText.Segments(service.Edge.Sent[^1].Text).ShouldBe(3);
        service.Edge.Sent[^1].Text.ShouldEndWith("...\nInfo: wa.me/6281100000175");

        await service.RunAsync(Given.WhatsApp(Given.Budi, "halo"));
        await service.DrainAsync();
        await ReportAsync(service.Edge.Sent[^1].Id, "undelivered");
        await AfterGraceAsync("Anggaran SMS hari ini habis.");
    }

    [Fact]
    public async Task Turned_off_it_does_nothing()
    {
        await DisposeAsync();
        service = await MakeAsync(segments: 0);
        await SayAsync("halo");
        await ReportAsync(service.Edge.Sent[0].Id, "undelivered");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM sms_fallbacks")).ShouldBe(0);
    }

    private static Task<TestService> MakeAsync(int segments = 300) => TestService.MakeAsync(
        settings: new() { ["Conversations:SmsFallbackSegmentsPerDay"] = segments.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        parts: services => services.AddSingleton(new OurAddresses(
            [new OurAddress("whatsapp", "whatsapp:" + Given.OurNumber, CanReceive: true), new OurAddress("sms", "JAMSOSTEK", CanReceive: false)])));

    private async Task SayAsync(string text)
    {
        await service.RunAsync(Given.WhatsApp(Given.Ani, text));
        await service.DrainAsync();
    }

    private Task ReportAsync(string id, string status, FailureMeaning? meaning = null) =>
        service.Get<ReportStatus>()(
            new StatusReport(id, "SM-" + id, status, 63024, service.Clock.GetUtcNow()) { Failure = meaning ?? NoWhatsApp }, Stop);

    private Task<int> FallAsync() => service.Get<SmsFallback>().SendDueAsync(Stop);

    private async Task AfterGraceAsync(string note)
    {
        var sent = service.Edge.Sent.Count;
        service.Clock.Advance(SmsFallback.Grace);
        await FallAsync();
        await service.DrainAsync();
        service.Edge.Sent.Count.ShouldBe(sent);
        (await service.OneAsync<string>("SELECT note FROM sms_fallbacks WHERE state = 'dropped'")).ShouldBe(note);
    }
}
