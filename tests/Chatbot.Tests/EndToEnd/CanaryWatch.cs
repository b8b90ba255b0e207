using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Chatbot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chatbot.Tests.EndToEnd;

/// <summary>A NIK that is looked for, and all that a service says of itself while it goes through: log, addresses, traces, measurements.</summary>
internal sealed class CanaryWatch : IDisposable
{
    // Invented, and found nowhere else in this repository.
    public const string Nik = "3317026512880749";

    private readonly LogCollector log = new();
    private readonly ConcurrentQueue<string> said = new();
    private readonly ActivityListener traces;
    private readonly MeterListener meters;

    public CanaryWatch()
    {
        traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "System.Net.Http" or "Microsoft.AspNetCore" or "Npgsql" || source.Name.StartsWith("Jaka", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => said.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(tag => tag.Value))}"),
        };
        ActivitySource.AddActivityListener(traces);
        meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => Measure(tags));
        meters.SetMeasurementEventCallback<int>((_, _, tags, _) => Measure(tags));
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => Measure(tags));
        meters.Start();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes a service tell this watch everything.</summary>
    public void Over(WebApplicationBuilder builder)
    {
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter(null, LogLevel.Trace);
        builder.Services.AddSingleton<IStartupFilter>(new Requested(said));
    }

    /// <summary>Nothing that the service said of itself has it; and it did say something.</summary>
    public void HeardNothing()
    {
        meters.RecordObservableInstruments();
        log.Lines.ShouldContain(line => line.Contains("/twilio/messages", StringComparison.Ordinal));
        log.Lines.Where(IsIn).ShouldBeEmpty();
        said.ShouldContain(line => line.Contains("/twilio/messages", StringComparison.Ordinal));
        said.ShouldContain(line => line.Contains('='));
        said.Where(IsIn).ShouldBeEmpty();
    }

    /// <summary>With or without what people put between the digits.</summary>
    public static bool IsIn(string text) =>
        string.Concat(text.Where(unit => unit is not (' ' or '.' or '-'))).Contains(Nik, StringComparison.Ordinal);

    /// <summary>No file of the folder has it, in its name or inside.</summary>
    /// <param name="folder">Looked through with all below it.</param>
    /// <param name="expected">The end of a name that has to be among them.</param>
    public static async Task NoFileHasItAsync(string folder, string expected)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        files.ShouldContain(path => path.EndsWith(expected, StringComparison.Ordinal));
        foreach (var path in files)
        {
            IsIn(path).ShouldBeFalse(path);
            await using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes, Stop);
            NotIn(bytes.ToArray(), path);
        }
    }

    /// <summary>No row of the database has it, nor any key of Redis where the service keeps some there.</summary>
    public static async Task NoStoreHasItAsync(string folder)
    {
        foreach (var (name, bytes) in await TestDatabases.BytesAsync(folder)) NotIn(bytes, name);
        if (UsesRedisAttribute.Asked is null) return;
        using var redis = await ConnectionMultiplexer.ConnectAsync((await RedisServer.SharedAsync(isCluster: false)).ConnectionString + ",allowAdmin=true");
        var node = redis.GetServer(redis.GetEndPoints()[0]);
        // Else a dump is packed, and a text in it is not seen.
        await node.ConfigSetAsync("rdbcompression", "no").WaitAsync(Stop);
        var keys = node.Keys(pattern: $"*{Path.GetFileName(folder)}*", pageSize: 1000).ToList();
        keys.ShouldNotBeEmpty();
        foreach (var key in keys)
        {
            IsIn(key.ToString()).ShouldBeFalse();
            // It may have run out meanwhile.
            if (await redis.GetDatabase().KeyDumpAsync(key).WaitAsync(Stop) is { } dump) NotIn(dump, key.ToString());
        }
    }

    public void Dispose()
    {
        meters.Dispose();
        traces.Dispose();
        log.Dispose();
    }

    private static void NotIn(byte[] bytes, string where)
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode]) bytes.AsSpan().IndexOf(encoding.GetBytes(Nik)).ShouldBe(-1, where);
    }

    private void Measure(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags) said.Enqueue($"{tag.Key}={tag.Value}");
    }

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
}
