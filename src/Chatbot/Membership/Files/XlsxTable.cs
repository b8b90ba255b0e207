using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Chatbot.Membership.Files;

/// <summary>The sheets of an Excel workbook (.xlsx). What stands in a merged cell stands in every place that it covers.</summary>
internal sealed class XlsxTable : ITableFile
{
    private readonly FileBytes bytes;
    private readonly XlsxGuard guard;

    // The reader asks for Windows-1252 before it knows that a workbook is UTF-8.
    static XlsxTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="UnreadableFileException">Not a workbook, or one that unpacks to too much.</exception>
    public XlsxTable(FileBytes bytes)
    {
        this.bytes = bytes;
        guard = XlsxGuard.Look(bytes);
    }

    public string Form => Sheets.Count == 1 ? "Excel" : $"Excel, {Sheets.Count} lembar";

    public IReadOnlyList<string> Sheets => guard.Sheets;

    public IEnumerable<TableRow> Rows()
    {
        using var file = bytes.Open();
        using var reader = Try(() => ExcelReaderFactory.CreateOpenXmlReader(file));
        var sheet = 1;
        do
        {
            var merged = new MergedCells(reader.MergeCells ?? []);
            var formulas = guard.Formulas(sheet);
            for (var number = 1; Try(reader.Read); number++)
            {
                var cells = new Cell[reader.FieldCount];
                for (var column = 0; column < cells.Length; column++)
                    cells[column] = Read(reader.GetValue(column), formulas.Contains((number, column)));
                merged.Fill(number - 1, cells);
                yield return new TableRow(sheet, number, cells);
            }

            sheet++;
        }
        while (Try(reader.NextResult));
    }

    private static Cell Read(object? value, bool isFormula) => value switch
    {
        null => Cell.Empty,
        string text => text.Trim() is { Length: > 0 } trimmed ? new Cell(trimmed, IsFormula: isFormula) : Cell.Empty,
        double number => new Cell(Text(number), number, IsFormula: isFormula),
        int number => new Cell(number.ToString(CultureInfo.InvariantCulture), number, IsFormula: isFormula),
        DateTime moment => new Cell(
            moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Day: DateOnly.FromDateTime(moment), IsFormula: isFormula),
        _ => new Cell(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", IsFormula: isFormula),
    };

    private static string Text(double number) =>
        Math.Abs(number) < 1e17 && number == Math.Floor(number)
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    private static T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is ExcelReaderException or XmlException or InvalidDataException or FormatException
            or OverflowException or IndexOutOfRangeException or ArgumentException or NullReferenceException)
        {
            throw new UnreadableFileException("Berkas Excel ini rusak. Buka di Excel, simpan lagi sebagai .xlsx, lalu coba lagi.");
        }
    }

    /// <summary>Repeats the value of a merged cell in the places that it covers.</summary>
    private sealed class MergedCells(IReadOnlyList<CellRange> ranges)
    {
        private readonly List<CellRange> waiting = [.. ranges.OrderBy(range => range.FromRow)];
        private readonly List<(CellRange Range, Cell Value)> open = [];
        private int next;

        public void Fill(int row, Cell[] cells)
        {
            for (; next < waiting.Count && waiting[next].FromRow <= row; next++)
                open.Add((waiting[next], waiting[next].FromColumn < cells.Length ? cells[waiting[next].FromColumn] : Cell.Empty));
            open.RemoveAll(one => one.Range.ToRow < row);
            foreach (var (range, value) in open)
            {
                for (var column = range.FromColumn; column <= Math.Min(range.ToColumn, cells.Length - 1); column++)
                    if (cells[column].IsEmpty) cells[column] = value;
            }
        }
    }
}
