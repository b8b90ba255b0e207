namespace Chatbot.Language;

/// <summary>What a reply does when it gives no value: asks, puts off, does not know, refuses, leaves.</summary>
internal static class ReplyCues
{
    public static bool IsMedia(ReplyText reply)
    {
        var raw = Bracketed(reply);
        if (raw.Length is 0 or > 60 || !((raw[0] == '[' && raw[^1] == ']') || (raw[0] == '<' && raw[^1] == '>')
            || (raw[0] == '(' && raw[^1] == ')')))
            return false;
        return reply.Has("foto", "photo", "gambar", "image", "stiker", "sticker", "video", "suara", "audio", "voice", "vn",
            "dokumen", "document", "file",
            "media", "pdf", "lokasi", "location", "kontak", "contact", "ktp", "scan", "lampiran", "attachment", "gif",
                "pesan", "picture");
    }

    /// <summary>The part in square brackets beside which nothing is told in digits: «[foto] ini ktp saya»; else the whole.</summary>
    private static ReadOnlySpan<char> Bracketed(ReplyText reply)
    {
        var raw = reply.Raw.AsSpan().Trim();
        var open = raw.IndexOf('[');
        var close = open < 0 ? -1 : raw[open..].IndexOf(']');
        return close > 0 && !reply.HasDigits ? raw.Slice(open, close + 1) : raw;
    }

    /// <summary>No more messages.</summary>
    public static bool IsStop(ReplyText reply)
    {
        var words = reply.Words;
        if (words.Count == 0)
            return false;
        if (words.Count <= 3 && words[0] is "stop" or "berhenti" or "unreg" or "unsubscribe" or "brhenti" or "berenti" or
            "stopp" or "unsub" or "stp" or "mandeg" or "eureun" &&
            !reply.Has("daftar", "isi", "form", "proses", "dulu", "pendaftaran"))
            return true;
        if ((words.Count <= 5 || words.Count <= 12 && reply.Scanned.Count > 2 && reply.Scanned[reply.Scanned.Count - 2].Symbol is ',') && words[^1] is "stop" or "unreg" or "unsubscribe" && reply.Runs.TrueForAll(run => run.Compact.Length < 3) && !(words.Count > 1 && ReplyText.IsNot(words[^2]))
            && reply.Asked is not ("text" or "address"))
            return true;
        if (reply.HasPair("matiin|matikan|hentikan|setop|stopin|hentiin|brentiin|pateni", "semua|pesan|notif|pengingat|sms|wa|kiriman|chat|pesannya|notifnya|kirimannya|pengingatnya"))
            return true;
        if (reply.HasPair("berhenti|stop", "hubungi|menghubungi|ganggu|chat|ngirim|ngirimi|telpon|nelpon|ngechat|langganan|berlangganan|kirim|pesan|sms|wa|pengingat|mengirim|kirimi"))
            return true;
        // «wa aja jangan sms» picks the channel that was asked for
        if (reply.Asked == "channel" && !reply.Has("kirim", "kirimi", "dikirimi", "lagi", "lg", "maneh", "deui", "terus", "malih"))
            return false;
        return reply.HasPair("jangan|jgn|jngn|ojo|ulah|gausah|usah|tidak|stop",
            "kirim|hubungi|sms|wa|chat|ganggu|kirimi|dikirimi|ngirim|kirimin|spam|dikirim|ngirimi|ngewa|whatsapp") &&
            (reply.Has("lagi", "lg", "saya", "pesan", "sms", "maneh", "deui", "terus", "wa", "aku", "sy", "malih")
                && !reply.Has("kode", "otp", "dulu", "foto"));
    }

    public static bool IsCancel(ReplyText reply)
    {
        var words = reply.Words;
        if (words.Count == 0 || reply.HasQuestionMark)
            return false;
        if (words.Count <= 7 && reply.HasPair("udahan|sudahan", "deh|ah|lah|aja|ya"))
            return true;
        if (QuestionCues.Asks(reply) && words.Count > 3)
            return false;
        if (reply.HasPair("tidak|tdk|ga|gak|gk|g|nggak|ngga|enggak|engga|ndak|kagak|kaga|ora|ra|mboten|boten|teu|moal|gx|ndk|gag|kgk|tak|tdak|ngak|nda", "jadi|jd|sido|siyos|estu|cios|jado|jdi|saestu|sios|janten") ||
            reply.Has("gajadi", "gakjadi", "gkjadi", "batalin", "btlin", "nggakjadi") || reply.HasPair("gausah|gakusah|rausah", "jadi|jd|sido"))
            return !reply.Has("masalah");
        // «kok nanya mulu, udahan deh», «udah ah gak usah»
        if (words.Count is > 0 and <= 7 && reply.HasPair("udahan|sudahan|udah|sudah|uwis|wis", "deh|ah|lah|aja") && !reply.HasDigits
            && (reply.Has("udahan", "sudahan") || words[^1] is "ah"))
            return true;
        // «ndak usah jadi wis»
        if (reply.HasPair("usah|sah|usa", "jadi|jd|sido|sios"))
            return true;
        var batal = words.FindIndex(w => w is "batal" or "batalkan" or "cancel" or "dibatalkan" or "btl" or "membatalkan" or
            "urung" or "wurung" or "urungkan" or "bolay" or "batalaken" or "batalno" or "batalkeun" or "ngebatalin");
        if (batal >= 0 && (batal == 0 || !ReplyText.IsNot(words[batal - 1])) && words.Count <= 10 && words[batal] != "btl")
            return true;
        if (words.Count <= (words[0] == "cukup" ? 2 : 4) && reply.Asked != "next" && words[0] is "keluar" or "exit" or "quit" or
            "udahan" or "sudahan" or "cukup" or "tutup" or "hentikan" or "kluar" or "metu")
            return true;
        return reply.HasPair("tidak|ga|gak|gk|nggak|ngga|ndak|ora|enggak|tdk|teu", "usah|perlu|sah")
            && (reply.HasPair("usah|perlu|sah", "daftar|lanjut|lanjutkan|diteruskan|dilanjut|diterusin|dilanjutin|dilanjutkan|terusin|nerusin")
            || reply.HasPair("daftar|diteruskan|dilanjut|diterusin|lanjutkan", "deh|aja|saja|wes|kak|dulu")) ||
            reply.HasPair("gausah|gakusah|rausah|gaperlu|gakperlu|gaush", "dilanjut|dilanjutin|dilanjutkan|diterusin|diteruskan|lanjut|dilanjutno") ||
            reply.HasPair("daftarnya|pendaftarannya|prosesnya", "batal|stop|dibatalkan|gajadi|gausah") ||
            reply.HasPair("lain|kapan", "kali|kapan") && reply.Has("aja", "saja", "deh", "wae", "ae") ||
            reply.HasPair("berhenti|stop", "dulu|daftar|disini|pendaftaran|isi|aja|saja|sampai") ||
            reply.HasPair("tidak|gak|ga|nggak|gk|ndak|ora|tdk", "mau|pengen|arep")
                && reply.Has("daftar", "lanjut", "ikut", "nerusin", "melanjutkan", "meneruskan", "lanjutkan")
                && !reply.Has("consent");
    }

    public static bool IsRestart(ReplyText reply)
    {
        var words = reply.Words;
        if (words.Count is 0 or > 12 || reply.HasPair("kirim|kirimin", "ulang"))
            return false;
        if (reply.HasPair("dari|dr|soko|ti|saka|kembali|balik", "awal|nol|pertama|depan|mula|wiwitan|mimiti|0|kawitan"))
            return true;
        if (reply.HasPair("ke|ka|nang|neng", "awal|wiwitan|mimiti") && reply.Has("balik", "kembali", "ulang", "mbaleni", "bali"))
            return true;
        if (reply.HasPair("mulai|mulei|isi|ngisi|daftar|ulang|ngulang|baleni", "ulang|lagi|maneh|dari|deui|baru")
            && reply.Has("ulang", "baru", "ngulang", "baleni") && !reply.Has("kode"))
            return !reply.HasPair("daftar", "lagi");
        return words.Count <= 3 && words[0] is "ulang" or "restart" or "reset" or "ulangi" or "ngulang" or "baleni" or "reset";
    }

    public static bool IsResend(ReplyText reply)
    {
        if (reply.Words.Count > 0 && reply.Words[0] is "kok" or "kenapa" or "knp" or "ngapain" or "napa")
            return false;
        if (reply.HasPair("kirim|kirimkan|kirimin|dikirim|minta|krim|krm|kirimi", "ulang|lagi|maneh|maning|deui|malih|pole|ulg|kode|otp|baru")
            && (reply.Asked == "otp" || (reply.Has("kode", "otp") && !reply.HasDigits)))
            return true;
        if (reply.Has("resend", "resnd", "kirimulang"))
            return true;
        if (reply.Asked != "otp" && !reply.Has("kode", "otp", "kodenya", "otpnya"))
            return false;
        if (reply.HasNot("masuk", "nyampe", "sampai", "sampe", "datang", "terima", "nerima", "muncul", "dapat", "dapet", "ada",
            "keluar", "mlebu", "mlebet", "lebet", "asup", "sumping", "dugi", "dapt", "msuk", "terkirim", "teko", "katampi", "tampi", "nongol", "dpt"))
            return !reply.HasDigits || reply.Runs.TrueForAll(r => r.Compact.Length < 4);
        return reply.Has("kadaluarsa", "kedaluwarsa", "expired", "hangus", "kadaluwarsa", "kehapus", "terhapus", "ilang",
            "hilang", "kedaluarsa") && !reply.Has("hp", "sinyal", "sinyalnya", "signal", "jaringan", "jaringannya", "sinyale");
    }

    public static bool IsDefer(ReplyText reply)
    {
        var words = reply.Words;
        if (words.Count is 0 or > 25)
            return false;
        // «belum saya tanya nomornya», «…, tak takok sek»
        if (reply.HasNot("tanya", "nanya", "tnya", "nanyain", "takon", "takok", "tanyain", "naros") && !reply.Has("jangan", "jgn", "usah")
            || reply.HasPair("takok|takokno|takon|takone|takonke", "sek|sik|disik|dhisik"))
            return true;
        // «lagi gak ada duit, gajian dulu», «masih diurus di kecamatan»
        if (reply.HasPair("gajian|panen|gaji|makan|kerja|narik|pulang|istirahat", "dulu|dl|dlu|sik|disik|heula|sek") || reply.Has("diurus", "dibuat", "dicetak", "diperpanjang")
            || reply.HasPair("minggu|bulan|taun|tahun|senin", "depan|dpn|ngarep"))
            return true;
        if (reply.Has("bentar", "sebentar", "bntr", "sbntar", "sebentr", "tunggu", "sek", "sik", "antos", "sekedap", "sakedap",
            "tungguin", "sbntr", "bentarr", "nunggu", "kedap", "mikir", "pikir", "pikirkan", "pikirin", "tggu", "tnggu", "wait",
                "entos", "entosan", "heula"))
            return true;
        if (reply.HasPair("baca|periksa|teliti|hitung|ngitung|itung|rembug|rundingan|diskusi|bilang|izin|ijin|rapat|telpon",
            "dulu|dl|dlu|sik|disik|heula|sek|rumiyin") || (reply.Has("baca", "periksa", "teliti", "maca") && reply.HasPair("ulang|lagi|maneh", "dulu|dl|sik|heula")))
            return true;
        if (reply.HasPair("sabar|sing", "ya|dulu|kak|sabar|pak|bu"))
            return true;
        if (reply.Has("nanti", "ntar", "nti", "entar", "mengko", "engke", "engko", "mangke", "mengke", "mangkin", "mengkin", "menko", "nnti", "ngke", "nanty")
            && !reply.Has("gajian") || reply.Has("nyusul", "menyusul", "susul"))
            return true;
        if (reply.Has("besok", "bsk", "lusa", "sesuk", "isukan", "minggu")
            && reply.Has("aja", "saja", "baru", "kirim", "deh", "wae", "lagi", "saya", "tak"))
            return true;
        if (reply.HasPair("ambil|cari|cariin|nyari|liat|lihat|cek|carikan|golek|ngambil|njupuk|milari|tanya|nanya|takon|jupuk|buka|ngecek|goleki|tingali|tak|foto|pulang|mulih|bangun|makan|mandi|sholat|solat", "ktp|dulu|dlu|sek|disik|heula|dompet|dl|kartu|ktpnya|rumah|suami|istri|bapak|ibu|anak|sik|kk|istriku|rumh|ktpne|rumiyin|kartunya"))
            return true;
        if (reply.Has("ketinggalan", "ketinggal", "keri", "tertinggal", "tinggalan", "kantun"))
            return true;
        if (reply.HasPair("lagi|lg|masih|msh|nuju",
            "di|kerja|jalan|nyetir|narik|melaut|sibuk|rapat|sawah|nang|ning|repot|dijalan|ngojek|mancing|dagang|jualan|bawa|nunggu|digawe|nyari|antri|ngantri|luar|dijln"))
            return true;
        if (reply.HasNot("bawa", "sempat", "sempet", "pegang", "mbeto", "nggowo", "bw", "megang", "gawa", "mbekta")
            && (reply.Has("ktp", "ktpnya", "dompet", "kartu", "belum", "blm", "hp", "sekarang", "lagi")))
            return true;
        return words.Count <= 4 && reply.HasPair("belum|blm|durung|dereng|acan|jangan", "sekarang|dulu|siap|skrg|saiki");
    }

    /// <summary>«mana saya tahu».</summary>
    public static bool ShrugsOff(ReplyText reply) =>
        reply.HasPair("mana|endi|mn", "saya|sy|aku|ku|gue|gw|kita|tau|tahu") && reply.Has("tau", "tahu", "ngerti", "taw") && !reply.HasPair("yang|yg|di|ke", "mana");

    public static bool IsDontKnow(ReplyText reply)
    {
        if (IsElsewhere(reply))
            return false;
        if (reply.Has("lupa", "lali", "poho", "hilap", "lupaa", "kesupen", "supe", "kelupaan", "lpa", "lupakan"))
            return true;
        if (reply.Has("gatau", "gatahu", "gaktau", "gtau", "gtw", "gktau", "ngtau", "gataw", "entah", "duka", "gahafal",
            "gapunya", "gakpunya", "mbuh", "embuh", "duko", "teuing", "entahlah", "gaada", "gakada"))
            return true;
        if (reply.HasNot("tau", "tahu", "hafal", "apal", "hapal", "ingat", "inget", "eling", "ngerti", "punya", "ada", "apalan",
            "terang", "nyaho", "duwe", "gaduh", "gadah", "gadhah", "gadhuan", "gaduhan", "ngertos", "kagungan", "uninga", "pnya", "boga", "kelingan",
            "taw", "punyaa", "due", "apalin", "yakin", "paham", "aya", "nduwe", "mesti", "tangtu", "nentu", "pasti", "tentu",
                "tetap", "menentu", "dihitung", "diitung", "ngitung", "didata", "pernah", "liat", "lihat",
            "mesthi", "jelas", "tntu"))
            return true;
        // «ktp nya dibawa suami»
        if (reply.Asked is "nik" or "phone" or "dob" && reply.Has("dibawa", "dipegang", "digowo", "dibekta", "dicandak", "kebawa") && !reply.HasDigits)
            return true;
        // «tak andhi' hape», «ktp belum jadi»
        if (ShrugsOff(reply) || reply.HasPair("tak|ta|tk|dk|dak", "andhi|andhik|andi|tao|tau|taoh|emut|enga|apal|hapal|inget|ingat|tahu|punya|ado")
            || reply.Has("ktp", "ktpku", "ktpnya", "ktpne") && reply.Runs.TrueForAll(run => run.Compact.Length < 4) && reply.HasPair("belum|blm|belom|blom|durung|dereng|acan|gak|ga|tidak", "jadi|dadi|punya|cetak|bikin|terbit|gaduh|duwe|nduwe|rekam|perekaman"))
            return true;
        if (reply.HasNot("kebaca", "keliatan", "kelihatan", "terbaca", "katingal", "ketok", "kewoco"))
            return true;
        if (reply.Has("hilang", "ilang", "raib", "kececer", "kecopetan", "rusak", "buram") && !reply.HasDigits)
            return true;
        if (reply.Asked is "place" && reply.Has("pindah", "pindah2", "keliling", "muter", "ngider") && PlaceRecognizer.Find(reply.Scanned).Count == 0)
            return true;
        if (reply.HasDigits)
            return false;
        // «nik saya yang kemarin itu», «sudah pernah saya kirim»
        if (reply.Has("kemarin", "kmrn", "wingi", "kamari", "tadi", "dulu", "dl", "kemaren", "biasa", "sebelumnya")
            && reply.Has("yang", "yg", "sing", "sama", "seperti", "kayak", "nu", "kaya"))
            return true;
        if (reply.HasPair("udah|sudah|sdh|wis|pernah|udh|kan|wes|atos|tos",
            "pernah|dikirim|kirim|saya|kasih|ngasih|aku|tak|dikasih|ngirim|daftar|terdaftar|ada|disimpan|isi"))
            return reply.Asked is "nik" or "phone" or "dob" or "name" or "otp" or "place";
        return reply.Asked is "income" && (reply.Has("tergantung", "kadang", "musiman", "dipastikan", "gumantung") || reply.HasPair("naik|munggah", "turun|mudun"));
    }

    public static bool IsRefuse(ReplyText reply)
    {
        if (reply.Words.Count is 0 or > 25 || (reply.Asked == "name" && Names(reply)))
            return false;
        if (reply.Has("rahasia", "privasi", "pribadi", "disalahgunakan", "disalahgunain", "disalahgunaken", "penipuan", "nipu",
            "malu", "isin", "isinku", "takut", "disalahgunakeun", "disalahgunakno", "bahaya", "berbahaya", "bebaya", "wantos", "isen", "wedi", "sieun", "ditipu", "penipu", "privacy", "takutnya", "ajrih",
            "hoax", "hoaks", "bocor", "risih", "curiga", "scam", "modus", "pinjol"))
            return true;
        if (reply.Has("ogah", "emoh", "moh", "wegah", "alim", "embung", "gamau", "gakmau", "gausah", "nolak", "keberatan",
            "ogahh", "sungkan", "males", "malas", "urusan", "urusanku", "skip", "lewati", "lewatin", "pass", "kepo")
            || reply.Words is ["lewat", ..] and [_] or ["lewat", "aja"])
            return true;
        if (reply.HasPair("jangan|jgn|ojo|ulah|tong", "tanya|nanya|takon|naros|tanyakan|nanyain|nik|ktp|hp|nomor"))
            return true;
        if (reply.HasNot("mau", "usah", "perlu", "ingin", "bersedia", "pengen", "gelem", "purun", "daek", "hoyong", "kersa",
            "nyaman", "percaya", "ush", "berani", "brani", "wani", "wantun", "wanton", "boleh", "hayang", "berkenan", "bisa", "mo", "kasih", "arep", "sudi", "wajib", "akan", "ngasih", "ngasi", "ngomong", "share", "bagi", "nyerahin", "oleh", "olih", "diolehi", "dibolehin", "diizinkan", "diijinkan", "kenging"))
            return true;
        // «lihat saja di nik», «kan ada di ktp»
        return IsElsewhere(reply);
    }

    private static bool Names(ReplyText reply)
    {
        for (var i = 0; i < reply.Scanned.Count; i++)
        {
            if (NameReader.IsMoh(reply.Scanned, i))
                return true;
        }

        return false;
    }

    /// <summary>«lihat saja di nik»: the value stands in another one.</summary>
    public static bool IsElsewhere(ReplyText reply)
    {
        if (reply.HasDigits || reply.Words.Count > 12 || reply.Asked is not ("dob" or "name" or "place") ||
            reply.Has("lupa", "hilang", "tidak", "gak", "ga", "belum", "nanti", "dulu", "bentar", "sebentar", "engko", "sik"))
            return false;
        return reply.Has("lihat", "liat", "cek", "ada", "ono", "onok", "wonten", "aya", "tertera", "sesuai", "kan", "tinggal", "baca", "dari", "deleng", "sama", "kayak", "kaya", "persis", "seperti",
            "podo", "sami", "ambil") &&
            reply.Has("nik", "ktp", "ktpnya", "niknya", "situ") && (reply.Asked != "name" || NameReader.Read(reply) is null);
    }
}
