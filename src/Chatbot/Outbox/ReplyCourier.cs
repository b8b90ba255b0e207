using System.Diagnostics;
using Chatbot.Deliveries;
using Microsoft.Extensions.Options;

namespace Chatbot.Outbox;

/// <summary>
/// Takes one reply a step further: one attempt to send it, or one question what became of an attempt. An attempt is noted before it
/// is made; one whose outcome is unknown is settled before anything else of its conversation goes.
/// </summary>
internal sealed partial class ReplyCourier(
    IReplyOutbox outbox,
    IDrainLeases leases,
    SendLedger ledger,
    DeliveryLog deliveries,
    StaffProblems problems,
    IEnumerable<IReplySender> senders,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<ReplyCourier> logger)
{
    // A reply for a channel that no edge serves is looked at again this often, until it expires.
    private static readonly TimeSpan WithoutSender = TimeSpan.FromMinutes(1);

    // Asked after 1 minute, 10 seconds more, then 2 + 4 + 8 + 16 minutes: half an hour; by then nobody will find out.
    private const int SettlesBeforeLost = 5;

    private readonly IReplySender[] senders = [.. senders];

    /// <summary>Sends it or settles it. True to go on with the next of the conversation.</summary>
    /// <param name="waiting">The first reply of a conversation, due.</param>
    /// <param name="held">Under which lease.</param>
    /// <param name="stop">It must end now: an attempt stays open, and whoever comes next settles it.</param>
    public Task<bool> ServeAsync(WaitingReply waiting, Lease held, CancellationToken stop) =>
        waiting.UnsettledSince is { } since ? SettleAsync(waiting, since, held, stop) : SendAsync(waiting, held, stop);

    /// <summary>One attempt, or the end of a reply that is too old. True to go on with the next of the conversation.</summary>
    private async Task<bool> SendAsync(WaitingReply waiting, Lease held, CancellationToken stop)
    {
        var reply = waiting.Reply;
        if (reply.ExpiresAt <= clock.GetUtcNow())
        {
            LogExpired(logger, reply.Id);
            return await EndAsync(reply, held, DeliveryStatus.Expired, null, null, stop);
        }

        if (SenderOf(reply) is not { } sender)
        {
            LogNoSender(logger, reply.Id, reply.Channel);
            await outbox.WaitAsync(reply, clock.GetUtcNow() + WithoutSender, held, stop);
            return false;
        }

        var begun = await ledger.BeginAsync(reply, held, stop);
        if (begun.HeldBack is { } reason)
        {
            LogHeldBack(logger, reply.Id, reason.Code);
            return await EndAsync(reply, held, DeliveryStatus.Dropped, reason.Code, reason.ForStaff, stop);
        }

        if (!begun.IsBegun)
        {
            // One that was not read may have left already: what is first now is read.
            if (waiting.IsHandedOver) return true;
            leases.Doubt(held);
            return false;
        }

        var began = begun.At;
        var attempt = waiting.Attempts + 1;
        var right = new SendRight(() => !stop.IsCancellationRequested && leases.Holds(held));
        using var trace = OutboxTelemetry.Begin("send", reply.Channel);
        var result = await AskAsync(() => sender.SendAsync(reply, right, stop), stop);
        OutboxTelemetry.Attempted(reply.Channel, clock.GetUtcNow() - began);
        switch (result)
        {
            case SendResult.Accepted accepted:
                return await AcceptAsync(reply, held, accepted.ProviderId, accepted.Status, stop);
            case SendResult.Refused refused:
                return await RetryAsync(reply, held, refused.Failure, attempt, stop);
            case SendResult.Unknown unknown:
                OutboxTelemetry.Ended(reply.Channel, "unknown");
                LogUnknown(logger, reply.Id, unknown.Why);
                await NoteTriedAsync(reply, stop);
                return await UnknownAsync(reply, held, began, settles: 0, AskAfter(unknown, attempt), stop);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Finds out what became of an attempt. True to go on with the conversation.</summary>
    private async Task<bool> SettleAsync(WaitingReply waiting, DateTimeOffset since, Lease held, CancellationToken stop)
    {
        var reply = waiting.Reply;
        using var trace = OutboxTelemetry.Begin("settle", reply.Channel);
        // Of an attempt in which a copy died nothing is in the log yet, and a report finds no other way to it.
        await NoteTriedAsync(reply, stop);
        if (await deliveries.ProviderIdAsync(reply.Id, stop) is { } reported)
        {
            OutboxTelemetry.Settle(reply.Channel, "report");
            return await AcceptAsync(reply, held, reported, "accepted", stop);
        }

        if (SenderOf(reply) is not { } sender)
        {
            LogNoSender(logger, reply.Id, reply.Channel);
            await outbox.SettleAtAsync(reply, clock.GetUtcNow() + WithoutSender, waiting.Settles, held, stop);
            return false;
        }

        switch (await AskAsync(() => sender.SettleAsync(reply, since, stop), stop))
        {
            case SendResult.Accepted accepted:
                OutboxTelemetry.Settle(reply.Channel, "provider");
                return await AcceptAsync(reply, held, accepted.ProviderId, accepted.Status, stop);
            case SendResult.Refused:
                OutboxTelemetry.Settle(reply.Channel, "sent_again");
                return await outbox.WaitAsync(reply, clock.GetUtcNow(), held, stop);
            case SendResult.Unknown unknown when waiting.Settles >= SettlesBeforeLost:
                OutboxTelemetry.Settle(reply.Channel, "lost");
                LogLost(logger, reply.Id, unknown.Why);
                return await EndAsync(reply, held, DeliveryStatus.Lost, null, unknown.Why, stop);
            case SendResult.Unknown:
                return await UnknownAsync(reply, held, since, waiting.Settles + 1, null, stop);
            default:
                throw new UnreachableException();
        }
    }

    // An edge returns what it expects; anything it throws leaves the outcome open.
    private async Task<SendResult> AskAsync(Func<Task<SendResult>> ask, CancellationToken stop)
    {
        try
        {
            return await ask();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A worker's loop: whatever went wrong, the message may have left.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogSenderFailed(logger, error);
            return new SendResult.Unknown(error.GetType().Name);
        }
    }

    private async Task<bool> AcceptAsync(OutgoingReply reply, Lease held, string providerId, string status, CancellationToken stop)
    {
        var hasNext = await ledger.EndAsync(reply, held, new DeliveryNote.Accepted(reply.Id, providerId, status, SendLedger.Text(reply)), stop);
        OutboxTelemetry.Accepted(reply.Channel, clock.GetUtcNow() - reply.CreatedAt);
        return hasNext;
    }

    private async Task<bool> RetryAsync(OutgoingReply reply, Lease held, SendFailure failure, int attempts, CancellationToken stop)
    {
        OutboxTelemetry.Ended(reply.Channel, "refused");
        LogRefused(logger, reply.Id, failure.Code, attempts, failure.OurFault);
#pragma warning disable CA5394 // Spreads load; nothing secret.
        var pause = RetrySchedule.AfterRefusal(failure.Retry, attempts, Random.Shared.NextDouble());
#pragma warning restore CA5394
        if (pause is not { } wait)
        {
            var (code, forStaff) = (failure.Meaning.Code, failure.Meaning.ForStaff);
            var refused = new DeliveryNote.Ended(SendLedger.Text(reply), DeliveryStatus.Refused, code, forStaff, failure.Meaning);
            return await ledger.EndAsync(reply, held, refused, stop);
        }

        await NoteTriedAsync(reply, stop);
        if (failure.OurFault) await problems.NoteAsync(failure.Meaning, reply.From, stop);
        await outbox.WaitAsync(reply, clock.GetUtcNow() + wait, held, stop);
        return false;
    }

    private async Task<bool> UnknownAsync(
        OutgoingReply reply, Lease held, DateTimeOffset attemptedAt, int settles, TimeSpan? askAfter, CancellationToken stop)
    {
        // A report may have come before the answer that did not come.
        if (await deliveries.ProviderIdAsync(reply.Id, stop) is { } reported)
            return await AcceptAsync(reply, held, reported, "accepted", stop);
        var first = TimeSpan.FromSeconds(options.Value.SettleAfterSeconds);
        var now = clock.GetUtcNow();
        var next = askAfter is { } pause ? now + pause : RetrySchedule.NextSettling(attemptedAt, now, first, settles);
        await outbox.SettleAtAsync(reply, next, settles, held, stop);
        return false;
    }

    // What is accepted at the first attempt goes into the log with its end; staff sees all else while it waits.
    private Task NoteTriedAsync(OutgoingReply reply, CancellationToken stop) =>
        deliveries.NoteAsync(new DeliveryNote.Opened(SendLedger.Text(reply)), stop);

    // Slower each time: the provider asked for it.
    private static TimeSpan? AskAfter(SendResult.Unknown unknown, int attempt)
    {
        if (unknown.AskAfter is not { } asked) return null;
#pragma warning disable CA5394 // Spreads load; nothing secret.
        var pause = RetrySchedule.AfterRefusal(RetryAdvice.Soon, attempt, Random.Shared.NextDouble()) ?? asked;
#pragma warning restore CA5394
        return asked > pause ? asked : pause;
    }

    private async Task<bool> EndAsync(
        OutgoingReply reply, Lease held, string status, int? code, string? note, CancellationToken stop)
    {
        var hasNext = await ledger.EndAsync(reply, held, new DeliveryNote.Ended(SendLedger.Text(reply), status, code, note, null), stop);
        OutboxTelemetry.Ended(reply.Channel, status);
        return hasNext;
    }

    private IReplySender? SenderOf(OutgoingReply reply) => Array.Find(senders, sender => sender.Serves(reply.Channel, reply.From));

    [LoggerMessage(Level = LogLevel.Error, Message = "An edge failed in an unforeseen way; the outcome is treated as unknown")]
    private static partial void LogSenderFailed(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {Id}: outcome unknown ({Why})")]
    private static partial void LogUnknown(ILogger logger, string id, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reply {Id}: nobody could tell what became of it ({Why}); going on without")]
    private static partial void LogLost(ILogger logger, string id, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {Id}: refused with {Code} at attempt {Attempt}, our fault: {OurFault}")]
    private static partial void LogRefused(ILogger logger, string id, int code, int attempt, bool ourFault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Reply {Id}: held back, the window is closed or the address failed before (code {Code})")]
    private static partial void LogHeldBack(ILogger logger, string id, int? code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {Id}: too old, dropped")]
    private static partial void LogExpired(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {Id}: no edge serves channel {Channel}; kept")]
    private static partial void LogNoSender(ILogger logger, string id, string channel);
}
