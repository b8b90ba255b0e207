using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Rights;

/// <summary>Ani has registered Siti and Marni by her phone; for tests of erasing what only the staff may erase.</summary>
internal static class TwoRegistered
{
    public const string Nik = "3509014508900002";
    private const string Other = "3509010508610077";

    public static async Task<TestService> RegisteredAsync()
    {
        var service = await TestService.MakeAsync();
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        foreach (var (nik, name) in ((string, string)[])[(Nik, "SITI AMINAH"), (Other, "MARNI")])
        {
            var worker = RegistrationActionsTests.Worker(nik);
            worker["name"] = name;
            (await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Ani, worker)).Outcome.ShouldBe("registered");
        }

        return service;
    }

    /// <summary>Asks for an erasure from a phone; the number of the ticket for the staff.</summary>
    public static async Task<string> TicketAsync(TestService service, string phone = Given.Ani) =>
        (await RegistrationActionsTests.PerformAsync(service, "open_ticket", phone, new() { ["topic"] = "hapus_data" })).Values["ticket"];
}
