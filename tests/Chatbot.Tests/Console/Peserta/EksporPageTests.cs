using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Peserta;

/// <summary>A file with NIKs, asked for by one and approved by another, in two real browsers.</summary>
public sealed class EksporPageTests
{
    [Fact]
    public async Task One_asks_another_approves_and_the_file_is_fetched_once()
    {
        await using var host = await ConsoleHost.StartAsync();
        await PesertaPageTests.ImportAsync(host, PesertaPageTests.Rows(3));
        var page = await host.OpenAsync(await host.AddAsync("rina", "Ibu Rina", StaffRole.Service));
        var other = await host.OpenAsync(await host.AddAsync("sari", "Ibu Sari", StaffRole.Approver));
        await host.GoAsync(page, "peserta/ekspor");
        await host.GoAsync(other, "peserta/ekspor");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "5 pendaftaran baru belum diserahkan" })).ToBeVisibleAsync();
        await page.GetByLabel("Untuk apa").FillAsync("entri pendaftaran minggu ini");
        await page.GetByLabel("Bentuk berkas").SelectOptionAsync("CSV");
        await page.GetByRole(AriaRole.Button, new() { Name = "Minta persetujuan" }).ClickAsync();
        await Expect(page.GetByText("menunggu persetujuan", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Setujui" })).ToHaveCountAsync(0);

        // It comes to the other without a reload, and back.
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Setujui" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ConsoleHost.LookAsync(other, "peserta-ekspor-menyetujui");
        await other.GetByRole(AriaRole.Button, new() { Name = "Setujui" }).ClickAsync();
        await Expect(other.GetByText("Disetujui. rina bisa mengunduhnya")).ToBeVisibleAsync();
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Unduh" })).ToHaveCountAsync(0);

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Unduh (sekali)" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ConsoleHost.LookAsync(page, "peserta-ekspor-siap");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "peserta-ekspor-siap-ponsel");
        var fetched = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Unduh (sekali)" }).ClickAsync());
        var path = (await fetched.PathAsync())!;
        var rows = TableFile.Open(path).Rows().ToList();
        rows[0][0].Text.ShouldContain("diekspor rina, disetujui sari");
        rows.Skip(2).Select(row => row[1].Text).ShouldContain("3317014508909001");
        await Expect(page.GetByText("sudah diunduh", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Unduh (sekali)" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tidak ada pendaftaran baru" })).ToBeVisibleAsync();
        host.Complaints.ShouldBeEmpty();
    }
}
