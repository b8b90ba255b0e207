using Chatbot.Privacy.Access;
using Chatbot.Programs;

namespace Chatbot.DialogData.Editions;

/// <summary>What staff has before him when he works on what Jaka says.</summary>
/// <param name="Published">What Jaka answers with.</param>
/// <param name="Current">The same, read.</param>
/// <param name="Draft">What is to be published next.</param>
/// <param name="Drafted">The draft over what is published, read; null when it cannot be.</param>
/// <param name="Faults">What is wrong with the draft: it cannot be published with them.</param>
/// <param name="Older">What was wrong before the draft, such as a fact that has expired.</param>
internal sealed record Workbench(
    EditionInUse Published, Repertoire Current, Draft Draft, Repertoire? Drafted, IReadOnlyList<DialogFinding> Faults, IReadOnlyList<DialogFinding> Older)
{
    /// <summary>As far as it can be read: the draft, else what is published.</summary>
    public Repertoire Latest => Drafted ?? Current;
}

/// <summary>
/// The draft from its first change to its publication. What Jaka says is one for all organisations, so the staff of the first one changes
/// it; who wrote a part of a draft does not publish it.
/// </summary>
internal sealed class EditionDesk(EditionBook book, EditionWatch watch, Repertoires repertoires, TimeProvider clock)
{
    // The day changes for Jaka when it does in Jakarta.
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    private readonly Lock key = new();
    private (long Edition, long Draft, DateOnly Day, Workbench Bench)? last;

    /// <summary>Today, as Jaka counts it.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Jakarta).DateTime);

    public static bool MayWrite(StaffScope scope) => IsOfFirst(scope) && (scope.Has(StaffRole.Administrator) || scope.Has(StaffRole.Outreach));

    public static bool MayPublish(StaffScope scope) => IsOfFirst(scope) && (scope.Has(StaffRole.Administrator) || scope.Has(StaffRole.Approver));

    /// <summary>What is published and what is drafted, checked.</summary>
    public async Task<Workbench> OpenAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await watch.LookAsync(cancellationToken);
        var draft = await book.DraftAsync(cancellationToken);
        var published = watch.Now;
        var today = Today;
        lock (key)
            if (last is { } kept && kept.Edition == published.Edition.Number && kept.Draft == draft.Version && kept.Day == today)
                return kept.Bench;
        var bench = Check(published, draft, AllOf(published.Edition, draft), today);
        lock (key) last = (published.Edition.Number, draft.Version, today, bench);
        return bench;
    }

    /// <summary>Earlier editions, the newest first.</summary>
    public Task<IReadOnlyList<Edition>> HistoryAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return book.ListAsync(100, cancellationToken);
    }

    /// <summary>An edition with its changes; null when there is none.</summary>
    public Task<Edition?> FindAsync(StaffScope scope, long number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return book.FindAsync(number, cancellationToken);
    }

    /// <summary>Writes into the draft; why not, or nothing.</summary>
    public async Task<string> WriteAsync(StaffScope scope, IReadOnlyList<DialogChange> changes, CancellationToken cancellationToken)
    {
        if (!MayWrite(scope)) return "Hanya pengelola dan penyuluh organisasi utama yang mengubah isi.";
        if (changes.Any(change => !change.IsAllowed)) return "Bagian ini tidak diubah dari konsol.";
        await book.WriteAsync(changes, WriterOf(scope), cancellationToken);
        return "";
    }

    /// <summary>Takes changes out of the draft; why not, or nothing.</summary>
    public async Task<string> DropAsync(StaffScope scope, IReadOnlyList<DialogChange> changes, CancellationToken cancellationToken)
    {
        if (!MayWrite(scope)) return "Hanya pengelola dan penyuluh organisasi utama yang mengubah isi.";
        await book.DropAsync([.. changes.Select(change => (change.Path, change.Place))], cancellationToken);
        return "";
    }

    /// <summary>The draft is finished and waits for a second person; why not, or nothing.</summary>
    public async Task<string> SubmitAsync(StaffScope scope, long version, string reason, CancellationToken cancellationToken)
    {
        if (!MayWrite(scope)) return "Hanya pengelola dan penyuluh organisasi utama yang mengajukan.";
        var bench = await OpenAsync(scope, cancellationToken);
        if (bench.Draft.Version != version) return Changed;
        if (bench.Draft.Changes.Count == 0) return "Belum ada yang diubah.";
        if (bench.Faults.Count > 0) return "Masih ada yang harus diperbaiki dulu.";
        if (reason.Trim().Length < 5) return "Tulis alasannya, supaya penyetuju tahu apa yang berubah dan mengapa.";
        return await book.SubmitAsync(version, reason.Trim(), WriterOf(scope), cancellationToken) ? "" : Changed;
    }

    /// <summary>The draft goes back to who wrote it; why not, or nothing.</summary>
    public async Task<string> ReturnAsync(StaffScope scope, long version, string why, CancellationToken cancellationToken)
    {
        if (!MayPublish(scope)) return "Hanya penyetuju dan pengelola organisasi utama yang mengembalikan.";
        if (why.Trim().Length < 5) return "Tulis apa yang perlu diperbaiki.";
        return await book.ReturnAsync(version, why.Trim(), cancellationToken) ? "" : Changed;
    }

    /// <summary>Publishes the draft exactly as it was looked at; why not, or nothing.</summary>
    public async Task<string> PublishAsync(StaffScope scope, long version, CancellationToken cancellationToken)
    {
        if (!MayPublish(scope)) return "Hanya penyetuju dan pengelola organisasi utama yang menerbitkan.";
        var bench = await OpenAsync(scope, cancellationToken);
        var draft = bench.Draft;
        if (draft.Version != version || !draft.IsWaiting) return Changed;
        if (draft.Writers.Any(writer => writer.Login == scope.Login)) return "Anda ikut menulis draf ini. Orang kedua yang menerbitkannya.";
        if (bench.Faults.Count > 0) return "Masih ada yang harus diperbaiki dulu.";
        var changes = AllOf(bench.Published.Edition, draft).Select(change => change with { Now = change.Now.Replace(DialogChange.Approver, YamlText.Plain(scope.Name), StringComparison.Ordinal) });
        var edition = new Edition(0, draft.Reason, draft.Writers, WriterOf(scope), null, clock.GetUtcNow()) { Changes = [.. changes] };
        // With the name in it, it is another text: it is read once more.
        if (Check(bench.Published, draft, edition.Changes, Today).Faults.Count > 0) return "Masih ada yang harus diperbaiki dulu.";
        if (await book.PublishAsync(edition, bench.Published.Edition.Number, version, cancellationToken) == 0) return Changed;
        await watch.LookAsync(cancellationToken);
        return "";
    }

    /// <summary>
    /// Publishes an earlier edition again, or (0) the shipped folder; why not, or nothing. Two people stood behind it, so one is enough, but
    /// not its writer. The draft stays and goes over it.
    /// </summary>
    public async Task<string> GoBackAsync(StaffScope scope, long number, string reason, CancellationToken cancellationToken)
    {
        if (!MayPublish(scope)) return "Hanya penyetuju dan pengelola organisasi utama yang menerbitkan.";
        if (reason.Trim().Length < 5) return "Tulis mengapa kembali ke edisi ini.";
        await watch.LookAsync(cancellationToken);
        var published = watch.Now;
        if (await book.FindAsync(number, cancellationToken) is not { } earlier || number == published.Edition.Number) return Changed;
        if (earlier.Writers.Any(writer => writer.Login == scope.Login)) return "Anda ikut menulis edisi itu. Orang lain yang menerbitkannya lagi.";
        if (Check(published, Draft.None, earlier.Changes, Today).Faults.Count > 0) return "Edisi itu tidak cocok lagi dengan berkas bawaan sekarang, jadi tidak bisa diterbitkan lagi.";
        var again = earlier with { Reason = reason.Trim(), Approver = WriterOf(scope), AgainOf = number };
        if (await book.PublishAsync(again, published.Edition.Number, null, cancellationToken) == 0) return Changed;
        await watch.LookAsync(cancellationToken);
        return "";
    }

    private const string Changed = "Isinya baru saja diubah orang lain. Lihat dulu yang terbaru, lalu coba lagi.";

    private static bool IsOfFirst(StaffScope scope) => scope.Organisation == StaffScope.FirstOrganisation && !scope.IsNarrow;

    private static Writer WriterOf(StaffScope scope) => new(scope.Login, scope.Name);

    private IReadOnlyList<DialogChange> AllOf(Edition edition, Draft draft) =>
        draft.Changes.Select(change => change.Change).Over(edition.Changes, repertoires.Shipped.Files.Shipped);

    private Workbench Check(EditionInUse published, Draft draft, IReadOnlyList<DialogChange> changes, DateOnly today)
    {
        var current = repertoires.Now;
        var (drafted, faults, files) = watch.Read(changes);
        var older = FaultsOf(current, today);
        // A draft's own places have to be there; what a release has changed meanwhile is told beside the published edition.
        var lost = files.Differences.Where(difference => difference.Shipped is null && draft.Changes.Any(own => own.Change.Path == difference.Change.Path && own.Change.Place == difference.Change.Place))
            .Select(difference => new DialogFinding(difference.Change.Path, 0, $"there is no place '{difference.Change.Place}' any more"));
        if (drafted is not null)
        {
            var known = older.Select(finding => (finding.File, finding.What)).ToHashSet();
            faults = [.. lost, .. FaultsOf(drafted, today).Where(finding => !known.Contains((finding.File, finding.What)))];
        }

        return new Workbench(published, current, draft, drafted, faults, older);
    }

    private static List<DialogFinding> FaultsOf(Repertoire repertoire, DateOnly day) =>
        [.. KnowledgeChecker.Check(repertoire.Knowledge, repertoire.Dialogs.Replies, day).Where(problem => !problem.Warning).Select(DialogFinding.Of)];
}
