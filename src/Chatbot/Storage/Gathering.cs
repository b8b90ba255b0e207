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
        if (Interlocked.Exchange(ref isWorking, 1) == 0) _ = Task.Run(WorkAsync, CancellationToken.None);
        await using var givenUp = cancellationToken.UnsafeRegister(static one => ((Waiting)one!).GiveUp(), mine);
        await mine.Done;
    }

    private async Task WorkAsync()
    {
        do
        {
            while (!waiting.IsEmpty)
            {
                if (size > 1 && between - Stopwatch.GetElapsedTime(began) is var wait && wait > TimeSpan.Zero) await Task.Delay(wait);
                began = Stopwatch.GetTimestamp();
                await DoWaitingAsync();
            }

            Volatile.Write(ref isWorking, 0);
            // Somebody may have come between the last look and the end, and saw us working.
        }
        while (!waiting.IsEmpty && Interlocked.Exchange(ref isWorking, 1) == 0);
    }

    private async Task DoWaitingAsync()
    {
        var together = new List<Waiting>();
        while (together.Count < most && waiting.TryDequeue(out var next))
        {
            if (next.TryTake()) together.Add(next);
        }

        size = together.Count;
        if (size == 0) return;
        var error = await TryAsync(together);
        if (error is null || size == 1 || error is System.Data.Common.DbException { IsTransient: true })
        {
            foreach (var one in together) one.End(error);
            return;
        }

        foreach (var one in together) one.End(await TryAsync([one]));
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

    private sealed class Waiting(T item)
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int taken;

        public T Item { get; } = item;

        public Task Done => done.Task;

        /// <summary>True for the first who asks: either it is done, or its caller has given it up.</summary>
        public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

        public void GiveUp()
        {
            if (TryTake()) done.TrySetCanceled();
        }

        public void End(Exception? error)
        {
            if (error is null) done.TrySetResult();
            else done.TrySetException(error);
        }
    }
}
