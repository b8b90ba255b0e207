using System.Collections.Concurrent;

namespace Chatbot.Storage;

/// <summary>
/// Writes together what is given at the same time: while one batch is being written the next gathers. Nobody waits for company, and
/// whoever gave something returns when it is committed. When a batch fails its items are written one by one, so that one that cannot
/// be written fails alone.
/// </summary>
/// <typeparam name="T">What is written.</typeparam>
internal sealed class Gathering<T>(Func<IReadOnlyList<T>, Task> write, int most) : IDisposable
{
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly ConcurrentQueue<Waiting> waiting = new();

    /// <summary>Returns when it is written, maybe by another caller.</summary>
    public async Task WriteAsync(T item, CancellationToken cancellationToken)
    {
        var mine = new Waiting(item);
        waiting.Enqueue(mine);
        var turn = writer.WaitAsync(cancellationToken);
        // Nobody has to come to the front whose item is written already.
        if (await Task.WhenAny(turn, mine.Done) == mine.Done)
        {
            _ = turn.ContinueWith(LeaveAsync, CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            await mine.Done;
            return;
        }

        try
        {
            await turn;
        }
        catch (OperationCanceledException) when (mine.TryTake())
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Another caller has it in hand already.
            await mine.Done;
            return;
        }

        try
        {
            while (!mine.Done.IsCompleted) await WriteWaitingAsync();
        }
        finally
        {
            writer.Release();
        }

        await mine.Done;
    }

    public void Dispose() => writer.Dispose();

    private void LeaveAsync(Task turn) => writer.Release();

    private async Task WriteWaitingAsync()
    {
        var together = new List<Waiting>();
        while (together.Count < most && waiting.TryDequeue(out var next))
        {
            if (next.TryTake()) together.Add(next);
        }

        if (together.Count == 0) return;
        var error = await TryAsync(together);
        if (error is null || together.Count == 1 || error is System.Data.Common.DbException { IsTransient: true })
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
            await write([.. together.Select(one => one.Item)]);
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

        /// <summary>True for the first who asks: either it is written, or its caller has given it up.</summary>
        public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

        public void End(Exception? error)
        {
            if (error is null) done.TrySetResult();
            else done.TrySetException(error);
        }
    }
}
