using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chatbot.Benchmarks;

/// <summary>
/// Registrations by SMS through the real service, a process of its own on Redis and PostgreSQL of this machine, beside a bare endpoint in
/// the same run: turns a second, time from webhook to accepted reply, processor, memory.
/// </summary>
internal sealed partial class Load : IAsyncDisposable
{
    private const string Account = "AC0123456789abcdef0123456789abcdef";
    private const string Token = "load-token";
    private const string Public = "https://jaka.example.id";
    private const string Our = "+628001500175";

    // How many messages each turn is answered with.
    private static readonly int[] Answers = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2];

    private readonly ConcurrentDictionary<string, Listener> listeners = new(StringComparer.Ordinal);
    private readonly WebApplication twilio;
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentQueue<long> crowd = new();
    private long sids;
    private int people;

    private Load(WebApplication twilio)
    {
        this.twilio = twilio;
        twilio.MapPost($"/2010-04-01/Accounts/{Account}/Messages.json", (Delegate)TakeAsync);
    }

    private static async Task<Load> WithProviderAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var load = new Load(builder.Build());
        await load.twilio.StartAsync();
        return load;
    }

    public static async Task RunAsync(int users, int seconds, TextWriter output)
    {
        using var servers = await Servers.StartAsync();
        await using var load = await WithProviderAsync();
        await WriteHeadAsync(output);
        double bare;
        using (var target = await load.StartAsync(Environment.ProcessPath!, servers, isBare: true))
        {
            await load.ClosedAsync(target, users, 15, turnsEach: 1);
            var result = await load.ClosedAsync(target, users, seconds, turnsEach: 1);
            bare = result.Rate;
            await output.WriteLineAsync(result.Row($"bare endpoint, {users} users in closed loop"));
            await output.WriteLineAsync((await load.OpenAsync(target, 150, seconds, turnsEach: 1)).Row("bare endpoint, 150 turns/s"));
        }

        using (var target = await load.StartAsync(Path.Combine(AppContext.BaseDirectory, "Chatbot"), servers, isBare: false))
        {
            await load.ClosedAsync(target, users, 20, Answers.Length);
            await output.WriteLineAsync($"<!-- state in Redis: {await StatesAsync(servers.Redis)} -->");
            var result = await load.ClosedAsync(target, users, seconds, Answers.Length);
            await output.WriteLineAsync(result.Row($"Jaka, {users} users in closed loop"));
            await output.WriteLineAsync((await load.OpenAsync(target, result.Rate / 2, seconds, Answers.Length)).Row("Jaka, half of that rate"));
            await output.WriteLineAsync((await load.OpenAsync(target, 150, seconds, Answers.Length)).Row("Jaka, 150 turns/s"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n{result.Rate / bare:0.00} of the bare endpoint's turns a second"));
        }
    }

    private static async Task WriteHeadAsync(TextWriter output)
    {
        await output.WriteLineAsync("| | turns/s | p50 ms | p95 ms | p99 ms | CPU s per 1,000 turns | PostgreSQL | Redis | users and provider | resident MB |");
        await output.WriteLineAsync("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
    }

    /// <param name="program">Its path, and settings of the environment behind it: <c>PATH;NAME=VALUE;…</c>.</param>
    /// <param name="servers">Its stores.</param>
    /// <param name="isBare">It is this program as a bare endpoint.</param>
    /// <param name="pace">Of its sender, messages a second.</param>
    private async Task<Target> StartAsync(string program, Servers servers, bool isBare, double pace = 2_000)
    {
        var parts = program.Split(';');
        var address = $"http://127.0.0.1:{Servers.FreePort()}";
        var start = new ProcessStartInfo(parts[0]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true };
        if (isBare)
            foreach (var argument in (string[])[BareEndpoint.Argument, address, servers.Redis, $"{twilio.Urls.First()}/2010-04-01/Accounts/{Account}/Messages.json"]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_TC_CallCountingDelayMs"] = "0",
            ["ConnectionStrings__Redis"] = servers.Redis,
            ["ConnectionStrings__Database"] = servers.Database,
            ["Twilio__AccountSid"] = Account,
            ["Twilio__AuthToken"] = Token,
            ["Twilio__ApiBaseUrl"] = twilio.Urls.First(),
            ["Twilio__PublicBaseUrl"] = Public,
            ["Twilio__CatchUpMinutes"] = "0",
            ["Twilio__Senders__0__Address"] = Our,
            ["Twilio__Senders__0__MessagesPerSecond"] = pace.ToString(CultureInfo.InvariantCulture),
            ["Privacy__MasterKey"] = Convert.ToBase64String(SHA256.HashData("a key for load"u8)),
            ["Urls"] = address,
        }) start.Environment[name] = value;
        foreach (var setting in parts[1..]) start.Environment[setting[..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var process = Process.Start(start) ?? throw new InvalidOperationException("The service was not started.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (true)
        {
            try
            {
                using var ready = await http.GetAsync(new Uri(address + "/health/ready"));
                if (ready.IsSuccessStatusCode) return new Target(process, servers, new Uri(address + "/twilio/messages"));
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            if (process.HasExited) throw new InvalidOperationException($"The service ended with {process.ExitCode}.");
            await Task.Delay(100);
        }
    }

    /// <summary>Each user says the next thing when the last is answered.</summary>
    private Task<Result> ClosedAsync(Target target, int users, int seconds, int turnsEach) =>
        MeasureAsync(target, seconds, (end, times) => Task.WhenAll(Enumerable.Range(0, users).Select(async _ =>
        {
            while (Stopwatch.GetTimestamp() < end) await TalkAsync(target, turnsEach, times, end);
        })));

    /// <summary>Conversations begin at a steady rate, whatever the service does; each of their turns follows the answer to the last.</summary>
    private Task<Result> OpenAsync(Target target, double turnsASecond, int seconds, int turnsEach) =>
        MeasureAsync(target, seconds, async (end, times) =>
        {
            var talks = new List<Task>();
            var between = Stopwatch.Frequency * turnsEach / turnsASecond;
            for (double next = Stopwatch.GetTimestamp(); next < end; next += between)
            {
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), (long)next);
                if (wait > TimeSpan.Zero) await Task.Delay(wait);
                talks.Add(TalkAsync(target, turnsEach, times, long.MaxValue));
            }

            await Task.WhenAll(talks);
        });

    private async Task TalkAsync(Target target, int turns, ConcurrentBag<double> times, long end)
    {
        var number = Interlocked.Increment(ref people);
        // People do not write in the order of their numbers.
        var from = $"+62812{number * 61_803_399L % 100_000_000:d8}";
        var listener = listeners[from] = new Listener();
        string[] says =
        [
            "DAFTAR", "1", $"331701{1 + (number / 9_999 % 28):d2}0889{1 + (number % 9_999):d4}", "Siti Aminah", "nomor ini", "nelayan", "1,5 juta", "1",
            "eh salah, namanya Sri Wahyuni", "ya",
        ];
        for (var turn = 0; turn < turns && Stopwatch.GetTimestamp() < end; turn++)
        {
            var heard = listener.Expect(turns == 1 ? 1 : Answers[turn]);
            var began = Stopwatch.GetTimestamp();
            await PostAsync(target, from, says[turn]);
            await heard.WaitAsync(TimeSpan.FromSeconds(120));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        listeners.TryRemove(from, out _);
    }

    private async Task PostAsync(Target target, string from, string text)
    {
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = Account,
            ["Body"] = text,
            ["From"] = from,
            ["MessageSid"] = $"SM{Interlocked.Increment(ref sids):x32}",
            ["NumMedia"] = "0",
            ["To"] = Our,
        };
        var signed = Encoding.UTF8.GetBytes($"{Public}/twilio/messages" + string.Concat(form.Select(field => field.Key + field.Value)));
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), signed));
#pragma warning restore CA5350
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, target.Webhook) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Add("X-Twilio-Signature", signature);
            using var response = await http.SendAsync(request);
            if (response.IsSuccessStatusCode) return;
            Interlocked.Increment(ref target.Refused);
            await Task.Delay(200);
        }
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["To"].ToString().StartsWith(Invited, StringComparison.Ordinal)) invited.Enqueue(Stopwatch.GetTimestamp());
        else if (form["To"].ToString().StartsWith(Crowd, StringComparison.Ordinal)) crowd.Enqueue(Stopwatch.GetTimestamp());
        if (listeners.TryGetValue(form["To"].ToString(), out var listener)) listener.Hear();
        var message = new { sid = $"SM{Interlocked.Increment(ref sids):x32}", status = "queued", to = form["To"].ToString(), from = Our };
        return Results.Json(message, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<Result> MeasureAsync(Target target, int seconds, Func<long, ConcurrentBag<double>, Task> work)
    {
        var times = new ConcurrentBag<double>();
        var refused = target.Refused;
        var (before, began) = (ProcessorTime.Of(target.Process.Id, target.Servers), Stopwatch.GetTimestamp());
        await work(began + (seconds * Stopwatch.Frequency), times);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        target.Process.Refresh();
        var all = times.Order().ToList();
        return new Result(
            all.Count / took,
            [all[all.Count / 2], all[all.Count * 95 / 100], all[all.Count * 99 / 100]],
            (ProcessorTime.Of(target.Process.Id, target.Servers) - before).ForEach(all.Count / 1_000.0),
            target.Process.WorkingSet64 / 1_048_576.0,
            target.Refused - refused);
    }

    private static async Task<string> StatesAsync(string address)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(address);
        var database = redis.GetDatabase();
        var sizes = new List<long>();
        foreach (var key in redis.GetServer(address).Keys(pattern: "jaka:{*}:c:*", pageSize: 1_000)) sizes.Add(await database.StringLengthAsync(key));
        sizes.Sort();
        return $"{sizes.Count} conversations, median {sizes[sizes.Count / 2]} bytes, 99th {sizes[sizes.Count * 99 / 100]}, largest {sizes[^1]}";
    }

    /// <summary>A process that is measured.</summary>
    private sealed class Target(Process process, Servers servers, Uri webhook) : IDisposable
    {
        public int Refused;

        public Process Process { get; } = process;

        public Servers Servers { get; } = servers;

        public Uri Webhook { get; } = webhook;

        public void Dispose()
        {
            Process.Kill();
            Process.WaitForExit();
            Process.Dispose();
        }
    }

    /// <summary>A user who waits for an answer.</summary>
    private sealed class Listener
    {
        private readonly Lock gate = new();
        private TaskCompletionSource heard = new();
        private int missing;

        public Task Expect(int count)
        {
            lock (gate)
            {
                missing = count;
                heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return heard.Task;
            }
        }

        public void Hear()
        {
            lock (gate)
            {
                if (--missing == 0) heard.SetResult();
            }
        }
    }

    private sealed record Result(double Rate, double[] Times, ProcessorTime Cpu, double Memory, int Refused)
    {
        public string Row(string what) => string.Create(
            CultureInfo.InvariantCulture,
            $"| {what}{(Refused > 0 ? $" ({Refused} answered 503 and brought again)" : "")} | {Rate:0} | {Times[0]:0} | {Times[1]:0} | {Times[2]:0} | {Cpu.Service:0.00} | {Cpu.Postgres:0.00} | {Cpu.Redis:0.00} | {Cpu.Sender:0.00} | {Memory:0} |");
    }
}
