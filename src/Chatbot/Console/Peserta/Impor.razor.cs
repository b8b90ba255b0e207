using Chatbot.Console.Shell;
using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Membership.Members;
using Chatbot.Membership.Sponsors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;

namespace Chatbot.Console.Peserta;

/// <summary>What the page that takes lists in does.</summary>
public sealed partial class Impor : StaffPage
{
    private readonly Dictionary<int, string> texts = [];
    private IReadOnlyList<SponsoredBatch> batches = [];
    private IReadOnlyList<DraftEntry> drafts = [];
    private IReadOnlyList<ImportReceipt> receipts = [];
    private ImportKind kind = ImportKind.Workers;
    private string batch = "";
    private ImportDraft? draft;
    private DraftLook? look;
    private string basis = "";
    private (int Sheet, int Row)? editing;
    private ImportReceipt? receipt;
    private bool isDoneBefore;
    private string? trouble;
    private string? told;
    private bool isBusy;

    [Inject]
    private IOptions<MembershipOptions> Rules { get; set; } = default!;

    [Inject]
    private ImportDrafts Drafts { get; set; } = default!;

    [Inject]
    private Imports Imports { get; set; } = default!;

    [Inject]
    private SponsoredBatches Batches { get; set; } = default!;

    [Inject]
    private WorkerAreas Areas { get; set; } = default!;

    /// <summary>What happens to the people of an agent's list.</summary>
    private string GroupWords =>
        $"Setiap orang ditanya lewat ponselnya sendiri. Yang tanpa HP menjawab di kantor cabang dengan KTP. Tanpa jawaban dalam {Rules.Value.ConfirmDays} hari, datanya dihapus.";

    protected override async Task LoadAsync()
    {
        if (Scope.IsNarrow) kind = ImportKind.Group;
        await ListAsync();
        // A page that was loaded anew goes on where it was.
        if (drafts.Count > 0) await OpenAsync(drafts[0].Id);
    }

    private async Task ListAsync()
    {
        drafts = await Drafts.MineAsync(Scope, Stop);
        receipts = await Imports.ReceiptsAsync(Scope, 50, Stop);
        batches = [.. (await Batches.AllAsync(Scope, Stop)).Where(one => one.Stored == BatchState.Draft)];
        if (batch.Length == 0 && batches.Count > 0) batch = batches[0].Number;
    }

    private Task BringAsync(InputFileChangeEventArgs chosen) => DoAsync(async () =>
    {
        using var memory = new MemoryStream();
        try
        {
            await using var stream = chosen.File.OpenReadStream(ImportDrafts.MostBytes, Stop);
            await stream.CopyToAsync(memory, Stop);
        }
        catch (IOException)
        {
            trouble = $"Berkasnya tidak terbaca, atau lebih besar dari {ImportDrafts.MostBytes / 1024 / 1024} MB. Coba lagi, atau bagi menjadi beberapa berkas.";
            return;
        }

        var (begun, refused) = await Drafts.BeginAsync(Scope, kind, kind == ImportKind.Sponsored ? batch : null, chosen.File.Name, memory.ToArray(), Stop);
        trouble = refused;
        if (begun is not null) await ShowAsync(begun);
    });

    private Task OpenAsync(string id) => DoAsync(async () =>
    {
        if (await Drafts.OpenAsync(Scope, id, Stop) is { } opened) await ShowAsync(opened);
        else trouble = "Berkas ini sudah tidak tersimpan. Unggah lagi.";
    });

    private async Task ShowAsync(ImportDraft shown)
    {
        (draft, basis, editing) = (shown, shown.Basis, null);
        look = await Drafts.LookAsync(Scope, shown, Stop);
        if (look.Preview is null) (draft, trouble) = (null, look.Refused);
    }

    private Task DropAsync(string id) => DoAsync(async () =>
    {
        await Drafts.DropAsync(Scope, id, Stop);
        (draft, look) = (null, null);
        await ListAsync();
    });

    private void Edit(DraftRowView row)
    {
        texts.Clear();
        editing = (row.Sheet, row.Row);
        told = null;
    }

    /// <summary>
    /// Only what was changed becomes a text of its own: a number that Excel has spoiled stays a number until somebody types it anew. What a
    /// formula shows is confirmed by sending it.
    /// </summary>
    private Task MendAsync(DraftRowView row)
    {
        var formulas = row.Problems.Where(problem => problem.Kind is RowProblemKind.FormulaInNik or RowProblemKind.FormulaInName).Select(problem => problem.At).ToHashSet();
        var changed = row.Cells.Select(cell => (cell.At, Text: texts.GetValueOrDefault(cell.At, cell.Text), cell))
            .Where(one => one.Text != one.cell.Text || formulas.Contains(one.At)).Select(one => (one.At, one.Text)).ToList();
        return ChangeAsync(draft!.Mends.With(row.Sheet, row.Row, changed), (row.Sheet, row.Row));
    }

    private Task LeaveOutAsync(DraftRowView row) => ChangeAsync(draft!.Mends.Without(row.Sheet, row.Row), null);

    private Task TakeBackAsync(int sheet, int row) => ChangeAsync(draft!.Mends.Restored(sheet, row), null);

    private Task KeepBasisAsync(ChangeEventArgs change)
    {
        basis = change.Value?.ToString() ?? "";
        return DoAsync(async () => Keep(await Drafts.ChangeAsync(Scope, draft!, draft!.Mends, basis.Trim(), Stop)));
    }

    private Task ChangeAsync(Mends mends, (int Sheet, int Row)? mended) => DoAsync(async () =>
    {
        Keep(await Drafts.ChangeAsync(Scope, draft!, mends, basis.Trim(), Stop));
        if (draft is null) return;
        look = await Drafts.LookAsync(Scope, draft, Stop);
        var isStillWrong = mended is { } place && look.Rows.Any(row => (row.Sheet, row.Row) == place);
        editing = isStillWrong ? mended : null;
        texts.Clear();
        told = mended is null ? null : isStillWrong ? $"Baris {mended.Value.Row} masih belum benar; lihat keterangannya." : $"Baris {mended.Value.Row} sudah benar.";
    });

    private void Keep(ImportDraft? changed)
    {
        draft = changed;
        if (changed is null) trouble = "Berkas ini sudah tidak tersimpan (lewat sehari). Unggah lagi.";
    }

    private Task ImportAsync(ImportPreview preview) => DoAsync(async () =>
    {
        if (draft is null) return;
        switch (await Drafts.ImportAsync(Scope, draft with { Basis = basis }, preview.Refused > 0, Stop))
        {
            case ImportOutcome.Done done:
                (receipt, isDoneBefore) = (done.Receipt, false);
                break;
            case ImportOutcome.DoneBefore before:
                (receipt, isDoneBefore) = (before.Receipt, true);
                break;
            case ImportOutcome.Refused refused:
                trouble = refused.Reason;
                return;
        }

        (draft, look, told) = (null, null, null);
        // So that the new people are found by their kabupaten at once.
        await Areas.LearnAsync(Stop);
        await ListAsync();
    });

    private async Task DoAsync(Func<Task> act)
    {
        if (isBusy) return;
        isBusy = true;
        trouble = null;
        try
        {
            await act();
        }
        finally
        {
            isBusy = false;
        }
    }
}
