using System.Collections.Concurrent;
using System.Net;
using Chatbot.Deliveries;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd;

/// <summary>
/// PostgreSQL goes away in the middle of conversations and comes back. Meanwhile webhooks are refused while Twilio still listens, and
/// Twilio brings them again; afterwards every message has had its effect once and every reply has left once, in order.
/// </summary>
public sealed class StoreAwayTests : IDisposable
{
    private const int People = 6;

    // Twilio gives a webhook up after this.
    private static readonly TimeSpan TwilioWaits = TimeSpan.FromSeconds(15);

    private static readonly string[] Texts = ["MENU", "program apa saja", "BANTUAN", "berapa iurannya"];

    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;
    private readonly ConcurrentDictionary<string, string> taken = new();
    private int refused;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Long tests take the 20 seconds of the promise, short ones three.</summary>
    private static TimeSpan Away => TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("JAKA_LONG_TESTS") is null ? 3 : 20);

    [Theory]
    [InlineData("stop", "start")]
    [InlineData("kill", "start")]
    [InlineData("pause", "resume")]
    public async Task Nothing_is_lost_when_PostgreSQL_goes_away_and_comes_back(string go, string comeBack)
    {
        using var postgres = await PostgresServer.StartAsync();
        var source = postgres.ConnectionString(await postgres.TakeAsync());
        await using var twilio = await StandInTwilio.StartAsync();
        var settings = ServiceProcess.SettingsOn(source, twilio.Address, folder);
        settings["Storage__AnswerSeconds"] = "2";
        await using var service = await ServiceProcess.StartAsync(settings);

        using var end = new CancellationTokenSource();
        var talks = Enumerable.Range(0, People).Select(person => Task.Run(() => TalkAsync(service, $"+62812000008{person:d2}", end.Token), Stop)).ToList();
        await UntilAsync(() => taken.Count >= 20);
        await postgres.TellAsync(go);
        await UntilAsync(() => refused >= People);
        using (var health = await service.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop))
        {
            health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await health.Content.ReadAsStringAsync(Stop)).ShouldContain("database: not reachable");
        }

        await Task.Delay(Away, Stop);
        var before = taken.Count;
        await postgres.TellAsync(comeBack);
        await UntilAsync(() => taken.Count >= before + 20);
        await end.CancelAsync();
        await Task.WhenAll(talks);

        using var database = Database.Open(source, new StorageOptions());
        var seen = await TextsAsync(database, "SELECT message_id FROM seen_messages");
        seen.Order().ShouldBe(taken.Keys.Order());
        (await TextsAsync(database, "SELECT id FROM deliveries WHERE direction = 'in'")).Order().ShouldBe(taken.Keys.Order());

        while ((await TextsAsync(database, "SELECT id FROM replies LIMIT 1")).Count > 0) await Task.Delay(50, Stop);
        foreach (var person in taken.Values.Distinct())
        {
            var sent = await TextsAsync(
                database,
                $"SELECT provider_id FROM deliveries WHERE direction = 'out' AND conversation LIKE '%|{person}' ORDER BY created_at, id");
            var had = twilio.To(person).Select(message => message.Sid).ToList();
            had.Except(sent).ShouldBeEmpty($"{string.Join('\n', twilio.To(person))}\n{service.Written}");
            sent.ShouldBe(had, person);
            sent.Count.ShouldBeGreaterThanOrEqualTo(taken.Values.Count(other => other == person));
        }

        var report = (await new DeliveryReport(database).OfAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddYears(-1), Stop)).ShouldHaveSingleItem();
        report.Sent.ShouldBe(report.Accepted);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>One message after another; one that is refused is brought again until it is taken, as Twilio and its user do.</summary>
    private async Task TalkAsync(ServiceProcess service, string person, CancellationToken end)
    {
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            var sid = ServiceProcess.NewSid();
            while (!await IsTakenAsync(service, person, Texts[number % Texts.Length], sid)) await Task.Delay(200, Stop);
            taken[sid] = person;
        }
    }

    private async Task<bool> IsTakenAsync(ServiceProcess service, string person, string text, string sid)
    {
        using var response = await service.PostAsync(person, text, sid).WaitAsync(TwilioWaits, Stop);
        if (response.StatusCode == HttpStatusCode.OK) return true;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, service.Written);
        Interlocked.Increment(ref refused);
        return false;
    }

    private static Task<IReadOnlyList<string>> TextsAsync(Database database, string sql) =>
        database.ReadAsync(session => session.QueryAsync<string>(sql, null, Stop), Stop);

    private static async Task UntilAsync(Func<bool> come)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!come()) await Task.Delay(20, limit.Token);
    }
}
