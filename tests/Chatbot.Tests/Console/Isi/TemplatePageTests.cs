using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.DialogData.Editions;
using Chatbot.Privacy.Access;
using Chatbot.Templates;
using Chatbot.Twilio;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Isi;

/// <summary>A better template, from who writes it over who publishes it to Meta, which refuses it, and back to the one before.</summary>
public sealed class TemplatePageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_is_changed_published_by_a_colleague_refused_by_Meta_and_the_old_one_goes_on()
    {
        await using var host = await ConsoleHost.StartAsync();
        await InTurnAsync(host.Get<TemplateSync>().SyncAsync);
        foreach (var template in host.Get<TemplateBook>().All) await JudgeAsync(host, template.Name, "approved");
        await InTurnAsync(host.Get<TemplateSync>().WatchAsync);

        var page = await host.OpenAsync(await host.AddAsync("rini.wulandari", "Rini Wulandari", StaffRole.Outreach));
        await host.GoAsync(page, "isi/templat");
        await ConsoleHost.LookAsync(page, "isi-templat-daftar");
        await page.GetByLabel("Cari").FillAsync("7 hari");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buka Pengingat 7 hari", Exact = true }).ClickAsync();

        // What Meta would refuse is told while it is typed, and the phones show it.
        var text = page.GetByLabel("Teks WhatsApp");
        await Expect(text).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^Halo {nama}, ini Jaka"));
        var before = await text.InputValueAsync();
        await text.FillAsync("Halo Ibu, ada promo.");
        await Expect(page.GetByText("{nama}, {program}, {sampai}, {bulan}, {jumlah}, {tempat} hilang dari teks WhatsApp.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Kata «promo» terbaca sebagai promosi.")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "isi-templat-salah");
        await text.FillAsync(before.Replace("abaikan pesan ini ya", "abaikan saja pesan ini", StringComparison.Ordinal));
        await Expect(page.Locator(".f-wa")).ToContainTextAsync("Halo Siti Aminah, ini Jaka");
        await Expect(page.Locator(".f-wa")).ToContainTextAsync("abaikan saja pesan ini");
        await Expect(page.Locator(".f-phones")).ToContainTextAsync("1 bagian SMS");
        await Expect(page.GetByText("teks ini diajukan ke Meta")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Simpan ke draf" }).ClickAsync();
        await Expect(page.GetByText("Tersimpan di draf.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Coba «BAYAR»" }).ClickAsync();
        await Expect(page.Locator(".i-answer").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ConsoleHost.LookAsync(page, "isi-templat-ubah");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "isi-templat-ubah-ponsel");
        await page.SetViewportSizeAsync(1280, 800);

        await page.GetByRole(AriaRole.Link, new() { Name = "Lihat draf" }).ClickAsync();
        await Expect(page.GetByText("Templat pengingat_7_hari, WhatsApp")).ToBeVisibleAsync();
        await page.GetByLabel("Alasan, untuk yang menerbitkan").FillAsync("Bahasa lebih ringkas");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajukan" }).ClickAsync();
        await Expect(page.GetByText("Menunggu penyetuju atau pengelola")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "isi-templat-terbitan");

        var approver = await host.OpenAsync(await host.AddAsync("budi.santoso", "Budi Santoso", StaffRole.Approver));
        await host.GoAsync(approver, "isi/terbitan");
        await approver.GetByRole(AriaRole.Button, new() { Name = "Terbitkan", Exact = true }).ClickAsync();
        await Expect(approver.GetByText("Terbit. Dalam beberapa detik")).ToBeVisibleAsync(new() { Timeout = 20_000 });

        // The service hands it in by itself; Meta takes it back.
        var book = host.Get<TemplateBook>();
        var published = book.Published.First(one => one.Id == "pengingat_7_hari");
        await host.GoAsync(page, "isi/templat");
        await Expect(page.GetByText("versi baru diperiksa Meta")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await JudgeAsync(host, published.Name, "rejected");
        await InTurnAsync(host.Get<TemplateSync>().WatchAsync);
        await Expect(page.GetByText("versi baru ditolak Meta")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Buka Pengingat 7 hari", Exact = true }).ClickAsync();
        await Expect(page.GetByText("dikirim sekarang")).ToBeVisibleAsync();
        await Expect(page.GetByText("Yang baru ditolak: perbaiki kata-katanya")).ToBeVisibleAsync();
        await ConsoleHost.LookAsync(page, "isi-templat-ditolak");
        await ConsoleHost.PictureAsync(page, "isi-templat");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "isi-templat-ditolak-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
        book.Find("pengingat_7_hari").ShouldNotBeNull().Body.ShouldContain("abaikan pesan ini ya");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Ambil teks ini, {book.Find("pengingat_7_hari")!.Name}" }).ClickAsync();
        await Expect(page.GetByText("Teks ini pernah disetujui Meta, jadi berlaku begitu terbit.")).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync(before);
        await host.GoAsync(page);
        await Expect(page.GetByText("Meta menolak templat pengingat_7_hari")).ToBeVisibleAsync();

        // While the page stands open, Meta changes its mind.
        await host.GoAsync(page, "isi/templat");
        await JudgeAsync(host, published.Name, "approved");
        await InTurnAsync(host.Get<TemplateSync>().WatchAsync);
        await Expect(page.GetByText("versi baru ditolak Meta")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        book.Find("pengingat_7_hari").ShouldNotBeNull().Body.ShouldContain("abaikan saja pesan ini");
        (await host.Get<EditionDesk>().GoBackAsync(
            new StaffScope(StaffScope.FirstOrganisation, "budi.santoso", "Budi Santoso", [StaffRole.Approver], null, TimeZoneInfo.Utc), 0, "Kembali dulu", Stop)).ShouldBe("");
        book.Find("pengingat_7_hari").ShouldNotBeNull().Body.ShouldContain("abaikan pesan ini ya");
        host.Complaints.ShouldBeEmpty();
    }

    // The service looks at the templates too, now and then.
    private static async Task InTurnAsync(Func<CancellationToken, Task<TemplateSyncResult>> run)
    {
        TemplateSyncResult result;
        while ((result = await run(Stop)) == TemplateSyncResult.Elsewhere) await Task.Delay(50, Stop);
        result.Failure.ShouldBeNull();
    }

    private static async Task JudgeAsync(ConsoleHost host, string name, string status)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Address, "/") };
        var handed = (await client.GetFromJsonAsync<JsonElement>("/simulator/api/templates", Stop)).GetProperty("templates").EnumerateArray();
        var sid = handed.First(one => one.GetRawText().Contains(name, StringComparison.Ordinal)).GetProperty("sid").GetString();
        using var judged = await client.PostAsJsonAsync($"/simulator/api/templates/{sid}", new { status, reason = "INVALID_FORMAT", category = "" }, Stop);
        judged.EnsureSuccessStatusCode();
    }
}
