using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Deliveries;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Chatbot.Templates;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Membership.Files;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Kampanye;

/// <summary>The full road of a campaign in a real browser: the list of a market, its audience, text, rehearsal, approval by another, sending on the simulator, results.</summary>
public sealed class CampaignPagesTests
{
    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("JAKA_SCREENSHOTS") == "1";

    private static DateTime Tomorrow => TimeProvider.System.GetUtcNow().Date.AddDays(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_campaign_goes_from_the_list_of_a_market_to_its_results()
    {
        await using var host = await ConsoleHost.StartAsync(
            // Whatever the hour at which the test runs.
            builder => builder.Services.AddSingleton(new SendingHours(TimeOnly.MinValue, TimeOnly.MaxValue, [])),
            "--Campaigns:PollSeconds", "0.2", "--Bulk:PollSeconds", "0.2", "--Campaigns:TestPhones:0", "+6281199990001");
        var made = await host.AddAsync("made.arsa", "Made Arsa", StaffRole.Outreach);
        var ketut = await host.AddAsync("ketut.rai", "Ketut Rai", StaffRole.Approver);
        await ApprovedAsync(host);
        var page = await host.OpenAsync(made, 1280, 900);

        // Nothing is there yet, and the page says how to begin.
        await host.GoAsync(page, "kampanye");
        await Expect(page.GetByText("Belum ada kampanye")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Susun kampanye pertama" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kampanye baru" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Yang masih perlu dilengkapi")).ToBeVisibleAsync();
        await page.GetByLabel("Nama kampanye").FillAsync("Sosialisasi Pasar Tanjung");

        // The list, with the document in which its people agreed.
        await page.GetByRole(AriaRole.Button, new() { Name = "Unggah daftar (Excel/CSV)" }).ClickAsync();
        await page.Locator("#f-file").SetInputFilesAsync(MarketList());
        await Expect(page.GetByText("12 orang dengan nomor HP yang benar.")).ToBeVisibleAsync();
        await Expect(page.GetByText("baris dilewati")).ToBeVisibleAsync();
        await page.GetByLabel("Nama daftar").FillAsync("Pasar Tanjung");
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan daftar" }).ClickAsync();
        await Expect(page.GetByText("Sebutkan dasar persetujuannya")).ToBeVisibleAsync();
        await page.GetByLabel("Dasar persetujuannya").FillAsync("Berita acara 12/PT/XI/2026");
        await ConsoleHost.LookAtBothAsync(page, "kampanye-unggah");
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan daftar" }).ClickAsync();
        await Expect(page.GetByText("«Pasar Tanjung» tersimpan, 12 orang")).ToBeVisibleAsync();
        await Expect(page.Locator(".f-count")).ToContainTextAsync("12 orang bisa dikirimi");

        // And of Kabupaten Jember: the count follows each choice.
        await page.Locator("#f-add").SelectOptionAsync(new SelectOptionValue { Label = "Wilayah" });
        await Expect(page.GetByText("Belum dipilih, jadi syarat ini belum dihitung.")).ToBeVisibleAsync();
        await page.Locator(".f-region select").Nth(0).SelectOptionAsync(new SelectOptionValue { Value = "35" });
        await page.Locator(".f-region select").Nth(1).SelectOptionAsync(new SelectOptionValue { Value = "3509" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Tambah wilayah ini" }).ClickAsync();
        await Expect(page.Locator(".f-count")).ToContainTextAsync("11 orang bisa dikirimi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lihat beberapa contoh" }).ClickAsync();
        await Expect(page.Locator(".f-sample")).ToContainTextAsync("Sari W.");
        await Expect(page.Locator(".f-sample")).ToContainTextAsync("+62812****7890");

        // What it says: a promise is told at once, and cannot go.
        await page.GetByLabel("Tempat", new() { Exact = true }).FillAsync("Balai Pasar Tanjung, JHT pasti cair");
        await page.GetByLabel("Waktu", new() { Exact = true }).FillAsync("Sabtu, 28 November 2026 pukul 09.00 WIB");
        await Expect(page.GetByText("«pasti cair»").First).ToBeVisibleAsync();
        await Expect(page.Locator(".f-wa")).ToContainTextAsync("Halo Siti");
        await page.GetByLabel("Lihat sebagai").SelectOptionAsync(new SelectOptionValue { Value = "Sari W." });
        await Expect(page.Locator(".f-wa")).ToContainTextAsync("Halo Sari");
        await ConsoleHost.LookAtBothAsync(page, "kampanye-janji");
        await page.GetByLabel("Tempat", new() { Exact = true }).FillAsync("Balai Pasar Tanjung");
        await Expect(page.GetByText("«pasti cair»")).ToHaveCountAsync(0);
        await page.GetByLabel("Kelompok pembanding").SelectOptionAsync(new SelectOptionValue { Value = "20" });
        await page.GetByLabel("Anggaran (Rp)").FillAsync("50000");
        await page.GetByLabel("Anggaran (Rp)").BlurAsync();

        // The rehearsal, and to the second person.
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan dan jalankan gladi" }).ClickAsync();
        await Expect(page.GetByText("Perkiraan biaya").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ConsoleHost.LookAtBothAsync(page, "kampanye-susun");
        await page.GetByRole(AriaRole.Button, new() { Name = "Kirim ke telepon ini" }).ClickAsync();
        await Expect(page.GetByText("A: dikirim lewat whatsapp.")).ToBeVisibleAsync();
        await PictureAsync(page, "section[aria-labelledby=f-2]", "kampanye-audiens");
        await PictureAsync(page, "section[aria-labelledby=f-3]", "kampanye-teks");
        await PictureAsync(page, "section[aria-labelledby=f-5]", "kampanye-gladi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajukan persetujuan" }).ClickAsync();
        await Expect(page.GetByText("Anda ikut menulis kampanye ini")).ToBeVisibleAsync();
        await Expect(page.GetByText("Yang bisa: Ketut Rai.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Setujui", Exact = true })).ToHaveCountAsync(0);

        var second = await host.OpenAsync(ketut, 1280, 900);
        await host.GoAsync(second, "kampanye");
        await Expect(second.GetByText("menunggu Anda: setujui atau kembalikan")).ToBeVisibleAsync();
        await ConsoleHost.LookAtBothAsync(second, "kampanye-daftar");
        await second.GetByRole(AriaRole.Link, new() { Name = "Sosialisasi Pasar Tanjung" }).ClickAsync();
        await Expect(second.GetByText("tidak ada nama politik dan tidak ada janji")).ToBeVisibleAsync();
        await ConsoleHost.LookAtBothAsync(second, "kampanye-setuju");
        await PictureAsync(second, ".f-approval", "kampanye-setuju");
        var number = second.Url[(second.Url.LastIndexOf('/') + 1)..];
        await DrawAsync(host, number);
        await second.GetByRole(AriaRole.Button, new() { Name = "Setujui", Exact = true }).ClickAsync();

        // It goes by itself; the writer's page tells so without a reload.
        await Expect(page.Locator(".k-lead .k-tag")).ToHaveTextAsync("selesai", new() { Timeout = 60_000 });
        var campaign = (await host.Get<CampaignBook>().FindAsync(number, Stop))!;

        // Ibu Sari reads it on her phone, makes sure that it is ours, and says yes to more.
        var phonePage = await host.OpenAsync();
        await phonePage.GotoAsync(new Uri(host.Address, "../simulator").ToString());
        await Expect(phonePage.GetByTestId("connection")).ToHaveTextAsync("Tersambung");
        var sari = new PhoneOnPage(phonePage, "phone-whatsapp");
        await sari.ReadAsync("Balai Pasar Tanjung");
        await sari.SayAsync($"CEK {campaign.CheckCode}", "dari kami");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Menjawab" })).ToContainTextAsync("11,1%", new() { Timeout = 40_000 });

        await Expect(page.GetByText("Dibanding yang tidak dikirimi")).ToBeVisibleAsync();
        await ConsoleHost.LookAtBothAsync(page, "kampanye-hasil");
        await PictureAsync(page, "section[aria-labelledby=f-effect]", "kampanye-hasil");
        using var client = await host.ClientAsync(made);
        foreach (var kind in new[] { "csv", "xlsx" })
        {
            using var file = await client.GetAsync(new Uri($"kampanye/{number}/hasil.{kind}", UriKind.Relative), Stop);
            file.EnsureSuccessStatusCode();
            (await file.Content.ReadAsByteArrayAsync(Stop)).Length.ShouldBeGreaterThan(200);
        }

        // And a follow-up for whom it did not reach begins as a draft with the same words.
        await page.GetByRole(AriaRole.Button, new() { Name = "Lanjutan kepada yang belum menjawab" }).ClickAsync();
        await Expect(page.GetByLabel("Nama kampanye")).ToHaveValueAsync("Lanjutan: Sosialisasi Pasar Tanjung", new() { Timeout = 20_000 });
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_campaign_is_paused_and_stopped_at_once_and_codes_are_printed()
    {
        await using var host = await ConsoleHost.StartAsync(
            builder => builder.Services.AddSingleton(new SendingHours(TimeOnly.MinValue, TimeOnly.MaxValue, [])),
            "--Campaigns:PollSeconds", "0.2", "--Bulk:PollSeconds", "0.2");
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        await ApprovedAsync(host);
        var number = await RunningAsync(host);
        var page = await host.OpenAsync(rini);
        await host.GoAsync(page, $"kampanye/{number}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sedang dikirim" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Jeda", Exact = true }).ClickAsync();
        await ConsoleHost.LookAtBothAsync(page, "kampanye-jeda");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ya, jeda" }).ClickAsync();
        await Expect(page.GetByText("Dijeda oleh Rini.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lanjutkan" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sedang dikirim" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hentikan" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ya, hentikan" })).ToBeDisabledAsync();
        await page.GetByLabel("Alasan").FillAsync("acaranya batal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ya, hentikan" }).ClickAsync();
        await Expect(page.Locator(".k-lead .k-tag")).ToHaveTextAsync("dihentikan");
        await Expect(page.Locator(".f-history")).ToContainTextAsync("Rini dihentikan: acaranya batal");

        await page.GetByRole(AriaRole.Button, new() { Name = "Buat kode" }).ClickAsync();
        await page.GetByLabel("Huruf kode").FillAsync("JBR");
        await page.GetByLabel("Nama yang dibaca orang").FillAsync("Pasar <b>Tanjung</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buat kode" }).ClickAsync();
        await Expect(page.GetByAltText("Kode QR")).ToBeVisibleAsync();
        await ConsoleHost.LookAtBothAsync(page, "kampanye-kode");
        var poster = (await page.GetByRole(AriaRole.Link, new() { Name = "Poster untuk dicetak" }).GetAttributeAsync("href"))!;
        using var client = await host.ClientAsync(rini);
        using var paper = await client.GetAsync(new Uri(poster, UriKind.Relative), Stop);
        paper.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldEndWith("sandbox");
        (await paper.Content.ReadAsStringAsync(Stop)).ShouldSatisfyAllConditions(
            html => html.ShouldContain("Pasar &lt;b&gt;Tanjung"), html => html.ShouldContain("<svg"), html => html.ShouldNotContain("<b>Tanjung"));
        using var stranger = await host.ClientAsync(await host.AddAsync("petugas", "Petugas", StaffRole.Service));
        using var refused = await stranger.GetAsync(new Uri(poster, UriKind.Relative), Stop);
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);

        var book = host.Get<CampaignBook>();
        var next = CampaignBook.DraftOf((await book.FindAsync(number, Stop))!) with { Name = "Kabar mingguan", Schedule = new CampaignSchedule(CampaignStart.Local, Tomorrow.AddHours(9), 7, DateOnly.FromDateTime(Tomorrow.AddDays(20))) };
        (await book.MakeAsync(next, "made", Stop)).ShouldBeOfType<WrittenCampaign.Written>();
        await host.GoAsync(page, "kampanye/kalender");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sosialisasi" }).First).ToBeVisibleAsync();
        await ConsoleHost.LookAtBothAsync(page, "kampanye-kalender-isi");
        await PictureAsync(page, ".k-main", "kampanye-kalender");

        // What is not saved is not lost by a slip of the hand.
        await host.GoAsync(page, "kampanye/baru");
        await page.GetByLabel("Nama kampanye").FillAsync("Belum selesai");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Kampanye", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tetap di sini" }).ClickAsync();
        await Expect(page.GetByLabel("Nama kampanye")).ToHaveValueAsync("Belum selesai");

        // Own words, and two texts against each other.
        await page.GetByLabel("Isi pesan").SelectOptionAsync(new SelectOptionValue { Label = "Tulis sendiri" });
        await page.Locator("#f-sms-A").FillAsync("Halo {nama}, pilkada sebentar lagi");
        await Expect(page.GetByText("«pilkada»").First).ToBeVisibleAsync();
        await Expect(page.GetByText("belum memuat {cek}").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sisipkan kode cek di SMS" }).ClickAsync();
        await Expect(page.Locator(".f-sms")).ToContainTextAsync("Halo Siti, pilkada sebentar lagi K7MQ4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Coba dua teks (A/B)" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Teks B" })).ToBeVisibleAsync();
        await page.GetByLabel("Bagian teks A dalam persen").FillAsync("70");
        await page.GetByLabel("Bagian teks A dalam persen").BlurAsync();
        await Expect(page.GetByLabel("Bagian teks B dalam persen")).ToHaveValueAsync("30");
        await ConsoleHost.LookAtBothAsync(page, "kampanye-dua-teks");
        host.Complaints.ShouldBeEmpty();
    }

    /// <summary>A campaign to 300 people that is on its way, slowly.</summary>
    private static async Task<string> RunningAsync(ConsoleHost host)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("jaka-uji-").FullName, "banyak.csv");
        await File.WriteAllLinesAsync(path, ["Nama;No HP", .. Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $"Orang {i};08129900{i:d4}"))], Stop);
        var list = (await host.Get<AudienceLists>().TakeAsync(path, new NewAudienceList("Banyak", "Berita acara 1/XI/2026", CampaignPurpose.Promotion), "made", false, Stop)).ShouldBeOfType<TakenList.Taken>().List;
        var audience = (await host.Get<AudienceBook>().SaveAsync(null, "Banyak", new AudienceDefinition(new AudienceFilter.OnList(list.Number), AudienceExclusions.None), "made", Stop))
            .ShouldBeOfType<SavedAudience.Saved>().Audience;
        var book = host.Get<CampaignBook>();
        var campaign = (await book.MakeAsync(
            new CampaignDraft(
                "Sosialisasi", Ecosystem.Pasar, CampaignPurpose.Promotion, audience.Number,
                new CampaignContent(
                    [new CampaignVariant("A", 100) { Template = "ajakan_sosialisasi" }], new Dictionary<string, string> { ["tempat"] = "Balai", ["waktu"] = "Sabtu pagi" }),
                CampaignSchedule.AtOnce) { PerHour = 600 },
            "made",
            Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign;
        await host.Get<Chatbot.Campaigns.Rehearsing.Rehearsals>().RunAsync(campaign.Number, "made", Stop);
        (await book.MoveAsync(campaign.Number, CampaignMove.Submit, "made", "", Stop)).ShouldBeOfType<CampaignStep.Moved>();
        (await book.MoveAsync(campaign.Number, CampaignMove.Approve, "ketut", "", Stop)).ShouldBeOfType<CampaignStep.Moved>();
        return campaign.Number;
    }

    private static string MarketList()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("jaka-uji-").FullName, "pasar tanjung.xlsx");
        List<object?[]> rows = [["No", "Nama", "No HP", "Kecamatan", "Kabupaten", "Ekosistem"]];
        rows.Add([1, "Sari Wulandari", "0812-3456-7890", "Kaliwates", "Jember", "pasar"]);
        for (var i = 2; i <= 11; i++) rows.Add([i, $"Pedagang {(char)('A' + i)}", string.Create(CultureInfo.InvariantCulture, $"08125550{i:d4}"), "Kaliwates", "Jember", "pasar"]);
        rows.Add([12, "Tetangga", "081255509999", "Tempeh", "Lumajang", "pasar"]);
        rows.Add([13, "Tanpa Nomor", "belum ada", "Kaliwates", "Jember", "pasar"]);
        new Workbook().Sheet("Daftar", rows).Save(path);
        return path;
    }

    /// <summary>Hands the templates in; the simulator approves them after two seconds.</summary>
    private static async Task ApprovedAsync(ConsoleHost host)
    {
        var sync = host.Get<SyncTemplates>();
        while (!(await sync(Stop)).Lines.Any(line => line.Contains("ajakan_sosialisasi", StringComparison.Ordinal) && line.Contains("approved", StringComparison.Ordinal)))
            await Task.Delay(200, Stop);
    }

    /// <summary>Who gets nothing is drawn; here two of eleven, and Ibu Sari is none of them.</summary>
    private static async Task DrawAsync(ConsoleHost host, string number)
    {
        var database = host.Get<Database>();
        await database.WriteAsync(
            async session =>
            {
                for (var i = 0; ; i++)
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"uji{i}");
                    var held = await session.QueryAsync<string>(
                        $"""
                        SELECT drawn.phone FROM (SELECT a.phone AS phone, {database.Engine.Hash("CAST(@Key AS TEXT) || a.person_id")} AS hash
                            FROM addresses a JOIN audience_traits t ON t.person_id = a.person_id WHERE t.region LIKE '3509%') AS drawn
                        WHERE {database.Engine.Number("drawn.hash")} % 10000 < 2000
                        """,
                        new { Key = $"{key}:1:" },
                        Stop);
                    if (held.Count != 2 || held.Contains("+6281234567890")) continue;
                    return await session.ExecuteAsync("UPDATE campaigns SET draw_key = @key WHERE number = @number", new { key, number }, Stop);
                }
            },
            Stop);
    }

    /// <summary>A part of a page for docs/campaigns.md.</summary>
    private static async Task PictureAsync(IPage page, string part, string name)
    {
        if (!TakesPictures) return;
        await page.EvaluateAsync("document.querySelector('.k-top').style.position = 'static'");
        await page.Locator(part).First.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", $"{name}.png") });
    }
}
