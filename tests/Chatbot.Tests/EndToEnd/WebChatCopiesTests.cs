using System.Globalization;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Chatbot.Tests.EndToEnd;

/// <summary>Two copies of the service on one store; the one that served a page's conversation is killed.</summary>
public sealed class WebChatCopiesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_goes_on_in_the_other_copy_with_its_token_and_mark()
    {
        await using var first = await ServiceProcess.StartAsync(Settings());
        await using var second = await ServiceProcess.StartAsync(Settings());
        var session = await AskAsync(first, HttpMethod.Post, "/webchat/session", null);
        var (token, here) = (session["token"]!.GetValue<string>(), $"/directline/v3/conversations/{session["conversationId"]}");
        await AskAsync(first, HttpMethod.Post, "/directline/v3/conversations", token);
        await SayAsync(first, here, token, "DAFTAR");
        var (said, mark) = await UntilAsync(first, here, token, 0, "Sebelum mendaftar");
        said.ShouldContain(text => text.Contains("saya **Jaka**", StringComparison.Ordinal));

        // It is answered that the message was taken; whether its reply has left is not known.
        await SayAsync(first, here, token, "Setuju");
        await first.KillAsync();

        // The page comes to the other copy, by asking and by a stream, from where it was.
        (said, var next) = await UntilAsync(second, here, token, mark, "NIK");
        said.ShouldBe(["Setuju", said[^1]]);
        var opened = await AskAsync(second, HttpMethod.Get, $"{here}?watermark={next}", token);
        using var stream = new ClientWebSocket();
        await stream.ConnectAsync(new Uri(opened["streamUrl"]!.GetValue<string>()), Stop);
        await SayAsync(second, here, token, "3317014408909003");
        var heard = new List<string>();
        while (!heard.Exists(text => text.Contains("nama lengkap", StringComparison.Ordinal))) heard.AddRange(await ReceiveAsync(stream));
        heard.Count.ShouldBe(2);

        // Also the page's own way back, by its ticket.
        var back = await AskAsync(second, HttpMethod.Post, "/webchat/session", session["ticket"]!.GetValue<string>());
        (back["conversationId"]!.GetValue<string>(), back["isNew"]!.GetValue<bool>()).ShouldBe((session["conversationId"]!.GetValue<string>(), false));
        var (all, _) = await UntilAsync(second, here, back["token"]!.GetValue<string>(), 0, "nama lengkap");
        all.Count.ShouldBe(7, string.Join('\n', all));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Dictionary<string, string> Settings()
    {
        var settings = ServiceProcess.Settings("http://127.0.0.1:9", folder);
        settings["WebChat__Enabled"] = "true";
        return settings;
    }

    private static Task<JsonNode> SayAsync(ServiceProcess copy, string here, string token, string text) =>
        AskAsync(copy, HttpMethod.Post, here + "/activities", token, new JsonObject { ["type"] = "message", ["text"] = text }.ToJsonString());

    private static async Task<JsonNode> AskAsync(ServiceProcess copy, HttpMethod method, string target, string? bearer, string? body = null)
    {
        using var request = new HttpRequestMessage(method, target);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await copy.Client.SendAsync(request, Stop);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{target}: {(int)answer.StatusCode}\n{copy.Written}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    /// <summary>Asks from the mark on until somebody has said these words; what was said, and the mark after it.</summary>
    private static async Task<(IReadOnlyList<string> Said, long Mark)> UntilAsync(ServiceProcess copy, string here, string token, long mark, string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        List<string> said = [];
        while (true)
        {
            var set = await AskAsync(copy, HttpMethod.Get, $"{here}/activities?watermark={mark}", token);
            said.AddRange(Texts(set));
            mark = long.Parse(set["watermark"]!.GetValue<string>(), CultureInfo.InvariantCulture);
            if (said.Exists(text => text.Contains(words, StringComparison.Ordinal))) return (said, mark);
            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<IEnumerable<string>> ReceiveAsync(ClientWebSocket stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await stream.ReceiveAsync(buffer, limit.Token);
            await whole.WriteAsync(buffer.AsMemory(0, received.Count), limit.Token);
            if (received.EndOfMessage) return Texts(JsonNode.Parse(whole.ToArray())!);
        }
    }

    private static IEnumerable<string> Texts(JsonNode set) =>
        set["activities"]!.AsArray().Where(activity => activity!["type"]!.GetValue<string>() == "message")
            .Select(activity => activity!["text"]!.GetValue<string>());
}
