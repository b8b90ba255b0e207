using Chatbot.Campaigns;
using Chatbot.Conversations;
using Chatbot.Privacy.Access;
using Chatbot.Templates;
using Chatbot.Tests.Console.Organisations;
using Chatbot.Tests.Membership.Files;
using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console;

/// <summary>
/// Markup in whatever comes from outside (names, messages, files, campaigns, notes) stands on the pages as the text that it is: nothing of it becomes an
/// element, runs, or is a link.
/// </summary>
public sealed class HostileTextTests
{
    private const string OurNumber = "whatsapp:+628001500176";

    // Without a space, so that the mask of a name leaves it whole, and without what a CSV takes for its own.
    private const string Markup = "<xss-uji><img/src/onerror=__pwned=1>";

    private const string Script = "<script>window.__pwned=1</script><xss-uji> [klik](javascript:__pwned=1) javascript:__pwned=1 <a href=javascript:__pwned=1>di sini</a>";

    // Where the word has to be read as it was written: a page that shows nothing proves nothing.
    private static readonly string[] Reads =
    [
        "", "peserta", "peserta/w-utama-0", "peserta/pendaftaran", "peserta/impor", "peserta/ekspor", "kampanye", "kampanye/{Running}", "kampanye/sumber", "jangkauan", "jangkauan/kuota",
        "jangkauan/agen", "jangkauan/laporan", "isi/pertanyaan", "sistem/pengguna", "sistem/organisasi", "sistem/pengirim", "sistem/audit", "percakapan",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_from_outside_is_text_on_every_page()
    {
        await using var host = await StartAsync();
        var hostile = await FillAsync(host);
        var rini = await host.AddAsync("rini", $"Rini {Markup}", StaffRoles.All.Except([StaffRole.Agent]).ToArray());
        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", OurNumber, $"PETUGAS {Script}").Now() with { From = new ChannelAccount($"whatsapp:{Given.Ani}", Markup) }, Stop);
        var page = await OpenAsync(host, rini);
        List<string> wrong = [];
        List<string> read = [];
        foreach (var address in PageWalk.Pages(hostile))
        {
            await PageWalk.ReadAsync(host, page, address);
            await page.EvaluateAsync("for (const part of document.querySelectorAll('details')) part.open = true");
            wrong.AddRange(await FoundAsync(page, address));
            if ((await page.Locator("body").InnerTextAsync()).Contains(Markup, StringComparison.OrdinalIgnoreCase)) read.Add(Uri.UnescapeDataString(address));
        }

        // Things that are no pages: an own window may open them too.
        using var client = await host.ClientAsync(rini);
        foreach (var address in PageWalk.Files(hostile))
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Stop);
            if (answer.Content.Headers.ContentDisposition?.DispositionType != "attachment"
                && (await answer.Content.ReadAsStringAsync(Stop)).Contains("<xss-uji", StringComparison.OrdinalIgnoreCase)) wrong.Add(address);
        }

        wrong.ShouldBeEmpty();
        host.Complaints.ShouldBeEmpty();
        Reads.Select(address => address.Replace("{Running}", hostile.Running, StringComparison.Ordinal)).Except(read).ShouldBeEmpty($"read on {string.Join(", ", read)}");
    }

    [Fact]
    public async Task What_is_said_brought_and_written_in_the_console_is_text_in_every_step()
    {
        await using var host = await StartAsync();
        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", OurNumber, $"{Script} {Markup}").Now() with { From = new ChannelAccount($"whatsapp:{Given.Ani}", Markup) }, Stop);
        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", OurNumber, "PETUGAS").Now(), Stop);
        var page = await OpenAsync(host, await host.AddAsync("rini", $"Rini {Markup}", StaffRoles.All.Except([StaffRole.Agent]).ToArray()));
        List<string> wrong = [];

        // A conversation: what the worker wrote, and what staff writes.
        await host.GoAsync(page, "percakapan");
        await page.Locator(".c-item").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ambil alih" }).ClickAsync();
        await Expect(page.Locator(".c-in").Filter(new() { HasText = "<script>window.__pwned=1</script>" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Catatan" }).ClickAsync();
        await page.Locator("#c-note").FillAsync(Script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan" }).ClickAsync();
        await Expect(page.Locator(".c-note")).ToContainTextAsync("javascript:__pwned=1");
        await page.Locator("#c-text").FillAsync($"*{Markup}* {Script}");
        await page.Locator("#c-text").PressAsync("Control+Enter");
        await Expect(page.Locator(".c-out strong").GetByText(Markup, new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await CheckAsync("percakapan");

        // A list: its name, its columns, its cells, and what is typed over them.
        await host.GoAsync(page, "peserta/impor");
        await page.WaitForFunctionAsync("() => document.querySelector('#p-file')?._blazorInputFileNextFileId !== undefined");
        await page.GetByLabel("Berkas (.xlsx atau .csv").SetInputFilesAsync(HostileList());
        await Expect(page.Locator(".k-figure", new() { HasText = "Baris data" })).ToContainTextAsync("2", new() { Timeout = 20_000 });
        await page.GetByText("Begini kolomnya dibaca").ClickAsync();
        await CheckAsync("impor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Perbaiki baris 3" }).ClickAsync();
        await page.GetByLabel("A · NIK").FillAsync(Script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Periksa lagi" }).ClickAsync();
        await Expect(page.GetByText("Baris 3 masih belum benar")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await CheckAsync("impor, diperbaiki");

        // A campaign: its name, what it says, its list.
        await host.GoAsync(page, "kampanye/baru");
        await page.GetByLabel("Nama kampanye").FillAsync(Markup);
        await page.GetByLabel("Isi pesan").SelectOptionAsync(new SelectOptionValue { Label = "Tulis sendiri" });
        await page.Locator("#f-wa-A").FillAsync($"Halo {{nama}} *{Markup}* {Script}");
        await page.Locator("#f-sms-A").FillAsync($"Halo {{nama}} {Markup} {{cek}}");
        await Expect(page.Locator(".f-wa")).ToContainTextAsync(Markup);
        await Expect(page.Locator(".f-sms")).ToContainTextAsync(Markup);
        await page.GetByLabel("Nama audiens").FillAsync(Markup);
        await CheckAsync("kampanye");

        // What Jaka says: the preview, the trial, the draft before and after.
        await host.GoAsync(page, "isi/jawaban");
        await page.GetByLabel("Cari").FillAsync("Apa itu BPJS TK");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buka Q001" }).ClickAsync();
        await page.GetByLabel("Teks WhatsApp").FillAsync($"BPJS *{Markup}* tanya ke {{F-KTK-01}}.");
        await Expect(page.Locator(".k-phone").First).ToContainTextAsync(Markup);
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan ke draf" }).ClickAsync();
        await Expect(page.GetByText("Tersimpan di draf")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GetByPlaceholder("Tulis pesan").FillAsync(Script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Kirim" }).ClickAsync();
        await Expect(page.Locator(".i-said")).ToContainTextAsync("<script>", new() { Timeout = 30_000 });
        await CheckAsync("isi");
        await page.GetByRole(AriaRole.Link, new() { Name = "Lihat draf" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(Markup, new() { Timeout = 30_000 });
        await CheckAsync("terbitan");

        // A template: its words, and what Meta says to them.
        var template = host.Get<TemplateBook>().Published.First(one => one.Id == "pengingat_7_hari");
        await host.Get<TemplateStates>().SeenAsync(
            template, new TemplateState(template.Id, template.Version, "HX1", "UTILITY", "rejected", $"{Markup} {Script}"), TemplatePart.InForce, Stop);
        await host.GoAsync(page, "isi/templat");
        await Expect(page.GetByText($"Kata Meta: {Markup}")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await CheckAsync("templat");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buka Pengingat 7 hari", Exact = true }).ClickAsync();
        await page.GetByLabel("Teks WhatsApp").FillAsync($"Halo {{nama}} *{Markup}* {Script}");
        await page.GetByLabel("Teks SMS").FillAsync($"{Markup} {{kanal}}");
        await Expect(page.Locator(".f-wa")).ToContainTextAsync(Markup);
        await Expect(page.Locator(".f-sms")).ToContainTextAsync(Markup);
        await CheckAsync("templat, diubah");

        // What nobody understood, and the report that is printed.
        await host.GoAsync(page, "isi/pertanyaan");
        await CheckAsync("pertanyaan");
        await host.GoAsync(page, "jangkauan/laporan");
        await page.GetByLabel("Kepada").FillAsync($"{Markup} {Script}");
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "Laporan" })).ToContainTextAsync(Markup);
        await CheckAsync("laporan");
        wrong.ShouldBeEmpty();
        host.Complaints.ShouldBeEmpty();

        async Task CheckAsync(string step)
        {
            await PageWalk.StillAsync(page);
            wrong.AddRange(await FoundAsync(page, step));
        }
    }

    private static string HostileList()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("jaka-uji-").FullName, $"daftar {Markup.Replace("/", "", StringComparison.Ordinal)}.xlsx");
        new Workbook().Sheet(
            "Daftar",
            [
                ["NIK", "Nama", "No HP", "Pekerjaan", "Desa", "Kecamatan", Markup],
                ["3317014508909001", $"{Markup} AMINAH", Markup, Markup, Markup, Markup, Markup],
                [Markup, "Budi", "", "Petani", Markup, "Sluke", "x"],
            ]).Save(path);
        return path;
    }

    private static Task<ConsoleHost> StartAsync() => ConsoleHost.StartAsync(
        null, "--Twilio:Senders:4:Address", OurNumber, "--Twilio:Senders:4:MessagesPerSecond", "1", "--Twilio:Senders:4:CanReceive", "true");

    private static async Task<Belongings> FillAsync(ConsoleHost host)
    {
        var hostile = new Belongings(StaffScope.FirstOrganisation, Markup) { OurAddress = OurNumber };
        var content = new CampaignContent(
            [new CampaignVariant("A", 50) { Template = "ajakan_sosialisasi" }, new CampaignVariant("B", 50) { WhatsApp = $"{{nama}} {{cek}} {Markup} BERHENTI", Sms = $"{{nama}} {{cek}} {Markup} {{kanal}}" }],
            new Dictionary<string, string> { ["tempat"] = Markup, ["waktu"] = $"Sabtu {Markup}" });
        await hostile.MakeAsync(host.Get<IServiceProvider>().GetService!, content, 2);
        return hostile;
    }

    /// <summary>A page on which a dialog would be noticed.</summary>
    private static async Task<IPage> OpenAsync(ConsoleHost host, Chatbot.Console.SignIn.StaffUser user)
    {
        var page = await host.OpenAsync(user);
        page.Dialog += async (_, dialog) =>
        {
            // A sheet that is left unsaved asks; nothing else does.
            if (dialog.Type != "beforeunload") host.Complaints.Add($"a dialog opened: {dialog.Message}");
            await dialog.AcceptAsync();
        };
        return page;
    }

    /// <summary>What ran, and what became an element or a link; also when the policy kept it from running.</summary>
    private static async Task<IEnumerable<string>> FoundAsync(IPage page, string where) =>
        (await page.EvaluateAsync<string[]>(
            """
            () => [...(window.__pwned || window.__PWNED ? ['it ran'] : []),
                ...[...document.querySelectorAll('xss-uji, [onerror], [onload], [onclick], [href^="javascript:" i], [src^="javascript:" i], body script:not([src])')].map(found => found.outerHTML.slice(0, 200))]
            """)).Select(found => $"{where}: {found}");
}
