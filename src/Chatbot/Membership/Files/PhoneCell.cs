using System.Text.RegularExpressions;

namespace Chatbot.Membership.Files;

/// <summary>A mobile number in a cell (identity.md 4.2); of several the first. Pure.</summary>
internal static partial class PhoneCell
{
    /// <summary>E.164; null when it is no mobile number of Indonesia.</summary>
    public static string? Read(Cell cell)
    {
        if (cell.IsFormula) return null;
        // A number in a cell has lost its zero: 81234567890.
        foreach (var part in Between().Split(cell.Text))
        {
            var digits = string.Concat(part.Where(char.IsAsciiDigit));
            var national = digits switch
            {
                _ when digits.StartsWith("0062", StringComparison.Ordinal) => digits[4..],
                _ when digits.StartsWith("62", StringComparison.Ordinal) => digits[2..],
                _ => digits,
            };
            if (national.StartsWith('0')) national = national[1..];
            if (Mobile().IsMatch(national) && !part.Any(char.IsLetter)) return "+62" + national;
        }

        return null;
    }

    // libphonenumber's plan for Indonesia (identity.md 4.1).
    [GeneratedRegex("^8[1-35-9][0-9]{7,10}$")]
    private static partial Regex Mobile();

    // «0812… / 0857…», «0812… atau 0857…», «HP: 0812…»
    [GeneratedRegex(@"\s*(?:/|;|,|\batau\b|\bdan\b|&|:|\n)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Between();
}
