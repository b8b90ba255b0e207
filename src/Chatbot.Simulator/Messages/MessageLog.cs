namespace Chatbot.Simulator.Messages;

/// <summary>What a list of messages is narrowed to; null means any.</summary>
internal sealed record MessageFilter(string? To, string? From, DateTimeOffset? SentFrom, DateTimeOffset? SentBefore)
{
    public bool Admits(Message message) =>
        (To is null || message.To == To)
        && (From is null || message.From == From)
        && (SentFrom is null || message.SentAt >= SentFrom)
        && (SentBefore is null || message.SentAt < SentBefore);
}

/// <summary>All messages of the account, newest last, the oldest forgotten.</summary>
internal sealed class MessageLog
{
    // Twilio keeps about 400 days; an hour of load testing must not fill the memory.
    private const int Kept = 50_000;
    private const int ForgottenAtOnce = 5_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Message> bySid = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Person, string Ours), DateTimeOffset> lastInbound = [];
    private readonly List<string> order = [];
    private long sequence;

    public Message Add(Message message)
    {
        lock (gate)
        {
            message = message with { Sequence = ++sequence };
            bySid[message.Sid] = message;
            order.Add(message.Sid);
            if (message.Direction == MessageDirection.Inbound)
                lastInbound[(message.From, message.To)] = message.CreatedAt;
            if (order.Count > Kept + ForgottenAtOnce)
                ForgetOldest();
            return message;
        }
    }

    public Message? Find(string sid)
    {
        lock (gate)
            return bySid.GetValueOrDefault(sid);
    }

    /// <summary>Changes a message unless it is gone; the new state is returned.</summary>
    public Message? Change(string sid, Func<Message, Message> change)
    {
        lock (gate)
        {
            if (!bySid.TryGetValue(sid, out var message))
                return null;

            return bySid[sid] = change(message) with { Revision = message.Revision + 1 };
        }
    }

    public bool Remove(string sid)
    {
        lock (gate)
            return bySid.Remove(sid);
    }

    /// <summary>Newest first: at most <paramref name="count"/> messages that came before <paramref name="olderThan"/>.</summary>
    public IReadOnlyList<Message> Newest(MessageFilter filter, long olderThan, int count)
    {
        var found = new List<Message>();
        lock (gate)
        {
            for (var at = order.Count - 1; at >= 0 && found.Count < count; at--)
            {
                if (bySid.TryGetValue(order[at], out var message) && message.Sequence < olderThan && filter.Admits(message))
                    found.Add(message);
            }
        }

        return found;
    }

    /// <summary>Newest first: the <paramref name="count"/> messages that came next after <paramref name="newerThan"/>.</summary>
    public IReadOnlyList<Message> JustNewer(MessageFilter filter, long newerThan, int count)
    {
        var found = new List<Message>();
        lock (gate)
        {
            for (var at = 0; at < order.Count && found.Count < count; at++)
            {
                if (bySid.TryGetValue(order[at], out var message) && message.Sequence > newerThan && filter.Admits(message))
                    found.Add(message);
            }
        }

        found.Reverse();
        return found;
    }

    /// <summary>The last messages with one person, oldest first.</summary>
    public IReadOnlyList<Message> With(string person, int count)
    {
        var found = new List<Message>();
        lock (gate)
        {
            for (var at = order.Count - 1; at >= 0 && found.Count < count; at--)
            {
                if (bySid.TryGetValue(order[at], out var message) && message.Person == person)
                    found.Add(message);
            }
        }

        found.Reverse();
        return found;
    }

    /// <summary>When this person last wrote to this address of ours: it opens WhatsApp's 24-hour window.</summary>
    public DateTimeOffset? LastInbound(string person, string ours)
    {
        lock (gate)
            return lastInbound.TryGetValue((person, ours), out var at) ? at : null;
    }

    private void ForgetOldest()
    {
        foreach (var sid in order.Take(ForgottenAtOnce))
            bySid.Remove(sid);
        order.RemoveRange(0, ForgottenAtOnce);
        if (lastInbound.Count > Kept)
            lastInbound.Clear();
    }
}
