using Chatbot.BotFramework.WebChat;
using Chatbot.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.EndToEnd;

/// <summary>The page /webchat with Microsoft's Web Chat, in a real browser of a phone's size, with the whole service behind it.</summary>
public sealed class WebChatTests : IAsyncLifetime
{
    // Invented.
    private const string Nik = "3317014408909003";

    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("JAKA_SCREENSHOTS") == "1";

    private static readonly string Pictures = Path.Combine(Repository.Root, "docs", "images");

    private readonly List<string> complaints = [];
    private Browser? browser;
    private RunningService? service;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(
            new WebChatFiles(Path.Combine(AppContext.BaseDirectory, "webchat")).IsWhole, $"Web Chat was not restored ({WebChatPage.BuildCommand})");
        browser = await Browser.StartAsync();
        service = await RunningService.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        if (service is not null) await service.DisposeAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_visitor_registers_by_typing_and_tapping_and_a_reload_in_the_middle_changes_nothing(ColorScheme colors)
    {
        var chat = await OpenAsync(colors);
        await chat.ReadAsync("saya Jaka");
        await chat.TapAsync("Daftar");
        await chat.ReadAsync("Sebelum mendaftar … HAPUS DATA");
        await IsAccessibleAsync(chat.Page);
        await chat.TapAsync("Setuju");
        await chat.ReadAsync("NIK");
        await chat.SayAsync("331701440890900", "16 angka");
        await chat.SayAsync(Nik, "Nama");
        await chat.SayAsync("Siti Aminah", "Nomor HP");

        var before = await chat.SaidAsync();
        await chat.Page.ReloadAsync();
        await Expect(chat.Page.Locator("body[data-ready]")).ToBeVisibleAsync();
        chat.Reloaded();
        foreach (var said in before) (await chat.ReadAsync("")).ShouldBe(said);

        await chat.SayAsync("0812-3456-7890", "bekerja sebagai apa");
        await chat.SayAsync("kalau telat bayar kena denda gak?", "tidak ada denda", "bekerja sebagai apa");
        await chat.SayAsync("ojol", "penghasilan sebulan");
        await chat.SayAsync("2 juta", "Pilih perlindungannya");
        await IsAccessibleAsync(chat.Page);
        if (TakesPictures)
            await chat.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"webchat-{(colors == ColorScheme.Dark ? "gelap" : "terang")}.png") });
        await chat.TapAsync("JKK + JKM saja");
        var summary = await chat.ReadAsync("Siti Aminah … 3317********9003 … 0812-3456-7890 … ojek … Rp2.000.000");
        summary.ShouldNotContain(Nik);
        await chat.ReadAsync("Sudah benar");
        await chat.SayAsync("YA", "Siti Aminah sudah kami terima … Nomor pendaftaran: JKA-");

        (await chat.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_is_whole_at_320_pixels_and_its_keyboard_reaches_everything()
    {
        var chat = await OpenAsync(ColorScheme.Light, width: 320);
        await chat.ReadAsync("saya Jaka");
        await IsAccessibleAsync(chat.Page);
        (await chat.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        foreach (var button in await chat.Page.GetByRole(AriaRole.Button).AllAsync())
        {
            if (!await button.IsVisibleAsync()) continue;
            var box = await button.BoundingBoxAsync();
            (box!.X >= 0 && box.X + box.Width <= 320).ShouldBeTrue(await button.InnerTextAsync());
            box.Height.ShouldBeGreaterThanOrEqualTo(40, await button.InnerTextAsync());
        }

        await chat.Page.GetByRole(AriaRole.Textbox).FocusAsync();
        await chat.Page.Keyboard.TypeAsync("iuran berapa?");
        await chat.Page.Keyboard.PressAsync("Enter");
        await chat.ReadAsync("Rp");

        await chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Mulai baru" }).ClickAsync();
        await Expect(chat.Page.GetByText("iuran berapa?").First).ToBeVisibleAsync();
        await chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Yakin hapus?" }).ClickAsync();
        await Expect(chat.Page.GetByText("iuran berapa?")).ToHaveCountAsync(0);
        chat.Reloaded();
        await chat.ReadAsync("saya Jaka");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registration_that_began_on_the_page_goes_on_in_WhatsApp()
    {
        var chat = await OpenAsync(ColorScheme.Light);
        await chat.ReadAsync("saya Jaka");
        await chat.TapAsync("Daftar");
        await chat.ReadAsync("Sebelum mendaftar");
        await chat.TapAsync("Setuju");
        await chat.ReadAsync("NIK");
        await chat.SayAsync(Nik, "Nama");
        await chat.SayAsync("Siti Aminah", "Nomor HP");

        await chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "WhatsApp" }).ClickAsync();
        var panel = chat.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Lanjut di WhatsApp" });
        await Expect(panel).ToBeVisibleAsync();
        await IsAccessibleAsync(chat.Page);
        if (TakesPictures) await chat.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "webchat-ke-whatsapp.png") });
        var link = new Uri(await panel.GetByRole(AriaRole.Link).GetAttributeAsync("href") ?? "");
        link.GetLeftPart(UriPartial.Path).ShouldBe("https://wa.me/628001500175");
        var text = Uri.UnescapeDataString(link.Query["?text=".Length..]);

        var simulator = await browser!.OpenAsync(1280, 800);
        await simulator.GotoAsync(new Uri(service!.Address, "simulator").ToString());
        await Expect(simulator.GetByTestId("connection")).ToHaveTextAsync("Tersambung");
        var phone = new PhoneOnPage(simulator, "phone-whatsapp");
        await phone.SayAsync(text, "Nomor HP");
        await chat.ReadAsync("pindah ke WhatsApp");
        await phone.SayAsync("nomor ini", "bekerja sebagai apa");
        await phone.SayAsync(text, "sudah dipakai");

        await chat.SayAsync("STATUS", "belum");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_stream_comes_through_the_page_asks_instead()
    {
        var page = await browser!.OpenAsync(360, 640);
        // The policy of the page lets nothing go there, which is as good as a network that lets nothing through.
        await page.AddInitScriptAsync("const Real = WebSocket; window.WebSocket = class extends Real { constructor() { super('ws://stream.invalid/'); } };");
        await page.GotoAsync(new Uri(service!.Address, "webchat").ToString());
        var chat = new WebChatOnPage(page);
        await chat.ReadAsync("saya Jaka");
        await chat.SayAsync("iuran berapa?", "Rp");
    }

    [Fact]
    public async Task Another_site_shows_it_in_a_frame_when_it_is_listed_and_not_otherwise()
    {
        // Two sites: to a browser «localhost» is another place than 127.0.0.1, where the service is.
        var listed = new Uri($"http://localhost:{FreePort.Find()}");
        var unlisted = new Uri($"http://localhost:{FreePort.Find()}");
        await using var jaka = await RunningService.StartAsync(settings: [$"--WebChat:Origins:0={listed.GetLeftPart(UriPartial.Authority)}"]);
        await using var site = await StartSiteAsync(new Uri(jaka.Address, "webchat/embed.js"), listed, unlisted);

        var page = await browser!.OpenAsync(1000, 720);
        await page.GotoAsync(listed.ToString());
        (await page.Locator("iframe").CountAsync()).ShouldBe(0);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tanya Jaka" }).ClickAsync();
        var frame = page.FrameLocator("iframe[title='Obrolan dengan Jaka, asisten BPJS Ketenagakerjaan']");
        await Expect(Said("saya Jaka")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        await frame.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Daftar", Exact = true }).ClickAsync();
        await Expect(Said("Sebelum mendaftar")).ToBeVisibleAsync();
        await IsAccessibleAsync(page);
        if (TakesPictures) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "webchat-di-situs.png") });

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tutup" }).ClickAsync();
        await Expect(page.Locator("iframe")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tanya Jaka" }).ClickAsync();
        await Expect(Said("Sebelum mendaftar")).ToBeVisibleAsync();

        List<string> refusals = [];
        page.Console += (_, message) => refusals.Add(message.Text);
        await page.GotoAsync(unlisted.ToString());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tanya Jaka" }).ClickAsync();
        await Expect(page.Locator("iframe")).ToBeVisibleAsync();
        for (var i = 0; i < 200 && refusals.Count == 0; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        refusals.ShouldContain(refusal => refusal.Contains("frame-ancestors", StringComparison.Ordinal));
        (await page.FrameLocator("iframe").GetByText("saya Jaka").CountAsync()).ShouldBe(0);

        ILocator Said(string words) => frame.Locator(".webchat__bubble__content").Filter(new LocatorFilterOptions { HasText = words });
    }

    private static async Task<WebApplication> StartSiteAsync(Uri script, params Uri[] addresses)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls([.. addresses.Select(address => $"http://127.0.0.1:{address.Port}")]);
        var site = builder.Build();
        site.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            // A strict policy of its own, as docs/webchat.md says it needs to be.
            var origin = script.GetLeftPart(UriPartial.Authority);
            context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src {origin}; frame-src {origin}; style-src 'unsafe-inline'";
            return context.Response.WriteAsync(
                $"<!doctype html><html lang=id><title>Kabupaten</title><style>body{{font:16px sans-serif;margin:2em}}</style><main><h1>Dinas Tenaga Kerja Kabupaten</h1><p>Layanan untuk pekerja mandiri.</p></main><script src=\"{script}\" async></script></html>");
        });
        await site.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    /// <summary>What a cheap phone loads before it can speak.</summary>
    [Fact]
    public async Task All_of_the_page_is_under_450_kilobytes_on_the_way()
    {
        var page = await browser!.OpenAsync(360, 640);
        var bytes = 0;
        var from = new HashSet<string>();
        List<Task> sizes = [];
        page.RequestFinished += (_, request) => sizes.Add(CountAsync(request));
        await page.GotoAsync(new Uri(service!.Address, "webchat").ToString());
        await Expect(page.Locator("body[data-ready]")).ToBeVisibleAsync();
        await Task.WhenAll(sizes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes");
        bytes.ShouldBeInRange(100_000, 450_000);
        from.ShouldBe([service.Address.Authority]);

        async Task CountAsync(IRequest request)
        {
            if (!request.Url.StartsWith("http", StringComparison.Ordinal)) return;
            lock (from) from.Add(new Uri(request.Url).Authority);
            Interlocked.Add(ref bytes, (await request.SizesAsync()).ResponseBodySize);
        }
    }

    private async Task<WebChatOnPage> OpenAsync(ColorScheme colors, int width = 360)
    {
        var page = await browser!.OpenAsync(width, 640);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colors });
        page.Console += (_, message) =>
        {
            // A policy that something on the page breaks is told here.
            if (message.Type == "error") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(service!.Address, "webchat").ToString());
        await Expect(page.Locator("body[data-ready]")).ToBeVisibleAsync();
        return new WebChatOnPage(page);
    }

    private static async Task IsAccessibleAsync(IPage page)
    {
        var found = await page.RunAxe();
        found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
    }
}
