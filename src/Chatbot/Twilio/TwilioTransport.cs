using System.Net.Http.Headers;
using System.Text;
using Chatbot.Outbox;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Chatbot.Twilio;

/// <summary>
/// Carries requests to Twilio's hosts: credentials, time limit, and repeats where a repeat cannot do anything twice. The API has no
/// idempotency key, so a POST is repeated only when Twilio was not reached or said that it did not process it (429), a message not even
/// then: whoever sends it asks first what became of it. A GET is repeated also after 5xx, time-outs and broken connections.
/// </summary>
internal sealed partial class TwilioTransport
{
    /// <summary>For one attempt, from the first byte written to the last byte read.</summary>
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(20);

    /// <summary>Longer pauses than this are not waited out here: the caller hears how long they are.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private const int Retries = 3;

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<TwilioReply> _sending;
    private readonly ResiliencePipeline<TwilioReply> _changing;
    private readonly ResiliencePipeline<TwilioReply> _reading;

    public TwilioTransport(HttpClient http, IOptions<TwilioOptions> options, TimeProvider clock, ILogger<TwilioTransport> logger)
    {
        _http = http;
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Jaka/1.0");
        _clock = clock;
        _logger = logger;
        var (user, password) = options.Value.ApiKey.Length > 0
            ? (options.Value.ApiKey, options.Value.ApiSecret)
            : (options.Value.AccountSid, options.Value.AuthToken);
        Credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        _sending = Pipeline(static reply => reply is TwilioReply.NotReached, clock);
        _changing = Pipeline(static reply => reply is TwilioReply.NotReached or TwilioReply.Answer { Status: 429 }, clock);
        _reading = Pipeline(static reply => reply is not TwilioReply.Answer { Status: not 429 and < 500 }, clock);
    }

    /// <summary>What opens the account; for Twilio's own hosts alone.</summary>
    public AuthenticationHeaderValue Credentials { get; }

    /// <summary>Sends until there is an answer that stands. <paramref name="content"/> makes the body anew for each attempt.</summary>
    public Task<TwilioReply> SendAsync(HttpMethod method, Uri address, Func<HttpContent>? content, CancellationToken cancellationToken) =>
        RunAsync(method == HttpMethod.Get ? _reading : _changing, method, address, content, SendRight.Always, cancellationToken);

    /// <summary>Sends a message, as long as there is a right to it: it is asked before each attempt, and nothing is written without it.</summary>
    public Task<TwilioReply> SendMessageAsync(Uri address, Func<HttpContent> content, SendRight right, CancellationToken cancellationToken) =>
        RunAsync(_sending, HttpMethod.Post, address, content, right, cancellationToken);

    private async Task<TwilioReply> RunAsync(
        ResiliencePipeline<TwilioReply> pipeline,
        HttpMethod method,
        Uri address,
        Func<HttpContent>? content,
        SendRight right,
        CancellationToken cancellationToken)
    {
        return await pipeline.ExecuteAsync(
            static async (call, token) => await call.Transport.AttemptAsync(call.Method, call.Address, call.Content, call.Right, token),
            (Transport: this, Method: method, Address: address, Content: content, Right: right),
            cancellationToken);
    }

    private static ResiliencePipeline<TwilioReply> Pipeline(Func<TwilioReply, bool> mayBeRepeated, TimeProvider clock) =>
        new ResiliencePipelineBuilder<TwilioReply> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<TwilioReply>
            {
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = TimeSpan.FromSeconds(10),
                UseJitter = true,
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Outcome.Result is { } reply && mayBeRepeated(reply) && !(AskedPause(reply) > LongestPause)),
                DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } reply ? AskedPause(reply) : null),
            })
            .Build();

    private static TimeSpan? AskedPause(TwilioReply reply) => reply is TwilioReply.Answer answer ? answer.RetryAfter : null;

    private async Task<TwilioReply> AttemptAsync(
        HttpMethod method, Uri address, Func<HttpContent>? content, SendRight right, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AttemptLimit, _clock);
        await using var stop = cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        using var request = new HttpRequestMessage(method, address) { Content = content?.Invoke() };
        request.Headers.Authorization = Credentials;
        var started = _clock.GetTimestamp();
        if (!right.Holds) return new TwilioReply.NotReached("the lease has ended");
        TwilioReply reply;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            reply = new TwilioReply.Answer((int)response.StatusCode, body, RetryAfter(response.Headers.RetryAfter));
            var requestId = response.Headers.TryGetValues("Twilio-Request-Id", out var ids) ? ids.First() : "-";
            var milliseconds = (long)_clock.GetElapsedTime(started).TotalMilliseconds;
            var level = response.IsSuccessStatusCode ? LogLevel.Debug : LogLevel.Information;
            LogAnswer(level, method.Method, address.AbsolutePath, (int)response.StatusCode, requestId, milliseconds);
            return reply;
        }
        catch (HttpRequestException error) when (error.HttpRequestError is
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or
            HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            reply = new TwilioReply.NotReached(error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException error) when (error.InnerException is TimeoutException && !limit.IsCancellationRequested)
        {
            // No limit of ours: the connection itself was not made in time.
            reply = new TwilioReply.NotReached("connect timeout");
        }
        catch (OperationCanceledException)
        {
            // Also when the service stops: the request may have been written, so it is not as if nothing had happened.
            reply = new TwilioReply.Broken(cancellationToken.IsCancellationRequested ? "stopped while waiting" : "no answer in time");
        }
        catch (HttpRequestException error)
        {
            reply = new TwilioReply.Broken(error.HttpRequestError.ToString());
        }
        catch (IOException error)
        {
            reply = new TwilioReply.Broken(error.GetType().Name);
        }

        var reason = reply is TwilioReply.NotReached(var why) ? why : (reply as TwilioReply.Broken)?.Why ?? "";
        LogNoAnswer(method.Method, address.AbsolutePath, reason);
        return reply;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? header?.Date - _clock.GetUtcNow();
        return pause is { } asked && asked < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    // The path alone: the query of a list holds numbers.
    [LoggerMessage(Message = "Twilio {Method} {Path}: {Status}, request {RequestId}, {Milliseconds} ms")]
    private partial void LogAnswer(LogLevel level, string method, string path, int status, string requestId, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Twilio {Method} {Path}: no answer ({Why})")]
    private partial void LogNoAnswer(string method, string path, string why);
}

/// <summary>What one request brought back. A closed set.</summary>
internal abstract record TwilioReply
{
    private TwilioReply()
    {
    }

    /// <summary>A whole HTTP answer; its body is JSON, or whatever stood in between answered.</summary>
    public sealed record Answer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter) : TwilioReply;

    /// <summary>The connection was never made: nothing was written.</summary>
    public sealed record NotReached(string Why) : TwilioReply;

    /// <summary>Something was written and no whole answer came back.</summary>
    public sealed record Broken(string Why) : TwilioReply;
}
