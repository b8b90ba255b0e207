using System.Security.Cryptography;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Agents;

/// <summary>Somebody who registers and follows up many: an agent of Perisai, a BUMDes, a Dharma Wanita group.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Code">What people and reports call it, in upper case: <c>PRS-JBR01</c>. Also a campaign word: «DAFTAR PRS-JBR01».</param>
/// <param name="Kind"><c>perisai</c>, <c>bumdes</c>, <c>dwp</c> or <c>other</c>.</param>
/// <param name="Name">As members know it.</param>
/// <param name="Region">Where it works, in words; may be empty.</param>
/// <param name="Organisation">For whom it works.</param>
internal sealed record Agent(string Id, string Code, string Kind, string Name, string Region, string Organisation = Ownership.First);

/// <summary>The agents, and who speaks for them.</summary>
internal sealed class AgentRegister(Database database, PersonalData personalData, TimeProvider clock, IOptions<MembershipOptions> options)
{
    public static readonly IReadOnlyList<string> Kinds = ["perisai", "bumdes", "dwp", "other"];

    // Read aloud and typed by hand, so without what is confused; 24^8 is out of reach of the few tries a day.
    private const string Alphabet = "34679ACDEFGHJKMNPQRTUWXY";
    private const int CodeLength = 8;

    private const string Select = "SELECT agents.id AS Id, agents.code AS Code, agents.kind AS Kind, agents.name AS Name, agents.region AS Region, agents.organisation_id AS Organisation FROM agents";

    /// <summary>Adds an agent; null when the code is taken.</summary>
    public Task<Agent?> AddAsync(string code, string kind, string name, string region, CancellationToken cancellationToken) =>
        AddAsync(Ownership.First, code, kind, name, region, cancellationToken);

    /// <summary>Adds an agent of an organisation; null when the code is taken.</summary>
    public Task<Agent?> AddAsync(string organisation, string code, string kind, string name, string region, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var agent = new Agent(Guid.CreateVersion7(now).ToString(), code.ToUpperInvariant(), kind, name, region, organisation);
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                """
                INSERT INTO agents (id, organisation_id, code, kind, name, region, created_at) VALUES (@Id, @Organisation, @Code, @Kind, @Name, @Region, @At)
                ON CONFLICT (code) DO NOTHING
                """,
                new { agent.Id, agent.Organisation, agent.Code, agent.Kind, agent.Name, agent.Region, At = now.ToUnixTimeMilliseconds() },
                cancellationToken) == 1
                ? agent
                : null,
            cancellationToken);
    }

    public Task<IReadOnlyList<Agent>> AllAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.QueryAsync<Agent>($"{Select} ORDER BY agents.code", null, cancellationToken), cancellationToken);

    /// <summary>Those of the asker's organisation; an agent sees itself alone.</summary>
    public Task<IReadOnlyList<Agent>> AllAsync(StaffScope scope, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync<Agent>(
                $"{Select} WHERE {StaffScope.OwnsRow("agents")}{(scope.IsNarrow ? " AND agents.code = @OwnPeople" : "")} ORDER BY agents.code",
                new { scope.Organisation, OwnPeople = scope.OwnPeopleValue },
                cancellationToken),
            cancellationToken);

    public Task<Agent?> WithCodeAsync(DbSession session, string code, CancellationToken cancellationToken) =>
        session.FirstAsync<Agent>($"{Select} WHERE agents.code = @Code", new { Code = code.ToUpperInvariant() }, cancellationToken);

    public Task<Agent?> WithCodeAsync(string code, CancellationToken cancellationToken) =>
        database.ReadAsync(session => WithCodeAsync(session, code, cancellationToken), cancellationToken);

    /// <summary>For whom this person speaks, or null.</summary>
    public Task<Agent?> OfAsync(DbSession session, string personId, CancellationToken cancellationToken) =>
        session.FirstAsync<Agent>(
            $"{Select} JOIN agent_people ON agent_people.agent_id = agents.id WHERE agent_people.person_id = @personId",
            new { personId },
            cancellationToken);

    public Task<Agent?> OfAsync(string personId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => OfAsync(session, personId, cancellationToken), cancellationToken);

    /// <summary>A code by which one person becomes the voice of an agent, once.</summary>
    public async Task<string> MakeLinkCodeAsync(Agent agent, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
        var now = clock.GetUtcNow();
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO agent_codes (code_hash, agent_id, expires_at, created_at) VALUES (@Hash, @Id, @Expires, @At)",
                new
                {
                    Hash = HashOf(code),
                    agent.Id,
                    Expires = now.AddHours(options.Value.AgentCodeHours).ToUnixTimeMilliseconds(),
                    At = now.ToUnixTimeMilliseconds(),
                },
                cancellationToken),
            cancellationToken);
        return $"{code[..4]}-{code[4..]}";
    }

    /// <summary>Uses up a code and links the person; null when there is no such code, or it is too old.</summary>
    public async Task<Agent?> LinkAsync(DbSession session, string personId, string code, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var hash = HashOf(string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)));
        var agent = await session.FirstAsync<Agent>(
            $"{Select} JOIN agent_codes ON agent_codes.agent_id = agents.id WHERE agent_codes.code_hash = @hash AND agent_codes.expires_at > @now",
            new { hash, now },
            cancellationToken);
        await session.ExecuteAsync("DELETE FROM agent_codes WHERE code_hash = @hash OR expires_at <= @now", new { hash, now }, cancellationToken);
        if (agent is null) return null;
        await session.ExecuteAsync(
            """
            INSERT INTO agent_people (person_id, agent_id, linked_at) VALUES (@personId, @Id, @now)
            ON CONFLICT (person_id) DO UPDATE SET agent_id = excluded.agent_id, linked_at = excluded.linked_at
            """,
            new { personId, agent.Id, now },
            cancellationToken);
        return agent;
    }

    private string HashOf(string code) => personalData.AddressHash("agent-code:" + code);
}
