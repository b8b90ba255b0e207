using System.Collections.Concurrent;

namespace Chatbot.Outbox;

/// <summary>
/// Keeps each of our addresses to its own pace, together with all other copies of the service, so that a rate is never exceeded in any
/// second. Those that wait here at the same time take their places together, in one call to the store; a sender that is busy and that
/// no other copy waits for takes a slice ahead, whose places are given out here and lost when their time passes.
/// </summary>
/// <param name="shared">The pace of all copies.</param>
/// <param name="perSecond">How much may leave from an address in a second: WhatsApp counts messages, SMS segments.</param>
/// <param name="clock">Waits.</param>
internal sealed class SenderPace(ISharedPace shared, Func<string, double> perSecond, TimeProvider clock)
{
    // A copy that dies, or takes long to send, leaves no longer gap than this.
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Lane> lanes = new(StringComparer.Ordinal);

    /// <summary>Returns when the sender may send something of this size.</summary>
    public async Task WaitAsync(string sender, int size, CancellationToken cancellationToken)
    {
        var lane = lanes.GetOrAdd(sender, _ => new Lane());
        var mine = new Place(TimeSpan.FromSeconds(size / perSecond(sender)));
        lock (lane.Waiting) lane.Waiting.Enqueue(mine);
        await lane.Turn.WaitAsync(cancellationToken);
        try
        {
            // Another may have taken the place along while we waited.
            while (!mine.IsTaken) await TakeAsync(sender, lane, cancellationToken);
        }
        finally
        {
            lane.Turn.Release();
        }

        var wait = clock.GetElapsedTime(clock.GetTimestamp(), mine.At);
        OutboxTelemetry.Waited(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken);
    }

    /// <summary>Nothing leaves from this sender for a while: the provider or the channel said it was too fast.</summary>
    public Task RestAsync(string sender, TimeSpan pause, CancellationToken cancellationToken)
    {
        if (lanes.TryGetValue(sender, out var lane))
        {
            lock (lane.Waiting) lane.GiveUpSlice();
        }

        return shared.RestAsync(sender, pause, cancellationToken);
    }

    private async Task TakeAsync(string sender, Lane lane, CancellationToken cancellationToken)
    {
        var together = new List<Place>();
        var length = TimeSpan.Zero;
        var ahead = TimeSpan.Zero;
        int rests;
        lock (lane.Waiting)
        {
            var now = clock.GetTimestamp();
            while (lane.Waiting.TryPeek(out var next) && lane.TryTake(next, now, Ticks(next.Length))) lane.Waiting.Dequeue();
            if (lane.Waiting.Count == 0) return;
            while (lane.Waiting.TryPeek(out var next) && (together.Count == 0 || length + next.Length <= MostAtOnce))
            {
                together.Add(lane.Waiting.Dequeue());
                length += next.Length;
            }

            if (lane.IsFree && clock.GetElapsedTime(lane.AskedAt, now) < shared.Slice && shared.Slice > length) ahead = shared.Slice - length;
            lane.AskedAt = now;
            rests = lane.Rests;
        }

        try
        {
            var wait = await shared.TakeAsync(sender, length + ahead, cancellationToken);
            var at = clock.GetTimestamp() + Ticks(wait);
            foreach (var place in together)
            {
                place.TakeFrom(at);
                at += Ticks(place.Length);
            }

            lock (lane.Waiting)
            {
                lane.IsFree = wait <= TimeSpan.Zero;
                if (ahead > TimeSpan.Zero && lane.Rests == rests) lane.SetSlice(at, at + Ticks(ahead));
            }
        }
        finally
        {
            // Those who waited along ask again for themselves.
            lock (lane.Waiting)
            {
                foreach (var place in together.Where(place => !place.IsTaken)) lane.Waiting.Enqueue(place);
            }
        }
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    /// <summary>What is known of one sender; guarded by a lock on <see cref="Waiting"/>.</summary>
    private sealed class Lane
    {
        private long next;
        private long end;

        public Queue<Place> Waiting { get; } = new();

        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>When the store was asked last: a timestamp of the clock.</summary>
        public long AskedAt { get; set; }

        /// <summary>No other had taken a place ahead of us then: a slice takes nothing from them.</summary>
        public bool IsFree { get; set; }

        /// <summary>How often the sender was told to rest: a slice asked for before is not used after.</summary>
        public int Rests { get; private set; }

        public void SetSlice(long from, long to) => (next, end) = (from, to);

        public void GiveUpSlice()
        {
            Rests++;
            SetSlice(0, 0);
        }

        /// <summary>Gives the place out of the slice, no earlier than now and after the one before it. False when it does not fit.</summary>
        public bool TryTake(Place place, long now, long length)
        {
            var at = Math.Max(next, now);
            if (at + length > end) return false;
            place.TakeFrom(at);
            next = at + length;
            return true;
        }
    }

    private sealed class Place(TimeSpan length)
    {
        public TimeSpan Length { get; } = length;

        public bool IsTaken { get; private set; }

        /// <summary>When it begins: a timestamp of the clock.</summary>
        public long At { get; private set; }

        public void TakeFrom(long at)
        {
            At = at;
            IsTaken = true;
        }
    }
}
