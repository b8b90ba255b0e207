namespace Chatbot.Language;

/// <summary>What stands in a clause beside its answer: who said it («kata suami boleh»), a sigh («mau gimana lagi»), a condition, what it is in spite of.</summary>
internal static class YesNoAsides
{
    /// <summary>The words of a clause that may answer; none where it is all beside the answer.</summary>
    public static List<string> Drop(List<string> words, YesNoLink link)
    {
        if (link == YesNoLink.If)
            return Will(words);
        if (link == YesNoLink.Though)
            return Still(words);
        // «kata suami boleh»
        if (words.Count > 2 && words[0] is "kata" or "kt" or "katanya" or "ceuk" or "saur" or "jare" or "jarene" or "ujar" && IsKin(words[1]))
            return words.GetRange(2, words.Count - 2);
        if (AfterThinking(words) is > 0 and var thought)
            return words.GetRange(thought, words.Count - thought);
        // «setelah diskusi kami putuskan tidak ikut»
        var settled = words.FindIndex(word => word is "putuskan" or "memutuskan" or "mutusin" or "putusin" or "sepakat" or "diputuskan");
        if (settled > 0 && settled + 1 < words.Count && YesNoWords.Spoken(words[settled + 1]) is YesNoRole.Not or YesNoRole.WeakYes or YesNoRole.No
            && !words.Take(settled).Any(word => ReplyText.IsNot(word) || YesNoWords.Spoken(word) is YesNoRole.Yes or YesNoRole.WeakYes))
            return words.GetRange(settled + 1, words.Count - settled - 1);
        // «mau gimana lagi ya sudah daftar», «nggak ada pilihan lain»
        var sigh = words[0] is "mau" or "arep" or "ya" or "yo" or "habis" or "abis" ? 1 : 0;
        if (sigh + 1 < words.Count && words[sigh] is "gimana" or "gmn" or "piye" or "kumaha" or "bagaimana" or "kepiye" && words[sigh + 1] is "lagi" or "lg" or "maneh"
            or "deui" or "meneh")
            return words.GetRange(sigh + 2, words.Count - sigh - 2);
        if (words.Count > 2 && ReplyText.IsNot(words[0]) && words[1] is "ada" or "punya" or "aya" or "ono" && words[2] is "pilihan" or "jalan")
            return [.. words.Skip(words.Count > 3 && words[3] is "lain" or "laen" or "liyane" ? 4 : 3)];
        return words;
    }

    /// <summary>«saya kira penipuan», «tadinya …»: what was thought before, told only to be taken back.</summary>
    public static bool IsThoughtBefore(List<string> words) =>
        words.Take(3).Any(IsThought);

    public static bool IsThought(string word) => word is "kira" or "kirain" or "kukira" or "dikira" or "kiraku" or "kiro" or "kirane" or "takkira" or "takkiro" or "kinten"
        or "sangka" or "nyangka" or "sangkain" or "pikir" or "pikirku" or "kupikir" or "mikir" or "panyana" or "ngira" or "ngiro" or "nyana" or "kiranya" or "sangko";

    /// <summary>«dulu …», «bulan kemarin …».</summary>
    public static bool IsPast(List<string> words) =>
        words[0] is "dulu" or "dl" or "dulunya" or "biyen" or "mbiyen" or "baheula" or "kapungkur" || words.Count > 1 && words[0] is "bulan" or "bln" or "minggu" or "tahun"
            or "thn" or "taun" && words[1] is "kemarin" or "kmrn" or "kemaren" or "lalu" or "wingi" or "kamari";

    public static bool IsTurningOut(List<string> words) => IsTurningOut(words[0]);

    public static bool IsTurningOut(string word) => word is "ternyata" or "trnyata" or "trnyt" or "tnyata" or "tibake" or "tibaknya" or "tibakne" or "tibakno" or "tibae" or "taunya"
        or "tahunya" or "singhoreng" or "horeng" or "jebule" or "jebul" or "jebulna" or "jebulnya" or "jebulane" or "nyatane" or "nyatanya" or "rupanya" or "ruponyo"
        or "rupae";

    /// <summary>Where the answer begins behind «setelah dipikir-pikir», «habis saya baca lagi»; 0 where nothing like it stands.</summary>
    private static int AfterThinking(List<string> words)
    {
        var at = 0;
        var after = false;
        while (at < words.Count && (words[at] is "setelah" or "stlh" or "stelah" or "sesudah" or "habis" or "abis" or "bar" or "sawise" or "saatos" or "saya" or "sy" or "aku"
            or "tak" or "kami" or "itu" or "kalau" or "kalo"))
        {
            after |= words[at] is not ("saya" or "sy" or "aku" or "tak" or "kami" or "itu");
            at++;
        }

        var verb = at;
        while (at < words.Count && (words[at] is "pikir" or "dipikir" or "pikir2" or "dipikir2" or "kupikir" or "dipikirin" or "pikirin" or "pikirkan" or "dipikirkan" or "baca"
            or "dibaca" or "lihat" or "diliat" or "dilihat" or "liat" or "hitung" or "dihitung" or "itung" or "diitung" or "timbang" or "ditimbang" or "dipertimbangkan"
            or "cek" or "dicek"
            || at > verb && words[at] is "lagi" or "lg" or "ulang" or "maneh" or "deui" or "semalaman" or "semua" or "semuanya"))
            at++;
        return at > verb && at < words.Count && (after || words[verb].StartsWith("dipikir", StringComparison.Ordinal))
            && !(words[at] is "dulu" or "dl" or "dlu" or "sek" or "sik" or "heula") ? at : 0;
    }

    /// <summary>The answer behind a condition, «(kalau) murah segitu saya mau», «(kalau) ada potongan saya tidak mau», or nothing.</summary>
    private static List<string> Will(List<string> words)
    {
        var at = words.FindLastIndex(word => word is "saya" or "sy" or "aku" or "gw" or "gue" or "kami" or "ulun" or "abdi" or "kulo" or "awak");
        if (at <= 0 || at + 1 >= words.Count || IsKin(words[at - 1]) || words.Take(at).Any(word => YesNoStatements.IsLater(word)
            || word is "uang" or "duit" or "uangnya" or "duitnya" or "rezeki" or "rejeki" or "sempat" or "suatu" or "jadi"))
            return [];
        var tail = words.GetRange(at, words.Count - at);
        var will = tail.Count > 2 && ReplyText.IsNot(tail[1]) ? tail[2] : tail[1];
        return will is "mau" or "mw" or "ikut" or "setuju" or "bersedia" or "gelem" or "hakun" or "daftar" or "minat" or "jadi" or "batal" or "mundur" or "usah" && tail.Count <= 5
            ? tail : [];
    }

    /// <summary>«(walau) berat saya tetap ikut», «(meski) gratis juga ogah».</summary>
    private static List<string> Still(List<string> words)
    {
        var at = words.FindIndex(IsStill);
        if (at >= 0 && at + 1 < words.Count)
        {
            var behind = words.GetRange(at + 1, words.Count - at - 1);
            return YesNoReader.Read(behind, false).Said == YesNoSaid.Nothing ? ["mau"] : behind;
        }

        at = words.FindIndex(word => word is "juga" or "jg" or "saya" or "sy" or "aku" or "gw");
        return at > 0 && at + 1 < words.Count && YesNoWords.Spoken(words[at + 1]) is YesNoRole.Not or YesNoRole.No ? words.GetRange(at + 1, words.Count - at - 1) : [];
    }

    public static bool IsStill(string word) => word is "tetap" or "tetep" or "ttp" or "ttep" or "panggah" or "panggeh" or "angger" or "tetaplah";

    private static bool IsKin(string word) =>
        word is "suami" or "istri" or "bini" or "laki" or "bojo" or "bojoku" or "suamiku" or "istriku" or "anak" or "anakku" or "bapak" or "bapakku" or "ibu" or "ibuku"
            or "mamak" or "emak" or "mak" or "ayah" or "kakak" or "adik" or "adek" or "abang" or "mertua" or "bos" or "majikan" or "ketua" or "juragan" or "keluarga"
            or "kades" or "rt" or "cucu" or "teman" or "tetangga" or "orang" or "menantu" or "mantu" or "ponakan" or "salaki" or "pamajikan";
}
