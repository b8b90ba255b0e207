using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Chatbot.BotFramework.DirectLine;
using Chatbot.BotFramework.WebChat;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Chatbot.Tests.BotFramework;

/// <summary>The page /webchat without a browser: who may have it, what it may do, and whom the server takes a visitor for.</summary>
public abstract class WebChatPageTests
{
    public sealed class OnSqlite : WebChatPageTests;

    [UsesPostgres]
    public sealed class OnPostgres : WebChatPageTests;

    private const string Site = "https://kabupaten.example.go.id";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turned_off_there_is_nothing()
    {
        await using var service = await TestService.MakeAsync();
        using var http = await service.StartAsync();
        foreach (var path in (string[])["/webchat", "/webchat/embed.js", "/webchat/page.js"])
            (await StatusAsync(http, HttpMethod.Get, path)).ShouldBe(404);
        (await StatusAsync(http, HttpMethod.Post, "/webchat/session")).ShouldBe(404);
    }

    [Fact]
    public async Task The_page_may_run_only_what_is_its_own_and_stand_only_on_the_listed_sites()
    {
        await using var service = await MakeAsync(Whole());
        using var http = await service.StartAsync();
        using var answer = await http.GetAsync(new Uri("/webchat", UriKind.Relative), Stop);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var html = await answer.Content.ReadAsStringAsync(Stop);
        var nonce = html.Split("<script nonce=\"")[1].Split('"')[0];
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain($"script-src 'nonce-{nonce}';");
        policy.ShouldContain($"frame-ancestors 'self' {Site}");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("*");
        html.ShouldNotContain("http://");
        html.ShouldNotContain(" on");
        html.ShouldContain("lang=id");
        (answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.GetValues("Referrer-Policy").Single()).ShouldBe(("nosniff", "no-referrer"));

        using var second = await http.GetAsync(new Uri("/webchat", UriKind.Relative), Stop);
        second.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain(nonce);
    }

    [Fact]
    public async Task Built_without_Node_it_says_how_to_build_it_and_where_Jaka_is_meanwhile()
    {
        await using var service = await MakeAsync(new WebChatFiles(Path.Combine(Path.GetTempPath(), "nothing-here")));
        using var http = await service.StartAsync();
        using var answer = await http.GetAsync(new Uri("/webchat", UriKind.Relative), Stop);
        var html = await answer.Content.ReadAsStringAsync(Stop);
        ((int)answer.StatusCode).ShouldBe(503);
        html.ShouldContain(WebChatPage.BuildCommand);
        html.ShouldContain("https://wa.me/628001500175");
        (await StatusAsync(http, HttpMethod.Get, "/webchat/webchat.js")).ShouldBe(404);
        (await StatusAsync(http, HttpMethod.Get, "/webchat/page.js")).ShouldBe(200);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Files_travel_compressed_and_are_kept_by_their_version(string accepted, string? encoding)
    {
        await using var service = await MakeAsync(Whole());
        using var http = await service.StartAsync();
        var plain = await http.GetByteArrayAsync(new Uri("/webchat/page.js", UriKind.Relative), Stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, service.Get<WebChatFiles>().AddressOf(WebChatFiles.Script));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await http.SendAsync(request, Stop);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Headers.GetValues("Cache-Control").Single().ShouldContain("immutable");
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        await using Stream open = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var copy = new MemoryStream();
        await open.CopyToAsync(copy, Stop);
        copy.ToArray().ShouldBe(plain);
        (await StatusAsync(http, HttpMethod.Get, "/webchat/..%2fappsettings.json")).ShouldBe(404);
    }

    [Fact]
    public async Task The_server_names_the_visitor_and_only_its_own_ticket_leads_back()
    {
        await using var service = await MakeAsync(Whole());
        using var http = await service.StartAsync();
        var first = await OpenAsync(http, null);
        var other = await OpenAsync(http, null);
        first["userId"]!.GetValue<string>().ShouldNotBe(other["userId"]!.GetValue<string>());
        first["isNew"]!.GetValue<bool>().ShouldBeTrue();

        var ticket = first["ticket"]!.GetValue<string>();
        service.Clock.Advance(TimeSpan.FromHours(23));
        var again = await OpenAsync(http, ticket);
        (again["conversationId"]!.GetValue<string>(), again["userId"]!.GetValue<string>(), again["isNew"]!.GetValue<bool>())
            .ShouldBe((first["conversationId"]!.GetValue<string>(), first["userId"]!.GetValue<string>(), false));
        service.Get<VisitorTokens>().Read(again["token"]!.GetValue<string>()).ShouldNotBeNull();

        // A token is no ticket, a ticket no token, and neither lives for ever.
        string[] useless = [again["token"]!.GetValue<string>(), Forged.From(ticket), "x.y.z"];
        foreach (var wrong in useless) (await OpenAsync(http, wrong))["isNew"]!.GetValue<bool>().ShouldBeTrue();
        service.Get<VisitorTokens>().Read(ticket).ShouldBeNull();
        service.Clock.Advance(TimeSpan.FromHours(2));
        (await OpenAsync(http, ticket))["isNew"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Sessions_have_a_pace_and_are_not_opened_by_other_sites()
    {
        await using var service = await MakeAsync(Whole(), ("WebChat:SessionsPerMinute", "2"));
        using var http = await service.StartAsync();
        (await StatusAsync(http, HttpMethod.Post, "/webchat/session", "https://evil.example")).ShouldBe(403);
        (await StatusAsync(http, HttpMethod.Post, "/webchat/session", "http://localhost")).ShouldBe(200);
        (await StatusAsync(http, HttpMethod.Post, "/webchat/session")).ShouldBe(200);
        (await StatusAsync(http, HttpMethod.Post, "/webchat/session")).ShouldBe(429);
    }

    [Fact]
    public async Task A_code_for_WhatsApp_needs_the_visitors_token()
    {
        await using var service = await MakeAsync(Whole());
        using var http = await service.StartAsync();
        (await StatusAsync(http, HttpMethod.Post, "/webchat/handover")).ShouldBe(403);
        var session = await OpenAsync(http, null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webchat/handover");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session["token"]!.GetValue<string>());
        using var answer = await http.SendAsync(request, Stop);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        body["url"]!.GetValue<string>().ShouldBe($"https://wa.me/628001500175?text={Uri.EscapeDataString(body["text"]!.GetValue<string>())}");
        body["minutes"]!.GetValue<int>().ShouldBe(15);
    }

    [Fact]
    public void A_wrong_site_is_named()
    {
        var options = new WebChatOptions();
        options.Origins.Add("kabupaten.example.go.id; script-src *");
        new WebChatOptionsValidator().Validate(null, options).FailureMessage.ShouldStartWith("WebChat:Origins:0 ");
    }

    /// <summary>With something that stands for Microsoft's control.</summary>
    private static WebChatFiles Whole()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-");
        try
        {
            foreach (var end in (string[])["", ".gz", ".br"]) File.WriteAllBytes(Path.Combine(folder.FullName, WebChatFiles.Control + end), [1]);
            return new WebChatFiles(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<TestService> MakeAsync(WebChatFiles files, params (string Key, string Value)[] more)
    {
        Dictionary<string, string?> settings = new()
        {
            ["WebChat:Enabled"] = "true",
            ["WebChat:Origins:0"] = Site,
            ["Twilio:Senders:0:Address"] = "whatsapp:+628001500175",
        };
        foreach (var (key, value) in more) settings[key] = value;
        return await TestService.MakeAsync(settings: settings, late: services => services.Replace(ServiceDescriptor.Singleton(files)));
    }

    private static async Task<JsonNode> OpenAsync(HttpClient http, string? ticket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webchat/session");
        if (ticket is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ticket);
        using var answer = await http.SendAsync(request, Stop);
        ((int)answer.StatusCode).ShouldBe(200);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    private static async Task<int> StatusAsync(HttpClient http, HttpMethod method, string path, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request, Stop);
        return (int)answer.StatusCode;
    }
}
