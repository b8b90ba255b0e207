using Chatbot.Membership.Registering;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Agents;

/// <summary>One that somebody registered.</summary>
/// <param name="Name">Masked.</param>
/// <param name="Stands">Where it stands, in a few words.</param>
internal sealed record RegisteredOne(string Name, string Stands);

/// <summary>How many of an agent's people stand where; those who came by its code and registered themselves are only counted.</summary>
internal sealed record AgentStatistics(long Members, long Active, long Due, long Arrears, long Unpaid, long Inactive, long Waiting, long Referred);

/// <summary>The people that an agent, or anybody else, has registered. Never those of another.</summary>
internal sealed class AgentMembers(Database database)
{
    private const string OwnWorkers =
        "(registrations.agent_id = @AgentId OR (workers.person_id = @personId AND registrations.relation <> 'self'))";

    /// <summary>The longest words on where one stands.</summary>
    public const string LongestStand = MembershipTexts.Longest;

    /// <summary>All of them, the latest first.</summary>
    /// <param name="agent">For whom the person speaks; its people are then those of all who speak for it.</param>
    /// <param name="personId">Who asks.</param>
    /// <param name="today">His local date.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<RegisteredOne>> OfAsync(
        Agent? agent, string personId, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(agent, personId, cancellationToken);
        return [.. rows.Select(row => new RegisteredOne(MaskedName.Of(row.Name), Stands(row, agent is not null, today)))];
    }

    public async Task<AgentStatistics> StatisticsAsync(Agent agent, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(agent, "", cancellationToken);
        var referred = await database.ReadAsync(
            session => session.FirstAsync<long>(
                """
                SELECT (SELECT COUNT(*) FROM registrations WHERE LOWER(source) = LOWER(@Code) AND agent_id IS NULL)
                    + (SELECT COUNT(*) FROM pending_registrations WHERE LOWER(source) = LOWER(@Code) AND agent_id IS NULL AND state = 'checking')
                """, new { agent.Code }, cancellationToken),
            cancellationToken);
        var states = rows.Where(row => row.State == "").Select(row => StatusOf(row, today).State).ToList();
        return new AgentStatistics(
            states.Count,
            states.Count(state => state == MembershipState.Active),
            states.Count(state => state == MembershipState.Due),
            states.Count(state => state is MembershipState.Arrears1 or MembershipState.Arrears2 or MembershipState.Arrears3),
            states.Count(state => state == MembershipState.RegisteredUnpaid),
            states.Count(state => state == MembershipState.Inactive),
            rows.Count - states.Count,
            referred);
    }

    // One that is confirmed and that staff looks at (checking) stands among the registered: nobody learns of it here.
    private Task<IReadOnlyList<Row>> RowsAsync(Agent? agent, string personId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Row>>(
            async session =>
            {
                var whose = new { AgentId = agent?.Id ?? "", personId };
                var rows = await session.QueryAsync<Row>(
                    $"""
                    SELECT workers.id AS Id, workers.name AS Name, '' AS State, workers.created_at AS CreatedAt
                    FROM workers JOIN registrations ON registrations.worker_id = workers.id WHERE {OwnWorkers}
                    UNION ALL
                    SELECT number AS Id, name AS Name, CASE WHEN state = 'checking' THEN '' ELSE state END AS State, COALESCE(confirmed_at, created_at) AS CreatedAt
                    FROM pending_registrations
                    WHERE agent_id = @AgentId OR (registrant_id = @personId AND relation <> 'self')
                    ORDER BY CreatedAt DESC, Name
                    """,
                    whose,
                    cancellationToken);
                var months = await session.QueryAsync<PaidRow>(
                    $"""
                    SELECT contributions.worker_id AS WorkerId, contributions.month AS Month
                    FROM contributions JOIN workers ON workers.id = contributions.worker_id
                    JOIN registrations ON registrations.worker_id = workers.id WHERE {OwnWorkers}
                    """,
                    whose,
                    cancellationToken);
                var paid = months.ToLookup(row => row.WorkerId, row => CoverageMonth.Parse(row.Month));
                return [.. rows.Select(row => row with { Paid = [.. paid[row.Id]] })];
            },
            cancellationToken);

    private static string Stands(Row row, bool isForAgent, DateOnly today) => row.State switch
    {
        "asked" => "menunggu jawaban",
        "branch" or "unreached" => "menunggu kantor",
        _ => isForAgent ? MembershipTexts.Of(StatusOf(row, today)) : "terdaftar",
    };

    private static MembershipStatus StatusOf(Row row, DateOnly today) => MembershipStatus.Of(row.Paid, today);

    // Filled by name: of an empty result the embedded database does not know the types of computed columns.
    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string State { get; init; } = "";

        public IReadOnlyList<CoverageMonth> Paid { get; init; } = [];
    }

    private sealed record PaidRow(string WorkerId, string Month);
}
