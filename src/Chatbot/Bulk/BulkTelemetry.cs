using System.Diagnostics.Metrics;

namespace Chatbot.Bulk;

/// <summary>What is measured of messages to many.</summary>
internal static class BulkTelemetry
{
    private static readonly Meter Meter = new("Jaka.Bulk");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "jaka.bulk.rows", "{row}", "What became of rows: sent, later, left to another copy, or why nothing went");

    /// <param name="word">A word of a closed set.</param>
    /// <param name="count">How many.</param>
    public static void Ended(string word, int count) => Rows.Add(count, new KeyValuePair<string, object?>("outcome", word));
}
