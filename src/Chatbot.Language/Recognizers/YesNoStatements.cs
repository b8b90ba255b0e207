namespace Chatbot.Language;

/// <summary>Answers told by how things are: «sudah saya bayar», «masih melaut», «KTP saya hilang», «nomor ini punya tetangga», «nanti saja».</summary>
internal static class YesNoStatements
{
    /// <summary>«nanti saja deh», «kapan-kapan aja»: later, with nothing to find out first.</summary>
    public static bool IsPostponed(List<string> words) => words.Exists(IsLater) && words.TrueForAll(word => YesNoWords.Spoken(word) == YesNoRole.Filler || IsLater(word)
        || word is "dah" or "wis" or "lagi" or "kalo" or "la" or "ya" or "yo" or "y" or "nggih");

    /// <summary>«bulan depan aja ya», «habis panen saja»: a time that is not now.</summary>
    public static bool IsAnotherTime(List<string> words) =>
        words.Count <= 6 && words.Exists(IsOnly) && (words[0] is "bulan" or "bln" or "minggu" or "mgg" or "tahun" or "thn" or "taun" or "taon" && words[1] is "depan" or "dpn"
            or "ngarep" or "hareup" or "muka"
            || words.Count > 2 && !IsOnly(words[1]) && YesNoWords.Spoken(words[1]) == YesNoRole.None && words[0] is "habis" or "abis" or "sehabis" or "setelah" or "stlh" or "lepas" or "bar" or "tunggu" or "nunggu");

    /// <summary>«cukup itu saja», «itu aja kak».</summary>
    public static bool IsEnough(List<string> words) =>
        words.Exists(word => word is "cukup" or "ckp" or "cekap" or "itu" or "segitu" or "sekian") && words.TrueForAll(word => word is "cukup" or "ckp" or "cekap" or "segitu"
            or "sekian" or "terima" or "trima" || IsOnly(word) || YesNoWords.Spoken(word) == YesNoRole.Filler || IsDone(word))
        && (words.Exists(IsOnly) || words.Exists(word => word is "cukup" or "ckp" or "cekap" or "sekian"));

    public static bool IsDetail(string word) =>
        word is "nama" or "namanya" or "nik" or "niknya" or "alamat" or "alamatnya" or "tanggal" or "tanggalnya" or "tgl" or "bulan" or "bulannya" or "tahun" or "tahunnya"
            or "hari" or "harinya" or "rt" or "rw" or "nomor" or "nomer" or "nomornya" or "huruf" or "hurufnya" or "angka" or "angkanya" or "digit" or "ejaan" or "ejaannya";

    /// <summary>«ribet ah», «berat pak», «buat makan saja susah», «uangnya buat beras»: declined by saying why.</summary>
    public static bool IsDeclined(List<string> words) =>
        words.Count <= 6 && words.Exists(word => word is "ribet" or "repot" or "berat" or "nyerah" or "bosen" or "bosan" or "abot" or "beurat" or "rempong")
            && words.TrueForAll(word => YesNoWords.Spoken(word) == YesNoRole.Filler || word is "ribet" or "repot" or "berat" or "nyerah" or "bosen" or "bosan" or "abot" or "beurat"
                or "rempong" or "ah" or "aduh" or "terlalu" or "kayaknya" or "kayanya" or "agak" or "rodo" or "kalau" or "segitu")
        || words.Count > 2 && words[0] is "buat" or "kanggo" or "untuk" or "utk" or "keur" or "kangge" or "for" && words[1] is "makan" or "mangan" or "dahar" or "mam"
        || words.Count is > 2 and < 9 && words[0] is "uangnya" or "duitnya" or "duite" or "duitna" or "artosna" or "uang" or "duit" && words[1] is "buat" or "untuk" or "utk"
            or "dipakai" or "dipake" or "kanggo" or "keur" or "kangge" or "mau" or "habis" or "abis";

    /// <summary>«anak saya yang balas tadi»: what was said before was not theirs.</summary>
    public static bool IsAnotherHand(List<string> words)
    {
        var by = words.FindIndex(word => word is "balas" or "bales" or "mbales" or "pencet" or "mencet" or "ngetik" or "jawab" or "njawab" or "kirim" or "ngirim" or "pegang");
        return by > 1 && words[by - 1] is "yang" or "yg" or "sing" or "nu" && words.FindIndex(word => word is "anak" or "anakku" or "cucu" or "adik" or "adek" or "istri"
            or "suami" or "ponakan" or "keponakan" or "teman") is >= 0 and var who && who < by && !words.Exists(word => word is "bukan" or "nomor" or "nomer" or "hp");
    }

    /// <summary>«keputusan di suami», «urusan istri», «yang mutusin bapak».</summary>
    public static bool IsUpToOthers(List<string> words) =>
        words.Exists(word => word is "keputusan" or "keputusannya" or "urusan" or "mutusin" or "memutuskan" or "nentuin" or "menentukan" or "terserah" or "tergantung")
        && !words.Exists(word => word is "bulat" or "sendiri" or "tetap");

    /// <summary>«sudah saya jawab tadi», «tadi kan sudah dijawab»: says nothing of what.</summary>
    public static bool IsToldBefore(List<string> words)
    {
        var at = words.FindIndex(word => word is "jawab" or "dijawab" or "bilang" or "dibilang" or "jelaskan" or "jelasin" or "balas" or "bales" or "kirim" or "kasih");
        if (at <= 0 || !words.Take(at).Any(IsDone))
            return false;
        for (var i = 0; i < words.Count; i++)
        {
            if (i != at && !(i < at && IsDone(words[i])) && !(words[i] is "tadi" or "td" or "kan" or "tak" or "kemarin" or "kmrn" or "semua" or "di" or "atas")
                && YesNoWords.Spoken(words[i]) != YesNoRole.Filler)
                return false;
        }

        return true;
    }

    /// <summary>«kejadiannya pas saya lagi antar penumpang», «waktu libur»: at work or not.</summary>
    public static YesNoReading WasAtWork(List<string> words)
    {
        var when = words.FindIndex(word => word is "waktu" or "wktu" or "wkt" or "pas" or "saat" or "ketika" or "lagi" or "sedang");
        if (when < 0 || words.Count > 9 || words.Exists(ReplyText.IsNot) || !words.Exists(word => word is "kejadian" or "kejadiannya" or "jatuh" or "jatuhnya" or "kecelakaan"
            or "kecelakaannya" or "meninggal" or "meninggalnya" or "tabrakan" or "itu" or "dia"))
            return default;
        if (words.FindIndex(when, word => word is "kerja" or "bekerja" or "melaut" or "narik" or "antar" or "ngantar" or "nganter" or "mancing" or "nderes" or "manen" or "panen"
            or "jualan" or "nukang" or "ngojek" or "bertugas" or "dinas" or "lembur" or "proyek") > 0)
            return new YesNoReading(YesNoSaid.Yes);
        return words.FindIndex(when, word => word is "libur" or "liburan" or "cuti" or "tidur" or "mudik" or "piknik" or "santai" or "rumah") > 0
            ? new YesNoReading(YesNoSaid.No) : default;
    }

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
                or "naur" or "taur" or "bayia" or "dibayia" or "mambayia") is > 0 and < 8;
    }

    /// <summary>«mohon dicek lagi»: something is wrong, or what was paid does not show.</summary>
    public static bool IsCheckAgain(List<string> words) =>
        words.FindIndex(word => word is "cek" or "dicek" or "periksa" or "diperiksa") is >= 0 and <= 2 and var check
        && words.FindIndex(check + 1, word => word is "lagi" or "ulang") > 0;

    public static bool IsPaying(string word) =>
        word is "bayar" or "dibayar" or "mbayar" or "byr" or "kubayar" or "lunas" or "transfer" or "tf" or "ditransfer" or "setor" or "disetor"
            or "naur" or "mayar" or "dilunasi" or "dibayarkan" or "bayia" or "dibayia" or "mambayia";

    /// <summary>«bukannya nolak», «bukan saya keberatan»: denies a refusal, to be followed by what is meant.</summary>
    public static bool IsDenial(List<string> words) =>
        words[0] is "bukan" or "bukannya" or "bkn" or "bknnya" or "dudu" or "sanes"
        && words.FindIndex(1, word => YesNoWords.Spoken(word) != YesNoRole.Filler) is > 0 and var what
        && words[what] is "nolak" or "menolak" or "tolak" or "keberatan" or "males" or "malas" or "mls" or "ogah" or "emoh" or "batal" or "mundur" or "pelit"
                or "curiga" or "ragu";

    /// <summary>«gatau juga», «belum tau», «entahlah»: doubt and nothing else.</summary>
    public static bool IsInDoubt(List<string> words) =>
        words.TrueForAll(word => YesNoWords.Spoken(word) is YesNoRole.Filler or YesNoRole.Know or YesNoRole.Unsure or YesNoRole.Not)
        && words.Exists(word => word is "gatau" or "gatahu" or "gaktau" or "gtau" or "gtw" or "gktau" or "ngtau" or "nggatau" or "gataw" or "entah" or "entahlah" or "embuh"
            or "mbuh" or "bingung" or "ragu" or "bimbang" || YesNoWords.Spoken(word) == YesNoRole.Know && words.Exists(ReplyText.IsNot));

    public static bool IsDone(string word) =>
        word is "sudah" or "sdh" or "udah" or "udh" or "uda" or "dah" or "udeh" or "wis" or "wes" or "uwis" or "uwes" or "sampun" or "mpun" or "atos" or "tos"
            or "parantos" or "geus" or "enggeus"
            or "ampon" or "empon" or "mpon" or "suba" or "la" or "lah" or "alah" or "so" or "su" or "ka" or "nunga" or "enggo" or "madung" or "telah" or "nge" or "uah"
                or "barusan" or "td" or "tadi";

    public static bool IsRight(string word) =>
        word is "benar" or "bener" or "bnr" or "betul" or "btl" or "sesuai" or "cocok" or "pas" or "tepat" or "leres";

    /// <summary>«masih», in Makassar also «masihji».</summary>
    public static bool IsMasih(string word) => word is "masihji" or "masihpi" or "masihka" or "masihki" or "masihlah"
        or "masih" or "masi" or "msh" or "msih" or "mash" or "isih" or "ijik" or "ijek" or "tasih" or "taksih" or "teksih"
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
        // «nomor lama», «itu alamat yang lama»
        if (words.Count is > 1 and < 6 && words[^1] is "lama" or "lawas" or "baheula" && words[^2] is "nomor" or "nomer" or "alamat" or "nmr" or "yang" or "yg" or "hp"
            or "data" or "sing" or "nu")
            return new YesNoReading(YesNoSaid.No);
        if (words.FindIndex(word => word is "sendiri" or "sndiri" or "dewe" or "dhewe" or "sorangan") is > 0 and var self && words[self - 1] is "saya" or "sy" or "aku" or "kulo"
            or "abdi" or "pribadi")
            return new YesNoReading(YesNoSaid.Yes);
        if (words[^1] is "sendiri" or "sndiri" or "sndri" or "dewe" or "sorangan" or "pribadi" && words.Exists(word => word is "saya" or "sy" or "aku" or "memang"
            or "emang"))
            return new YesNoReading(YesNoSaid.Yes);
        var whose = words.FindIndex(word => word is "tetangga" or "anak" or "istri" or "suami" or "adik" or "adek" or "majikan" or "ponakan" or "keponakan" or "sodara"
            or "saudara" or "teman"
            or "temen" or "mertua" or "cucu" or "orang" or "bojo" or "bojoku" or "anakku" or "adikku" or "istriku" or "suamiku" or "kakakku" or "bapakku" or "ibuku"
                or "bini" or "laki" or "pinjaman" or "pinjeman" or "wartel");
        return whose > 0 ? new YesNoReading(YesNoSaid.No) : default;
    }
}
