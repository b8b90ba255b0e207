using System.Threading.Channels;

namespace Chatbot.Outbox;

/// <summary>Wakes the drain of this process when a turn was committed, so that a reply does not wait for the next look.</summary>
internal sealed class OutboxSignal(TimeProvider clock)
{
    private readonly Channel<bool> woken =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => woken.Writer.TryWrite(true);

    /// <summary>Returns when woken, or after the time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wake = woken.Reader.WaitToReadAsync(stop.Token).AsTask();
        var pause = Task.Delay(atMost, clock, stop.Token);
        await Task.WhenAny(wake, pause);
        await stop.CancelAsync();
        woken.Reader.TryRead(out _);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
