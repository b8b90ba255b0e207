using System.Diagnostics.Metrics;

namespace Chatbot.Storage;

/// <summary>What is measured of the database.</summary>
internal static class StorageTelemetry
{
    public const string Name = "Jaka.Storage";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Again =
        Meter.CreateCounter<long>("jaka.storage.runs_again", "{run}", "Writes that were run again after a lost race or a cut connection");

    private static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "jaka.storage.commits", "{commit}", "Transactions that were committed; on SQLite several writes share one");

    private static readonly Counter<long> RoundTrips = Meter.CreateCounter<long>(
        "jaka.storage.round_trips", "{round_trip}", "What was asked of the database; statements that travel together count as one");

    public static void Committed() => Commits.Add(1);

    public static void Sent() => RoundTrips.Add(1);

    /// <param name="sqlState">PostgreSQL's five letters; null when the connection was cut.</param>
    public static void RunAgain(string? sqlState) => Again.Add(1, new KeyValuePair<string, object?>("why", sqlState ?? "cut"));
}
