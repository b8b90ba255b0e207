using System.Collections.Concurrent;
using Chatbot.Deliveries;
using Microsoft.Extensions.Options;

namespace Chatbot.Outbox;

/// <summary>
/// Sends the replies: several conversations at a time, one reply of a conversation at a time, in order. Conversations come from a
/// commit that says where there is something, and from a look at all that is due.
/// </summary>
internal sealed partial class ReplyDrain(
    IReplyOutbox outbox,
    OutboxSignal signal,
    IDrainLeases leases,
    ReplyCourier courier,
    DeliveryLog deliveries,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<ReplyDrain> logger) : BackgroundService
{
    // A look at a full outbox finds enough for this many rounds.
    private const int PagePerPlace = 8;

    // The longest that can be right: a provider that answers none of the repeated questions. What takes longer hangs somewhere, and its
    // conversation must not wait for it.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Service> active = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource sending = new();

    // For one step each; what came to its end untouched serves for another.
    private readonly ConcurrentBag<CancellationTokenSource> idleStops = [];

    // Leases are renewed between two looks as well.
    private readonly TimeSpan pause = TimeSpan.FromSeconds(Math.Min(options.Value.PollSeconds, options.Value.LeaseSeconds / 4.0));

    // Conversations for which there was no place.
    private readonly ConcurrentQueue<string> inLine = new();

    // What the last look found beyond the places, the longest due last, so that a store full of replies is not searched for each of them.
    private readonly OrderedDictionary<string, WaitingReply> ahead = new(StringComparer.Ordinal);
    private DateTimeOffset nextLook = DateTimeOffset.MinValue;
    private volatile bool lookAgain;
    private int waitingAhead;
    private int failures;

    /// <summary>
    /// Sends all that is due now and returns when nothing is left that is due, or when serving a conversation failed. False
    /// when other copies have all leases.
    /// </summary>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref failures);
        while (true)
        {
            var held = await leases.HoldAsync(cancellationToken);
            if (held.Count == 0) return false;
            await StartDueAsync(held, cancellationToken);
            if (active.IsEmpty || Volatile.Read(ref failures) > before) return true;
            await Task.WhenAll(active.Values.Select(service => service.Ended));
        }
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
                await RoundAsync(stoppingToken);
                await signal.WaitAsync(pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            var held = await leases.HoldAsync(stoppingToken);
            StartTouched(stoppingToken);
            var now = clock.GetUtcNow();
            StartAhead(stoppingToken);
            if (now < nextLook && (!lookAgain || ahead.Count > 0)) return;
            lookAgain = false;
            await StartDueAsync(held, stoppingToken);
            nextLook = now + TimeSpan.FromSeconds(options.Value.PollSeconds);
        }
#pragma warning disable CA1031 // The loop must outlive a store that is away for a while.
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // Whatever was named is found when the store is back.
            while (signal.TryTake(out _, out _)) lookAgain = true;
            LogRoundFailed(logger, error);
        }
    }

    /// <summary>Begins nothing new, lets the attempts under way end, then gives the leases back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        deliveries.FoundByReport -= SettleReported;
        await base.StopAsync(cancellationToken);
        await using var late = cancellationToken.Register(sending.Cancel);
        await Task.WhenAll(active.Values.Select(service => service.Ended));
        await leases.ReleaseAsync(CancellationToken.None);
    }

    public override void Dispose()
    {
        while (idleStops.TryTake(out var idle)) idle.Dispose();
        sending.Dispose();
        base.Dispose();
    }

    private bool HasPlace => active.Count < options.Value.Parallel;

    /// <summary>Starts the conversations that a commit has named, those that waited for a place first.</summary>
    private void StartTouched(CancellationToken stopping)
    {
        while (HasPlace && inLine.TryDequeue(out var longest)) Start(longest, null, stopping);
        while (signal.TryTake(out var conversation, out var first))
        {
            if (HasPlace) Start(conversation, first, stopping);
            else if (inLine.Count < options.Value.Parallel * 100) inLine.Enqueue(conversation);
            else lookAgain = true;
        }
    }

    /// <summary>Starts every conversation that has something due and is not being served, as far as there are places.</summary>
    private async Task StartDueAsync(IReadOnlyList<Lease> held, CancellationToken cancellationToken)
    {
        // Read afresh, so that nothing waits here as it was long ago.
        ahead.Clear();
        if (!HasPlace)
        {
            lookAgain = true;
            return;
        }

        // Those being served may still be due, and are left out of what is given.
        var (places, limit) = (options.Value.Parallel, options.Value.Parallel * PagePerPlace);
        var found = await outbox.DueAsync(held, clock.GetUtcNow(), limit, active.ContainsKey, cancellationToken);
        foreach (var due in found.Reverse()) ahead[due.Reply.Conversation] = due;
        Volatile.Write(ref waitingAhead, ahead.Count);
        // A full page: there may be more behind it.
        lookAgain |= found.Count >= limit - places;
        StartAhead(cancellationToken);
    }

    private void StartAhead(CancellationToken stopping)
    {
        while (HasPlace && ahead.Count > 0)
        {
            var (conversation, due) = ahead.GetAt(ahead.Count - 1);
            Start(conversation, due, stopping);
        }

        Volatile.Write(ref waitingAhead, ahead.Count);
    }

    private void Start(string conversation, WaitingReply? due, CancellationToken stopping)
    {
        ahead.Remove(conversation);
        if (leases.Of(conversation) is not { } held) return;
        var service = new Service();
        while (!active.TryAdd(conversation, service))
        {
            // Being served: it may have been looked at for the last time already. The mark counts when it was set before the end.
            if (!active.TryGetValue(conversation, out var other)) continue;
            other.IsTouched = true;
            if (active.TryGetValue(conversation, out var still) && still == other) return;
        }

        _ = Task.Run(() => ServeAsync(conversation, due, held, service, stopping), CancellationToken.None);
    }

    private async Task ServeAsync(string conversation, WaitingReply? due, Lease held, Service service, CancellationToken stopping)
    {
        var failed = false;
        try
        {
            var goOn = true;
            // What waited when it was read may be sent as it was read: the note of the attempt fails if it has changed. What was
            // being sent then may have come to its end, so it is read again.
            var first = due?.UnsettledSince is null ? due : null;
            while (goOn && !stopping.IsCancellationRequested)
            {
                service.IsTouched = false;
                first ??= await outbox.FirstAsync(conversation, sending.Token);
                if (first is null || first.DueAt > clock.GetUtcNow()) break;
                goOn = await StepAsync(first, held);
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
            service.End();
            // It may have got a reply after it was last looked at, and others may have waited for the place.
            if (!failed && service.IsTouched) signal.Wake(conversation);
            else if (!failed && (!inLine.IsEmpty || lookAgain || Volatile.Read(ref waitingAhead) > 0)) signal.Nudge();
        }
    }

    private async Task<bool> StepAsync(WaitingReply first, Lease held)
    {
        var stop = idleStops.TryTake(out var idle) ? idle : CancellationTokenSource.CreateLinkedTokenSource(sending.Token);
        var step = courier.ServeAsync(first, held, stop.Token);
        try
        {
            return await step.WaitAsync(LongestStep, clock, sending.Token);
        }
        catch (TimeoutException) when (!step.IsCompleted)
        {
            // Without its right to send; the attempt is settled when the conversation is taken up again.
            await stop.CancelAsync();
            LogHangs(logger, first.Reply.Id, first.UnsettledSince is null ? "sending" : "settling");
            throw;
        }
        finally
        {
            // A step that goes on looks at its own.
            if (step.IsCompleted && !stop.IsCancellationRequested) idleStops.Add(stop);
            else stop.Dispose();
        }
    }

    private async void SettleReported(string conversation, string id)
    {
        try
        {
            await outbox.SettleNowAsync(conversation, id, clock.GetUtcNow(), sending.Token);
        }
#pragma warning disable CA1031 // An event handler has nobody to throw to; the attempt is settled at its next turn anyway.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogRoundFailed(logger, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A look at the outbox failed; trying again")]
    private static partial void LogRoundFailed(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reply {Id}: {Doing} it has not come to an end for minutes; it is given up and taken up anew")]
    private static partial void LogHangs(ILogger logger, string id, string doing);

    [LoggerMessage(Level = LogLevel.Error, Message = "Serving a conversation failed; it is taken up again at the next look")]
    private static partial void LogConversationFailed(ILogger logger, Exception error);

    /// <summary>A conversation that is being served.</summary>
    private sealed class Service
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => ended.Task;

        /// <summary>Something was added since it was last looked at.</summary>
        public volatile bool IsTouched;

        public void End() => ended.SetResult();
    }
}
