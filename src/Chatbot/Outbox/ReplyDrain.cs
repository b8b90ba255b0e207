using System.Collections.Concurrent;
using System.Diagnostics;
using Chatbot.Deliveries;
using Microsoft.Extensions.Options;

namespace Chatbot.Outbox;

/// <summary>
/// Sends the replies: several conversations at a time, one reply of a conversation at a time, in order. An attempt is noted
/// before it is made; one whose outcome is unknown is settled before anything else of its conversation goes.
/// </summary>
internal sealed partial class ReplyDrain(
    ReplyOutbox outbox,
    OutboxSignal signal,
    DrainLease lease,
    DeliveryLog deliveries,
    Reachability reachability,
    StaffProblems problems,
    IEnumerable<IReplySender> senders,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<ReplyDrain> logger) : BackgroundService
{
    // A reply for a channel that no edge serves is looked at again this often, until it expires.
    private static readonly TimeSpan WithoutSender = TimeSpan.FromMinutes(1);

    // Asked after 1 minute, 10 seconds more, then 2 + 4 + 8 + 16 minutes: half an hour; by then nobody will find out.
    private const int SettlesBeforeLost = 5;

    private readonly IReadOnlyList<IReplySender> senders = [.. senders];
    private readonly ConcurrentDictionary<string, Task> active = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource sending = new();
    private long lastToken;
    private int failures;

    /// <summary>
    /// Sends all that is due now and returns when nothing is left that is due, or when serving a conversation failed. False
    /// when another copy has the lease.
    /// </summary>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref failures);
        while (await StartDueAsync(cancellationToken))
        {
            if (active.IsEmpty || Volatile.Read(ref failures) > before) return true;
            await Task.WhenAll(active.Values);
        }

        return false;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        deliveries.FoundByReport += SettleReported;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await signal.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartDueAsync(stoppingToken);
        }
#pragma warning disable CA1031 // The loop must outlive a store that is away for a while.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogRoundFailed(logger, error);
        }
    }

    /// <summary>Begins nothing new, lets the attempts under way end, then gives the lease back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        deliveries.FoundByReport -= SettleReported;
        await base.StopAsync(cancellationToken);
        await using var late = cancellationToken.Register(sending.Cancel);
        await Task.WhenAll(active.Values);
        await lease.ReleaseAsync(CancellationToken.None);
    }

    public override void Dispose()
    {
        sending.Dispose();
        base.Dispose();
    }

    /// <summary>Starts every conversation that has something due and is not being served. False without the lease.</summary>
    private async Task<bool> StartDueAsync(CancellationToken cancellationToken)
    {
        if (await lease.HoldAsync(cancellationToken) is not { } held) return false;
        if (held.Token != lastToken)
        {
            // What is open now was begun by another run, and is settled before anything else of its conversation.
            await Task.WhenAll(active.Values);
            var open = await outbox.OpenAttemptsAsync(cancellationToken);
            lastToken = held.Token;
            if (open > 0) LogTakenOver(logger, open);
        }

        var free = options.Value.Parallel - active.Count;
        if (free <= 0) return true;
        // Those being served may still be due: ask for as many more.
        foreach (var due in await outbox.DueAsync(clock.GetUtcNow(), options.Value.Parallel, active.ContainsKey, cancellationToken))
        {
            if (free == 0) break;
            var conversation = due.Reply.Conversation;
            free--;
            var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            active[conversation] = served.Task;
            _ = Task.Run(() => ServeAsync(due, held, served, cancellationToken), CancellationToken.None);
        }

        return true;
    }

    private async Task ServeAsync(WaitingReply due, Lease held, TaskCompletionSource served, CancellationToken stopping)
    {
        var conversation = due.Reply.Conversation;
        var failed = false;
        try
        {
            var goOn = true;
            // What waited when it was read may be sent as it was read: the note of the attempt fails if it has changed. What was
            // being sent then may have come to its end, so it is read again.
            var first = due.UnsettledSince is null ? due : null;
            while (goOn && !stopping.IsCancellationRequested)
            {
                first ??= await outbox.FirstAsync(conversation, sending.Token);
                if (first is null || first.DueAt > clock.GetUtcNow()) break;
                goOn = first.UnsettledSince is { } since
                    ? await SettleAsync(first, since)
                    : await SendAsync(first, held);
                first = null;
            }
        }
        catch (OperationCanceledException) when (sending.IsCancellationRequested)
        {
            // The attempt stays open; the next start settles it.
        }
#pragma warning disable CA1031 // A worker's loop: the conversation is taken up again at the next look.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failed = true;
            Interlocked.Increment(ref failures);
            LogConversationFailed(logger, error);
        }
        finally
        {
            active.TryRemove(conversation, out _);
            served.SetResult();
            // Others may have waited for the place, and this conversation may have got a reply after it was last looked at.
            if (!failed) signal.Wake();
        }
    }

    /// <summary>One attempt, or the end of a reply that is too old. True to go on with the next of the conversation.</summary>
    private async Task<bool> SendAsync(WaitingReply waiting, Lease held)
    {
        var reply = waiting.Reply;
        if (reply.ExpiresAt <= clock.GetUtcNow())
        {
            LogExpired(logger, reply.Id);
            return await EndAsync(reply, DeliveryStatus.Expired, null, null);
        }

        if (SenderOf(reply) is not { } sender)
        {
            LogNoSender(logger, reply.Id, reply.Channel);
            await outbox.WaitAsync(reply.Id, clock.GetUtcNow() + WithoutSender, sending.Token);
            return false;
        }

        if (await reachability.WhyNotAsync(new AddressPair(reply.Channel, reply.From, reply.To), sending.Token) is { } reason)
        {
            LogHeldBack(logger, reply.Id, reason.Code);
            return await EndAsync(reply, DeliveryStatus.Dropped, reason.Code, reason.ForStaff);
        }

        await deliveries.OpenAsync(Text(reply), sending.Token);
        var began = clock.GetUtcNow();
        if (!await outbox.BeginAttemptAsync(reply.Id, began, held, sending.Token))
        {
            lease.Doubt();
            return false;
        }

        var attempt = waiting.Attempts + 1;
        switch (await AskAsync(() => sender.SendAsync(reply, sending.Token)))
        {
            case SendResult.Accepted accepted:
                return await AcceptAsync(reply, accepted.ProviderId, accepted.Status);
            case SendResult.Refused refused:
                return await RetryAsync(reply, refused.Failure, attempt);
            case SendResult.Unknown unknown:
                LogUnknown(logger, reply.Id, unknown.Why);
                return await UnknownAsync(reply, began, settles: 0);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Finds out what became of an attempt. True to go on with the conversation.</summary>
    private async Task<bool> SettleAsync(WaitingReply waiting, DateTimeOffset since)
    {
        var reply = waiting.Reply;
        if (await deliveries.ProviderIdAsync(reply.Id, sending.Token) is { } reported)
            return await AcceptAsync(reply, reported, "accepted");
        if (SenderOf(reply) is not { } sender)
        {
            LogNoSender(logger, reply.Id, reply.Channel);
            await outbox.SettleAtAsync(reply.Id, clock.GetUtcNow() + WithoutSender, waiting.Settles, sending.Token);
            return false;
        }

        switch (await AskAsync(() => sender.SettleAsync(reply, since, sending.Token)))
        {
            case SendResult.Accepted accepted:
                return await AcceptAsync(reply, accepted.ProviderId, accepted.Status);
            case SendResult.Refused:
                await outbox.WaitAsync(reply.Id, clock.GetUtcNow(), sending.Token);
                return true;
            case SendResult.Unknown unknown when waiting.Settles >= SettlesBeforeLost:
                LogLost(logger, reply.Id, unknown.Why);
                return await EndAsync(reply, DeliveryStatus.Lost, null, unknown.Why);
            case SendResult.Unknown:
                return await UnknownAsync(reply, since, waiting.Settles + 1);
            default:
                throw new UnreachableException();
        }
    }

    // An edge returns what it expects; anything it throws leaves the outcome open.
    private async Task<SendResult> AskAsync(Func<Task<SendResult>> ask)
    {
        try
        {
            return await ask();
        }
        catch (OperationCanceledException) when (sending.IsCancellationRequested)
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

    private async Task<bool> AcceptAsync(OutgoingReply reply, string providerId, string status)
    {
        // First the log, then the outbox: when the process ends between the two, the log settles the attempt.
        await deliveries.AcceptedAsync(reply.Id, providerId, status, sending.Token);
        return await outbox.RemoveAsync(reply, sending.Token);
    }

    private async Task<bool> RetryAsync(OutgoingReply reply, SendFailure failure, int attempts)
    {
        LogRefused(logger, reply.Id, failure.Code, attempts, failure.OurFault);
#pragma warning disable CA5394 // Spreads load; nothing secret.
        var pause = RetrySchedule.AfterRefusal(failure.Retry, attempts, Random.Shared.NextDouble());
#pragma warning restore CA5394
        if (pause is not { } wait)
        {
            await deliveries.RefusedAsync(Text(reply), failure.Meaning, sending.Token);
            return await outbox.RemoveAsync(reply, sending.Token);
        }

        if (failure.OurFault) await problems.NoteAsync(failure.Meaning, reply.From, sending.Token);
        await outbox.WaitAsync(reply.Id, clock.GetUtcNow() + wait, sending.Token);
        return false;
    }

    private async Task<bool> UnknownAsync(OutgoingReply reply, DateTimeOffset attemptedAt, int settles)
    {
        // A report may have come before the answer that did not come.
        if (await deliveries.ProviderIdAsync(reply.Id, sending.Token) is { } reported)
            return await AcceptAsync(reply, reported, "accepted");
        var first = TimeSpan.FromSeconds(options.Value.SettleAfterSeconds);
        var next = RetrySchedule.NextSettling(attemptedAt, clock.GetUtcNow(), first, settles);
        await outbox.SettleAtAsync(reply.Id, next, settles, sending.Token);
        return false;
    }

    private async Task<bool> EndAsync(OutgoingReply reply, string status, int? code, string? note)
    {
        await deliveries.EndedAsync(Text(reply), status, code, note, sending.Token);
        return await outbox.RemoveAsync(reply, sending.Token);
    }

    private async void SettleReported(string id)
    {
        try
        {
            await outbox.SettleNowAsync(id, clock.GetUtcNow(), sending.Token);
        }
#pragma warning disable CA1031 // An event handler has nobody to throw to; the attempt is settled at its next turn anyway.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogRoundFailed(logger, error);
        }
    }

    private IReplySender? SenderOf(OutgoingReply reply) => senders.FirstOrDefault(sender => sender.Serves(reply.Channel));

    private static OutgoingText Text(OutgoingReply reply) =>
        new(reply.Id, reply.Conversation, reply.Channel, "reply", reply.TurnId, reply.Text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} attempts were left open by another run; settling them first")]
    private static partial void LogTakenOver(ILogger logger, long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A look at the outbox failed; trying again")]
    private static partial void LogRoundFailed(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Serving a conversation failed; it is taken up again at the next look")]
    private static partial void LogConversationFailed(ILogger logger, Exception error);

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
