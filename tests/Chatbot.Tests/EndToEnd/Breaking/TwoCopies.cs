using System.Diagnostics;
using System.Net;
using Chatbot.Tests.Support;
using Npgsql;
using StackExchange.Redis;

namespace Chatbot.Tests.EndToEnd.Breaking;

/// <summary>
/// Two copies of the service in Production on a Redis and a PostgreSQL of their own, and a stand-in for Twilio that brings back status
/// reports in any order. Whatever posts to a copy that is dead or refuses tries again, as Twilio does.
/// </summary>
internal sealed class TwoCopies : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;
    private readonly Dictionary<string, string>[] settings = new Dictionary<string, string>[2];
    private readonly ServiceProcess?[] copies = new ServiceProcess?[2];
    private readonly List<Task> reports = [];
    private readonly Lock gate = new();
    private readonly string database;
    private readonly Random random;

    private TwoCopies(RedisServer redis, PostgresServer postgres, string database, StandInTwilio twilio, int seed)
    {
        Redis = redis;
        Postgres = postgres;
        Twilio = twilio;
        this.database = database;
#pragma warning disable CA5394 // Nothing secret.
        random = new Random(seed);
#pragma warning restore CA5394
    }

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    public StandInTwilio Twilio { get; }

    /// <summary>How many posts were answered 2xx, how many other answers or none there were.</summary>
    public (int Taken, int Refused, int Repeated) Posts => (taken, refused, repeated);

    private int taken;
    private int refused;
    private int repeated;

    public static async Task<TwoCopies> StartAsync(int seed, Dictionary<string, string>? more = null)
    {
        var redis = await RedisServer.StartAsync();
        var postgres = await PostgresServer.StartAsync();
        var world = new TwoCopies(redis, postgres, postgres.ConnectionString(await postgres.TakeBareAsync()), await StandInTwilio.StartAsync(), seed);
        for (var copy = 0; copy < 2; copy++)
        {
            world.settings[copy] = ServiceProcess.Settings(world.Twilio.Address, world.folder);
            world.settings[copy]["ConnectionStrings__Redis"] = redis.ConnectionString;
            world.settings[copy]["ConnectionStrings__Database"] = world.database;
            world.settings[copy]["Outbox__SettleAfterSeconds"] = "2";
            foreach (var (name, value) in more ?? []) world.settings[copy][name] = value;
            await world.StartAsync(copy);
        }

        world.Twilio.OnTaken = message => world.Report(message);
        return world;
    }

    public int Roll(int below)
    {
#pragma warning disable CA5394 // Nothing secret.
        lock (gate) return random.Next(below);
#pragma warning restore CA5394
    }

    public ServiceProcess Copy(int number) => copies[number] ?? throw new InvalidOperationException($"Copy {number} is dead.");

    public async Task StartAsync(int copy) => copies[copy] = await ServiceProcess.StartAsync(settings[copy]);

    public async Task KillAsync(int copy)
    {
        var dead = Copy(copy);
        copies[copy] = null;
        await dead.DisposeAsync();
    }

    /// <summary>SIGSTOP or SIGCONT.</summary>
    public async Task SignalAsync(int copy, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Copy(copy).ProcessId}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>A message of a person: posted to either copy until it is answered 2xx; one in twenty comes again after that.</summary>
    public async Task SayAsync(string from, string text)
    {
        var sid = ServiceProcess.NewSid();
        await UntilTakenAsync(service => service.PostAsync(from, text, sid));
        if (Roll(20) == 0)
        {
            Interlocked.Increment(ref repeated);
            await UntilTakenAsync(service => service.PostAsync(from, text, sid));
        }
    }

    /// <summary>What is known of somebody who waits in vain: his messages, what the outbox keeps for him, and what the copies wrote lately.</summary>
    public async Task<string> TellAsync(string address)
    {
        var rows = await RowsAsync(
            $"SELECT direction, status, note, turn_id, id FROM deliveries WHERE conversation LIKE '%{address}' ORDER BY created_at, id");
        using var redis = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        var kept = new List<string>();
        foreach (var key in server.Keys(pattern: $"*{address}*"))
        {
            kept.Add($"{key}: " + await redis.GetDatabase().KeyTypeAsync(key) switch
            {
                RedisType.Hash => string.Join(' ', await redis.GetDatabase().HashGetAllAsync(key)),
                RedisType.List => $"{await redis.GetDatabase().ListLengthAsync(key)} replies",
                var other => other.ToString(),
            });
        }

        foreach (var key in server.Keys(pattern: "*due*"))
        {
            kept.AddRange(
                from entry in await redis.GetDatabase().SortedSetRangeByRankWithScoresAsync(key)
                select $"{key}: {(string?)entry.Element} due {entry.Score} of {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}");
        }

        var written = copies.OfType<ServiceProcess>().Select(copy => copy.Written is { Length: > 6_000 } long_ ? long_[^6_000..] : copy.Written);
        return string.Join('\n', [.. rows, .. kept, .. written]);
    }

    /// <summary>All reports have reached us.</summary>
    public async Task ReportedAsync()
    {
        Task[] all;
        lock (gate) all = [.. reports];
        await Task.WhenAll(all);
    }

    /// <summary>The rows of a query.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Written in the tests.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(field => reader.GetValue(field))));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var copy in copies)
        {
            if (copy is not null) await copy.DisposeAsync();
        }

        await Twilio.DisposeAsync();
        Redis.Dispose();
        Postgres.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // Sent and delivered, in this order or the other.
    private void Report(TakenMessage message)
    {
        if (!message.Form.TryGetValue("StatusCallback", out var address)) return;
        string[] statuses = Roll(2) == 0 ? ["sent", "delivered"] : ["delivered", "sent"];
        var path = address[ServiceProcess.PublicAddress.Length..];
        var reporting = Task.Run(async () =>
        {
            foreach (var status in statuses)
            {
                await UntilTakenAsync(service => service.PostAsync(
                    path,
                    new SortedDictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["AccountSid"] = StandInTwilio.Account,
                        ["ApiVersion"] = "2010-04-01",
                        ["From"] = message.From,
                        ["MessageSid"] = message.Sid,
                        ["MessageStatus"] = status,
                        ["SmsSid"] = message.Sid,
                        ["SmsStatus"] = status,
                        ["To"] = message.To,
                    }));
            }
        });
        lock (gate) reports.Add(reporting);
    }

    private async Task UntilTakenAsync(Func<ServiceProcess, Task<HttpResponseMessage>> post)
    {
        while (true)
        {
            if (copies[Roll(2)] is { } service)
            {
                try
                {
                    using var response = await post(service);
                    if ((int)response.StatusCode is >= 200 and < 300)
                    {
                        Interlocked.Increment(ref taken);
                        return;
                    }

                    // What Twilio does not repeat would be lost.
                    if (response.StatusCode < HttpStatusCode.InternalServerError)
                        throw new InvalidOperationException($"{response.StatusCode}\n{service.Written}");
                }
                catch (Exception error) when (error is HttpRequestException or ObjectDisposedException or OperationCanceledException)
                {
                    // The copy was killed.
                }
            }

            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Interlocked.Increment(ref refused);
            await Task.Delay(BetweenTries, TestContext.Current.CancellationToken);
        }
    }
}
