using System.Collections.Concurrent;
using Chatbot.Storage;

namespace Chatbot.Tests.Storage;

public sealed class GatheringTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_is_served_once_and_never_more_together_than_fit()
    {
        var (served, largest) = (new ConcurrentBag<int>(), 0);
        var gathering = new Gathering<int>(
            async together =>
            {
                InterlockedMax(ref largest, together.Count);
                await Task.Yield();
                foreach (var one in together) served.Add(one);
            },
            10,
            TimeSpan.Zero);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(() => gathering.DoAsync(i, Stop), Stop)));
        served.Order().ShouldBe(Enumerable.Range(0, 2_000));
        largest.ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public async Task One_that_cannot_be_done_fails_alone()
    {
        var gathering = new Gathering<int>(
            async together =>
            {
                await Task.Yield();
                if (together.Any(one => one % 7 == 0)) throw new InvalidOperationException("not this one");
            },
            50,
            TimeSpan.Zero);
        var done = await Task.WhenAll(Enumerable.Range(1, 500).Select(i => Task.Run(() => IsDoneAsync(i), Stop)));
        done.Count(it => !it).ShouldBe(500 / 7);

        async Task<bool> IsDoneAsync(int number)
        {
            try
            {
                await gathering.DoAsync(number, Stop);
                return true;
            }
            catch (InvalidOperationException)
            {
                (number % 7).ShouldBe(0);
                return false;
            }
        }
    }

    [Fact]
    public async Task Who_goes_on_for_long_after_he_was_served_holds_nobody_up()
    {
        using var others = new ManualResetEventSlim();
        var gathering = new Gathering<int>(async _ => await Task.Yield(), 10, TimeSpan.Zero);
        var slow = Task.Run(
            async () =>
            {
                await gathering.DoAsync(0, Stop);
                // Without giving the thread back.
                others.Wait(TimeSpan.FromMinutes(1), Stop).ShouldBeTrue();
            },
            Stop);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => gathering.DoAsync(i, Stop), Stop)));
        others.Set();
        await slow;
    }

    [Fact]
    public async Task Who_began_is_not_kept_for_those_who_come_after_him()
    {
        using var others = new ManualResetEventSlim();
        var (batches, gathering) = (0, (Gathering<int>?)null);
        // Done at once, as on a file of this machine; behind each comes another, until who began has gone on.
        gathering = new Gathering<int>(
            together =>
            {
                if (!others.IsSet && Interlocked.Increment(ref batches) < 100_000) _ = gathering!.DoAsync(1, Stop);
                return Task.CompletedTask;
            },
            1,
            TimeSpan.Zero);
        await gathering.DoAsync(0, Stop);
        others.Set();
        batches.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task What_is_given_up_before_it_begins_is_not_done()
    {
        var (gate, served) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ConcurrentBag<int>());
        var gathering = new Gathering<int>(
            async together =>
            {
                foreach (var one in together) served.Add(one);
                await gate.Task;
            },
            10,
            TimeSpan.Zero);
        var first = gathering.DoAsync(1, Stop);
        using var patience = new CancellationTokenSource();
        var second = gathering.DoAsync(2, patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await first;
        await gathering.DoAsync(3, Stop);
        served.Order().ShouldBe([1, 3]);
    }

    private static void InterlockedMax(ref int most, int count)
    {
        for (var before = Volatile.Read(ref most); count > before; before = Volatile.Read(ref most))
            if (Interlocked.CompareExchange(ref most, count, before) == before) return;
    }
}
