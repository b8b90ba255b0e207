using Chatbot.Console.Shell;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console;

/// <summary>Every page in a real browser: it opens, breaks no policy, fits a laptop and a phone, and axe finds nothing serious.</summary>
public sealed class PagesLookTests
{
    private const string Ours = "whatsapp:+628001500175";

    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("JAKA_SCREENSHOTS") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_whole_on_a_laptop_and_on_a_phone()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini.wulandari", "Rini Wulandari", StaffRoles.All.Except([StaffRole.Agent]).ToArray());
        await host.AddAsync("budi.santoso", "Budi Santoso", StaffRole.Service, StaffRole.Outreach);
        await host.AddAsync("kades.sukamaju", "Desa Sukamaju", StaffRole.Agent);
        await host.Get<StaffProblems>().NoteAsync(new FailureMeaning(63018, FailureEffect.None, true, "Terlalu banyak pesan per detik; turunkan kecepatan pengirim."), "whatsapp:+628001500175", Stop);
        for (var look = 0; look < 30; look++)
            await host.Get<AuditLog>().AddAsync(new Look(look % 3 == 0 ? "budi.santoso" : "rini.wulandari", $"T-261121-{look:d4}, menjawab pertanyaan pekerja"), "ticket.content", $"person-{look}", Stop);

        var page = await host.OpenAsync(rini);
        foreach (var one in ConsolePages.All.Where(one => !one.IsOpen && !one.Route.Contains('{', StringComparison.Ordinal)))
        {
            await page.SetViewportSizeAsync(1280, 800);
            await host.GoAsync(page, one.Route.TrimStart('/'));
            await Expect(page.GetByText("Memuat …")).ToHaveCountAsync(0);
            await Expect(page.GetByText("Menghitung …")).ToHaveCountAsync(0);
            await Expect(page.GetByText("Memeriksa …")).ToHaveCountAsync(0);
            var name = one.Route.Length == 1 ? "beranda" : one.Route.Trim('/').Replace('/', '-');
            await ConsoleHost.LookAsync(page, name);
            await page.SetViewportSizeAsync(390, 844);
            await ConsoleHost.LookAsync(page, $"{name}-ponsel");
        }

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Buka atau tutup menu" }).CheckAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Beranda", Exact = true })).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "menu-ponsel");
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_keyboard_begins_in_the_page_and_a_link_leads_past_the_menu()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("rini", "Rini", StaffRole.Administrator));
        await host.GoAsync(page, "sistem/pengguna");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undang orang" })).ToBeFocusedAsync();
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Langsung ke isi" });
        await skip.FocusAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undang orang" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Nama lengkap")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_agent_sees_his_own_figures_and_no_others()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("desa", "Desa Sukamaju", StaffRole.Agent));
        await host.GoAsync(page);
        await Expect(page.GetByText("Pendaftaran Anda hari ini")).ToBeVisibleAsync();
        await Expect(page.GetByText("Percakapan hari ini")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link)).ToHaveCountAsync(ConsolePages.All.Count(one => one.Menu is not null && one.Roles.Contains(StaffRole.Agent)) + 1);
        await ConsoleHost.LookAsync(page, "beranda-agen");
    }

    [Fact]
    public async Task Beranda_tells_what_happened_today_and_what_waits()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("rini.wulandari", "Rini Wulandari", StaffRole.Administrator, StaffRole.Service));
        await SayAsync(Given.Ani, "halo", "iuran nelayan berapa?");
        await SayAsync(Given.Budi, "kalau telat kena denda gak?");
        await SayAsync(Given.Citra, "PETUGAS", "saya mau tanya soal kartu", "YA");
        await host.Get<StaffProblems>().NoteAsync(new FailureMeaning(63018, FailureEffect.None, true, "Terlalu banyak pesan per detik; turunkan kecepatan pengirim."), Ours, Stop);
        await host.GoAsync(page);
        await Expect(page.Locator(".k-figure").Filter(new() { HasText = "Percakapan hari ini" })).ToContainTextAsync("3", new() { Timeout = 20_000 });
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "WhatsApp" })).ToContainTextAsync("Jawaban");
        await Expect(page.GetByText("turunkan kecepatan pengirim")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "beranda-ramai");
        if (TakesPictures)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", "konsol-beranda.png") });
            await page.SetViewportSizeAsync(390, 844);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", "konsol-ponsel.png") });
        }

        host.Complaints.ShouldBeEmpty();

        async Task SayAsync(string phone, params string[] texts)
        {
            foreach (var text in texts) await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{phone}", Ours, text).Now(), Stop);
        }
    }

    [Fact]
    public async Task Beranda_counts_on_without_a_reload()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("rini", "Rini", StaffRole.Administrator));
        await host.GoAsync(page);
        await Expect(page.GetByText("Semua beres").Or(page.GetByText("Perlu dibereskan"))).ToBeVisibleAsync();
        await host.Get<StaffProblems>().NoteAsync(new FailureMeaning(63018, FailureEffect.None, true, "Turunkan kecepatan pengirim."), "whatsapp:+628001500175", Stop);
        await Expect(page.GetByText("Turunkan kecepatan pengirim.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
