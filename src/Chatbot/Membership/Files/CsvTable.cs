using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Chatbot.Membership.Files;

/// <summary>A table in a text file, its cells separated by ; , tab or |.</summary>
internal sealed partial class CsvTable : ITableFile
{
    // A quote that is never closed must not read the rest of the file as one cell.
    private const int LongestCell = 32 * 1024;

    private readonly FileBytes bytes;
    private readonly CsvForm form;

    /// <exception cref="UnreadableFileException">Not a text.</exception>
    public CsvTable(FileBytes bytes)
    {
        this.bytes = bytes;
        form = CsvForm.Find(bytes);
    }

    public string Form => $"CSV, pemisah {(form.Separator == '\t' ? "tab" : form.Separator.ToString())}, {form.EncodingName}";

    public IReadOnlyList<string> Sheets { get; } = [""];

    public IEnumerable<TableRow> Rows()
    {
        using var reader = new StreamReader(bytes.Open(), form.Encoding);
        for (var i = 0; i < form.Skip; i++) reader.ReadLine();
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = form.Separator.ToString(),
            BadDataFound = null,
            IgnoreBlankLines = false,
            HasHeaderRecord = false,
            CacheFields = true,
            MaxFieldSize = LongestCell,
        });
        while (Read(parser))
        {
            var cells = new Cell[parser.Count];
            for (var i = 0; i < cells.Length; i++) cells[i] = Read(parser[i]);
            yield return new TableRow(1, parser.Row + form.Skip, cells);
        }
    }

    private static bool Read(CsvParser parser)
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new UnreadableFileException(
                string.Create(CultureInfo.InvariantCulture, $"Baris {parser.Row}: isi sel terlalu panjang. Mungkin ada tanda kutip (\") yang tidak ditutup."));
        }
    }

    private static Cell Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0) return Cell.Empty;
        // ="3317…" is how people keep Excel from making a number of it.
        if (trimmed[0] == '=' && TextFormula().Match(trimmed) is { Success: true } kept) return new Cell(kept.Groups[1].Value.Trim());
        return new Cell(trimmed, IsFormula: trimmed[0] == '=');
    }

    [GeneratedRegex("^=\"([^\"]*)\"$")]
    private static partial Regex TextFormula();
}
