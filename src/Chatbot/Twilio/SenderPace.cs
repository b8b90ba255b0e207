using System.Collections.Concurrent;

namespace Chatbot.Twilio;

/// <summary>
/// Keeps each of our addresses to its own pace: what leaves is spaced evenly, without bursts, so that a rate is never exceeded in any
/// second. WhatsApp counts messages, SMS segments.
/// </summary>
internal sealed class SenderPace(TimeProvider clock, Func<string, double> perSecond)
{
    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Returns when the sender may send something of this size.</summary>
    public async Task WaitAsync(string sender, int size, CancellationToken cancellationToken)
    {
        var wait = _lanes.GetOrAdd(sender, _ => new Lane()).Take(clock.GetUtcNow(), TimeSpan.FromSeconds(size / perSecond(sender)));
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken);
    }

    /// <summary>Nothing leaves from this sender for a while: Twilio or the channel said it was too fast.</summary>
    public void Rest(string sender, TimeSpan pause) => _lanes.GetOrAdd(sender, _ => new Lane()).Rest(clock.GetUtcNow() + pause);

    private sealed class Lane
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _free = DateTimeOffset.MinValue;

        public TimeSpan Take(DateTimeOffset now, TimeSpan length)
        {
            lock (_gate)
            {
                var start = _free > now ? _free : now;
                _free = start + length;
                return start - now;
            }
        }

        public void Rest(DateTimeOffset until)
        {
            lock (_gate)
            {
                if (until > _free) _free = until;
            }
        }
    }
}
