using System.Text.RegularExpressions;

namespace Chatbot.Membership.Files;

/// <summary>A column that was understood, or not.</summary>
/// <param name="At">From 0.</param>
/// <param name="Header">As written.</param>
/// <param name="Holds">What it holds; null when nobody knows.</param>
internal sealed record LaidColumn(int At, string Header, Column? Holds)
{
    public bool IsUsed => Holds is not (null or Column.Unused);
}

/// <summary>Where the table stands in a sheet: its header, under title rows and sometimes in two rows, and its columns. Pure.</summary>
/// <param name="HeaderRow">As a spreadsheet counts.</param>
/// <param name="FirstRow">The first row of data.</param>
/// <param name="Columns">Every column with a header.</param>
/// <param name="Village">The village that a title row names: «DESA : SIDAN».</param>
/// <param name="District">The district that a title row names.</param>
internal sealed partial record SheetLayout(
    int HeaderRow, int FirstRow, IReadOnlyList<LaidColumn> Columns, string Village, string District)
{
    /// <summary>A header stands among the first rows; what comes below is data.</summary>
    public const int RowsLookedAt = 40;

    // Columns are asked for by every cell: looked up once.
    private readonly int[] places = Places(Columns);

    /// <summary>Where a column stands, from 0; -1 when there is none.</summary>
    public int this[Column column] => places[(int)column];

    public bool Has(Column column) => this[column] >= 0;

    /// <summary>The layout that the first rows of a sheet show; null when there is no header with a NIK.</summary>
    /// <param name="rows">The first rows of one sheet, in order.</param>
    public static SheetLayout? Find(IReadOnlyList<TableRow> rows)
    {
        var best = -1;
        var bestScore = 1;
        for (var i = 0; i < rows.Count; i++)
        {
            if (Score(rows[i]) is var score && score <= bestScore) continue;
            (best, bestScore) = (i, score);
        }

        if (best < 0) return null;
        var headers = Headers(rows[best]);
        var first = best + 1;
        // A second header row stands under merged cells: «Alamat» over «Desa» and «Kecamatan».
        if (first < rows.Count && IsSecondHeader(headers, rows[first]))
        {
            headers = Under(headers, rows[first]);
            first++;
        }

        while (first < rows.Count && (IsColumnNumbers(rows[first]) || rows[first].IsEmpty)) first++;
        var (village, district) = Titles(rows.Take(best));
        var columns = Once([.. headers.Select(header => new LaidColumn(header.At, header.Text, ColumnWords.Read(header.Text)))]);
        return columns.Any(column => column.Holds == Column.Nik)
            ? new SheetLayout(rows[best].Number, first < rows.Count ? rows[first].Number : rows[best].Number + first - best, columns, village, district)
            : null;
    }

    /// <summary>A header that is printed again on a later page.</summary>
    public bool IsRepeatedHeader(TableRow row) => row[this[Column.Nik]] is { IsEmpty: false } cell && ColumnWords.Read(cell.Text) == Column.Nik;

    // A row is a header by the different things its cells name. Without a NIK it is none.
    private static int Score(TableRow row)
    {
        var known = row.Cells.Select(cell => cell.IsEmpty || cell.Number is not null ? null : ColumnWords.Read(cell.Text)).OfType<Column>().ToList();
        return known.Contains(Column.Nik) ? known.Distinct().Count() : 0;
    }

    private static List<(int At, string Text)> Headers(TableRow row) =>
        [.. row.Cells.Select((cell, at) => (At: at, Text: string.Join(' ', cell.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))).Where(header => header.Text.Length > 0)];

    private static bool IsSecondHeader(List<(int At, string Text)> headers, TableRow row)
    {
        var texts = row.Cells.Select((cell, at) => (Cell: cell, At: at)).Where(one => !one.Cell.IsEmpty).ToList();
        var news = texts.Count(one => one.Cell.Number is null && ColumnWords.Read(one.Cell.Text) is not null
            && headers.All(header => header.At != one.At || header.Text != one.Cell.Text));
        // One text alone is a caption: «DESA SIDAN».
        return news > 1 && texts.All(one => one.Cell.Number is null && !one.Cell.Text.Any(char.IsAsciiDigit));
    }

    private static List<(int At, string Text)> Under(List<(int At, string Text)> headers, TableRow row)
    {
        var merged = headers.ToDictionary(header => header.At, header => header.Text);
        for (var at = 0; at < row.Cells.Length; at++)
            if (!row.Cells[at].IsEmpty) merged[at] = row.Cells[at].Text;
        return [.. merged.OrderBy(header => header.Key).Select(header => (header.Key, header.Value))];
    }

    /// <summary>«(1) (2) (3)» under the header of an official form.</summary>
    private static bool IsColumnNumbers(TableRow row)
    {
        var filled = row.Cells.Where(cell => !cell.IsEmpty).ToList();
        return filled.Count >= 3 && filled.All(cell => ColumnNumber().IsMatch(cell.Text));
    }

    // Two columns of one kind: the first is taken («No HP», «No WA»).
    private static LaidColumn[] Once(List<LaidColumn> columns)
    {
        var taken = new HashSet<Column>();
        return [.. columns.Select(column => column.IsUsed && !taken.Add(column.Holds!.Value) ? column with { Holds = Column.Unused } : column)];
    }

    private static (string Village, string District) Titles(IEnumerable<TableRow> rows)
    {
        var (village, district) = ("", "");
        foreach (var text in rows.Select(row => string.Join(' ', row.Cells.Select(cell => cell.Text).Distinct())))
        {
            if (VillageTitle().Match(text) is { Success: true } named) village = named.Groups[1].Value.Trim();
            if (DistrictTitle().Match(text) is { Success: true } inDistrict) district = inDistrict.Groups[1].Value.Trim();
        }

        return (village, district);
    }

    private static int[] Places(IReadOnlyList<LaidColumn> columns)
    {
        var places = new int[Enum.GetValues<Column>().Length];
        Array.Fill(places, -1);
        foreach (var column in columns)
            if (column.IsUsed) places[(int)column.Holds!.Value] = column.At;
        return places;
    }

    [GeneratedRegex(@"^\(?\d{1,2}[\).]?$")]
    private static partial Regex ColumnNumber();

    [GeneratedRegex(@"\b(?:desa|kelurahan|ds\.?)\s*[:/]?\s*([\p{L}][\p{L} '.-]*?)\s*(?=,|;|\bkec|\bkab|\bkode|\btahun|\bth\b|\d|$)", RegexOptions.IgnoreCase)]
    private static partial Regex VillageTitle();

    [GeneratedRegex(@"\b(?:kecamatan|kec\.?)\s*:?\s*([\p{L}][\p{L} '.-]*?)\s*(?=,|;|\bkab|\bprov|\btahun|\d|$)", RegexOptions.IgnoreCase)]
    private static partial Regex DistrictTitle();
}
