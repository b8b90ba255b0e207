using System.Globalization;
using BenchmarkDotNet.Running;

namespace Chatbot.Benchmarks;

/// <summary>
/// <c>throughput [MESSAGES]</c>: sending as a whole, beside a bare loop. <c>import csv|xlsx ROWS CONNECTION</c>: a list into an empty
/// database. <c>databases [CONNECTION]</c>: turns and many rows on SQLite and on an empty
/// PostgreSQL. <c>language</c>: how long each message takes to read. Anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Host
{
    private static async Task Main(string[] args)
    {
        switch (args)
        {
            case ["throughput", .. var more]:
                var messages = more is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 20_000;
                await Throughput.RunAsync(messages, Console.Out);
                break;
            case ["import", "csv" or "xlsx", var rows, var connection]:
                await ImportRun.RunAsync(args[1], int.Parse(rows, CultureInfo.InvariantCulture), connection, Console.Out);
                break;
            case ["databases", .. var postgres]:
                await Databases.RunAsync(postgres.FirstOrDefault(), Console.Out);
                break;
            case ["language"]:
                await Latency.RunAsync(Console.Out);
                break;
            case [StandIn.Argument]:
                await StandIn.ServeAsync(Console.Out);
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Host).Assembly).Run(args);
                break;
        }
    }
}
