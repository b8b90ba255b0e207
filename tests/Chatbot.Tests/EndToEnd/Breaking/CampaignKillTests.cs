using System.Diagnostics;
using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Tests.Shared;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd.Breaking;

/// <summary>
/// Copies are killed and PostgreSQL with them while a campaign runs, and Twilio misbehaves: everybody gets it exactly once or stands there with a
/// reason. Some hundred people here; <c>JAKA_CAMPAIGN_PEOPLE</c> says how many.
/// </summary>
[Collection(nameof(BreakingTests))]
[Trait("Kind", "Breaking")]
public sealed class CampaignKillTests
{
    private const string Number = "K-261121-UJI3";
    private const int Unwilling = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_killed_everybody_gets_it_once_or_has_a_reason()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var people = int.TryParse(Environment.GetEnvironmentVariable("JAKA_CAMPAIGN_PEOPLE"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 400;
        var longest = TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(people / 10);
        var killsAsked = Math.Max(6, people / 500);
        await using var world = await TwoCopies.StartAsync(11, new Dictionary<string, string>
        {
            ["Bulk__LeaseSeconds"] = "30",
            ["Bulk__PollSeconds"] = "0.5",
            ["Twilio__Senders__1__MessagesPerSecond"] = people > 1_000 ? "80" : "30",
        });
        world.Twilio.Otherwise = () => world.Roll(50) switch
        {
            0 => Fault.Silent,
            1 => Fault.CutAfter,
            2 => Fault.CutBefore,
            3 => Fault.TooFastAfter,
            4 => Fault.FailedAfter,
            _ => Fault.None,
        };
        await FillAsync(world, people);

        var watch = Stopwatch.StartNew();
        var kills = 0;
        while (await LeftAsync(world) > 0)
        {
            watch.Elapsed.ShouldBeLessThan(longest, "the campaign must come to its end");
            if (kills < killsAsked)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1_500 + world.Roll(1_500) + people / 4), Stop);
                if (kills++ % 8 == 3)
                {
                    await world.Postgres.TellAsync("kill");
                    await world.Postgres.TellAsync("start");
                }
                else
                {
                    var copy = world.Roll(2);
                    await world.KillAsync(copy);
                    await world.StartAsync(copy);
                }
            }
            else
            {
                world.Twilio.Otherwise = () => Fault.None;
                await Task.Delay(TimeSpan.FromSeconds(1), Stop);
            }
        }

        // What was handed to the outbox leaves it.
        while ((await world.RowsAsync("SELECT COUNT(*) FROM campaign_recipients r LEFT JOIN deliveries d ON d.id = r.message_id WHERE r.state = 'sent' AND COALESCE(d.status, '') <> 'delivered'"))[0] != "0")
        {
            watch.Elapsed.ShouldBeLessThan(longest, "every message must reach its person");
            await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        }

        await world.ReportedAsync();
        var ended = (await world.RowsAsync($"SELECT state, COALESCE(reason, '-'), COUNT(*) FROM campaign_recipients WHERE campaign = '{Number}' GROUP BY 1, 2 ORDER BY 1, 2")).ToList();
        ended.ShouldBe([$"dropped no_consent {Unwilling}", $"sent - {people - Unwilling}"]);
        var taken = world.Twilio.All.CountBy(message => message.To).ToDictionary(one => one.Key, one => one.Value);
        taken.Values.ShouldAllBe(count => count == 1);
        taken.Count.ShouldBe(people - Unwilling);
        TestContext.Current.TestOutputHelper?.WriteLine($"{people} people, {taken.Count} messages, {kills} kills, {watch.Elapsed.TotalSeconds:f0} s");
    }

    private static async Task<long> LeftAsync(TwoCopies world)
    {
        try
        {
            var states = await world.RowsAsync($"SELECT state FROM campaigns WHERE number = '{Number}'");
            return states.Contains("done") ? 0 : 1;
        }
        catch (Npgsql.NpgsqlException)
        {
            // It is being killed at this moment.
            return 1;
        }
    }

    /// <summary>People who wrote today, all but some agreed; their clocks show the afternoon, whatever the hour of the test. An approved campaign.</summary>
    private static Task<IReadOnlyList<string>> FillAsync(TwoCopies world, int people)
    {
        var variant = new CampaignVariant("A", 100) { WhatsApp = "Halo {nama}, kabar dari kami. Kode {cek}. Tidak mau? Ketik BERHENTI." };
        var campaign = new CampaignForAll(Number, "whatsapp", $"whatsapp:{ServiceProcess.OurNumber}", "whatsapp:+62812", variant);
        return world.RowsAsync(campaign.Sql(people, Unwilling, TimeProvider.System.GetUtcNow()));
    }
}
