using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console;

/// <summary>How staff comes in: the first link, the password, the code, and out again.</summary>
public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_administrator_comes_in_by_the_link_of_the_first_start_and_nobody_comes_by_it_again()
    {
        await using var host = await ConsoleHost.StartAsync();
        var line = (await host.Get<FirstStart>().LineAsync(new Uri(host.Address, "/"), Stop)).ShouldNotBeNull();
        var link = line[line.IndexOf("http", StringComparison.Ordinal)..];
        var page = await host.OpenAsync();
        await page.GotoAsync(link);
        await ConsoleHost.LookAtBothAsync(page, "undangan");
        await page.GetByLabel("Nama lengkap").FillAsync("Rini Wulandari");
        await page.GetByLabel("Nama pengguna").FillAsync("rini@bpjs.example");
        await page.GetByLabel("Kata sandi", new PageGetByLabelOptions { Exact = true }).FillAsync("katasandi1234");
        await page.GetByLabel("Kata sandi sekali lagi").FillAsync("katasandi1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lanjut" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("mudah ditebak");
        await page.GetByLabel("Kata sandi", new PageGetByLabelOptions { Exact = true }).FillAsync(ConsoleHost.Password);
        await page.GetByLabel("Kata sandi sekali lagi").FillAsync(ConsoleHost.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lanjut" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pasang kode di ponsel" })).ToBeVisibleAsync();
        await ConsoleHost.LookAtBothAsync(page, "pasang-kode");
        var key = (await page.Locator("code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("Enam angka").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pasang" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("tidak cocok");
        await page.GetByLabel("Enam angka").FillAsync(Totp.CodeAt(key, TimeProvider.System.GetUtcNow()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pasang" }).ClickAsync();
        await Expect(page.Locator(".k-codes li")).ToHaveCountAsync(8);
        await ConsoleHost.LookAtBothAsync(page, "kode-cadangan");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sudah saya simpan" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Halo, Rini Wulandari" })).ToBeVisibleAsync(new() { Timeout = 20_000 });

        (await host.Get<FirstStart>().LineAsync(host.Address, Stop)).ShouldNotBeNull().ShouldNotContain("undangan");
        var other = await host.OpenAsync();
        (await other.GotoAsync(link))!.Status.ShouldBe(410);
        host.Complaints.Where(complaint => !complaint.Contains("410", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_no_administrator_can_come_in_any_more_a_start_gives_a_new_link()
    {
        await using var host = await ConsoleHost.StartAsync(null, "--Console:NewAdministrator", "true");
        await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        (await host.Get<FirstStart>().LineAsync(host.Address, Stop)).ShouldNotBeNull().ShouldContain("/konsol/undangan/");
    }

    [Fact]
    public async Task Password_and_code_open_a_session_and_Keluar_ends_it()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini Wulandari", StaffRole.Administrator);
        var page = await host.OpenAsync();
        await page.GotoAsync(host.Address.ToString());
        await ConsoleHost.LookAtBothAsync(page, "masuk");
        await page.GetByLabel("Nama pengguna").FillAsync("RINI");
        await page.GetByLabel("Kata sandi").FillAsync(ConsoleHost.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lanjut" }).ClickAsync();
        await ConsoleHost.LookAtBothAsync(page, "kode");
        await page.GetByLabel("Enam angka").FillAsync(Totp.CodeAt(rini.TotpKey!, TimeProvider.System.GetUtcNow()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Masuk" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Halo, Rini Wulandari" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Keluar" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Anda sudah keluar");
        await page.GotoAsync(host.Address.ToString());
        page.Url.ShouldContain("masuk");
        host.Complaints.ShouldBeEmpty();
    }
}
