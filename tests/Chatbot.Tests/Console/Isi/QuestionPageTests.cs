using Chatbot.Conversations;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console.Isi;

/// <summary>What Jaka could not answer, grouped, is taught or laid aside.</summary>
public sealed class QuestionPageTests
{
    private const string Ours = "whatsapp:+628001500175";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_taught_as_an_example_and_another_is_laid_aside_and_taken_back()
    {
        await using var host = await ConsoleHost.StartAsync();
        foreach (var (phone, text) in new[] { (Given.Ani, "plokmat wertzu jlebret"), (Given.Budi, "plokmat wertzu jlebret dong min"), (Given.Citra, "resep rendang bu painem 081234567890 pakai santan") })
            await host.Get<RunTurn>()(Given.Message("whatsapp", $"whatsapp:{phone}", Ours, text).Now(), Stop);
        var page = await host.OpenAsync(await host.AddAsync("rini.wulandari", "Rini Wulandari", StaffRole.Outreach));
        await host.GoAsync(page, "isi/pertanyaan");
        await Expect(page.GetByText("2 kali oleh 2 orang")).ToBeVisibleAsync();
        await Expect(page.GetByText("081234567890")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bukan urusan kami: resep") }).ClickAsync();
        await Expect(page.GetByText("tidak ditampilkan lagi.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Urungkan" }).ClickAsync();
        await Expect(page.GetByText("2 pertanyaan berbeda")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Ajarkan: plokmat") }).ClickAsync();
        await page.GetByLabel("Artinya").SelectOptionAsync(new SelectOptionValue { Value = "Q001" }, new() { Timeout = 30_000 });
        await ConsoleHost.LookAsync(page, "isi-pertanyaan-ajarkan");
        await page.SetViewportSizeAsync(390, 844);
        await ConsoleHost.LookAsync(page, "isi-pertanyaan-ajarkan-ponsel");
        await page.SetViewportSizeAsync(1280, 800);
        await page.GetByRole(AriaRole.Button, new() { Name = "Tambah contoh" }).ClickAsync();
        await Expect(page.GetByText("Contoh ada di draf.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Lihat draf" }).ClickAsync();
        await Expect(page.GetByText("Contoh baru untuk Q001 «Apa itu BPJS TK»")).ToBeVisibleAsync();
        host.Complaints.ShouldBeEmpty();
    }
}
