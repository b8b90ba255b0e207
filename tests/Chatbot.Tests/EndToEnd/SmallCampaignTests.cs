using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Deliveries;
using Chatbot.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.EndToEnd;

/// <summary>The small campaign of docs/campaigns.md, from the list to the report, on the simulator: what a branch does on its first day.</summary>
public sealed class SmallCampaignTests
{
    private const string Sari = "+6281234567890";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_list_to_the_report()
    {
        await using var service = await RunningService.StartAsync(
            // Whatever the hour at which the test runs.
            builder => builder.Services.AddSingleton(new SendingHours(TimeOnly.MinValue, TimeOnly.MaxValue, [])),
            "--Campaigns:PollSeconds", "0.2", "--Bulk:PollSeconds", "0.2");
        using var page = new HttpClient { BaseAddress = service.Address };

        // 1. The texts go to Meta, and are approved.
        var sync = service.Get<SyncTemplates>();
        var lines = await UntilAsync(async () => (await sync(Stop)).Lines, all => all.Any(line => line.Contains("ajakan_sosialisasi", StringComparison.Ordinal) && line.Contains("approved", StringComparison.Ordinal)));
        lines.ShouldNotBeEmpty();

        // 2. The list of the market, with the basis on which its people agreed.
        var path = Path.Combine(service.Folder, "pasar.csv");
        await File.WriteAllTextAsync(path, "Nama;No HP;Kecamatan;Kabupaten;Ekosistem\nSari Wulandari;081234567890;Kaliwates;Jember;pasar\nBudi;081298765432;Balung;Jember;pasar\nCitra;salah;;;\n", Stop);
        var list = (await service.Get<AudienceLists>().TakeAsync(path, new NewAudienceList("Pasar Tanjung", "Berita acara 12/PT/XI/2026", CampaignPurpose.Promotion), "Made", false, Stop))
            .ShouldBeOfType<TakenList.Taken>();
        list.List.People.ShouldBe(2);

        // 3. Whom it is for.
        var audience = (await service.Get<AudienceBook>().SaveAsync(
            null, "Pasar Jember", new AudienceDefinition(new AudienceFilter.All([new AudienceFilter.OnList(list.List.Number), new AudienceFilter.InRegion("3509")]), AudienceExclusions.None), "Made", Stop))
            .ShouldBeOfType<SavedAudience.Saved>().Audience;

        // 4. What it says, rehearsed by one person and approved by another.
        var book = service.Get<CampaignBook>();
        var draft = new CampaignDraft(
            "Sosialisasi Pasar Tanjung", Ecosystem.Pasar, CampaignPurpose.Promotion, audience.Number,
            new CampaignContent(
                [new CampaignVariant("A", 100) { Template = "ajakan_sosialisasi" }],
                new Dictionary<string, string> { ["tempat"] = "Balai Pasar Tanjung", ["waktu"] = "Sabtu, 28 November 2026 pukul 09.00 WIB" }),
            CampaignSchedule.AtOnce)
        {
            Budget = 5_000,
        };
        var number = (await book.MakeAsync(draft, "Made", Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign.Number;
        var rehearsal = (await service.Get<Rehearsals>().RunAsync(number, "Made", Stop))!;
        rehearsal.ShouldSatisfyAllConditions(one => one.Reached.ShouldBe(2), one => one.Findings.ShouldBeEmpty(), one => one.Cost.ShouldBeGreaterThan(0));
        (await book.MoveAsync(number, CampaignMove.Submit, "Made", "", Stop)).ShouldBeOfType<CampaignStep.Moved>();
        (await book.MoveAsync(number, CampaignMove.Approve, "Made", "", Stop)).ShouldBeOfType<CampaignStep.Refused>();
        (await book.MoveAsync(number, CampaignMove.Approve, "Ketut", "", Stop)).ShouldBeOfType<CampaignStep.Moved>();

        // 5. It goes by itself. Sari reads it on her phone, makes sure that it is ours, and says yes to more.
        var campaign = await UntilAsync(() => book.FindAsync(number, Stop), one => one!.State == CampaignState.Done);
        var heard = await UntilAsync(() => HeardAsync(page), all => all.Any(text => text.Contains("Balai Pasar Tanjung", StringComparison.Ordinal)));
        heard.ShouldContain(text => text.Contains($"CEK {campaign!.CheckCode}", StringComparison.Ordinal));
        await TypeAsync(page, $"CEK {campaign!.CheckCode}");
        await UntilAsync(() => HeardAsync(page), all => all.Any(text => text.Contains("dari kami, dikirim ke nomor ini", StringComparison.Ordinal)));
        await TypeAsync(page, "KABARI SAYA");
        await UntilAsync(() => HeardAsync(page), all => all.Any(text => text.Contains("kami kabari", StringComparison.Ordinal)));
        await TypeAsync(page, "ya");

        // 6. What it has brought so far.
        var effect = await UntilAsync(() => service.Get<CampaignEffects>().OfAsync(number, Stop), one => one is { Total.Consented: 1, Total.Delivered: >= 1 });
        effect!.Total.ShouldSatisfyAllConditions(row => row.People.ShouldBe(2), row => row.Sent.ShouldBe(2), row => row.Answered.ShouldBe(1));
        using var file = new MemoryStream();
        await CampaignEffects.WriteAsync(effect, file, xlsx: true);
        file.Length.ShouldBeGreaterThan(1_000);
    }

    private static async Task TypeAsync(HttpClient page, string text)
    {
        var id = (await PhoneAsync(page)).GetProperty("id").GetString();
        (await page.PostAsJsonAsync($"/simulator/api/phones/{Uri.EscapeDataString(id!)}/messages", new { text }, Stop)).EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<string>> HeardAsync(HttpClient page) =>
    [
        .. (await PhoneAsync(page)).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString() ?? ""),
    ];

    private static async Task<JsonElement> PhoneAsync(HttpClient page) =>
        (await page.GetFromJsonAsync<JsonElement>("/simulator/api/phones", Stop)).GetProperty("phones").EnumerateArray()
            .First(phone => phone.GetProperty("number").GetString() == Sari);

    private static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        // Longer than a slow machine needs for any one step.
        for (var i = 0; i < 600; i++)
        {
            if (await look() is var seen && isThere(seen)) return seen;
            await Task.Delay(100, Stop);
        }

        throw new TimeoutException("What was waited for did not come.");
    }
}
