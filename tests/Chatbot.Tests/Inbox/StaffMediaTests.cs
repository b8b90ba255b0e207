using System.Text;
using Chatbot.Conversations;
using Chatbot.Inbox;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Records;
using Chatbot.Privacy.Retention;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Inbox;

/// <summary>Voice messages and pictures that come while staff has the conversation.</summary>
public abstract class StaffMediaTests
{
    public sealed class OnSqlite : StaffMediaTests;

    [UsesPostgres]
    public sealed class OnPostgres : StaffMediaTests;

    private const string Address = "https://api.example/Media/ME1";

    private static readonly byte[] Voice = [.. "OggS"u8, .. Encoding.UTF8.GetBytes("suara bu Ani yang sangat pribadi")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_voice_message_to_staff_is_kept_encrypted_and_every_look_is_logged()
    {
        await using var service = await MakeAsync();
        await service.AniWritesAsync("halo");
        await service.TakeAsync(InboxHost.Rina);
        await SendsVoiceAsync(service);
        await SendsVoiceAsync(service);
        var media = service.Get<StaffMedia>();
        (await ItemsAsync(service)).ShouldHaveSingleItem().IsOnItsWay.ShouldBeTrue();
        (await media.FetchAsync(Stop)).ShouldBe(1);
        (await media.FetchAsync(Stop)).ShouldBe(0);

        var item = (await ItemsAsync(service)).ShouldHaveSingleItem();
        item.IsKept.ShouldBeTrue();
        item.ContentType.ShouldBe("audio/ogg");
        var opened = (await media.OpenAsync(item.Id, new Look("rina", "T-1"), (_, _) => Task.FromResult(true), Stop)).ShouldNotBeNull();
        opened.Bytes.ShouldBe(Voice);
        (await media.OpenAsync(item.Id, new Look("lain", "x"), (_, _) => Task.FromResult(false), Stop)).ShouldBeNull();
        var person = (await service.RowAsync()).PersonId;
        (await service.Database.ReadAsync(session => service.Get<AuditLog>().OfAsync(session, [person], Stop), Stop))
            .Select(look => look.Action).ShouldBe(["chat.taken", "chat.media"]);

        foreach (var column in (string[])["content", "source"])
            Encoding.UTF8.GetString(await service.OneAsync<byte[]>($"SELECT {column} FROM staff_media") ?? []).ShouldNotContain("pribadi");
        (await service.OneAsync<byte[]>("SELECT source FROM staff_media")).ShouldBeNull();
    }

    [Fact]
    public async Task While_Jaka_has_the_conversation_nothing_is_kept()
    {
        await using var service = await MakeAsync();
        await service.AniWritesAsync("halo");
        await SendsVoiceAsync(service);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_media")).ShouldBe(0);
    }

    [Fact]
    public async Task What_Jaka_answers_after_all_is_not_kept()
    {
        await using var service = await MakeAsync();
        await service.AniWritesAsync("halo");
        await service.TakeAsync(InboxHost.Rina);
        var message = VoiceMessage(service);
        var turn = new StaffTurn(message, (await service.RowAsync()).PersonId, new("h", "Ibu Rina"), new("h", "Ibu Rina"));
        await service.Get<StaffMedia>().HearAsync(turn, StaffTurnStage.Before, Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_media")).ShouldBe(1);
        await service.Get<StaffMedia>().HearAsync(turn with { Before = null, After = null }, StaffTurnStage.TakenBack, Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_media")).ShouldBe(0);
    }

    [Theory]
    [InlineData("large", "lebih besar")]
    [InlineData("script", "demi keamanan")]
    [InlineData("gone", "tidak bisa diambil")]
    public async Task A_file_that_is_not_kept_says_why(string what, string note)
    {
        await using var service = await MakeAsync(what switch
        {
            "large" => new FetchedMedia.TooLarge(),
            "script" => new FetchedMedia.NotTaken(),
            _ => new FetchedMedia.Away(),
        });
        await service.AniWritesAsync("halo");
        await service.TakeAsync(InboxHost.Rina);
        await SendsVoiceAsync(service);
        await service.Get<StaffMedia>().FetchAsync(Stop);
        var item = (await ItemsAsync(service)).ShouldHaveSingleItem();
        item.IsKept.ShouldBeFalse();
        item.Note.ShouldContain(note);
        (await service.Get<StaffMedia>().OpenAsync(item.Id, new Look("rina", "T-1"), (_, _) => Task.FromResult(true), Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task It_goes_after_a_week_and_with_its_person()
    {
        await using var service = await MakeAsync();
        await service.AniWritesAsync("halo");
        await service.TakeAsync(InboxHost.Rina);
        await SendsVoiceAsync(service);
        await service.Get<StaffMedia>().FetchAsync(Stop);
        var run = service.Get<RetentionRun>();
        await run.RunAsync(service.Clock.GetUtcNow().AddDays(6), isDry: false, Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_media")).ShouldBe(1);
        await run.RunAsync(service.Clock.GetUtcNow().AddDays(8), isDry: false, Stop);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_media")).ShouldBe(0);

        await service.GiveBackAsync(InboxHost.Rina);
        await service.TakeAsync(InboxHost.Rina);
        await SendsVoiceAsync(service, "SM-again");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM staff_media")).ShouldBe(1);
        var records = service.Get<PersonalRecords>();
        var person = (await service.RowAsync()).PersonId;
        await service.Database.WriteAsync(
            async session => await records.EraseAsync(session, await records.TraceAsync(session, DataSubject.Of(person), Stop), Stop), Stop);
        foreach (var table in (string[])["staff_media", "staff_chats", "staff_chat_events"])
            (await service.OneAsync<long>($"SELECT COUNT(*) FROM {table}")).ShouldBe(0);
    }

    [Theory]
    [InlineData("image/jpeg", true)]
    [InlineData("audio/ogg", true)]
    [InlineData("application/pdf", false)]
    [InlineData("text/vcard", false)]
    [InlineData("text/html", false)]
    [InlineData("image/svg+xml", false)]
    public void Only_what_cannot_run_is_shown_within_a_page(string type, bool isInline) =>
        new OpenedMedia(type, []).IsShownInline.ShouldBe(isInline);

    private static async Task<TestService> MakeAsync(FetchedMedia? answer = null)
    {
        var engine = await TaughtEngine.GetAsync();
        return await TestService.MakeAsync(
            new TurnEngine(engine.Start, engine.Resume),
            parts: services => services.AddSingleton(new MediaSource(
                address => address == Address,
                (_, _, _) => Task.FromResult(answer ?? new FetchedMedia.Fetched("audio/ogg", Voice)))));
    }

    private static Activity VoiceMessage(TestService service, string id = "SM-voice") =>
        Given.WhatsApp(Given.Ani, "", id) with { Timestamp = service.Clock.GetUtcNow(), Attachments = [new Attachment("audio/ogg", Address)] };

    private static Task<TurnOutcome> SendsVoiceAsync(TestService service, string id = "SM-voice") => service.RunAsync(VoiceMessage(service, id));

    private static Task<IReadOnlyList<MediaItem>> ItemsAsync(TestService service) =>
        service.Get<StaffMedia>().OfAsync(InboxHost.AniWhatsApp.Value, Stop);
}
