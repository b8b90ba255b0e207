using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.Twilio;

/// <summary>The Twilio edge alone behind a real server: what passes the door is kept, and the inside answers as a test says.</summary>
public sealed class TwilioHost : IAsyncLifetime
{
    public const string PublicBase = "https://jaka.example.id";
    public const string NextToken = "the-token-of-tomorrow";

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private WebApplication? _app;

    internal TestClock Clock { get; } = new();

    internal ConcurrentQueue<Activity> Turns { get; } = new();

    internal ConcurrentQueue<StatusReport> Reports { get; } = new();

    internal RunTurn Turn { get; set; } = Committed;

    internal ReportStatus Report { get; set; } = Stored;

    internal HttpClient Http { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = ScriptedTwilio.Account,
            ["Twilio:AuthToken"] = ScriptedTwilio.Token,
            ["Twilio:AdditionalAuthTokens:0"] = NextToken,
            ["Twilio:PublicBaseUrl"] = PublicBase + "/",
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<RunTurn>((activity, token) =>
        {
            Turns.Enqueue(activity);
            return Turn(activity, token);
        });
        builder.Services.AddSingleton<ReportStatus>((report, token) =>
        {
            Reports.Enqueue(report);
            return Report(report, token);
        });
        builder.Services.AddTwilio(builder.Configuration);
        _app = builder.Build();
        _app.UseRouting();
        _app.MapTwilio();
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    internal void Reset()
    {
        Turns.Clear();
        Reports.Clear();
        (Turn, Report) = (Committed, Stored);
    }

    internal void ReachedNothing() => (Turns.Count + Reports.Count).ShouldBe(0);

    internal string Sign(string target, byte[] body) =>
        TwilioSignature.Compute(ScriptedTwilio.Token, PublicBase + target, WebhookForm.Read(body) ?? WebhookForm.Empty);

    internal Task<HttpResponseMessage> PostSignedAsync(string target, string body, bool sign = true)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return PostAsync(target, bytes, sign ? Sign(target, bytes) : "x");
    }

    internal async Task<HttpResponseMessage> PostAsync(
        string target, byte[] body, string? signature, string contentType = "application/x-www-form-urlencoded; charset=UTF-8")
    {
        // The target goes out byte for byte, as from Twilio: not tidied up by the client.
        var address = new Uri(Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + target, AsItIs);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (signature is not null) request.Headers.TryAddWithoutValidation(TwilioSignature.Header, signature);
        return await Http.SendAsync(request);
    }

    private static Task<TurnOutcome> Committed(Activity activity, CancellationToken cancellationToken) => Task.FromResult(TurnOutcome.Committed);

    private static Task Stored(StatusReport report, CancellationToken cancellationToken) => Task.CompletedTask;
}
