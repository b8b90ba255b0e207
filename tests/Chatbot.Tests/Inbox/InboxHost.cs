using Chatbot.Conversations;
using Chatbot.Inbox;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Inbox;

/// <summary>The whole inside of the service with the real dialogs, and people of the staff.</summary>
internal static class InboxHost
{
    public static StaffMember Rina { get; } = new("rina", "Ibu Rina");

    public static StaffMember Yusuf { get; } = new("yusuf", "Pak Yusuf");

    public static ConversationId AniWhatsApp { get; } = Given.WhatsApp(Given.Ani, "").Conversation;

    public static ConversationId AniSms { get; } = Given.Sms(Given.Ani, "").Conversation;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TestService> MakeAsync(TestClock? clock = null, string? folder = null)
    {
        var engine = await TaughtEngine.GetAsync();
        return await TestService.MakeAsync(new TurnEngine(engine.Start, engine.Resume), clock, folder);
    }

    /// <summary>She has written «halo» and heard Jaka.</summary>
    public static async Task<TestService> WithAniAsync(TestClock? clock = null, string? folder = null)
    {
        var service = await MakeAsync(clock, folder);
        await service.AniWritesAsync("halo");
        return service;
    }

    public static Task<TurnOutcome> AniWritesAsync(this TestService service, string text, string? id = null) =>
        service.RunAsync(Given.WhatsApp(Given.Ani, text, id) with { Timestamp = service.Later() });

    public static Task<TakeResult> TakeAsync(this TestService service, StaffMember staff, ConversationId? conversation = null) =>
        service.Tick().Get<TakeOvers>().TakeAsync(conversation ?? AniWhatsApp, staff, "T-1", Stop);

    public static Task<ReturnResult> GiveBackAsync(this TestService service, StaffMember staff, string note = "sudah dijelaskan") =>
        service.Tick().Get<TakeOvers>().GiveBackAsync(AniWhatsApp, staff, note, Stop);

    public static Task<SayResult> SayAsync(
        this TestService service, StaffMember staff, string text, string? id = null, ConversationId? conversation = null) =>
        service.Tick().Get<StaffMessages>().SayAsync(conversation ?? AniWhatsApp, staff, id ?? Guid.CreateVersion7(service.Clock.GetUtcNow()).ToString(), text, Stop);

    /// <summary>A second later.</summary>
    private static TestService Tick(this TestService service)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        return service;
    }

    private static DateTimeOffset Later(this TestService service) => service.Tick().Clock.GetUtcNow();

    /// <summary>What has reached her since it was last asked.</summary>
    public static async Task<IReadOnlyList<string>> HeardAsync(this TestService service, ConversationId? conversation = null) =>
        [.. (await service.Outbox.TakeForTerminalAsync((conversation ?? AniWhatsApp).Value, Stop)).Select(reply => reply.Text)];

    public static async Task<ChatRow> RowAsync(this TestService service) =>
        (await service.Get<TakeOvers>().FindAsync(AniWhatsApp, Stop)).ShouldNotBeNull();

    public static async Task<IReadOnlyList<string>> KindsAsync(this TestService service) =>
        [.. (await service.Get<ChatEvents>().OfAsync(AniWhatsApp.Value, Stop)).Select(one => one.Kind)];

    public static async Task<IReadOnlyList<Chatbot.Deliveries.Delivery>> TranscriptAsync(this TestService service) =>
        await service.Deliveries.OfConversationAsync(AniWhatsApp.Value, Stop);
}
