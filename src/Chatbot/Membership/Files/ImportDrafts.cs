using System.Security.Cryptography;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Membership.Files;

/// <summary>
/// Lists that somebody of the staff is about to take in: kept encrypted for a day, so that a page that is loaded anew loses nothing; mended row by
/// row; then imported by the same way as any list. A draft is seen by whoever brought it, and by nobody else.
/// </summary>
internal sealed class ImportDrafts(Database database, PersonalData personalData, Imports imports, SponsoredBatches batches, TimeProvider clock)
{
    internal const string ContentPurpose = "import.draft";
    internal const string MendsPurpose = "import.mends";

    /// <summary>About 200,000 rows as a workbook.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>Rows with a mistake that are shown at once; the next come when these are mended.</summary>
    public const int MostShown = 50;

    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Keeps a file; gives the draft, or why it cannot be taken.</summary>
    /// <param name="scope">Who brings it.</param>
    /// <param name="kind">What it is a list of.</param>
    /// <param name="batch">Number of the batch of a sponsored list.</param>
    /// <param name="fileName">As it is called.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(ImportDraft? Draft, string? Refused)> BeginAsync(
        StaffScope scope, ImportKind kind, string? batch, string fileName, byte[] bytes, CancellationToken cancellationToken)
    {
        if (!Imports.MayImport(scope, kind)) return (null, "Peran Anda tidak boleh mengimpor daftar.");
        if (bytes.Length > MostBytes) return (null, $"Berkas terlalu besar (paling besar {MostBytes / 1024 / 1024} MB). Bagi menjadi beberapa berkas.");
        var now = clock.GetUtcNow();
        var draft = new ImportDraft
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Kind = kind,
            Batch = kind == ImportKind.Sponsored ? batch : null,
            FileName = Masking.Transcript(Path.GetFileName(fileName)),
            Bytes = FileBytes.Of(bytes),
            ExpiresAt = now + Life,
        };
        if (await LookAsync(scope, draft, cancellationToken) is { Preview: null } look) return (null, look.Refused);
        await database.WriteBulkAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM import_drafts WHERE expires_at < @Now", new { Now = now.ToUnixTimeMilliseconds() }, cancellationToken);
                return await session.ExecuteAsync(
                    """
                    INSERT INTO import_drafts (id, organisation_id, made_by, kind, batch, file_name, content, mends, basis, expires_at, created_at)
                    VALUES (@Id, @Organisation, @Login, @Kind, @Batch, @FileName, @Content, @Mends, '', @ExpiresAt, @Now)
                    """,
                    new
                    {
                        draft.Id,
                        scope.Organisation,
                        scope.Login,
                        Kind = kind.ToString(),
                        Batch = draft.Batch ?? "",
                        draft.FileName,
                        Content = personalData.Encrypt(ContentPurpose, bytes),
                        Mends = personalData.Encrypt(MendsPurpose, Mends.None.Write()),
                        ExpiresAt = draft.ExpiresAt.ToUnixTimeMilliseconds(),
                        Now = now.ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
            },
            cancellationToken);
        return (draft, null);
    }

    /// <summary>What he has not finished, the latest first.</summary>
    public async Task<IReadOnlyList<DraftEntry>> MineAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<EntryRow>(
                $"SELECT id AS Id, kind AS Kind, file_name AS FileName, created_at AS CreatedAt, expires_at AS ExpiresAt FROM import_drafts WHERE {Mine} ORDER BY created_at DESC, id",
                ValuesOf(scope, ""),
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new DraftEntry(
                row.Id, Enum.Parse<ImportKind>(row.Kind), row.FileName, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt))),
        ];
    }

    /// <summary>A draft of his own; null when there is none any more.</summary>
    public async Task<ImportDraft?> OpenAsync(StaffScope scope, string id, CancellationToken cancellationToken)
    {
        var row = await database.ReadBulkAsync(
            session => session.FirstAsync<DraftRow>(
                $"SELECT kind AS Kind, batch AS Batch, file_name AS FileName, content AS Content, mends AS Mends, basis AS Basis, expires_at AS ExpiresAt FROM import_drafts WHERE id = @id AND {Mine}",
                ValuesOf(scope, id),
                cancellationToken),
            cancellationToken);
        if (row is null) return null;
        try
        {
            return new ImportDraft
            {
                Id = id,
                Kind = Enum.Parse<ImportKind>(row.Kind),
                Batch = row.Batch.Length > 0 ? row.Batch : null,
                FileName = row.FileName,
                Bytes = FileBytes.Of(personalData.Decrypt(ContentPurpose, row.Content)),
                Mends = Mends.Read(personalData.DecryptText(MendsPurpose, row.Mends)),
                Basis = row.Basis,
                ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt),
            };
        }
        catch (CryptographicException)
        {
            // Its key is gone: the file has to be brought again.
            return null;
        }
    }

    /// <summary>What the list would do as it stands, and its rows with mistakes as they can be mended. Nothing is written.</summary>
    public async Task<DraftLook> LookAsync(StaffScope scope, ImportDraft draft, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(scope, draft, ImportMode.DryRun, cancellationToken);
        return outcome switch
        {
            ImportOutcome.Looked looked => new DraftLook(looked.Preview, Rows(draft, looked.Preview, cancellationToken), null),
            ImportOutcome.Refused refused => new DraftLook(refused.Preview, [], refused.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Keeps what was mended and said; gives the draft as it is now, null when there is none any more.</summary>
    public async Task<ImportDraft?> ChangeAsync(StaffScope scope, ImportDraft draft, Mends mends, string basis, CancellationToken cancellationToken)
    {
        var values = ValuesOf(scope, draft.Id);
        values.AddDynamicParams(new { Mends = personalData.Encrypt(MendsPurpose, mends.Write()), basis });
        var touched = await database.WriteAsync(
            session => session.ExecuteAsync($"UPDATE import_drafts SET mends = @Mends, basis = @basis WHERE id = @id AND {Mine}", values, cancellationToken), cancellationToken);
        return touched == 0 ? null : draft with { Mends = mends, Basis = basis };
    }

    public Task DropAsync(StaffScope scope, string id, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.ExecuteAsync($"DELETE FROM import_drafts WHERE id = @id AND {Mine}", ValuesOf(scope, id), cancellationToken), cancellationToken);

    /// <summary>Takes the list in, as the command does; when it is in, the draft is forgotten.</summary>
    /// <param name="scope">Who.</param>
    /// <param name="draft">As it stands.</param>
    /// <param name="goodRows">Rows with mistakes stay out; else the list goes in whole or not at all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ImportOutcome> ImportAsync(StaffScope scope, ImportDraft draft, bool goodRows, CancellationToken cancellationToken)
    {
        if (!Imports.MayImport(scope, draft.Kind)) return new ImportOutcome.Refused("Peran Anda tidak boleh mengimpor daftar.", null);
        if (draft.Kind != ImportKind.Contributions && draft.Basis.Trim().Length < 5 && !await HasBasisAsync(scope, draft, cancellationToken))
        {
            return new ImportOutcome.Refused(
                draft.Kind == ImportKind.Group
                    ? "Tulis dulu bagaimana orang-orang ini tahu bahwa Anda mendaftarkan mereka."
                    : "Tulis dulu dasar persetujuannya: dokumen apa yang menyatakan orang-orang ini setuju didaftarkan.",
                null);
        }

        var outcome = await RunAsync(scope, draft, goodRows ? ImportMode.GoodRows : ImportMode.All, cancellationToken);
        if (outcome is ImportOutcome.Done or ImportOutcome.DoneBefore) await DropAsync(scope, draft.Id, cancellationToken);
        return outcome;
    }

    // A list may be long: whoever waits for it on a page goes on seeing the page.
    private Task<ImportOutcome> RunAsync(StaffScope scope, ImportDraft draft, ImportMode mode, CancellationToken cancellationToken)
    {
        var localNow = scope.Local(clock.GetUtcNow());
        var request = new ImportRequest(draft.Kind, draft.FileName, draft.Batch, mode, scope.Login, DateOnly.FromDateTime(localNow.DateTime))
        {
            Bytes = draft.Bytes,
            Mends = draft.Mends,
            Basis = draft.Basis.Trim(),
        };
        return Task.Run(() => imports.RunAsync(scope, request, localNow, cancellationToken), cancellationToken);
    }

    private async Task<bool> HasBasisAsync(StaffScope scope, ImportDraft draft, CancellationToken cancellationToken) =>
        draft.Batch is { } number && await batches.FindAsync(scope, number, cancellationToken) is { Basis.Length: > 0 };

    /// <summary>The first rows that a mistake keeps out, with their cells.</summary>
    private static List<DraftRowView> Rows(ImportDraft draft, ImportPreview preview, CancellationToken cancellationToken)
    {
        var problems = preview.Problems.ToLookup(problem => (problem.Sheet, problem.Row));
        var wanted = preview.Problems.Where(problem => problem.KeepsOut).Select(problem => (problem.Sheet, problem.Row)).Distinct().Take(MostShown).ToHashSet();
        var rows = new List<DraftRowView>(wanted.Count);
        if (wanted.Count == 0) return rows;
        var table = new MendedTable(TableFile.Open(draft.Bytes), draft.Mends);
        foreach (var row in table.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!wanted.Contains((row.Sheet, row.Number))) continue;
            // A sheet without any row has no report.
            var name = table.Sheets.Count > 1 ? table.Sheets[row.Sheet - 1] : "";
            if (preview.Sheets.FirstOrDefault(sheet => sheet.Name == name)?.Layout is not { } layout) continue;
            rows.Add(new DraftRowView(
                row.Sheet,
                row.Number,
                [.. layout.Columns.Where(column => column.IsUsed).Select(column => new DraftCell(column.At, column.Header, column.Holds!.Value, row[column.At].Text))],
                [.. problems[(row.Sheet, row.Number)]]));
            if (rows.Count == wanted.Count) break;
        }

        return rows;
    }

    private const string Mine = "made_by = @Login AND organisation_id = @Organisation AND expires_at >= @Now";

    private Dapper.DynamicParameters ValuesOf(StaffScope scope, string id) =>
        new(new { id, scope.Login, scope.Organisation, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() });

    private sealed record EntryRow(string Id, string Kind, string FileName, long CreatedAt, long ExpiresAt);

    private sealed record DraftRow(string Kind, string Batch, string FileName, byte[] Content, byte[] Mends, string Basis, long ExpiresAt);
}

/// <summary>A list that is about to be taken in.</summary>
internal sealed record ImportDraft
{
    public required string Id { get; init; }

    public required ImportKind Kind { get; init; }

    /// <summary>The batch of a sponsored list.</summary>
    public string? Batch { get; init; }

    /// <summary>As it is called; what may be a NIK in it is masked.</summary>
    public required string FileName { get; init; }

    /// <summary>As it came.</summary>
    public required FileBytes Bytes { get; init; }

    public Mends Mends { get; init; } = Mends.None;

    /// <summary>The document in which the owner of the list says that its people agreed.</summary>
    public string Basis { get; init; } = "";

    /// <summary>When it is forgotten, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A draft in the list of drafts.</summary>
internal sealed record DraftEntry(string Id, ImportKind Kind, string FileName, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>What a draft would do.</summary>
/// <param name="Preview">Null when the file cannot be read.</param>
/// <param name="Rows">The first rows that a mistake keeps out.</param>
/// <param name="Refused">Why it cannot be read, in Indonesian; null when it can.</param>
internal sealed record DraftLook(ImportPreview? Preview, IReadOnlyList<DraftRowView> Rows, string? Refused);

/// <summary>A row with a mistake, as it can be mended.</summary>
/// <param name="Sheet">From 1.</param>
/// <param name="Row">As a spreadsheet counts.</param>
/// <param name="Cells">Of the columns that are used.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record DraftRowView(int Sheet, int Row, IReadOnlyList<DraftCell> Cells, IReadOnlyList<RowProblem> Problems);

/// <summary>A cell as it stands.</summary>
/// <param name="At">Column from 0.</param>
/// <param name="Header">As written over it.</param>
/// <param name="Holds">What it holds.</param>
/// <param name="Text">What stands there.</param>
internal sealed record DraftCell(int At, string Header, Column Holds, string Text)
{
    /// <summary>Without the value, which may be a NIK.</summary>
    public override string ToString() => Header;
}
