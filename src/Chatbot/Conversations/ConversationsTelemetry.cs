using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Chatbot.Conversations;

/// <summary>What is measured of turns.</summary>
internal static class ConversationsTelemetry
{
    private const string Name = "Jaka.Conversations";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "jaka.turn.duration",
        "s",
        "From a message that reached us to its commit",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });

    private static readonly Counter<long> LostRaces =
        Meter.CreateCounter<long>("jaka.turn.lost_races", "{commit}", "Commits that another copy was faster than");

    /// <summary>A turn begins; null when nobody traces it.</summary>
    public static System.Diagnostics.Activity? Begin(string channel) =>
        Source.StartActivity("turn", ActivityKind.Server)?.SetTag("channel", channel);

    /// <param name="channel">The channel.</param>
    /// <param name="outcome">Null when it failed.</param>
    /// <param name="took">How long.</param>
    /// <param name="trace">From <see cref="Begin"/>.</param>
    public static void End(string channel, TurnOutcome? outcome, TimeSpan took, System.Diagnostics.Activity? trace)
    {
        var word = outcome switch
        {
            TurnOutcome.Committed => "committed",
            TurnOutcome.AlreadySeen => "already_seen",
            TurnOutcome.Postponed => "postponed",
            _ => "failed",
        };
        Duration.Record(took.TotalSeconds, new("channel", channel), new KeyValuePair<string, object?>("outcome", word));
        trace?.SetTag("outcome", word).SetStatus(outcome is null ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
    }

    public static void LostRace(string channel) => LostRaces.Add(1, new KeyValuePair<string, object?>("channel", channel));
}
