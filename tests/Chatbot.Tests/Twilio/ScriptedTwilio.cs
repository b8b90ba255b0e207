using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Chatbot.Conversations;
using Chatbot.Templates;
using Chatbot.Tests.Support;
using Chatbot.Twilio;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Twilio;

/// <summary>What reached Twilio.</summary>
internal sealed record SeenRequest(string Method, Uri Address, string Body, string? Authorization)
{
    public string Path => Address.AbsolutePath;

    public ILookup<string, string> Form => Fields(Body);

    public ILookup<string, string> Query => Fields(Address.Query.TrimStart('?'));

    private static ILookup<string, string> Fields(string text) =>
        WebhookForm.Read(Encoding.UTF8.GetBytes(text))!.ToLookup(field => field.Key, field => field.Value);
}

/// <summary>The network: answers each request by a script and keeps what was asked.</summary>
internal sealed class ScriptedTwilio : HttpMessageHandler
{
    public const string Account = "AC00000000000000000000000000000001";
    public const string Token = "b7c9e1f00d5a4c3b8e6f7a9012345678";
    public const string MessagesPath = $"/2010-04-01/Accounts/{Account}/Messages.json";

    private readonly ConcurrentQueue<Func<SeenRequest, HttpResponseMessage>> _next = new();
    private readonly List<SeenRequest> _seen = [];

    public TestClock Clock { get; } = new();

    public TwilioOptions Options { get; } = new()
    {
        AccountSid = Account,
        AuthToken = Token,
        PublicBaseUrl = "https://jaka.example.id",
    };

    public IReadOnlyList<SeenRequest> Seen
    {
        get
        {
            lock (_seen) return [.. _seen];
        }
    }

    /// <summary>What is answered when the script has run out.</summary>
    public Func<SeenRequest, HttpResponseMessage> Otherwise { get; set; } = request =>
        throw new InvalidOperationException($"Nothing is scripted for {request.Method} {request.Path}");

    public List<string> Logged { get; } = [];

    public TwilioClient Client => new(Transport(), Options_);

    public TwilioContents Contents => new(Transport(), Options_);

    public MediaDownload Media =>
        new(new HttpClient(this, disposeHandler: false), Transport(), Options_, Clock, new ListLogger<MediaDownload>(Logged));

    private IOptions<TwilioOptions> Options_ => Microsoft.Extensions.Options.Options.Create(Options);

    public TwilioSender Sender()
    {
        return new TwilioSender(
            Client, new ChoiceContents(Contents, Clock, new ListLogger<ChoiceContents>(Logged)), Templates, Ours, new LocalPace(Clock), Options_, Clock, new ListLogger<TwilioSender>(Logged));
    }

    /// <summary>What stands for approved templates; a test with some gives its own.</summary>
    public TemplateContents Templates { get; set; } = new(new TemplateBook([]), null!, null!, null!);

    public OurAddresses Ours { get; set; } = new([]);

    public ScriptedTwilio Then(int status, string body, params (string Name, string Value)[] headers) =>
        Then(_ => Answer(status, body, headers));

    public ScriptedTwilio Then(Func<SeenRequest, HttpResponseMessage> answer)
    {
        _next.Enqueue(answer);
        return this;
    }

    public ScriptedTwilio ThenFails(HttpRequestError error) => Then(_ => throw new HttpRequestException(error, "scripted"));

    public static HttpResponseMessage Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new SeenRequest(request.Method.Method, request.RequestUri!, body, request.Headers.Authorization?.ToString());
        lock (_seen) _seen.Add(seen);
        return _next.TryDequeue(out var answer) ? answer(seen) : Otherwise(seen);
    }

    private TwilioTransport Transport() =>
        new(new HttpClient(this, disposeHandler: false), Options_, Clock, new ListLogger<TwilioTransport>(Logged));

    private sealed class ListLogger<T>(List<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
        }
    }
}
