namespace Chatbot.Conversations;

/// <summary>Lets one turn of a conversation run at a time in this process, in the order in which they came.</summary>
internal sealed class ConversationQueue
{
    private readonly Lock gate = new();
    private readonly Dictionary<ConversationId, Place> last = [];

    /// <summary>How many conversations are busy; nothing is kept of the others.</summary>
    public int Count
    {
        get
        {
            lock (gate) return last.Count;
        }
    }

    /// <summary>Waits until every turn before this one has left; dispose to leave.</summary>
    public Task<IDisposable> EnterAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        EnterAsync(conversation, () => Task.CompletedTask, cancellationToken);

    /// <summary>The same; what is to be done before waiting is done when there is somebody to wait for.</summary>
    public async Task<IDisposable> EnterAsync(ConversationId conversation, Func<Task> beforeWaiting, CancellationToken cancellationToken)
    {
        var mine = new Place(this, conversation);
        Task before;
        lock (gate)
        {
            before = last.TryGetValue(conversation, out var tail) ? tail.Left : Task.CompletedTask;
            last[conversation] = mine;
        }

        try
        {
            if (!before.IsCompleted) await beforeWaiting();
            await before.WaitAsync(cancellationToken);
            return mine;
        }
        catch
        {
            // Who waits behind must still wait for who is before.
            _ = before.ContinueWith(_ => mine.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private sealed class Place(ConversationQueue queue, ConversationId conversation) : IDisposable
    {
        private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Left => left.Task;

        public void Dispose()
        {
            lock (queue.gate)
            {
                if (queue.last.TryGetValue(conversation, out var tail) && tail == this) queue.last.Remove(conversation);
            }

            left.TrySetResult();
        }
    }
}
