using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Storage;
using Chatbot.Templates;
using Chatbot.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.Benchmarks;

/// <summary>
/// Sends through outbox, pace, sender and log of deliveries, and the same messages by a bare loop over HttpClient: messages a second,
/// processor time for a thousand, and the ratio.
/// </summary>
internal static class Throughput
{
    private const string Account = "AC0123456789abcdef0123456789abcdef";
    // The loop's; the service takes what it is set to.
    private const int Parallel = 128;

    // As many as it takes for the pace (at most 2,000 a second each) not to be what is measured.
    private const int Senders = 20;

    public static async Task RunAsync(int messages, TextWriter output)
    {
        using var twilio = await StandIn.StartAsync();
        // Warm: a service runs for weeks, so what the compiler does in its first minute is not what is asked.
        await LoopAsync(twilio.Address, 10_000);
        await ServiceAsync(twilio.Address, 60_000);

        var loop = await LoopAsync(twilio.Address, messages);
        var service = await ServiceAsync(twilio.Address, messages);
        await output.WriteLineAsync(Line("bare HttpClient loop", loop));
        await output.WriteLineAsync(Line("outbox, sender, deliveries", service));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"processor time: {service.Cpu / loop.Cpu:0.0} times the loop's; rate: {loop.Rate / service.Rate:0.0} times less"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"a message: {service.Statements:0.0} statements, {service.Commits:0.000} commits, {service.Allocated:0} bytes allocated (loop {loop.Allocated:0})"));
    }

    private static string Line(string what, Result result) =>
        string.Create(CultureInfo.InvariantCulture, $"{what,-28} {result.Rate,8:0} messages/s {result.Cpu,8:0.000} s of processor for 1,000");

    private static async Task<Result> LoopAsync(Uri address, int messages)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Parallel };
        using var http = new HttpClient(handler);
        var credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:token")));
        var target = new Uri(address, $"/2010-04-01/Accounts/{Account}/Messages.json");
        var next = 0;
        return await MeasureAsync(messages, () => Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= messages)
            {
                using var content = new FormUrlEncodedContent(
                [
                    new("To", To(number)), new("From", From(number)), new("Body", Text(number)),
                    new("StatusCallback", $"https://jaka.example.id/twilio/status?m={number}"), new("ValidityPeriod", "3600"),
                ]);
                using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
                request.Headers.Authorization = credentials;
                using var response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsStringAsync();
            }
        })));
    }

    private static async Task<Result> ServiceAsync(Uri address, int messages)
    {
        var folder = Directory.CreateTempSubdirectory("jaka-throughput-");
        try
        {
            await using var app = Service(address, folder.FullName);
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            await FillAsync(app.Services, messages);
            var drain = app.Services.GetRequiredService<ReplyDrain>();
            using var counts = new StorageCounts();
            var result = await MeasureAsync(messages, async () =>
            {
                await drain.StartAsync(CancellationToken.None);
                while (await CountAsync(app.Services, "SELECT EXISTS (SELECT 1 FROM replies)") > 0) await Task.Delay(20);
            });
            await drain.StopAsync(CancellationToken.None);
            var accepted = await CountAsync(app.Services, "SELECT COUNT(*) FROM deliveries WHERE status = 'queued' AND provider_id IS NOT NULL");
            var counted = result with { Statements = (double)counts.Statements / messages, Commits = (double)counts.Commits / messages };
            return accepted == messages ? counted : throw new InvalidOperationException($"{accepted} of {messages} messages were accepted.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WebApplication Service(Uri address, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Database"] = $"Data Source={Path.Combine(folder, "jaka.db")}",
            ["Twilio:AccountSid"] = Account,
            ["Twilio:AuthToken"] = "token",
            ["Twilio:ApiBaseUrl"] = address.ToString(),
            ["Twilio:PublicBaseUrl"] = "https://jaka.example.id",
        };
        for (var i = 0; i < Senders; i++)
        {
            settings[$"Twilio:Senders:{i}:Address"] = From(i);
            settings[$"Twilio:Senders:{i}:MessagesPerSecond"] = "2000";
        }

        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddStorage().AddPrivacy().AddDeliveries().AddOutbox().AddConversations();
        builder.AddTemplates();
        builder.Services.AddSingleton(new TemplateBook([]));
        builder.Services.AddSingleton(new OurAddresses([]));
        builder.Services.AddSingleton(new MessagePrices([]));
        builder.Services.AddTwilio(builder.Configuration);
        return builder.Build();
    }

    private static async Task FillAsync(IServiceProvider services, int messages)
    {
        var now = TimeProvider.System.GetUtcNow();
        var outbox = services.GetRequiredService<SqlReplyOutbox>();
        foreach (var chunk in Enumerable.Range(1, messages).Chunk(1_000))
        {
            // Made one after another, eight in a millisecond, as by turns at the rate that is asked: ids grow with the time they were made.
            IReadOnlyList<OutgoingReply> replies = [.. chunk.Select(number => Reply(number, now.AddMilliseconds((number - messages) / 8)))];
            await services.GetRequiredService<Database>().WriteAsync(
                session => outbox.AddAsync(session, replies, CancellationToken.None), CancellationToken.None);
        }
    }

    private static OutgoingReply Reply(int number, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now).ToString(),
        Conversation = $"sms|{From(number)}|{To(number)}",
        Sequence = 1,
        TurnId = $"SM{number:x32}",
        Channel = "sms",
        From = From(number),
        To = To(number),
        Text = Text(number),
        CreatedAt = now,
        ExpiresAt = now.AddHours(1),
    };

    private static string From(int number) => $"+62811000{number % Senders:d4}";

    private static string To(int number) => $"+62812{number:d8}";

    private static string Text(int number) => $"Iuran JKK dan JKM bulan depan Rp16.800. Bayar di Indomaret, Alfamart, atau kantor pos. Pesan {number}.";

    private static Task<long> CountAsync(IServiceProvider services, string sql) =>
        services.GetRequiredService<Database>().ReadAsync(
            session => session.FirstAsync<long>(sql, null, CancellationToken.None), CancellationToken.None);

    private static async Task<Result> MeasureAsync(int messages, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var (cpu, allocated, clock) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.StartNew());
        await work();
        clock.Stop();
        process.Refresh();
        return new Result(messages / clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds * 1_000 / messages)
        {
            Allocated = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / messages,
        };
    }

    /// <summary>Messages a second, seconds of processor time for a thousand, and for one what the database was asked.</summary>
    private sealed record Result(double Rate, double Cpu, double Statements = 0, double Commits = 0)
    {
        /// <summary>Bytes for one message.</summary>
        public double Allocated { get; init; }
    }

    /// <summary>Counts what the database is asked.</summary>
    private sealed class StorageCounts : IDisposable
    {
        private readonly MeterListener listener = new();
        private long statements;
        private long commits;

        public StorageCounts()
        {
            listener.InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Name is "jaka.storage.round_trips" or "jaka.storage.commits") all.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
                Interlocked.Add(ref instrument.Name.EndsWith("commits", StringComparison.Ordinal) ? ref commits : ref statements, count));
            listener.Start();
        }

        public long Statements => Interlocked.Read(ref statements);

        public long Commits => Interlocked.Read(ref commits);

        public void Dispose() => listener.Dispose();
    }
}
