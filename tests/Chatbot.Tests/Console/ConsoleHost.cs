using System.Net;
using Chatbot.Console;
using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.Tests.Console;

/// <summary>The whole service with its console, members of staff, and a browser in which they work.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    public const string Password = "kuda hijau naik sepeda";

    // The one rule of WCAG 2.2 AA that axe knows beyond 2.1 is off unless it is asked for.
    private static readonly AxeRunOptions Wcag22 = new() { Rules = new Dictionary<string, RuleOptions> { ["target-size"] = new() { Enabled = true } } };

    private static readonly string Pictures = Path.Combine(Repository.Root, "artifacts", "konsol");

    private readonly RunningService service;
    private Browser? browser;

    private ConsoleHost(RunningService service) => this.service = service;

    public Uri Address => new(service.Address, "konsol/");

    /// <summary>What browsers complained about: a policy that a page breaks, a script that failed.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<ConsoleHost> StartAsync(Action<WebApplicationBuilder>? adjust = null, params string[] settings) =>
        new(await RunningService.StartAsync(adjust, ["--Console:RecheckSeconds", "1", "--Twilio:CatchUpMinutes", "0", .. settings]));

    public T Get<T>()
        where T : notnull => service.Get<T>();

    /// <summary>Makes a member of staff who has his second factor already; gives him as he is stored.</summary>
    public async Task<StaffUser> AddAsync(string login, string name, params StaffRole[] roles) => await AddAsync(login, name, StaffScope.FirstOrganisation, roles);

    public async Task<StaffUser> AddAsync(string login, string name, string organisation, params StaffRole[] roles)
    {
        await using var scope = service.Get<IServiceScopeFactory>().CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var user = new StaffUser
        {
            Login = login,
            Name = name,
            Roles = roles,
            Organisation = organisation,
            TotpKey = Totp.NewKey(),
            OwnPeople = roles is [StaffRole.Agent] ? "PERISAI-01" : null,
        };
        (await users.CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
        return user;
    }

    /// <summary>The cookie of a new session, as a browser would have it after signing in.</summary>
    public async Task<string> CookieAsync(StaffUser user)
    {
        var key = await service.Get<StaffSessions>().OpenAsync(user, "Uji", TestContext.Current.CancellationToken);
        var ticket = new AuthenticationTicket(StaffPrincipal.OfKey(key), new AuthenticationProperties(), ConsoleFeature.Scheme);
        return service.Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(ConsoleFeature.Scheme).TicketDataFormat.Protect(ticket);
    }

    /// <summary>A client that follows nothing, signed in as the user, or as nobody.</summary>
    public async Task<HttpClient> ClientAsync(StaffUser? user = null)
    {
        var cookies = new CookieContainer();
        if (user is not null) cookies.Add(Address, new System.Net.Cookie("konsol", await CookieAsync(user), ConsoleFeature.Path));
        return new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    /// <summary>A page in a window of its own, signed in as the user, or as nobody.</summary>
    public async Task<IPage> OpenAsync(StaffUser? user = null, int width = 1280, int height = 800)
    {
        browser ??= await Browser.StartAsync();
        var page = await browser.OpenAsync(width, height);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
        if (user is not null)
            await page.Context.AddCookiesAsync([new() { Name = "konsol", Value = await CookieAsync(user), Domain = Address.Host, Path = ConsoleFeature.Path, HttpOnly = true }]);
        return page;
    }

    /// <summary>Opens a page of the console and waits until it is live.</summary>
    public async Task GoAsync(IPage page, string path = "")
    {
        await page.GotoAsync(new Uri(Address, path).ToString());
        await Expect(page.Locator("h1")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
    }

    /// <summary>axe finds nothing serious or critical, nothing stands out to the side, and a picture of it is kept.</summary>
    public static async Task LookAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Pictures);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}.png"), FullPage = true });
        var found = await page.RunAxe(Wcag22);
        found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{name}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, $"{name} is wider than its window");
    }

    /// <summary>The same at the width of a laptop and of a phone.</summary>
    public static async Task LookAtBothAsync(IPage page, string name)
    {
        await LookAsync(page, name);
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(390, 844);
        await LookAsync(page, $"{name}-ponsel");
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>A picture for the documentation, as a window shows it; only when they are asked for (<c>JAKA_SCREENSHOTS=1</c>).</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("JAKA_SCREENSHOTS") != "1") return;
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "docs", "images", $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        await service.DisposeAsync();
    }
}
