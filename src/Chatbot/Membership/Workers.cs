using System.Globalization;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>A registered worker. The NIK stays encrypted until somebody asks for it.</summary>
internal sealed record Worker(
    string Id, string PersonId, byte[] Nik, string NikHash, string Name, string Phone, string Number, long CreatedAt);

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
        SELECT workers.id AS Id, workers.person_id AS PersonId, workers.nik AS Nik, workers.nik_hash AS NikHash,
            workers.name AS Name, workers.phone AS Phone, registrations.number AS Number, workers.created_at AS CreatedAt
        FROM workers JOIN registrations ON registrations.worker_id = workers.id
        """;

    /// <summary>Those that this person registered, and those registered with this number; the latest first.</summary>
    public Task<IReadOnlyList<Worker>> OfAsync(string personId, string? phone, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync<Worker>(
                $"{SelectWorkers} WHERE workers.person_id = @personId OR workers.phone = @phone ORDER BY workers.created_at DESC, workers.id DESC",
                new { personId, phone },
                cancellationToken),
            cancellationToken);

    public Task<Worker?> WithNikAsync(DbSession session, string nik, CancellationToken cancellationToken) =>
        session.FirstAsync<Worker>(
            $"{SelectWorkers} WHERE workers.nik_hash = @Hash", new { Hash = personalData.NikHash(nik) }, cancellationToken);

    /// <summary>Stores a worker and the registration; gives its number.</summary>
    /// <param name="session">The transaction of the turn's action.</param>
    /// <param name="worker">What was given.</param>
    /// <param name="personId">Who registers.</param>
    /// <param name="channel">On which channel.</param>
    /// <param name="turnId">In which turn.</param>
    /// <param name="localNow">The person's local time: its date is part of the number.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> AddAsync(
        DbSession session,
        NewWorker worker,
        string personId,
        string channel,
        string turnId,
        DateTimeOffset localNow,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        var id = Guid.CreateVersion7(now).ToString();
        await session.ExecuteAsync(
            """
            INSERT INTO workers (id, person_id, nik, nik_hash, name, phone, job, sector, income, created_at, updated_at)
            VALUES (@id, @personId, @Nik, @NikHash, @Name, @Phone, @Job, @Sector, @Income, @at, @at)
            """,
            new
            {
                id,
                personId,
                Nik = personalData.Encrypt(NikPurpose, worker.Nik),
                NikHash = personalData.NikHash(worker.Nik),
                worker.Name,
                worker.Phone,
                worker.Job,
                worker.Sector,
                Income = personalData.Encrypt(IncomePurpose, worker.Income.ToString(CultureInfo.InvariantCulture)),
                at,
            },
            cancellationToken);
        var number = PublicNumber.Registration(localNow);
        while (await IsTakenAsync(session, number, cancellationToken)) number = PublicNumber.Registration(localNow);
        await session.ExecuteAsync(
            """
            INSERT INTO registrations (number, worker_id, programs, status, channel, created_at)
            VALUES (@number, @id, @Programs, 'registered_unpaid', @channel, @at)
            """,
            new { number, id, worker.Programs, channel, at },
            cancellationToken);
        await session.ExecuteAsync(
            "INSERT INTO registration_history (id, number, what, turn_id, at) VALUES (@HistoryId, @number, 'registered', @turnId, @at)",
            new { HistoryId = Guid.CreateVersion7(now).ToString(), number, turnId, at },
            cancellationToken);
        return number;
    }

    /// <summary>The NIK in the clear, for the one comparison that needs it.</summary>
    public string NikOf(Worker worker) => personalData.DecryptText(NikPurpose, worker.Nik);

    private static async Task<bool> IsTakenAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        await session.FirstAsync<long>(
            "SELECT COUNT(*) FROM registrations WHERE number = @number", new { number }, cancellationToken) > 0;
}
