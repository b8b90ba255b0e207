using System.Text;
using Chatbot.Conversations;
using Chatbot.Membership.Agents;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Peserta;

/// <summary>A list taken in by the console, with rows that are mended there, in a real browser.</summary>
public sealed class ImporPageTests
{
    private const string List =
        """
        NIK;Nama;No HP;Pekerjaan;Desa;Kecamatan
        3317014508909001;Siti Aminah;081234567001;Nelayan;Karanglincak;Kragan
        331702170885900;Budi Santoso;081234567002;Petani;Sluke;Sluke
        3317010101809003;=HYPERLINK("http://jahat.example","klik");;Buruh;Sluke;Sluke
        3317010201809004;<img src=x onerror=alert(1)>;;Buruh;<b>Sluke</b>;Sluke
        3317010301809005;Ketut Arta;;Tukang <script>alert(2)</script>;Sluke;Sluke
        """;

    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("JAKA_SCREENSHOTS") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_brought_mended_and_taken_in()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("dewi", "Ibu Dewi", StaffRole.Outreach));
        page.Dialog += (_, dialog) => host.Complaints.Add($"a dialog opened: {dialog.Message}");
        await host.GoAsync(page, "peserta/impor");
        await Expect(page.GetByText("Belum ada. Setiap daftar")).ToBeVisibleAsync();

        // What is no list says what it is.
        await BringAsync(page, "surat.pdf", "%PDF-1.7");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ini PDF");

        await BringAsync(page, "pekerja sluke 2026.csv", List);
        await Expect(page.Locator(".k-figure", new() { HasText = "Baris data" })).ToContainTextAsync("5");
        await Expect(page.Locator(".k-figure", new() { HasText = "Perlu diperbaiki" })).ToContainTextAsync("3");
        await page.GetByText("Begini kolomnya dibaca").ClickAsync();
        await Expect(page.Locator("tr", new() { HasText = "No HP" })).ToContainTextAsync("+62812****7001");
        await ConsoleHost.LookAsync(page, "peserta-impor-periksa");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "peserta-impor-periksa-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
        await Expect(page.GetByText("Baris 3 · Budi S.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Kolom A: NIK harus 16 angka, di sini 15 angka.")).ToBeVisibleAsync();

        // Still wrong, then right; the others change nothing of it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Perbaiki baris 3" }).ClickAsync();
        await page.GetByLabel("A · NIK").FillAsync("331702170885900A");
        await page.GetByRole(AriaRole.Button, new() { Name = "Periksa lagi" }).ClickAsync();
        await Expect(page.GetByText("Baris 3 masih belum benar")).ToBeVisibleAsync();
        await page.GetByLabel("A · NIK").FillAsync("3317021708859002");
        await ConsoleHost.LookAsync(page, "peserta-impor-perbaiki");
        if (TakesPictures)
        {
            await page.GetByText("Begini kolomnya dibaca").ClickAsync();
            await page.EvaluateAsync("scrollTo(0, 0)");
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", "peserta-impor.png") });
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Periksa lagi" }).ClickAsync();
        await Expect(page.GetByText("Baris 3 sudah benar.")).ToBeVisibleAsync();

        // Loaded anew it goes on where it was.
        await page.GetByLabel("Dasar persetujuan").FillAsync("Surat Kepala Desa Sluke No. 12/2026");
        await page.GetByLabel("Dasar persetujuan").BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keluarkan baris 5" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Kembalikan baris 5" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".k-figure", new() { HasText = "Perlu diperbaiki" })).ToContainTextAsync("1");
        await Expect(page.GetByLabel("Dasar persetujuan")).ToHaveValueAsync("Surat Kepala Desa Sluke No. 12/2026");

        // What a sheet would compute is a text here, and typed over.
        await page.GetByRole(AriaRole.Button, new() { Name = "Perbaiki baris 4" }).ClickAsync();
        await Expect(page.GetByLabel("B · Nama")).ToHaveValueAsync("=HYPERLINK(\"http://jahat.example\",\"klik\")");
        await page.GetByLabel("B · Nama").FillAsync("Made Sari");
        await page.GetByRole(AriaRole.Button, new() { Name = "Periksa lagi" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Impor 4 baris" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sudah masuk" })).ToBeVisibleAsync();
        await Expect(page.GetByText("4 baris", new() { Exact = true })).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "peserta-impor-tanda-terima");

        await page.GetByRole(AriaRole.Link, new() { Name = "Lihat daftar peserta" }).ClickAsync();
        await Expect(page.GetByText("4 orang")).ToBeVisibleAsync();
        await Expect(page.GetByText("MADE S.")).ToBeVisibleAsync();
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_agent_sends_a_list_of_his_own_people_once_his_phone_is_linked()
    {
        await using var host = await ConsoleHost.StartAsync();
        var agent = (await host.Get<AgentRegister>().AddAsync("PERISAI-01", "perisai", "Ibu Wati", "Rembang", Stop))!;
        var page = await host.OpenAsync(await host.AddAsync("wati", "Ibu Wati", StaffRole.Agent));
        await host.GoAsync(page, "peserta/impor");
        const string People = "NIK;Nama;No HP\n3317014508909001;Siti Aminah;081234567001\n3317021708859002;Budi Santoso;\n";
        await BringAsync(page, "kelompok.csv", People);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("kirim AGEN");

        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", "whatsapp:+628001500175", "halo").Now(), Stop);
        var person = (await host.Get<People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;
        await host.Get<Database>().WriteAsync(
            session => session.ExecuteAsync("INSERT INTO agent_people (person_id, agent_id, linked_at) VALUES (@person, @Id, 0)", new { person, agent.Id }, Stop), Stop);
        await BringAsync(page, "kelompok.csv", People);
        await Expect(page.Locator(".k-figure", new() { HasText = "Bisa dikirim" })).ToContainTextAsync("2");
        await page.GetByLabel("Bagaimana orang-orang ini tahu").FillAsync("pertemuan kelompok 3 November");
        await ConsoleHost.LookAsync(page, "peserta-impor-agen");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "peserta-impor-agen-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
        await page.GetByRole(AriaRole.Button, new() { Name = "Kirim 2 orang" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sudah dikirim" })).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "peserta-impor-agen-terkirim");
        await page.GetByRole(AriaRole.Link, new() { Name = "Lihat orang-orang Anda" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lihat orang-orangnya" }).ClickAsync();
        await Expect(page.Locator(".j-people li")).ToHaveCountAsync(2);
        host.Complaints.ShouldBeEmpty();
    }

    private static async Task BringAsync(IPage page, string name, string text)
    {
        // No hand is as quick as this: the field listens a moment after it is shown.
        await page.WaitForFunctionAsync("() => document.querySelector('#p-file')?._blazorInputFileNextFileId !== undefined");
        await page.GetByLabel("Berkas (.xlsx atau .csv").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
    }
}
