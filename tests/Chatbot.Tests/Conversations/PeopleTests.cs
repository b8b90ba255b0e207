using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Conversations;

public abstract class PeopleTests
{
    public sealed class OnSqlite : PeopleTests;

    [UsesPostgres]
    public sealed class OnPostgres : PeopleTests;

    private const string UserId = "whatsapp:ID.4566A0B1C2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_number_is_one_person_on_every_channel_and_another_is_another()
    {
        await using var service = await TestService.MakeAsync();
        var ani = await IdAsync(service, "whatsapp", $"whatsapp:{Given.Ani}");
        (await IdAsync(service, "sms", Given.Ani)).ShouldBe(ani);
        (await IdAsync(service, "sms", Given.Budi)).ShouldNotBe(ani);
        // Anybody may call himself so on a page.
        (await IdAsync(service, "directline", Given.Ani)).ShouldNotBe(ani);
    }

    [Fact]
    public async Task Who_hides_his_number_later_is_still_known_by_his_id()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(WithUserId(Given.WhatsApp(Given.Ani, "halo")));
        await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, RegistrationActionsTests.Worker("3509014508900002"));
        var ani = await IdAsync(service, "whatsapp", $"whatsapp:{Given.Ani}");
        (await IdAsync(service, "whatsapp", UserId)).ShouldBe(ani);
        (await RegistrationActionsTests.PerformAsync(service, "find_registration", UserId["whatsapp:".Length..])).Outcome.ShouldBe("unpaid");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_shows_his_number_later_keeps_what_he_did_by_his_id()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.Message("whatsapp", UserId, $"whatsapp:{Given.OurNumber}", "halo"));
        await RegistrationActionsTests.PerformAsync(service, "opt_out", UserId["whatsapp:".Length..]);
        var hidden = await IdAsync(service, "whatsapp", UserId);
        await service.RunAsync(WithUserId(Given.WhatsApp(Given.Ani, "halo")));
        await service.RunAsync(WithUserId(Given.WhatsApp(Given.Ani, "lagi")));

        var ani = await IdAsync(service, "sms", Given.Ani);
        ani.ShouldNotBe(hidden);
        (await IdAsync(service, "whatsapp", UserId)).ShouldBe(ani);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM consents WHERE person_id = @ani", new { ani })).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_id_is_taken_from_the_network_that_vouches_for_it_alone()
    {
        await using var service = await TestService.MakeAsync();
        await service.RunAsync(Given.Message("whatsapp", UserId, $"whatsapp:{Given.OurNumber}", "halo"));
        var hidden = await IdAsync(service, "whatsapp", UserId);
        await service.RunAsync(WithUserId(Given.Message("directline", "tamu", "jaka", "halo")));
        (await IdAsync(service, "whatsapp", UserId)).ShouldBe(hidden);
        (await IdAsync(service, "directline", "tamu")).ShouldNotBe(hidden);
    }

    private static Activity WithUserId(Activity activity) => activity with { ChannelData = new JsonObject { ["external_user_id"] = UserId } };

    private static async Task<string> IdAsync(TestService service, string channel, string address) =>
        (await service.Get<People>().BehindAsync(channel, address, Stop)).Id;
}
