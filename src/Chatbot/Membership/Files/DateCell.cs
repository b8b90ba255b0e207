using System.Globalization;
using System.Text.RegularExpressions;

namespace Chatbot.Membership.Files;

/// <summary>A day in a cell: a spreadsheet's day or serial number, 17/08/1985, 17-08-85, «17 Agustus 1985», 1985-08-17. Pure.</summary>
internal static partial class DateCell
{
    // Day 1 of Excel's calendar is 1 January 1900, and it believes in a 29 February 1900.
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    private static readonly string[][] Months =
    [
        ["jan"], ["feb", "peb"], ["mar"], ["apr"], ["mei", "may"], ["jun"],
        ["jul"], ["agu", "agt", "ags", "aug"], ["sep"], ["okt", "oct"], ["nov", "nop"], ["des", "dec"],
    ];

    /// <summary>The days that the cell can mean: none when it is unreadable, two when the year has two digits.</summary>
    public static IReadOnlyList<DateOnly> Read(Cell cell)
    {
        if (cell.Day is { } day) return [day];
        if (cell.Number is { } number) return Serial(number);
        var text = cell.Text.Trim().TrimStart('\'');
        if (Iso().Match(text) is { Success: true } iso) return Of(iso.Groups[3].Value, Number(iso.Groups[2].Value), iso.Groups[1].Value);
        if (Numeric().Match(text) is { Success: true } numeric)
            return Of(numeric.Groups[1].Value, Number(numeric.Groups[2].Value), numeric.Groups[3].Value);
        if (Named().Match(text) is { Success: true } named) return Of(named.Groups[1].Value, Month(named.Groups[2].Value), named.Groups[3].Value);
        return text.Length == 5 && text.All(char.IsAsciiDigit) ? Serial(Number(text)) : [];
    }

    /// <summary>The day behind a place: «Gianyar, 17-08-1985».</summary>
    public static Cell AfterPlace(Cell cell) =>
        !cell.Text.Any(char.IsAsciiDigit) ? Cell.Empty
        : cell.Day is null && cell.Number is null && AfterName().Match(cell.Text) is { Success: true } found ? new Cell(found.Groups[1].Value) : cell;

    /// <summary>The month that a word begins, from 1; 0 when none.</summary>
    public static int Month(string word) =>
        word.Length < 3 ? 0 : Array.FindIndex(Months, names => names.Contains(word[..3].ToLowerInvariant())) + 1;

    private static IReadOnlyList<DateOnly> Serial(double number) =>
        number is >= 1 and < 80_000 ? [SerialZero.AddDays((int)number)] : [];

    private static IReadOnlyList<DateOnly> Of(string day, int month, string year)
    {
        int[] years = year.Length == 2 ? [1900 + Number(year), 2000 + Number(year)] : [Number(year)];
        var wanted = Number(day);
        return
        [
            .. years.Where(one => one is >= 1900 and <= 2100 && month is >= 1 and <= 12 && wanted >= 1 && wanted <= DateTime.DaysInMonth(one, month))
                .Select(one => new DateOnly(one, month, wanted)),
        ];
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^(\d{1,2})[\s\-./]*([A-Za-z]{3,})[\s\-./]*(\d{4}|\d{2})$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^[^\d,]*[,/]?\s*(\d.*)$")]
    private static partial Regex AfterName();
}
