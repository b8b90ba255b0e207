using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Chatbot.Storage;

/// <summary>Connects at start and looks every ten seconds whether the connection still answers.</summary>
internal sealed partial class RedisWatch(RedisConnection redis, TimeProvider clock, ILogger<RedisWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var again = new PeriodicTimer(Between, clock);
        try
        {
            await redis.PingAsync(stoppingToken);
            while (await again.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await redis.ReplaceIfSilentAsync(stoppingToken);
        }
#pragma warning disable CA1031 // A worker's loop: it looks again.
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(logger, error.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Redis could not be connected anew: {Why}")]
    private static partial void LogFailed(ILogger logger, string why);
}

/// <summary>Whether every node of Redis answers; names those that do not.</summary>
internal sealed class RedisHealth(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var silent = (await redis.PingAsync(cancellationToken)).Where(node => node.Took is null).Select(node => node.Node).ToList();
            return silent.Count == 0
                ? HealthCheckResult.Healthy("redis: ok")
                : HealthCheckResult.Unhealthy($"redis: not reachable ({string.Join(", ", silent)})");
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("redis: not reachable", error);
        }
    }
}
