using System.Globalization;
using System.Text.RegularExpressions;
using Chatbot.Programs;

namespace Chatbot.Membership.Files;

/// <summary>What a sheet was understood to be.</summary>
/// <param name="Name">Empty for a text file.</param>
/// <param name="Layout">Null when it has no header with a NIK; then it is left out.</param>
/// <param name="Rows">Rows of data.</param>
/// <param name="Samples">For each used column one value of the first row, masked.</param>
internal sealed record SheetReport(string Name, SheetLayout? Layout, int Rows, IReadOnlyDictionary<int, string> Samples);

/// <summary>
/// A whole list in memory, read once: rows that were understood, and what is wrong with the others. 200.000 rows are about 80 MB.
/// </summary>
internal sealed partial class ReadList
{
    public const int MostRows = 500_000;

    // More people behind one number than a household: it is the village officer's.
    private const int MostOnOnePhone = 5;

    // A list in which so many NIKs end in 0 went through a column of numbers (identity.md 1.5); by chance it is one in ten.
    private const int FewestToJudge = 20;
    private const double MostEndingInZero = 0.2;

    private readonly List<ListRow> rows = [];
    private readonly List<RowProblem> problems = [];
    private readonly List<SheetReport> sheets = [];
    private readonly Dictionary<int, SheetLayout> layouts = [];
    private readonly RowReader reader;
    private readonly ReadingRules rules;

    private ReadList(ReadingRules rules)
    {
        this.rules = rules;
        reader = new RowReader(rules);
    }

    /// <summary>Rows that nothing keeps out, in order.</summary>
    public IReadOnlyList<ListRow> Rows => rows;

    public IReadOnlyList<RowProblem> Problems => problems;

    public IReadOnlyList<SheetReport> Sheets => sheets;

    /// <summary>Rows of data, right and wrong.</summary>
    public int Count { get; private set; }

    /// <exception cref="UnreadableFileException">No table with a NIK, columns that are missing, or NIKs that are spoiled throughout.</exception>
    public static ReadList Of(ITableFile file, ReadingRules rules, CancellationToken cancellationToken)
    {
        var list = new ReadList(rules);
        var sheet = new List<TableRow>(SheetLayout.RowsLookedAt);
        SheetReader? current = null;
        foreach (var row in file.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A sheet that was shorter than what is looked at for a header is over.
            if (sheet.Count > 0 && sheet[0].Sheet != row.Sheet) current = list.Begin(file, sheet);
            if (current is not null && current.Sheet != row.Sheet) list.Finish(ref current);
            if (current is not null)
            {
                current.Take(row);
                continue;
            }

            sheet.Add(row);
            if (sheet.Count == SheetLayout.RowsLookedAt) current = list.Begin(file, sheet);
        }

        if (current is null && sheet.Count > 0) current = list.Begin(file, sheet);
        list.Finish(ref current);
        list.Judge();
        return list;
    }

    private SheetReader Begin(ITableFile file, List<TableRow> first)
    {
        var begun = new SheetReader(this, file.Sheets.Count > 1 ? file.Sheets[first[0].Sheet - 1] : "", SheetLayout.Find(first), first);
        foreach (var row in first) begun.Take(row);
        first.Clear();
        return begun;
    }

    private void Finish(ref SheetReader? current)
    {
        if (current is not null) sheets.Add(current.Report());
        current = null;
    }

    // What only the whole list shows.
    private void Judge()
    {
        var laid = sheets.Select(sheet => sheet.Layout).OfType<SheetLayout>().ToList();
        if (laid.Count == 0)
            throw new UnreadableFileException("Tidak ditemukan baris judul dengan kolom NIK. Beri judul kolom: NIK, Nama, Tgl Lahir, No HP, Pekerjaan, Penghasilan, Desa, Kecamatan.");
        Column[] needed = rules.Kind == ImportKind.Contributions ? [Column.Month, Column.Amount] : [Column.Name];
        foreach (var column in needed)
            if (laid.Exists(layout => !layout.Has(column)))
                throw new UnreadableFileException($"Kolom {PreviewText.Name(column)} tidak ditemukan. Periksa tulisan judul kolomnya.");
        var endingInZero = rows.Count(row => row.Nik[^1] == '0') + problems.Count(problem => problem.Kind == RowProblemKind.NikDigitsLost);
        if (Count >= FewestToJudge && endingInZero > Count * MostEndingInZero)
        {
            throw new UnreadableFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"Kolom NIK sudah rusak oleh Excel: {endingInZero} dari {Count} NIK kehilangan angka terakhirnya. Tidak ada yang bisa diimpor. Minta daftar aslinya dengan kolom NIK berformat Teks."));
        }

        if (rules.Kind != ImportKind.Contributions) DropSharedPhones();
        DropTwins();
    }

    private void DropSharedPhones()
    {
        var people = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
            if (row.Phone.Length > 0) people[row.Phone] = people.GetValueOrDefault(row.Phone) + 1;
        foreach (var row in rows)
        {
            if (row.Phone.Length == 0 || people[row.Phone] <= MostOnOnePhone) continue;
            problems.Add(new RowProblem(RowProblemKind.PhoneShared, row.Sheet, row.Number, Place(row, Column.Phone), people[row.Phone]));
            row.Phone = "";
        }
    }

    // The first stays. Of contributions the same month of the same NIK is a twin.
    private void DropTwins()
    {
        var seen = new Dictionary<(string Nik, CoverageMonth Month), int>();
        rows.RemoveAll(row =>
        {
            if (seen.TryAdd((row.Nik, row.Month), row.Number)) return false;
            var first = seen[(row.Nik, row.Month)];
            problems.Add(new RowProblem(RowProblemKind.TwiceInFile, row.Sheet, row.Number, Place(row, Column.Nik), first));
            return true;
        });
    }

    /// <summary>Where a column stands in a sheet, for a problem that only the whole list shows.</summary>
    public int Place(ListRow row, Column column) => layouts[row.Sheet][column];

    /// <summary>Goes through one sheet: which rows are data, and which are captions, totals, signatures.</summary>
    private sealed partial class SheetReader
    {
        private readonly ReadList list;
        private readonly string name;
        private readonly SheetLayout? layout;
        private readonly bool fillsDown;
        private readonly Dictionary<int, string> samples = [];
        private string village;
        private string district;
        private string villageAbove = "";
        private bool isOver;
        private int count;

        public SheetReader(ReadList list, string name, SheetLayout? layout, IReadOnlyList<TableRow> first)
        {
            (this.list, this.name, this.layout, Sheet) = (list, name, layout, first[0].Sheet);
            if (layout is not null) list.layouts[Sheet] = layout;
            village = layout is { Village.Length: > 0 } ? layout.Village : NoName().IsMatch(name) ? "" : name;
            district = layout?.District ?? "";
            // Saved from a sheet with merged cells, the village stands in its first row alone.
            fillsDown = layout is not null && layout.Has(Column.Village)
                && first.Where(row => row.Number >= layout.FirstRow && NikCell.Digits(row[layout[Column.Nik]]) >= 10).ToList() is { Count: > 3 } data
                && !data[0][layout[Column.Village]].IsEmpty && data.Count(row => row[layout[Column.Village]].IsEmpty) > data.Count / 2;
        }

        public int Sheet { get; }

        public SheetReport Report() => new(name, layout, count, samples);

        public void Take(TableRow row)
        {
            if (layout is null || row.Number < layout.FirstRow || row.IsEmpty || layout.IsRepeatedHeader(row)) return;
            if (!IsData(row)) return;
            if (++list.Count > MostRows)
                throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"Lebih dari {MostRows} baris. Bagi menjadi beberapa berkas."));
            count++;
            var own = row[layout[Column.Village]].Text;
            if (own.Length > 0) villageAbove = own;
            if (samples.Count == 0) Sample(row);
            if (list.reader.Read(row, layout, (fillsDown ? villageAbove : village, district), list.problems) is { } read) list.rows.Add(read);
        }

        private bool IsData(TableRow row)
        {
            var nik = row[layout![Column.Nik]];
            if (NikCell.Digits(nik) >= 10 || (nik.Number is null && ScientificStart().IsMatch(nik.Text)))
            {
                isOver = isOver && !nik.Text.Any(char.IsAsciiDigit);
                return !FooterStart().IsMatch(nik.Text);
            }

            var texts = row.Cells.Select(cell => cell.Text).Where(text => text.Length > 0).Distinct().ToList();
            if (texts.Exists(text => FooterStart().IsMatch(text)))
            {
                isOver = true;
                return false;
            }

            // One text alone, often merged over the whole row, is a caption: «DESA SIDAN».
            if (texts.Count == 1)
            {
                if (VillageCaption().Match(texts[0]) is { Success: true } caption) village = caption.Groups[1].Value;
                return false;
            }

            return !isOver && row[layout[Column.Name]].Text.Length > 0;
        }

        private void Sample(TableRow row)
        {
            foreach (var column in layout!.Columns.Where(column => column.IsUsed))
                samples[column.At] = PreviewText.Masked(column.Holds!.Value, row[column.At]);
        }

        [GeneratedRegex(@"^(sheet|lembar|data|tabel|table)?\s*\d*$", RegexOptions.IgnoreCase)]
        private static partial Regex NoName();

        [GeneratedRegex(@"^'?\d(?:[.,]\d+)?\s*[eE]\s*\+?\d+$")]
        private static partial Regex ScientificStart();

        [GeneratedRegex(@"^\W*(?:jumlah|total|jml|sub\s*total|mengetahui|menyetujui|catatan|keterangan|dibuat|disusun|petugas|kepala\s+desa|perbekel|lurah|camat|nip\b|ttd)", RegexOptions.IgnoreCase)]
        private static partial Regex FooterStart();

        [GeneratedRegex(@"^\W*(?:[ivx\d]+\W+)?(?:desa|kelurahan|ds|kel)\b[\s.:]*([\p{L}][\p{L} '-]*)$", RegexOptions.IgnoreCase)]
        private static partial Regex VillageCaption();
    }
}
