using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd.Breaking;

/// <summary>
/// Copies are killed and stores restarted while people register, and Twilio misbehaves: nothing is lost, nothing doubled, nothing out of
/// order. A minute here; <c>./soak MINUTES</c> for as long as told.
/// </summary>
[Collection(nameof(BreakingTests))]
[Trait("Kind", "Breaking")]
public sealed class KillTests
{
    private const int PeopleAtOnce = 16;

    [Fact]
    public async Task Whatever_is_killed_every_message_has_its_effect_once_and_its_replies_once_and_in_order()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var (minutes, seed) = (Setting("JAKA_SOAK_MINUTES", 0.75), (int)Setting("JAKA_SOAK_SEED", 7));
        await using var world = await TwoCopies.StartAsync(seed);

        // How it goes when nothing happens.
        var first = new RegisteringPerson(world, 0);
        var answered = await first.RegisterAsync(null);
        var expected = first.Heard;
        first.Registration.ShouldNotBeNull(string.Join('\n', expected));

        world.Twilio.Otherwise = () => world.Roll(100) switch
        {
            0 => Fault.Silent,
            1 or 2 => Fault.SilentBefore,
            3 => Fault.CutAfter,
            4 => Fault.CutBefore,
            5 => Fault.TooFast,
            6 => Fault.TooFastAfter,
            _ => Fault.None,
        };
        var end = Stopwatch.GetTimestamp() + (long)(minutes * 60 * Stopwatch.Frequency);
        var people = new ConcurrentBag<RegisteringPerson> { first };
        var next = 0;
        var registering = Task.WhenAll(Enumerable.Range(0, PeopleAtOnce).Select(async _ =>
        {
            while (Stopwatch.GetTimestamp() < end)
            {
                var person = new RegisteringPerson(world, Interlocked.Increment(ref next));
                people.Add(person);
                await person.RegisterAsync(answered);
            }
        }));
        var done = new Dictionary<string, int>(StringComparer.Ordinal);
        while (Stopwatch.GetTimestamp() < end && !registering.IsFaulted) await BreakAsync(world, done);
        world.Twilio.Otherwise = () => Fault.None;
        await registering;
        await world.ReportedAsync();

        foreach (var person in people) person.Heard.ShouldBe(expected, $"{person.Address}");
        var confirmed = people.Select(person => person.Registration.ShouldNotBeNull()).Order(StringComparer.Ordinal).ToList();
        (await world.RowsAsync("SELECT number FROM registrations ORDER BY number")).Order(StringComparer.Ordinal).ShouldBe(confirmed);
        (await world.RowsAsync("SELECT DISTINCT status FROM deliveries WHERE direction = 'out'")).ShouldBe(["delivered"]);
        (await world.RowsAsync("SELECT COUNT(*) FROM deliveries WHERE direction = 'out'"))[0]
            .ShouldBe(world.Twilio.All.Count.ToString(CultureInfo.InvariantCulture));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{people.Count} people, {world.Twilio.All.Count} messages taken by Twilio, {world.Posts} posts (taken, refused or cut, repeated); "
            + string.Join(", ", done.Select(one => $"{one.Key} {one.Value}")));
    }

    private static async Task BreakAsync(TwoCopies world, Dictionary<string, int> done)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(2_000 + world.Roll(2_500)), TestContext.Current.CancellationToken);
        var what = world.Roll(6) switch
        {
            0 => "Redis restarted",
            1 => "PostgreSQL killed",
            _ => "copy killed",
        };
        done[what] = done.GetValueOrDefault(what) + 1;
        switch (what)
        {
            case "Redis restarted":
                await world.Redis.TellAsync("stop");
                await world.Redis.TellAsync("start");
                break;
            case "PostgreSQL killed":
                await world.Postgres.TellAsync("kill");
                await world.Postgres.TellAsync("start");
                break;
            default:
                var copy = world.Roll(2);
                await world.KillAsync(copy);
                await world.StartAsync(copy);
                break;
        }
    }

    private static double Setting(string name, double usual) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var set) ? set : usual;
}
