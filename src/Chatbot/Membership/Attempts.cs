using System.Data;
using System.Globalization;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>Wrong answers of a day, for a person and for a NIK, so that nobody can try them all.</summary>
internal sealed class Attempts(Database database, TimeProvider clock)
{
    /// <summary>A condition over <c>who</c>: it was made by <see cref="Own"/> of one of <c>@Persons</c>.</summary>
    public const string IsOwn = "SUBSTR(who, 17) || SUBSTR(who, 5, 12) IN @Persons";

    /// <summary>
    /// Who a person is where his own registrations are counted. The twelve random digits of his id stand in front of its time: those who come
    /// first today would else lie on one page of the index, and PostgreSQL would break off each of two who register at once.
    /// </summary>
    public static string Own(string personId) => personId.Length == 36 ? $"own:{personId[24..]}{personId[..24]}" : $"own:{personId}";

    /// <summary>The highest number of wrong answers that day among those asked about.</summary>
    public Task<long> MostAsync(IReadOnlyList<string> who, DateOnly day, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await CountAsync(session, who, day, cancellationToken)).Values.DefaultIfEmpty().Max(),
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
                Add(session, who, day, turnId);
            },
            cancellationToken);

    /// <summary>How often that was noted this day.</summary>
    public async Task<long> CountAsync(DbSession session, string who, DateOnly day, CancellationToken cancellationToken) =>
        (await CountAsync(session, [who], day, cancellationToken)).GetValueOrDefault(who);

    /// <summary>How often each was noted this day; who was not is left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(
        DbSession session, IReadOnlyList<string> who, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = await Counts(session, who, day).RowsAsync(cancellationToken);
        return rows.ToDictionary(row => row.Who, row => row.Count);
    }

    /// <summary>The same, asked along with others.</summary>
    public QueuedStatement<AttemptCount> Counts(DbSession session, IReadOnlyList<string> who, DateOnly day) =>
        session.Queue<AttemptCount>(
            "SELECT who AS Who, COUNT(*) AS Count FROM attempts WHERE who IN @All AND day = @Day GROUP BY who", new { All = who.ToArray(), Day = Text(day) });

    /// <summary>Notes it in a transaction.</summary>
    public void Add(DbSession session, string who, DateOnly day, string turnId) => Add(session, [who], day, turnId);

    /// <summary>The same for several.</summary>
    public void Add(DbSession session, IReadOnlyList<string> who, DateOnly day, string turnId)
    {
        var rows = session.Rows(DbType.String);
        foreach (var one in who.Order(StringComparer.Ordinal)) rows.Add(one);
        rows.With("Day", Text(day)).With("TurnId", turnId).With("At", clock.GetUtcNow().ToUnixTimeMilliseconds());
        session.Queue(
            $"""
            INSERT INTO attempts (who, day, turn_id, at) SELECT column1, @Day, @TurnId, @At FROM {rows.Sql} WHERE 1 = 1
            ON CONFLICT (who, day, turn_id) DO NOTHING
            """,
            rows.Values);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>How often something of somebody was noted on a day.</summary>
internal sealed record AttemptCount(string Who, long Count);
