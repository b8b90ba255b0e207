using System.Data.Common;
using System.Diagnostics;

namespace Chatbot.Storage;

/// <summary>Until when the work of one read or write has to be answered; of the machine's own running clock.</summary>
internal readonly struct Deadline
{
    // A statement of a bulk write that takes longer than this hangs.
    private const int BulkSeconds = 600;

    private readonly long at;

    private Deadline(long at) => this.at = at;

    /// <summary>No limit for the whole, ten minutes for a statement.</summary>
    public static Deadline None => default;

    public bool HasPassed => at != 0 && Stopwatch.GetTimestamp() >= at;

    public static Deadline In(TimeSpan time) => new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Whole seconds that a statement may take, 1 or more.</summary>
    /// <exception cref="StoreIsSlowException">There are none left.</exception>
    public int SecondsLeft()
    {
        if (at == 0) return BulkSeconds;
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), at);
        return left > TimeSpan.Zero ? (int)Math.Ceiling(left.TotalSeconds) : throw new StoreIsSlowException();
    }
}

/// <summary>The statements of one read or write took too long together.</summary>
internal sealed class StoreIsSlowException() : DbException("The database answers too slowly.");
