namespace Chatbot.Language;

/// <summary>
/// The role of a word where it stands: «ya» behind other words is a particle, «sing» before a Balinese word is «not», «emang» before a yes says nothing.
/// </summary>
internal static class YesNoPlace
{
    public static YesNoRole Of(List<string> words, int i, YesNoVotes votes)
    {
        var word = words[i];
        var next = i + 1 < words.Count ? words[i + 1] : "";
        var role = YesNoWords.Spoken(word);
        if (role == YesNoRole.None && words.Count <= 3)
            role = YesNoWords.Nearly(word);
        // «ya ampun», «ya Allah»
        if (word is "ya" or "yaa" or "y" or "yo" && next is "ampun" or "allah" or "alloh" or "tuhan" or "gusti" or "rabbi")
            return YesNoRole.Filler;
        if (i == 0 && word == "nya" && next is "atuh" or "teh" or "kang" or "ehan" or "eta")
            return YesNoRole.Yes;
        if (word == "idk" && words.Count == 1)
            return YesNoRole.Unsure;
        // «memang begitu», «emang iya»; «kayaknya iya», «sepertinya belum»: an answer, if a careful one
        if (i <= 2 && !votes.Any && IsIndeed(word) && (next is "begitu" or "gitu" or "ngono" or "kitu" or "bgtu" || YesNoWords.Spoken(next) == YesNoRole.Yes))
            return YesNoRole.Filler;
        if (i > 0 && word is "begitu" or "gitu" or "ngono" or "kitu" or "bgtu" && i == 1 && IsIndeed(words[0]))
            return YesNoRole.Yes;
        if (words.Count <= 5 && IsHedge(word) && (YesNoWords.Spoken(next) is YesNoRole.Yes or YesNoRole.Not || next is "sudah" or "udah" or "sdh" or "udh" or "wis"
            or "sampun" or "sih"))
            return YesNoRole.Filler;
        // «ya jelas tidak», «emang enggak»
        if (word is "jelas" or "pasti" or "tentu" or "yakin" or "tentunya" or "pastinya" && YesNoWords.Spoken(next) == YesNoRole.Not || i == 0 && words.Count == 2 && IsIndeed(word)
            && YesNoWords.Spoken(next) == YesNoRole.Not)
            return YesNoRole.Filler;
        // «ada masalah pak»
        if (word is "ada" or "aya" or "ono" && !votes.Any && next is "masalah" or "kendala" or "keluhan" or "pertanyaan" or "gangguan")
            return YesNoRole.Unsure;
        // «hampir benar»
        if (word is "hampir" or "nyaris" or "meh" or "ampir" && YesNoWords.Spoken(next) == YesNoRole.Yes)
            return YesNoRole.No;
        // «jauh dari benar»
        if (word is "jauh" && next is "dari" or "dr" && i + 2 < words.Count && YesNoStatements.IsRight(words[i + 2]))
            return YesNoRole.No;
        // Banjar: «ayu ja»; Ayu is a name too
        if (i == 0 && word is "ayu" && next is "ja" or "haja")
            return YesNoRole.Yes;
        // «tanggal pastinya …»
        if (i > 0 && word is "pastinya" && (votes.Any || YesNoWords.Spoken(words[i - 1]) != YesNoRole.Filler))
            return YesNoRole.Filler;
        // «hari sama bulannya terbalik»; «kapalnya terbalik»
        if (word is "terbalik" or "kewalik" or "kepotong" or "terpotong" && words.Exists(YesNoStatements.IsDetail))
            return YesNoRole.Bad;
        // «saya pass dulu»
        if (word is "pass" && (next is "dulu" or "dl" or "aja" or "saja" or "deh"))
            return YesNoRole.No;
        // «bukan main senangnya»
        if (word is "main" && i > 0 && words[i - 1] is "bukan" || word is "bukan" && next is "main")
            return YesNoRole.Filler;
        // «kok belum jadi»: asks
        if (word is "kok" && votes.Yes + votes.No == 0 && i > 0 && YesNoWords.Spoken(next) == YesNoRole.Not)
            return YesNoRole.Unsure;
        // «udah bener kok», «lah iya emang»
        if (i > 0 && word is "kok" || votes.Yes > 0 && word is "emang" or "memang" or "mang")
            return YesNoRole.Filler;
        // «ya» behind other words is a particle: «gimana ya», «mau ya», «mangke rumiyin nggih»
        if (i > 0 && votes.Any && word is "ya" or "y" or "yah" or "yo" or "yak" or "nggih" or "njih" or "nggeh" or "ngge" or "nggo" or "iyo")
            return YesNoRole.Filler;
        // «makasih yo», «maaf ya kak»
        if (i > 0 && word is "ya" or "y" or "yah" or "yo" or "yaa" or "nggih" or "ye" or "nya" && IsCourtesy(words[i - 1]))
            return YesNoRole.Filler;
        if (i > 0 && word is "la" or "ye")
            return YesNoRole.Filler;
        // «buat tabungan nanti»
        if (word is "nanti" or "ntar" && next.Length == 0 && votes.First == YesNoSaid.Yes && votes.Other > 0)
            return YesNoRole.Filler;
        if (i > 0 && word is "k" or "kk" or "ho" or "hu" || i == 0 && word is "kk" && words.Count > 1)
            return YesNoRole.Filler;
        // «mau dah», «auk dah», «boleh dah tiap bulan»
        if (i == 1 && word is "dah" or "dh" && YesNoWords.Spoken(words[0]) is YesNoRole.Yes or YesNoRole.WeakYes or YesNoRole.No)
            return YesNoRole.Filler;
        if (i > 0 && word is "dah" && (next.Length == 0 || YesNoWords.Spoken(next) == YesNoRole.Filler))
            return YesNoRole.Filler;
        // Tegal: «aja» is «don't» where nothing stands before it; Bali: «ten», «sing» are «not»
        if (i == 0 && (word is "aja" && words.Count > 1 || word is "ten" && words.Count <= 6 && next is not ("griyo" or "griya" or "pundi" or "pasar" or "mriki"
            or "sawah" or "laut")
            || word is "lo" or "lok" && next is "endha" or "endhak" or "terro" or "tao" or "poron"
            || word is "sing" && next is "ade" or "nyak" or "dadi" or "perlu" or "je" or "bani" or "demen" or "kenken" or "setuju" or "beneh" or "ngelah"))
            return YesNoRole.Not;
        if (YesNoRegions.IsNotAt(words, i))
            return YesNoRole.Not;
        // «ghi' ta' majar»: not yet
        if (word is "ghi" or "gi" && next is "ta")
            return YesNoRole.Filler;
        // «uda ada kok»; behind another word it is a brother
        if (word is "uda")
            return i == 0 && next.Length > 0 ? YesNoRole.WeakYes : YesNoRole.Filler;
        if (i > 0 && word is "ko")
            return YesNoRole.Filler;
        // «kadang ada kadang tidak»
        if (role == YesNoRole.Not && i > 1 && words[i - 1] is "kadang" or "kadang2" or "kdg" or "atau" or "ato")
            return YesNoRole.None;
        // «mana bisa», «mana cukup»
        if (word is "mana" && next is "bisa" or "cukup" or "mungkin" or "sanggup" or "ada" or "mau" or "sempat" or "pernah" or "boleh")
            return YesNoRole.No;
        // «masih, tiap hari di pasar»; «masih proses» tells nothing
        if (YesNoStatements.IsMasih(word) && !votes.Any && i <= 2)
            return next is "proses" or "diproses" or "ngurus" or "diurus" or "lama" or "kecil" or "muda" or "baru" or "ada" or "pakai" or "pake" or "nunggu"
                or "menunggu" or "sekolah" or "mahal" or "bagus"
                || next != "kok" && YesNoWords.Spoken(next) is YesNoRole.Unsure or YesNoRole.Not or YesNoRole.Bad ? YesNoRole.Filler : YesNoRole.WeakYes;
        // la (Palembang), so (Manado), su (Maluku, Kupang, Papua), ka (Aceh): «sudah»
        if (word is "la" or "so" or "su" or "ka" && !votes.Any && next is "bayar" or "dibayar" or "lon" or "ikut" or "lunas" or "daftar" or "benar" or "betul" or "jadi"
            || word is "lon" && i > 0 && words[i - 1] == "ka")
            return YesNoRole.WeakYes;
        // «tong» is «we» in Papua, «dang» a brother in Bengkulu, «ampun» mercy; first in a clause they are «don't»
        if (word is "tong")
            return i == 0 ? YesNoRole.Not : YesNoRole.Filler;
        if (word is "dang" && i == 0 && next.Length > 0 || word is "ampun" && i == 0 && next is not ("" or "deh" or "dah" or "sih"))
            return YesNoRole.Not;
        // Maluku and Kupang: «seng», «son»
        if (word is "seng" or "son" or "sing" && (votes.Any || i > 0) && words[i - 1] is "su" or "beta" or "katong" or "uli")
            return YesNoRole.Not;
        // «wes tak bayar»: I have
        if (word is "tak" && i > 0 && (YesNoStatements.IsDone(words[i - 1]) || words[i - 1] is "sik" or "sek" or "engko" or "nanti"))
            return YesNoRole.Filler;
        // «iya bender pak tak iye»: isn't it
        if (word is "tak" && next is "iye" or "iya" && i + 3 >= words.Count && votes.Strong > 0)
            return YesNoRole.Filler;
        // «cemana gak narik»: how not
        if (role == YesNoRole.Not && i > 0 && words[i - 1] is "cemana" or "kekmana" or "camana" or "gimana" or "gmn" or "piye" or "kumaha" or "cakmano")
            return YesNoRole.Filler;
        // «tak takon dulu»: Javanese «I will»
        if (word is "tak" && next is "kira" or "pikir" or "jajal" or "coba" or "cobak" or "cek" or "delok" or "ceke" or "daftar" or "daftarke" or "bayar" or "transfer")
            return YesNoRole.Filler;
        if (word is "tak" && YesNoWords.Spoken(next) == YesNoRole.Unsure)
            return YesNoRole.Filler;
        // «terima kasih» takes nothing; «salah satu» is one of them
        if (word is "terima" or "trima" && next is "kasih" or "ksh" or "kasi" || word is "salah" && next is "satu" or "seorang" && i + 2 < words.Count
            && words[i + 2] is not ("angka" or "huruf" or "digit" or "nomor" or "nomer"))
            return YesNoRole.Filler;
        // «data no 3»
        if (word is "no" && next.Length > 0 && (char.IsAsciiDigit(next[0]) || next is "hp" or "hpnya" or "wa" or "telp" or "telpon" or "nik" or "ktp" or "kk" or "rek"
            or "rekening" or "urut"))
            return YesNoRole.Filler;
        if (word is "n" && words.Count > 2)
            return YesNoRole.Filler;
        // «ingatkan nanti»: when, not whether
        if (role == YesNoRole.Unsure && word is "nanti" or "ntar" && words.Exists(IsReminding))
            return YesNoRole.Filler;
        if (role == YesNoRole.None && word is "kali" && i > 0 && YesNoWords.Spoken(words[i - 1]) == YesNoRole.WeakYes)
            return YesNoRole.Filler;
        if (role == YesNoRole.Know)
            return word is "yakin" or "pasti" ? YesNoRole.Yes : word is "tau" or "tahu" or "paham" or "ngerti" ? YesNoRole.WeakYes : YesNoRole.Filler;
        return role;
    }

    private static bool IsIndeed(string word) => word is "memang" or "emang" or "mmg" or "emg" or "mang" or "pancen" or "memank";

    private static bool IsHedge(string word) =>
        word is "kayaknya" or "kyknya" or "kykny" or "keknya" or "kayake" or "kayakna" or "kayanya" or "sepertinya" or "spertinya" or "rasanya" or "rasane"
            or "kelihatannya" or "keliatannya" or "ketoke"
            or "jigana" or "sigana" or "kadose" or "kadosipun";

    private static bool IsCourtesy(string word) =>
        word.StartsWith("makas", StringComparison.Ordinal) || word is "kasih" or "ksh" or "mksh" or "mksih" or "trims" or "thanks" or "thx" or "suwun" or "nuwun"
            or "nuhun" or "maaf" or "maap" or "mf" or "sori"
            or "sorry" or "hapunten" or "punten" or "ngapunten" or "permisi" or "tarimakasih" or "suksma" or "dangke";

    internal static bool IsReminding(string word) =>
        word.StartsWith("ingat", StringComparison.Ordinal) || word.StartsWith("inget", StringComparison.Ordinal) || word.StartsWith("eling", StringComparison.Ordinal)
        || word.StartsWith("kabar", StringComparison.Ordinal);
}
