using System.Diagnostics;
using Chatbot.Tests.EndToEnd;

namespace Chatbot.Tests.Support;

/// <summary>
/// A throw-away Redis on free ports of the loopback, its files in a temporary folder: one server, or a cluster of three masters. It
/// ends with this process, however that ends. Tests that need one skip where it is not installed.
/// </summary>
internal sealed class RedisServer : IDisposable
{
    // Obeys the words on its input; when that is closed it stops the servers and removes their files.
    private const string Script =
        """
        exec 2>/dev/null
        ports=("$@")
        dir=$(mktemp -d /tmp/jaka-redis-XXXXXX) || exit 1
        pids=()
        cli() { redis-cli -h 127.0.0.1 -p "$1" "${@:2}"; }
        start() {
            local port=${ports[$1]} more=()
            [ "${#ports[@]}" -gt 1 ] && more=(--cluster-enabled yes --cluster-config-file nodes.conf --cluster-port "${ports[$(($1 + 3))]}" --cluster-require-full-coverage no)
            mkdir -p "$dir/$port"
            redis-server --bind 127.0.0.1 --port "$port" --dir "$dir/$port" --save "" --appendonly yes --appendfsync everysec --loglevel warning \
                "${more[@]}" >>"$dir/$port/log" 2>&1 </dev/null &
            pids[$1]=$!
            for i in $(seq 600); do [ "$(cli "$port" ping 2>/dev/null)" = PONG ] && return; sleep 0.05; done
            cat "$dir/$port/log"; exit 1
        }
        nodes=1; [ "${#ports[@]}" -gt 1 ] && nodes=3
        for n in $(seq 0 $((nodes - 1))); do start "$n"; done
        if [ "$nodes" -eq 3 ]; then
            redis-cli --cluster create "127.0.0.1:${ports[0]}" "127.0.0.1:${ports[1]}" "127.0.0.1:${ports[2]}" --cluster-yes >"$dir/create.log" 2>&1 \
                || { cat "$dir/create.log"; exit 1; }
            for n in 0 1 2; do
                for i in $(seq 600); do cli "${ports[$n]}" cluster info | grep -q cluster_state:ok && break; sleep 0.05; done
            done
        fi
        echo ready
        while read -r word node; do
            node=${node:-0}
            case $word in
                stop) kill "${pids[$node]}"; wait "${pids[$node]}" 2>/dev/null ;;
                kill) kill -9 "${pids[$node]}"; wait "${pids[$node]}" 2>/dev/null ;;
                start) start "$node" ;;
                pause) kill -STOP "${pids[$node]}" ;;
                resume) kill -CONT "${pids[$node]}" ;;
                flush-scripts) cli "${ports[$node]}" script flush >/dev/null ;;
                kill-clients) cli "${ports[$node]}" client kill type normal skipme yes >/dev/null ;;
            esac
            echo ready
        done
        for n in $(seq 0 $((nodes - 1))); do kill -CONT "${pids[$n]}" 2>/dev/null; kill -9 "${pids[$n]}" 2>/dev/null; done
        rm -rf "$dir"
        """;

    private static readonly Lazy<Task<RedisServer>> One = new(() => StartAsync());
    private static readonly Lazy<Task<RedisServer>> Three = new(() => StartAsync(isCluster: true));

    private readonly Process process;

    private RedisServer(Process process, IReadOnlyList<int> ports)
    {
        this.process = process;
        Ports = ports;
    }

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? Missing =>
        File.Exists("/usr/bin/redis-server") && File.Exists("/usr/bin/redis-cli") ? null : "Redis is not installed (apt-get install redis-server)";

    public IReadOnlyList<int> Ports { get; }

    public string ConnectionString => string.Join(',', Ports.Select(port => $"127.0.0.1:{port}"));

    /// <summary>The one that most tests share; each has keys of its own.</summary>
    public static Task<RedisServer> SharedAsync(bool isCluster) => isCluster ? Three.Value : One.Value;

    /// <summary>One that a test may stop.</summary>
    public static async Task<RedisServer> StartAsync(bool isCluster = false)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        // The nodes of a cluster speak to each other on ports of their own.
        var ports = Enumerable.Range(0, isCluster ? 6 : 1).Select(_ => FreePort.Find()).ToList();
        var start = new ProcessStartInfo("bash", ["-c", Script, "jaka-redis", .. ports.Select(port => $"{port}")])
        {
            WorkingDirectory = "/tmp", RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("Redis was not started.");
        var server = new RedisServer(process, ports.Take(isCluster ? 3 : 1).ToList());
        await server.IsReadyAsync();
        return server;
    }

    /// <summary>
    /// <c>stop</c>, <c>kill</c> (as after a crash), <c>start</c>, <c>pause</c> (answers nothing), <c>resume</c>, <c>flush-scripts</c>,
    /// <c>kill-clients</c>; of a cluster with the number of the node behind it.
    /// </summary>
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
    }

    private async Task IsReadyAsync()
    {
        var said = await process.StandardOutput.ReadLineAsync();
        if (said != "ready") throw new InvalidOperationException($"Redis: {said} {await process.StandardOutput.ReadToEndAsync()}");
    }
}
