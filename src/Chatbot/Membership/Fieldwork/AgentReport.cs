using System.Data;
using Chatbot.Membership.Agents;
using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Fieldwork;

/// <summary>An agent's people in a month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Registered">Newly registered by it.</param>
/// <param name="Paid">With a contribution for that month.</param>
/// <param name="Lapsed">With one for the month before, and none for this; of a month that has not ended they may still come.</param>
internal sealed record AgentMonth(CoverageMonth Month, long Registered, long Paid, long Lapsed);

/// <summary>An agent with its people by month, the oldest first.</summary>
/// <param name="Agent">Who.</param>
/// <param name="People">All whom it has registered.</param>
/// <param name="Months">Months without any are there too.</param>
internal sealed record AgentBook(Agent Agent, long People, IReadOnlyList<AgentMonth> Months);

/// <summary>What agents do, within what the asker may see: an agent sees itself alone.</summary>
internal sealed class AgentReport(Database database, AgentRegister register, AgentMembers members)
{
    private const long Day = 24L * 60 * 60 * 1000;

    /// <param name="scope">Who asks.</param>
    /// <param name="now">UTC.</param>
    /// <param name="months">So many up to this one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<AgentBook>> OfAsync(StaffScope scope, DateTimeOffset now, int months, CancellationToken cancellationToken)
    {
        var agents = await register.AllAsync(scope, cancellationToken);
        if (agents.Count == 0) return [];
        var local = scope.Local(now);
        var current = CoverageMonth.Of(local);
        var all = Enumerable.Range(1 - months, months).Select(current.AddMonths).ToList();
        var own = scope.OwnsWorker("w");
        var (registered, paid, lapsed) = await database.ReadAsync(
            async session =>
            {
                var pairs = session.Rows(DbType.String, DbType.String);
                foreach (var month in all) pairs.Add(month.AddMonths(-1).ToString(), month.ToString());
                pairs.With("Organisation", scope.Organisation).With("OwnPeople", scope.OwnPeopleValue).With("Offset", (long)local.Offset.TotalMilliseconds).With("First", all[0].ToString());
                return (
                    await session.QueryAsync<DayRow>(
                        $"""
                        SELECT r.agent_id AS Agent, (r.created_at + @Offset) / {Day} AS Number, COUNT(*) AS Count
                        FROM {MembersInScope.Registrations(scope)} r JOIN {MembersInScope.Workers(scope)} w ON w.id = r.worker_id WHERE r.agent_id IS NOT NULL AND {own}
                        GROUP BY r.agent_id, (r.created_at + @Offset) / {Day}
                        """,
                        new { scope.Organisation, OwnPeople = scope.OwnPeopleValue, Offset = (long)local.Offset.TotalMilliseconds },
                        cancellationToken),
                    await session.QueryAsync<MonthRow>(
                        $"""
                        SELECT r.agent_id AS Agent, c.month AS Month, COUNT(*) AS Count
                        FROM registrations r JOIN workers w ON w.id = r.worker_id JOIN contributions c ON c.worker_id = w.id
                        WHERE r.agent_id IS NOT NULL AND c.month >= @First AND {own} GROUP BY r.agent_id, c.month
                        """,
                        new { scope.Organisation, OwnPeople = scope.OwnPeopleValue, First = all[0].ToString() },
                        cancellationToken),
                    await session.QueryAsync<MonthRow>(
                        $"""
                        SELECT r.agent_id AS Agent, v.column2 AS Month, COUNT(*) AS Count
                        FROM {pairs.Sql} JOIN contributions c ON c.month = v.column1
                        JOIN registrations r ON r.worker_id = c.worker_id JOIN workers w ON w.id = r.worker_id
                        WHERE r.agent_id IS NOT NULL AND {own}
                            AND NOT EXISTS (SELECT 1 FROM contributions f WHERE f.worker_id = c.worker_id AND f.month = v.column2)
                        GROUP BY r.agent_id, v.column2
                        """,
                        pairs.Values,
                        cancellationToken));
            },
            cancellationToken);
        var newBy = registered.ToLookup(row => (row.Agent, MonthOf(row.Number)), row => row.Count);
        var totals = registered.ToLookup(row => row.Agent, row => row.Count);
        var paidBy = paid.ToDictionary(row => (row.Agent, CoverageMonth.Parse(row.Month)), row => row.Count);
        var lapsedBy = lapsed.ToDictionary(row => (row.Agent, CoverageMonth.Parse(row.Month)), row => row.Count);
        return
        [
            .. agents.Select(agent => new AgentBook(
                agent,
                totals[agent.Id].Sum(),
                [.. all.Select(month => new AgentMonth(month, newBy[(agent.Id, month)].Sum(), paidBy.GetValueOrDefault((agent.Id, month)), lapsedBy.GetValueOrDefault((agent.Id, month))))]))
            .OrderByDescending(book => book.People).ThenBy(book => book.Agent.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>An agent's people, masked, the latest first; null when the asker does not see that agent.</summary>
    public async Task<IReadOnlyList<RegisteredOne>?> PeopleAsync(StaffScope scope, string code, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await register.AllAsync(scope, cancellationToken)).FirstOrDefault(agent => agent.Code == code) is { } agent
            ? await members.OfAsync(agent, "", DateOnly.FromDateTime(scope.Local(now).DateTime), cancellationToken)
            : null;

    private static CoverageMonth MonthOf(long day) => CoverageMonth.Of(DateTimeOffset.FromUnixTimeMilliseconds(day * Day));

    // Settable: SQLite does not know the type of a computed column while there is no row.
    private sealed record DayRow
    {
        public string Agent { get; init; } = "";

        public long Number { get; init; }

        public long Count { get; init; }
    }

    private sealed record MonthRow
    {
        public string Agent { get; init; } = "";

        public string Month { get; init; } = "";

        public long Count { get; init; }
    }
}
