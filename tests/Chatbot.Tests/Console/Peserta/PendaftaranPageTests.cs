using Chatbot.Conversations;
using Chatbot.Membership.Registering;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Peserta;

/// <summary>What waits for the branch, from Beranda to the last step, in a real browser.</summary>
public sealed class PendaftaranPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_for_the_branch_is_confirmed_entered_and_sent_back()
    {
        await using var host = await ConsoleHost.StartAsync();
        await PesertaPageTests.ImportAsync(host, PesertaPageTests.Rows(1));
        await AskedAsync(host);
        var page = await host.OpenAsync(await host.AddAsync("rina", "Ibu Rina", StaffRole.Service));
        await host.GoAsync(page);
        await Expect(page.GetByText("1 pendaftaran menunggu persetujuan di loket")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "3 pendaftaran belum masuk sistem BPJS Ketenagakerjaan" }).ClickAsync();
        var entry = page.Locator("section[aria-labelledby=entry]");
        await Expect(entry.GetByRole(AriaRole.Heading, new() { Name = "Belum masuk sistem BPJS Ketenagakerjaan (3)" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await LookAsync(page, "peserta-pendaftaran-menunggu");

        // Somebody without a phone has come with his KTP: from now on he waits for his number.
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Setuju di loket") }).ClickAsync();
        await page.GetByLabel("Apa yang dilihat").FillAsync("datang dengan KTP asli, setuju");
        await page.GetByRole(AriaRole.Button, new() { Name = "Catat setuju" }).ClickAsync();
        await Expect(page.GetByText("dicatat setuju. Pendaftarnya diberi kabar.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(entry.GetByRole(AriaRole.Heading)).ToContainTextAsync("(4)", new() { Timeout = 20_000 });

        // The number of the branch's system; a wrong one is told, a slip is taken back.
        var siti = entry.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "SITI A." }).Filter(new() { HasText = "Karanglincak" });
        await siti.GetByRole(AriaRole.Button, new() { NameRegex = new("^Sudah masuk") }).ClickAsync();
        await page.GetByLabel("Nomor KPJ (11 angka)").FillAsync("2412");
        await page.GetByRole(AriaRole.Button, new() { Name = "Catat masuk" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Nomor KPJ terdiri dari 11 angka.");
        await page.GetByLabel("Nomor KPJ (11 angka)").FillAsync("24120098765");
        await page.GetByRole(AriaRole.Button, new() { Name = "Catat masuk" }).ClickAsync();
        await Expect(page.GetByText("tercatat masuk.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(page.Locator("section[aria-labelledby=done]")).ToContainTextAsync("*******8765");
        await page.GetByRole(AriaRole.Button, new() { Name = "Urungkan" }).ClickAsync();
        await Expect(page.GetByText("menunggu lagi seperti sebelumnya.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(page.Locator("section[aria-labelledby=done]")).ToHaveCountAsync(0);

        // What cannot be entered says why.
        await siti.GetByRole(AriaRole.Button, new() { NameRegex = new("^Kembalikan") }).ClickAsync();
        await page.GetByLabel("Mengapa belum bisa dientri?").FillAsync("Nama berbeda <b>di Dukcapil</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Kembalikan", Exact = true }).ClickAsync();
        await entry.GetByRole(AriaRole.Button, new() { Name = "Dikembalikan" }).ClickAsync();
        await Expect(entry.GetByText("Dikembalikan: Nama berbeda <b>di Dukcapil</b>")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await LookAsync(page, "peserta-pendaftaran-dikembalikan");
        await entry.GetByRole(AriaRole.Link, new() { Name = "SITI A." }).ClickAsync();
        await Expect(page.GetByText("Belum bisa dimasukkan, dikembalikan (oleh rina)")).ToBeVisibleAsync(new() { Timeout = 20_000 });

        // Who only checks reads, and finds nothing to press.
        var auditor = await host.OpenAsync(await host.AddAsync("ari", "Ari", StaffRole.Auditor));
        await host.GoAsync(auditor, "peserta/pendaftaran");
        await Expect(auditor.Locator("section[aria-labelledby=entry]").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(4, new() { Timeout = 20_000 });
        await Expect(auditor.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Sudah masuk|Kembalikan)") })).ToHaveCountAsync(0);

        // What a colleague does, and who comes, is seen without a reload; names only when they are asked for.
        await host.GoAsync(page, "peserta/pendaftaran");
        await Expect(page.GetByText("Tidak ada. Kalau seseorang didaftarkan")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        var looks = await LooksAsync(host);
        await AskedAsync(host, "JKA-261121-UJI02", "Paijem Lestari", "3317014101550015");
        var budi = new StaffScope(StaffScope.FirstOrganisation, "budi", "Budi", [StaffRole.Service], null, TimeZoneInfo.Utc);
        var waiting = await host.Get<BranchEntries>().WaitingAsync(budi, BranchStage.NotHandedOver, 0, 1, Stop);
        (await host.Get<BranchEntries>().EnterAsync(budi, waiting.Rows[0].Number, "24120098773", Stop)).ShouldBe(BranchNoted.Done);
        await Expect(auditor.Locator("section[aria-labelledby=entry]").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await Expect(page.GetByText("1 pendaftaran baru menunggu persetujuan.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByText("JKA-261121-UJI02")).ToHaveCountAsync(0);
        (await LooksAsync(host)).ShouldBe(looks);
        await page.GetByRole(AriaRole.Button, new() { Name = "Tampilkan" }).ClickAsync();
        await Expect(page.GetByText("JKA-261121-UJI02")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        (await LooksAsync(host)).ShouldBe(looks + 1);
        host.Complaints.ShouldBeEmpty();
    }

    private static Task<long> LooksAsync(ConsoleHost host) =>
        host.Get<Database>().ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM audit_log WHERE action = 'registration.list'", null, Stop), Stop);

    private static async Task LookAsync(IPage page, string name)
    {
        await ConsoleHost.LookAsync(page, name);
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, $"{name}-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
    }

    /// <summary>Somebody without a phone of her own, registered by her daughter.</summary>
    private static async Task AskedAsync(ConsoleHost host, string number = "JKA-261121-UJI01", string name = "Sumini Rahayu", string nik = "3317014101550007")
    {
        const string OurNumber = "whatsapp:+628001500175";
        await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{Given.Ani}", OurNumber, "halo").Now(), Stop);
        var person = await host.Get<Database>().ReadAsync(session => session.FirstAsync<string>("SELECT person_id FROM addresses", null, Stop), Stop);
        await host.Get<Database>().WriteAsync(
            session =>
            {
                host.Get<PendingRegistrations>().Add(
                    session,
                    new PendingRegistration(
                        number, person!, $"whatsapp|{OurNumber}|whatsapp:{Given.Ani}", Given.Ani, "family", null, "",
                        new Chatbot.Membership.NewWorker(nik, name, "", "petani", "other", 1_000_000, "jkk,jkm")),
                    null);
                return Task.CompletedTask;
            },
            Stop);
    }
}
