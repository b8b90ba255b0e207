using System.Net;
using Chatbot.Conversations;
using Chatbot.Inbox;
using Chatbot.Privacy.Access;
using Chatbot.Templates;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Percakapan;

/// <summary>A conversation from both sides: Ibu Sari's phone and the console of the staff, in a real browser.</summary>
public sealed class TakeOverPageTests
{
    private const string FileAddress = "https://api.example/Media/ME1";

    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static readonly byte[] Voice = [.. "OggS"u8, 0, 2, 0, 0];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_is_taken_over_answered_and_given_back_while_the_person_sees_each_step()
    {
        await using var host = await ConsoleHost.StartAsync(null, "--Inbox:WatchSeconds", "1");
        var rina = await host.AddAsync("rina", "Ibu Rina", StaffRole.Service);
        var yusuf = await host.AddAsync("yusuf", "Pak Yusuf", StaffRole.Service);
        var page = await host.OpenAsync(rina);
        await host.GoAsync(page, "percakapan");
        await Expect(page.GetByText("Tidak ada yang menunggu.")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "percakapan-kosong");

        // The phone asks for a person; the list shows it without a reload.
        var phonePage = await host.OpenAsync();
        await phonePage.GotoAsync(new Uri(host.Address, "../simulator").ToString());
        await Expect(phonePage.GetByTestId("connection")).ToHaveTextAsync("Tersambung");
        var sari = new PhoneOnPage(phonePage, "phone-whatsapp");
        await sari.SayAsync("halo", "saya Jaka");
        await sari.SayAsync("PETUGAS", "teruskan ke petugas … tiket");
        var row = page.Locator(".c-item");
        await Expect(row).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 15_000 });
        await Expect(row).ToContainTextAsync("+62812****7890");
        await Expect(row).ToContainTextAsync("Menunggu petugas");
        await row.ClickAsync();
        await Expect(page.GetByText("Dilayani Jaka", new() { Exact = true }).Last).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "percakapan-dibuka");

        // Taking over: the phone is told who, and Jaka is silent.
        await page.GetByRole(AriaRole.Button, new() { Name = "Ambil alih" }).ClickAsync();
        await sari.ReadAsync("dibantu langsung oleh Ibu Rina");
        await Expect(page.GetByText("Anda yang melayani", new() { Exact = true })).ToBeVisibleAsync();
        await sari.TypeAsync("kartu saya belum sampai <b>bu</b><img src=x onerror=alert(1)>");
        await Expect(page.Locator(".c-in").First).ToContainTextAsync("<img src=x onerror=alert(1)>", new LocatorAssertionsToContainTextOptions { Timeout = 15_000 });
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Milik saya") })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(row).ToContainTextAsync("Belum dijawab");

        // A colleague is told who has it.
        var other = await host.OpenAsync(yusuf, 390, 844);
        await host.GoAsync(other, "percakapan");
        await other.GetByRole(AriaRole.Button, new() { NameRegex = new("^Semua") }).ClickAsync();
        await other.Locator(".c-item").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Ambil alih" }).ClickAsync();
        await Expect(other.GetByText("sudah dipegang Ibu Rina")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(other, "percakapan-hp-dipegang");
        await other.GetByRole(AriaRole.Button, new() { Name = "Kembali ke daftar" }).ClickAsync();
        await ConsoleHost.LookAsync(other, "percakapan-hp-daftar");

        // An answer that is ready, changed, and sent with the keyboard.
        await page.Locator("#c-answers").SelectOptionAsync(new SelectOptionValue { Label = "Mohon tunggu" });
        var text = page.Locator("#c-text");
        await Expect(text).ToHaveValueAsync("Baik Bapak/Ibu, saya cek dulu ya. Mohon tunggu sebentar.");
        await text.FillAsync("Baik Bu Sari, saya cek dulu ya.");
        await text.PressAsync("Control+Enter");
        await sari.ReadAsync("Baik Bu Sari, saya cek dulu ya.");
        await Expect(text).ToHaveValueAsync("");
        await Expect(page.Locator(".c-out").First).ToContainTextAsync("Ibu Rina");

        // A note stays inside; the whole number is shown for a reason.
        await page.GetByRole(AriaRole.Button, new() { Name = "Catatan" }).ClickAsync();
        await page.Locator("#c-note").FillAsync("Kartu dicetak ulang, cek ke cabang");
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan" }).ClickAsync();
        await Expect(page.Locator(".c-note")).ToContainTextAsync("Kartu dicetak ulang");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tampilkan lengkap" }).ClickAsync();
        await page.Locator("#c-why").FillAsync("perlu ditelepon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tampilkan", Exact = true }).ClickAsync();
        await Expect(page.GetByText("+6281234567890").First).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "percakapan-melayani");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "percakapan-hp-melayani");
        await page.SetViewportSizeAsync(1280, 800);

        // Giving back: Jaka is there again.
        await page.GetByRole(AriaRole.Button, new() { Name = "Serahkan ke Jaka" }).ClickAsync();
        await page.Locator("#c-note").FillAsync("sudah dijelaskan");
        await page.GetByRole(AriaRole.Button, new() { Name = "Serahkan", Exact = true }).ClickAsync();
        await sari.ReadAsync("bersama saya lagi, Jaka");
        await Expect(page.GetByText("Dilayani Jaka", new() { Exact = true }).Last).ToBeVisibleAsync();
        await sari.SayAsync("iuran berapa?", "Rp");

        // And the person himself calls Jaka back.
        await page.GetByRole(AriaRole.Button, new() { Name = "Ambil alih" }).ClickAsync();
        await sari.ReadAsync("dibantu langsung oleh Ibu Rina");
        await sari.SayAsync("BOT", "bersama saya, Jaka");
        await Expect(page.GetByText("Pekerja memanggil Jaka kembali")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 15_000 });

        var actions = await AuditAsync(host);
        actions.ShouldContain("rina chat.taken");
        actions.ShouldContain("rina chat.revealed");
        actions.ShouldContain("yusuf chat.read");
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_conversation_that_waits_for_nobody_asks_why_it_is_opened()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("ari", "Ari", StaffRole.Auditor));
        await host.Get<RunTurn>()(Given.WhatsApp(Given.Ani, "halo").Now(), Stop);
        await host.GoAsync(page, "percakapan");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Semua") }).ClickAsync();
        await page.Locator(".c-item").ClickAsync();
        await ConsoleHost.LookAsync(page, "percakapan-alasan");
        await page.Locator("#c-reason").FillAsync("pemeriksaan rutin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buka" }).ClickAsync();
        await Expect(page.Locator(".c-lines")).ToContainTextAsync("halo");
        // Who only looks finds nothing to press.
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ambil alih" })).ToHaveCountAsync(0);
        (await AuditAsync(host)).ShouldContain("ari chat.read");
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Picture_and_voice_are_shown_within_the_page_and_served_so_that_nothing_in_them_runs()
    {
        await using var host = await ConsoleHost.StartAsync(builder => builder.Services.AddSingleton(new MediaSource(
            address => address.StartsWith(FileAddress, StringComparison.Ordinal),
            (address, _, _) => Task.FromResult<FetchedMedia>(address[^1] switch
            {
                'p' => new FetchedMedia.Fetched("application/pdf", Picture),
                'o' => new FetchedMedia.Fetched("audio/ogg", Voice),
                _ => new FetchedMedia.Fetched("image/png", Picture),
            }))));
        var rina = await host.AddAsync("rina", "Ibu Rina", StaffRole.Service);
        await host.Get<RunTurn>()(Given.WhatsApp(Given.Ani, "PETUGAS").Now(), Stop);
        var conversation = Given.WhatsApp(Given.Ani, "").Conversation;
        await host.Get<TakeOvers>().TakeAsync(conversation, new StaffMember("rina", "Ibu Rina"), "uji", Stop);
        await host.Get<RunTurn>()(
            Given.WhatsApp(Given.Ani, "").Now() with { Attachments = [new Attachment("image/png", FileAddress), new Attachment("application/pdf", FileAddress + "p"), new Attachment("audio/ogg", FileAddress + "o")] }, Stop);
        var page = await host.OpenAsync(rina);
        await host.GoAsync(page, "percakapan");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Milik saya") }).ClickAsync();
        await page.Locator(".c-item").ClickAsync();
        await Expect(page.GetByAltText("Gambar dari pekerja")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        await Expect(page.GetByText("Unduh berkas")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Pesan suara dari pekerja")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "percakapan-gambar");

        var files = await host.Get<StaffMedia>().OfAsync(conversation.Value, Stop);
        using var client = await host.ClientAsync(rina);
        foreach (var (file, disposition, type) in new[] { (files[0], "inline", "image/png"), (files[1], "attachment", "application/octet-stream"), (files[2], "inline", "audio/ogg") })
        {
            using var answer = await client.GetAsync(new Uri($"percakapan/berkas/{file.Id}", UriKind.Relative), Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe(disposition);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        }

        using var outreach = await host.ClientAsync(await host.AddAsync("pen", "Penyuluh", StaffRole.Outreach));
        using var refused = await outreach.GetAsync(new Uri($"percakapan/berkas/{files[0].Id}", UriKind.Relative), Stop);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var stranger = await host.ClientAsync();
        using var away = await stranger.GetAsync(new Uri($"percakapan/berkas/{files[0].Id}", UriKind.Relative), Stop);
        away.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_conversation_is_assigned_to_a_colleague_who_finds_it_and_is_begun_anew_with_a_reason()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("rina", "Ibu Rina", StaffRole.Service));
        var other = await host.OpenAsync(await host.AddAsync("yusuf", "Pak Yusuf", StaffRole.Service));
        await host.Get<RunTurn>()(Given.WhatsApp(Given.Ani, "PETUGAS").Now(), Stop);
        await host.GoAsync(page, "percakapan");
        await page.Locator(".c-item").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tugaskan" }).ClickAsync();
        await page.GetByLabel("Tugaskan kepada").SelectOptionAsync(new SelectOptionValue { Label = "Pak Yusuf" });
        await page.Locator("form.c-line").GetByRole(AriaRole.Button, new() { Name = "Tugaskan" }).ClickAsync();
        await Expect(page.GetByText("Ditugaskan ke Pak Yusuf", new() { Exact = true })).ToBeVisibleAsync();
        await ConsoleHost.LookAtBothAsync(page, "percakapan-tugaskan");

        // He finds it among his own.
        await host.GoAsync(other, "percakapan");
        await other.GetByRole(AriaRole.Button, new() { NameRegex = new("^Milik saya") }).ClickAsync();
        await other.Locator(".c-item").ClickAsync();
        await Expect(other.GetByText("Ditugaskan ke saya")).ToBeVisibleAsync();

        // What hurts asks first, and why.
        await other.GetByRole(AriaRole.Button, new() { Name = "Mulai ulang" }).ClickAsync();
        await ConsoleHost.LookAtBothAsync(other, "percakapan-ulang");
        await other.Locator("#c-note").FillAsync("isian macet");
        await other.Locator("form.c-line").GetByRole(AriaRole.Button, new() { Name = "Mulai ulang" }).ClickAsync();
        await Expect(other.GetByText("Percakapan dimulai ulang")).ToBeVisibleAsync();
        await Expect(other.GetByText("Pak Yusuf memulai ulang percakapan")).ToBeVisibleAsync();
        var actions = await AuditAsync(host);
        actions.ShouldContain("yusuf chat.reset");
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_24_hours_only_an_approved_template_can_be_sent_and_an_SMS_is_counted()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rina = await host.AddAsync("rina", "Ibu Rina", StaffRole.Service);
        var template = host.Get<TemplateBook>().Find("jawaban_petugas").ShouldNotBeNull();
        await host.Get<Chatbot.Storage.Database>().WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO templates (template_id, version, provider_id, category, status, changed_at)
                VALUES (@Id, @Version, 'HX1', 'UTILITY', 'approved', 0)
                """,
                new { template.Id, template.Version },
                Stop),
            Stop);
        var yesterday = TimeProvider.System.GetUtcNow().AddHours(-25);
        const string Our = "whatsapp:+628001500175";
        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", Our, "PETUGAS") with { Timestamp = yesterday }, Stop);
        await host.Get<RunTurn>()(Given.Message("sms", Given.Budi, Our[9..], "PETUGAS") with { Timestamp = yesterday.AddMinutes(1) }, Stop);
        var page = await host.OpenAsync(rina);
        await host.GoAsync(page, "percakapan");
        await page.Locator(".c-item").Nth(1).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ambil alih" }).ClickAsync();
        await Expect(page.GetByText("WhatsApp hanya membolehkan templat")).ToBeVisibleAsync();
        await page.GetByLabel("Perihal").FillAsync("kartu peserta");
        await Expect(page.Locator(".c-preview")).ToContainTextAsync("tentang kartu peserta");
        await ConsoleHost.LookAsync(page, "percakapan-templat");
        await page.GetByRole(AriaRole.Button, new() { Name = "Kirim templat" }).ClickAsync();
        await Expect(page.Locator(".c-out").First).ToContainTextAsync("tentang kartu peserta");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Menunggu") }).ClickAsync();
        await page.Locator(".c-item").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ambil alih" }).ClickAsync();
        await page.Locator("#c-text").FillAsync(new string('a', 161));
        await Expect(page.GetByText("161 dari 612 karakter, 2 SMS")).ToBeVisibleAsync();
        await page.Locator("#c-text").FillAsync(new string('a', 700));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Kirim", Exact = true })).ToBeDisabledAsync();
        await ConsoleHost.LookAsync(page, "percakapan-sms");
        host.Complaints.ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> AuditAsync(ConsoleHost host) =>
        await host.Get<Chatbot.Storage.Database>().ReadAsync(
            session => session.QueryAsync<string>("SELECT actor || ' ' || action FROM audit_log ORDER BY number", null, Stop), Stop);
}
