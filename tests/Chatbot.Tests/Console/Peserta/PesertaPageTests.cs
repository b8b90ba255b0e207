using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Peserta;

/// <summary>People in the console: found, opened, seen whole for a reason, in a real browser.</summary>
public sealed class PesertaPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_found_among_many()
    {
        await using var host = await ConsoleHost.StartAsync();
        await host.Get<RunTurn>()(Given.Message("whatsapp", "whatsapp:+6281234567001", "whatsapp:+628001500175", "halo").Now(), Stop);
        await ImportAsync(host, Rows(600));
        await host.Get<WorkerAreas>().LearnAsync(Stop);
        await PayAsync(host, "SITI AMINAH", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12");
        await host.Get<DeliveryLog>().NoteAsync(
            new DeliveryNote.Opened(new OutgoingText("m-1", "whatsapp|whatsapp:+628001500175|whatsapp:+6281234567001", "whatsapp", "reminder", "pengingat:h-7", "Bu Siti, …")), Stop);
        await host.Get<DeliveryLog>().NoteAsync(new DeliveryNote.Accepted("m-1", "SM-1", "delivered"), Stop);
        var rina = await host.AddAsync("rina", "Ibu Rina", StaffRole.Service);
        var page = await host.OpenAsync(rina);
        await host.GoAsync(page, "peserta");
        await Expect(page.GetByText("602 orang")).ToBeVisibleAsync();

        // The list is scrolled to its end without all of it being there.
        await page.GetByText("Saringan dan urutan").ClickAsync();
        await page.GetByLabel("Urutan").SelectOptionAsync("Nama");
        await Expect(page.Locator(".p-name").First).ToHaveTextAsync("BUDI S.");
        (await page.Locator(".p-row").CountAsync()).ShouldBeLessThan(100);
        await ConsoleHost.LookAsync(page, "peserta-banyak");
        await page.Locator(".p-scroll").EvaluateAsync("box => box.scrollTop = box.scrollHeight");
        await Expect(page.Locator(".p-name", new() { HasText = "WAYAN" }).Last).ToBeVisibleAsync();
        (await page.Locator(".p-row").CountAsync()).ShouldBeLessThan(100);

        await page.GetByLabel("Nama, nomor HP, NIK").FillAsync("3317014508909001");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cari" }).ClickAsync();
        await Expect(page.GetByText("1 orang cocok")).ToBeVisibleAsync();
        await Expect(page.Locator(".p-row")).ToContainTextAsync("SITI A.");
        await Expect(page.Locator(".p-row")).ToContainTextAsync("0812****7001");
        page.Url.ShouldNotContain("3317");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tampilkan nama dan nomor lengkap" }).ClickAsync();
        await page.GetByLabel("Alasan melihat nama").FillAsync("menelepon yang jatuh tempo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tampilkan", Exact = true }).ClickAsync();
        await Expect(page.Locator(".p-row")).ToContainTextAsync("SITI AMINAH");
        await Expect(page.Locator(".p-row")).ToContainTextAsync("081234567001");
        await ConsoleHost.LookAsync(page, "peserta-ditemukan");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "peserta-ditemukan-ponsel");
        await page.SetViewportSizeAsync(1280, 800);

        // The person: masked until a reason is given, and the list is as it was on the way back.
        await page.Locator(".p-row").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("SITI A.");
        await Expect(page.GetByText("3317********9001")).ToBeVisibleAsync();
        await Expect(page.Locator("section[aria-labelledby=messages]")).ToContainTextAsync("Pengingat: 7 hari sebelum masa yang sudah dibayar habis");
        await Expect(page.Locator("section[aria-labelledby=messages] .k-tag")).ToHaveTextAsync("sampai");
        await ConsoleHost.LookAsync(page, "peserta-orang");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tampilkan lengkap" }).ClickAsync();
        await page.GetByLabel("Juga NIK").CheckAsync();
        await page.GetByLabel("Alasan").FillAsync("mencocokkan KTP di loket");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tampilkan", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("SITI AMINAH");
        await Expect(page.GetByText("3317014508909001")).ToBeVisibleAsync();
        await Expect(page.GetByText("5 Agustus 1990")).ToBeVisibleAsync();

        // A month that he has paid is noted at the counter.
        await page.GetByRole(AriaRole.Button, new() { Name = "Catat iuran yang sudah dibayar" }).ClickAsync();
        await page.GetByLabel("Bulan yang dibayar").SelectOptionAsync("2026-07");
        await page.GetByLabel("Bukti yang dilihat").FillAsync("struk minimarket 0412");
        await ConsoleHost.LookAsync(page, "peserta-orang-iuran");
        await page.GetByRole(AriaRole.Button, new() { Name = "Catat lunas" }).ClickAsync();
        await Expect(page.GetByText("Iuran Juli 2026 tercatat lunas.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Rincian 6 bulan yang dibayar")).ToBeVisibleAsync();
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "peserta-orang-ponsel");
        await page.GetByRole(AriaRole.Link, new() { Name = "Daftar peserta" }).First.ClickAsync();
        await Expect(page.GetByText("1 orang cocok")).ToBeVisibleAsync();
        await Expect(page.Locator(".p-row")).ToContainTextAsync("SITI A.");
        page.Url.ShouldNotContain("3317");
        host.Complaints.ShouldBeEmpty();
    }

    internal static async Task PayAsync(ConsoleHost host, string name, params string[] months)
    {
        var id = await host.Get<Database>().ReadAsync(session => session.FirstAsync<string>("SELECT id FROM workers WHERE name = @name", new { name }, Stop), Stop);
        foreach (var month in months)
        {
            await host.Get<Contributions>().RecordAsync(
                new Contribution(id!, CoverageMonth.Parse(month), 16_800, "jkk,jkm", "self", new DateTimeOffset(2026, 8, 3, 4, 0, 0, TimeSpan.Zero)), Stop);
        }
    }

    internal static async Task ImportAsync(ConsoleHost host, string text)
    {
        var folder = Directory.CreateTempSubdirectory("jaka-");
        try
        {
            var path = Path.Combine(folder.FullName, "daftar.csv");
            await File.WriteAllTextAsync(path, text, Stop);
            var now = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(7));
            (await host.Get<Imports>().RunAsync(new ImportRequest(ImportKind.Workers, path, null, ImportMode.All, "Wayan", new DateOnly(2026, 11, 21)), now, Stop))
                .ShouldBeOfType<ImportOutcome.Done>();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static string Rows(int others) =>
        """
        NIK;Nama;HP;Pekerjaan;Desa;Kecamatan
        3317014508909001;Siti Aminah;081234567001;Nelayan;Karanglincak;Kragan
        3317021708859002;Budi Santoso;081234567002;Petani;Sluke;Sluke

        """ + string.Join('\n', Enumerable.Range(1, others).Select(i => $"331703{1 + (i % 28):d2}0180{9000 + i:d4};{(i % 2 == 0 ? "Made" : "Wayan")} {(char)('A' + (i % 26))}ri;;Tukang becak;Tireman;Rembang"));
}
