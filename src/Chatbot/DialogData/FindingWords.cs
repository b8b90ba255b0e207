using System.Text.RegularExpressions;

namespace Chatbot.DialogData;

/// <summary>What the checks find, in plain Indonesian for staff.</summary>
internal static partial class FindingWords
{
    private static readonly (Regex Of, string Words)[] Table =
    [
        (Segments(), "Teks SMS terlalu panjang: {0} potong ({1} huruf) dengan isi terpanjangnya, yang boleh {2} potong. Pendekkan."),
        (Letters(), "Teks SMS memakai huruf atau tanda «{0}» yang tidak ada di SMS biasa. Ganti dengan huruf biasa."),
        (WhatsApp(), "Teks WhatsApp terlalu panjang: {0} huruf dengan isi terpanjangnya, paling banyak {1}."),
        (Length(), "Teks terlalu panjang: bisa sampai {0} huruf, paling banyak {1}."),
        (Placeholder(), "{{{0}}} tidak dikenal. Periksa ejaannya, atau pakai salah satu isian yang sudah dipakai teks ini."),
        (Number(), "Ada angka yang ditulis langsung. Angka diambil dari fakta atau harga, misalnya {{F-JKM-04:juta}}, supaya tidak basi."),
        (Brace(), "Ada kurung kurawal yang tidak ditutup."),
        (Verify(), "{0} masih perlu dipastikan: teksnya harus menyebut 175 atau kantor cabang."),
        (Overlap(), "Masa berlaku {0} bertumpuk dengan baris {1}."),
        (Gap(), "Ada hari tanpa nilai antara baris {1} dan baris baru {0}."),
        (Backwards(), "{0} berakhir sebelum mulai."),
        (Source(), "Sumber {1} untuk {0} belum ada di daftar sumber."),
        (Ended(), "{0} tidak berlaku lagi pada {1}, padahal masih disebut di teks ini."),
        (Value(), "«{0}» bukan nilai yang cocok untuk satuan {1}."),
        (Missing(), "«{0}» belum diisi."),
        (Form(), "Balasan {0} belum punya teks {1}."),
    ];

    /// <summary>The same in Indonesian; what is not known here stays as the check says it.</summary>
    public static string Of(DialogFinding finding)
    {
        foreach (var (of, words) in Table)
            if (of.Match(finding.What) is { Success: true } match)
                return string.Format(System.Globalization.CultureInfo.InvariantCulture, words, [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        return TemplateFindingWords.Of(finding.What) ?? $"Pemeriksa berkata: {finding.What}";
    }

    /// <summary>Where it is, as staff reads it.</summary>
    public static string Place(DialogFinding finding) => finding.Line > 0 ? $"{finding.File}, baris {finding.Line}" : finding.File;

    [GeneratedRegex(@"SMS (?:form|text) takes (\d+) segments \((\d+) units\) with its longest values; (\d+) allowed")]
    private static partial Regex Segments();

    [GeneratedRegex("SMS (?:form|text) has a letter outside GSM-7: '(.+)'")]
    private static partial Regex Letters();

    [GeneratedRegex(@"WhatsApp form has (\d+) characters with its longest values; (\d+) fit")]
    private static partial Regex WhatsApp();

    [GeneratedRegex(@"the text can have (\d+) characters, (\d+) are allowed")]
    private static partial Regex Length();

    [GeneratedRegex(@"unknown placeholder '?\{(.+?)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("a number is written out instead of taken from a fact")]
    private static partial Regex Number();

    [GeneratedRegex("a brace is not closed")]
    private static partial Regex Brace();

    [GeneratedRegex(@"(\S+) is to be verified")]
    private static partial Regex Verify();

    [GeneratedRegex(@"(\S+) overlaps with the row in line (\d+)")]
    private static partial Regex Overlap();

    [GeneratedRegex(@"(\S+) leaves a gap after the row in line (\d+)")]
    private static partial Regex Gap();

    [GeneratedRegex(@"(\S+) ends before it begins")]
    private static partial Regex Backwards();

    [GeneratedRegex(@"(\S+) names the source (\S+), which")]
    private static partial Regex Source();

    [GeneratedRegex(@"(\S+) does not hold on (\S+)")]
    private static partial Regex Ended();

    [GeneratedRegex(@"'(.*)' is not a value of unit (\w+)")]
    private static partial Regex Value();

    [GeneratedRegex(@"^'(\w+)' is missing")]
    private static partial Regex Missing();

    [GeneratedRegex(@"reply '(\w+)' has no (\w+) form")]
    private static partial Regex Form();
}
