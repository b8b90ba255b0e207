using System.Runtime.ExceptionServices;
using Chatbot.Deliveries;
using Chatbot.Storage;

namespace Chatbot.Outbox;

/// <summary>
/// What is asked and written when the sending of a reply begins and when it has ended: whether it may go, its state in the outbox, and at
/// the end its place in the log of deliveries. All who begin or end at the same time are written at once; where log and outbox share a
/// database, in one transaction.
/// </summary>
internal sealed class SendLedger
{
    // So that one reply does not wait for a whole crowd.
    private const int MostTogether = 250;

    private readonly IReplyOutbox outbox;
    private readonly DeliveryBatch log;
    private readonly Reachability reachability;
    private readonly TimeProvider clock;
    private readonly Gathering<Attempt> attempts;
    private readonly Gathering<SendEnd> ends;

    public SendLedger(IReplyOutbox outbox, DeliveryBatch log, Reachability reachability, Database database, TimeProvider clock)
    {
        (this.outbox, this.log, this.reachability, this.clock) = (outbox, log, reachability, clock);
        attempts = new Gathering<Attempt>(BeginAsync, MostTogether, database.Engine.BetweenSendings);
        ends = new Gathering<SendEnd>(EndAsync, MostTogether, database.Engine.BetweenSendings);
    }

    /// <summary>Notes an attempt before it is made: it must not be made when it is held back, or when it has not begun.</summary>
    public async Task<Attempt> BeginAsync(OutgoingReply reply, Lease lease, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(reply, lease, clock.GetUtcNow());
        await attempts.DoAsync(attempt, cancellationToken);
        attempt.Error?.Throw();
        return attempt;
    }

    /// <summary>It is with the provider, or given up: the log says which, and it leaves the outbox. True when its conversation has another for us to send.</summary>
    public async Task<bool> EndAsync(OutgoingReply reply, Lease lease, DeliveryNote note, CancellationToken cancellationToken)
    {
        var end = new SendEnd(reply, lease, note);
        await ends.DoAsync(end, cancellationToken);
        end.Error?.Throw();
        return end.HasNext;
    }

    /// <summary>A message of ours, as the log of deliveries keeps it.</summary>
    public static OutgoingText Text(OutgoingReply reply) =>
        new(reply.Id, reply.Conversation, reply.Channel, reply.Template?.Category ?? reply.Kind ?? "reply", reply.TurnId, reply.Text);

    private Task BeginAsync(IReadOnlyList<Attempt> together) =>
        outbox.BeginAsync(
            together,
            async session =>
            {
                var held = await reachability.HeldBackAsync(session, [.. together.Select(attempt => attempt.Asked)], CancellationToken.None);
                foreach (var attempt in together) attempt.HeldBack = held.GetValueOrDefault(attempt.Asked);
            });

    // First the log, then the outbox: when the process ends between the two, the log settles the attempt.
    private Task EndAsync(IReadOnlyList<SendEnd> together) =>
        outbox.RemoveAsync(together, session => log.WriteAsync(session, [.. together.Select(end => end.Note)], CancellationToken.None));
}

/// <summary>A reply whose sending begins or ends, written together with others.</summary>
internal abstract class Sending(OutgoingReply reply, Lease lease)
{
    public OutgoingReply Reply { get; } = reply;

    public Lease Lease { get; } = lease;

    /// <summary>Of this one, where a store failed for some.</summary>
    public ExceptionDispatchInfo? Error { get; set; }
}

/// <summary>An attempt to send a reply, before it is made.</summary>
internal sealed class Attempt(OutgoingReply reply, Lease lease, DateTimeOffset at) : Sending(reply, lease)
{
    /// <summary>When it begins, UTC.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>Why it must not be made; null when nothing is against it.</summary>
    public HeldBack? HeldBack { get; set; }

    /// <summary>It is noted. Not when the lease is no longer ours, or the reply is not waiting any more, or not to be sent yet.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Whom it would reach, and whether a free text is meant.</summary>
    public AskedAddress Asked { get; } = new(new AddressPair(reply.Channel, reply.From, reply.To), reply.Template is null);
}

/// <summary>A reply that leaves the outbox.</summary>
internal sealed class SendEnd(OutgoingReply reply, Lease lease, DeliveryNote note) : Sending(reply, lease)
{
    /// <summary>What the log says of it.</summary>
    public DeliveryNote Note { get; } = note;

    /// <summary>Its conversation has another, and the lease is still ours.</summary>
    public bool HasNext { get; set; }
}
