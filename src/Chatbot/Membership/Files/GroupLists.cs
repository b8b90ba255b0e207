using Chatbot.Conversations;
using Chatbot.Membership.Agents;
using Chatbot.Membership.Registering;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Membership.Files;

/// <summary>
/// Lists that an agent or a village brings of its own people. Nothing of the register is compared but what is the agent's own: each row waits for the
/// member's yes as when the agent writes him in the chat, so a list tells nobody whose NIK is known (docs/adr/0011).
/// </summary>
internal sealed class GroupLists(OtherRegistrations others, AgentRegister agents, PersonalData personalData, AuditLog audit)
{
    private const int AtOnce = 500;

    /// <summary>Who speaks for the agent, where he wrote last to an address of the organisation; null while nobody has linked his phone.</summary>
    public async Task<Registrant?> RegistrantAsync(DbSession session, string organisation, string code, CancellationToken cancellationToken)
    {
        if (await agents.WithCodeAsync(session, code, cancellationToken) is not { } agent || agent.Organisation != organisation) return null;
        var row = await session.FirstAsync<VoiceRow>(
            $"""
            SELECT p.person_id AS PersonId, a.channel AS Channel, a.address AS Theirs, c.our_address AS Ours, COALESCE(a.phone, '') AS Phone
            FROM agent_people p JOIN addresses a ON a.person_id = p.person_id JOIN contacts c ON c.channel = a.channel AND c.address = a.address
            WHERE p.agent_id = @Id AND {StaffScope.OwnsAddress("c.our_address")} ORDER BY c.last_inbound_at DESC, a.address LIMIT 1
            """,
            new { agent.Id, Organisation = organisation },
            cancellationToken);
        return row is null ? null : new Registrant(row.PersonId, new ConversationId($"{row.Channel}|{row.Ours}|{row.Theirs}"), row.Phone, agent);
    }

    /// <summary>Holds a list against the agent's own people and against what may be sent in a day.</summary>
    public async Task<CheckedList> CheckAsync(
        DbSession session, ReadList list, Registrant by, IReadOnlySet<(int Sheet, int Row)> done, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = new List<CheckedRow>();
        var problems = new List<RowProblem>();
        var already = 0;
        var left = await others.LeftAsync(session, by, today, cancellationToken);
        foreach (var some in list.Rows.Chunk(AtOnce))
        {
            var hashes = some.Select(row => personalData.NikHash(row.Nik)).ToList();
            var own = (await session.QueryAsync<string>(
                """
                SELECT nik_hash FROM pending_registrations WHERE agent_id = @AgentId AND nik_hash IN @hashes
                UNION SELECT w.nik_hash FROM workers w JOIN registrations r ON r.worker_id = w.id WHERE r.agent_id = @AgentId AND w.nik_hash IN @hashes
                """,
                new { AgentId = by.Agent?.Id ?? "", hashes },
                cancellationToken)).ToHashSet(StringComparer.Ordinal);
            for (var i = 0; i < some.Length; i++)
            {
                var row = some[i];
                void Say(RowProblemKind what) => problems.Add(new RowProblem(what, row.Sheet, row.Number, list.Place(row, Column.Nik)));
                if (done.Contains((row.Sheet, row.Number)) || own.Contains(hashes[i])) already++;
                else if (left == 0) Say(RowProblemKind.OverDailyLimit);
                else if (await others.IsTriedOutAsync(session, Of(row, by), today, cancellationToken)) Say(RowProblemKind.TriedTooOften);
                else
                {
                    left--;
                    rows.Add(new CheckedRow(row, hashes[i], null, null));
                }
            }
        }

        return new CheckedList(rows, already, problems);
    }

    /// <summary>Writes them down as the chat does, each with his phone asked; in the transaction of the import.</summary>
    public async Task WriteAsync(
        DbSession session, IReadOnlyList<CheckedRow> rows, ImportRequest request, Registrant by, string import, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            var worker = Of(row.Row, by);
            others.Count(session, by, worker, request.Today, FormattableString.Invariant($"{import}|{row.Row.Sheet}:{row.Row.Number}"));
            await others.RegisterAsync(session, by, "member", by.Agent?.Code ?? "", worker, localNow, cancellationToken);
        }

        await audit.AddAsync(session, new Look(request.Who, $"{import}: {request.Basis}"), "list.group", by.PersonId, cancellationToken);
    }

    // The phone of who registers proves nothing about the member.
    private static NewWorker Of(ListRow row, Registrant by) =>
        new(row.Nik, row.Name, row.Phone == by.Phone ? "" : row.Phone, row.Job, row.Sector, row.Income, row.Programs);

    private sealed record VoiceRow(string PersonId, string Channel, string Theirs, string Ours, string Phone);
}
