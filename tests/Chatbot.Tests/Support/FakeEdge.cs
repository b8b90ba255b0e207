using System.Collections.Concurrent;
using Chatbot.Outbox;

namespace Chatbot.Tests.Support;

/// <summary>The far side of the network: takes replies as a provider would, or fails as it is told.</summary>
internal sealed class FakeEdge(TimeProvider clock) : IReplySender
{
    private readonly ConcurrentQueue<OutgoingReply> sent = new();
    private int next;
    private int atOnce;
    private int mostAtOnce;
    private int attempts;
    private int settles;

    /// <summary>What the provider got, in order.</summary>
    public IReadOnlyList<OutgoingReply> Sent => [.. sent];

    public IReadOnlyList<string> Texts => [.. sent.Select(reply => reply.Text)];

    /// <summary>Answers instead of accepting; the argument is the number of the attempt.</summary>
    public Func<OutgoingReply, int, Task<SendResult>>? OnSend { get; set; }

    public Func<OutgoingReply, DateTimeOffset, Task<SendResult>>? OnSettle { get; set; }

    public int Attempts => Volatile.Read(ref attempts);

    public int Settles => Volatile.Read(ref settles);

    /// <summary>The most attempts of one conversation that ran at the same time.</summary>
    public ConcurrentDictionary<string, int> Busy { get; } = new();

    public bool Overlapped { get; private set; }

    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    /// <summary>Of the latest attempt.</summary>
    public SendRight? Right { get; private set; }

    public bool Serves(string channel, string from) => channel is "whatsapp" or "sms";

    public async Task<SendResult> SendAsync(OutgoingReply reply, SendRight right, CancellationToken cancellationToken)
    {
        if (Busy.AddOrUpdate(reply.Conversation, 1, (_, count) => count + 1) > 1) Overlapped = true;
        var now = Interlocked.Increment(ref atOnce);
        for (var most = MostAtOnce; now > most && Interlocked.CompareExchange(ref mostAtOnce, now, most) != most;) most = MostAtOnce;
        try
        {
            await Task.Yield();
            Right = right;
            var attempt = Interlocked.Increment(ref attempts);
            return OnSend is null ? Take(reply) : await OnSend(reply, attempt);
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
            Busy.AddOrUpdate(reply.Conversation, 0, (_, count) => count - 1);
        }
    }

    public async Task<SendResult> SettleAsync(OutgoingReply reply, DateTimeOffset attemptedAt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref settles);
        return OnSettle is null ? new SendResult.Unknown("nobody asked the far side") : await OnSettle(reply, attemptedAt);
    }

    /// <summary>The provider has it now.</summary>
    public SendResult Take(OutgoingReply reply)
    {
        sent.Enqueue(reply);
        return new SendResult.Accepted($"SM{Interlocked.Increment(ref next):d4}-{clock.GetUtcNow().Ticks}", "queued");
    }
}
