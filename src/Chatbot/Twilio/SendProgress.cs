using System.Collections.Concurrent;
using Chatbot.Outbox;

namespace Chatbot.Twilio;

/// <summary>
/// What this process knows of replies that are not wholly at Twilio yet: which parts are, and when it last looked for them. It is a
/// help, not a record: after a restart the list of messages at Twilio says the same.
/// </summary>
internal sealed class SendProgress(TimeProvider clock)
{
    /// <summary>Beyond this, what has expired is forgotten.</summary>
    private const int Many = 5_000;

    private readonly ConcurrentDictionary<string, Reply> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _taken = new(StringComparer.Ordinal);

    public Reply Of(OutgoingReply reply)
    {
        if (_replies.Count > Many) Forget(_replies, entry => entry.ExpiresAt);
        return _replies.GetOrAdd(reply.Id, _ => new Reply(reply.ExpiresAt));
    }

    public void Finished(OutgoingReply reply) => _replies.TryRemove(reply.Id, out _);

    /// <summary>This message of Twilio's is spoken for: a look for another reply with the same text must not take it.</summary>
    public void Take(string sid)
    {
        if (_taken.Count > Many) Forget(_taken, until => until);
        _taken[sid] = clock.GetUtcNow() + TimeSpan.FromHours(1);
    }

    public bool IsTaken(string sid) => _taken.ContainsKey(sid);

    private void Forget<T>(ConcurrentDictionary<string, T> entries, Func<T, DateTimeOffset> until)
    {
        var now = clock.GetUtcNow();
        foreach (var entry in entries)
        {
            if (until(entry.Value) < now) entries.TryRemove(entry.Key, out _);
        }
    }

    /// <summary>One reply under way. The outbox sends or settles it in one place at a time.</summary>
    internal sealed class Reply(DateTimeOffset expiresAt)
    {
        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        /// <summary>The texts it was last sent as, in order; empty before the first attempt in this process.</summary>
        public IReadOnlyList<string> Parts { get; private set; } = [];

        /// <summary>Whether it was last sent as buttons or a list.</summary>
        public bool AsContent { get; set; }

        /// <summary>By place: Twilio's message for each part that it has.</summary>
        public Dictionary<int, TwilioMessage> Accepted { get; } = [];

        /// <summary>The last place that was tried in this process; -1 when none was.</summary>
        public int Tried { get; set; } = -1;

        /// <summary>Whether all that was tried is at Twilio and only parts that were never tried are missing.</summary>
        public bool IsOnlyUntriedMissing =>
            Tried >= 0 && Tried < Parts.Count - 1 && Enumerable.Range(0, Tried + 1).All(Accepted.ContainsKey);

        /// <summary>When it was first looked for in vain since the last attempt.</summary>
        public DateTimeOffset? FirstLook { get; set; }

        /// <summary>Once a part has gone, the text stays cut as it was.</summary>
        public void CutInto(IReadOnlyList<string> parts)
        {
            if (Accepted.Count == 0) Parts = parts;
        }
    }
}
