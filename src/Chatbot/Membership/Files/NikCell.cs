using System.Text;
using System.Text.RegularExpressions;
using Chatbot.Language;

namespace Chatbot.Membership.Files;

/// <summary>A NIK in a cell of a list (identity.md 1.2, 1.5). Nothing is repaired here: a list has nobody to ask. Pure.</summary>
internal static partial class NikCell
{
    // Excel keeps 15 significant digits: the 16th becomes 0. Other programs write all 16 where they fit in a double.
    private const double MostExact = 9_007_199_254_740_992;

    /// <param name="cell">As it stands.</param>
    /// <param name="today">A birth date after it is none.</param>
    /// <param name="nik">16 digits, when there is no problem.</param>
    /// <returns>What is wrong; null when it is right.</returns>
    public static RowProblemKind? Read(Cell cell, DateOnly today, out string nik)
    {
        nik = "";
        if (cell.IsFormula) return RowProblemKind.FormulaInNik;
        if (cell.IsEmpty) return RowProblemKind.NikMissing;
        if (cell.Day is not null) return RowProblemKind.NikIsNoNumber;
        if (cell.Number is { } number)
        {
            if (number != Math.Floor(number) || number < 0) return RowProblemKind.NikIsNoNumber;
            if (number >= 1e15 && (number >= MostExact || number % 10 == 0)) return RowProblemKind.NikDigitsLost;
        }

        var text = WellFormed.Normalize(cell.Text, NormalizationForm.FormKC);
        if (Scientific().IsMatch(text)) return RowProblemKind.NikDigitsLost;
        var digits = Around().Replace(text, "");
        if (digits.Length == 0) return RowProblemKind.NikMissing;
        if (digits.Any(letter => !char.IsAsciiDigit(letter)))
            return digits.Count(char.IsAsciiDigit) >= 10 ? RowProblemKind.NikHasLetters : RowProblemKind.NikIsNoNumber;
        if (digits.Length == 13 && digits.StartsWith("000", StringComparison.Ordinal)) return RowProblemKind.NikIsHealthCard;
        switch (NikRecognizer.Check(digits, today))
        {
            case { Valid: true }:
                nik = digits;
                return null;
            case { Reason: "length" }:
                return RowProblemKind.NikLength;
            case { Reason: "province" }:
                return RowProblemKind.NikProvince;
            case { Reason: "date" }:
                return RowProblemKind.NikBirthDate;
            default:
                return RowProblemKind.NikSerial;
        }
    }

    /// <summary>How many digits stand in the cell.</summary>
    public static int Digits(Cell cell) => cell.Text.Count(char.IsAsciiDigit);

    [GeneratedRegex(@"^'?\s*\d(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d{1,2}$")]
    private static partial Regex Scientific();

    // Apostrophes, spaces of every kind, dots, dashes, slashes; a label before the number.
    [GeneratedRegex(@"^\W*(?:n\.?i\.?k|no\.?\s*ktp|ktp)\b[\s.:=]*|[\s\u200B-\u200F\u2060\uFEFF.\-_/,'’‘`´""]", RegexOptions.IgnoreCase)]
    private static partial Regex Around();
}
