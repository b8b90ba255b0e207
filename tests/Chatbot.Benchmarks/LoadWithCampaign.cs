using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Tests.Shared;
using Npgsql;

namespace Chatbot.Benchmarks;

/// <summary>
/// A campaign by SMS that asks 80 messages a second of a sender, from several copies of the service at once, while people register by the same
/// sender: the pace it kept, its fullest second, and how long the people waited for their answers, beside the same without a campaign.
/// </summary>
internal sealed partial class Load
{
    // Of a sender's pace messages to many take at most 80 %: the rest is for answers.
    private const double Pace = 100;
    private const double Asked = 80;
    private const double Turns = 4;
    private const string Invited = "+62813";

    private readonly ConcurrentQueue<long> invited = new();

    public static async Task RunWithCampaignAsync(int copies, int seconds, TextWriter output)
    {
        using var servers = await Servers.StartAsync();
        await using var load = await WithProviderAsync();
        var targets = new List<Target>();
        try
        {
            for (var copy = 0; copy < copies; copy++) targets.Add(await load.StartAsync(Path.Combine(AppContext.BaseDirectory, "Chatbot"), servers, isBare: false, Pace));
            await load.OpenAsync(targets[0], Turns, 20, Answers.Length);
            await WriteHeadAsync(output);
            await output.WriteLineAsync((await load.OpenAsync(targets[0], Turns, seconds, Answers.Length)).Row("registrations alone"));

            var people = (int)(Asked * seconds);
            await FillAsync(servers.Database, people);
            while (load.invited.IsEmpty) await Task.Delay(50);
            await output.WriteLineAsync((await load.OpenAsync(targets[0], Turns, seconds, Answers.Length)).Row("registrations beside the campaign"));
            for (var waited = 0; waited < seconds && load.invited.Count < people; waited++) await Task.Delay(1_000);

            var times = load.invited.Select(at => Stopwatch.GetElapsedTime(load.invited.First(), at).TotalSeconds).Order().ToList();
            var perSecond = times.GroupBy(at => (int)at).OrderBy(second => second.Key).Select(second => second.Count()).ToList();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"\n{copies} copies: {times.Count} of {people} messages at {(times.Count - 1) / times[^1]:0.00} a second ({Asked:0} asked); seconds but the first and last: {perSecond.Skip(1).SkipLast(1).Min()} to {perSecond.Skip(1).SkipLast(1).Max()}; first {perSecond[0]}"));
        }
        finally
        {
            foreach (var target in targets) target.Dispose();
        }
    }

    private static async Task FillAsync(string connection, int people)
    {
        var variant = new CampaignVariant("A", 100) { Sms = "BPJS Ketenagakerjaan: petugas ada di balai desa Sabtu pukul 9. Cek pesan ini: {cek}" };
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(new CampaignForAll("K-BEBAN", "sms", Our, Invited, variant).Sql(people, 0, TimeProvider.System.GetUtcNow()));
        await command.ExecuteNonQueryAsync();
    }
}
