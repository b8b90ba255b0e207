using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Registering;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Membership.Registering;

/// <summary>Somebody who registers others, and the phones that are asked.</summary>
internal static class Others
{
    public const string Nik = "3509014508900002";
    public const string OneWay = "JAMSOSTEK";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A service that can write to people first, from these addresses of ours.</summary>
    public static Task<TestService> MakeAsync(params OurAddress[] ours) => MakeAsync(null, ours);

    public static Task<TestService> MakeAsync(Dictionary<string, string?>? settings, params OurAddress[] ours) =>
        TestService.MakeAsync(settings: settings, parts: parts => parts.AddSingleton(new OurAddresses(ours.Length > 0 ? ours : [
            new OurAddress("whatsapp", $"whatsapp:{Given.OurNumber}", true), new OurAddress("sms", Given.OurNumber, true)])));

    public static Dictionary<string, string> Member(string nik = Nik, string phone = Given.Budi) =>
        new(RegistrationActionsTests.Worker(nik)) { ["phone"] = phone, ["punya_hp"] = "ya", ["siapa"] = "keluarga" };

    public static Task<ActionResult> RegisterAsync(TestService service, string by, Dictionary<string, string> member) =>
        RegistrationActionsTests.PerformAsync(service, OtherRegistrationActions.RegisterOther, by, member);

    public static Task<ActionResult> NextAsync(TestService service, string phone) =>
        RegistrationActionsTests.PerformAsync(service, ConfirmationActions.PendingConfirmation, phone, sms: true);

    public static async Task<ActionResult> AnswerAsync(TestService service, string phone, string answer)
    {
        var next = await NextAsync(service, phone);
        return await AnswerAsync(service, phone, next.Values.GetValueOrDefault("number", ""), answer);
    }

    public static Task<ActionResult> AnswerAsync(TestService service, string phone, string number, string answer) =>
        RegistrationActionsTests.PerformAsync(
            service, ConfirmationActions.AnswerConfirmation, phone, new() { ["number"] = number, ["jawaban"] = answer }, sms: true);

    /// <summary>What waits to be begun: conversation and flow.</summary>
    public static async Task<IReadOnlyList<(string Conversation, string Flow)>> BegunAsync(TestService service) =>
        [
            .. (await service.Get<UnaskedFlows>().WaitingAsync(100, Stop))
                .Select(one => (one.Event.Conversation.Value, IncomingMessage.From(one.Event, "Asia/Jakarta", service.Clock.GetUtcNow()).Begins!.Flow)),
        ];
}
