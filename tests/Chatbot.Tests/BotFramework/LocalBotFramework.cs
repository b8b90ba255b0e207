using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.BotFramework;

/// <summary>The far side on this machine: an issuer with RSA keys, the issuer of an emulator, and a connector that takes replies.</summary>
internal sealed class LocalBotFramework : IAsyncDisposable
{
    public const string AppId = "0d2c6a3e-0000-4000-8000-00000000c0de";
    public const string AppPassword = "a-secret-of-nobody";
    public const string Issuer = "https://issuer.example";
    public const string EmulatorIssuer = "https://emulator.example/v2.0";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<TakenActivity> taken = new();
    private int issued;
    private int looks;

    private LocalBotFramework(WebApplication app) => this.app = app;

    public static RSA FirstKey { get; } = RSA.Create(2048);

    public static RSA SecondKey { get; } = RSA.Create(2048);

    public static RSA EmulatorKey { get; } = RSA.Create(2048);

    public string Address => app.Urls.Single();

    /// <summary>The keys of channels that the issuer shows now, by id.</summary>
    public Dictionary<string, RSA> Published { get; } = new() { ["first"] = FirstKey };

    /// <summary>The channels that the keys are endorsed for.</summary>
    public string[] Endorsements { get; set; } = ["webchat", "msteams", "sms"];

    /// <summary>How often the keys of channels were read.</summary>
    public int Looks => looks;

    /// <summary>How many tokens for replies were given.</summary>
    public int Issued => issued;

    public bool IsIssuerDown { get; set; }

    /// <summary>Seconds that a token for replies lives.</summary>
    public int TokenLife { get; set; } = 3600;

    /// <summary>Answers in place of 200 with an id; the argument is the number of the activity.</summary>
    public Func<int, (int Status, string? RetryAfter)>? OnActivity { get; set; }

    /// <summary>What was posted to conversations, refused ones too.</summary>
    public IReadOnlyList<TakenActivity> Taken => [.. taken];

    public static async Task<LocalBotFramework> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        var app = builder.Build();
        var far = new LocalBotFramework(app);
        app.UseRouting();
        app.Run(far.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return far;
    }

    /// <summary>Settings of a service that believes this side.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["BotFramework:AppId"] = AppId,
        ["BotFramework:AppPassword"] = AppPassword,
        ["BotFramework:Issuer"] = Issuer,
        ["BotFramework:OpenIdMetadataUrl"] = $"{Address}/metadata",
        ["BotFramework:EmulatorIssuers:0"] = EmulatorIssuer,
        ["BotFramework:EmulatorOpenIdMetadataUrl"] = $"{Address}/emulator/metadata",
        ["BotFramework:TokenUrl"] = $"{Address}/token",
    };

    /// <summary>A token as the connector brings it; each part can be made wrong.</summary>
    public string Token(
        DateTimeOffset now,
        Action<JsonObject>? claims = null,
        RSA? key = null,
        string keyId = "first",
        string algorithm = "RS256")
    {
        JsonObject body = new()
        {
            ["iss"] = Issuer,
            ["aud"] = AppId,
            ["serviceurl"] = Address + "/",
            ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(55).ToUnixTimeSeconds(),
        };
        claims?.Invoke(body);
        return Sign($$"""{"typ":"JWT","alg":"{{algorithm}}","kid":"{{keyId}}"}""", body.ToJsonString(), key ?? FirstKey);
    }

    public string EmulatorToken(DateTimeOffset now, Action<JsonObject>? claims = null) => Token(
        now,
        body =>
        {
            body["iss"] = EmulatorIssuer;
            body["azp"] = AppId;
            body.Remove("serviceurl");
            claims?.Invoke(body);
        },
        EmulatorKey,
        "emulator");

    public static string Sign(string header, string body, RSA key)
    {
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(body))}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/metadata" or "/emulator/metadata" or "/keys" or "/emulator/keys" when IsIssuerDown:
                context.Response.StatusCode = 500;
                break;
            case "/metadata":
                await context.Response.WriteAsync($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{Address}}/keys"}""");
                break;
            case "/emulator/metadata":
                await context.Response.WriteAsync($$"""{"issuer":"x","jwks_uri":"{{Address}}/emulator/keys"}""");
                break;
            case "/keys":
                Interlocked.Increment(ref looks);
                await context.Response.WriteAsync(Keys(Published, Endorsements));
                break;
            case "/emulator/keys":
                await context.Response.WriteAsync(Keys(new() { ["emulator"] = EmulatorKey }, []));
                break;
            case "/token":
                var form = await context.Request.ReadFormAsync();
                if (form["client_secret"] != AppPassword || form["grant_type"] != "client_credentials" || form["client_id"] != AppId)
                {
                    context.Response.StatusCode = 401;
                    break;
                }

                var number = Interlocked.Increment(ref issued);
                await context.Response.WriteAsync($$"""{"token_type":"Bearer","expires_in":{{TokenLife}},"access_token":"ours-{{number}}"}""");
                break;
            default:
                await TakeAsync(context);
                break;
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var json = JsonNode.Parse(await reader.ReadToEndAsync())!.AsObject();
        // As it came, escapes and all: an id may hold a slash.
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        taken.Enqueue(new TakenActivity(target, context.Request.Headers.Authorization.ToString(), json));
        var (status, retryAfter) = OnActivity?.Invoke(taken.Count) ?? ((int)HttpStatusCode.OK, null);
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        if (status < 300) await context.Response.WriteAsync($$"""{"id":"reply-{{taken.Count}}"}""");
    }

    private static string Keys(Dictionary<string, RSA> keys, string[] endorsements)
    {
        JsonArray list = [];
        foreach (var (id, key) in keys)
        {
            var numbers = key.ExportParameters(includePrivateParameters: false);
            list.Add(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = id,
                ["n"] = Encode(numbers.Modulus!),
                ["e"] = Encode(numbers.Exponent!),
                ["endorsements"] = JsonSerializer.SerializeToNode(endorsements),
            });
        }

        return new JsonObject { ["keys"] = list }.ToJsonString();
    }
}

/// <summary>An activity that reached the connector.</summary>
internal sealed record TakenActivity(string Target, string Authorization, JsonObject Json)
{
    public string? Text => Json["text"]?.GetValue<string>();
}
