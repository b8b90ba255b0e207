using System.Collections.Concurrent;
using System.Diagnostics;

namespace Chatbot.Storage;

/// <summary>
/// Does together what is asked at the same time, such as one statement for the notes of all who are sending: while one batch is under way the
/// next gathers. Who is alone waits for nobody; while there is company a batch begins some milliseconds after the last one, so that a busy
/// service asks less often for more. Whoever asked returns when his part is done. When a batch fails its items are done one by one, so that
/// one that cannot be done fails alone.
/// </summary>
/// <param name="work">Does a batch.</param>
/// <param name="most">In a batch.</param>
/// <param name="between">How long after the beginning of the last one a batch begins, while there is company.</param>
/// <typeparam name="T">What is asked; what comes of it may be left in it.</typeparam>
internal sealed class Gathering<T>(Func<IReadOnlyList<T>, Task> work, int most, TimeSpan between)
{
    private readonly ConcurrentQueue<Waiting> waiting = new();
    private int isWorking;

    // Of the last batch: only who works reads or writes them.
    private long began;
    private int size;

    /// <summary>Returns when it is done. Given up before it has begun, it is not done.</summary>
    public async Task DoAsync(T item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mine = new Waiting(item);
        waiting.Enqueue(mine);
        // Begun here: who is alone would only wake another thread, and be woken by it.
        if (Interlocked.Exchange(ref isWorking, 1) == 0) _ = WorkAsync();
        await using var givenUp = cancellationToken.UnsafeRegister(static one => ((Waiting)one!).GiveUp(), mine);
        await mine.Done;
    }

    private async Task WorkAsync()
    {
        Waiting? alone;
        var isFirst = true;
        while (true)
        {
            alone = null;
            while (!waiting.IsEmpty)
            {
                alone?.TellElsewhere();
                // Whoever began goes on with his own when he is served: on a file on this machine nothing else gives his thread back.
                if (!isFirst) await Task.Yield();
                isFirst = false;
                if (size > 1 && between - Stopwatch.GetElapsedTime(began) is var wait && wait > TimeSpan.Zero) await Task.Delay(wait);
                began = Stopwatch.GetTimestamp();
                alone = await DoWaitingAsync();
            }

            Volatile.Write(ref isWorking, 0);
            // Somebody may have come between the last look and the end, and saw us working.
            if (waiting.IsEmpty || Interlocked.Exchange(ref isWorking, 1) != 0) break;
            alone?.TellElsewhere();
        }

        // Nobody waits for this thread any more: it goes on with what was asked for.
        alone?.Tell();
    }

    /// <summary>Who was alone is given, and still to be told.</summary>
    private async Task<Waiting?> DoWaitingAsync()
    {
        var together = new List<Waiting>();
        while (together.Count < most && waiting.TryDequeue(out var next))
        {
            if (next.TryTake()) together.Add(next);
        }

        size = together.Count;
        if (size == 0) return null;
        var error = await TryAsync(together);
        if (size == 1)
        {
            together[0].Error = error;
            return together[0];
        }

        var isForAll = error is null or System.Data.Common.DbException { IsTransient: true };
        foreach (var one in together)
        {
            one.Error = isForAll ? error : await TryAsync([one]);
            one.TellElsewhere();
        }

        return null;
    }

    private async Task<Exception?> TryAsync(IReadOnlyList<Waiting> together)
    {
        try
        {
            await work([.. together.Select(one => one.Item)]);
            return null;
        }
#pragma warning disable CA1031 // Every caller whose item was in the batch gets the error.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    private sealed class Waiting(T item) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource done = new();
        private int taken;
        private bool isGivenUp;

        public T Item { get; } = item;

        public Task Done => done.Task;

        public Exception? Error { get; set; }

        /// <summary>True for the first who asks: either it is done, or its caller has given it up.</summary>
        public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

        public void GiveUp()
        {
            if (!TryTake()) return;
            isGivenUp = true;
            TellElsewhere();
        }

        /// <summary>Whoever waits goes on, on this thread.</summary>
        public void Tell()
        {
            if (isGivenUp) done.TrySetCanceled();
            else if (Error is not null) done.TrySetException(Error);
            else done.TrySetResult();
        }

        /// <summary>Whoever waits goes on, on another thread.</summary>
        public void TellElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

        void IThreadPoolWorkItem.Execute() => Tell();
    }
}
