using System.Net;
using Chatbot.Campaigns;
using Chatbot.Console.Organisations;
using Chatbot.Privacy.Access;

namespace Chatbot.Tests.Console.Organisations;

/// <summary>
/// Every page of the console, opened in a browser by a branch's own administrator, with each part of its address filled with what belongs to the first
/// organisation: nothing of it stands there. A page that is added later is opened too; one whose address has a new part fails here.
/// </summary>
public sealed class PagesNeverMeetTests
{
    private const string OurNumber = "whatsapp:+628001500176";
    private const string BiakNumber = "whatsapp:+628001500999";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_another_organisation_stands_on_any_page()
    {
        await using var host = await ConsoleHost.StartAsync(
            null, "--Twilio:Senders:4:Address", OurNumber, "--Twilio:Senders:4:MessagesPerSecond", "1", "--Twilio:Senders:4:CanReceive", "true", "--Twilio:Senders:5:Address", BiakNumber, "--Twilio:Senders:5:MessagesPerSecond", "1", "--Twilio:Senders:5:CanReceive", "true");
        var organisations = host.Get<OrganisationRegister>();
        var biak = await organisations.AddAsync("YOHANA Biak", "Asia/Jayapura", Stop);
        await organisations.GiveSenderAsync(BiakNumber, biak, Stop);
        var content = new CampaignContent(
            [new CampaignVariant("A", 100) { Template = "ajakan_sosialisasi" }], new Dictionary<string, string> { ["tempat"] = "Balai", ["waktu"] = "Sabtu pagi" });
        var first = new Belongings(StaffScope.FirstOrganisation, "ZULAIKHA") { OurAddress = OurNumber };
        var own = new Belongings(biak, "YOHANA") { OurAddress = BiakNumber };
        await first.MakeAsync(host.Get<IServiceProvider>().GetService!, content, 2);
        await own.MakeAsync(host.Get<IServiceProvider>().GetService!, content, 1);
        StaffRole[] roles = [StaffRole.Administrator, StaffRole.Outreach, StaffRole.Approver, StaffRole.Service, StaffRole.Auditor];
        var stranger = await host.AddAsync("stranger", "Orang Biak", biak, roles);
        var owner = await host.AddAsync("owner", "Orang Utama", StaffScope.FirstOrganisation, roles);

        List<string> wrong = [];
        var theirs = await host.OpenAsync(stranger);
        var hers = await host.OpenAsync(owner);
        var shownToOwner = 0;
        foreach (var address in PageWalk.Pages(first))
        {
            if (await PageWalk.ReadAsync(host, theirs, address) is var text && text.Contains(first.Word, StringComparison.OrdinalIgnoreCase)) wrong.Add($"{address}: {Around(text, first.Word)}");
            if ((await PageWalk.ReadAsync(host, hers, address)).Contains(first.Word, StringComparison.OrdinalIgnoreCase)) shownToOwner++;
        }

        foreach (var address in PageWalk.Files(first))
        {
            using var client = await host.ClientAsync(stranger);
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Stop);
            if (answer.IsSuccessStatusCode && !address.StartsWith("jangkauan", StringComparison.Ordinal)) wrong.Add($"{address}: {answer.StatusCode}");
            if ((await answer.Content.ReadAsStringAsync(Stop)).Contains(first.Word, StringComparison.OrdinalIgnoreCase)) wrong.Add(address);
            using var herClient = await host.ClientAsync(owner);
            using var herAnswer = await herClient.GetAsync(new Uri(address, UriKind.Relative), Stop);
            if (herAnswer.StatusCode != HttpStatusCode.OK) wrong.Add($"{address}: its owner gets {herAnswer.StatusCode}, so it proves nothing");
        }

        wrong.ShouldBeEmpty();
        shownToOwner.ShouldBeGreaterThan(8, "the owner reads the word on his own pages");
    }

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];
    }
}
