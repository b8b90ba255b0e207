using System.Globalization;
using BenchmarkDotNet.Running;

namespace Chatbot.Benchmarks;

/// <summary>
/// <c>throughput [MESSAGES]</c>: sending as a whole, beside a bare loop. <c>load [USERS] [SECONDS]</c>: registrations through the
/// whole service, beside a bare endpoint. <c>builds USERS|TURNS/s SECONDS ROUNDS PROGRAM…</c>: the same, builds of the service in turns. <c>campaign [COPIES] [SECONDS]</c>: what a campaign's pace is and what it costs those who chat. <c>pace [COPIES] [SECONDS]</c>: what leaves of a sender of whom more is asked. <c>conversations [COUNT]</c>: what opened ones cost Redis. <c>import csv|xlsx ROWS CONNECTION</c>: a
/// list into an empty database. <c>inbox CONNECTION</c>: the list of
/// conversations, in an empty database. <c>plan [PEOPLE]</c>: a campaign for many on PostgreSQL, beside a bare insert.
/// <c>databases [CONNECTION]</c>: turns and many rows on SQLite and on an empty
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
                await Throughput.RunAsync(messages, System.Console.Out);
                break;
            case ["import", "csv" or "xlsx", var rows, var connection]:
                await ImportRun.RunAsync(args[1], int.Parse(rows, CultureInfo.InvariantCulture), connection, System.Console.Out);
                break;
            case ["inbox", var connection]:
                await InboxRun.RunAsync(connection, System.Console.Out);
                break;
            case ["people", var connection]:
                await PeopleRun.RunAsync(connection, System.Console.Out);
                break;
            case ["plan", .. var more]:
                await PlanningRun.RunAsync(more is [var people] ? int.Parse(people, CultureInfo.InvariantCulture) : 1_000_000, System.Console.Out);
                break;
            case ["databases", .. var postgres]:
                await Databases.RunAsync(postgres.FirstOrDefault(), System.Console.Out);
                break;
            case ["language"]:
                await Latency.RunAsync(System.Console.Out);
                break;
            case ["load", .. var more]:
                var users = more is [var first, ..] ? int.Parse(first, CultureInfo.InvariantCulture) : 2_000;
                var seconds = more is [_, var second, ..] ? int.Parse(second, CultureInfo.InvariantCulture) : 60;
                await Load.RunAsync(users, seconds, System.Console.Out);
                break;
            case ["builds", var load, var each, var rounds, .. var programs]:
                await Load.RunBuildsAsync(
                    load, int.Parse(each, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture), programs, System.Console.Out);
                break;
            case ["campaign", .. var more]:
                var copies = more is [var third, ..] ? int.Parse(third, CultureInfo.InvariantCulture) : 3;
                var length = more is [_, var fourth, ..] ? int.Parse(fourth, CultureInfo.InvariantCulture) : 60;
                await Load.RunWithCampaignAsync(copies, length, System.Console.Out);
                break;
            case ["pace", .. var more]:
                var several = more is [var some, ..] ? int.Parse(some, CultureInfo.InvariantCulture) : 3;
                var time = more is [_, var duration, ..] ? int.Parse(duration, CultureInfo.InvariantCulture) : 60;
                await Load.RunBeyondPaceAsync(several, time, System.Console.Out);
                break;
            case ["conversations", .. var more]:
                await OpenedConversations.RunAsync(more is [var opened] ? int.Parse(opened, CultureInfo.InvariantCulture) : 100_000, System.Console.Out);
                break;
            case [BareEndpoint.Argument, var address, var redis, var target]:
                await BareEndpoint.ServeAsync(address, redis, new Uri(target));
                break;
            case [StandIn.Argument]:
                await StandIn.ServeAsync(System.Console.Out);
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Host).Assembly).Run(args);
                break;
        }
    }
}
