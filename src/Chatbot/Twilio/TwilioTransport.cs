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
    private readonly Repeats _sending;
    private readonly Repeats _changing;
    private readonly Repeats _reading;

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
        _sending = new(static reply => reply is TwilioReply.NotReached, clock);
        _changing = new(static reply => reply is TwilioReply.NotReached or TwilioReply.Answer { Status: 429 }, clock);
        _reading = new(static reply => reply is not TwilioReply.Answer { Status: not 429 and < 500 }, clock);
    }

    /// <summary>What opens the account; for Twilio's own hosts alone.</summary>
    public AuthenticationHeaderValue Credentials { get; }

    /// <summary>Sends until there is an answer that stands. <paramref name="content"/> makes the body anew for each attempt.</summary>
    public Task<TwilioReply> SendAsync(HttpMethod method, Uri address, Func<HttpContent>? content, CancellationToken cancellationToken) =>
        (method == HttpMethod.Get ? _reading : _changing).RunAsync(
            token => AttemptAsync(method, address, content, SendRight.Always, token), cancellationToken);

    /// <summary>Sends a message, as long as there is a right to it: it is asked before each attempt, and nothing is written without it.</summary>
    public Task<TwilioReply> SendMessageAsync(Uri address, Func<HttpContent> content, SendRight right, CancellationToken cancellationToken) =>
        _sending.RunAsync(token => AttemptAsync(HttpMethod.Post, address, content, right, token), cancellationToken);

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
            var level = response.IsSuccessStatusCode ? LogLevel.Debug : LogLevel.Information;
            if (_logger.IsEnabled(level))
            {
                var requestId = response.Headers.TryGetValues("Twilio-Request-Id", out var ids) ? ids.First() : "-";
                var milliseconds = (long)_clock.GetElapsedTime(started).TotalMilliseconds;
                LogAnswer(level, method.Method, address.AbsolutePath, (int)response.StatusCode, requestId, milliseconds);
            }

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

    /// <summary>How requests of one kind are repeated.</summary>
    private sealed class Repeats
    {
        private readonly Func<TwilioReply, bool> isWorthIt;
        private readonly ResiliencePipeline<TwilioReply> pipeline;

        /// <param name="mayBe">What may be asked again without doing anything twice.</param>
        /// <param name="clock">Waits.</param>
        public Repeats(Func<TwilioReply, bool> mayBe, TimeProvider clock)
        {
            isWorthIt = reply => mayBe(reply) && !(AskedPause(reply) > LongestPause);
            pipeline = new ResiliencePipelineBuilder<TwilioReply> { TimeProvider = clock }
                .AddRetry(new RetryStrategyOptions<TwilioReply>
                {
                    MaxRetryAttempts = Retries,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(500),
                    MaxDelay = TimeSpan.FromSeconds(10),
                    UseJitter = true,
                    ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } reply && isWorthIt(reply)),
                    DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } reply ? AskedPause(reply) : null),
                })
                .Build();
        }

        public async Task<TwilioReply> RunAsync(Func<CancellationToken, Task<TwilioReply>> attempt, CancellationToken cancellationToken)
        {
            // Nearly always the first answer stands, and needs nothing of what there is for the others.
            var first = await attempt(cancellationToken);
            return isWorthIt(first) ? await RepeatAsync(first, attempt, cancellationToken) : first;
        }

        private async Task<TwilioReply> RepeatAsync(
            TwilioReply first, Func<CancellationToken, Task<TwilioReply>> attempt, CancellationToken cancellationToken)
        {
            TwilioReply? known = first;
            return await pipeline.ExecuteAsync(
                async token => Interlocked.Exchange(ref known, null) ?? await attempt(token), cancellationToken);
        }

        private static TimeSpan? AskedPause(TwilioReply reply) => reply is TwilioReply.Answer answer ? answer.RetryAfter : null;
    }
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
