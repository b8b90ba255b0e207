using System.Globalization;
using System.Text.Json;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Registering;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Files;

/// <summary>
/// Takes files in: reads, holds them against the records, writes all or the good rows in one transaction, gives a receipt. The same file
/// again makes no doubles: what of it went in is known by its content.
/// </summary>
internal sealed class Imports(
    Database database, RecordCheck check, ImportWriter writer, GroupLists groups, SponsoredBatches batches, Knowledge knowledge, IKnowledge texts, UnaskedFlows unasked, TimeProvider clock)
{
    // Of two imports that run into a registration at once each, one more look is enough.
    private const int MostRaces = 3;

    /// <summary>Takes a file in for the asker's organisation, in his name.</summary>
    public Task<ImportOutcome> RunAsync(StaffScope scope, ImportRequest request, DateTimeOffset localNow, CancellationToken cancellationToken) =>
        MayImport(scope, request.Kind)
            ? RunAsync(request with { Who = scope.Login, Organisation = scope.Organisation, Agent = scope.IsNarrow ? scope.OwnPeople : null }, localNow, cancellationToken)
            : Task.FromResult<ImportOutcome>(new ImportOutcome.Refused("Peran Anda tidak boleh mengimpor daftar.", null));

    /// <summary>Whether he may take lists in.</summary>
    public static bool MayImport(StaffScope scope) => Enum.GetValues<ImportKind>().Any(kind => MayImport(scope, kind));

    /// <summary>Whether he may take such lists in: an agent or a village its own people's alone, and nobody else for them.</summary>
    public static bool MayImport(StaffScope scope, ImportKind kind) => scope.IsNarrow
        ? kind == ImportKind.Group && scope.Has(StaffRole.Agent) && scope.OwnPeople is { Length: > 0 }
        : kind != ImportKind.Group && (scope.Has(StaffRole.Outreach) || scope.Has(StaffRole.Administrator));

    /// <summary>What the asker's organisation took in, the latest first; an agent sees what it has brought itself.</summary>
    public async Task<IReadOnlyList<ImportReceipt>> ReceiptsAsync(StaffScope scope, int most, CancellationToken cancellationToken) =>
    [
        .. (await database.ReadAsync(
            session => session.QueryAsync<ReceiptRow>(
                $"""
                SELECT number AS Number, kind AS Kind, content_hash AS Hash, batch AS Batch, file_name AS FileName, rows AS Rows, added AS Added, already AS Already,
                    refused AS Refused, made_by AS MadeBy, at AS At
                FROM imports WHERE {StaffScope.OwnsRow("imports")}{(scope.IsNarrow ? " AND kind = 'group' AND batch = @OwnPeople" : "")} ORDER BY at DESC, number LIMIT @most
                """,
                new { scope.Organisation, OwnPeople = scope.OwnPeopleValue, most = (long)most },
                cancellationToken),
            cancellationToken)).Select(row => new ImportReceipt(
                row.Number, Enum.GetValues<ImportKind>().Single(kind => Word(kind) == row.Kind), row.Batch, row.FileName, row.Hash, (int)row.Rows, (int)row.Added,
                (int)row.Already, (int)row.Refused, row.MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(row.At))),
    ];

    /// <exception cref="OperationCanceledException">Stopped; nothing is written.</exception>
    public async Task<ImportOutcome> RunAsync(ImportRequest request, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        ReadList list;
        ITableFile file;
        string hash;
        try
        {
            var bytes = request.Bytes ?? FileBytes.Of(request.Path);
            file = new MendedTable(TableFile.Open(bytes), request.Mends);
            hash = bytes.Hash();
            list = ReadList.Of(file, Rules(request, localNow), cancellationToken);
        }
        catch (UnreadableFileException unreadable)
        {
            return new ImportOutcome.Refused(unreadable.Message, null);
        }

        for (var race = 1; ; race++)
        {
            try
            {
                return await RunAsync(request, file, hash, list, localNow, cancellationToken);
            }
            catch (LostRaceException) when (race < MostRaces)
            {
                // Somebody registered one of them in this second: ask the records again.
            }
            catch (LostRaceException)
            {
                return new ImportOutcome.Refused("Catatan sedang banyak berubah. Belum ada yang diimpor; ulangi sebentar lagi.", null);
            }
        }
    }

    private async Task<ImportOutcome> RunAsync(
        ImportRequest request, ITableFile file, string hash, ReadList list, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        var batch = request.Batch is null ? null : await batches.FindAsync(request.Batch, cancellationToken);
        if (request.Kind == ImportKind.Sponsored && batch?.Organisation != request.Organisation) return new ImportOutcome.Refused("Batch ini tidak ada. Lihat nomornya dengan perintah batch list.", null);
        var by = request is { Kind: ImportKind.Group, Agent: { } code }
            ? await database.ReadAsync(session => groups.RegistrantAsync(session, request.Organisation, code, cancellationToken), cancellationToken)
            : null;
        if (request.Kind == ImportKind.Group && by is null)
            return new ImportOutcome.Refused("Hubungkan dulu ponsel Anda: kirim AGEN ke nomor WhatsApp Jaka, lalu sebut kode dari kantor. Kabar tentang orang-orang di daftar ini dikirim ke sana.", null);
        var (earlier, done) = await EarlierAsync(request, hash, cancellationToken);
        var checkedList = await database.ReadAsync(
            session => by is null
                ? check.CheckAsync(session, list, request.Kind, batch, request.Organisation, done, cancellationToken)
                : groups.CheckAsync(session, list, by, done, request.Today, cancellationToken),
            cancellationToken);
        var preview = Preview(file, list, checkedList);
        if (request.Mode == ImportMode.DryRun) return new ImportOutcome.Looked(preview);
        if (preview.ToAdd == 0 && preview.Refused == 0 && earlier is not null) return new ImportOutcome.DoneBefore(preview, earlier);
        if (batch is not null && batch.Stored != BatchState.Draft)
            return new ImportOutcome.Refused($"Batch {batch.Number} sudah {BatchStep.Word(batch.StateOn(request.Today))}. Kembalikan dulu ke draf (batch return).", preview);
        if (request.Mode == ImportMode.All && preview.Refused > 0)
            return new ImportOutcome.Refused("Masih ada baris yang salah, jadi belum ada yang diimpor. Perbaiki, atau pakai --good-rows untuk mengimpor yang benar saja.", preview);
        if (preview.ToAdd == 0)
        {
            var known = earlier is null ? "" : $" Yang benar sudah masuk, tanda terima {earlier.Number}.";
            return new ImportOutcome.Refused($"Tidak ada baris baru yang bisa diimpor.{known}", preview);
        }

        var receipt = await WriteAsync(request, by, hash, preview, checkedList, localNow, cancellationToken);
        if (by is not null) unasked.Wake();
        return new ImportOutcome.Done(preview, receipt);
    }

    private Task<ImportReceipt> WriteAsync(
        ImportRequest request, Registrant? by, string hash, ImportPreview preview, CheckedList list, DateTimeOffset localNow, CancellationToken cancellationToken) =>
        database.WriteBulkAsync(
            async session =>
            {
                // A list is held against the records outside this transaction: two imports at once would not see each other.
                session.Lock("imports");
                await session.FlushAsync(cancellationToken);
                var receipt = new ImportReceipt(
                    PublicNumber.Import(localNow),
                    request.Kind,
                    request.Under,
                    Masking.Transcript(Path.GetFileName(request.Path)),
                    hash,
                    preview.Rows,
                    preview.ToAdd,
                    preview.Already,
                    preview.Refused,
                    request.Who,
                    clock.GetUtcNow());
                if (request.Batch is not null && (await batches.FindAsync(session, request.Batch, cancellationToken))?.Stored != BatchState.Draft)
                    throw new LostRaceException();
                if (by is null) await writer.WriteAsync(session, list.Rows, request, receipt.Number, localNow, cancellationToken);
                else await groups.WriteAsync(session, list.Rows, request, by, receipt.Number, localNow, cancellationToken);
                await session.ExecuteAsync(
                    """
                    INSERT INTO imports (number, organisation_id, kind, batch, file_name, content_hash, mode, rows, added, already, refused, problems, done, basis, made_by, at)
                    VALUES (@Number, @Organisation, @Kind, @Batch, @FileName, @ContentHash, @Mode, @Rows, @Added, @Already, @Refused, @Problems, @Done, @Basis, @MadeBy, @At)
                    """,
                    new
                    {
                        receipt.Number,
                        request.Organisation,
                        Kind = Word(receipt.Kind),
                        receipt.Batch,
                        receipt.FileName,
                        receipt.ContentHash,
                        Mode = request.Mode == ImportMode.All ? "all" : "good_rows",
                        Rows = (long)receipt.Rows,
                        Added = (long)receipt.Added,
                        Already = (long)receipt.Already,
                        Refused = (long)receipt.Refused,
                        Problems = JsonSerializer.Serialize(preview.Problems.CountBy(problem => problem.Kind.ToString()).ToDictionary()),
                        Done = RowRanges.Write(list.Rows.Select(row => (row.Row.Sheet, row.Row.Number))),
                        request.Basis,
                        receipt.MadeBy,
                        At = receipt.At.ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                if (request.Batch is not null) await batches.NoteAsync(session, request.Batch, "import", receipt.Number, request.Who, cancellationToken);
                return receipt;
            },
            cancellationToken);

    /// <summary>The latest import of this very file, and all of its rows that went in.</summary>
    private async Task<(ImportReceipt? Latest, IReadOnlySet<(int Sheet, int Row)> Done)> EarlierAsync(
        ImportRequest request, string hash, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<ImportRow>(
                """
                SELECT number AS Number, batch AS Batch, file_name AS FileName, rows AS Rows, added AS Added, already AS Already, refused AS Refused,
                    done AS Done, made_by AS MadeBy, at AS At
                FROM imports WHERE content_hash = @hash AND organisation_id = @Organisation AND kind = @Kind AND batch = @Batch ORDER BY at DESC
                """,
                new { hash, request.Organisation, Kind = Word(request.Kind), Batch = request.Under },
                cancellationToken),
            cancellationToken);
        var latest = rows.Count == 0 ? null : rows[0].Receipt(request.Kind, hash);
        return (latest, rows.SelectMany(row => RowRanges.Read(row.Done)).ToHashSet());
    }

    private static ImportPreview Preview(ITableFile file, ReadList list, CheckedList checkedList)
    {
        var problems = list.Problems.Concat(checkedList.Problems).OrderBy(problem => problem.Sheet).ThenBy(problem => problem.Row).ToList();
        return new ImportPreview(
            file.Form,
            list.Sheets,
            list.Count,
            checkedList.Rows.Count(row => row.WorkerId is null),
            checkedList.Rows.Count,
            checkedList.Already,
            list.Count - checkedList.Rows.Count - checkedList.Already,
            problems);
    }

    private ReadingRules Rules(ImportRequest request, DateTimeOffset localNow) =>
        new(request.Kind, request.Today, Years("F-BPU-03.min", localNow), Years("F-BPU-02", localNow), knowledge.Occupations);

    private int Years(string fact, DateTimeOffset localNow) =>
        int.TryParse(texts.Text(fact + ":angka", localNow), NumberStyles.None, CultureInfo.InvariantCulture, out var years)
            ? years
            : throw new InvalidOperationException($"The fact {fact} is missing.");

    private static string Word(ImportKind kind) => kind switch
    {
        ImportKind.Workers => "workers",
        ImportKind.Contributions => "contributions",
        ImportKind.Sponsored => "sponsored",
        ImportKind.Group => "group",
    };

    private sealed record ReceiptRow(
        string Number, string Kind, string Hash, string Batch, string FileName, long Rows, long Added, long Already, long Refused, string MadeBy, long At);

    private sealed record ImportRow(
        string Number, string Batch, string FileName, long Rows, long Added, long Already, long Refused, string Done, string MadeBy, long At)
    {
        public ImportReceipt Receipt(ImportKind kind, string hash) => new(
            Number, kind, Batch, FileName, hash, (int)Rows, (int)Added, (int)Already, (int)Refused, MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(At));
    }
}
