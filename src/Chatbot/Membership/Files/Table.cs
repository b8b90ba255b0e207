namespace Chatbot.Membership.Files;

/// <summary>A cell as the file holds it: a text, a number, or a day.</summary>
/// <param name="Text">As written; of a number its digits, empty when there is nothing.</param>
/// <param name="Number">Where the file holds a number, not a text: its last digits may be lost.</param>
/// <param name="Day">Where the file holds a day.</param>
/// <param name="IsFormula">Computed from other cells; what is shown may change.</param>
internal readonly record struct Cell(string Text, double? Number = null, DateOnly? Day = null, bool IsFormula = false)
{
    public static readonly Cell Empty = new("");

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Without the value, which may be a NIK.</summary>
    public override string ToString() => IsEmpty ? "empty" : "cell";
}

/// <summary>A row of a table.</summary>
/// <param name="Sheet">The how-manieth sheet, from 1.</param>
/// <param name="Number">As a spreadsheet shows it, from 1.</param>
/// <param name="Cells">From column A on.</param>
internal readonly record struct TableRow(int Sheet, int Number, Cell[] Cells)
{
    public Cell this[int column] => column >= 0 && column < Cells.Length ? Cells[column] : Cell.Empty;

    public bool IsEmpty => Cells.All(cell => cell.IsEmpty);

    /// <summary><c>A</c>, <c>B</c>, … <c>AA</c>, as a spreadsheet names the column.</summary>
    public static string Letter(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letter((column / 26) - 1) + Letter(column % 26);

    /// <summary>Without the values.</summary>
    public override string ToString() => $"row {Number} of sheet {Sheet}";
}

/// <summary>A file that holds tables; its rows can be gone through more than once.</summary>
internal interface ITableFile
{
    /// <summary>In words for the staff, such as «CSV, pemisah ;, Windows-1252».</summary>
    string Form { get; }

    /// <summary>Names of the sheets, in order.</summary>
    IReadOnlyList<string> Sheets { get; }

    /// <summary>All rows of all sheets from the beginning, one at a time; empty rows too.</summary>
    IEnumerable<TableRow> Rows();
}

/// <summary>A file that cannot be taken at all, with the reason in Indonesian.</summary>
internal sealed class UnreadableFileException(string reason) : Exception(reason);
