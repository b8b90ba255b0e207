namespace Chatbot.Language;

/// <summary>What a question in a form is about, and which other wish a switch names.</summary>
internal static class ReplyTopics
{
    /// <summary>Another wish than answering: a person, a claim, the status, the menu.</summary>
    public static string? Switch(ReplyText reply)
    {
        var words = reply.Words;
        if (words.Count == 0)
            return null;
        // «mana saya tahu, yang urus almarhum bapak»
        if (ReplyCues.ShrugsOff(reply))
            return null;
        var asks = QuestionCues.Asks(reply);
        var wants = reply.Has("mau", "pengen", "pingin", "ingin", "minta", "tolong", "mohon", "bisa", "boleh", "tlg",
            "hubungkan", "sambungkan", "arep", "bade", "hoyong", "mo", "dong", "hubungi",
            "kepengin", "hayang", "aja", "saja", "disambungin", "nyambung", "langsung", "sambungin", "coba", "wae", "dl", "dulu",
                "panggilkan", "pengin", "mending", "kersa", "badhe", "butuh");
        if (reply.Has("petugas", "cs", "operator", "manusia", "agen", "customer", "petugase", "petugasnya", "perisai",
            "orangnya", "admin", "orang", "staf", "pegawai", "adminnya", "csnya") &&
            (reply.Has("ngomong", "bicara", "ngobrol", "hubungkan", "sambungkan", "telpon", "telepon", "hubungi", "omong",
                "nyarios", "ngomongan", "dihubungkan", "disambungkan", "chat", "langsung", "bantu", "dibantu", "sambungin",
                "disambungin", "nelpon", "hubungin", "sambung", "panggil", "panggilkan", "asli", "manusia", "cs", "jalma",
                "wicanten", "ngobrolin", "bantuan", "matur", "diskusi", "ngecakap", "wawuh") ||
             (wants && reply.Has("cs", "petugas", "operator", "manusia", "petugase", "petugasnya")))
                 && !(reply.Has("orang") && reply.HasDigits) && !reply.HasNot("ngomong", "bicara", "nyarios", "ngobrol", "matur") && !reply.Has("penyapu") && !(reply.Asked is "name" && !reply.Has("petugas", "cs", "operator", "manusia", "admin", "petugase", "petugasnya"))
                 && (reply.Asked is not "job" || reply.Has("cs", "petugas", "operator", "manusia", "admin", "customer", "petugase")))
            return "talk_to_human";
        if (words.Count <= 2 && words[0] is "admin" or "cs" or "petugas" or "operator" or "manusia"
            && reply.Asked is not "job" and not "name")
            return "talk_to_human";
        if (words.Count <= 3 && words[0] is "menu" or "bantuan" or "help" or "bantu" or "menuu" or "balik" && !reply.HasDigits)
            return words[0] == "balik" && words.Count > 1 && words[1] != "menu" ? null : "menu_help";
        if (reply.HasPair("ke|buka|lihat|liat|balik|kembali|tampilkan", "menu|menunya"))
            return "menu_help";
        var mine = (reply.Has("hapus", "hapuskan", "hapusin", "delete") && reply.Has("data", "akun", "nik", "dataku", "datanya")
            && !asks) || reply.HasPair("hapus|hapuskan|apus|delete|hapusin|hilangkan|busek|hapusen",
            "data|nik|akun|semua|datanya|nomor|chat|dataku|datasaya|ktp");
        if (mine)
            return "delete_data";
        // Who asks about an accident or a death hears of one.
        var told = reply.Question.Flow.StartsWith("claim", StringComparison.Ordinal) || reply.Question.Flow.StartsWith("klaim", StringComparison.Ordinal);
        if (!told && reply.Has("meninggal", "wafat", "tiada", "ninggal", "pupus", "meninggl", "mninggal", "almarhum", "seda", "maot",
            "tilar") && words.Count >= 2 && !reply.Has("jkm", "kalo", "kalau", "program")
            && (reply.Asked is not "program" || reply.Has("saya", "klaim", "tadi", "kemarin", "suami", "istri", "bapak", "ibu")))
            return "claim_jkm";
        if (!told && reply.Has("kecelakaan", "ketabrak", "nabrak", "tabrakan", "jatuh", "celaka", "kcelakaan", "kecelakan", "laka",
            "keserempet", "kejatuhan", "kacilakaan") && !reply.Has("jkk", "program") && !reply.HasPair("jatuh|jtuh|jth|tgl", "tempo|tmpo|temponya|lalu") && words.Count >= 2
            && (reply.Asked is not "program" || (reply.Has("saya", "klaim", "tadi", "kemarin", "suami", "istri", "bapak", "ibu") && !reply.Has("pilih", "kematian", "ambil", "yang"))))
            return "claim_jkk";
        if (reply.Has("klaim", "cairkan", "cairin", "cair", "nyairin", "mencairkan", "ngeklaim", "claim", "nyairke", "pencairan")
            && (wants || reply.Has("jht", "saldo")))
            return reply.Has("jkk") ? "claim_jkk" : reply.Has("jkm", "kematian", "santunan") ? "claim_jkm" : "claim_jht";
        if ((reply.HasPair("cek|ngecek|liat|lihat|check|mriksa|cekkan|cekin|ningali|priksa",
            "status|saldo|kepesertaan|tunggakan|pembayaran|iuran|statusnya|saldonya|keaktifan|aktif|no|jht|kartu")
            && (wants || words.Count <= 5)) || reply.HasPair("status|saldo", "saya|sy|bpjs|jht|ku")
            || reply.HasPair("masih|msh|isih", "aktif|aktip") && reply.Has("cek", "cekin", "dicek", "liat", "lihat", "cekkan"))
            return reply.Question.Flow == "check_status" ? null : "check_status";
        if (reply.HasPair("ke|di|nang|neng|ka", "kantor|cabang") && reply.Has("mau", "mending", "langsung", "pengen", "arep")
            && reply.Asked is not ("job" or "place") && !asks)
            return "office_location";
        // «kantornya di mana sih, saya kesana aja»
        if (reply.Has("kantor", "kantornya", "cabang") && (reply.HasPair("kesana|ksana|mrono|kadinya", "aja|saja|wae|langsung") || reply.HasPair("ke", "sana|situ")) && reply.Asked is not "place")
            return "office_location";
        if (reply.HasPair("kantor|kantornya|cabang|alamat", "terdekat|dimana|mana|bpjs|cabang|deket|ngendi|kantor")
            && reply.Asked is not "place" and not "field" and not "job" && !asks)
            return "office_location";
        if (reply.HasPair("mau|pengen|arep|hoyong|bade|ingin|pingin|mo",
            "bayar|byr|mbayar|mayar|membayar|bayarin|transfer|nyicil") && reply.Question.Flow is not "pay" and not "register"
            && reply.Asked is not "confirm")
            return "pay_how";
        if (reply.HasPair("daftarkan|daftarin|daftarno|ngedaftarin|mendaftarkan|ndaftarke|daptarkeun|didaftarin|didaftarkan|didaftar|didaftarno",
            "mamak|emakku|istriku|suamiku|ibuk|ortu|istri|suami|anak|ibu|bapak|karyawan|orang|pegawai|kakak|adik|bojo|pembantu|tetangga|emak|pekerja|mertua|keluarga|teman|temen") &&
            reply.Question.Flow != "register_other" && reply.Asked is not "relationship" && !asks)
            return "register_other";
        if (reply.HasPair("mau|pengen|ingin|tolong|minta|mo|arep|tlg", "ganti|ubah|ngubah|rubah|nggantos|gantos")
            && reply.Has("jadwal", "pengingat", "reminder", "jam", "diingatkan") && reply.Question.Flow is not "reminder")
            return "reminder_settings";
        if (reply.HasPair("mau|pengen|ingin|arep|hayang|bade", "komplain|lapor|ngadu|protes|complain|ngeluh"))
            return "complaint";
        if (reply.HasPair("mau|pengen|ingin|arep|bade|hoyong|mo", "daftar|ndaftar|mendaftar|daptar|daftr|ikut")
            && reply.Question.Flow is "check_status" or "pay" or "reminder" or "change_data")
            return "register";
        return null;
    }

    /// <summary>The intent or topic of a question; the model is asked where the rules know nothing.</summary>
    public static (string? Intent, string? Topic) Question(ReplyText reply, Func<string, Meaning>? understand)
    {
        if (reply.Has("aman", "privasi", "disalahgunakan", "bocor", "dijual", "rahasia", "disebar", "gapapa", "keamanan",
            "amankah", "penipuan", "disalahgunain", "nipu", "gpp", "resmi", "asli", "penipu", "hoax", "hoaks", "pinjol"))
            return (null, "privacy");
        if (reply.HasPair("bisa|boleh|gampang|kalo|kalau|iso|tiasa|bs|nanti",
            "batal|dibatalkan|dibatalin|cancel|berhenti|keluar|batalin|mundur|stop|dibatalken")
            || (reply.Has("batal", "berhenti", "dibatalkan", "keluar", "batalin", "dibatalin", "mundur")
            && reply.Has("bisa", "boleh", "bs", "iso", "gimana", "piye", "apa")))
            return (null, "can_cancel");
        var why = reply.Has("kenapa", "knp", "mengapa", "ngapain", "kenopo", "naha", "napa", "kok", "ngopo", "kunaon", "knpa")
            || reply.HasPair("buat|untuk|utk|kanggo|kango|damel|gawe|bwt|keur", "apa|opo|naon|apaan|nopo")
            || reply.Has("gunanya", "fungsinya", "alasannya");
        if (why)
            return (null, "why_" + Slot(reply));
        if (reply.Asked == "phone" && (reply.Has("sendiri", "kantor", "rumah", "dewe", "nyalira", "pribadi", "tetangga", "istri",
            "suami", "anak",
            "orang", "saudara", "orangtua", "bojo", "wae", "lain", "temen", "teman", "keluarga")))
            return (null, "own_phone");
        if (reply.Has("berapa", "brp", "brapa", "piro", "sabaraha", "pinten", "pira", "mahal", "gratis", "bayar", "brpa",
            "berpa") && reply.Has("iuran", "iurannya", "biaya", "biayanya", "bayar", "bayarnya", "premi", "preminya", "harga",
            "harganya", "tarif", "bulan", "sebulan", "perbulan", "byr", "gratis", "mahal", "total", "totalnya", "mbayar",
            "mayar", "setor", "iurane", "bayare", "biayane", "denda", "mayarna", "dana", "duit", "byrnya", "setahun"))
            return ("cost", null);
        if (reply.Has("bayar", "bayarnya", "byr", "mbayar", "bayare", "mayar", "transfer")
            && reply.Has("dimana", "gimana", "lewat", "dmn", "mana", "caranya", "cara", "bagaimana", "piye", "kumaha", "pake",
            "pakai", "kapan", "alfamart", "indomaret", "dana", "gopay", "atm", "ngendi", "kemana"))
            return ("pay_how", null);
        if (reply.Has("terdaftar", "kedaftar", "daftar", "aktif") && reply.Has("belum", "blm", "durung", "dereng")
            && reply.Has("udah", "sudah", "sdh", "wis", "udh"))
            return ("check_status", null);
        if (reply.Has("kantor", "kantornya", "cabang"))
            return ("office_location", null);
        if (reply.Has("jkk", "jkm", "jht", "jp", "jkp", "program", "programnya", "manfaat", "manfaatnya", "untungnya",
            "keuntungannya", "dapat", "dapet", "bedanya", "beda", "santunan", "dijamin", "ditanggung", "olehe", "untung",
            "bedane", "tanggung", "cover"))
            return ("explain_program", null);
        if (reply.Has("nik") && reply.Has("apa", "mana", "dimana", "opo", "naon", "dmn", "ndi", "ngendi", "itu", "maksudnya",
            "digit", "angka"))
            return (null, "what_nik");
        if (reply.Asked is "nik" or "name" or "dob" or "phone" or "otp"
            && reply.Has("dimana", "mana", "liat", "lihat", "liatnya", "lihatnya", "dmn", "ngendi", "letaknya"))
            return (null, "where_" + reply.Asked);
        if (understand?.Invoke(reply.Raw) is { Confidence: >= 0.5 } meaning
            && meaning.Intent is not ("out_of_scope" or "greet" or "thanks_bye"))
            return (meaning.Intent, null);
        return (null, "about_" + reply.Asked);
    }

    /// <summary>The slot a question or a correction speaks of.</summary>
    private static string Slot(ReplyText reply) => SlotNames.Find(reply) ?? reply.Asked;
}
