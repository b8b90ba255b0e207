namespace Chatbot.Language;

/// <summary>Whole turns of speech in answers of yes or no whose single words mislead: «kenapa tidak», «buat apa daftar», «ada yang salah».</summary>
internal static class YesNoIdioms
{
    /// <summary>What the idiom in it says; not found where there is none.</summary>
    public static (bool Found, bool? Value) Find(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1] : "";
            var isNot = YesNoWords.Spoken(words[i]) == YesNoRole.Not;
            // «masa gak mau, ya mau lah», «ya kali gw mau», «manalah mau aku»: the opposite is meant
            if (Rhetorical(words, i) is { } meant)
                return (true, meant);
            // «ya mane ane tau», «mana saya tahu»
            if (words[i] is "mana" or "mane" or "endi" && words.FindIndex(i + 1, word => word is "tau" or "tahu" or "ngerti" or "paham") is > 0 and var know
                && know <= i + 3)
                return (true, null);
            // «dengan senang hati», «dengan berat hati», «yang bener aja»
            if (words[i] is "senang" or "seneng" or "berat" && next is "hati" && i > 0 && words[i - 1] is "dengan" or "dgn" or "dg")
                return (true, words[i] is not "berat");
            if (i == 0 && words.Count <= 4 && words[i] is "yang" or "yg" && next is "benar" or "bener" or "bnr" && words.Count > 2 && words[2] is "saja" or "aja"
                or "aje")
                return (true, null);
            // «iya ada apa», «ya halo»
            if (words[i] is "ada" or "ono" or "aya" && next is "apa" or "opo" or "naon" && (i == 0 || YesNoWords.Spoken(words[i - 1]) != YesNoRole.Not)
                && words.Count <= 5 && !(i + 2 < words.Count && words[i + 2] == next))
                return (true, null);
            if (words[i] is "halo" or "hallo" && words.Count <= 3)
                return (true, null);
            // «tolong ganti alamatnya», «mau ubah pekerjaan», «coba dicek lagi»
            if (IsChange(words[i]) && (i == 0 || i <= 3 && words[i - 1] is "tolong" or "coba" or "mau" or "minta" or "mohon" or "harus" or "perlu" or "pengen"
                or "tulung" or "saya" or "masih") && !words.Exists(ReplyText.IsNot))
                return (true, false);
            if (i == 0 && YesNoStatements.IsCheckAgain(words)
                && !words.Exists(ReplyText.IsNot) && !words.Exists(word => word is "saya" or "sudah" or "udah" or "nanti"))
                return (true, false);
            // «cuma namanya yang benar», «lupa bayar»
            if (i == 0 && words[i] is "cuma" or "hanya" or "cuman" && words.Count is > 2 and < 7 && words.Exists(word => word is "benar" or "bener" or "betul" or "bnr"
                or "sesuai"))
                return (true, false);
            if (words[i] is "lupa" or "lali" or "kelupaan" or "poho" && words.Count <= 5 && (i == 0 || i <= 2 && YesNoWords.Spoken(words[0]) == YesNoRole.Yes) && next is "bayar" or "mbayar" or "byr" or "transfer" or "setor"
                or "mayar")
                return (true, false);
            // «kenapa tidak», «siapa takut»
            if (words[i] is "kenapa" or "knp" or "mengapa" or "why" && YesNoWords.Spoken(next) == YesNoRole.Not && words.Count <= i + 4)
                return (true, true);
            if (words[i] is "siapa" or "sapa" && next is "takut")
                return (true, true);
            // «untuk apa ini», «buat apa KTP saya»: asks
            if (i == 0 && words[i] is "buat" or "untuk" or "utk" or "gawe" or "keur" or "kanggo" && next is "apa" or "opo" or "naon" && IsThing(words, 2))
                return (true, null);
            // «buat apa daftar», «gimana mau ikut», «boro-boro daftar», «mau bayar pakai apa»: nobody expects an answer
            if (i == 0 && (words[i] is "buat" or "untuk" or "utk" or "gawe" or "keur" && next is "apa" or "opo" or "naon" || words[i] is "ngapain" or "boro")
                && words.Count > 1)
                return (true, false);
            if (i == 0 && words[i] is "gimana" or "gmn" or "piye" or "kumaha" && next is "mau" or "bisa" or "mo" or "arep" or "bade" && words.Count > 2)
                return (true, false);
            if (words[i] is "bayar" or "mbayar" or "byr" && next is "pake" or "pakai" or "pk" or "nganggo" && i + 2 < words.Count && words[i + 2] is "apa" or "opo")
                return (true, false);
            // «oh gitu, kalo gitu ga jadi deh»
            if (isNot && !YesNoNegation.IsNotYet(words[i]) && next is "jadi" or "jd" && YesNoWords.Spoken(words[0]) != YesNoRole.Unsure && (i + 2 >= words.Count
                || YesNoWords.Spoken(words[i + 2]) == YesNoRole.Filler))
                return (true, false);
            // «maksudnya apa», «namanya kurang huruf h», «iya lah, masa enggak», «jangan didaftarkan sekarang»
            if (words[i] is "maksudnya" or "maksute" or "maksudna" && next is "apa" or "gimana" or "opo" or "piye" or "kumaha")
                return (true, null);
            if (words[i] is "kurang" or "krg" or "kelebihan" or "lebih" or "kelebihen" && next is "huruf" or "angka" or "satu" or "digit" or "nol")
                return (true, false);
            if (i > 0 && words[i] is "masa" or "masak" or "mosok" && YesNoWords.Spoken(next) == YesNoRole.Not && YesNoWords.Spoken(words[0]) == YesNoRole.Yes)
                return (true, true);
            if (words[i] is "jangan" or "jgn" or "ojo" or "aja" && i > 0 && next is "didaftarkan" or "didaftarin" or "daftarkan" or "disimpan" or "dikirim" or "dulu")
                return (true, false);
            if (words[i] is "keberatan" && (i == 0 || YesNoWords.Spoken(words[i - 1]) != YesNoRole.Not))
                return (true, false);
            // «mana mungkin saya nolak»; «betul sebagian», «ada benarnya ada salahnya»
            if (i == 0 && words[i] is "mana" or "masa" or "masak" && next is "mungkin" or "bisa" or "mgkn" or "berani" && words.Skip(2).Take(3).Any(word => YesNoWords.Spoken(word)
                is YesNoRole.Not or YesNoRole.Bad or YesNoRole.No))
                return (true, true);
            if (words[i] is "sebagian" or "separuh" or "sebagean" or "separo" or "benarnya" or "benernya" && words.Count <= 6 && !words.Exists(ReplyText.IsNot)
                && words.Exists(word => YesNoStatements.IsRight(word) || word is "salahnya"))
                return (true, false);
            // «siapa sih yang gak mau», «mana mau saya», «lain kali aja»
            if (words[i] is "siapa" or "sapa" && IsRhetorical(words, i + 1))
                return (true, true);
            if (i == 0 && words[i] is "mana" && next is "mau" or "bisa" or "mungkin" or "sempat" or "sudi" or "tahan" or "pulak" or "ada")
                return (true, false);
            if (words[i] is "lain" or "laen" or "laeng" or "len" && next is "kali" or "waktu" && words.Count <= 5)
                return (true, false);
            // Ambon: «seng mau»; Makassar: «tea ka'»
            if (words[i] is "seng" or "son" && next is "mau" or "usah" or "setuju" or "jadi" or "bisa" || i == 0 && words[i] is "tea" && next is "ka" or "ja" or "ki")
                return (true, false);
            // «kayaknya engga dulu deh»: a polite no
            if (i == 0 && YesNoWords.Spoken(words[i]) == YesNoRole.Unsure && words[i] is not ("apa" or "apakah" or "opo" or "kenapa" or "kok" or "siapa" or "mana"
                or "kapan")
                && YesNoWords.Spoken(next) == YesNoRole.Not && i + 2 < words.Count && words[i + 2] is "dulu" or "dl" or "deh" or "usah" or "jadi" or "mau" or "bisa"
                    or "perlu"
                && next is not ("tau" or "tahu"))
                return (true, false);
            // «bukannya gak mau, mau kok»
            if (i == 0 && words[i] is "bukan" or "bukannya" && YesNoWords.Spoken(next) == YesNoRole.Not && words.Count > 3
                && words.FindIndex(3, word => word == words[2]) is > 0 and var again && YesNoWords.Spoken(words[again - 1]) != YesNoRole.Not)
                return (true, true);
            // «bener lah, masa salah»
            if (i > 0 && words[i] is "masa" or "masak" or "mosok" or "moso" && next is "salah" or "bohong" or "keliru" or "boong")
                return (true, true);
            // «ada yang salah», «ada yang kurang»
            if (words[i] is "ada" or "aya" or "ono" or "wonten" && next is "yang" or "yg" or "sing" or "nu" or "ingkang" && i + 2 < words.Count
                && words[i + 2] is "salah" or "slh" or "keliru" or "kurang" or "beda" or "krg" or "lepat" or "luput" or "klentu" or "kleru")
            {
                // «belum, ada yang salah»: not yet, for something is wrong
                var negated = i > 0 && YesNoWords.Spoken(words[i - 1]) == YesNoRole.Not && words[i - 1] is not ("belum" or "blm" or "durung" or "dereng" or "acan");
                return (true, negated);
            }

            // «gak ada yang perlu diubah», «ada yang mau diganti»
            if (words[i] is "ada" or "aya" or "ono" or "wonten" && next is "yang" or "yg" or "sing" or "nu" or "ingkang" && Changes(words, i + 2))
                return (true, i > 0 && YesNoWords.Spoken(words[i - 1]) == YesNoRole.Not || i > 1 && words[i - 1] is "perlu" or "usah"
                    && YesNoWords.Spoken(words[i - 2]) == YesNoRole.Not);
            if (words[i] is "kurang" or "krg" && next is "tepat" or "sesuai" or "cocok" or "setuju" or "pas" or "benar" or
                "bener" or "betul" or "lengkap" or "minat" or "berminat" or "tertarik" or "berkenan" or "sreg" or "percaya" or "suka" or "bersedia")
                return (true, false);
            // «cukup sampai di sini», «duit dari mana»
            if (words[i] is "cukup" or "ckp" && next is "sampai" or "sampe" or "smpe" or "smpai" or "sekian" or "segini")
                return (true, false);
            if (words[i] is "duit" or "duitnya" or "uang" or "uangnya" or "dwit" && next is "dari" or "dr" or "ko" or "saka" && i + 2 < words.Count
                && words[i + 2] is "mana" or "ngendi" or "endi")
                return (true, false);
            if (words[i] is "kurang" or "krg" && next is "tau" or "tahu" or "ngerti" or "paham" or "yakin" or "jelas" or "mengerti" or "dengar" or "denger")
                return (true, null);
            if (words[i] is "perlu" or "mau" or "harus" or "minta" or "ada"
                && (i == 0 || YesNoWords.Spoken(words[i - 1]) != YesNoRole.Not) && next is "diubah" or "diganti" or "diperbaiki" or
                "dirubah" or "dibetulkan" or "dikoreksi" or "perubahan")
                return (true, false);
            if (words.Count == 2 && next is "kah")
                return (true, null);
            if (words[i] is "bisa" && next is "jadi")
                return (true, null);
            if (words[i] is "mau" or "boleh" or "pengen" or "ingin" or "bisa" && next is "tanya" or "nanya" or "bertanya" or
                "bicara" or "ngomong" or "dijelaskan" or "diulang" or "tnya" or "tau" or "tahu" or "lihat" or "liat" or "dengar" or "pelajari")
                return (true, null);
            if (isNot && next is "usah" or "ush" or "usa" or "perlu" or "prl" or "prlu" && i + 2 < words.Count && words[i + 2] is "diubah" or "diganti" or "dirubah" or "diperbaiki")
                return (true, true);
            // «mau gak ya», «bener gak sih»: asks
            if (i > 0 && isNot && i == words.Count - 2 && next is "ya" or "sih" && words[0] != words[i]
                && YesNoWords.Spoken(words[i - 1]) is YesNoRole.Yes or YesNoRole.WeakYes)
                return (true, null);
            // «belum tentu», «belum pasti»
            if (isNot && next is "tentu" or "pasti" or "yakin" or "jelas")
                return (true, null);
            // «ho oh», «he eh», «hu um»
            if (words.Count is 2 or 3 && words[0] is "ho" or "he" or "hu" or "ha" && words[1] is "oh" or "eh" or "um" or "em" or
                "euh" or "ah")
                return (true, true);
        }

        return (false, null);
    }

    private static bool IsChange(string word) =>
        word is "ganti" or "gantikan" or "gantiin" or "ubah" or "rubah" or "ubahkan" or "perbaiki" or "benerin" or "betulin" or "betulkan" or "koreksi" or "revisi"
            or "diperbaiki" or "dibetulkan" or "dibenerin"
            or "dikoreksi" or "ngubah" or "ngganti" or "mengubah" or "mengganti" or "diubah" or "diganti";

    /// <summary>«masa gak mau»: yes; «masa mau», «ya kali mau», «manalah mau», «siapa juga yang mau»: no.</summary>
    private static bool? Rhetorical(List<string> words, int i)
    {
        int at;
        if (words[i] is "masa" or "masak" or "mosok" or "moso" or "masak" or "manalah" or "yakali" or "yakale")
            at = i + 1;
        else if (words[i] is "ya" or "y" && i + 1 < words.Count && words[i + 1] is "kali" or "kale")
            at = i + 2;
        // «siapa bilang nggak jadi», «kata siapa setuju»
        else if (i + 1 < words.Count && (words[i] is "siapa" or "sapa" && words[i + 1] is "bilang" or "blg" or "ngomong" or "kata" || words[i] is "kata"
            && words[i + 1] is "siapa" or "sapa"))
            at = i + 2;
        else if (words[i] is "siapa" or "sapa" && words.FindIndex(i, word => word is "yang" or "yg" or "sing" or "nu" or "seng") is > 0 and var which && which <= i + 3)
            at = which + 1;
        else
            return null;
        if (words.Count > i + 8)
            return null;
        while (at < words.Count && words[at] is "saya" or "sy" or "aku" or "gw" or "gue" or "iya" or "ya" or "pak" or "bang" or "kak" or "sih" or "juga" or "aja")
            at++;
        if (at >= words.Count)
            return null;
        if (YesNoWords.Spoken(words[at]) == YesNoRole.Not && at + 1 < words.Count && YesNoWords.Spoken(words[at + 1]) is YesNoRole.WeakYes or YesNoRole.Yes)
            return true;
        return words[at] is "mau" or "mw" or "setuju" or "gelem" or "bisa" or "ikut" or "daftar" or "bayar" or "sanggup" or "minat" ? false : null;
    }

    /// <summary>«(sih) yang gak mau» behind «siapa».</summary>
    private static bool IsRhetorical(List<string> words, int at)
    {
        while (at < words.Count && words[at] is "sih" or "se" or "to" or "juga" or "jg")
            at++;
        if (at + 1 >= words.Count || words[at] is not ("yang" or "yg" or "sing" or "nu" or "seng"))
            return false;
        return YesNoWords.Spoken(words[at + 1]) == YesNoRole.No || words[at + 1] is "nolak" or "menolak"
            || at + 2 < words.Count && YesNoWords.Spoken(words[at + 1]) == YesNoRole.Not && YesNoWords.Spoken(words[at + 2]) == YesNoRole.WeakYes;
    }

    /// <summary>Nothing but a thing pointed at or asked for.</summary>
    private static bool IsThing(List<string> words, int from)
    {
        var named = false;
        for (var i = from; i < words.Count; i++)
        {
            var thing = words[i] is "ini" or "itu" or "nih" or "iki" or "niki" or "iku" or "ieu" or "eta" or "data" or "datanya" or "ktp" or "ktpnya" or "nik" or "niknya" or "kk"
                or "foto" or "fotonya" or "nomor" or "nomornya" or "nomer" or "kode" or "kodenya";
            if (!thing && YesNoWords.Spoken(words[i]) != YesNoRole.Filler)
                return false;
            named |= thing;
        }

        return named;
    }

    private static bool Changes(List<string> words, int from)
    {
        var at = from < words.Count && words[from] is "perlu" or "mau" or "harus" or "ingin" or "minta" or "kudu" or "arep" ? from + 1 : from;
        if (at < words.Count && words[at] is "saya" or "sy" or "aku" or "kulo" or "abdi" or "tak")
            at++;
        return at < words.Count && words[at] is "diubah" or "diganti" or "dirubah" or "diperbaiki" or "dibetulkan" or "dibenerin" or
            "dikoreksi" or "direvisi" or "ubah" or "ganti" or "rubah" or "diganteni" or "dibenerke" or "dirobah" or "dirobih";
    }
}
