using System.Globalization;
using Chatbot.Programs;

namespace Chatbot.Membership.Files;

/// <summary>What an import says to the staff: what was understood, what is wrong, what was done. Pure.</summary>
internal static class ImportReport
{
    private const int ProblemsShown = 20;

    public static IEnumerable<string> Of(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Looked looked => [.. Of(looked.Preview), "Ini baru pemeriksaan: belum ada yang disimpan."],
        ImportOutcome.Done done => [.. Of(done.Preview), .. Of(done.Receipt)],
        ImportOutcome.DoneBefore before =>
        [
            $"Berkas ini sudah diimpor seluruhnya, tanda terima {before.Receipt.Number}. Tidak ada yang ditambahkan lagi.",
            .. Of(before.Receipt),
        ],
        ImportOutcome.Refused refused => refused.Preview is { } preview ? Of(preview) : [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static IEnumerable<string> Of(ImportPreview preview)
    {
        yield return $"Berkas: {preview.Form}";
        foreach (var sheet in preview.Sheets)
        {
            var name = sheet.Name.Length > 0 ? $"Lembar «{sheet.Name}»: " : "";
            if (sheet.Layout is null)
            {
                yield return $"{name}dilewati, tidak ada baris judul dengan kolom NIK";
                continue;
            }

            var place = sheet.Layout.Village.Length > 0 ? $", desa {sheet.Layout.Village}" : "";
            yield return $"{name}judul di baris {Number(sheet.Layout.HeaderRow)}, {Number(sheet.Rows)} baris data{place}";
            foreach (var column in sheet.Layout.Columns)
            {
                yield return column.IsUsed
                    ? $"  {TableRow.Letter(column.At),-2} «{column.Header}» -> {PreviewText.Name(column.Holds!.Value)}, contoh {sheet.Samples.GetValueOrDefault(column.At, "(kosong)")}"
                    : $"  {TableRow.Letter(column.At),-2} «{column.Header}» -> tidak dipakai";
            }
        }

        yield return $"Baris data {Number(preview.Rows)}: bisa diimpor {Number(preview.ToAdd)} (orang baru {Number(preview.ToRegister)}), "
            + $"sudah ada {Number(preview.Already)}, salah {Number(preview.Refused)}";
        foreach (var line in Problems(preview.Problems)) yield return line;
    }

    public static IEnumerable<string> Of(ImportReceipt receipt)
    {
        yield return $"Tanda terima {receipt.Number}";
        yield return $"  berkas     {receipt.FileName}";
        yield return $"  SHA-256    {receipt.ContentHash}";
        if (receipt.Batch.Length > 0) yield return $"  batch      {receipt.Batch}";
        yield return $"  masuk      {Number(receipt.Added)} baris";
        yield return $"  sudah ada  {Number(receipt.Already)} baris";
        yield return $"  salah      {Number(receipt.Refused)} baris";
        yield return $"  oleh       {receipt.MadeBy}, {receipt.At.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} WIB";
    }

    /// <summary>A problem in a line: where, what, what to do.</summary>
    public static string Line(RowProblem problem, bool severalSheets) =>
        (severalSheets ? $"lembar {problem.Sheet} " : "")
        + $"baris {problem.Row}{(problem.At >= 0 ? $" kolom {TableRow.Letter(problem.At)}" : "")}: {problem.Text}";

    private static IEnumerable<string> Problems(IReadOnlyList<RowProblem> problems)
    {
        var severalSheets = problems.Any(problem => problem.Sheet > 1);
        foreach (var keepsOut in new[] { true, false })
        {
            var some = problems.Where(problem => problem.KeepsOut == keepsOut).ToList();
            if (some.Count == 0) continue;
            yield return keepsOut ? "Yang salah (barisnya tidak masuk):" : "Yang perlu dilihat (barisnya tetap masuk):";
            foreach (var (kind, count) in some.CountBy(problem => problem.Kind).OrderByDescending(counted => counted.Value).ThenBy(counted => counted.Key))
                yield return $"  {Number(count),6} × {Summary(some.First(problem => problem.Kind == kind))}";
        }

        var first = problems.Where(problem => problem.KeepsOut).Take(ProblemsShown).ToList();
        foreach (var problem in first) yield return "  " + Line(problem, severalSheets);
        var more = problems.Count(problem => problem.KeepsOut) - first.Count;
        if (more > 0) yield return $"  … dan {Number(more)} lagi (semua: --problems BERKAS.csv)";
    }

    // What is wrong, without the count or row of the one example.
    private static string Summary(RowProblem problem) => problem.Kind switch
    {
        RowProblemKind.NikLength => "NIK tidak 16 angka",
        RowProblemKind.TwiceInFile => "NIK yang sama sudah ada di baris lain",
        RowProblemKind.PhoneShared => "Nomor HP dipakai banyak orang, jadi tidak dicatat",
        _ => problem.Text[..(problem.Text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? end : problem.Text.TrimEnd('.').Length)],
    };

    private static string Number(int number) => Rupiah.Number(number);
}
