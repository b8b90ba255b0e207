using System.Text;
using System.Text.RegularExpressions;
using Chatbot.Language;

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
        var digits = Separators().Replace(WellFormed.Normalize(nik, NormalizationForm.FormKC), "");
        var words = string.Join(' ', WellFormed.Normalize(name, NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new FormInput(digits, words, WrongNik(digits, today), WrongName(words));
    }

    /// <summary>Without the values, so that they cannot slip into a log.</summary>
    public override string ToString() => $"{nameof(FormInput)} {(IsRight ? "right" : "wrong")}";

    private static string? WrongNik(string digits, DateOnly today) =>
        digits.Length == 0 ? "NIK belum diisi."
        : !digits.All(char.IsAsciiDigit) ? "NIK hanya angka, tanpa huruf."
        : NikRecognizer.Check(digits, today) switch
        {
            { Valid: true } => null,
            { Reason: "length" } => $"NIK harus 16 angka. Yang kami terima {digits.Length} angka.",
            { Reason: "province" } => "Dua angka pertama NIK tidak dikenali. Periksa lagi di KTP.",
            { Reason: "date" } => "Angka ke-7 sampai ke-12 (tanggal lahir) tidak wajar. Periksa lagi di KTP.",
            { Reason: "serial" } => "Empat angka terakhir tidak boleh 0000.",
            { Reason: "kk" } => "Ini seperti nomor Kartu Keluarga. Yang diperlukan NIK di KTP.",
            _ => "Ini bukan NIK. Lihat NIK di KTP.",
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
