using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Privacy;

public abstract class ConsentsTests
{
    public sealed class OnSqlite : ConsentsTests;

    [UsesPostgres]
    public sealed class OnPostgres : ConsentsTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_said_means_no()
    {
        await using var service = await TestService.MakeAsync();
        var ani = await AniAsync(service);
        (await service.Get<Consents>().HoldsAsync(ani, ConsentPurpose.Reminders, Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task Berhenti_stops_reminders_and_campaigns_and_questions_do_not_undo_it()
    {
        await using var service = await TestService.MakeAsync();
        var consents = service.Get<Consents>();
        var ani = await AniAsync(service);
        foreach (var purpose in Enum.GetValues<ConsentPurpose>()) await consents.GrantAsync(From(ani, "SM1"), purpose, "v1", Stop);

        await consents.OptOutAsync(From(ani, "SM2"), Stop);
        await service.RunAsync(Given.WhatsApp(Given.Ani, "berapa iurannya?"));

        (await consents.HoldsAsync(ani, ConsentPurpose.Reminders, Stop)).ShouldBeFalse();
        (await consents.HoldsAsync(ani, ConsentPurpose.Campaigns, Stop)).ShouldBeFalse();
        (await consents.HoldsAsync(ani, ConsentPurpose.Registration, Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Mulai_undoes_berhenti_but_does_not_invent_a_campaign_consent()
    {
        await using var service = await TestService.MakeAsync();
        var consents = service.Get<Consents>();
        var ani = await AniAsync(service);
        await consents.OptOutAsync(From(ani, "SM1"), Stop);
        await consents.OptInAsync(From(ani, "SM2"), Stop);
        (await consents.HoldsAsync(ani, ConsentPurpose.Reminders, Stop)).ShouldBeTrue();
        (await consents.HoldsAsync(ani, ConsentPurpose.Campaigns, Stop)).ShouldBeFalse();

        await consents.GrantAsync(From(ani, "SM3"), ConsentPurpose.Campaigns, "v1", Stop);
        await consents.OptOutAsync(From(ani, "SM4"), Stop);
        await consents.OptInAsync(From(ani, "SM5"), Stop);
        (await consents.HoldsAsync(ani, ConsentPurpose.Campaigns, Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stop_that_comes_again_after_mulai_does_not_count_again()
    {
        await using var service = await TestService.MakeAsync();
        var consents = service.Get<Consents>();
        var ani = await AniAsync(service);
        await consents.OptOutAsync(From(ani, "SM1"), Stop);
        await consents.OptInAsync(From(ani, "SM2"), Stop);
        await consents.OptOutAsync(From(ani, "SM1"), Stop);
        (await consents.HoldsAsync(ani, ConsentPurpose.Reminders, Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Stop_by_sms_holds_for_the_same_number_on_whatsapp()
    {
        await using var service = await TestService.MakeAsync();
        var people = service.Get<People>();
        var onWhatsApp = await people.BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop);
        var bySms = await people.BehindAsync("sms", Given.Ani, Stop);
        bySms.Id.ShouldBe(onWhatsApp.Id);
        (await people.BehindAsync("sms", Given.Budi, Stop)).Id.ShouldNotBe(onWhatsApp.Id);
    }

    [Fact]
    public async Task Somebody_without_a_number_is_a_person_too()
    {
        await using var service = await TestService.MakeAsync();
        var people = service.Get<People>();
        var one = await people.BehindAsync("whatsapp", "whatsapp:ID.abc123", Stop);
        (await people.BehindAsync("whatsapp", "whatsapp:ID.abc123", Stop)).ShouldBe(one);
        (await people.BehindAsync("whatsapp", "whatsapp:ID.abc124", Stop)).Id.ShouldNotBe(one.Id);
    }

    private static async Task<string> AniAsync(TestService service) =>
        (await service.Get<People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;

    private static ConsentSource From(string person, string message) => new(person, "whatsapp", $"whatsapp:{Given.Ani}", message);
}
