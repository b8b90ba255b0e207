namespace Chatbot.Storage;

/// <summary>A write that waits for its place in a transaction; several share one, and one wait for the disk.</summary>
internal abstract class PendingWrite
{
    private const string Place = "write";

    private int taken;

    /// <summary>True for the first who asks: either it is run, or its caller has given it up.</summary>
    public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

    /// <summary>Runs it as the first of a transaction. False when it threw: then there is nothing to commit.</summary>
    public Task<bool> RunFirstAsync(DbSession session) => TryAsync(session);

    /// <summary>Runs it behind others. What it throws undoes this write alone and is told to its caller after the commit.</summary>
    public async Task RunNextAsync(DbSession session)
    {
        await session.SaveAsync(Place, CancellationToken.None);
        if (await TryAsync(session))
        {
            await session.ReleaseAsync(Place, CancellationToken.None);
            return;
        }

        // SQLite undoes everything itself when the disk is full or broken; then this throws and all who share the transaction know.
        await session.UndoAsync(Place, CancellationToken.None);
        await session.ReleaseAsync(Place, CancellationToken.None);
    }

    /// <summary>The transaction is at its end: the caller learns what its write gave.</summary>
    public abstract void Complete();

    /// <summary>The transaction is not committed, whatever the write gave.</summary>
    public abstract void Fail(Exception error);

    /// <summary>False when the write threw.</summary>
    protected abstract Task<bool> TryAsync(DbSession session);
}

/// <summary>A write that gives something.</summary>
internal sealed class PendingWrite<T>(Func<DbSession, Task<T>> write) : PendingWrite
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? outcome;

    public Task<T> Done => done.Task;

    public override void Complete()
    {
        if (outcome is not null) done.TrySetFromTask(outcome);
    }

    public override void Fail(Exception error) => done.TrySetException(error);

    protected override async Task<bool> TryAsync(DbSession session)
    {
        outcome = RunItAsync(session);
        await ((Task)outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        session.Forget();
        return outcome.IsCompletedSuccessfully;
    }

    // A write may also throw before it gives a task.
    private async Task<T> RunItAsync(DbSession session)
    {
        var result = await write(session);
        await session.FlushAsync(CancellationToken.None);
        return result;
    }
}
