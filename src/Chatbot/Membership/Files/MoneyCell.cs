using System.Globalization;
using System.Text.RegularExpressions;

namespace Chatbot.Membership.Files;

/// <summary>An amount in a cell: 1000000, 1.000.000, «Rp 1.000.000,-», «1,5 jt». Pure.</summary>
internal static partial class MoneyCell
{
    /// <summary>Rupiah; null when it is unreadable.</summary>
    public static long? Read(Cell cell)
    {
        if (cell.IsFormula || cell.Day is not null) return null;
        if (cell.Number is { } number) return number is >= 0 and < 1e12 ? (long)Math.Round(number) : null;
        var match = Amount().Match(cell.Text.Trim().TrimStart('\''));
        if (!match.Success) return null;
        var unit = match.Groups[2].Value.ToLowerInvariant() switch
        {
            "jt" or "juta" => 1_000_000m,
            "rb" or "ribu" or "k" => 1_000m,
            _ => 1m,
        };
        var digits = match.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        // «1,5 jt» has a decimal comma; in «1.500.000,00» and «1,500,000» the groups of three are thousands.
        if (unit == 1m) digits = Cents().Replace(digits, "");
        var plain = Thousands().IsMatch(digits)
            ? digits.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal)
            : digits.Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * unit < 1_000_000_000_000m
            ? (long)decimal.Round(value * unit)
            : null;
    }

    [GeneratedRegex(@"^(?:rp\.?|idr)?\s*(\d[\d., ]*?)\s*(jt|juta|rb|ribu|k)?\.?\s*(?:,-|,--|-|/\s*(?:bln|bulan)|per\s*bulan|sebulan)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    [GeneratedRegex(@"[.,]0{1,2}$")]
    private static partial Regex Cents();

    [GeneratedRegex(@"^\d{1,3}(?:[.,]\d{3})+$")]
    private static partial Regex Thousands();
}
