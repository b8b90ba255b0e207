using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Console.Organisations;

/// <summary>A branch or another body whose staff and data are its own.</summary>
/// <param name="Id">A short word that never changes.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Zone">Its time zone, such as <c>Asia/Makassar</c>.</param>
internal sealed record Organisation(string Id, string Name, string Zone);

/// <summary>The organisations, and for which addresses of ours each answers.</summary>
internal sealed class OrganisationRegister(Database database, TimeProvider clock)
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

    /// <summary>From now on the organisation answers for the address.</summary>
    public Task GiveSenderAsync(string ourAddress, string organisation, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO organisation_senders (our_address, organisation_id) VALUES (@ourAddress, @organisation)
                ON CONFLICT (our_address) DO UPDATE SET organisation_id = excluded.organisation_id
                """,
                new { ourAddress, organisation },
                cancellationToken),
            cancellationToken);

    private sealed record SenderRow(string Address, string Organisation);
}
