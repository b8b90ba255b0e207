using System.Collections.Concurrent;
using System.Threading.Channels;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Storage;

public sealed class RegularWorkTests
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_time_that_fails_or_times_out_is_followed_by_the_next()
    {
        var clock = new TestClock();
        using var work = new Failing(clock, atOnce: true);
        await work.StartAsync(TestContext.Current.CancellationToken);
        (await work.Times.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        for (var time = 2; time <= 4; time++)
        {
            await UntilAsync(() => work.Failures.Count == time - 1);
            clock.Advance(Between);
            (await work.Times.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe(time);
        }

        await UntilAsync(() => work.Failures.Count == 4);
        work.Failures.Select(one => one.GetType()).ShouldBe(
            [typeof(TaskCanceledException), typeof(IOException), typeof(TaskCanceledException), typeof(IOException)]);
        work.Last!.Error.ShouldBe(nameof(IOException));
        work.Last.FailedAt.ShouldBe(work.Last.At);
        work.Last.At.ShouldBe(clock.GetUtcNow());
        await work.StopAsync(TestContext.Current.CancellationToken);
        work.ExecuteTask!.IsFaulted.ShouldBeFalse();
    }

    [Fact]
    public async Task It_begins_after_the_first_pause_unless_it_begins_at_once()
    {
        var clock = new TestClock();
        using var work = new Failing(clock, atOnce: false);
        await work.StartAsync(TestContext.Current.CancellationToken);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        work.Times.TryRead(out _).ShouldBeFalse();
        clock.Advance(Between);
        (await work.Times.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        await work.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo()) await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private sealed class Failing(TimeProvider clock, bool atOnce) : RegularWork(Between, clock, atOnce)
    {
        private readonly Channel<int> times = Channel.CreateUnbounded<int>();
        private int count;

        public ChannelReader<int> Times => times.Reader;

        public ConcurrentQueue<Exception> Failures { get; } = [];

        protected override async Task WorkAsync(CancellationToken cancellationToken)
        {
            var time = ++count;
            await times.Writer.WriteAsync(time, cancellationToken);
            // As a request to a provider that takes too long ends.
            throw time % 2 == 1 ? new TaskCanceledException() : new IOException();
        }

        protected override void LogFailed(Exception error) => Failures.Enqueue(error);
    }
}
