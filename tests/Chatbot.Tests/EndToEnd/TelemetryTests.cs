using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.EndToEnd;

/// <summary>What an operator's collector gets of a service that talks, and what it does not get.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;

    [Fact]
    public async Task Meters_and_traces_reach_the_collector_and_tell_nothing_of_people()
    {
        const string person = "+6281200000777";
        const string nik = "3509011203859011";
        await using var collector = await Collector.StartAsync();
        await using var twilio = await StandInTwilio.StartAsync();
        var settings = ServiceProcess.Settings(twilio.Address, folder);
        settings["Telemetry__OtlpEndpoint"] = collector.Address;
        settings["Telemetry__MetricSeconds"] = "1";
        settings["Telemetry__TraceShare"] = "1";
        twilio.Spoil(person, Fault.None, Fault.CutAfter);
        await using (var service = await ServiceProcess.StartAsync(settings))
        {
            foreach (var text in (string[])["DAFTAR", "1", nik]) await service.SayAsync(person, text);
            await twilio.UntilAsync(person, 3);
            (await service.StopAsync()).ShouldBe(0);
        }

        var metrics = collector.Got("/v1/metrics");
        string[] instruments =
        [
            "jaka.turn.duration", "jaka.outbox.sends", "jaka.outbox.send.duration", "jaka.outbox.delay", "jaka.outbox.pace.wait",
            "jaka.outbox.depth", "jaka.outbox.age", "jaka.outbox.unknown_settled",
        ];
        foreach (var instrument in instruments) metrics.ShouldContain(instrument);
        metrics.ShouldContain("committed");
        var traces = collector.Got("/v1/traces");
        traces.ShouldContain("turn");
        traces.ShouldContain("send");
        foreach (var secret in (string[])[person[1..], nik, person[3..], "DAFTAR", "Setuju", "SM0000"]) (metrics + traces).ShouldNotContain(secret);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Keeps what it is sent.</summary>
    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> got = new();

        public string Address => app.Urls.First();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            await collector.ListenAsync();
            return collector;
        }

        public string Got(string path) => string.Concat(got.Where(one => one.Path == path).Select(one => one.Body));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task ListenAsync()
        {
            app.Run(async context =>
            {
                // Protobuf keeps texts as they are.
                using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
                got.Enqueue((context.Request.Path, await reader.ReadToEndAsync(context.RequestAborted)));
                context.Response.ContentType = "application/x-protobuf";
            });
            return app.StartAsync(TestContext.Current.CancellationToken);
        }
    }
}
