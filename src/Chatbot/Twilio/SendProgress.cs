using System.Collections.Concurrent;
using Chatbot.Outbox;

namespace Chatbot.Twilio;

/// <summary>
/// What this process knows of replies that are not wholly at Twilio yet: which parts are, and when it last looked for them. It is a
/// help, not a record: after a restart the list of messages at Twilio says the same.
/// </summary>
internal sealed class SendProgress(TimeProvider clock)
{
    /// <summary>An attempt is settled within half an hour, or it is lost; twice that is remembered.</summary>
    private static readonly TimeSpan TakenFor = TimeSpan.FromHours(1);

    /// <summary>Replies that expired without an end are looked for this often, not with every message: there may be many.</summary>
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Reply> _replies = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);
    private readonly Queue<(string Sid, DateTimeOffset Until)> _takenInOrder = [];
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    public Reply Of(OutgoingReply reply)
    {
        Sweep();
        return _replies.GetOrAdd(reply.Id, _ => new Reply(reply.ExpiresAt));
    }

    public void Finished(OutgoingReply reply) => _replies.TryRemove(reply.Id, out _);

    /// <summary>This message of Twilio's is the reply's: a look for another with the same text must not take it.</summary>
    public void Take(string sid, OutgoingReply reply)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            // All are remembered equally long, so the oldest goes first.
            while (_takenInOrder.TryPeek(out var oldest) && oldest.Until < now) _taken.Remove(_takenInOrder.Dequeue().Sid);
            if (_taken.TryAdd(sid, reply.Id)) _takenInOrder.Enqueue((sid, now + TakenFor));
        }
    }

    /// <summary>Whether it is another reply's. Its own finds it again: Twilio may have answered when no store was there to note it.</summary>
    public bool IsTaken(string sid, OutgoingReply reply)
    {
        lock (_gate) return _taken.TryGetValue(sid, out var owner) && owner != reply.Id;
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (now < _nextSweep) return;
            _nextSweep = now + BetweenSweeps;
        }

        foreach (var entry in _replies)
        {
            if (entry.Value.ExpiresAt < now) _replies.TryRemove(entry.Key, out _);
        }
    }

    /// <summary>One reply under way. The outbox sends or settles it in one place at a time.</summary>
    internal sealed class Reply(DateTimeOffset expiresAt)
    {
        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        /// <summary>The texts it was last sent as, in order; empty before the first attempt in this process.</summary>
        public IReadOnlyList<string> Parts { get; private set; } = [];

        /// <summary>The texts it goes as when it goes without buttons; null before they are asked for.</summary>
        public IReadOnlyList<string>? Plain { get; set; }

        /// <summary>Whether it was last sent as buttons or a list.</summary>
        public bool AsContent { get; set; }

        /// <summary>By place: Twilio's message for each part that it has.</summary>
        public Dictionary<int, TwilioMessage> Accepted { get; } = [];

        /// <summary>The last place that was tried in this process; -1 when none was.</summary>
        public int Tried { get; set; } = -1;

        /// <summary>Whether all that was tried is at Twilio and only parts that were never tried are missing.</summary>
        public bool IsOnlyUntriedMissing =>
            Tried >= 0 && Tried < Parts.Count - 1 && Enumerable.Range(0, Tried + 1).All(Accepted.ContainsKey);

        /// <summary>Twilio answered the last attempt with 429, which says that it did nothing.</summary>
        public bool WasTooFast { get; set; }

        /// <summary>When it was first looked for in vain since the last attempt.</summary>
        public DateTimeOffset? FirstLook { get; set; }

        /// <summary>Once a part has gone, the text stays cut as it was.</summary>
        public void CutInto(IReadOnlyList<string> parts)
        {
            if (Accepted.Count == 0) Parts = parts;
        }
    }
}
