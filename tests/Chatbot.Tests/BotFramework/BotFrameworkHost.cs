using System.Net.Http.Headers;
using System.Text;
using Chatbot.Conversations;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

/// <summary>The whole service, and the far side on this machine that it believes.</summary>
internal sealed class BotFrameworkHost : IAsyncDisposable
{
    private readonly HttpClient http;

    private BotFrameworkHost(TestService service, HttpClient http, LocalBotFramework far)
    {
        Service = service;
        this.http = http;
        Far = far;
    }

    public TestService Service { get; }

    public LocalBotFramework Far { get; }

    public DateTimeOffset Now => Service.Clock.GetUtcNow();

    public static async Task<BotFrameworkHost> StartAsync(Dictionary<string, string?>? settings = null, TurnEngine? engine = null)
    {
        var far = await LocalBotFramework.StartAsync();
        var all = far.Settings();
        foreach (var (key, value) in settings ?? []) all[key] = value;
        var service = await TestService.MakeAsync(engine, settings: all);
        return new BotFrameworkHost(service, await service.StartAsync(), far);
    }

    /// <summary>A message of Siti on the page of a government site.</summary>
    public string Message(string text, string id = "a|0000001", string channel = "webchat", string? serviceUrl = null) =>
        $$"""
        {"type":"message","id":"{{id}}","channelId":"{{channel}}","serviceUrl":"{{serviceUrl ?? Far.Address + "/"}}","from":{"id":"siti","name":"Siti"},
         "conversation":{"id":"a|1/2"},"recipient":{"id":"jaka@bpjs","name":"Jaka"},"text":"{{text}}"}
        """;

    public Task<HttpResponseMessage> PostAsync(string json, string? token) => PostAsync(Encoding.UTF8.GetBytes(json), token);

    public async Task<HttpResponseMessage> PostAsync(byte[] body, string? token, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<int> StatusAsync(string json, string? token)
    {
        using var answer = await PostAsync(json, token);
        return (int)answer.StatusCode;
    }

    public Task<long> TurnsAsync() => Service.OneAsync<long>("SELECT COUNT(*) FROM seen_messages");

    /// <summary>Waits until it is so, moving the clock when told to.</summary>
    public async Task UntilAsync(Func<bool> isSo, TimeSpan? step = null)
    {
        for (var i = 0; i < 1_000 && !isSo(); i++)
        {
            if (step is { } by) Service.Clock.Advance(by);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        isSo().ShouldBeTrue();
    }

    /// <summary>Waits until every reply has left and its answer is in: only then may the clock jump.</summary>
    public async Task AllSentAsync()
    {
        for (var i = 0; i < 1_000 && await WaitingAsync() > 0; i++) await Task.Delay(10, TestContext.Current.CancellationToken);
        (await WaitingAsync()).ShouldBe(0);

        Task<long> WaitingAsync() => Service.OneAsync<long>("SELECT COUNT(*) FROM replies");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Service.DisposeAsync();
        await Far.DisposeAsync();
    }
}
