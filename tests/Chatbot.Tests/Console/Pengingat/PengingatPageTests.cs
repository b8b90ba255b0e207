using Chatbot.Conversations;
using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Chatbot.Templates;
using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Pengingat;

/// <summary>Reminders in the console: what the rules say and did, and the road to one worker's month, in a real browser.</summary>
public sealed class PengingatPageTests
{
    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("JAKA_SCREENSHOTS") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_rules_to_what_one_worker_would_get()
    {
        await using var host = await ConsoleHost.StartAsync();
        var siti = await RegistersAsync(host, "+6281234567001", "3317014408909003", "SITI AMINAH", "Asia/Jakarta");
        await RegistersAsync(host, "+6281234567002", "5104011708859001", "WAYAN SUDRA", "Asia/Makassar");
        await RegistersAsync(host, "+6281234567003", "9171011708859002", "YOSEF", "Asia/Jayapura");
        await HistoryAsync(host, siti);
        foreach (var template in host.Get<TemplateBook>().All)
        {
            var status = template.Id == "pengingat_kembali" ? "pending" : "approved";
            await host.Get<TemplateStates>().SeenAsync(template, new TemplateState(template.Id, template.Version, "HX" + template.Version, "UTILITY", status, null), TemplatePart.InForce, Stop);
        }

        var page = await host.OpenAsync(await host.AddAsync("rina", "Ibu Rina", StaffRole.Outreach));

        await host.GoAsync(page, "pengingat");
        await Expect(page.Locator(".r-alive")).ToContainTextAsync("hidup");
        await Expect(page.Locator(".k-figure").Filter(new() { HasText = "Direncanakan" }).First).ToContainTextAsync("3");
        await Expect(page.Locator(".k-figure").Filter(new() { HasText = "Terkirim" })).ToContainTextAsync("2");
        await Expect(page.Locator("#past + table")).ToContainTextAsync("sudah membayar 1");
        // Three days after the registration, in three zones: by the hour of this test one of them may count a day more.
        var ahead = page.Locator("section[aria-labelledby=ahead]");
        await Expect(ahead).ToContainTextAsync("× 3 hari sesudah mendaftar", new() { Timeout = 20_000 });
        foreach (var zone in new[] { "WIB", "WITA", "WIT" }) await Expect(ahead.GetByRole(AriaRole.Columnheader, new() { Name = zone, Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator(".k-warning")).ToContainTextAsync("1 dari 18 aturan memakai templat yang belum disetujui Meta");
        await ConsoleHost.LookAsync(page, "pengingat-ramai");
        await PictureAsync(page, "pengingat");
        var rule = page.Locator(".r-rule").Filter(new() { HasText = "7 hari sebelum masa yang sudah dibayar habis" });
        await rule.Locator("summary").ClickAsync();
        await Expect(rule).ToContainTextAsync("Halo Siti A., ini Jaka");
        await Expect(rule).ToContainTextAsync("Atur pengingat");
        await ConsoleHost.LookAsync(page, "pengingat-aturan");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "pengingat-aturan-ponsel");
        await page.SetViewportSizeAsync(1280, 800);

        await page.GetByRole(AriaRole.Link, new() { Name = "Coba: apa yang diterima" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Apa yang akan diterima pekerja ini?");
        await Expect(page.Locator(".r-going li").First).ToContainTextAsync("7 hari sesudah masa yang dibayar habis");
        await page.GetByLabel("Zona waktu").SelectOptionAsync("Asia/Jayapura");
        await Expect(page.Locator(".r-going h3").First).ToContainTextAsync("09.00 WIT");
        await page.Locator(".r-wishes summary").ClickAsync();
        // No evening hour: in Ramadan those move behind the breaking of the fast.
        await page.GetByLabel("Jam", new() { Exact = true }).SelectOptionAsync("10.00");
        await Expect(page.Locator(".r-going h3").First).ToContainTextAsync("10.00 WIT");
        // How many a month has depends on its length.
        await Expect(page.Locator(".r-has").First).ToBeVisibleAsync();
        var (messages, days) = (await page.Locator(".r-going li").CountAsync(), await page.Locator(".r-has").CountAsync());
        messages.ShouldBeGreaterThanOrEqualTo(days);
        await page.GetByLabel("Penghasilan datang").SelectOptionAsync("saat panen");
        await Expect(page.Locator(".r-going")).Not.ToContainTextAsync("7 hari sesudah masa yang dibayar habis");
        await page.GetByLabel("Penghasilan datang").SelectOptionAsync("setiap bulan");
        await Expect(page.Locator(".r-going li")).ToHaveCountAsync(messages);
        await ConsoleHost.LookAsync(page, "pengingat-coba-contoh");
        await PictureAsync(page, "pengingat-coba");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "pengingat-coba-contoh-ponsel");
        await page.SetViewportSizeAsync(1280, 800);

        await page.GetByLabel("Peserta sungguhan").CheckAsync();
        await page.GetByLabel("Nama, nomor HP").FillAsync("aminah");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cari" }).ClickAsync();
        await Expect(page.Locator("#r-result")).ToContainTextAsync("SITI A.");
        await Expect(page.GetByText("Yang sudah lewat")).ToBeVisibleAsync();
        (await page.ContentAsync()).ShouldNotContain("SITI AMINAH");
        await page.GetByLabel("Bulan yang dilihat").FocusAsync();
        await ConsoleHost.LookAsync(page, "pengingat-coba-peserta");
        await page.GetByLabel("Nama, nomor HP").FillAsync("tidakada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cari" }).ClickAsync();
        await Expect(page.GetByText("Tidak ada yang cocok")).ToBeVisibleAsync();
        host.Complaints.ShouldBeEmpty();
    }

    private static async Task<string> RegistersAsync(ConsoleHost host, string phone, string nik, string name, string zone)
    {
        var person = await host.Get<People>().BehindAsync("whatsapp", "whatsapp:" + phone, Stop);
        await host.Get<Database>().WriteAsync(
            session => host.Get<Workers>().AddAsync(
                session, new NewWorker(nik, name, phone, "petani", "other", 1_000_000, "jkk,jkm"), new RegistrationOrigin(person.Id, "whatsapp", "turn-" + nik), host.Get<TimeProvider>().GetUtcNow().ToOffset(TimeSpan.FromHours(7)), Stop),
            Stop);
        await host.Get<Database>().WriteAsync(session => session.ExecuteAsync("UPDATE people SET zone = @zone WHERE id = @Id", new { zone, person.Id }, Stop), Stop);
        await host.Get<Consents>().GrantAsync(new ConsentSource(person.Id, "whatsapp", "whatsapp:" + phone, "SM-" + nik), ConsentPurpose.Reminders, "pengingat-1", Stop);
        return (await host.Get<Workers>().OfAsync(person.Id, null, Stop))[0].Id;
    }

    /// <summary>Three that were planned for her: two went, one was not needed any more.</summary>
    private static Task HistoryAsync(ConsoleHost host, string worker) =>
        host.Get<Database>().WriteAsync(
            async session =>
            {
                var person = await session.FirstAsync<string>("SELECT person_id FROM workers WHERE id = @worker", new { worker }, Stop);
                foreach (var (days, rule, outcome) in new[] { (20, "h-7", "told"), (13, "hari-akhir", "paid"), (9, "h+7", "told") })
                {
                    var at = host.Get<TimeProvider>().GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds();
                    var id = $"m{days}";
                    await session.ExecuteAsync(
                        "INSERT INTO reminder_messages (id, person_id, state, due_at, ended_at, created_at) VALUES (@id, @person, 'sent', @at, @at, @at)", new { id, person, at }, Stop);
                    await session.ExecuteAsync(
                        "INSERT INTO reminders (worker_id, rule, counted_from, last_day, message, outcome) VALUES (@worker, @rule, @Day, @Day, @id, @outcome)",
                        new { worker, rule, outcome, id, Day = $"2020-01-{days:d2}" },
                        Stop);
                }
            },
            Stop);

    private static Task PictureAsync(IPage page, string name) =>
        TakesPictures ? page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", name + ".png") }) : Task.CompletedTask;
}
