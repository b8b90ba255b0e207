using System.Collections.Concurrent;
using System.Diagnostics;
using Chatbot.Storage;
using Chatbot.Tests.EndToEnd;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Chatbot.Tests.Support;

/// <summary>
/// A throw-away PostgreSQL on a free port of the loopback, its files in a temporary folder. It ends with this process, however that
/// ends. Tests that need one skip where it is not installed.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    // Obeys the words on its input; when that is closed it stops the server and removes its files.
    private const string Script =
        """
        bin=$1 port=$2
        dir=$(mktemp -d /tmp/jaka-postgres-XXXXXX) || exit 1
        "$bin/initdb" -D "$dir/data" -U jaka -A trust --no-sync -E UTF8 --locale=C.UTF-8 >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log"; exit 1; }
        start() {
            "$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off \
                -c max_connections=400 -c shared_buffers=64MB -c autovacuum=off -c log_min_messages=fatal >>"$dir/log" 2>&1 </dev/null &
            server=$!
            for i in $(seq 600); do "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && return; sleep 0.1; done
            cat "$dir/log"; exit 1
        }
        stop() { kill "-$1" "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
        end() {
            kill -CONT "$server" $(pgrep -P "$server") 2>/dev/null
            stop QUIT
            rm -rf "$dir"
        }
        trap end EXIT; trap exit HUP INT TERM
        start; echo ready
        while read -r word; do
            case $word in
                stop) stop INT ;;
                kill) stop QUIT ;;
                start) start ;;
                pause) kill -STOP "$server" $(pgrep -P "$server") ;;
                resume) kill -CONT "$server" $(pgrep -P "$server") ;;
            esac
            echo ready
        done
        """;

    private static readonly Lazy<Task<PostgresServer>> Common = new(StartAsync);

    private readonly Process process;
    private readonly int port;
    private readonly ConcurrentBag<string> free = [];
    private readonly SemaphoreSlim making = new(1, 1);
    private int made;
    private IReadOnlyList<string> tables = [];

    private PostgresServer(Process process, int port)
    {
        this.process = process;
        this.port = port;
    }

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? Missing => Binaries() is null ? "PostgreSQL is not installed (apt-get install postgresql)" : null;

    /// <summary>The one that most tests share; each has a database of its own.</summary>
    public static Task<PostgresServer> SharedAsync() => Common.Value;

    /// <summary>One that a test may stop.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var port = FreePort.Find();
        // PostgreSQL refuses to run as root.
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", "bash"] : ["bash"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], "-c", Script, "jaka-postgres", Binaries()!, $"{port}"])
        {
            WorkingDirectory = "/tmp", RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("PostgreSQL was not started.");
        var server = new PostgresServer(process, port);
        await server.IsReadyAsync();
        return server;
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=jaka;Database={database};Maximum Pool Size=20";

    /// <summary>An empty database with all tables; give it back with <see cref="GiveBackAsync"/>.</summary>
    public async Task<string> TakeAsync()
    {
        if (free.TryTake(out var used)) return used;
        await making.WaitAsync();
        try
        {
            if (made == 0) await MakeTemplateAsync();
            var name = $"jaka_{++made}";
            await ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE jaka_template STRATEGY FILE_COPY");
            return name;
        }
        finally
        {
            making.Release();
        }
    }

    /// <summary>A database without tables.</summary>
    public async Task<string> TakeBareAsync()
    {
        var name = $"bare_{Guid.CreateVersion7():N}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return name;
    }

    public async Task GiveBackAsync(string database)
    {
        // Without the checks of foreign keys: the order does not matter.
        await ExecuteAsync(
            database, string.Concat(["SET session_replication_role = replica;", .. tables.Select(table => $"DELETE FROM {table};")]));
        free.Add(database);
    }

    /// <summary>The rows of each table as they are stored.</summary>
    public async Task<IReadOnlyList<(string Name, byte[] Bytes)>> BytesAsync(string database)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        var all = new List<(string, byte[])>();
        foreach (var table in tables)
        {
            using var bytes = new MemoryStream();
            await using (var copy = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT BINARY)"))
                await copy.CopyToAsync(bytes);
            all.Add((table, bytes.ToArray()));
        }

        return all;
    }

    /// <summary><c>stop</c> (connections are cut), <c>kill</c> (as after a crash), <c>start</c>, <c>pause</c> (answers nothing), <c>resume</c>.</summary>
    public async Task TellAsync(string word)
    {
        await process.StandardInput.WriteLineAsync(word);
        await process.StandardInput.FlushAsync();
        await IsReadyAsync();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        making.Dispose();
    }

    private static string? Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            : null;

    private async Task MakeTemplateAsync()
    {
        await ExecuteAsync("postgres", "CREATE DATABASE jaka_template");
        using var database = Database.Open(ConnectionString("jaka_template") + ";Pooling=false", new StorageOptions());
        await new Migrator(database, [], new TestClock(), NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        tables = await database.ReadAsync(
            session => session.QueryAsync<string>(
                """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'schema_migrations'
                """,
                null,
                CancellationToken.None),
            CancellationToken.None);
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task IsReadyAsync()
    {
        var said = await process.StandardOutput.ReadLineAsync();
        if (said != "ready") throw new InvalidOperationException($"PostgreSQL: {said} {await process.StandardOutput.ReadToEndAsync()}");
    }
}
