using System.Text.Json;

namespace Chatbot.Membership.Files;

/// <summary>What was mended of a list by hand.</summary>
/// <param name="Cells">New texts, by sheet, row (both from 1) and column (from 0).</param>
/// <param name="LeftOut">Rows that are not to go in.</param>
internal sealed record Mends(IReadOnlyDictionary<(int Sheet, int Row, int At), string> Cells, IReadOnlySet<(int Sheet, int Row)> LeftOut)
{
    public static Mends None { get; } = new(new Dictionary<(int, int, int), string>(), new HashSet<(int, int)>());

    /// <summary>The same with a row as it is to be.</summary>
    public Mends With(int sheet, int row, IEnumerable<(int At, string Text)> cells)
    {
        var all = Cells.ToDictionary();
        foreach (var (at, text) in cells) all[(sheet, row, at)] = text.Trim();
        return this with { Cells = all, LeftOut = LeftOut.Where(one => one != (sheet, row)).ToHashSet() };
    }

    /// <summary>The same without a row.</summary>
    public Mends Without(int sheet, int row) => this with { LeftOut = LeftOut.Append((sheet, row)).ToHashSet() };

    /// <summary>The same with the row as the file has it.</summary>
    public Mends Restored(int sheet, int row) => new(
        Cells.Where(cell => (cell.Key.Sheet, cell.Key.Row) != (sheet, row)).ToDictionary(), LeftOut.Where(one => one != (sheet, row)).ToHashSet());

    public string Write() => JsonSerializer.Serialize(new Stored(
        [.. Cells.Select(cell => new StoredCell(cell.Key.Sheet, cell.Key.Row, cell.Key.At, cell.Value))], [.. LeftOut.Select(row => new StoredRow(row.Sheet, row.Row))]));

    public static Mends Read(string text)
    {
        var stored = JsonSerializer.Deserialize<Stored>(text) ?? throw new InvalidDataException("Mends of a list are missing.");
        return new Mends(stored.Cells.ToDictionary(cell => (cell.Sheet, cell.Row, cell.At), cell => cell.Text), stored.LeftOut.Select(row => (row.Sheet, row.Row)).ToHashSet());
    }

    /// <summary>Without the values.</summary>
    public override string ToString() => nameof(Mends);

    private sealed record Stored(StoredCell[] Cells, StoredRow[] LeftOut);

    private sealed record StoredCell(int Sheet, int Row, int At, string Text);

    private sealed record StoredRow(int Sheet, int Row);
}

/// <summary>A table as it reads after it was mended. A mended cell is a text, whatever stood there.</summary>
internal sealed class MendedTable(ITableFile inner, Mends mends) : ITableFile
{
    private readonly ILookup<(int Sheet, int Row), (int At, string Text)> cells = mends.Cells.ToLookup(cell => (cell.Key.Sheet, cell.Key.Row), cell => (cell.Key.At, cell.Value));

    public string Form => inner.Form;

    public IReadOnlyList<string> Sheets => inner.Sheets;

    public IEnumerable<TableRow> Rows()
    {
        foreach (var row in inner.Rows())
        {
            var place = (row.Sheet, row.Number);
            if (mends.LeftOut.Contains(place)) yield return row with { Cells = [] };
            else if (cells.Contains(place)) yield return row with { Cells = Mended(row, cells[place]) };
            else yield return row;
        }
    }

    private static Cell[] Mended(TableRow row, IEnumerable<(int At, string Text)> texts)
    {
        var changed = row.Cells.ToList();
        foreach (var (at, text) in texts)
        {
            while (changed.Count <= at) changed.Add(Cell.Empty);
            changed[at] = text.Length == 0 ? Cell.Empty : new Cell(text);
        }

        return [.. changed];
    }
}
