using Microsoft.Extensions.Options;

namespace Chatbot.Conversations;

/// <summary>Lets a bounded number of turns run at the same time: more would only make each slower, and the stores with them.</summary>
internal sealed class TurnGate(IOptions<ConversationsOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.Parallel);
    private int waiting;

    /// <summary>Waits for a place; dispose to leave it.</summary>
    /// <exception cref="TooBusyException">Too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(0, cancellationToken))
        {
            if (Interlocked.Increment(ref waiting) > options.Value.Waiting)
            {
                Interlocked.Decrement(ref waiting);
                throw new TooBusyException();
            }

            try
            {
                await places.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        return new Place(places);
    }

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}

/// <summary>More turns wait than are let wait: the provider brings the message again.</summary>
internal sealed class TooBusyException() : Exception("Too many turns wait for a place.");
