using Chatbot.Privacy.Access;

namespace Chatbot.Membership.Members;

/// <summary>Whose people a member of the staff sees: those of his organisation, and of them an agent or a village only its own.</summary>
internal static class MembersInScope
{
    /// <summary>A condition over workers called <c>w</c>. Uses <c>@Organisation</c> and <c>@OwnPeople</c>.</summary>
    public static string Sees(StaffScope scope) => scope.OwnsWorker("w");

    private const string OwnAgents = "(SELECT n.id FROM agents n WHERE n.code = @OwnPeople AND n.organisation_id = @Organisation)";
    private const string OwnWorkers = $"(SELECT g.worker_id FROM registrations g WHERE g.agent_id IN {OwnAgents})";
    private const string OwnApart = $"p.agent_id IN {OwnAgents} AND p.shown_id IS NOT NULL";

    /// <summary>
    /// What to read workers from. To an agent or a village a confirmed registration of its own whose NIK is somebody's already is a worker like any
    /// other, or what is missing here would tell it so (docs/adr/0011). Uses <c>@Organisation</c> and <c>@OwnPeople</c>, as the two below.
    /// </summary>
    public static string Workers(StaffScope scope) => scope.IsNarrow
        ? $"""
          (SELECT o.id, o.organisation_id, o.person_id, o.own_person_id, o.nik, o.nik_hash, o.name, o.phone, o.job, o.sector, o.income, o.village, o.district,
              o.birth_date, o.needs_review, o.created_at
          FROM workers o WHERE o.id IN {OwnWorkers}
          UNION ALL
          SELECT p.shown_id, p.organisation_id, p.registrant_id, p.claimed_by, p.nik, p.nik_hash, p.name, p.phone, p.job, p.sector, p.income, '', '',
              NULL, CAST(0 AS BIGINT), p.confirmed_at
          FROM pending_registrations p WHERE {OwnApart})
          """
        : "workers";

    /// <summary>What to read their registrations from.</summary>
    public static string Registrations(StaffScope scope) => scope.IsNarrow
        ? $"""
          (SELECT o.number, o.worker_id, o.programs, o.channel, o.source, o.agent_id, o.relation, o.confirmed_by, o.created_at
          FROM registrations o WHERE o.agent_id IN {OwnAgents}
          UNION ALL
          SELECT p.number, p.shown_id, p.programs, p.channel, p.source, p.agent_id, p.relation, p.confirmed_by, p.confirmed_at
          FROM pending_registrations p WHERE {OwnApart})
          """
        : "registrations";

    /// <summary>What to read the kabupaten of their KTP from.</summary>
    public static string Areas(StaffScope scope) => scope.IsNarrow
        ? $"""
          (SELECT o.worker_id, o.code FROM worker_areas o WHERE o.worker_id IN {OwnWorkers}
          UNION ALL
          SELECT p.shown_id, p.area FROM pending_registrations p WHERE {OwnApart} AND p.area IS NOT NULL)
          """
        : "worker_areas";
}
