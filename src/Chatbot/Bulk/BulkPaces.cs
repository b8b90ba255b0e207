using System.Collections.Concurrent;
using Chatbot.Outbox;

namespace Chatbot.Bulk;

/// <summary>
/// Places in the paces of messages to many, over all copies of the service. A few messages wait for theirs here; who comes when enough are waiting is
/// told when to come again, so that a slow sender does not hold up the others.
/// </summary>
internal sealed class BulkPaces
{
    // Seconds of work that may wait here, and what may wait however slow the pace is.
    private const double SecondsAhead = 2;
    private const int FewestWaiting = 4;

    private readonly ConcurrentDictionary<string, Line> lines = new(StringComparer.Ordinal);
    private readonly SenderPace pace;
    private readonly TimeProvider clock;

    public BulkPaces(ISharedPace shared, TimeProvider clock)
    {
        this.clock = clock;
        pace = new SenderPace(shared, key => lines[key].PerSecond, clock);
    }

    /// <summary>Returns null when the message may go, or when to ask again.</summary>
    /// <param name="places">One after another: each pace with the size of the message in it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DateTimeOffset?> WaitAsync(IEnumerable<(BulkPace Pace, int Size)> places, CancellationToken cancellationToken)
    {
        foreach (var (own, size) in places)
        {
            var key = "bulk:" + own.Key;
            var line = lines.GetOrAdd(key, static _ => new Line());
            if (line.TryEnter(own.PerSecond, size, clock.GetUtcNow()) is { } free) return free;
            try
            {
                await pace.WaitAsync(key, size, cancellationToken);
            }
            finally
            {
                line.Leave();
            }
        }

        return null;
    }

    private sealed class Line
    {
        private readonly Lock gate = new();
        private DateTimeOffset free;
        private int waiting;

        public double PerSecond { get; private set; }

        /// <summary>Null when there is room to wait, else when those who were sent away before will be through.</summary>
        public DateTimeOffset? TryEnter(double perSecond, int size, DateTimeOffset now)
        {
            lock (gate)
            {
                PerSecond = perSecond;
                if (waiting < Math.Max(FewestWaiting, perSecond * SecondsAhead))
                {
                    waiting++;
                    return null;
                }

                var first = now.AddSeconds(waiting / perSecond);
                free = (free > first ? free : first).AddSeconds(size / perSecond);
                return free;
            }
        }

        public void Leave()
        {
            lock (gate) waiting--;
        }
    }
}
