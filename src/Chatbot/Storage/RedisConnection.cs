using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Chatbot.Storage;

/// <summary>
/// The one place that speaks to StackExchange.Redis. Every call is bounded; a call without an answer may have been carried out, so
/// whoever repeats a write first reads back what became of it. A connection that stays silent is replaced.
/// </summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    // Replies wait for a worker thread when the pool is small and grows by one or two a second. More than a few would wake each other for
    // nothing: a processor runs one at a time.
    private static readonly int WarmThreads = 2 * Environment.ProcessorCount;

    private readonly ConfigurationOptions configuration;
    private readonly ILogger<RedisConnection> logger;
    private readonly TimeSpan patience;
    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly List<(RedisChannel Channel, Action<RedisValue> Hear)> heard = [];
    private volatile ConnectionMultiplexer? multiplexer;

    public RedisConnection(string connectionString, IOptions<RedisOptions> options, ILogger<RedisConnection> logger)
    {
        this.logger = logger;
        patience = TimeSpan.FromSeconds(options.Value.AnswerSeconds);
        Keys = new RedisKeys(options.Value.KeyPrefix);
        configuration = ConfigurationOptions.Parse(connectionString);
        // The service starts without Redis; readiness tells that it is away.
        configuration.AbortOnConnectFail = false;
        configuration.ConnectTimeout = (int)patience.TotalMilliseconds;
        configuration.ClientName ??= "jaka";
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, WarmThreads), Math.Max(ports, WarmThreads));
    }

    public RedisKeys Keys { get; }

    /// <summary>Runs a script; Redis is given its text when it does not know it (first use, <c>SCRIPT FLUSH</c>, restart, another node).</summary>
    /// <exception cref="TimeoutException">No answer in time: whether it ran is unknown.</exception>
    /// <exception cref="RedisException">It did not run, or the connection broke and whether it ran is unknown.</exception>
    public async Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(database => database.ScriptEvaluateAsync(script.Digest, keys, values), cancellationToken);
        }
        catch (RedisServerException error) when (error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // It surely did not run. EVAL leaves the script behind for those that follow.
            object[] whole = [script.Text, keys.Length, .. keys.Cast<object>(), .. values.Cast<object>()];
            return await CallAsync(database => database.ExecuteAsync("EVAL", whole), cancellationToken);
        }
    }

    /// <summary>Any call, bounded. Several calls begun inside travel together.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        var connection = multiplexer ?? await ConnectAsync(cancellationToken);
        try
        {
            return await call(connection.GetDatabase()).WaitAsync(patience, cancellationToken);
        }
        finally
        {
            // The library may complete a call on the thread that reads the answers: what follows here must not hold up the others.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    /// <summary>Says something to all copies, without waiting for it: whoever misses it finds out by looking.</summary>
    public void Tell(RedisChannel channel, RedisValue message) =>
        multiplexer?.GetDatabase().Publish(channel, message, CommandFlags.FireAndForget);

    /// <summary>Hears what is said, also on the connections to come.</summary>
    public async Task HearAsync(RedisChannel channel, Action<RedisValue> hear, CancellationToken cancellationToken)
    {
        lock (heard) heard.Add((channel, hear));
        var connection = multiplexer ?? await ConnectAsync(cancellationToken);
        await connection.GetSubscriber().SubscribeAsync(channel, (_, message) => hear(message)).WaitAsync(patience, cancellationToken);
    }

    /// <summary>Every node that should answer, and how long it took; null when it did not.</summary>
    public async Task<IReadOnlyList<(string Node, TimeSpan? Took)>> PingAsync(CancellationToken cancellationToken)
    {
        var connection = multiplexer ?? await ConnectAsync(cancellationToken);
        return await Task.WhenAll(connection.GetEndPoints().Select(async node =>
        {
            try
            {
                return (node.ToString() ?? "", (TimeSpan?)await connection.GetServer(node).PingAsync().WaitAsync(patience, cancellationToken));
            }
            catch (Exception error) when (error is RedisException or TimeoutException)
            {
                return (node.ToString() ?? "", (TimeSpan?)null);
            }
        }));
    }

    /// <summary>
    /// Replaces the connection when a node that counts as connected has been silent for a while: the library does not notice a hung
    /// server or a broken road without a reset.
    /// </summary>
    public async Task ReplaceIfSilentAsync(CancellationToken cancellationToken)
    {
        if (multiplexer is not { } old) return;
        var silent = old.GetEndPoints().Select(node => old.GetServer(node)).Where(server => server.IsConnected).ToList();
        foreach (var server in silent.ToList())
        {
            try
            {
                await server.PingAsync().WaitAsync(patience, cancellationToken);
                silent.Remove(server);
            }
            catch (TimeoutException)
            {
                // Stays on the list.
            }
            catch (RedisException)
            {
                // It knows that it is not connected, and connects by itself.
                silent.Remove(server);
            }
        }

        if (silent.Count == 0) return;
        LogSilent(logger, silent.Count);
        // Whoever calls next connects.
        multiplexer = null;
        old.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (multiplexer is { } connection) await connection.CloseAsync(allowCommandsToComplete: false);
        connecting.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await connecting.WaitAsync(cancellationToken);
        try
        {
            if (multiplexer is { } made) return made;
            var connection = await ConnectionMultiplexer.ConnectAsync(configuration).WaitAsync(patience * 3, cancellationToken);
            // Else code after an await may run on the only thread that completes replies, and hold all others up.
            connection.PreserveAsyncOrder = false;
            List<(RedisChannel Channel, Action<RedisValue> Hear)> again;
            lock (heard) again = [.. heard];
            foreach (var (channel, hear) in again) _ = connection.GetSubscriber().SubscribeAsync(channel, (_, message) => hear(message));
            multiplexer = connection;
            return connection;
        }
        finally
        {
            connecting.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Redis: {Count} nodes count as connected and do not answer; connecting anew")]
    private static partial void LogSilent(ILogger logger, int count);
}
