using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Membership.Files;
using Chatbot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.EndToEnd;

/// <summary>A NIK goes through the whole service and leaves no trace in the clear: no log line, file, address or reply.</summary>
public sealed class CanaryNikTests
{
    // Invented, and found nowhere else in this repository.
    private const string Canary = "3317026512880749";

    [Theory]
    [InlineData("p1", false)]
    [InlineData("p1", true)]
    [InlineData("p2", true)]
    public async Task A_registration_leaves_no_NIK_in_the_clear(string phone, bool inChat)
    {
        using var log = new LogCollector();
        var requested = new ConcurrentQueue<string>();
        using var outgoing = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "System.Net.Http" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => requested.Enqueue(string.Join(' ', activity.TagObjects.Select(tag => tag.Value))),
        };
        ActivitySource.AddActivityListener(outgoing);
        await using var service = await RunningService.StartAsync(builder =>
        {
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter(null, LogLevel.Trace);
            builder.Services.AddSingleton<IStartupFilter>(new Requested(requested));
        });
        using var client = new HttpClient { BaseAddress = service.Address };
        var talk = new SimulatedTalk(client, phone);

        await talk.SayAsync("DAFTAR", "HAPUS DATA");
        await talk.SayAsync("setuju", phone == "p1" ? "/formulir/" : "Ketik NIK");
        if (inChat) await talk.SayAsync($"NIK saya {Canary}", "Nama lengkap", "nama lengkap");
        else await SendFormAsync(client, talk);
        if (inChat) await talk.SayAsync("Siti Aminah", "HP");
        await talk.SayAsync("nomor ini", "ekerja sebagai apa");
        // Once more where nobody asked for it, then as a correction, then to the staff.
        await talk.SayAsync($"nelayan, NIK saya {Canary[..4]} {Canary[4..8]} {Canary[8..12]} {Canary[12..]} ya", "");
        await talk.SayAsync("nelayan", "");
        await talk.SayAsync("1,5 juta", "");
        await talk.SayAsync("1", "");
        await talk.SayAsync($"eh salah, NIK yang benar {Canary}", "");
        await talk.SayAsync("ya", "JKA-");
        await talk.SayAsync("STATUS", "4 angka");
        await talk.SayAsync(Canary[12..], "JKA-");
        await talk.SayAsync($"PETUGAS", "iket");
        await talk.SayAsync($"tolong cek {Canary}", "");

        var all = await talk.AllAsync();
        all.ShouldContain("3317********0749");
        Clear(all).ShouldBeFalse(all);
        log.Lines.ShouldContain(line => line.Contains("/twilio/messages", StringComparison.Ordinal));
        log.Lines.Where(Clear).ShouldBeEmpty();
        requested.ShouldContain(line => line.Contains("/twilio/messages", StringComparison.Ordinal));
        requested.Where(Clear).ShouldBeEmpty();

        await service.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await NothingIsClearAsync(service.Folder, "jaka.db");
    }

    [Fact]
    public async Task Every_other_road_leaves_no_NIK_in_the_clear()
    {
        using var log = new LogCollector();
        var measured = new ConcurrentQueue<string>();
        using var meters = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => Measure(tags));
        meters.SetMeasurementEventCallback<int>((_, _, tags, _) => Measure(tags));
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => Measure(tags));
        meters.Start();
        const string secret = "a-secret-of-forty-characters-for-tests!!";
        await using var service = await RunningService.StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DirectLine:Secrets:0"] = secret });
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter(null, LogLevel.Trace);
        });
        using var client = new HttpClient { BaseAddress = service.Address };

        // A page with a chat window: the NIK is asked for in the chat, and the page gets back what its visitor wrote.
        using var page = new HttpClient { BaseAddress = service.Address };
        page.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var opened = await page.PostAsync("/directline/v3/conversations", null, Stop);
        var room = (await opened.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("conversationId").GetString();
        foreach (var text in (string[])["DAFTAR", "setuju", $"NIK saya {Canary}", "Siti Aminah", Canary])
        {
            using var posted = await page.PostAsJsonAsync(
                $"/directline/v3/conversations/{room}/activities", new { type = "message", from = new { id = "tamu" }, text }, Stop);
            posted.EnsureSuccessStatusCode();
        }

        // What is refused: an unsigned webhook, a form without a link, a page that is not there.
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["From"] = "+6281234567890", ["Body"] = Canary, ["nik"] = Canary, ["nama"] = "Siti" });
        using var unsigned = await client.PostAsync("/twilio/messages", form, Stop);
        ((int)unsigned.StatusCode).ShouldBe(403);
        Clear(await unsigned.Content.ReadAsStringAsync(Stop)).ShouldBeFalse();
        using var unknown = await client.PostAsync($"/formulir/{new string('A', 32)}", form, Stop);
        Clear(await unknown.Content.ReadAsStringAsync(Stop)).ShouldBeFalse();

        // A file of the branch, with a row that is refused as well.
        var file = Path.Combine(Directory.CreateTempSubdirectory("jaka-").FullName, "daftar.csv");
        await File.WriteAllTextAsync(file, $"NIK;Nama;HP\n{Canary};Siti Aminah;081234567890\n{Canary}9;Sri;\n{Canary};Siti Aminah;081234567890\n", Stop);
        await service.Get<Imports>().RunAsync(
            new ImportRequest(ImportKind.Workers, file, null, ImportMode.GoodRows, "rini", new DateOnly(2026, 11, 21)), DateTimeOffset.UnixEpoch.AddYears(56), Stop);
        File.Delete(file);
        (await service.Get<Database>().ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM workers", null, Stop), Stop)).ShouldBeGreaterThan(0);

        // The page of the simulator's phones knows nothing of it.
        Clear(await client.GetStringAsync("/simulator/api/phones", Stop)).ShouldBeFalse();
        meters.RecordObservableInstruments();
        measured.ShouldNotBeEmpty();
        measured.Where(Clear).ShouldBeEmpty();
        log.Lines.ShouldContain(line => line.Contains("/twilio/messages", StringComparison.Ordinal));
        log.Lines.Where(Clear).ShouldBeEmpty();

        // While it runs, the write-ahead log among them; then at rest.
        await NothingIsClearAsync(service.Folder, "jaka.db-wal");
        await service.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await NothingIsClearAsync(service.Folder, "jaka.db");

        void Measure(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags) measured.Enqueue($"{tag.Key}={tag.Value}");
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task NothingIsClearAsync(string folder, string expected)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        files.ShouldContain(path => path.EndsWith(expected, StringComparison.Ordinal));
        foreach (var path in files)
        {
            Clear(path).ShouldBeFalse(path);
            await using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes, Stop);
            foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
                bytes.ToArray().AsSpan().IndexOf(encoding.GetBytes(Canary)).ShouldBe(-1, path);
        }
    }

    private static async Task SendFormAsync(HttpClient client, SimulatedTalk talk)
    {
        var link = new Uri((await talk.AllAsync()).Split((char[]?)null).Last(word => word.Contains("/formulir/", StringComparison.Ordinal)));
        foreach (var nik in (string[])[Canary + "1", Canary])
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["nik"] = nik, ["nama"] = "Siti Aminah" });
            using var response = await client.PostAsync(link, form, TestContext.Current.CancellationToken);
        }

        await talk.ReadAsync("Nomor HP");
    }

    // With or without what people put between the digits.
    private static bool Clear(string text) =>
        string.Concat(text.Where(unit => unit is not (' ' or '.' or '-'))).Contains(Canary, StringComparison.Ordinal);

    /// <summary>Every address that is asked for at the service, before anything else sees it.</summary>
    private sealed class Requested(ConcurrentQueue<string> seen) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(rest => context =>
            {
                seen.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
                return rest(context);
            });
            next(app);
        };
    }

    /// <summary>Every line that anything in the service logs, with its values and its error.</summary>
    private sealed class LogCollector : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyList<string> Lines => [.. lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue($"{formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values) lines.Enqueue(string.Join(' ', values.Select(value => value.Value)));
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A talk at one of the simulator's phones, without a browser.</summary>
    private sealed class SimulatedTalk(HttpClient client, string phone)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private int read;

        /// <summary>Types and waits until something came in which one of the words stands; empty words wait for any answer.</summary>
        public async Task SayAsync(string text, params string[] words)
        {
            using var response = await client.PostAsJsonAsync($"/simulator/api/phones/{phone}/messages", new { text });
            response.EnsureSuccessStatusCode();
            await ReadAsync(words);
        }

        public async Task ReadAsync(params string[] words)
        {
            var began = TimeProvider.System.GetTimestamp();
            while (true)
            {
                var texts = await TextsAsync();
                var at = texts.FindIndex(Math.Min(read, texts.Count), text => words.Any(word => text.Contains(word, StringComparison.Ordinal)));
                if (at >= 0)
                {
                    read = texts.Count;
                    return;
                }

                if (TimeProvider.System.GetElapsedTime(began) > Patience)
                    throw new TimeoutException($"expected: {string.Join(" or ", words)}\n{string.Join('\n', texts.Skip(Math.Max(0, read - 1)))}");
                await Task.Delay(30, TestContext.Current.CancellationToken);
            }
        }

        /// <summary>All that Jaka said.</summary>
        public async Task<string> AllAsync() => string.Join('\n', await TextsAsync());

        private async Task<List<string>> TextsAsync()
        {
            var table = await client.GetFromJsonAsync<JsonElement>("/simulator/api/phones");
            return
            [
                .. table.GetProperty("phones").EnumerateArray().Single(one => one.GetProperty("id").GetString() == phone)
                    .GetProperty("messages").EnumerateArray()
                    .Where(message => !message.GetProperty("fromPerson").GetBoolean())
                    .Select(message => message.GetProperty("text").GetString() ?? ""),
            ];
        }
    }
}
