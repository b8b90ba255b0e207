using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Chatbot.Benchmarks;

/// <summary>A throw-away Redis and PostgreSQL on this machine, with their usual settings for safety; they end with this process.</summary>
internal sealed class Servers : IDisposable
{
    private const string Script =
        """
        exec 2>/dev/null
        redis=$1 postgres=$2
        bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
        dir=$(mktemp -d /tmp/jaka-load-XXXXXX); chmod 777 "$dir"
        redis-server --bind 127.0.0.1 --port "$redis" --dir "$dir" --save "" --appendonly yes --appendfsync everysec --loglevel warning >"$dir/redis.log" 2>&1 </dev/null &
        server=$!
        as() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
        as "$bin/initdb" -D "$dir/data" -U jaka -A trust -E UTF8 --locale=C.UTF-8 >"$dir/initdb.log" 2>&1
        as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/pg.log" -o "-p $postgres -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=256MB" start >/dev/null </dev/null
        "$bin/createdb" -h 127.0.0.1 -p "$postgres" -U jaka jaka
        echo "$server $(head -n 1 "$dir/data/postmaster.pid")"
        read -r _
        as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null
        kill -9 "$server"
        rm -rf "$dir"
        """;

    private readonly Process process;
    private readonly int redis;
    private readonly int postgres;

    private Servers(Process process, int redis, int postgres, int redisProcess, int postgresProcess)
    {
        this.process = process;
        this.redis = redis;
        this.postgres = postgres;
        (RedisProcess, PostgresProcess) = (redisProcess, postgresProcess);
    }

    public int RedisProcess { get; }

    /// <summary>The one that started the others of PostgreSQL.</summary>
    public int PostgresProcess { get; }

    public string Redis => $"127.0.0.1:{redis}";

    public string Database => $"Host=127.0.0.1;Port={postgres};Username=jaka;Database=jaka";

    /// <exception cref="InvalidOperationException">One of them is not installed.</exception>
    public static async Task<Servers> StartAsync()
    {
        var (redis, postgres) = (FreePort(), FreePort());
        var start = new ProcessStartInfo(
            "bash", ["-c", Script, "jaka-load", redis.ToString(CultureInfo.InvariantCulture), postgres.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = "/tmp", RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("bash was not started.");
        if ((await process.StandardOutput.ReadLineAsync())?.Split(' ') is not [{ Length: > 0 } first, { Length: > 0 } second])
            throw new InvalidOperationException("redis-server and postgresql must be installed.");
        return new Servers(process, redis, postgres, int.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture));
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
