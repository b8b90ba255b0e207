using System.Text.Json;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Keys;
using Chatbot.Privacy.Records;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy.Erasing;

/// <summary>
/// Erases people who asked for it: tells them, then takes every row of theirs in one transaction, leaves the proof, and sees to what is
/// kept elsewhere. Each step can be done again after a crash.
/// </summary>
internal sealed partial class Erasures(
    Database database,
    PersonalRecords records,
    PersonalData personalData,
    DataKeys keys,
    ErasureWork work,
    DeletionList list,
    IEnumerable<TellErased> tellers,
    TimeProvider clock,
    IOptions<PrivacyOptions> options,
    ILogger<Erasures> logger)
{
    private const string Asked = "asked";
    private const string Told = "told";

    private const string SelectOpen =
        """
        SELECT number AS Number, person_id AS PersonId, conversation AS Conversation, step AS Step, made_at AS MadeAt, due_at AS DueAt
        FROM data_requests WHERE kind = 'erase' AND done_at IS NULL
        """;

    private const string Preview = "erasure_preview";

    // For the last message to reach the person before what we know of it goes.
    private static readonly TimeSpan AfterTelling = TimeSpan.FromMinutes(15);

    /// <summary>Puts a request on its way, in the transaction that notes it.</summary>
    public Task BeginAsync(DbSession session, DataRequest request, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE data_requests SET step = @Asked, step_at = @At WHERE number = @Number",
            new { Asked, At = request.MadeAt.AddHours(options.Value.EraseAfterHours).ToUnixTimeMilliseconds(), request.Number },
            cancellationToken);

    /// <summary>The erasure that is open under this number, or null.</summary>
    public async Task<OpenRequest?> FindOpenAsync(DbSession session, string number, CancellationToken cancellationToken)
    {
        var row = await session.FirstAsync<Row>($"{SelectOpen} AND number = @number", new { number }, cancellationToken);
        return row is null
            ? null
            : new OpenRequest(
                row.PersonId,
                row.Conversation,
                row.Step.Length > 0,
                DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt),
                DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt));
    }

    /// <summary>Takes back requests that were not carried out yet; false when there was none.</summary>
    public async Task<bool> CancelAsync(DbSession session, string personId, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE data_requests SET done_at = @Now, outcome = 'cancelled', step_at = NULL WHERE person_id = @personId AND kind = 'erase' AND done_at IS NULL",
            new { personId, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken) > 0;

    /// <summary>Does the next step of every request that is due, then what waits elsewhere. How many people were erased.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{SelectOpen} AND step_at <= @Now ORDER BY step_at, number",
                new { Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        var erased = 0;
        foreach (var row in due)
        {
            try
            {
                if (row.Step == Told)
                {
                    if (await EraseAsync(row, cancellationToken)) erased++;
                }
                else
                {
                    await TellAsync(row, cancellationToken);
                }
            }
#pragma warning disable CA1031 // A worker's loop: one request must not keep the others.
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(logger, error, row.Number);
            }
        }

        await work.RunAsync(cancellationToken);
        return erased;
    }

    /// <summary>Brings database and list together: who was erased after the backup that this database is, is erased again. How many.</summary>
    public async Task<int> RedoAsync(CancellationToken cancellationToken)
    {
        var listed = await list.ReadAsync(cancellationToken);
        var known = await database.ReadAsync(
            session => session.QueryAsync<ProofRow>(
                """
                SELECT receipt AS Receipt, lookup_key AS LookupKey, hashes AS Hashes, counts AS Counts, requested_at AS RequestedAt,
                    erased_at AS ErasedAt, organisation_id AS Organisation
                FROM deletion_proofs
                """,
                null,
                cancellationToken),
            cancellationToken);
        await list.AddAsync(
            known.ExceptBy(listed.Select(proof => proof.Receipt), row => row.Receipt).Select(row => row.ToProof()), cancellationToken);

        var again = listed.ExceptBy(known.Select(row => row.Receipt), proof => proof.Receipt).ToList();
        if (again.Count == 0) return 0;
        foreach (var proof in again)
        {
            var count = await database.WriteAsync(
                async session =>
                {
                    var found = await FindAsync(session, proof, cancellationToken);
                    var subject = await records.TraceAsync(session, found with { OnlyWorkers = found.Workers }, cancellationToken);
                    return (await EraseRowsAsync(session, subject, proof.Receipt, proof, cancellationToken)).Counts.Values.Sum();
                },
                cancellationToken);
            LogAgain(logger, proof.Receipt, count);
        }

        await work.RunAsync(cancellationToken);
        return again.Count;
    }

    private async Task TellAsync(Row row, CancellationToken cancellationToken)
    {
        foreach (var tell in tellers) await tell(row.Conversation, row.Number, cancellationToken);
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE data_requests SET step = @Told, step_at = @At WHERE number = @Number AND step = @Asked",
                new { Told, Asked, At = (clock.GetUtcNow() + AfterTelling).ToUnixTimeMilliseconds(), row.Number },
                cancellationToken),
            cancellationToken);
    }

    private async Task<bool> EraseAsync(Row row, CancellationToken cancellationToken)
    {
        var proof = await database.WriteAsync(
            async session =>
            {
                // Another copy may have done it.
                var open = await session.FirstAsync<long>(
                    "SELECT COUNT(*) FROM data_requests WHERE number = @Number AND done_at IS NULL", new { row.Number }, cancellationToken);
                if (open == 0) return null;
                var subject = await SubjectAsync(session, row.PersonId, await ErasureScopes.OfAsync(session, row.Number, cancellationToken), cancellationToken);
                var organisation = await session.FirstAsync<string>($"SELECT {Ownership.OfConversation("@Conversation")}", new { row.Conversation }, cancellationToken);
                var made = new DeletionProof(
                    row.Number,
                    keys.ForLookup.Id,
                    [.. subject.Persons.Select(id => personalData.Hash(DeletionProof.PersonHash, id))],
                    [.. subject.Addresses.Select(address => personalData.Hash(DeletionProof.AddressHash, address))],
                    [.. subject.Workers.Select(id => personalData.Hash(DeletionProof.WorkerHash, id))],
                    new Dictionary<string, int>(),
                    row.MadeAt,
                    clock.GetUtcNow().ToUnixTimeMilliseconds()) { Organisation = organisation };
                return await EraseRowsAsync(session, subject, row.Number, made, cancellationToken);
            },
            cancellationToken);
        if (proof is null) return false;
        await list.AddAsync([proof], cancellationToken);
        var rows = proof.Counts.Values.Sum();
        LogErased(logger, proof.Receipt, rows);
        return true;
    }

    /// <summary>What an erasure would take, row by row: it is done as it will be, and undone in the same transaction.</summary>
    /// <param name="session">A transaction.</param>
    /// <param name="personId">Who asked.</param>
    /// <param name="workers">Ids of the registrations that go with him.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ErasurePreview> PreviewAsync(DbSession session, string personId, IReadOnlyList<string> workers, CancellationToken cancellationToken)
    {
        var subject = await SubjectAsync(session, personId, workers, cancellationToken);
        var elsewhere = work.Kinds.Sum(kind => (long)kind.Of(subject).Count());
        var own = new Dictionary<string, int>();
        foreach (var table in records.Tables)
        {
            if (table.Outside is { } outside) elsewhere += await CountAsync($"{table.Name} WHERE ({table.Condition}) AND {outside.Item} IS NOT NULL");
            // What it does beside deleting is done to rows that stay.
            if (table.Erase is not null) own[table.Name] = (int)await CountAsync($"{table.Name} WHERE {table.Condition}");
        }

        var consents = await CountAsync("consents WHERE person_id IN @Persons");
        await session.SaveAsync(Preview, cancellationToken);
        var counts = await records.EraseAsync(session, subject, cancellationToken);
        await session.UndoAsync(Preview, cancellationToken);
        return new ErasurePreview(
            [
                .. records.Tables.Reverse().Select(table => (table.Holds, Rows: own.TryGetValue(table.Name, out var rows) ? rows : counts.GetValueOrDefault(table.Name)))
                    .Where(one => one.Rows > 0),
            ],
            elsewhere,
            consents);

        Task<long> CountAsync(string rows) => session.FirstAsync<long>($"SELECT COUNT(*) FROM {rows}", subject.Parameters, cancellationToken);
    }

    // What was named goes also when another number of his registered it: staff has made sure of it.
    private Task<DataSubject> SubjectAsync(DbSession session, string personId, IReadOnlyList<string>? only, CancellationToken cancellationToken) =>
        records.TraceAsync(
            session, DataSubject.Of(personId) with { Workers = [.. only ?? []], OnlyWorkers = only is null ? null : [.. only] }, cancellationToken);

    private async Task<DeletionProof> EraseRowsAsync(
        DbSession session, DataSubject subject, string receipt, DeletionProof proof, CancellationToken cancellationToken)
    {
        foreach (var table in records.Tables)
        {
            if (table.Outside is not { } outside) continue;
            var items = await session.QueryAsync<string>(
                $"SELECT {outside.Item} FROM {table.Name} WHERE ({table.Condition}) AND {outside.Item} IS NOT NULL", subject.Parameters, cancellationToken);
            await work.AddAsync(session, receipt, outside.Kind, items, cancellationToken);
        }

        foreach (var kind in work.Kinds) await work.AddAsync(session, receipt, kind.Kind, kind.Of(subject), cancellationToken);

        var consents = await session.QueryAsync<ConsentRow>(
            """
            SELECT purpose AS Purpose, granted AS Granted, text_version AS TextVersion, channel AS Channel, address_hash AS AddressHash, at AS At
            FROM consents WHERE person_id IN @Persons ORDER BY person_id, number
            """,
            subject.Parameters,
            cancellationToken);
        var counts = await records.EraseAsync(session, subject, cancellationToken);
        proof = proof with { Counts = counts };
        await session.ExecuteAsync(
            """
            INSERT INTO deletion_proofs (receipt, lookup_key, hashes, counts, requested_at, erased_at, organisation_id)
            VALUES (@Receipt, @LookupKey, @Hashes, @Counts, @RequestedAt, @ErasedAt, @Organisation) ON CONFLICT (receipt) DO NOTHING
            """,
            ProofRow.Of(proof),
            cancellationToken);
        for (var number = 0; number < consents.Count; number++)
        {
            var consent = consents[number];
            await session.ExecuteAsync(
                """
                INSERT INTO erased_consents (receipt, number, purpose, granted, text_version, channel, address_hash, at, erased_at)
                VALUES (@receipt, @Number, @Purpose, @Granted, @TextVersion, @Channel, @AddressHash, @At, @ErasedAt)
                ON CONFLICT (receipt, number) DO NOTHING
                """,
                new
                {
                    receipt,
                    Number = (long)(number + 1),
                    consent.Purpose,
                    consent.Granted,
                    consent.TextVersion,
                    consent.Channel,
                    consent.AddressHash,
                    consent.At,
                    proof.ErasedAt,
                },
                cancellationToken);
        }

        return proof;
    }

    /// <summary>Whom a proof is about, among the people of this database: those that were there before he was erased.</summary>
    private async Task<DataSubject> FindAsync(DbSession session, DeletionProof proof, CancellationToken cancellationToken)
    {
        var key = (byte)proof.LookupKey;
        var subject = new DataSubject();
        foreach (var table in records.Tables)
        {
            if (table.Identity is not { } identity) continue;
            var ids = await session.QueryAsync<string>(
                $"SELECT {identity.Expression} FROM {table.Name} WHERE {identity.Since} <= @ErasedAt", new { proof.ErasedAt }, cancellationToken);
            subject = identity.Kind switch
            {
                IdentityKind.Person => subject with { Persons = subject.Persons.Union(Fitting(ids, DeletionProof.PersonHash, proof.Persons)) },
                IdentityKind.Address => subject with { Addresses = subject.Addresses.Union(Fitting(ids, DeletionProof.AddressHash, proof.Addresses)) },
                IdentityKind.Worker => subject with { Workers = subject.Workers.Union(Fitting(ids, DeletionProof.WorkerHash, proof.Workers)) },
            };
        }

        return subject;

        IEnumerable<string> Fitting(IEnumerable<string> values, string kind, IEnumerable<string> hashes)
        {
            var wanted = hashes.ToHashSet(StringComparer.Ordinal);
            return values.Where(value => wanted.Contains(personalData.Hash(kind, value, key)));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Erased {Rows} rows for request {Receipt}")]
    private static partial void LogErased(ILogger logger, string receipt, int rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {Receipt} was carried out after this database was backed up: erased {Rows} rows again")]
    private static partial void LogAgain(ILogger logger, string receipt, int rows);

    [LoggerMessage(Level = LogLevel.Error, Message = "The erasure of request {Receipt} failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception error, string receipt);

    private sealed record Row(string Number, string PersonId, string Conversation, string Step, long MadeAt, long DueAt);

    private sealed record ConsentRow(string Purpose, long Granted, string TextVersion, string Channel, string AddressHash, long At);

    private sealed record ProofRow(string Receipt, long LookupKey, string Hashes, string Counts, long RequestedAt, long ErasedAt, string Organisation)
    {
        public static ProofRow Of(DeletionProof proof) => new(
            proof.Receipt,
            proof.LookupKey,
            JsonSerializer.Serialize(new[] { proof.Persons, proof.Addresses, proof.Workers }),
            JsonSerializer.Serialize(proof.Counts),
            proof.RequestedAt,
            proof.ErasedAt,
            proof.Organisation ?? Ownership.First);

        public DeletionProof ToProof()
        {
            var hashes = JsonSerializer.Deserialize<string[][]>(Hashes) ?? [[], [], []];
            return new DeletionProof(
                Receipt,
                LookupKey,
                hashes[0],
                hashes[1],
                hashes[2],
                JsonSerializer.Deserialize<Dictionary<string, int>>(Counts) ?? [],
                RequestedAt,
                ErasedAt) { Organisation = Organisation };
        }
    }
}

/// <summary>An erasure that was asked for and is not done.</summary>
/// <param name="PersonId">Who asked.</param>
/// <param name="Conversation">Key text of where he did.</param>
/// <param name="IsOnItsWay">It goes by itself; else it waits for the staff.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="DueAt">Until when the law wants it done, UTC.</param>
internal sealed record OpenRequest(string PersonId, string Conversation, bool IsOnItsWay, DateTimeOffset MadeAt, DateTimeOffset DueAt);

/// <summary>What an erasure would take, in counts alone.</summary>
/// <param name="Rows">By kind of data, as the person reads its name.</param>
/// <param name="Elsewhere">Texts and files at a provider, and states outside the database.</param>
/// <param name="Consents">Entries that stay without the person, as the proof that he had agreed.</param>
internal sealed record ErasurePreview(IReadOnlyList<(string Holds, int Rows)> Rows, long Elsewhere, long Consents);
