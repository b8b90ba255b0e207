using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Membership.Files;

/// <summary>
/// Files of registrations on request: asked for by one of the staff, approved by another, fetched once and within a day by whoever asked. Each
/// step is in the log of looks.
/// </summary>
internal sealed class ExportRequests(Database database, RegistrationExport export, AuditLog audit, TimeProvider clock)
{
    /// <summary>After the approval the file can be fetched for so long.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private const int MostShown = 50;

    private const string Select =
        """
        SELECT q.id AS Id, COALESCE(q.export, '') AS Export, q.format AS Format, q.reason AS Reason, q.asked_by AS AskedBy, q.asked_at AS AskedAt, q.state AS State,
            COALESCE(q.decided_by, '') AS DecidedBy, COALESCE(q.decided_at, 0) AS DecidedAt, q.note AS Note, COALESCE(q.fetched_at, 0) AS FetchedAt,
            COALESCE(e.rows, 0) AS Rows
        FROM export_requests q LEFT JOIN exports e ON e.number = q.export
        """;

    /// <summary>Whether he may ask for a file, and fetch it.</summary>
    public static bool MayAsk(StaffScope scope) =>
        !scope.IsNarrow && (scope.Has(StaffRole.Administrator) || scope.Has(StaffRole.Outreach) || scope.Has(StaffRole.Service));

    /// <summary>Whether he may approve what another has asked for.</summary>
    public static bool MayDecide(StaffScope scope) => !scope.IsNarrow && (scope.Has(StaffRole.Approver) || scope.Has(StaffRole.Administrator));

    /// <summary>How many registrations of the organisation no file has had yet.</summary>
    public Task<long> NewAsync(StaffScope scope, CancellationToken cancellationToken) =>
        scope.IsNarrow ? Task.FromResult(0L) : database.ReadAsync(session => RegistrationExport.CountNewAsync(session, scope, cancellationToken), cancellationToken);

    /// <summary>The requests of the organisation, the latest first.</summary>
    public async Task<IReadOnlyList<ExportRequest>> ListAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return [];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{Select} WHERE q.organisation_id = @Organisation ORDER BY q.asked_at DESC, q.id DESC LIMIT {MostShown}", new { scope.Organisation }, cancellationToken),
            cancellationToken);
        return [.. rows.Select(row => row.Request(clock.GetUtcNow()))];
    }

    /// <summary>Asks for a file. Null when it is asked; else why it is not.</summary>
    /// <param name="scope">Who.</param>
    /// <param name="again">The number of a file that is to be written again; null: of what is new.</param>
    /// <param name="isXlsx">A workbook; else a CSV.</param>
    /// <param name="reason">What it is for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> AskAsync(StaffScope scope, string? again, bool isXlsx, string reason, CancellationToken cancellationToken)
    {
        if (!MayAsk(scope)) return "Peran Anda tidak boleh meminta ekspor.";
        if (reason.Trim().Length < 5) return "Tulis untuk apa berkasnya.";
        var now = clock.GetUtcNow();
        return await database.WriteAsync(
            async session =>
            {
                var values = new
                {
                    Id = Guid.CreateVersion7(now).ToString(),
                    scope.Organisation,
                    Again = again,
                    Format = isXlsx ? "xlsx" : "csv",
                    Reason = reason.Trim(),
                    scope.Login,
                    Now = now.ToUnixTimeMilliseconds(),
                };
                if (again is null && await RegistrationExport.CountNewAsync(session, scope, cancellationToken) == 0)
                    return "Tidak ada pendaftaran baru: semuanya sudah pernah diserahkan.";
                if (again is not null && await session.FirstAsync<long>(
                    "SELECT COUNT(*) FROM export_requests q WHERE q.export = @Again AND q.state IN ('approved', 'fetched') AND q.organisation_id = @Organisation",
                    values,
                    cancellationToken) == 0)
                    return "Berkas itu tidak ada.";
                if (await session.FirstAsync<long>(
                    "SELECT COUNT(*) FROM export_requests q WHERE q.state = 'asked' AND COALESCE(q.export, '') = COALESCE(@Again, '') AND q.organisation_id = @Organisation",
                    values,
                    cancellationToken) > 0)
                    return "Permintaan yang sama sudah menunggu persetujuan.";
                await session.ExecuteAsync(
                    """
                    INSERT INTO export_requests (id, organisation_id, export, format, reason, asked_by, asked_at, state, note)
                    VALUES (@Id, @Organisation, @Again, @Format, @Reason, @Login, @Now, 'asked', '')
                    """,
                    values,
                    cancellationToken);
                await audit.AddAsync(session, scope.Look(values.Reason), "export.asked", "", cancellationToken);
                return null;
            },
            cancellationToken);
    }

    /// <summary>Approves what another has asked for: what is new is marked as handed over in the same moment.</summary>
    public async Task<ExportDecision> ApproveAsync(StaffScope scope, string id, CancellationToken cancellationToken)
    {
        if (!MayDecide(scope)) return ExportDecision.Gone;
        var now = clock.GetUtcNow();
        return await database.WriteBulkAsync(
            async session =>
            {
                session.Lock("exports");
                if (await FindAsync(session, scope, id, cancellationToken) is not { State: "asked" } row) return ExportDecision.Gone;
                if (!RegistrationExport.AreTwo(row.AskedBy, scope.Login)) return ExportDecision.OnePerson;
                var number = row.Export;
                if (number.Length == 0)
                {
                    var batch = await export.TakeAsync(session, scope.Organisation, row.AskedBy, scope.Login, row.Reason, scope.Local(now), cancellationToken);
                    if (batch is null) return ExportDecision.NothingNew;
                    number = batch.Number;
                }

                await session.ExecuteAsync(
                    "UPDATE export_requests SET state = 'approved', export = @number, decided_by = @Login, decided_at = @Now WHERE id = @id",
                    new { id, number, scope.Login, Now = now.ToUnixTimeMilliseconds() },
                    cancellationToken);
                await audit.AddAsync(session, scope.Look($"{row.Reason}, {number}, diminta {row.AskedBy}"), "export.approved", "", cancellationToken);
                return ExportDecision.Approved;
            },
            cancellationToken);
    }

    /// <summary>Refuses it, with the reason for whoever asked.</summary>
    public async Task<ExportDecision> RefuseAsync(StaffScope scope, string id, string note, CancellationToken cancellationToken)
    {
        if (!MayDecide(scope)) return ExportDecision.Gone;
        var touched = await database.WriteAsync(
            async session =>
            {
                var count = await session.ExecuteAsync(
                    "UPDATE export_requests SET state = 'refused', decided_by = @Login, decided_at = @Now, note = @Note WHERE id = @id AND state = 'asked' AND organisation_id = @Organisation",
                    new { id, scope.Login, scope.Organisation, Note = note.Trim(), Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                if (count > 0) await audit.AddAsync(session, scope.Look(note.Trim()), "export.refused", "", cancellationToken);
                return count;
            },
            cancellationToken);
        return touched > 0 ? ExportDecision.Refused : ExportDecision.Gone;
    }

    /// <summary>The file, for whoever asked: once, and within a day after the approval. Null when there is none for him.</summary>
    public async Task<ExportFile?> FetchAsync(StaffScope scope, string id, CancellationToken cancellationToken)
    {
        if (!MayAsk(scope)) return null;
        var now = clock.GetUtcNow();
        var row = await database.ReadAsync(session => FindAsync(session, scope, id, cancellationToken), cancellationToken);
        if (row is not { State: "approved" } || row.AskedBy != scope.Login || row.Request(now).State != ExportState.Ready) return null;
        var batch = new RegistrationBatch(row.Export, row.Rows, row.AskedBy, row.DecidedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.DecidedAt));
        // Written first: a file that cannot be written is not used up.
        using var memory = new MemoryStream();
        await export.WriteAsync(batch, memory, row.Format == "xlsx", cancellationToken);
        var isFirst = await database.WriteAsync(
            async session =>
            {
                var count = await session.ExecuteAsync(
                    "UPDATE export_requests SET state = 'fetched', fetched_at = @Now WHERE id = @id AND state = 'approved'",
                    new { id, Now = now.ToUnixTimeMilliseconds() },
                    cancellationToken);
                if (count > 0) await audit.AddAsync(session, scope.Look($"{row.Reason}, {row.Export}"), "export.fetched", "", cancellationToken);
                return count > 0;
            },
            cancellationToken);
        return isFirst ? new ExportFile(RegistrationExport.FileName(batch, row.Format == "xlsx"), memory.ToArray()) : null;
    }

    private static Task<Row?> FindAsync(DbSession session, StaffScope scope, string id, CancellationToken cancellationToken) =>
        session.FirstAsync<Row>($"{Select} WHERE q.id = @id AND q.organisation_id = @Organisation", new { id, scope.Organisation }, cancellationToken);

    private sealed record Row(
        string Id, string Export, string Format, string Reason, string AskedBy, long AskedAt, string State, string DecidedBy, long DecidedAt, string Note, long FetchedAt, long Rows)
    {
        public ExportRequest Request(DateTimeOffset now)
        {
            var until = DateTimeOffset.FromUnixTimeMilliseconds(DecidedAt) + Life;
            return new ExportRequest(
                Id,
                State switch
                {
                    "asked" => ExportState.Asked,
                    "refused" => ExportState.Refused,
                    "fetched" => ExportState.Fetched,
                    _ => until > now ? ExportState.Ready : ExportState.Expired,
                },
                Export,
                Rows,
                Format,
                Reason,
                AskedBy,
                DateTimeOffset.FromUnixTimeMilliseconds(AskedAt),
                DecidedBy,
                DecidedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(DecidedAt),
                Note,
                until,
                FetchedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(FetchedAt));
        }
    }
}

/// <summary>Where a request for a file stands.</summary>
internal enum ExportState
{
    /// <summary>Somebody else has to approve it.</summary>
    Asked,

    /// <summary>Approved; whoever asked can fetch it.</summary>
    Ready,

    Refused,
    Fetched,

    /// <summary>Approved, and not fetched in time.</summary>
    Expired,
}

/// <summary>What came of a decision.</summary>
internal enum ExportDecision
{
    Approved,
    Refused,

    /// <summary>Whoever asks does not approve.</summary>
    OnePerson,

    /// <summary>Somebody has decided already, or it is not his to decide.</summary>
    Gone,

    /// <summary>What was new has gone with another file meanwhile.</summary>
    NothingNew,
}

/// <summary>Somebody wants a file of registrations.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Export">Number of the file; empty before the approval of a new one.</param>
/// <param name="Rows">Registrations in it; 0 before it is made.</param>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="AskedBy">A login.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="DecidedBy">A login; empty before.</param>
/// <param name="DecidedAt">UTC; null before.</param>
/// <param name="Note">Why it was refused.</param>
/// <param name="Until">Until when it can be fetched, UTC.</param>
/// <param name="FetchedAt">UTC; null before.</param>
internal sealed record ExportRequest(
    string Id, ExportState State, string Export, long Rows, string Format, string Reason, string AskedBy, DateTimeOffset AskedAt, string DecidedBy,
    DateTimeOffset? DecidedAt, string Note, DateTimeOffset Until, DateTimeOffset? FetchedAt);

/// <summary>A file as it is handed out.</summary>
internal sealed record ExportFile(string Name, byte[] Bytes);
