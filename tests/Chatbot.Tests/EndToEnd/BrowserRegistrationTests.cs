using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.EndToEnd;

/// <summary>Two people register at the simulator's phones, in a real browser, with the whole service behind them.</summary>
public sealed class BrowserRegistrationTests : IAsyncLifetime
{
    // Invented: a woman and a man of Rembang and Jember.
    private const string HerNik = "3317014408909003";
    private const string HisNik = "3509011203859011";

    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("JAKA_SCREENSHOTS") == "1";

    private static readonly string Pictures = Path.Combine(Repository.Root, "docs", "images");

    private Browser? browser;
    private RunningService? service;
    private IPage page = null!;
    private PhoneOnPage whatsApp = null!;
    private PhoneOnPage sms = null!;

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.StartAsync();
        service = await RunningService.StartAsync();
        page = await browser.OpenAsync(1280, 800);
        await page.GotoAsync(new Uri(service.Address, "simulator").ToString());
        await Expect(page.GetByTestId("connection")).ToHaveTextAsync("Tersambung");
        whatsApp = new PhoneOnPage(page, "phone-whatsapp");
        sms = new PhoneOnPage(page, "phone-sms");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        if (service is not null) await service.DisposeAsync();
    }

    [Fact]
    public async Task A_registration_on_WhatsApp_with_a_question_and_a_correction_and_what_comes_after_it()
    {
        await whatsApp.SayAsync("halo", "saya Jaka");
        await whatsApp.SayAsync("DAFTAR", "Sebelum mendaftar … HAPUS DATA");
        await whatsApp.TapAsync("Setuju");
        await whatsApp.ReadAsync("formulir kecil … /formulir/");
        await FillTheFormAsync(await whatsApp.LinkAsync());

        await whatsApp.ReadAsync("Nomor HP");
        await whatsApp.SayAsync("nomor ini", "bekerja sebagai apa");
        await whatsApp.SayAsync("kalau telat bayar kena denda gak?", "tidak ada denda", "bekerja sebagai apa");
        await whatsApp.SayAsync("ojol", "penghasilan sebulan");
        await whatsApp.SayAsync("2 juta", "Pilih perlindungannya … JKK + JKM … Tambah JHT");
        await whatsApp.TapAsync("JKK + JKM saja");
        await whatsApp.ReadAsync("Siti Aminah … 3317********9003 … 0812-3456-7890 … ojek … Rp2.000.000");
        await whatsApp.ReadAsync("Sudah benar");
        if (TakesPictures) await PictureAsync();
        await whatsApp.SayAsync(
            "eh salah, namanya Sri Wahyuni", "nama sudah saya ganti: Sri Wahyuni", "Nama: Sri Wahyuni", "Sudah benar");
        await whatsApp.SayAsync("YA", "Sri Wahyuni sudah kami terima … Nomor pendaftaran: JKA-", "Bayar Rp");

        await whatsApp.SayAsync("BERHENTI", "sudah dihentikan");
        await whatsApp.SayAsync("halo", "saya Jaka");
        await whatsApp.SayAsync("STATUS", "4 angka terakhir NIK");
        await whatsApp.SayAsync("9003", "JKA- … belum ada iuran");
        (await whatsApp.AllAsync()).ShouldNotContain(HerNik);
    }

    [Fact]
    public async Task The_same_on_SMS_by_text_alone()
    {
        await sms.SayAsync("halo", "saya Jaka");
        await sms.SayAsync("DAFTAR", "HAPUS DATA … 1. Setuju … 2. Tidak");
        await sms.SayAsync("1", "Ketik NIK");
        await sms.SayAsync("350901120385901", "NIK harus 16 angka");
        await sms.SayAsync(HisNik, "Nama lengkap");
        await sms.SayAsync("Slamet", "Nomor HP");
        await sms.SayAsync("nomor ini", "Bekerja sebagai apa");
        await sms.SayAsync("kalau telat bayar kena denda gak?", "denda", "Bekerja sebagai apa");
        await sms.SayAsync("ojol", "penghasilan sebulan");
        await sms.SayAsync("2 juta", "JKK+JKM Rp … 1. JKK+JKM … 2. Tambah JHT");
        await sms.SayAsync("2", "Slamet, NIK 3509********9011 … 1. Ya, benar … 2. Ubah");
        await sms.SayAsync("eh salah, namanya Slamet Riyadi", "nama diganti: Slamet Riyadi", "Cek: Slamet Riyadi", "1. Ya, benar");
        await sms.SayAsync("YA", "Pendaftaran Slamet Riyadi diterima, no. JKA-", "Bayar Rp");

        await sms.SayAsync("BERHENTI", "sudah dihentikan");
        await sms.SayAsync("halo", "saya Jaka");
        await sms.SayAsync("STATUS", "4 angka terakhir NIK");
        await sms.SayAsync("9011", "JKA- … iuran belum tercatat");
        (await sms.AllAsync()).ShouldNotContain(HisNik);
    }

    /// <summary>The second page: a NIK that is none, then the right one.</summary>
    private async Task FillTheFormAsync(string link)
    {
        var form = await browser!.OpenAsync(360, 640);
        await form.GotoAsync(link);
        await form.GetByLabel("NIK").FillAsync("3317 0144 0890 9003");
        await form.GetByLabel("Nama").FillAsync("Siti Aminah");
        if (TakesPictures) await form.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "formulir.png") });
        await form.GetByLabel("NIK").FillAsync("3317 0144 0890 9");
        await form.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Kirim" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("NIK harus 16 angka. Yang kami terima 13 angka.");
        await Expect(form.GetByLabel("Nama")).ToHaveValueAsync("Siti Aminah");

        await form.GetByLabel("NIK").FillAsync("3317 0144 0890 9003");
        await form.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Kirim" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Terima kasih");
        form.Url.ShouldNotContain(HerNik);

        await form.ReloadAsync();
        await Expect(form.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Tautan sudah tidak berlaku");
        await form.CloseAsync();
    }

    /// <summary>Pictures for the documentation, taken in the middle of both conversations.</summary>
    private async Task PictureAsync()
    {
        await sms.SayAsync("iuran ojek berapa sebulan?", "Rp");
        await sms.SayAsync("DAFTAR", "1. Setuju");
        await sms.SayAsync("1", "Ketik NIK");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, "simulator.png") });
    }
}
