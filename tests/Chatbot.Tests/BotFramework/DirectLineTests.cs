using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Chatbot.BotFramework.DirectLine;
using Chatbot.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;

namespace Chatbot.Tests.BotFramework;

public abstract class DirectLineTests
{
    public sealed class OnSqlite : DirectLineTests;

    [UsesPostgres]
    public sealed class OnPostgres : DirectLineTests;

    private const string Secret = "a-secret-of-forty-characters-for-tests!!";
    private const string Site = "https://kabupaten.example.go.id";
    private const string Conversations = "/directline/v3/conversations";

    [Fact]
    public async Task Without_a_secret_Direct_Line_is_off()
    {
        await using var service = await TestService.MakeAsync();
        using var http = await service.StartAsync();
        (await AskAsync(http, HttpMethod.Post, "/directline/v3/tokens/generate", Secret)).Status.ShouldBe(404);
        (await AskAsync(http, HttpMethod.Post, Conversations, Secret)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_visitor_is_greeted_asks_and_reads_the_answer()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var generated = await AskAsync(http, HttpMethod.Post, "/directline/v3/tokens/generate", Secret);
        (generated.Status, generated["expires_in"]).ShouldBe((200, "1800"));

        var opened = await AskAsync(http, HttpMethod.Post, Conversations, generated["token"]);
        opened.Status.ShouldBe(201);
        opened["conversationId"].ShouldBe(generated["conversationId"]);
        var here = $"{Conversations}/{opened["conversationId"]}";
        opened["streamUrl"].ShouldStartWith($"ws://localhost{here}/stream?watermark=0&t=");
        var greeting = (await ReadAsync(http, here, opened["token"], "", 1)).ShouldHaveSingleItem();
        (Text(greeting), From(greeting, "role"), greeting["replyToId"]).ShouldBe(("Anda menulis:", "bot", null));

        var posted = await PostAsync(http, here, opened["token"], "iuran berapa?");
        posted.Status.ShouldBe(200);
        var said = await ReadAsync(http, here, opened["token"], "1", 2);
        (Text(said[0]), From(said[0], "role"), said[0]["id"]!.GetValue<string>()).ShouldBe(("iuran berapa?", "user", posted["id"]));
        (Text(said[1]), From(said[1], "role"), said[1]["replyToId"]!.GetValue<string>()).ShouldBe(("Anda menulis: iuran berapa?", "bot", posted["id"]));

        // Opened again by the page that was loaded anew: nobody is greeted twice.
        (await AskAsync(http, HttpMethod.Post, Conversations, opened["token"])).Status.ShouldBe(201);
        (await ReadAsync(http, here, opened["token"], "", 3)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Only_a_secret_gives_tokens_and_only_the_token_of_a_conversation_opens_it()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http);
        var (other, _) = await OpenAsync(http);

        foreach (var wrong in (string?[])[null, "", "wrong", token, Secret + "x"])
            (await AskAsync(http, HttpMethod.Post, "/directline/v3/tokens/generate", wrong)).Status.ShouldBe(403);
        foreach (var wrong in (string?[])[null, "a.b.c", Forged.From(token), Changed(token)])
        {
            (await PostAsync(http, here, wrong, "halo")).Status.ShouldBe(403);
            (await AskAsync(http, HttpMethod.Get, here + "/activities", wrong)).Status.ShouldBe(403);
            (await AskAsync(http, HttpMethod.Get, here, wrong)).Status.ShouldBe(403);
        }

        (await PostAsync(http, other, token, "halo")).Status.ShouldBe(403);
        (await AskAsync(http, HttpMethod.Get, other + "/activities", token)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_program_with_the_secret_needs_no_token()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, _) = await OpenAsync(http);
        await ReadAsync(http, here, Secret, "", 1);
        (await AskAsync(http, HttpMethod.Post, here + "/activities", Secret, """{"type":"message","text":"halo","from":{"id":"x"}}""")).Status.ShouldBe(200);
        // It is the visitor who was greeted, whatever the program calls him.
        var said = await ReadAsync(http, here, Secret, "1", 2);
        From(said[0], "id").ShouldBe($"dl_{here.Split('/')[^1]}");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM conversations")).ShouldBe(1);
        (await PostAsync(http, $"{Conversations}/made-up", Secret, "halo")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_visitor_cannot_speak_as_somebody_else_or_as_Jaka()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http, """{"user":{"id":"warga-17"}}""");
        await ReadAsync(http, here, token, "", 1);
        var forged = """
            {"type":"message","text":"halo","id":"x","channelId":"sms","serviceUrl":"https://evil.example/","from":{"id":"+6281234567001","name":"Budi","role":"bot"},
             "recipient":{"id":"x"},"conversation":{"id":"of-somebody-else"}}
            """;
        (await AskAsync(http, HttpMethod.Post, here + "/activities", token, forged)).Status.ShouldBe(200);
        var said = (await ReadAsync(http, here, token, "1", 2))[0];
        (From(said, "id"), From(said, "name"), From(said, "role")).ShouldBe(("warga-17", "Budi", "user"));
        (said["channelId"]!.GetValue<string>(), said["serviceUrl"]).ShouldBe(("directline", null));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses WHERE channel <> 'directline' OR address <> 'warga-17' OR phone IS NOT NULL")).ShouldBe(0);

        (await AskAsync(http, HttpMethod.Post, "/directline/v3/tokens/generate", Secret, """{"user":{"id":"jaka"}}""")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_message_posted_again_under_its_own_id_has_one_effect()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http);
        const string Body = """{"type":"message","text":"ya","channelData":{"clientActivityID":"c1"}}""";
        var first = await AskAsync(http, HttpMethod.Post, here + "/activities", token, Body);
        var again = await AskAsync(http, HttpMethod.Post, here + "/activities", token, Body);
        again["id"].ShouldBe(first["id"]);
        // The greeting and the answer, and what was said.
        (await ReadAsync(http, here, token, "", 3)).Count.ShouldBe(3);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM seen_messages")).ShouldBe(2);
    }

    [Fact]
    public async Task A_token_ends_and_is_renewed_before_that()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http);
        service.Clock.Advance(TimeSpan.FromMinutes(20));
        var renewed = await AskAsync(http, HttpMethod.Post, "/directline/v3/tokens/refresh", token);
        renewed.Status.ShouldBe(200);
        service.Clock.Advance(TimeSpan.FromMinutes(20));
        (await PostAsync(http, here, token, "halo")).Status.ShouldBe(403);
        (await AskAsync(http, HttpMethod.Post, "/directline/v3/tokens/refresh", token)).Status.ShouldBe(403);
        (await PostAsync(http, here, renewed["token"], "halo")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_conversation_goes_on_in_another_copy_when_the_first_is_gone()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-").FullName;
        try
        {
            var settings = Settings();
            string here, token;
            var clock = new TestClock();
            var killed = await TestService.MakeAsync(clock: clock, folder: folder, settings: settings);
            using (var http = await killed.StartAsync())
            {
                (here, token) = await OpenAsync(http);
                await PostAsync(http, here, token, "satu");
                await ReadAsync(http, here, token, "", 3);
            }

            // It had no time to give anything back.
            await killed.DisposeConnectionsAsync();
            clock.Advance(TimeSpan.FromSeconds(11));
            await using var copy = await TestService.MakeAsync(clock: clock, folder: folder, settings: settings);
            using var again = await copy.StartAsync();
            var opened = await AskAsync(again, HttpMethod.Get, here + "?watermark=3", token);
            (opened.Status, opened["streamUrl"].Contains("watermark=3", StringComparison.Ordinal)).ShouldBe((200, true));
            await PostAsync(again, here, opened["token"], "dua");
            (await ReadAsync(again, here, opened["token"], "3", 2)).Select(Text).ShouldBe(["dua", "Anda menulis: dua"]);
        }
        finally
        {
            await TestDatabases.ForgetAsync(folder);
        }
    }

    [Fact]
    public async Task A_stream_brings_what_is_said_as_it_is_said()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http);
        await ReadAsync(http, here, token, "", 1);
        var sockets = ((TestServer)service.Get<IServer>()).CreateWebSocketClient();
        using var socket = await sockets.ConnectAsync(new Uri($"ws://localhost{here}/stream?watermark=-&t={token}"), TestContext.Current.CancellationToken);
        (await HeardAsync(socket, 1)).Select(Text).ShouldBe(["Anda menulis:"]);

        await PostAsync(http, here, token, "satu");
        (await HeardAsync(socket, 2)).Select(Text).ShouldBe(["satu", "Anda menulis: satu"]);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

        var (other, _) = await OpenAsync(http);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            sockets.ConnectAsync(new Uri($"ws://localhost{other}/stream?t={token}"), TestContext.Current.CancellationToken));
        (await AskAsync(http, HttpMethod.Get, $"{here}/stream?t={token}", null)).Status.ShouldBe(426);
    }

    [Fact]
    public async Task A_stream_brings_what_another_copy_has_added_within_a_second()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        await using var copy = await TestService.MakeAsync(clock: service.Clock, folder: service.Folder, settings: Settings());
        using var there = await copy.StartAsync();
        var (here, token) = await OpenAsync(http);
        await ReadAsync(http, here, token, "", 1);
        using var socket = await ((TestServer)copy.Get<IServer>()).CreateWebSocketClient()
            .ConnectAsync(new Uri($"ws://localhost{here}/stream?watermark=1&t={token}"), TestContext.Current.CancellationToken);

        await PostAsync(http, here, token, "satu");
        var heard = HeardAsync(socket, 1);
        for (var i = 0; i < 200 && !heard.IsCompleted; i++)
        {
            service.Clock.Advance(DirectLineWatch.BetweenLooks / 10);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        (await heard).Select(Text).First().ShouldBe("satu");
    }

    [Fact]
    public async Task Only_pages_of_the_listed_sites_come_in()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        (await AskAsync(http, HttpMethod.Post, Conversations, Secret, origin: "https://evil.example")).Status.ShouldBe(403);
        (await AskAsync(http, HttpMethod.Options, Conversations, null, origin: "https://evil.example")).Status.ShouldBe(403);
        (await AskAsync(http, HttpMethod.Post, Conversations, Secret, origin: "http://localhost")).Status.ShouldBe(201);

        var preflight = await AskAsync(http, HttpMethod.Options, Conversations, null, origin: Site);
        (preflight.Status, preflight.AllowedOrigin).ShouldBe((204, Site));
        var opened = await AskAsync(http, HttpMethod.Post, Conversations, Secret, origin: Site);
        (opened.Status, opened.AllowedOrigin).ShouldBe((201, Site));
    }

    [Fact]
    public async Task Who_posts_too_fast_is_told_to_wait_and_others_are_not()
    {
        await using var service = await MakeAsync(("DirectLine:PostsPerMinute", "3"));
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http);
        var (other, another) = await OpenAsync(http);
        var statuses = new List<int>();
        for (var i = 0; i < 6; i++) statuses.Add((await PostAsync(http, here, token, $"{i}")).Status);
        statuses[..3].ShouldAllBe(status => status == 200);
        statuses.ShouldContain(429);
        (await PostAsync(http, other, another, "halo")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"text":"tanpa jenis"}""", 400)]
    [InlineData("""{"type":"message","value":1e999}""", 400)]
    [InlineData("""{"type":"message","text":"a","text":"b"}""", 400)]
    [InlineData("""{"type":"typing"}""", 200)]
    public async Task Hostile_JSON_is_refused_and_signs_leave_nothing(string json, int status)
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http);
        await ReadAsync(http, here, token, "", 1);
        (await AskAsync(http, HttpMethod.Post, here + "/activities", token, json)).Status.ShouldBe(status);
        (await AskAsync(http, HttpMethod.Post, here + "/activities", token, $$"""{"type":"message","text":"{{new string('a', 300_000)}}"}""")).Status.ShouldBe(413);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM direct_line_activities")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_said_is_stored_encrypted_and_forgotten_in_time()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var (here, token) = await OpenAsync(http);
        await PostAsync(http, here, token, "nama saya Siti Aminah");
        await ReadAsync(http, here, token, "", 3);
        Encoding.UTF8.GetString((await service.OneAsync<byte[]>("SELECT activity FROM direct_line_activities WHERE sequence = 1"))!).ShouldNotContain("Siti");
        var forgotten = await service.Get<DirectLineActivities>()
            .PruneAsync(service.Clock.GetUtcNow().AddSeconds(1), TestContext.Current.CancellationToken);
        forgotten.ShouldBe(3);
    }

    [Fact]
    public void Every_wrong_setting_is_named()
    {
        var options = new DirectLineOptions { PublicBaseUrl = "x" };
        options.Secrets.Add("short");
        options.Origins.Add("https://a.example/path");
        var failures = new DirectLineOptionsValidator().Validate(null, options).Failures!.ToList();
        foreach (var key in (string[])["Secrets:0", "Origins:0", "PublicBaseUrl"])
            failures.ShouldContain(failure => failure.StartsWith($"DirectLine:{key} ", StringComparison.Ordinal), key);
    }

    private static Dictionary<string, string?> Settings() => new() { ["DirectLine:Secrets:0"] = Secret, ["DirectLine:Origins:0"] = Site };

    private static Task<TestService> MakeAsync(params (string Key, string Value)[] more)
    {
        var settings = Settings();
        foreach (var (key, value) in more) settings[key] = value;
        return TestService.MakeAsync(settings: settings);
    }

    private static async Task<(string Here, string Token)> OpenAsync(HttpClient http, string body = "")
    {
        var opened = await AskAsync(http, HttpMethod.Post, Conversations, Secret, body);
        opened.Status.ShouldBe(201);
        return ($"{Conversations}/{opened["conversationId"]}", opened["token"]);
    }

    private static Task<Answer> PostAsync(HttpClient http, string here, string? token, string text) =>
        AskAsync(http, HttpMethod.Post, here + "/activities", token, $$"""{"type":"message","text":"{{text}}"}""");

    private static async Task<Answer> AskAsync(
        HttpClient http, HttpMethod method, string target, string? bearer, string? body = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, target);
        if (bearer is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var allowed = response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null;
        return new Answer((int)response.StatusCode, response.IsSuccessStatusCode && text.Length > 0 ? JsonNode.Parse(text) : null, allowed);
    }

    /// <summary>Reads from the mark until there are as many; replies are written a moment after the post is answered.</summary>
    private static async Task<IReadOnlyList<JsonNode>> ReadAsync(HttpClient http, string here, string token, string mark, int count)
    {
        for (var i = 0; ; i++)
        {
            var read = await AskAsync(http, HttpMethod.Get, $"{here}/activities?watermark={mark}", token);
            read.Status.ShouldBe(200);
            var said = read.Json!["activities"]!.AsArray().Select(activity => activity!).ToList();
            if (said.Count >= count || i == 500) return said;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<List<JsonNode>> HeardAsync(WebSocket socket, int count)
    {
        List<JsonNode> heard = [];
        var buffer = new byte[64 * 1024];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (heard.Count < count)
        {
            var got = await socket.ReceiveAsync(buffer, limit.Token);
            heard.AddRange(JsonNode.Parse(buffer.AsSpan(0, got.Count))!["activities"]!.AsArray().Select(activity => activity!));
        }

        return heard;
    }

    private static string? Text(JsonNode activity) => activity["text"]?.GetValue<string>();

    private static string? From(JsonNode activity, string field) => activity["from"]?[field]?.GetValue<string>();

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        claims["user"] = "somebody-else";
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}";
    }

    private sealed record Answer(int Status, JsonNode? Json, string? AllowedOrigin)
    {
        public string this[string field] => Json?[field]?.ToString() ?? "";
    }
}
