using System.Collections.Concurrent;

namespace Chatbot.Outbox;

/// <summary>
/// Keeps each of our addresses to its own pace, together with all other copies of the service, so that a rate is never exceeded in any
/// second. Those that wait here at the same time take their places together, in one call to the store.
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
    public Task RestAsync(string sender, TimeSpan pause, CancellationToken cancellationToken) =>
        shared.RestAsync(sender, pause, cancellationToken);

    private async Task TakeAsync(string sender, Lane lane, CancellationToken cancellationToken)
    {
        var together = new List<Place>();
        var length = TimeSpan.Zero;
        lock (lane.Waiting)
        {
            while (lane.Waiting.TryPeek(out var next) && (together.Count == 0 || length + next.Length <= MostAtOnce))
            {
                together.Add(lane.Waiting.Dequeue());
                length += next.Length;
            }
        }

        try
        {
            var wait = await shared.TakeAsync(sender, length, cancellationToken);
            var at = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
            foreach (var place in together)
            {
                place.TakeFrom(at);
                at += (long)(place.Length.TotalSeconds * clock.TimestampFrequency);
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

    private sealed class Lane
    {
        public Queue<Place> Waiting { get; } = new();

        public SemaphoreSlim Turn { get; } = new(1, 1);
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
