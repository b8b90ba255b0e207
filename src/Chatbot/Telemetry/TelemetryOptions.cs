using System.ComponentModel.DataAnnotations;

namespace Chatbot.Telemetry;

/// <summary>Where meters and traces go.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>An OTLP collector, such as <c>http://127.0.0.1:4318</c>. Empty: nothing is exported.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary><c>http</c> (protobuf, usually port 4318) or <c>grpc</c> (4317).</summary>
    [RegularExpression("^(http|grpc)$", ErrorMessage = "Telemetry:Protocol is http or grpc.")]
    public string Protocol { get; set; } = "http";

    /// <summary>Seconds between two exports of the meters.</summary>
    [Range(1, 3600)]
    public int MetricSeconds { get; set; } = 30;

    /// <summary>Of how many turns and sends a trace is kept, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double TraceShare { get; set; } = 0.05;
}
