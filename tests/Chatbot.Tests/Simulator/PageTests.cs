using Chatbot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Chatbot.Tests.Simulator.SimulatedTwilio;

namespace Chatbot.Tests.Simulator;

public sealed class PageTests : IAsyncLifetime
{
    private SimulatedTwilio twilio = null!;
    private Browser? browser;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.StartAsync();
        twilio = await SimulatedTwilio.StartAsync();
        page = await browser.OpenAsync(1280, 800);
        await page.GotoAsync(new Uri(twilio.Page.BaseAddress!, "/simulator").ToString());
        await Expect(page.GetByTestId("connection")).ToHaveTextAsync("Tersambung");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (twilio is not null)
            await twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_person_types_and_sees_the_answer_as_text_never_as_markup()
    {
        twilio.Answers.Enqueue(
            (200, "text/xml", "<Response><Message>Halo *Bu Sari*, &lt;img src=x&gt; lihat https://contoh.id/a_b_c.</Message></Response>"));
        var phone = page.GetByTestId("phone-whatsapp");
        await phone.GetByTestId("composer").FillAsync("saya <script>alert(1)</script>");
        await phone.GetByTestId("composer").PressAsync("Enter");

        await Expect(phone.GetByTestId("bubble-out")).ToContainTextAsync("saya <script>alert(1)</script>");
        var answer = phone.GetByTestId("bubble-in");
        await Expect(answer).ToContainTextAsync("Halo Bu Sari, <img src=x> lihat");
        await Expect(answer.Locator("strong")).ToHaveTextAsync("Bu Sari");
        await Expect(answer.Locator("a")).ToHaveAttributeAsync("href", "https://contoh.id/a_b_c");
        await Expect(answer.Locator("img")).ToHaveCountAsync(0);
        await Expect(phone.GetByLabel("Dibaca")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.GetByTestId("phone-whatsapp").GetByTestId("bubble-in")).ToContainTextAsync("Halo Bu Sari");
    }

    [Fact]
    public async Task A_button_and_a_list_item_are_tapped()
    {
        await twilio.TypeAsync("p1", new { text = "halo" });
        var phone = page.GetByTestId("phone-whatsapp");
        await SendAsync(
            """{"types":{"twilio/quick-reply":{"body":"Setuju?","actions":[{"title":"Ya","id":"ya"},{"title":"Tidak","id":"tidak"}]}}}""");
        await phone.GetByTestId("choice").Filter(new LocatorFilterOptions { HasText = "Tidak" }).ClickAsync();
        (await twilio.UntilPostedAsync("/masuk", 2))[1]["ButtonPayload"].ShouldBe("tidak");

        await SendAsync(
            """
            {"types":{"twilio/list-picker":{"body":"Pilih","button":"Lihat pilihan",
              "items":[{"item":"Daftar","id":"daftar"},{"item":"Klaim","id":"klaim"}]}}}
            """);
        await phone.GetByTestId("list-open").ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        (await twilio.UntilPostedAsync("/masuk", 3))[2]["ListId"].ShouldBe("klaim");
        await Expect(phone.GetByTestId("bubble-out").Last).ToContainTextAsync("Klaim");
    }

    [Fact]
    public async Task The_composer_of_SMS_counts_segments()
    {
        var phone = page.GetByTestId("phone-sms");
        await phone.GetByTestId("composer").FillAsync(new string('a', 161));
        await Expect(phone.GetByTestId("counter")).ToHaveTextAsync("161/306 · 2 SMS");
        await phone.GetByTestId("composer").FillAsync("harga – naik");
        await Expect(phone.GetByTestId("counter")).ToHaveTextAsync("12/70 · 1 SMS");
        await phone.GetByTestId("send").ClickAsync();
        await Expect(phone.GetByTestId("segments")).ToContainTextAsync("1 SMS · 12 huruf · UCS-2");
    }

    [Fact]
    public async Task A_phone_is_added_used_and_put_away()
    {
        await page.GetByTestId("add-phone").ClickAsync();
        await page.GetByLabel("Nama").FillAsync("Ibu Citra");
        await page.GetByLabel("Nomor").FillAsync("0812 1111 2222");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tambah", Exact = true }).ClickAsync();
        var phone = page.GetByLabel("Telepon Ibu Citra, WhatsApp");
        await phone.GetByTestId("attach").ClickAsync();
        await phone.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Pelabuhan" }).ClickAsync();
        (await twilio.UntilPostedAsync("/masuk", 1))[0]["Label"].ShouldBe("Pelabuhan Muara Angke");

        await phone.GetByTestId("remove-phone").ClickAsync();
        await Expect(phone).ToHaveCountAsync(0);
    }

    private async Task SendAsync(string content) => await twilio.SendAsync(
        ("To", Sari), ("From", OurWhatsApp), ("ContentSid", await twilio.CreateContentAsync(content)));
}
