using Chatbot.Privacy.Access;
using Chatbot.Tests.EndToEnd;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Isi;

/// <summary>A better answer, from who writes it over who publishes it to the phone of who asks, and back.</summary>
public sealed class EditionPageTests
{
    private const string Better = "BPJS Ketenagakerjaan menjaga pekerja dan keluarganya. Tanya apa saja ke {F-KTK-01}.";

    private const string Said = "BPJS Ketenagakerjaan menjaga pekerja dan keluarganya. Tanya apa saja ke 175.";

    [Fact]
    public async Task An_answer_is_changed_tried_published_by_a_colleague_heard_and_taken_back()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("rini.wulandari", "Rini Wulandari", StaffRole.Outreach));
        await host.GoAsync(page, "isi/jawaban");
        await page.GetByLabel("Cari").FillAsync("Apa itu BPJS TK");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buka Q001" }).ClickAsync();

        // What cannot be said is told while it is typed.
        var text = page.GetByLabel("Teks WhatsApp");
        await text.FillAsync("Iurannya {iuran.minimum} saja.");
        await Expect(page.GetByText("{iuran.minimum} tidak dikenal.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan ke draf" }).ClickAsync();
        await Expect(page.GetByText("1 perlu diperbaiki")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(page.GetByText("(knowledge/faq.yaml, baris")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "isi-jawaban-salah");

        await text.FillAsync(Better);
        await Expect(page.Locator(".k-phone").First).ToHaveTextAsync(Said);
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan ke draf" }).ClickAsync();
        await Expect(page.GetByText("Tersimpan di draf.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Coba «") }).ClickAsync();
        await Expect(page.Locator(".i-answer")).ToHaveTextAsync(Said, new() { Timeout = 20_000 });
        await ConsoleHost.LookAsync(page, "isi-jawaban-dicoba");
        await ConsoleHost.PictureAsync(page, "isi-jawaban");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "isi-jawaban-dicoba-ponsel");
        await page.SetViewportSizeAsync(1280, 800);

        await page.GetByRole(AriaRole.Link, new() { Name = "Lihat draf" }).ClickAsync();
        await page.GetByLabel("Alasan, untuk yang menerbitkan").FillAsync("Bahasa lebih ramah");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajukan" }).ClickAsync();
        await Expect(page.GetByText("Menunggu penyetuju atau pengelola")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Terbitkan", Exact = true })).ToHaveCountAsync(0);

        var phonePage = await host.OpenAsync();
        await phonePage.GotoAsync(new Uri(host.Address, "../simulator").ToString());
        await Expect(phonePage.GetByTestId("connection")).ToHaveTextAsync("Tersambung");
        var sari = new PhoneOnPage(phonePage, "phone-whatsapp");
        await sari.SayAsync("bpjs tk itu apa", "badan milik negara");

        var approver = await host.OpenAsync(await host.AddAsync("budi.santoso", "Budi Santoso", StaffRole.Approver));
        await host.GoAsync(approver);
        await approver.GetByRole(AriaRole.Link, new() { Name = "Perubahan isi menunggu diterbitkan" }).ClickAsync();
        await Expect(approver.GetByText("Bahasa lebih ramah")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(approver, "isi-terbitan-menunggu");
        await ConsoleHost.PictureAsync(approver, "isi-terbitan");
        await approver.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(approver, "isi-terbitan-menunggu-ponsel");
        await approver.SetViewportSizeAsync(1280, 800);
        await approver.GetByRole(AriaRole.Button, new() { Name = "Terbitkan", Exact = true }).ClickAsync();
        await Expect(approver.GetByText("Terbit. Dalam beberapa detik")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await sari.SayAsync("bpjs tk itu apa", "menjaga pekerja dan keluarganya");

        await approver.GetByRole(AriaRole.Button, new() { Name = "Pakai lagi bawaan" }).ClickAsync();
        await approver.GetByLabel("Mengapa kembali ke sini").FillAsync("Kembali dulu");
        await ConsoleHost.LookAsync(approver, "isi-terbitan-kembali");
        await approver.GetByRole(AriaRole.Button, new() { Name = "Ya, pakai lagi" }).ClickAsync();
        await Expect(approver.GetByText("Kembali ke bawaan")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await sari.SayAsync("bpjs tk itu apa", "badan milik negara");
        host.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fact_gets_a_new_value_from_a_day_on_and_the_rest_is_put_forward_for_approval()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.OpenAsync(await host.AddAsync("rini.wulandari", "Rini Wulandari", StaffRole.Outreach));
        await host.GoAsync(page, "isi/fakta");
        await page.GetByLabel("Cari").FillAsync("F-JKM-04");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ubah F-JKM-04", Exact = true }).ClickAsync();
        await page.GetByLabel("Nilai (rupiah)").FillAsync("Rp50.000.000");
        await page.GetByLabel("Berlaku mulai").FillAsync("2027-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan ke draf" }).ClickAsync();
        await Expect(page.GetByText("Sebutkan sumbernya.")).ToBeVisibleAsync();
        await page.GetByLabel("Sumber baru: nama surat").FillAsync("Permenaker 3/2027");
        await ConsoleHost.LookAsync(page, "isi-fakta-ubah");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "isi-fakta-ubah-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan ke draf" }).ClickAsync();
        await Expect(page.GetByText("Nilai baru tersimpan di draf.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.GetByLabel("Tampilkan").SelectOptionAsync("draf");
        await Expect(page.GetByText("Rp50.000.000")).ToBeVisibleAsync();
        await page.GetByLabel("Cari").FillAsync("");
        await page.GetByLabel("Tampilkan").SelectOptionAsync("belum");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Ajukan persetujuan") }).ClickAsync();
        await Expect(page.GetByText("akan disetujui atas nama orang yang menerbitkan")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await host.GoAsync(page, "isi/terbitan");
        await Expect(page.GetByText("atas nama yang menerbitkan")).ToBeVisibleAsync();
        await Expect(page.GetByText("Sumber baru C-001")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "isi-terbitan-fakta");
        host.Complaints.ShouldBeEmpty();
    }
}
