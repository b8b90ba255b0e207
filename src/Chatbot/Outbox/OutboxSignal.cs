using System.Threading.Channels;

namespace Chatbot.Outbox;

/// <summary>
/// Wakes the drain of this process when a turn was committed, so that a reply does not wait for the next look: it says in which
/// conversation, so that the drain need not search.
/// </summary>
internal sealed class OutboxSignal(TimeProvider clock)
{
    private const string Nobody = "";

    private int nudged;

    // More than this at once are found by the next look.
    private readonly Channel<(string Conversation, WaitingReply? First)> touched =
        Channel.CreateBounded<(string Conversation, WaitingReply? First)>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something in this conversation.</summary>
    /// <param name="conversation">Key text.</param>
    /// <param name="first">What is first in it, when that is known.</param>
    public void Wake(string conversation, WaitingReply? first = null) => touched.Writer.TryWrite((conversation, first));

    /// <summary>There is a place again; no conversation in particular.</summary>
    public void Nudge()
    {
        if (Interlocked.Exchange(ref nudged, 1) == 0) touched.Writer.TryWrite((Nobody, null));
    }

    /// <summary>Returns when woken, or after the time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (touched.Reader.TryPeek(out _)) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wake = touched.Reader.WaitToReadAsync(stop.Token).AsTask();
        var pause = Task.Delay(atMost, clock, stop.Token);
        await Task.WhenAny(wake, pause);
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The next conversation that has something, and what, when that is known.</summary>
    public bool TryTake(out string conversation, out WaitingReply? first)
    {
        while (touched.Reader.TryRead(out var next))
        {
            (conversation, first) = next;
            if (conversation.Length > 0) return true;
            Volatile.Write(ref nudged, 0);
        }

        // One that found no room was dropped.
        Volatile.Write(ref nudged, 0);
        (conversation, first) = (Nobody, null);
        return false;
    }
}
