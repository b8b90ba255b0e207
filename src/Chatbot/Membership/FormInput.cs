using System.Text;
using System.Text.RegularExpressions;

namespace Chatbot.Membership;

/// <summary>What was typed into the form, and what is wrong with it in words for the person. Pure.</summary>
/// <param name="Nik">Digits only, when nothing is wrong with it.</param>
/// <param name="Name">As on the KTP, one space between words.</param>
/// <param name="NikError">Shown beside the field; null when it is right.</param>
/// <param name="NameError">Shown beside the field; null when it is right.</param>
internal sealed partial record FormInput(string Nik, string Name, string? NikError, string? NameError)
{
    public bool IsRight => NikError is null && NameError is null;

    /// <param name="nik">As typed; spaces, dots and dashes between the digits are fine.</param>
    /// <param name="name">As typed.</param>
    /// <param name="today">The local date: a birth date in the future is none.</param>
    public static FormInput Read(string nik, string name, DateOnly today)
    {
        var digits = Separators().Replace(nik.Normalize(NormalizationForm.FormKC), "");
        var words = string.Join(' ', name.Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new FormInput(digits, words, WrongNik(digits, today), WrongName(words));
    }

    /// <summary>Without the values, so that they cannot slip into a log.</summary>
    public override string ToString() => $"{nameof(FormInput)} {(IsRight ? "right" : "wrong")}";

    // identity.md section 1.2, without the region lists.
    private static string? WrongNik(string digits, DateOnly today) => digits switch
    {
        "" => "NIK belum diisi.",
        _ when !digits.All(char.IsAsciiDigit) => "NIK hanya angka, tanpa huruf.",
        { Length: not 16 } => $"NIK harus 16 angka. Yang kami terima {digits.Length} angka.",
        _ when digits.Distinct().Count() == 1 => "Ini bukan NIK. Lihat NIK di KTP.",
        _ when AgeRule.BirthDates(digits, today).Count == 0 => "Angka ke-7 sampai ke-12 (tanggal lahir) tidak wajar. Periksa lagi di KTP.",
        _ when digits.EndsWith("0000", StringComparison.Ordinal) => "Empat angka terakhir tidak boleh 0000.",
        _ => null,
    };

    // Names of one word are right, and so are apostrophe, hyphen, dot (identity.md section 2).
    private static string? WrongName(string words) => words switch
    {
        "" => "Nama belum diisi.",
        _ when words.Any(char.IsDigit) => "Nama tanpa angka, tulis seperti di KTP.",
        { Length: < 2 or > 60 } => "Nama 2 sampai 60 huruf, tulis seperti di KTP.",
        _ when !NameLetters().IsMatch(words) => "Nama hanya huruf, tulis seperti di KTP.",
        _ => null,
    };

    [GeneratedRegex(@"[\s.\-_/,']")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^[\p{L}\p{M}][\p{L}\p{M} .,'’`\-]*$")]
    private static partial Regex NameLetters();
}
