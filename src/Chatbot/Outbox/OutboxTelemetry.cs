using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Chatbot.Outbox;

/// <summary>What is measured of replies on their way out.</summary>
internal static class OutboxTelemetry
{
    private const string Name = "Jaka.Outbox";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> Sends = Meter.CreateCounter<long>(
        "jaka.outbox.sends", "{message}", "What became of attempts and of messages that were given up: accepted, refused, unknown, expired, dropped, lost");

    private static readonly Counter<long> Settled = Meter.CreateCounter<long>(
        "jaka.outbox.unknown_settled", "{message}", "Unknown outcomes by how they were settled: report, provider, sent_again, lost");

    private static readonly Histogram<double> SendDuration = Meter.CreateHistogram<double>(
        "jaka.outbox.send.duration", "s", "One attempt, with the wait for the sender's pace");

    private static readonly Histogram<double> Delay = Meter.CreateHistogram<double>(
        "jaka.outbox.delay", "s", "From a reply's making to its acceptance by the provider");

    private static readonly Histogram<double> PaceWait = Meter.CreateHistogram<double>(
        "jaka.outbox.pace.wait", "s", "Waits for the pace of a sender");

    /// <param name="channel">The channel.</param>
    /// <param name="outcome">A word of the closed set.</param>
    public static void Ended(string channel, string outcome) => Sends.Add(1, new("channel", channel), new KeyValuePair<string, object?>("outcome", outcome));

    public static void Accepted(string channel, TimeSpan delay)
    {
        Ended(channel, "accepted");
        Delay.Record(delay.TotalSeconds, new KeyValuePair<string, object?>("channel", channel));
    }

    /// <param name="channel">The channel.</param>
    /// <param name="how">A word of the closed set.</param>
    public static void Settle(string channel, string how) => Settled.Add(1, new("channel", channel), new KeyValuePair<string, object?>("how", how));

    public static void Attempted(string channel, TimeSpan took) =>
        SendDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("channel", channel));

    public static void Waited(TimeSpan wait) => PaceWait.Record(wait.TotalSeconds);

    /// <summary>An attempt, or a question about one, begins; null when nobody traces it.</summary>
    public static Activity? Begin(string what, string channel) =>
        Source.StartActivity(what, ActivityKind.Client)?.SetTag("channel", channel);

    /// <summary>Shows how much waits, as it was last counted, until what is given back is disposed of.</summary>
    public static IDisposable Watch(OutboxGauge gauge)
    {
        var meter = new Meter(Name);
        meter.CreateObservableGauge("jaka.outbox.depth", () => gauge.Conversations, "{conversation}", "Conversations in which something waits to go");
        meter.CreateObservableGauge("jaka.outbox.age", () => gauge.Age.TotalSeconds, "s", "How long the oldest of them is due");
        return meter;
    }
}
