namespace Chatbot.Twilio;

/// <summary>
/// WhatsApp takes short bursts between one sender and one person, and about a message in 6 seconds for long; more fails with 63018 (Meta 131056).
/// One copy of the service sends in a conversation at a time, so that its own count is enough.
/// https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits
/// </summary>
internal sealed class PairPace(TimeProvider clock)
{
    public const int Burst = 45;

    public static readonly TimeSpan Every = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan WholeBurst = Every * Burst;

    private readonly Lock gate = new();

    // When the pair's account is even again: each message puts it off by 6 seconds, and it may be put off by a whole burst.
    private readonly Dictionary<(string From, string To), DateTimeOffset> evenAt = [];
    private DateTimeOffset nextSweep = DateTimeOffset.MinValue;

    /// <summary>Returns when the next message may go from one to the other.</summary>
    public Task WaitAsync(string from, string to, CancellationToken cancellationToken)
    {
        var wait = Take((from, to));
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }

    private TimeSpan Take((string From, string To) pair)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (now >= nextSweep)
            {
                nextSweep = now + WholeBurst;
                foreach (var (even, at) in evenAt)
                {
                    if (at <= now) evenAt.Remove(even);
                }
            }

            var next = (evenAt.TryGetValue(pair, out var before) && before > now ? before : now) + Every;
            evenAt[pair] = next;
            return next - now - WholeBurst;
        }
    }
}
