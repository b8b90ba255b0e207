using Chatbot.BotFramework.DirectLine;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Conversations;

/// <summary>A conversation that is carried from a page to WhatsApp by a code.</summary>
public abstract class HandoverTests
{
    public sealed class OnSqlite : HandoverTests;

    [UsesPostgres]
    public sealed class OnPostgres : HandoverTests;

    [UsesPostgres, UsesRedis]
    public sealed class OnPostgresAndRedis : HandoverTests;

    private const string Our = "whatsapp:+628001500175";
    private const string Hers = "whatsapp:+6281234567890";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_open_form_goes_on_there_with_what_was_answered_and_agreed()
    {
        await using var service = await MakeAsync();
        var page = await RegisteringOnAPageAsync(service);
        var code = await service.Get<HandoverCodes>().OpenAsync(page, Life, Stop);
        var text = HandoverCodes.MessageOf(code);

        (await service.RunAsync(OnWhatsApp(service, "1", text))).ShouldBe(TurnOutcome.Committed);
        await service.DrainAsync();
        service.Edge.Texts.ShouldHaveSingleItem().ShouldContain("Nama lengkap");
        (await HoldsAsync(service, "whatsapp", Hers, ConsentPurpose.Registration)).ShouldBeTrue();

        // The provider brings it once more: nothing happens twice.
        (await service.RunAsync(OnWhatsApp(service, "1", text))).ShouldBe(TurnOutcome.AlreadySeen);
        await service.RunAsync(OnWhatsApp(service, "2", "Siti Aminah"));
        await service.DrainAsync();
        service.Edge.Texts.Count.ShouldBe(2);
        service.Edge.Texts[1].ShouldContain("Nomor HP");
    }

    [Fact]
    public async Task The_NIK_that_was_asked_for_on_the_page_is_asked_for_by_the_form_there()
    {
        await using var service = await MakeAsync();
        var page = DirectLineActivities.IdOf(service.Get<VisitorTokens>().New(null));
        await service.RunAsync(OnPage(page, "1", "DAFTAR"));
        await service.RunAsync(OnPage(page, "2", "Setuju"));
        var code = await service.Get<HandoverCodes>().OpenAsync(page, Life, Stop);
        await service.RunAsync(OnWhatsApp(service, "1", HandoverCodes.MessageOf(code)));
        await service.DrainAsync();
        service.Edge.Texts.ShouldHaveSingleItem().ShouldContain("https://jaka.example.id/formulir/");
    }

    [Fact]
    public async Task The_page_is_a_strangers_afterwards()
    {
        await using var service = await MakeAsync();
        var page = await RegisteringOnAPageAsync(service);
        var code = await service.Get<HandoverCodes>().OpenAsync(page, Life, Stop);
        await service.RunAsync(OnWhatsApp(service, "1", HandoverCodes.MessageOf(code)));

        var before = await SaidAsync(service, page);
        before[^1].ShouldContain("pindah ke WhatsApp");
        await service.RunAsync(OnPage(page, "9", "LANJUT"));
        await service.DrainAsync();
        (await SaidAsync(service, page))[^1].ShouldContain("tidak ada yang berjalan");
        (await HoldsAsync(service, page.Channel, page.TheirAddress, ConsentPurpose.Registration)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_registered_on_the_page_is_hers_on_WhatsApp()
    {
        await using var service = await TestService.MakeAsync(
            Answers.Do("register_worker", RegistrationActionsTests.Worker("3509014508900002")),
            settings: new() { ["DirectLine:Secrets:0"] = "a-secret-of-forty-characters-for-tests!!" });
        var her = (await service.Get<People>().BehindAsync("whatsapp", Hers, Stop)).Id;
        var page = DirectLineActivities.IdOf(service.Get<VisitorTokens>().New(null));
        await service.RunAsync(OnPage(page, "1", "daftar"));
        var visitor = await PersonAsync(service, page.Channel, page.TheirAddress);
        (await service.OneAsync<string>("SELECT person_id FROM workers")).ShouldBe(visitor);

        var code = await service.Get<HandoverCodes>().OpenAsync(page, Life, Stop);
        await service.RunAsync(OnWhatsApp(service, "1", HandoverCodes.MessageOf(code)));
        (await service.OneAsync<string>("SELECT person_id FROM workers")).ShouldBe(her);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(1);
    }

    [Fact]
    public async Task A_code_works_once_for_one_person_and_for_some_minutes()
    {
        await using var service = await MakeAsync();
        var page = await RegisteringOnAPageAsync(service);
        var codes = service.Get<HandoverCodes>();
        var replaced = await codes.OpenAsync(page, Life, Stop);
        var used = await codes.OpenAsync(page, Life, Stop);
        await service.RunAsync(OnWhatsApp(service, "1", HandoverCodes.MessageOf(used)));
        var late = await codes.OpenAsync(page, Life, Stop);
        service.Clock.Advance(Life);

        string[] wrong = [replaced, used, late, "7KM3QAXW"];
        for (var i = 0; i < wrong.Length; i++)
            await service.RunAsync(OnWhatsApp(service, $"w{i}", HandoverCodes.MessageOf(wrong[i]), $"whatsapp:+62812000001{i}"));
        await service.DrainAsync();
        var texts = service.Edge.Sent.Where(reply => reply.To != Hers).Select(reply => reply.Text).ToList();
        texts.Count.ShouldBe(wrong.Length);
        texts.ShouldAllBe(text => text.Contains("sudah dipakai", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_said_BERHENTI_on_WhatsApp_stays_stopped_whatever_was_agreed_on_the_page_before()
    {
        await using var service = await MakeAsync();
        var page = await RegisteringOnAPageAsync(service);
        var consents = service.Get<Consents>();
        var visitor = await PersonAsync(service, page.Channel, page.TheirAddress);
        await consents.GrantAsync(new ConsentSource(visitor, page.Channel, page.TheirAddress, "p1"), ConsentPurpose.Campaigns, "1", Stop);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var her = (await service.Get<People>().BehindAsync("whatsapp", Hers, Stop)).Id;
        await consents.GrantAsync(new ConsentSource(her, "whatsapp", Hers, "w1"), ConsentPurpose.Status, "1", Stop);
        await consents.OptOutAsync(new ConsentSource(her, "whatsapp", Hers, "w2"), Stop);
        service.Clock.Advance(TimeSpan.FromMinutes(1));

        var code = await service.Get<HandoverCodes>().OpenAsync(page, Life, Stop);
        await service.RunAsync(OnWhatsApp(service, "1", HandoverCodes.MessageOf(code)));

        (await PersonAsync(service, "whatsapp", Hers)).ShouldBe(her);
        (await HoldsAsync(service, "whatsapp", Hers, ConsentPurpose.Registration)).ShouldBeTrue();
        (await HoldsAsync(service, "whatsapp", Hers, ConsentPurpose.Status)).ShouldBeTrue();
        (await HoldsAsync(service, "whatsapp", Hers, ConsentPurpose.Campaigns)).ShouldBeFalse();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE id = @visitor", new { visitor })).ShouldBe(0);
    }

    [Theory]
    [InlineData("LANJUT 7KM3-QAXW", "7KM3QAXW")]
    [InlineData(" lanjut 7km3qaxw. ", "7KM3QAXW")]
    [InlineData("LANJUT 7KM3 QAXW", "7KM3QAXW")]
    [InlineData("LANJUT", null)]
    [InlineData("LANJUT 3317014408909003", null)]
    [InlineData("lanjut besok aja", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_code_is_read_from_a_message_that_is_nothing_else(string? text, string? code) => HandoverCodes.Read(text).ShouldBe(code);

    private static async Task<TestService> MakeAsync()
    {
        var engine = await TaughtEngine.GetAsync();
        return await TestService.MakeAsync(
            new TurnEngine(engine.Start, engine.Resume), settings: new() { ["DirectLine:Secrets:0"] = "a-secret-of-forty-characters-for-tests!!" });
    }

    private static async Task<ConversationId> RegisteringOnAPageAsync(TestService service)
    {
        var page = DirectLineActivities.IdOf(service.Get<VisitorTokens>().New(null));
        string[] said = ["DAFTAR", "Setuju", "3317014408909003"];
        for (var i = 0; i < said.Length; i++) await service.RunAsync(OnPage(page, $"{i}", said[i]));
        await service.DrainAsync();
        (await SaidAsync(service, page))[^1].ShouldContain("Nama lengkap");
        return page;
    }

    private static Activity OnPage(ConversationId page, string id, string text) => new()
    {
        Type = "message",
        Id = $"page-{id}",
        ChannelId = page.Channel,
        From = new ChannelAccount(page.TheirAddress),
        Recipient = new ChannelAccount(page.OurAddress),
        Timestamp = DateTimeOffset.UnixEpoch,
        Text = text,
    };

    private static Activity OnWhatsApp(TestService service, string id, string text, string from = Hers) => new()
    {
        Type = "message",
        Id = $"SM{id}",
        ChannelId = "whatsapp",
        From = new ChannelAccount(from),
        Recipient = new ChannelAccount(Our),
        Timestamp = service.Clock.GetUtcNow(),
        Text = text,
    };

    private static async Task<IReadOnlyList<string>> SaidAsync(TestService service, ConversationId page) =>
    [
        .. (await service.Get<DirectLineActivities>().ReadAsync(page.OurAddress, 0, Stop)).Activities
            .Select(activity => activity.GetProperty("text").GetString() ?? ""),
    ];

    private static async Task<string> PersonAsync(TestService service, string channel, string address) =>
        await service.OneAsync<string>(
            "SELECT person_id FROM addresses WHERE channel = @channel AND address = @address", new { channel, address }) ?? "";

    private static async Task<bool> HoldsAsync(TestService service, string channel, string address, ConsentPurpose purpose) =>
        await service.Get<Consents>().HoldsAsync(await PersonAsync(service, channel, address), purpose, Stop);
}
