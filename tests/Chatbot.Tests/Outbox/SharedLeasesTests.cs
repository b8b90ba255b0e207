using Chatbot.Outbox;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Outbox;

/// <summary>The partitions of the outbox among copies of the service: whatever happens, each is drained by one of them again soon.</summary>
public abstract class SharedLeasesTests
{
    private static readonly TimeSpan UntilRenewed = TimeSpan.FromSeconds(1.6);

    [UsesRedis]
    public sealed class OnRedis : SharedLeasesTests;

    [UsesRedis(Cluster = true)]
    public sealed class OnRedisCluster : SharedLeasesTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_share_evenly_and_the_rest_goes_over_when_one_stops()
    {
        await using var one = await TestService.MakeAsync();
        (await HeldAsync(one)).Count.ShouldBe(Partitions.Count);
        await using var two = await BesideAsync(one);
        await RenewAsync(3, one, two);
        (await HeldAsync(one)).Count.ShouldBe(Partitions.Count / 2);
        (await HeldAsync(one)).Concat(await HeldAsync(two)).Order().ShouldBe(Enumerable.Range(0, Partitions.Count));

        await two.Get<IDrainLeases>().ReleaseAsync(Stop);
        await RenewAsync(1, one);
        (await HeldAsync(one)).Count.ShouldBe(Partitions.Count);
    }

    [Fact]
    public async Task A_single_partition_that_nobody_has_is_found_wherever_it_is()
    {
        await using var one = await TestService.MakeAsync();
        await using var two = await BesideAsync(one);
        await RenewAsync(3, one, two);
        foreach (var lost in (await HeldAsync(one)).Where(partition => partition % 9 == 0).ToList())
        {
            var redis = one.Get<RedisConnection>();
            await redis.CallAsync(database => database.HashSetAsync(redis.Keys.Lease(lost), "token", 1), Stop);
            await redis.CallAsync(database => database.HashSetAsync(redis.Keys.Lease(lost), "until", 0), Stop);
            one.Get<IDrainLeases>().Doubt((await one.Get<IDrainLeases>().HoldAsync(Stop)).Single(lease => lease.Part == lost));
            await RenewAsync(1, one, two);
            (await HeldAsync(one)).Concat(await HeldAsync(two)).ShouldContain(lost);
        }
    }

    [Fact]
    public async Task What_a_dead_copy_had_goes_over_while_another_starts()
    {
        await using var one = await TestService.MakeAsync();
        await using var dead = await BesideAsync(one);
        await RenewAsync(3, one, dead);
        await using var fresh = await BesideAsync(one);
        await RenewAsync(1, one, fresh);
        // Nothing is given back for the dead one, which has its share.
        ((await HeldAsync(one)).Count + (await HeldAsync(fresh)).Count).ShouldBeGreaterThanOrEqualTo(Partitions.Count / 2);

        // Six seconds are a lease.
        await RenewAsync(5, one, fresh);
        (await HeldAsync(one)).Concat(await HeldAsync(fresh)).Order().ShouldBe(Enumerable.Range(0, Partitions.Count));
    }

    private static Task<TestService> BesideAsync(TestService one) => TestService.MakeAsync(clock: one.Clock, folder: one.Folder);

    private static async Task RenewAsync(int rounds, params TestService[] copies)
    {
        for (var round = 0; round < rounds; round++)
        {
            copies[0].Clock.Advance(UntilRenewed);
            foreach (var copy in copies) await copy.Get<IDrainLeases>().HoldAsync(Stop);
        }
    }

    private static async Task<IReadOnlyList<int>> HeldAsync(TestService copy) =>
        [.. (await copy.Get<IDrainLeases>().HoldAsync(Stop)).Select(lease => lease.Part)];
}
