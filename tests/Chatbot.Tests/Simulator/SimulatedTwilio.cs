using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.Simulator;

/// <summary>A form that the simulator posted to the program under test.</summary>
public sealed record Posted(
    string Path, string Url, string Signature, string Token, string ContentType, string UserAgent, IReadOnlyDictionary<string, string> Form)
{
    public string this[string name] => Form[name];
}

/// <summary>A clock that runs as ours does, moved by hand.</summary>
public sealed class MovedClock : TimeProvider
{
    private long moved;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref moved));

    public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
}

/// <summary>The simulator on a port of its own, and a program that takes its posts.</summary>
public sealed class SimulatedTwilio : IAsyncDisposable
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Token = "kunci-rahasia";
    public const string OurWhatsApp = "whatsapp:+628001500175";
    public const string OurNumber = "+628001500175";
    public const string Service = "MG0123456789abcdef0123456789abcdef";
    public const string Sari = "whatsapp:+6281234567890";
    public const string Budi = "+6281398765432";

    private readonly WebApplication simulator;
    private readonly WebApplication program;
    private readonly ConcurrentQueue<Posted> posts;

    private SimulatedTwilio(WebApplication simulator, WebApplication program, ConcurrentQueue<Posted> posts, MovedClock clock)
    {
        this.simulator = simulator;
        this.program = program;
        this.posts = posts;
        Clock = clock;
        Page = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
        Rest = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Page.BaseAddress };
        Rest.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}")));
    }

    /// <summary>What the program answers next; an empty response with 200 when nothing is waiting here.</summary>
    public ConcurrentQueue<(int Status, string Type, string Body)> Answers { get; private init; } = new();

    public MovedClock Clock { get; }

    /// <summary>A browser at the phones.</summary>
    public HttpClient Page { get; }

    /// <summary>A caller with the account's password that follows no redirect.</summary>
    public HttpClient Rest { get; }

    public static string Messages => $"/2010-04-01/Accounts/{Account}/Messages";

    public string StatusUrl => program.Urls.First() + "/status?m=018f&k=a%2Bb";

    public static async Task<SimulatedTwilio> StartAsync(params (string Key, string Value)[] more)
    {
        var posts = new ConcurrentQueue<Posted>();
        var answers = new ConcurrentQueue<(int Status, string Type, string Body)>();
        var program = Quiet();
        program.MapPost("/{**path}", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            posts.Enqueue(new Posted(
                request.Path, $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}",
                request.Headers["X-Twilio-Signature"].ToString(), request.Headers["I-Twilio-Idempotency-Token"].ToString(),
                request.ContentType ?? "", request.Headers.UserAgent.ToString(),
                form.ToDictionary(field => field.Key, field => field.Value.ToString())));
            return answers.TryDequeue(out var answer)
                ? Results.Text(answer.Body, answer.Type, statusCode: answer.Status)
                : Results.Text("<Response/>", "text/xml");
        });
        await program.StartAsync();

        var clock = new MovedClock();
        var settings = new Dictionary<string, string?>
        {
            ["Simulator:Enabled"] = "true",
            ["Simulator:AccountSid"] = Account,
            ["Simulator:AuthToken"] = Token,
            ["Simulator:WebhookUrl"] = program.Urls.First() + "/masuk?dari=uji#rc=2",
            ["Simulator:Senders:0"] = OurWhatsApp,
            ["Simulator:Senders:1"] = OurNumber,
            ["Simulator:MessagingServiceSid"] = Service,
            ["Simulator:SentAfter"] = "00:00:00.010",
            ["Simulator:DeliveredAfter"] = "00:00:00.010",
            ["Simulator:ReadAfter"] = "00:00:00.010",
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        var simulator = Quiet(builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Services.AddSimulator(builder.Configuration);
        });
        simulator.MapSimulator();
        await simulator.StartAsync();
        return new SimulatedTwilio(simulator, program, posts, clock) { Answers = answers };
    }

    public async Task<JsonElement> SendAsync(params (string Name, string Value)[] form)
    {
        using var response = await PostAsync(form);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, body.ToString());
        return body;
    }

    public async Task<HttpResponseMessage> PostAsync(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Rest.PostAsync(Messages + ".json", content);
    }

    public async Task<string> CreateContentAsync(string json)
    {
        using var response = await Rest.PostAsync("/v1/Content", new StringContent(json, Encoding.UTF8, "application/json"));
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, body.ToString());
        return body.Text("sid");
    }

    /// <summary>A person does something at a phone: p1 is Ibu Sari on WhatsApp, p2 Pak Budi on SMS.</summary>
    public async Task<JsonElement> TypeAsync(string phone, object typed)
    {
        using var response = await Page.PostAsJsonAsync($"/simulator/api/phones/{phone}/messages", typed);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted, body.ToString());
        return body;
    }

    public async Task FaultAsync(object faults)
    {
        using var response = await Page.PostAsJsonAsync("/simulator/api/faults", faults);
        response.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Rest.GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> UntilStatusAsync(string sid, string status)
    {
        var last = default(JsonElement);
        for (var look = 0; look < 400; look++)
        {
            last = await GetAsync($"{Messages}/{sid}.json");
            if (last.Text("status") == status)
                return last;
            await Task.Delay(10);
        }

        throw new TimeoutException($"The message is {last.Text("status")}, not {status}");
    }

    /// <summary>Waits until that many posts came to the program's path; all of them are returned.</summary>
    public async Task<IReadOnlyList<Posted>> UntilPostedAsync(string path, int count)
    {
        for (var look = 0; look < 400; look++)
        {
            var found = PostedTo(path);
            if (found.Count >= count)
                return found;
            await Task.Delay(10);
        }

        throw new TimeoutException($"{PostedTo(path).Count} of {count} posts came to {path}");
    }

    public IReadOnlyList<Posted> PostedTo(string path) => [.. posts.Where(post => post.Path == path)];

    public async ValueTask DisposeAsync()
    {
        Page.Dispose();
        Rest.Dispose();
        await simulator.DisposeAsync();
        await program.DisposeAsync();
    }

    private static WebApplication Quiet(Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder);
        return builder.Build();
    }
}

internal static class JsonReading
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
