using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Chatbot.Telemetry;

/// <summary>
/// Sends the meters and traces of the features to a collector. Each feature has its instruments in a file of its own (<c>…Telemetry</c>,
/// named <c>Jaka.…</c>); their tags are words of a closed set, never an address, a text or an id of a person.
/// </summary>
internal static class TelemetryFeature
{
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<TelemetryOptions>()
            .BindConfiguration(TelemetryOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddHostedService<TelemetryExport>();
        return builder;
    }
}

/// <summary>Exports while the service runs, and what is left when it stops.</summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options) : IHostedService, IDisposable
{
    private const string Ours = "Jaka.*";
    private static readonly string[] Theirs = ["Npgsql", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private MeterProvider? meters;
    private TracerProvider? traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.OtlpEndpoint is not { } collector) return Task.CompletedTask;
        var service = ResourceBuilder.CreateDefault().AddService("jaka", serviceInstanceId: Environment.MachineName);
        meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(service)
            .AddMeter([Ours, .. Theirs])
            .AddOtlpExporter((otlp, reader) =>
            {
                Aim(otlp, collector, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.Value.MetricSeconds * 1000;
            })
            .Build();
        // Neither the web server's own traces nor those of the HTTP client: their addresses hold numbers and tokens.
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(service)
            // By the id alone: the parent is the web server's trace, which nobody keeps.
            .SetSampler(new TraceIdRatioBasedSampler(options.Value.TraceShare))
            .AddSource(Ours)
            .AddOtlpExporter(otlp => Aim(otlp, collector, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After every other part has stopped, so that their last figures are in it.
    public void Dispose()
    {
        meters?.Dispose();
        traces?.Dispose();
    }

    private void Aim(OtlpExporterOptions otlp, Uri collector, string path)
    {
        var isHttp = options.Value.Protocol == "http";
        otlp.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        otlp.Endpoint = isHttp ? new Uri(collector, path) : collector;
        otlp.TimeoutMilliseconds = 5_000;
    }
}
