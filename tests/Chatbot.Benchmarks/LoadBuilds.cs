using System.Globalization;

namespace Chatbot.Benchmarks;

/// <summary>
/// Registrations through several builds of the service, or one with several settings, in turns of some seconds: what else runs on the machine
/// falls on all of them alike. Each has stores of its own.
/// </summary>
internal sealed partial class Load
{
    /// <param name="users">In closed loop, or as many turns a second as it says with <c>/s</c> behind it.</param>
    /// <param name="seconds">Of one turn.</param>
    /// <param name="rounds">How many turns each has.</param>
    /// <param name="programs"><c>PATH;NAME=VALUE;…</c> each.</param>
    /// <param name="output">Gets a row a turn.</param>
    public static async Task RunBuildsAsync(string users, int seconds, int rounds, IReadOnlyList<string> programs, TextWriter output)
    {
        await using var load = await WithProviderAsync();
        var servers = new List<Servers>();
        var targets = new List<Target>();
        try
        {
            foreach (var program in programs)
            {
                servers.Add(await Servers.StartAsync());
                targets.Add(await load.StartAsync(program, servers[^1], isBare: false));
                await RunAsync(targets[^1], 20);
            }

            await WriteHeadAsync(output);
            for (var round = 0; round < rounds; round++)
            {
                for (var place = 0; place < targets.Count; place++)
                    await output.WriteLineAsync((await RunAsync(targets[place], seconds)).Row(string.Create(CultureInfo.InvariantCulture, $"{place + 1}, round {round + 1}")));
            }
        }
        finally
        {
            foreach (var target in targets) target.Dispose();
            foreach (var one in servers) one.Dispose();
        }

        Task<Result> RunAsync(Target target, int length) =>
            users.EndsWith("/s", StringComparison.Ordinal)
                ? load.OpenAsync(target, double.Parse(users[..^2], CultureInfo.InvariantCulture), length, Answers.Length)
                : load.ClosedAsync(target, int.Parse(users, CultureInfo.InvariantCulture), length, Answers.Length);
    }
}
