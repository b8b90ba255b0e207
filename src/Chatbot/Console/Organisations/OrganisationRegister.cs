using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Console.Organisations;

/// <summary>A branch or another body whose staff and data are its own.</summary>
/// <param name="Id">A short word that never changes.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Zone">Its time zone, such as <c>Asia/Makassar</c>.</param>
internal sealed record Organisation(string Id, string Name, string Zone);

/// <summary>The organisations, and for which addresses of ours each answers.</summary>
internal sealed class OrganisationRegister(Database database, AuditLog audit, TimeProvider clock)
{
    private const string Select = "SELECT id AS Id, name AS Name, zone AS Zone FROM organisations";

    /// <summary>The zones of Indonesia, by the word people know.</summary>
    public static IReadOnlyList<(string Zone, string Name)> Zones { get; } =
        [("Asia/Jakarta", "WIB (Jakarta)"), ("Asia/Makassar", "WITA (Makassar)"), ("Asia/Jayapura", "WIT (Jayapura)")];

    /// <summary>Makes the first organisation where it is not there yet.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "INSERT INTO organisations (id, name, zone, created_at) VALUES (@Id, 'Kantor Cabang', 'Asia/Jakarta', @Now) ON CONFLICT (id) DO NOTHING",
                new { Id = StaffScope.FirstOrganisation, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<Organisation>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.QueryAsync<Organisation>($"{Select} ORDER BY LOWER(name), id", null, cancellationToken), cancellationToken);

    public Task<Organisation?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync<Organisation>($"{Select} WHERE id = @id", new { id }, cancellationToken), cancellationToken);

    /// <summary>Makes one; gives its id.</summary>
    public async Task<string> AddAsync(string name, string zone, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString();
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO organisations (id, name, zone, created_at) VALUES (@id, @name, @zone, @Now)",
                new { id, name, zone, Now = now.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        return id;
    }

    public Task ChangeAsync(Organisation changed, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync("UPDATE organisations SET name = @Name, zone = @Zone WHERE id = @Id", changed, cancellationToken),
            cancellationToken);

    /// <summary>Which organisation answers for which address of ours; those that are not there are the first organisation's.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SendersAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            session => session.QueryAsync<SenderRow>("SELECT our_address AS Address, organisation_id AS Organisation FROM organisation_senders", null, cancellationToken),
            cancellationToken)).ToDictionary(row => row.Address, row => row.Organisation);

    /// <summary>From the first organisation all, else one's own.</summary>
    public async Task<IReadOnlyList<Organisation>> ListAsync(StaffScope scope, CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken)).Where(one => IsKeptBy(scope, one.Id))];

    /// <summary>An administrator of the first organisation adds one. Empty when done, else why not, for the screen.</summary>
    public async Task<string> AddAsync(StaffScope scope, string name, string zone, CancellationToken cancellationToken)
    {
        if (scope.Organisation != StaffScope.FirstOrganisation || !scope.Has(StaffRole.Administrator)) return "Hanya pengelola organisasi pertama yang menambah organisasi.";
        if (Wrong(name, zone) is { } wrong) return wrong;
        var id = await AddAsync(name.Trim(), zone, cancellationToken);
        await audit.AddAsync(scope.Look($"organisasi baru {name.Trim()} ({id})"), "organisation.add", "", cancellationToken);
        return "";
    }

    /// <summary>An administrator changes name or zone. Empty when done, else why not, for the screen.</summary>
    public async Task<string> ChangeAsync(StaffScope scope, Organisation changed, CancellationToken cancellationToken)
    {
        if (!scope.Has(StaffRole.Administrator) || !IsKeptBy(scope, changed.Id)) return "Organisasi ini bukan milik Anda.";
        if (Wrong(changed.Name, changed.Zone) is { } wrong) return wrong;
        await ChangeAsync(changed with { Name = changed.Name.Trim() }, cancellationToken);
        await audit.AddAsync(scope.Look($"organisasi {changed.Id}: {changed.Name.Trim()}, {changed.Zone}"), "organisation.change", "", cancellationToken);
        return "";
    }

    /// <summary>An administrator of the first organisation says who answers for an address of ours; nobody else can.</summary>
    public async Task GiveSenderAsync(StaffScope scope, string ourAddress, string organisation, CancellationToken cancellationToken)
    {
        if (scope.Organisation != StaffScope.FirstOrganisation || !scope.Has(StaffRole.Administrator) || await FindAsync(organisation, cancellationToken) is null) return;
        await GiveSenderAsync(ourAddress, organisation, cancellationToken);
        await audit.AddAsync(scope.Look($"{ourAddress} kini milik {organisation}"), "organisation.sender", "", cancellationToken);
    }

    private static bool IsKeptBy(StaffScope scope, string organisation) =>
        organisation == scope.Organisation || scope.Organisation == StaffScope.FirstOrganisation;

    private static string? Wrong(string name, string zone) =>
        name.Trim().Length is 0 or > 100 ? "Tulis nama organisasi, paling banyak 100 huruf."
        : Zones.All(one => one.Zone != zone) ? "Pilih waktu setempat."
        : null;

    /// <summary>From now on the organisation answers for the address; who has registered over it, and wrote to no other since, goes along.</summary>
    public Task GiveSenderAsync(string ourAddress, string organisation, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var before = (await Ownership.SendersAsync(session, cancellationToken)).GetValueOrDefault(ourAddress) ?? Ownership.First;
                await session.ExecuteAsync(
                    """
                    INSERT INTO organisation_senders (our_address, organisation_id) VALUES (@ourAddress, @organisation)
                    ON CONFLICT (our_address) DO UPDATE SET organisation_id = excluded.organisation_id
                    """,
                    new { ourAddress, organisation },
                    cancellationToken);
                if (before == organisation) return;
                await session.ExecuteAsync(
                    """
                    UPDATE workers SET organisation_id = @organisation
                    WHERE organisation_id = @before
                        AND person_id IN (SELECT a.person_id FROM contacts k JOIN addresses a ON a.channel = k.channel AND a.address = k.address WHERE k.our_address = @ourAddress)
                        AND EXISTS (SELECT 1 FROM registrations r WHERE r.worker_id = workers.id AND r.channel <> 'import')
                        AND (SELECT c.our_address FROM addresses b JOIN contacts c ON c.channel = b.channel AND c.address = b.address
                            WHERE b.person_id = workers.person_id ORDER BY c.last_inbound_at DESC LIMIT 1) = @ourAddress
                    """,
                    new { ourAddress, organisation, before },
                    cancellationToken);
            },
            cancellationToken);

    private sealed record SenderRow(string Address, string Organisation);
}
