using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Tests.Simulator;
using Chatbot.Tests.Support;
using Chatbot.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Twilio;

/// <summary>Messages whose webhook was lost are found in the list of a simulated Twilio.</summary>
public abstract class InboundCatchUpTests : IAsyncLifetime
{
    public sealed class OnSqlite : InboundCatchUpTests;

    [UsesPostgres]
    public sealed class OnPostgres : InboundCatchUpTests;

    private static readonly TurnEngine TellsLate = new(
        (conversation, incoming) => new Turn
        {
            Conversation = conversation,
            Incoming = incoming,
            Replies = [new Reply($"{(incoming.IsLate ? "terlambat" : incoming.Media ?? "segar")}: {incoming.Text}")],
        },
        (turn, _) => turn);

    private SimulatedTwilio twilio = null!;
    private TestService service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        twilio = await SimulatedTwilio.StartAsync();
        service = await MakeAsync(TellsLate);
        (await LookAsync()).ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await twilio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Lost_messages_are_answered_once_each_in_the_order_in_which_they_were_sent()
    {
        await twilio.FaultAsync(new { webhooksLost = 3 });
        foreach (var text in (string[])["satu", "dua", "tiga"]) await twilio.TypeAsync("p1", new { text });
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        (await LookAsync()).ShouldBe(3);
        (await LookAsync()).ShouldBe(0);
        service.Clock.Advance(TimeSpan.FromMinutes(4));
        (await LookAsync()).ShouldBe(0);
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["segar: satu", "segar: dua", "segar: tiga"]);
        service.Edge.Sent.ShouldAllBe(reply => reply.To == SimulatedTwilio.Sari && reply.From == SimulatedTwilio.OurWhatsApp);
    }

    [Fact]
    public async Task What_reached_the_webhook_is_not_run_again()
    {
        await twilio.TypeAsync("p2", new { text = "lewat webhook" });
        await RunPostedAsync(1);
        await twilio.FaultAsync(new { webhooksLost = 1 });
        await twilio.TypeAsync("p2", new { text = "hilang" });
        await twilio.TypeAsync("p2", new { text = "lewat webhook lagi" });
        await RunPostedAsync(2);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        (await LookAsync()).ShouldBe(1);
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["segar: lewat webhook", "segar: lewat webhook lagi", "segar: hilang"]);
    }

    [Fact]
    public async Task A_message_of_this_minute_is_left_to_its_webhook()
    {
        await twilio.FaultAsync(new { webhooksLost = 1 });
        await twilio.TypeAsync("p1", new { text = "baru saja" });
        (await LookAsync()).ShouldBe(0);
        service.Clock.Advance(TimeSpan.FromMinutes(6));
        (await LookAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task After_a_long_outage_an_old_message_is_marked_as_late_and_a_young_one_is_not()
    {
        await twilio.FaultAsync(new { webhooksLost = 2 });
        await twilio.TypeAsync("p1", new { text = "pagi" });
        twilio.Clock.Move(TimeSpan.FromHours(3));
        await twilio.TypeAsync("p1", new { text = "siang" });
        service.Clock.Advance(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(10));
        (await LookAsync()).ShouldBe(2);
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["terlambat: pagi", "segar: siang"]);
    }

    [Fact]
    public async Task A_message_of_more_than_a_day_ago_is_left_alone()
    {
        await twilio.FaultAsync(new { webhooksLost = 1 });
        await twilio.TypeAsync("p1", new { text = "kemarin" });
        service.Clock.Advance(TimeSpan.FromHours(25));
        (await LookAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_lost_picture_is_still_a_picture()
    {
        await twilio.FaultAsync(new { webhooksLost = 1 });
        await twilio.TypeAsync("p1", new { kind = "image", contentType = "image/png", data = Convert.ToBase64String([1, 2, 3]), text = "ini" });
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        (await LookAsync()).ShouldBe(1);
        await service.DrainAsync();
        service.Edge.Texts.ShouldBe(["image: ini"]);
    }

    [Fact]
    public async Task A_message_that_cannot_be_answered_now_waits_for_the_next_look_and_the_person_s_later_ones_behind_it()
    {
        var isBroken = true;
        var breaks = new TurnEngine(
            (conversation, incoming) => isBroken && incoming.Text == "satu" ? throw new IOException("away") : TellsLate.Start(conversation, incoming),
            TellsLate.Resume);
        await using var other = await MakeAsync(breaks);
        await other.Get<InboundCatchUp>().LookAsync(Stop);
        await twilio.FaultAsync(new { webhooksLost = 3 });
        await twilio.TypeAsync("p1", new { text = "satu" });
        await twilio.TypeAsync("p1", new { text = "dua" });
        await twilio.TypeAsync("p2", new { text = "orang lain" });
        other.Clock.Advance(TimeSpan.FromMinutes(20));
        (await other.Get<InboundCatchUp>().LookAsync(Stop)).ShouldBe(1);

        isBroken = false;
        other.Clock.Advance(TimeSpan.FromMinutes(5));
        (await other.Get<InboundCatchUp>().LookAsync(Stop)).ShouldBe(2);
        await other.DrainAsync();
        other.Edge.Texts.Where(text => !text.Contains("orang lain", StringComparison.Ordinal)).ShouldBe(["segar: satu", "segar: dua"]);
    }

    [Fact]
    public async Task It_looks_when_the_service_starts_and_every_few_minutes()
    {
        await twilio.FaultAsync(new { webhooksLost = 1 });
        await twilio.TypeAsync("p1", new { text = "selama mati" });
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await service.StartAsync();
        await UntilSentAsync("segar: selama mati");

        // Twilio's clock goes with ours: that message is sent now.
        twilio.Clock.Move(TimeSpan.FromMinutes(2));
        await twilio.FaultAsync(new { webhooksLost = 1 });
        await twilio.TypeAsync("p1", new { text = "hilang lagi" });
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await UntilSentAsync("segar: hilang lagi");
    }

    [Fact]
    public async Task After_a_list_that_could_not_be_read_the_next_look_begins_where_the_last_good_one_ended()
    {
        var scripted = new ScriptedTwilio();
        scripted.Options.Senders.Add(new SenderOptions { Address = "+628001500175" });
        scripted.Options.Senders.Add(new SenderOptions { Address = "JAMSOSTEK", CanReceive = false });
        const string Nothing = """{"messages":[],"next_page_uri":null}""";
        scripted.Then(200, Nothing).Then(401, """{"code":20003}""").Then(200, Nothing);
        using var catchUp = new InboundCatchUp(
            scripted.Client, service.Get<CatchUpLooks>(), service.Get<RunTurn>(), service.Get<IConversationStore>(), Options.Create(scripted.Options),
            service.Get<IOptions<ConversationsOptions>>(), service.Clock, NullLogger<InboundCatchUp>.Instance);
        service.Clock.Advance(TimeSpan.FromMinutes(10));
        var ended = service.Clock.GetUtcNow();
        foreach (var minutes in (int[])[0, 7, 7])
        {
            service.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await catchUp.LookAsync(Stop);
        }

        var queries = scripted.Seen.Select(request => request.Query).ToList();
        queries.Count.ShouldBe(3);
        queries.ShouldAllBe(query => query["To"].Single() == "+628001500175");
        var from = (ended - InboundCatchUp.Overlap).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        queries[1]["DateSent>"].Single().ShouldBe(from);
        queries[2]["DateSent>"].Single().ShouldBe(from);
    }

    [Fact]
    public void Without_senders_nothing_looks()
    {
        var services = new ServiceCollection();
        services.AddTwilio(new ConfigurationBuilder().Build());
        services.ShouldNotContain(part => part.ServiceType == typeof(IHostedService) && part.ImplementationFactory != null);
        services.ShouldNotContain(part => part.ServiceType == typeof(InboundCatchUp));
    }

    private Task<int> LookAsync() => service.Get<InboundCatchUp>().LookAsync(Stop);

    private async Task UntilSentAsync(string text)
    {
        for (var look = 0; look < 6_000 && !service.Edge.Texts.Contains(text); look++) await Task.Delay(10, Stop);
        service.Edge.Texts.ShouldContain(text);
    }

    private async Task RunPostedAsync(int count)
    {
        var posted = (await twilio.UntilPostedAsync("/masuk", count))[^1];
        InboundForm.TryRead(WebhookForm.Of(posted.Form), service.Clock.GetUtcNow(), out var activity, out var refusal).ShouldBeTrue(refusal);
        await service.RunAsync(activity!);
    }

    /// <summary>A service whose clock starts with the simulated Twilio's.</summary>
    private Task<TestService> MakeAsync(TurnEngine engine)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = SimulatedTwilio.Account,
            ["Twilio:AuthToken"] = SimulatedTwilio.Token,
            ["Twilio:ApiBaseUrl"] = twilio.Page.BaseAddress!.ToString(),
            ["Twilio:Senders:0:Address"] = SimulatedTwilio.OurWhatsApp,
            ["Twilio:Senders:1:Address"] = SimulatedTwilio.OurNumber,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return TestService.MakeAsync(engine, new TestClock(twilio.Clock.GetUtcNow()), parts: services => services.AddTwilio(configuration));
    }
}
