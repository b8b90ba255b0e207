using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
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
            await output.WriteLineAsync("| | turns/s | p50 ms | p95 ms | p99 ms | CPU s per 1,000 turns | resident MB |");
            await output.WriteLineAsync("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
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

    /// <summary>People who agreed, whose clocks show the afternoon, and an approved campaign for them.</summary>
    private static async Task FillAsync(string connection, int people)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ahead = ((15 - now.Hour + 36) % 24) - 12;
        // Etc/GMT-7 is seven hours ahead of Greenwich.
        var zone = ahead == 0 ? "Etc/GMT" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-ahead:+0;-0}");
        var at = now.ToUnixTimeMilliseconds();
        var audience = new AudienceDefinition(new AudienceFilter.All([]), AudienceExclusions.None).Write();
        var content = new CampaignContent(
            [new CampaignVariant("A", 100) { Sms = "BPJS Ketenagakerjaan: petugas ada di balai desa Sabtu pukul 9. Cek pesan ini: {cek}" }], new Dictionary<string, string>()).Write();
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            $"""
            INSERT INTO people (id, zone, created_at) SELECT 'p' || i, '{zone}', {at} FROM generate_series(1, {people}) i;
            INSERT INTO addresses (channel, address, person_id, phone, created_at)
                SELECT 'sms', '{Invited}' || (10000000 + i), 'p' || i, '{Invited}' || (10000000 + i), {at} FROM generate_series(1, {people}) i;
            INSERT INTO contacts (channel, address, our_address, last_inbound_at)
                SELECT 'sms', '{Invited}' || (10000000 + i), '{Our}', {at} FROM generate_series(1, {people}) i;
            INSERT INTO consents (person_id, number, purpose, granted, text_version, channel, address_hash, message_id, at)
                SELECT 'p' || i, 1, 'campaigns', 1, 'kabar-1', 'sms', '', 'm' || i, {at} FROM generate_series(1, {people}) i;
            INSERT INTO audiences (number, version, name, definition, made_by, at) VALUES ('AU-BEBAN', 1, 'Semua', '{audience.Replace("'", "''", StringComparison.Ordinal)}', 'Made', {at});
            INSERT INTO campaigns (number, name, ecosystem, purpose, partner, source, audience, audience_version, content, schedule, holdout, spent, check_code, draw_key, state,
                    made_by, approved_by, occurrence, next_at, created_at)
                VALUES ('K-BEBAN', 'Beban', 'pasar', 'promotion', '', '', 'AU-BEBAN', 1, '{content.Replace("'", "''", StringComparison.Ordinal)}', '{CampaignSchedule.AtOnce.Write()}', 0, 0,
                    'K7MQ4', 'kunci', 'approved', 'Made', 'Ketut', 0, {at}, {at});
            """);
        await command.ExecuteNonQueryAsync();
    }
}
