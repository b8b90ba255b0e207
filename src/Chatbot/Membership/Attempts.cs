using System.Globalization;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>Wrong answers of a day, for a person and for a NIK, so that nobody can try them all.</summary>
internal sealed class Attempts(Database database, TimeProvider clock)
{
    /// <summary>The highest number of wrong answers that day among those asked about.</summary>
    public Task<long> MostAsync(IReadOnlyList<string> who, DateOnly day, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var most = 0L;
                foreach (var one in who)
                {
                    most = Math.Max(most, await session.FirstAsync<long>(
                        "SELECT COUNT(*) FROM attempts WHERE who = @one AND day = @Day", new { one, Day = Text(day) }, cancellationToken));
                }

                return most;
            },
            cancellationToken);

    /// <summary>Notes one wrong answer for each; a turn that is run again counts once.</summary>
    public Task AddAsync(IReadOnlyList<string> who, DateOnly day, string turnId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                // A local day is over everywhere after two.
                await session.ExecuteAsync(
                    "DELETE FROM attempts WHERE at < @Before", new { Before = now.AddDays(-2).ToUnixTimeMilliseconds() }, cancellationToken);
                foreach (var one in who)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO attempts (who, day, turn_id, at) VALUES (@one, @Day, @turnId, @At)
                        ON CONFLICT (who, day, turn_id) DO NOTHING
                        """,
                        new { one, Day = Text(day), turnId, At = now.ToUnixTimeMilliseconds() },
                        cancellationToken);
                }
            },
            cancellationToken);

    /// <summary>How often that was noted this day.</summary>
    public Task<long> CountAsync(DbSession session, string who, DateOnly day, CancellationToken cancellationToken) =>
        session.FirstAsync<long>(
            "SELECT COUNT(*) FROM attempts WHERE who = @who AND day = @Day", new { who, Day = Text(day) }, cancellationToken);

    /// <summary>Notes it in a transaction.</summary>
    public Task AddAsync(DbSession session, string who, DateOnly day, string turnId, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO attempts (who, day, turn_id, at) VALUES (@who, @Day, @turnId, @At)
            ON CONFLICT (who, day, turn_id) DO NOTHING
            """,
            new { who, Day = Text(day), turnId, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
