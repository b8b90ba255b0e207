using System.Text.RegularExpressions;

namespace Chatbot.Privacy;

/// <summary>How personal values are shown: enough to recognise one's own, not enough to learn somebody else's.</summary>
internal static partial class Masking
{
    /// <summary><c>3509********0002</c>.</summary>
    public static string Nik(string nik) =>
        nik.Length == 16 ? $"{nik[..4]}********{nik[12..]}" : new string('*', nik.Length);

    /// <summary><c>*******8765</c>: the last four digits, as of a NIK.</summary>
    public static string Kpj(string kpj) => $"*******{kpj[^4..]}";

    /// <summary><c>+62812****7890</c>; works on <c>whatsapp:+62…</c> too.</summary>
    public static string Phone(string phone)
    {
        var number = phone[(phone.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return number.Length > 10
            ? $"{number[..6]}{new string('*', number.Length - 10)}{number[^4..]}"
            : new string('*', number.Length);
    }

    /// <summary>First word and initial of the second: <c>Siti N.</c>; a name of one word stays.</summary>
    public static string Name(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] => "",
            [var only] => only,
            [var first, var second, ..] => $"{first} {second[0]}.",
        };
    }

    /// <summary>A text for a transcript: whatever may be a NIK in it, also one typed with spaces or dots, is masked.</summary>
    public static string Transcript(string text) =>
        LongNumber().Replace(text, static match => Nik(string.Concat(match.Value.Where(char.IsDigit))));

    // 15 to 17 digits: a NIK with one digit lost or doubled is still somebody's.
    [GeneratedRegex(@"(?<!\d)\d(?:[\s.\-_/,']?\d){14,16}(?!\d)")]
    private static partial Regex LongNumber();
}
