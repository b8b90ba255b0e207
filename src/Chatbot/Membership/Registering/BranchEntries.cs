using Chatbot.Language;
using Chatbot.Membership.Members;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Membership.Registering;

/// <summary>
/// Registrations on their way into BPJS Ketenagakerjaan's own systems: which still wait there, and what the branch notes of each: the number (KPJ)
/// under which it stands, or why it could not be entered. Every step is in the log of looks and in the history of the registration.
/// </summary>
internal sealed class BranchEntries(Database database, PersonalData personalData, AuditLog audit, TimeProvider clock)
{
    /// <summary>What the number is encrypted for.</summary>
    public const string KpjPurpose = "registration.kpj";

    private const int KpjDigits = 11;

    private const int MostRecent = 20;

    private const string Waits = "(b.state IS NULL OR b.state = 'returned')";

    /// <summary>Whether he may note anything.</summary>
    public static bool MayNote(StaffScope scope) => RegistrationDesk.MayAct(scope);

    /// <summary>Those that are not entered, the oldest first; empty for an agent or a village.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="stage">Which of them.</param>
    /// <param name="skip">From 0.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<BranchQueue> WaitingAsync(StaffScope scope, BranchStage stage, int skip, int count, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return BranchQueue.Empty;
        var condition = $"{scope.OwnsWorker("w")} AND {Waits}" + stage switch
        {
            BranchStage.All => "",
            BranchStage.NotHandedOver => " AND b.state IS NULL AND x.registration IS NULL",
            BranchStage.HandedOver => " AND b.state IS NULL AND x.registration IS NOT NULL",
            BranchStage.Returned => " AND b.state = 'returned'",
        };
        const string From =
            """
            FROM registrations r JOIN workers w ON w.id = r.worker_id LEFT JOIN branch_entries b ON b.registration = r.number
            LEFT JOIN exported_registrations x ON x.registration = r.number
            """;
        var values = new { scope.Organisation, OwnPeople = scope.OwnPeopleValue, Skip = (long)skip, Count = (long)count };
        return await database.ReadAsync(
            async session =>
            {
                var total = await session.FirstAsync<long>($"SELECT COUNT(*) {From} WHERE {condition}", values, cancellationToken);
                var rows = await session.QueryAsync<Row>(
                    $"""
                    SELECT r.number AS Number, w.id AS WorkerId, w.name AS Name, w.phone AS Phone, w.job AS Job, w.village AS Village, w.district AS District,
                        COALESCE(k.code, '') AS Area, r.channel AS Channel, w.needs_review AS NeedsReview, CAST(LENGTH(w.nik) AS BIGINT) AS NikLength, r.created_at AS CreatedAt,
                        COALESCE(x.export, '') AS Export, COALESCE(b.note, '') AS Note
                    {From} LEFT JOIN worker_areas k ON k.worker_id = w.id
                    WHERE {condition} ORDER BY r.created_at, r.number LIMIT @Count OFFSET @Skip
                    """,
                    values,
                    cancellationToken);
                return new BranchQueue([.. rows.Select(RowOf)], total);
            },
            cancellationToken);
    }

    /// <summary>Those that were entered last, the latest first.</summary>
    public async Task<IReadOnlyList<EnteredRegistration>> EnteredAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return [];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<EnteredRow>(
                $"""
                SELECT b.registration AS Number, w.id AS WorkerId, w.name AS Name, b.kpj AS Kpj, b.made_by AS MadeBy, b.at AS At
                FROM branch_entries b JOIN registrations r ON r.number = b.registration JOIN workers w ON w.id = r.worker_id
                WHERE b.state = 'entered' AND {scope.OwnsWorker("w")} ORDER BY b.at DESC, b.registration LIMIT {MostRecent}
                """,
                new { scope.Organisation, OwnPeople = scope.OwnPeopleValue },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new EnteredRegistration(
                row.Number, row.WorkerId, Masking.Name(row.Name), KpjOf(row.Kpj), row.MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(row.At))),
        ];
    }

    /// <summary>How many wait, and since when the oldest does.</summary>
    public async Task<BranchCount> CountAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return BranchCount.None;
        return await database.ReadAsync(
            async session =>
            {
                var values = new { scope.Organisation, OwnPeople = scope.OwnPeopleValue };
                var entries = await session.FirstAsync<CountRow>(
                    $"""
                    SELECT COUNT(*) AS People, COALESCE(MIN(r.created_at), 0) AS Oldest FROM registrations r JOIN workers w ON w.id = r.worker_id
                    LEFT JOIN branch_entries b ON b.registration = r.number WHERE {scope.OwnsWorker("w")} AND {Waits}
                    """,
                    values,
                    cancellationToken);
                var consents = await session.FirstAsync<CountRow>(
                    $"""
                    SELECT COUNT(*) AS People, COALESCE(MIN(due_at), 0) AS Oldest FROM pending_registrations
                    WHERE state <> 'asked' AND settled = '' AND {StaffScope.OwnsConversation("conversation")}
                    """,
                    values,
                    cancellationToken);
                return new BranchCount(entries?.People ?? 0, TimeOf(entries), consents?.People ?? 0, TimeOf(consents));
            },
            cancellationToken);
    }

    /// <summary>It stands in BPJS Ketenagakerjaan's system under this number.</summary>
    public Task<BranchNoted> EnterAsync(StaffScope scope, string number, string kpj, CancellationToken cancellationToken)
    {
        var digits = string.Concat(kpj.Where(char.IsAsciiDigit));
        if (digits.Length != KpjDigits || kpj.Any(one => !char.IsAsciiDigit(one) && one is not (' ' or '-' or '.'))) return Task.FromResult(BranchNoted.WrongNumber);
        return NoteAsync(scope, number, new Noted("entered", personalData.Encrypt(KpjPurpose, digits), "", "KPJ dicatat"), cancellationToken);
    }

    /// <summary>It could not be entered; why, and what has to be mended. His data is to be held against the KTP once more.</summary>
    public Task<BranchNoted> ReturnAsync(StaffScope scope, string number, string note, CancellationToken cancellationToken) =>
        note.Trim().Length < 5 ? Task.FromResult(BranchNoted.NoReason) : NoteAsync(scope, number, new Noted("returned", null, note.Trim(), note.Trim()), cancellationToken);

    /// <summary>What was noted last was a slip: it waits again as before. False when there is nothing to take back.</summary>
    public Task<bool> TakeBackAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await WorkerOfAsync(session, scope, number, cancellationToken) is not { } worker) return false;
                if (await session.ExecuteAsync("DELETE FROM branch_entries WHERE registration = @number", new { number }, cancellationToken) == 0) return false;
                await TellAsync(session, scope, number, worker, "taken_back", "diurungkan", cancellationToken);
                return true;
            },
            cancellationToken);

    private Task<BranchNoted> NoteAsync(StaffScope scope, string number, Noted noted, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await WorkerOfAsync(session, scope, number, cancellationToken) is not { } worker) return BranchNoted.Gone;
                var written = await session.ExecuteAsync(
                    """
                    INSERT INTO branch_entries (registration, state, kpj, note, made_by, at) VALUES (@number, @State, @Kpj, @Note, @Login, @At)
                    ON CONFLICT (registration) DO UPDATE SET state = excluded.state, kpj = excluded.kpj, note = excluded.note, made_by = excluded.made_by, at = excluded.at
                    WHERE branch_entries.state = 'returned'
                    """,
                    new { number, noted.State, noted.Kpj, noted.Note, scope.Login, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                if (written == 0) return BranchNoted.EnteredAlready;
                if (noted.State == "returned") await session.ExecuteAsync("UPDATE workers SET needs_review = 1 WHERE id = @worker", new { worker }, cancellationToken);
                await TellAsync(session, scope, number, worker, noted.State, noted.Said, cancellationToken);
                return BranchNoted.Done;
            },
            cancellationToken);

    private async Task TellAsync(DbSession session, StaffScope scope, string number, string worker, string what, string said, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        await session.ExecuteAsync(
            "INSERT INTO registration_history (id, number, what, turn_id, at) VALUES (@Id, @number, @what, @By, @At)",
            new { Id = Guid.CreateVersion7(at).ToString(), number, what, By = "officer:" + scope.Login, At = at.ToUnixTimeMilliseconds() },
            cancellationToken);
        await audit.AddAsync(session, scope.Look($"{number}: {said}"), $"registration.{what}", worker, cancellationToken);
    }

    private static async Task<string?> WorkerOfAsync(DbSession session, StaffScope scope, string number, CancellationToken cancellationToken) =>
        !MayNote(scope) ? null : await session.FirstAsync<string>(
            $"SELECT w.id FROM registrations r JOIN workers w ON w.id = r.worker_id WHERE r.number = @number AND {scope.OwnsWorker("w")}",
            new { number, scope.Organisation, OwnPeople = scope.OwnPeopleValue },
            cancellationToken);

    private static BranchRegistration RowOf(Row row)
    {
        List<MissingPart> missing = [];
        if (row.NikLength == 0) missing.Add(MissingPart.Nik);
        if (row.Phone.Length == 0) missing.Add(MissingPart.Phone);
        if (row.Job.Length == 0) missing.Add(MissingPart.Job);
        if (row.NeedsReview == 1) missing.Add(MissingPart.Check);
        return new BranchRegistration(
            row.Number, row.WorkerId, Masking.Name(row.Name), row.Area.Length > 0 ? RegionNames.Find(row.Area) ?? "" : "", MemberPlace.NameOf(row.District), row.Village, row.Channel,
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), row.Export, row.Note, missing);
    }

    private string KpjOf(byte[]? kpj) => kpj is null ? "" : Masking.Kpj(personalData.DecryptText(KpjPurpose, kpj));

    private static DateTimeOffset? TimeOf(CountRow? row) => row is null || row.People == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Oldest);

    private sealed record Noted(string State, byte[]? Kpj, string Note, string Said);

    private sealed record Row(
        string Number, string WorkerId, string Name, string Phone, string Job, string Village, string District, string Area, string Channel, long NeedsReview, long NikLength,
        long CreatedAt, string Export, string Note);

    private sealed record EnteredRow(string Number, string WorkerId, string Name, byte[]? Kpj, string MadeBy, long At);

    private sealed record CountRow(long People, long Oldest);
}

/// <summary>Part of the registrations that are not entered.</summary>
internal enum BranchStage
{
    All,

    /// <summary>No file has had it.</summary>
    NotHandedOver,

    /// <summary>A file has had it.</summary>
    HandedOver,

    /// <summary>It could not be entered.</summary>
    Returned,
}

/// <summary>What is missing of a registration before it can be entered.</summary>
internal enum MissingPart
{
    /// <summary>Only a part of it is kept any more: the person has to bring the KTP.</summary>
    Nik,
    Phone,
    Job,

    /// <summary>Somebody of the branch has to hold the data against the KTP.</summary>
    Check,
}

/// <summary>What came of noting something.</summary>
internal enum BranchNoted
{
    Done,

    /// <summary>A number has eleven digits.</summary>
    WrongNumber,

    /// <summary>It says nothing of why.</summary>
    NoReason,

    /// <summary>It was entered meanwhile.</summary>
    EnteredAlready,

    /// <summary>There is none of that number for him.</summary>
    Gone,
}

/// <summary>A page of what waits.</summary>
/// <param name="Rows">In order.</param>
/// <param name="Count">Of all.</param>
internal sealed record BranchQueue(IReadOnlyList<BranchRegistration> Rows, long Count)
{
    public static BranchQueue Empty { get; } = new([], 0);
}

/// <summary>A registration that is not entered.</summary>
/// <param name="Number">Of the registration.</param>
/// <param name="WorkerId">Whose page to open.</param>
/// <param name="Name">Masked.</param>
/// <param name="Area">Kabupaten or kota of the KTP; may be empty.</param>
/// <param name="District">May be empty.</param>
/// <param name="Village">May be empty.</param>
/// <param name="Channel">Where it was made.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Export">The file in which it was handed over; empty before.</param>
/// <param name="Note">Why it could not be entered; empty when nobody has tried.</param>
/// <param name="Missing">What has to be asked first.</param>
internal sealed record BranchRegistration(
    string Number, string WorkerId, string Name, string Area, string District, string Village, string Channel, DateTimeOffset At, string Export, string Note,
    IReadOnlyList<MissingPart> Missing);

/// <summary>A registration that was entered.</summary>
/// <param name="Number">Of the registration.</param>
/// <param name="WorkerId">Whose.</param>
/// <param name="Name">Masked.</param>
/// <param name="Kpj">Masked.</param>
/// <param name="By">Login of who noted it.</param>
/// <param name="At">UTC.</param>
internal sealed record EnteredRegistration(string Number, string WorkerId, string Name, string Kpj, string By, DateTimeOffset At);

/// <summary>What waits for the branch.</summary>
/// <param name="Entries">Registrations that are not entered.</param>
/// <param name="OldestEntry">When the oldest was made, UTC; null: none waits.</param>
/// <param name="Consents">Registrations whose member says yes at the branch, or whose NIK staff has to look at.</param>
/// <param name="FirstDue">When the first of them is deleted without that, UTC.</param>
internal sealed record BranchCount(long Entries, DateTimeOffset? OldestEntry, long Consents, DateTimeOffset? FirstDue)
{
    public static BranchCount None { get; } = new(0, null, 0, null);
}
