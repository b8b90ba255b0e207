using System.Diagnostics;

namespace Chatbot.Tests.Twilio;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class TestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _alarms.Where(alarm => alarm.DueAt <= _now)];
            _alarms.RemoveAll(due.Contains);
        }

        foreach (var alarm in due) alarm.Ring();
    }

    /// <summary>Moves on in steps until the work is done; real time passes only for the work itself.</summary>
    public async Task<T> UntilAsync<T>(Task<T> work, TimeSpan? step = null)
    {
        var patience = Stopwatch.StartNew();
        while (!work.IsCompleted)
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(20)) throw new TimeoutException("The work does not end however far the clock is moved.");
            await Task.WhenAny(work, Task.Delay(2));
            Advance(step ?? TimeSpan.FromMilliseconds(50));
        }

        return await work;
    }

    private sealed class Alarm(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                DueAt = clock._now + dueTime;
                clock._alarms.Add(this);
            }

            if (dueTime == TimeSpan.Zero) clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Ring() => callback(state);

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
