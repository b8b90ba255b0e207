using Chatbot.Outbox;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Outbox;

/// <summary>The pace of an address is one for all copies of the service.</summary>
public abstract class SharedPaceTests
{
    public sealed class OnSqlite : SharedPaceTests;

    [UsesPostgres]
    public sealed class OnPostgres : SharedPaceTests;

    [UsesRedis]
    public sealed class OnRedis : SharedPaceTests;

    [UsesRedis(Cluster = true)]
    public sealed class OnRedisCluster : SharedPaceTests;

    private const string Sender = "whatsapp:+628110000000";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_copies_together_are_never_ahead_of_the_pace()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(folder: one.Folder);
        await using var three = await TestService.MakeAsync(folder: one.Folder);
        // Real time: the clock of the store counts. Each place that is taken begins no earlier than its number says.
        var began = TimeProvider.System.GetTimestamp();
        List<TimeSpan> left = [];
        await Task.WhenAll(((TestService[])[one, two, three]).Select(copy => Task.Run(async () =>
        {
            var pace = new SenderPace(Pace(copy), _ => 80, TimeProvider.System);
            await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
            {
                await pace.WaitAsync(Sender, 1, Stop);
                lock (left) left.Add(TimeProvider.System.GetElapsedTime(began));
            }));
        })));
        left.Sort();
        left.Count.ShouldBe(120);
        for (var place = 0; place < left.Count; place++) left[place].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds((place - 1) / 80.0));
    }

    [Fact]
    public async Task A_rest_holds_all_copies_and_another_sender_does_not_wait()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await TestService.MakeAsync(folder: one.Folder);
        await Pace(one).RestAsync(Sender, TimeSpan.FromMinutes(10), Stop);
        (await Pace(two).TakeAsync(Sender, TimeSpan.FromSeconds(1), Stop)).ShouldBeGreaterThan(TimeSpan.FromMinutes(9));
        (await Pace(two).TakeAsync("JAMSOSTEK", TimeSpan.FromSeconds(1), Stop)).ShouldBeLessThanOrEqualTo(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_busy_sender_takes_places_ahead_and_keeps_to_its_pace()
    {
        var clock = new TestClock();
        var store = new LocalPace(clock) { Slice = TimeSpan.FromMilliseconds(100) };
        var pace = new SenderPace(store, _ => 100, clock);
        for (var message = 0; message < 100; message++)
        {
            // Each finds its place free as long as no two lie nearer than the pace.
            await pace.WaitAsync(Sender, 1, Stop).WaitAsync(TimeSpan.FromSeconds(90), Stop);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        store.Asked.ShouldBeLessThan(20);
        var next = pace.WaitAsync(Sender, 1, Stop);
        var tooEarly = pace.WaitAsync(Sender, 1, Stop);
        await next.WaitAsync(TimeSpan.FromSeconds(90), Stop);
        tooEarly.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(200));
        await tooEarly.WaitAsync(TimeSpan.FromSeconds(90), Stop);

        // What was taken ahead ends with a rest.
        await pace.RestAsync(Sender, TimeSpan.FromMinutes(1), Stop);
        var resting = pace.WaitAsync(Sender, 1, Stop);
        clock.Advance(TimeSpan.FromSeconds(59));
        resting.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(2));
        await resting.WaitAsync(TimeSpan.FromSeconds(90), Stop);
    }

    // The database has no clock of its own; a test's stands still.
    private static ISharedPace Pace(TestService service) =>
        service.Get<ISharedPace>() is SqlPace ? new SqlPace(service.Database, TimeProvider.System) : service.Get<ISharedPace>();
}
