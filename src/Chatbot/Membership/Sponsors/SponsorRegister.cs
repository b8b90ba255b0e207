using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Membership.Sponsors;

/// <summary>The sponsors that the branch works with.</summary>
internal sealed class SponsorRegister(Database database, TimeProvider clock)
{
    /// <summary>The sponsor of that name and region, made when it is new. What kind it is stays as it was first said.</summary>
    public Task<Sponsor> FindOrAddAsync(SponsorKind kind, string name, string region, string madeBy, CancellationToken cancellationToken) =>
        FindOrAddAsync(Ownership.First, kind, name, region, madeBy, cancellationToken);

    /// <summary>The same for an organisation, which sees the sponsor from then on.</summary>
    public Task<Sponsor> FindOrAddAsync(
        string organisation, SponsorKind kind, string name, string region, string madeBy, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                await session.ExecuteAsync(
                    """
                    INSERT INTO sponsors (id, kind, name, region, made_by, created_at) VALUES (@Id, @Kind, @name, @region, @madeBy, @At)
                    ON CONFLICT (name, region) DO NOTHING
                    """,
                    new { Id = Guid.CreateVersion7(now).ToString(), Kind = kind.Word(), name, region, madeBy, At = now.ToUnixTimeMilliseconds() },
                    cancellationToken);
                var row = await session.FirstAsync<SponsorRow>(
                    "SELECT id AS Id, kind AS Kind, name AS Name, region AS Region FROM sponsors WHERE name = @name AND region = @region",
                    new { name, region },
                    cancellationToken);
                await session.ExecuteAsync(
                    "INSERT INTO sponsor_organisations (sponsor_id, organisation_id) VALUES (@Id, @organisation) ON CONFLICT (organisation_id, sponsor_id) DO NOTHING",
                    new { row!.Id, organisation },
                    cancellationToken);
                return row.Sponsor;
            },
            cancellationToken);

    public async Task<Sponsor?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            session => session.FirstAsync<SponsorRow>(
                "SELECT id AS Id, kind AS Kind, name AS Name, region AS Region FROM sponsors WHERE id = @id", new { id }, cancellationToken),
            cancellationToken))?.Sponsor;

    /// <summary>Those that the asker's organisation has named, by name.</summary>
    public async Task<IReadOnlyList<Sponsor>> ListAsync(StaffScope scope, CancellationToken cancellationToken) => scope.IsNarrow ? [] :
    [
        .. (await database.ReadAsync(
            session => session.QueryAsync<SponsorRow>(
                $"""
                SELECT s.id AS Id, s.kind AS Kind, s.name AS Name, s.region AS Region FROM sponsors s JOIN sponsor_organisations o ON o.sponsor_id = s.id
                WHERE {StaffScope.OwnsRow("o")} ORDER BY LOWER(s.name), s.region, s.id
                """,
                new { scope.Organisation },
                cancellationToken),
            cancellationToken)).Select(row => row.Sponsor),
    ];

    private sealed record SponsorRow(string Id, string Kind, string Name, string Region)
    {
        public Sponsor Sponsor => new(Id, SponsorKinds.Read(Kind) ?? throw new InvalidDataException("A sponsor of an unknown kind."), Name, Region);
    }
}
