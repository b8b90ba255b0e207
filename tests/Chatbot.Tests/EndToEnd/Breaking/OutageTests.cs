using System.Diagnostics;
using System.Net;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd.Breaking;

/// <summary>A copy that stands still, and a store that is away: clear answers, no doubles, recovery by itself.</summary>
[Collection(nameof(BreakingTests))]
[Trait("Kind", "Breaking")]
public sealed class OutageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_copy_sends_nothing_that_another_has_sent_meanwhile()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        // Slow enough that each copy has replies in hand when it is stopped, also such as wait for their turn at the sender's pace.
        await using var world = await TwoCopies.StartAsync(
            3, new() { ["Outbox__LeaseSeconds"] = "3", ["Twilio__Senders__0__MessagesPerSecond"] = "10" });
        var people = Enumerable.Range(0, 60).Select(number => $"+62814{number:d8}").ToList();
        var said = Task.WhenAll(people.Select(person => world.SayAsync(person, "DAFTAR")));
        await UntilAsync(() => world.Twilio.All.Count >= 5);
        await world.SignalAsync(0, "STOP");
        // The other copy must bring all of it to its end: also what the paused one had begun.
        await UntilAsync(() => people.Count(person => world.Twilio.To(person).Count > 0) >= 30);
        await Task.Delay(TimeSpan.FromSeconds(8), Stop);
        await world.SignalAsync(0, "CONT");
        await said;
        foreach (var person in people) await world.Twilio.UntilAsync(person, 1);
        // When one more reply has gone to each, nothing of those before can still be under way.
        await Task.WhenAll(people.Select(person => world.SayAsync(person, "1")));
        foreach (var person in people) await UntilAsync(() => world.Twilio.To(person).Count >= 2);
        foreach (var person in people)
        {
            var bodies = world.Twilio.To(person).Select(message => message.Body).ToList();
            bodies.Count.ShouldBe(2, string.Join("\n--\n", bodies));
            bodies[0].ShouldContain("1. Setuju");
            bodies[1].ShouldContain("Ketik NIK");
        }
    }

    [Fact]
    public async Task While_Redis_is_away_the_answer_is_503_within_10_seconds_and_afterwards_all_goes_on()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var world = await TwoCopies.StartAsync(4);
        const string person = "+6281400009001";
        await world.SayAsync(person, "DAFTAR");
        await world.Twilio.UntilAsync(person, 1);
        foreach (var word in (string[])["stop", "pause"])
        {
            await world.Redis.TellAsync(word);
            var sid = ServiceProcess.NewSid();
            var began = Stopwatch.GetTimestamp();
            using (var refused = await world.Copy(0).PostAsync("+6281400009002", "halo", sid)) refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(11));
            using (var ready = await world.Copy(1).Client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop))
            {
                ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                (await ready.Content.ReadAsStringAsync(Stop)).ShouldContain("redis: not reachable");
            }

            await Task.Delay(TimeSpan.FromSeconds(word == "stop" ? 20 : 12), Stop);
            await world.Redis.TellAsync(word == "stop" ? "start" : "resume");
            // Twilio brings the same message again.
            await UntilAsync(async () =>
            {
                using var again = await world.Copy(0).PostAsync("+6281400009002", "halo", sid);
                return again.StatusCode == HttpStatusCode.OK;
            });
        }

        (await world.Twilio.UntilAsync("+6281400009002", 2)).Count.ShouldBe(2);
        await world.SayAsync(person, "1");
        (await world.Twilio.UntilAsync(person, 2))[1].Body.ShouldContain("Ketik NIK");
    }

    private static Task UntilAsync(Func<bool> come) => UntilAsync(() => Task.FromResult(come()));

    private static async Task UntilAsync(Func<Task<bool>> come)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        while (!await come()) await Task.Delay(50, limit.Token);
    }
}
