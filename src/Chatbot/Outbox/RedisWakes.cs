using Chatbot.Storage;
using StackExchange.Redis;

namespace Chatbot.Outbox;

/// <summary>Hears from other copies in which conversations there is something to send.</summary>
internal sealed partial class RedisWakes(RedisConnection redis, OutboxSignal signal, ILogger<RedisWakes> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis.HearAsync(redis.Keys.Wake, conversation => signal.Wake(conversation!), cancellationToken);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            // The library subscribes when it gets through; until then replies are found by looking.
            LogLater(logger, error.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is not there yet ({Why}); listening to other copies later")]
    private static partial void LogLater(ILogger logger, string why);
}
