namespace Chatbot.Simulator.Messages;

/// <summary>Work of one key runs one piece after the other, in the order given; different keys run side by side.</summary>
internal sealed partial class InOrder(IHostApplicationLifetime lifetime, ILogger<InOrder> log)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<Func<CancellationToken, Task>>> waiting = new(StringComparer.Ordinal);

    public void Run(string key, Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(key, out var queue))
            {
                queue.Enqueue(work);
                return;
            }

            waiting[key] = new Queue<Func<CancellationToken, Task>>([work]);
        }

        _ = Task.Run(() => DrainAsync(key, lifetime.ApplicationStopping));
    }

    private async Task DrainAsync(string key, CancellationToken stopping)
    {
        while (true)
        {
            Func<CancellationToken, Task>? work;
            lock (gate)
            {
                if (stopping.IsCancellationRequested || !waiting[key].TryDequeue(out work))
                {
                    waiting.Remove(key);
                    return;
                }
            }

            try
            {
                await work(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The simulator stops: what is on the way is lost, as is all its state.
            }
#pragma warning disable CA1031 // One piece of work that breaks must not stop the pieces behind it.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                Broke(log, broken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A simulated step broke")]
    private static partial void Broke(ILogger log, Exception broken);
}
