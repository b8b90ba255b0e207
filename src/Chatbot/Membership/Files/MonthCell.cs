using System.Globalization;
using System.Text.RegularExpressions;
using Chatbot.Programs;

namespace Chatbot.Membership.Files;

/// <summary>A coverage month in a cell: «November 2026», 11/2026, Nov-26, 2026-11, 202611, or a day of it. Pure.</summary>
internal static partial class MonthCell
{
    public static CoverageMonth? Read(Cell cell)
    {
        if (cell.Day is { } day) return CoverageMonth.Of(day);
        var text = cell.Text.Trim().TrimStart('\'');
        if (YearFirst().Match(text) is { Success: true } iso) return Of(iso.Groups[1].Value, Number(iso.Groups[2].Value));
        if (MonthFirst().Match(text) is { Success: true } month) return Of(month.Groups[2].Value, Number(month.Groups[1].Value));
        if (Named().Match(text) is { Success: true } named) return Of(named.Groups[2].Value, DateCell.Month(named.Groups[1].Value));
        return DateCell.Read(cell) is [var only, ..] ? CoverageMonth.Of(only) : null;
    }

    private static CoverageMonth? Of(string year, int month)
    {
        var full = year.Length == 2 ? 2000 + Number(year) : Number(year);
        return month is >= 1 and <= 12 && full is >= 2015 and <= 2100 ? new CoverageMonth(full, month) : null;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(20\d{2})[-/. ]?(0?[1-9]|1[0-2])$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(0?[1-9]|1[0-2])[-/. ](20\d{2}|\d{2})$")]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^([A-Za-z]{3,})[\s\-./']*(20\d{2}|\d{2})$")]
    private static partial Regex Named();
}
