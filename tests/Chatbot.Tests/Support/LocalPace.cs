using Chatbot.Outbox;

namespace Chatbot.Tests.Support;

/// <summary>The pace of one copy alone, without a store.</summary>
internal sealed class LocalPace(TimeProvider clock) : ISharedPace
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> free = [];

    public TimeSpan Slice { get; init; }

    /// <summary>How often it was asked for time.</summary>
    public int Asked { get; private set; }

    public Task<TimeSpan> TakeAsync(string sender, TimeSpan length, CancellationToken cancellationToken) => Task.FromResult(Take(sender, TimeSpan.Zero, length));

    public Task RestAsync(string sender, TimeSpan pause, CancellationToken cancellationToken) => Task.FromResult(Take(sender, pause, TimeSpan.Zero));

    private TimeSpan Take(string sender, TimeSpan pause, TimeSpan length)
    {
        lock (gate)
        {
            if (length > TimeSpan.Zero) Asked++;
            var now = clock.GetUtcNow();
            var start = free.TryGetValue(sender, out var taken) && taken > now + pause ? taken : now + pause;
            free[sender] = start + length;
            return start - now;
        }
    }
}
