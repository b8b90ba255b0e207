using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Language;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>A registered worker. The NIK stays encrypted until somebody asks for it.</summary>
internal sealed record Worker
{
    public string Id { get; init; } = "";

    /// <summary>Whose he is: the organisation's id; empty while staff looks at the NIK.</summary>
    public string Organisation { get; init; } = "";

    /// <summary>Who registered.</summary>
    public string PersonId { get; init; } = "";

    /// <summary>The person that the worker is; empty when no phone of his has said so.</summary>
    public string OwnPersonId { get; init; } = "";

    public byte[] Nik { get; init; } = [];

    public string NikHash { get; init; } = "";

    public string Name { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Job { get; init; } = "";

    public string Sector { get; init; } = "";

    /// <summary>Encrypted, see <see cref="Workers.IncomeOf"/>; null when it is not known.</summary>
    public byte[]? Income { get; init; }

    /// <summary>Such as <c>jkk,jkm</c>.</summary>
    public string Programs { get; init; } = "";

    /// <summary>Of the registration.</summary>
    public string Number { get; init; } = "";

    /// <summary>UTC milliseconds.</summary>
    public long CreatedAt { get; init; }
}

/// <summary>What a person gave to register a worker.</summary>
/// <param name="Nik">16 digits.</param>
/// <param name="Name">As on the KTP; often a single word.</param>
/// <param name="Phone">E.164, or empty when there is none.</param>
/// <param name="Job">In normal form.</param>
/// <param name="Sector"><c>transport</c> or <c>other</c>: it decides the price.</param>
/// <param name="Income">Rupiah a month.</param>
/// <param name="Programs">Such as <c>jkk,jkm</c>.</param>
internal sealed record NewWorker(string Nik, string Name, string Phone, string Job, string Sector, long Income, string Programs)
{
    /// <summary>Without the NIK, so that it cannot slip into a log.</summary>
    public override string ToString() => $"{nameof(NewWorker)} {Masking.Nik(Nik)}";
}

/// <summary>The workers that were registered, with their registration.</summary>
internal sealed class Workers(Database database, PersonalData personalData, TimeProvider clock)
{
    internal const string NikPurpose = "worker.nik";
    internal const string IncomePurpose = "worker.income";

    private const string SelectWorkers =
        """
        SELECT workers.id AS Id, workers.organisation_id AS Organisation, workers.person_id AS PersonId, COALESCE(workers.own_person_id, '') AS OwnPersonId, workers.nik AS Nik,
            workers.nik_hash AS NikHash, workers.name AS Name, workers.phone AS Phone, workers.job AS Job, workers.sector AS Sector,
            workers.income AS Income, registrations.programs AS Programs, registrations.number AS Number, workers.created_at AS CreatedAt
        FROM workers JOIN registrations ON registrations.worker_id = workers.id
        """;

    // Confirmed, but the NIK is somebody's already: until staff has looked it is shown as a registration like any other, so that nobody
    // learns here whose NIK is known.
    private const string SelectChecked =
        """
        SELECT number AS Id, '' AS Organisation, registrant_id AS PersonId, COALESCE(claimed_by, '') AS OwnPersonId, nik AS Nik, nik_hash AS NikHash, name AS Name,
            phone AS Phone, job AS Job, sector AS Sector, income AS Income, programs AS Programs, number AS Number, COALESCE(confirmed_at, created_at) AS CreatedAt
        FROM pending_registrations
        """;

    /// <summary>
    /// Until the person says where he works, the region of his NIK is the best guess of his time (identity.md section 6): a statement over
    /// <c>@Zone</c> and <c>@DefaultZone</c>.
    /// </summary>
    /// <param name="person">The parameter with his id.</param>
    internal static string GuessZone(string person) => $"UPDATE people SET zone = @Zone WHERE id = {person} AND zone = @DefaultZone";

    /// <summary>Those that this person is or has registered, and those registered with this number; the latest first.</summary>
    public Task<IReadOnlyList<Worker>> OfAsync(string personId, string? phone, CancellationToken cancellationToken) =>
        database.ReadAsync(session => OfAsync(session, personId, phone, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Worker>> OfAsync(DbSession session, string personId, string? phone, CancellationToken cancellationToken) =>
        session.QueryAsync<Worker>(
            $"""
            {SelectWorkers} WHERE workers.person_id = @personId OR workers.own_person_id = @personId
                OR (workers.phone <> '' AND workers.phone = @phone)
            UNION ALL
            {SelectChecked} WHERE state = 'checking' AND (settled <> 'same' OR registrant_id = @personId) AND (registrant_id = @personId OR claimed_by = @personId OR (phone <> '' AND phone = @phone))
            ORDER BY CreatedAt DESC, Id DESC
            """,
            new { personId, phone },
            cancellationToken);

    public Task<Worker?> FindAsync(DbSession session, string id, CancellationToken cancellationToken) =>
        session.FirstAsync<Worker>($"{SelectWorkers} WHERE workers.id = @id", new { id }, cancellationToken);

    /// <summary>By the number of the registration.</summary>
    public Task<Worker?> WithNumberAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        session.FirstAsync<Worker>($"{SelectWorkers} WHERE registrations.number = @number", new { number }, cancellationToken);

    public Task<Worker?> WithNikAsync(DbSession session, string nik, CancellationToken cancellationToken) => WithNik(session, nik).FirstAsync(cancellationToken);

    /// <summary>The same, asked along with others.</summary>
    public QueuedStatement<Worker> WithNik(DbSession session, string nik) =>
        session.Queue<Worker>($"{SelectWorkers} WHERE workers.nik_hash = @Hash", new { Hash = personalData.NikHash(nik) });

    /// <summary>Stores a worker and the registration; gives its number.</summary>
    /// <param name="session">The transaction of the turn's action.</param>
    /// <param name="worker">What was given.</param>
    /// <param name="origin">Who registers, and how.</param>
    /// <param name="localNow">The person's local time: its date is part of the number.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> AddAsync(
        DbSession session, NewWorker worker, RegistrationOrigin origin, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        var id = Guid.CreateVersion7(now).ToString();
        var number = origin.Number ?? await FreeNumberAsync(session, localNow, cancellationToken);
        session.Queue(
            $"""
            INSERT INTO workers (id, organisation_id, person_id, own_person_id, nik, nik_hash, name, phone, job, sector, income, created_at, updated_at)
            VALUES (@id, {Ownership.OfAddress("@OurAddress")}, @PersonId, @OwnPersonId, @Nik, @NikHash, @Name, @Phone, @Job, @Sector, @Income, @at, @at)
            """,
            new
            {
                id,
                origin.OurAddress,
                origin.PersonId,
                origin.OwnPersonId,
                Nik = personalData.Encrypt(NikPurpose, worker.Nik),
                NikHash = personalData.NikHash(worker.Nik),
                worker.Name,
                worker.Phone,
                worker.Job,
                worker.Sector,
                Income = personalData.Encrypt(IncomePurpose, worker.Income.ToString(CultureInfo.InvariantCulture)),
                at,
            });
        session.Queue(GuessZone("@OwnPersonId"), new { origin.OwnPersonId, Zone = RegionZones.Iana(worker.Nik), People.DefaultZone });
        session.Queue(
            """
            INSERT INTO registrations (number, worker_id, programs, status, channel, source, agent_id, relation, confirmed_by, created_at)
            VALUES (@number, @id, @Programs, 'registered_unpaid', @Channel, @Source, @AgentId, @Relation, @ConfirmedBy, @at)
            """,
            new { number, id, worker.Programs, origin.Channel, origin.Source, origin.AgentId, origin.Relation, origin.ConfirmedBy, at });
        // One round trip here, and one where the NIK is somebody's: the road tells nobody which it was.
        await session.ExecuteAsync(
            "INSERT INTO registration_history (id, number, what, turn_id, at) VALUES (@HistoryId, @number, 'registered', @TurnId, @at)",
            new { HistoryId = Guid.CreateVersion7(now).ToString(), number, origin.TurnId, at },
            cancellationToken);
        return number;
    }

    /// <summary>A number that no registration has, nor one that waits for a yes.</summary>
    public async Task<string> FreeNumberAsync(DbSession session, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        var number = PublicNumber.Registration(localNow);
        while (await Taken(session, number).FirstAsync(cancellationToken) > 0) number = PublicNumber.Registration(localNow);
        return number;
    }

    /// <summary>How many have this number, asked along with others.</summary>
    public static QueuedStatement<long> Taken(DbSession session, string number) =>
        session.Queue<long>(
            """
            SELECT (SELECT COUNT(*) FROM registrations WHERE number = @number) + (SELECT COUNT(*) FROM pending_registrations WHERE number = @number)
            """,
            new { number });

    /// <summary>The NIK in the clear, for the one comparison that needs it.</summary>
    public string NikOf(Worker worker) => personalData.DecryptText(NikPurpose, worker.Nik);

    /// <summary>Rupiah a month; 0 when it is not known.</summary>
    public long IncomeOf(Worker worker) =>
        worker.Income is { Length: > 0 } income ? long.Parse(personalData.DecryptText(IncomePurpose, income), CultureInfo.InvariantCulture) : 0;

    /// <summary>By which a NIK is counted without being known.</summary>
    public string HashOf(string nik) => personalData.NikHash(nik);

    public string HashOfPhone(string phone) => personalData.AddressHash(phone);
}
