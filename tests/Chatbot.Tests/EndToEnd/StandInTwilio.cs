using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.EndToEnd;

/// <summary>What the stand-in does with a POST of a message.</summary>
public enum Fault
{
    /// <summary>Takes it.</summary>
    None,

    /// <summary>429 with a pause of a second; nothing is made.</summary>
    TooFast,

    /// <summary>429 with a pause of a second, but the message was made.</summary>
    TooFastAfter,

    /// <summary>500, and nothing was made.</summary>
    FailedBefore,

    /// <summary>500, but the message was made.</summary>
    FailedAfter,

    /// <summary>The connection is cut, but the message was made.</summary>
    CutAfter,

    /// <summary>The connection is cut before anything was made.</summary>
    CutBefore,

    /// <summary>The message is made; the answer never comes.</summary>
    Silent,

    /// <summary>Nothing is made; the answer never comes.</summary>
    SilentBefore,
}

/// <summary>A message that Twilio has.</summary>
internal sealed record TakenMessage(string Sid, string To, string From, string Body, IReadOnlyDictionary<string, string> Form, DateTimeOffset At);

/// <summary>A stand-in for Twilio's Messages API on a port of its own, as far as a service that answers people needs it.</summary>
internal sealed class StandInTwilio : IAsyncDisposable
{
    public const string Account = "ACfedcba9876543210fedcba9876543210";
    public const string Token = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Lock gate = new();
    private readonly List<TakenMessage> taken = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Fault>> faults = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> requests = new();
    private readonly WebApplication app;

    private StandInTwilio(WebApplication app)
    {
        this.app = app;
        app.MapPost($"/2010-04-01/Accounts/{Account}/Messages.json", (Delegate)CreateAsync);
        app.MapGet($"/2010-04-01/Accounts/{Account}/Messages.json", (Delegate)List);
    }

    public string Address => app.Urls.First();

    /// <summary>What happens to messages for which nothing was said by <see cref="Spoil"/>.</summary>
    public Func<Fault> Otherwise { get; set; } = () => Fault.None;

    /// <summary>Told of every message that is made.</summary>
    public Action<TakenMessage>? OnTaken { get; set; }

    /// <summary>Every message, in the order in which they came.</summary>
    public IReadOnlyList<TakenMessage> All
    {
        get
        {
            lock (gate) return [.. taken];
        }
    }

    /// <summary>The addresses that were asked for, with their queries.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    public static async Task<StandInTwilio> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var twilio = new StandInTwilio(builder.Build());
        await twilio.app.StartAsync(TestContext.Current.CancellationToken);
        return twilio;
    }

    /// <summary>What happens to the next messages to somebody, one after the other.</summary>
    public void Spoil(string to, params Fault[] next)
    {
        var queue = faults.GetOrAdd(to, _ => new ConcurrentQueue<Fault>());
        foreach (var fault in next) queue.Enqueue(fault);
    }

    /// <summary>From now on nothing happens to the messages to somebody.</summary>
    public void Forgive(string to) => faults.TryRemove(to, out _);

    /// <summary>All messages to somebody, in the order in which they came.</summary>
    public IReadOnlyList<TakenMessage> To(string address)
    {
        lock (gate) return [.. taken.Where(message => message.To == address)];
    }

    /// <summary>Waits until somebody has that many messages.</summary>
    public async Task<IReadOnlyList<TakenMessage>> UntilAsync(string to, int count)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (To(to) is var messages)
        {
            if (messages.Count >= count) return messages;
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"{messages.Count} of {count} messages came:\n{string.Join('\n', messages.Select(message => message.Body))}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return [];
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> CreateAsync(HttpContext http)
    {
        requests.Enqueue(http.Request.Path + http.Request.QueryString);
        if (!IsOurs(http)) return Error(HttpStatusCode.Unauthorized, 20003);
        var form = (await http.Request.ReadFormAsync(http.RequestAborted)).ToDictionary(field => field.Key, field => field.Value.ToString());
        var fault = faults.TryGetValue(form["To"], out var queue) && queue.TryDequeue(out var next) ? next : Otherwise();
        switch (fault)
        {
            case Fault.TooFast:
                http.Response.Headers.RetryAfter = "1";
                return Error(HttpStatusCode.TooManyRequests, 20429);
            case Fault.FailedBefore:
                return Error(HttpStatusCode.InternalServerError, 20500);
            case Fault.CutBefore:
                http.Abort();
                return Results.Empty;
            case Fault.SilentBefore:
                await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return Results.Empty;
        }

        var message = Take(form);
        OnTaken?.Invoke(message);
        switch (fault)
        {
            case Fault.FailedAfter:
                return Error(HttpStatusCode.InternalServerError, 20500);
            case Fault.TooFastAfter:
                http.Response.Headers.RetryAfter = "1";
                return Error(HttpStatusCode.TooManyRequests, 20429);
            case Fault.CutAfter:
                http.Abort();
                return Results.Empty;
            case Fault.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return Results.Empty;
            default:
                return Results.Json(Shown(message), statusCode: StatusCodes.Status201Created);
        }
    }

    private TakenMessage Take(Dictionary<string, string> form)
    {
        lock (gate)
        {
            var sid = string.Create(CultureInfo.InvariantCulture, $"SM{taken.Count + 1:x32}");
            var message = new TakenMessage(sid, form["To"], form["From"], form["Body"], form, TimeProvider.System.GetUtcNow());
            taken.Add(message);
            return message;
        }
    }

    private IResult List(HttpContext http)
    {
        requests.Enqueue(http.Request.Path + http.Request.QueryString);
        if (!IsOurs(http)) return Error(HttpStatusCode.Unauthorized, 20003);
        var (to, from) = (http.Request.Query["To"].ToString(), http.Request.Query["From"].ToString());
        var found = To(to).Where(message => message.From == from).Reverse().Select(Shown).ToList();
        return Results.Json(new { messages = found, next_page_uri = (string?)null, page = 0, page_size = 50 });
    }

    private static object Shown(TakenMessage message) => new
    {
        sid = message.Sid,
        account_sid = Account,
        api_version = "2010-04-01",
        body = message.Body,
        to = message.To,
        from = message.From,
        direction = "outbound-api",
        status = "queued",
        num_media = "0",
        num_segments = "1",
        error_code = (int?)null,
        error_message = (string?)null,
        date_created = message.At.ToString("R", CultureInfo.InvariantCulture).Replace("GMT", "+0000", StringComparison.Ordinal),
        date_sent = (string?)null,
        uri = $"/2010-04-01/Accounts/{Account}/Messages/{message.Sid}.json",
    };

    private static bool IsOurs(HttpContext http) =>
        http.Request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"));

    private static IResult Error(HttpStatusCode status, int code) =>
        Results.Json(new { code, message = status.ToString(), more_info = "", status = (int)status }, statusCode: (int)status);
}
