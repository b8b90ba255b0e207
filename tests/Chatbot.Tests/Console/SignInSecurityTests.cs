using System.Net;
using System.Text.RegularExpressions;
using Chatbot.Console.Peserta;
using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console;

/// <summary>What somebody tries who wants in without being asked.</summary>
public sealed partial class SignInSecurityTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sign_in_begins_a_session_of_its_own_whatever_cookie_came_along()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        var budi = await host.AddAsync("budi", "Budi", StaffRole.Service);
        // Somebody planted his own session, and a made-up one, in the browser of Rini.
        foreach (var planted in new[] { await host.CookieAsync(budi), "kunci-yang-dipilih-orang-lain" })
        {
            using var client = await host.ClientAsync();
            await PostAsync(client, "masuk", new() { ["Typed.Login"] = "rini", ["Typed.Password"] = ConsoleHost.Password }, planted);
            using var answer = await PostAsync(client, "kode", new() { ["Typed.Code"] = Code(rini) }, planted);
            var cookie = SetCookie(answer, "konsol").ShouldNotBeNull();
            cookie.ShouldNotContain(planted);
            cookie.ShouldContain("httponly", Case.Insensitive);
            cookie.ShouldContain("samesite=lax", Case.Insensitive);
            cookie.ShouldContain("path=/konsol", Case.Insensitive);
            rini.TotpStep++;
        }
    }

    [Fact]
    public async Task The_password_alone_opens_nothing()
    {
        await using var host = await ConsoleHost.StartAsync();
        await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        using var client = await host.ClientAsync();
        using var half = await PostAsync(client, "masuk", new() { ["Typed.Login"] = "rini", ["Typed.Password"] = ConsoleHost.Password });
        half.Headers.Location!.OriginalString.ShouldEndWith("/konsol/kode");
        using var inside = await client.GetAsync(new Uri("", UriKind.Relative), Stop);
        inside.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // Nor can somebody who has only the password set up a second factor of his own.
        using var setUp = await client.GetAsync(new Uri("pasang-kode", UriKind.Relative), Stop);
        setUp.Headers.Location!.OriginalString.ShouldContain("masuk");
    }

    [Fact]
    public async Task A_code_is_good_once_and_a_recovery_code_too()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        var code = Code(rini);
        (await TryAsync(host, "rini", code)).ShouldBe("/konsol/");
        (await TryAsync(host, "rini", code)).ShouldBeNull();

        using var inside = await host.ClientAsync(rini);
        using var page = await PostAsync(inside, "akun", [], form: "cadangan");
        var recovery = RecoveryCodes().Matches(await page.Content.ReadAsStringAsync(Stop)).Select(match => match.Groups[1].Value).ToList();
        recovery.Count.ShouldBe(8);
        (await TryAsync(host, "rini", recovery[0].ToLowerInvariant())).ShouldBe("/konsol/");
        (await TryAsync(host, "rini", recovery[0])).ShouldBeNull();
        (await TryAsync(host, "rini", recovery[1])).ShouldBe("/konsol/");
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_also_one_that_nobody_has_and_the_right_one_does_not_open_it()
    {
        await using var host = await ConsoleHost.StartAsync();
        await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        foreach (var login in new[] { "rini", "tidak-ada" })
        {
            using var client = await host.ClientAsync();
            for (var i = 0; i < 5; i++) (await TroubleAsync(client, login, "salah salah salah")).ShouldContain("tidak cocok");
            (await TroubleAsync(client, login, ConsoleHost.Password)).ShouldContain("Terlalu banyak percobaan");
        }

        // Others go on.
        await host.AddAsync("budi", "Budi", StaffRole.Service);
        using var other = await host.ClientAsync();
        using var answer = await PostAsync(other, "masuk", new() { ["Typed.Login"] = "budi", ["Typed.Password"] = ConsoleHost.Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Many_wrong_tries_from_one_address_lock_it_for_every_account_and_a_word_about_another_address_does_not_help()
    {
        await using var host = await ConsoleHost.StartAsync(null, "--Console:TriesPerAddress", "6");
        await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        using var client = await host.ClientAsync();
        for (var i = 0; i < 6; i++) (await TroubleAsync(client, $"orang{i}", "salah salah salah")).ShouldContain("tidak cocok");
        (await TroubleAsync(client, "rini", ConsoleHost.Password)).ShouldContain("Terlalu banyak percobaan");
        client.DefaultRequestHeaders.Add("X-Real-IP", "203.0.113.9");
        client.DefaultRequestHeaders.Add("Forwarded", "for=203.0.113.9");
        (await TroubleAsync(client, "rini", ConsoleHost.Password)).ShouldContain("Terlalu banyak percobaan");
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_either_and_knowing_the_password_buys_no_more_tries()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        for (var i = 0; i < 5; i++) (await TryAsync(host, "rini", "000000")).ShouldBeNull();
        (await TryAsync(host, "rini", Code(rini))).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://jahat.example/")]
    [InlineData("//jahat.example/")]
    [InlineData("/\\jahat.example/")]
    [InlineData("\\\\jahat.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/konsol//jahat.example")]
    [InlineData("/%2fjahat.example")]
    [InlineData("akun@jahat.example")]
    [InlineData("/\t/jahat.example")]
    public void A_sign_in_leads_to_no_other_site(string asked) => ReturnPath.Of(asked).ShouldBeEmpty();

    [Theory]
    [InlineData("/konsol/sistem/pengguna", "sistem/pengguna")]
    [InlineData("sistem/audit?cari=rini", "sistem/audit?cari=rini")]
    [InlineData(null, "")]
    public void A_sign_in_leads_back_to_the_page_that_was_asked_for(string? asked, string path) => ReturnPath.Of(asked).ShouldBe(path);

    [Fact]
    public async Task A_whole_sign_in_leads_to_the_page_that_was_asked_for_when_it_is_ours()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        foreach (var (asked, to) in new[] { ("//jahat.example/", "/konsol/"), ("/konsol/sistem/pengguna", "/konsol/sistem/pengguna") })
        {
            using var client = await host.ClientAsync();
            using var half = await PostAsync(
                client, $"masuk?ke={Uri.EscapeDataString(asked)}", new() { ["Typed.Login"] = "rini", ["Typed.Password"] = ConsoleHost.Password }, form: "masuk");
            half.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            using var answer = await PostAsync(client, "kode", new() { ["Typed.Code"] = Code(rini) });
            new Uri(host.Address, answer.Headers.Location.ShouldNotBeNull()).ShouldBe(new Uri(host.Address, to));
            rini.TotpStep++;
        }
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        using var client = await host.ClientAsync(rini);
        foreach (var (path, form) in new[] { ("masuk", "masuk"), ("akun", "sesi"), ("akun", "cadangan"), ("keluar", ""), (ExportDownload.Address, "") })
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = form, ["Ended.Id"] = "semua" });
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }

        using var still = await client.GetAsync(new Uri("akun", UriKind.Relative), Stop);
        still.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task In_production_no_cookie_goes_over_plain_http()
    {
        await using var host = await ConsoleHost.StartAsync(
            null,
            "--environment", "Production", "--Simulator:Enabled", "true", "--Privacy:MasterKey", "amFrYS1rdW5jaS11amktdW50dWstdGVzLXNhamEhISE=");
        var rini = await host.AddAsync("rini", "Rini", StaffRole.Administrator);
        using var client = await host.ClientAsync();
        using var page = await client.GetAsync(new Uri("masuk", UriKind.Relative), Stop);
        page.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase));
        // A client that brings secure cookies back, as a browser does behind the proxy that speaks https.
        var form = SetCookie(page, "konsol-formulir")!.Split(';')[0];
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri("masuk", UriKind.Relative));
        post.Headers.Add("Cookie", form);
        post.Headers.Add("X-Forwarded-Proto", "https");
        post.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "masuk",
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match(await page.Content.ReadAsStringAsync(Stop)).Groups[1].Value),
            ["Typed.Login"] = rini.Login,
            ["Typed.Password"] = ConsoleHost.Password,
        });
        using var half = await client.SendAsync(post, Stop);
        half.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        SetCookie(half, "konsol-langkah").ShouldNotBeNull().ShouldContain("secure", Case.Insensitive);
    }

    [Fact]
    public async Task A_page_of_another_site_opens_no_circuit()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = await host.ClientAsync(await host.AddAsync("rini", "Rini", StaffRole.Administrator));
        using var own = await client.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, Stop);
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
        client.DefaultRequestHeaders.Add("Origin", "https://jahat.example");
        using var other = await client.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, Stop);
        other.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var stranger = await host.ClientAsync();
        using var nobody = await stranger.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, Stop);
        nobody.StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sign_out_everywhere_closes_an_open_page_on_another_device()
    {
        await using var host = await ConsoleHost.StartAsync();
        var rini = await host.AddAsync("rini", "Rini Wulandari", StaffRole.Administrator);
        var phone = await host.OpenAsync(rini, 390, 800);
        await host.GoAsync(phone);
        var laptop = await host.OpenAsync(rini);
        await host.GoAsync(laptop, "akun");
        await ConsoleHost.LookAsync(laptop, "akun");
        await laptop.SetViewportSizeAsync(390, 800);
        await ConsoleHost.LookAsync(laptop, "akun-ponsel");
        await laptop.GetByRole(AriaRole.Button, new() { Name = "Keluar dari semua perangkat" }).ClickAsync();
        await Expect(laptop.GetByRole(AriaRole.Status)).ToContainTextAsync("sudah keluar");
        await Expect(phone.GetByRole(AriaRole.Status)).ToContainTextAsync("Sesi Anda sudah berakhir", new() { Timeout = 20_000 });
        await phone.GotoAsync(host.Address.ToString());
        phone.Url.ShouldContain("masuk");
    }

    [Fact]
    public async Task A_name_full_of_markup_is_shown_and_not_run()
    {
        await using var host = await ConsoleHost.StartAsync();
        const string Name = "<img src=x onerror=\"document.title='dibajak'\"><script>document.title='dibajak'</script>";
        var page = await host.OpenAsync(await host.AddAsync("mallory", Name, StaffRole.Administrator));
        foreach (var path in new[] { "", "akun" })
        {
            await host.GoAsync(page, path);
            await Expect(page.Locator(".k-me-name")).ToHaveTextAsync(Name);
            (await page.TitleAsync()).ShouldNotContain("dibajak");
        }

        // And if somebody forgot to encode one, the policy would not let it run.
        await page.EvaluateAsync("html => document.querySelector('h1').innerHTML = html", "<img src=x onerror=\"document.title='dibajak'\">");
        await Expect(page.Locator("h1 img")).ToHaveCountAsync(1);
        for (var i = 0; i < 100 && !host.Complaints.Exists(complaint => complaint.Contains("script-src-attr", StringComparison.Ordinal)); i++) await Task.Delay(50, Stop);
        host.Complaints.ShouldContain(complaint => complaint.Contains("script-src-attr", StringComparison.Ordinal));
        (await page.TitleAsync()).ShouldNotContain("dibajak");
    }

    private static string Code(StaffUser user) => Totp.CodeAt(user.TotpKey!, TimeProvider.System.GetUtcNow().AddSeconds(30 * user.TotpStep));

    /// <summary>Where a whole sign-in leads; null when the code was refused.</summary>
    private static async Task<string?> TryAsync(ConsoleHost host, string login, string code)
    {
        using var client = await host.ClientAsync();
        using var password = await PostAsync(client, "masuk", new() { ["Typed.Login"] = login, ["Typed.Password"] = ConsoleHost.Password });
        password.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var answer = await PostAsync(client, "kode", new() { ["Typed.Code"] = code });
        return answer.Headers.Location is { } to ? new Uri(host.Address, to).AbsolutePath : null;
    }

    private static async Task<string> TroubleAsync(HttpClient client, string login, string password)
    {
        using var answer = await PostAsync(client, "masuk", new() { ["Typed.Login"] = login, ["Typed.Password"] = password });
        return Alert().Match(await answer.Content.ReadAsStringAsync(Stop)).Groups[1].Value;
    }

    /// <summary>Fills a form in as a browser does: gets its page and token first.</summary>
    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client, string path, Dictionary<string, string> fields, string? planted = null, string? form = null)
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (planted is not null) get.Headers.Add("Cookie", $"konsol={planted}");
        using var page = await client.SendAsync(get, Stop);
        var token = Token().Match(await page.Content.ReadAsStringAsync(Stop)).Groups[1].Value;
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        if (planted is not null) post.Headers.Add("Cookie", $"konsol={planted}");
        post.Content = new FormUrlEncodedContent([.. fields, new("_handler", form ?? path), new("__RequestVerificationToken", WebUtility.HtmlDecode(token))]);
        return await client.SendAsync(post, Stop);
    }

    private static string? SetCookie(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.FirstOrDefault(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal)) : null;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("role=\"alert\">([^<]*)<")]
    private static partial Regex Alert();

    [GeneratedRegex("<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex RecoveryCodes();
}
