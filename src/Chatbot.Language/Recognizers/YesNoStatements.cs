namespace Chatbot.Language;

/// <summary>Answers told by how things are: «sudah saya bayar», «masih melaut», «KTP saya hilang», «nomor ini punya tetangga», «nanti saja».</summary>
internal static class YesNoStatements
{
    /// <summary>«nanti saja deh», «kapan-kapan aja»: later, with nothing to find out first.</summary>
    public static bool IsPostponed(List<string> words) => words.Exists(IsLater) && words.TrueForAll(word => YesNoWords.Spoken(word) == YesNoRole.Filler || IsLater(word)
        || word is "dah" or "wis" or "lagi" or "kalo" or "la" or "ya" or "yo" or "y" or "nggih");

    public static bool IsOnly(string word) => word is "saja" or "aja" or "aje" or "ae" or "wae" or "we" or "bae" or "haja" or "ja" or "mawon" or "jo" or "sa";

    public static bool IsLater(string word) =>
        word is "nanti" or "ntar" or "nti" or "entar" or "tar" or "kapan" or "besok" or "mengko" or "mengke" or "engko" or "engke" or "mangke" or "kaina" or "kagek"
            or "sesuk" or "kapan2";

    /// <summary>«udah lunas», «la dibayar kemaren», «wes tak bayar», «so bayar»: whether the contribution is paid.</summary>
    public static bool IsPaid(List<string> words)
    {
        var done = words.FindIndex(IsDone);
        return done >= 0 && !(done + 1 < words.Count && words[done + 1] is "mau" or "akan" or "arep" or "mo") && done <= 3 && words.FindIndex(done + 1, word => word is "bayar" or "dibayar" or "dibayarin" or "mbayar" or "bayare" or "byr" or "dibyr"
            or "bayeu" or "mayah" or "mayar" or "ebajar"
            or "kubayar" or "lunas" or "transfer" or "tf" or "ditransfer" or "setor" or "nyetor" or "disetor" or "dilunasi" or "dibayarkan" or "kebayar" or "bayarkan"
                or "naur" or "taur") is > 0 and < 8;
    }

    public static bool IsDone(string word) =>
        word is "sudah" or "sdh" or "udah" or "udh" or "uda" or "dah" or "udeh" or "wis" or "wes" or "uwis" or "uwes" or "sampun" or "mpun" or "atos" or "tos"
            or "parantos" or "geus" or "enggeus"
            or "ampon" or "empon" or "mpon" or "suba" or "la" or "lah" or "alah" or "so" or "su" or "ka" or "nunga" or "enggo" or "madung" or "telah" or "nge" or "uah"
                or "barusan" or "td" or "tadi";

    public static bool IsRight(string word) =>
        word is "benar" or "bener" or "bnr" or "betul" or "btl" or "sesuai" or "cocok" or "pas" or "tepat" or "leres";

    public static bool IsMasih(string word) => word is "masih" or "masi" or "msh" or "msih" or "mash" or "isih" or "ijik" or "ijek" or "tasih" or "taksih" or "teksih"
        or "gik" or "nu";

    public static bool IsCardMissing(List<string> words) =>
        words.Exists(word => word is "ktp" or "ektp" or "ktpnya" or "ktpku") && words.Exists(word => word is "hilang" or "ilang" or "kebakar" or "terbakar"
            or "kecopetan" or "kebanjiran" or "hanyut" or "rusak")
        || words.Exists(word => word is "suket" or "resi") && words.Exists(word => word is "masih" or "msh" or "baru" or "pakai" or "pake");

    public static bool IsRestated(List<string> words, YesNoVotes votes) =>
        words.Count > 2 && words[0] is "yang" or "yg" or "sing" or "nu" or "ingkang" && words[1] is "bener" or "benar" or "betul" or "bnr" or "leres" or "bener2"
            or "tepat" && votes.Other > 0
        || votes.Yes == 0 && words.Count > 1 && words.Exists(word => word is "harusnya" or "seharusnya" or "mestinya" or "semestinya" or "kudune" or "kuduna"
            or "kedahna" or "kedahipun");

    /// <summary>«ini memang nomor saya sendiri», «nomor ini punya tetangga»: whose a thing is, without a word of yes or no.</summary>
    public static YesNoReading WhoseIsIt(List<string> words)
    {
        if (words.Count > 8 || !words.Exists(word => word is "ini" or "itu" or "nomor" or "nomer" or "no" or "nmr" or "nmor" or "hp" or "wa" or "nik" or "niki" or "niku"
            or "iki" or "iku" or "eta" or "ieu"))
            return default;
        if (words[^1] is "sendiri" or "sndiri" or "sndri" or "dewe" or "sorangan" or "pribadi" && words.Exists(word => word is "saya" or "sy" or "aku" or "memang"
            or "emang"))
            return new YesNoReading(YesNoSaid.Yes);
        var whose = words.FindIndex(word => word is "tetangga" or "anak" or "istri" or "suami" or "adik" or "adek" or "majikan" or "ponakan" or "keponakan" or "sodara"
            or "saudara" or "teman"
            or "temen" or "mertua" or "cucu" or "orang" or "bojo" or "bojoku" or "anakku" or "adikku" or "istriku" or "suamiku" or "kakakku" or "bapakku" or "ibuku"
                or "bini" or "laki");
        return whose > 0 ? new YesNoReading(YesNoSaid.No) : default;
    }
}
