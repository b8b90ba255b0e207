using Chatbot.Tests.Support;

namespace Chatbot.Tests.Reminders;

/// <summary>A year of reminders: none after a payment, at night, stale, twice, or more than one a week, and each at its price. Long: 10,000 workers.</summary>
public abstract class SimulatedYearTests
{
    private const int Seed = 20261121;

    private static bool IsLong => Environment.GetEnvironmentVariable("JAKA_LONG_TESTS") == "1";

    protected virtual int Workers => IsLong ? 10_000 : 100;

    [Fact]
    public async Task Nobody_is_reminded_wrongly()
    {
        await using var service = await Reminding.MakeAsync(clock: new TestClock(new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.Zero)));
        await Reminding.ApproveAllAsync(service);
        var year = new SimulatedYear(service, Workers, Seed, IsLong ? 1 : 4);

        await year.RunAsync();

        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"{Workers} workers, {year.Payments} paid months, {year.OptOuts} opt-outs and returns, {year.Wishes} changed wishes, {year.DaysAway} days away");
        foreach (var (rule, count) in year.Sent) output?.WriteLine($"sent {rule}: {count}");
        var ends = await service.Database.ReadAsync(
            session => session.QueryAsync<string>(
                "SELECT COALESCE(outcome, 'waiting') || ' ' || COUNT(*) FROM reminders GROUP BY outcome ORDER BY 1", null, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        foreach (var end in ends) output?.WriteLine($"rows {end}");
        year.Wrong.Take(10).ShouldBeEmpty($"{year.Wrong.Count} of {year.Sent.Values.Sum()}");
        year.Sent.Values.Sum().ShouldBe(service.Edge.Sent.Count);
        // Each row has its one end; what waits is not due before the year is over.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM reminder_messages WHERE (state = 'waiting') <> (ended_at IS NULL)")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM reminder_messages WHERE state = 'waiting' AND due_at <= @Now", new { Now = service.Clock.GetUtcNow().ToUnixTimeMilliseconds() })).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM reminder_messages WHERE state = 'sent'")).ShouldBe(service.Edge.Sent.Count);
    }

    public sealed class OnSqlite : SimulatedYearTests;

    [UsesPostgres]
    public sealed class OnPostgres : SimulatedYearTests
    {
        protected override int Workers => 60;
    }
}
