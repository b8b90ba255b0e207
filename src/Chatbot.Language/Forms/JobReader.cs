using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>Takes the work somebody does out of a reply and writes it in a normal form: «ojol» is «ojek online».</summary>
internal static class JobReader
{
    private const int MostLetters = 80;

    // One line a normal form, then the words for it; the first line that fits stands.
    private static readonly (string Job, string[] Phrases)[] Known =
    [
        ("buruh tani", ["buruh tani", "buruh sawah", "derep", "matun", "buruh tandur", "ngasab", "ngarambet", "tandur", "buruh macul", "buruh kebun"]),
        ("buruh sawit", ["buruh sawit", "buruh perkebunan sawit", "dodos sawit", "manen sawit", "panen sawit"]),
        ("petani sawit", ["petani sawit", "nyawit", "kebun sawit", "tani sawit"]),
        ("buruh nelayan", ["buruh nelayan", "abk", "anak buah kapal"]),
        ("ojek online", ["ojol", "ojek online", "gojek", "grab", "grabbike", "ngojek online", "ngojol", "gocar", "grabcar", "maxim", "shopeefood",
            "driver online", "ojek onlen", "goride", "indrive", "ojek onlin", "ojolers"]),
        ("ojek pangkalan", ["ojek pangkalan", "opang", "ngojek di pangkalan", "mangkal ojek", "ojek mangkal"]),
        ("tukang ojek", ["tukang ojek", "ngojek", "ojek", "ojeg", "ngojeg"]),
        ("nelayan", ["nelayan", "melaut", "miyang", "nglaut", "ngalaut", "majang", "nlayan", "pamayang", "cari ikan", "nangkap ikan", "di laut",
            "pelaut kecil", "mayang", "nelayn"]),
        ("penyadap karet", ["penyadap karet", "nyadap karet", "sadap karet", "deres karet", "nderes karet", "petani karet", "noreh", "noreh karet", "motong karet"]),
        ("petambak", ["petambak", "tambak", "petani tambak"]),
        ("petani garam", ["petani garam", "garam"]),
        ("petani", ["petani", "nyangkul", "mencangkul", "ngaladangan", "ngahuma", "ladang", "berladang", "ngurus sawah", "tani", "bertani", "macul", "patani", "nyawah", "ke sawah", "berkebun", "pekebun", "ngebun",
            "garap sawah", "nggarap sawah", "garap lahan", "ptani", "ngolah sawah", "kebun"]),
        ("peternak", ["peternak", "ternak", "angon", "ngarit", "ngopeni", "ngurus sapi", "ngurus kambing", "penggembala", "gembala", "ngobuh", "ngingu", "ternak ayam", "ternak sapi"]),
        ("sales", ["sales", "seles", "salesman"]),
        ("admin toko", ["admin toko", "admin online shop", "admin olshop"]),
        ("pedagang kaki lima", ["kaki lima", "pkl"]),
        ("pedagang pasar", ["pedagang pasar", "dagang di pasar", "jualan di pasar", "bakul pasar", "jual di pasar"]),
        ("pedagang", ["pedagang", "dagang", "jualan", "bakul", "bakulan", "warung", "dodolan", "dodol", "toko", "penjual",
            "warungan", "icalan", "buka warung", "lapak", "asongan", "pdagang", "berdagang", "jual", "sadean", "olshop",
            "online shop", "dagangan"]),
        ("mandor", ["mandor"]),
        ("buruh bangunan", ["kuli bangunan", "tukang bangunan", "buruh bangunan", "kuli bangungan", "proyek", "nguli", "laden",
            "kuli proyek", "tukang batu", "bangunan"]),
        ("tukang kayu", ["tukang kayu", "mebel", "meubel"]),
        ("kuli panggul", ["kuli panggul", "panggul", "kuli angkut", "manol"]),
        ("asisten rumah tangga", ["art", "asisten rumah tangga", "pembantu", "prt", "pembantu rumah tangga", "pekerja rumah tangga", "rewang", "ngasuh anak", "ngasuh bayi", "momong",
            "babysitter", "baby sitter", "pengasuh", "bantu rumah"]),
        ("sopir truk", ["sopir truk", "supir truk", "sopir truck", "driver truk", "supir truck", "nyopir truk", "nyupir truk", "bawa truk", "truk"]),
        ("sopir angkot", ["sopir angkot", "supir angkot", "angkot"]),
        ("sopir", ["sopir", "supir", "driver", "nyupir", "nyopir", "pengemudi", "setir"]),
        ("kurir", ["kurir", "paket", "kuris", "kurir paket", "antar barang"]),
        ("pengemudi bentor", ["bentor", "becak motor"]),
        ("pengemudi bajaj", ["bajaj", "bajai"]),
        ("tukang becak", ["becak", "mbecak", "narik becak"]),
        ("tukang parkir", ["parkir", "parkiran", "jukir", "markirin", "markir"]),
        ("tukang pijat", ["pijat", "urut", "pijet"]),
        ("tukang cukur", ["cukur", "barber", "potong rambut"]),
        ("buruh cuci", ["buruh cuci", "nyuci setrika", "cuci setrika", "cuci gosok", "buruh nyuci", "tukang cuci", "nyetrika", "laundry"]),
        ("tukang bangunan", ["nukang"]),
        ("tukang gali", ["gali sumur", "tukang gali", "gali kubur"]),
        ("tukang ledeng", ["ledeng", "sedot wc"]),
        ("penjual bensin", ["bensin eceran", "jual bensin"]),
        ("nelayan", ["narik jaring", "mukat", "ke laut", "nyari ikan", "ngala lauk", "nangkep ikan"]),
        ("nelayan kerang", ["cari kerang", "nyari kerang"]),
        ("penjahit", ["penjahit", "terima jahitan", "jahit", "njahit", "menjahit", "konveksi", "tukang jahit", "ngaput", "jahitan", "permak", "ngobras"]),
        ("montir", ["montir", "bengkel", "mekanik"]),
        ("pemulung", ["pemulung", "rongsok", "rosok", "mulung", "rosokan"]),
        ("pengrajin", ["pengrajin", "perajin", "batik", "mbatik", "anyaman"]),
        ("guru ngaji", ["guru ngaji", "ngajar ngaji", "mengajar mengaji", "ngajar mengaji", "mengajar ngaji", "guru tpq", "guru tpa", "guru madin", "ustad", "ustadz"]),
        ("pegawai honorer", ["pegawai honorer", "tenaga honorer", "honorer desa", "honorer kantor", "honorer kecamatan"]),
        ("guru honorer", ["honorer", "guru honorer"]),
        ("guru", ["guru", "ngajar", "mengajar", "les"]),
        ("marbot", ["marbot", "merbot", "penjaga masjid"]),
        ("penjaga warung", ["jaga warung", "jaga warkop", "penjaga warkop", "penjaga warung", "jaga toko", "penjaga toko"]),
        ("satpam", ["satpam", "security", "jaga malam", "hansip"]),
        ("petugas kebersihan", ["kebersihan", "tukang sampah", "penyapu", "cleaning"]),
        ("pekerja lepas", ["freelance", "freelancer", "frilen", "pekerja lepas", "kerja lepas", "desainer lepas", "desain lepas", "penulis lepas"]),
        ("pekerja serabutan", ["serabutan", "srabutan", "apa aja", "apa saja", "apa wae", "nyerabut", "sembarang",
            "kerja apa", "serabut", "macem macem", "macam macam"]),
        ("buruh harian lepas", ["harian lepas", "buruh harian", "harian", "bhl"]),
        ("buruh pabrik", ["buruh pabrik", "pabrik"]),
        ("buruh", ["buruh", "kuli", "bruh"]),
        ("wiraswasta", ["wiraswasta", "wirausaha", "usaha sendiri", "umkm", "bisnis", "usaha"]),
        ("karyawan swasta", ["karyawan swasta", "swasta"]),
        ("karyawan", ["karyawan", "pegawai", "kerja kantoran"]),
        ("pekerja rumahan", ["rumahan", "borongan"]),
        ("seniman", ["seniman", "musisi", "pengamen", "ngamen", "penyanyi", "dalang", "sinden"]),
        ("pekerja migran", ["tki", "tkw", "migran", "pmi"]),
        ("pembuat tempe", ["bikin tempe", "pembuat tempe", "perajin tempe"]),
        ("tukang kredit", ["tukang kredit", "kredit keliling", "kridit", "kiridit"]),
        ("penjual jamu", ["jamu gendong", "tukang jamu", "jualan jamu", "bakul jamu", "penjual jamu"]),
        ("tukang cat", ["tukang cat", "ngecat"]),
        ("pengolah ikan", ["pengolah ikan", "ngolah ikan", "bikin ikan asin", "ikan asin", "pindang"]),
        ("tukang kebun", ["tukang kebun", "tukang taman", "potong rumput"]),
        ("koster", ["koster", "koster gereja"]),
        ("tukang las", ["tukang las", "las"]),
        ("penambang", ["penambang", "nambang", "tambang", "pasir"]),
        ("penderes", ["penderes", "nderes", "nyadap", "penyadap"]),
        ("kader posyandu", ["kader posyandu", "posyandu", "kader"]),
        ("pedagang keliling", ["keliling"]),
        ("perangkat desa", ["perangkat desa", "rt", "rw", "pamong desa"]),
    ];

    private static readonly FrozenDictionary<string, (int Line, string[] Phrase)[]> ByFirstWord = Known
        .SelectMany((known, line) => known.Phrases.Select(phrase => (Line: line, Phrase: phrase.Split(' '))))
        .GroupBy(entry => entry.Phrase[0], StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Says that there is no work: such a person cannot join as a worker.</summary>
    public static bool IsNone(ReplyText reply) =>
        reply.Has("nganggur", "pengangguran", "menganggur", "ngangur", "nganggurr", "jobless", "nganggor",
            "phk") ||
        (reply.Has("pensiun", "pensiunan", "sekolah", "pelajar", "mahasiswa", "kuliah", "irt") && !WorksBeside(reply)
            && !(reply.Has("sekolah", "kuliah") && reply.Has("penjaga", "jaga", "petugas", "kantin", "satpam", "tukang", "antar", "jemput", "depan", "dekat", "kebersihan"))) ||
        (reply.Has("rumah") && reply.Has("ibu", "ngurus", "urus", "ngurusi") && !reply.Has("pembantu", "asisten", "orang", "buruh", "kerja")
            && !(reply.Has("tapi", "tp", "sambil", "nyambi", "sekalian", "plus", "sama", "merangkap") && Worked(reply))) ||
        reply.HasNot("kerja", "bekerja", "kerjaan", "pekerjaan", "gawe", "nyambut", "damel", "usaha", "makaryo", "krja", "krj",
            "kerjo", "gawean", "digawe", "ngapa", "padamelan", "ngapain", "bekerjaa") ||
        reply.HasPair("cari|nyari|golek|mencari|neangan|luru", "kerja|kerjaan|pekerjaan|gawean|loker|pagawean|gawe|lowongan");

    /// <summary>«mahasiswa, malamnya jaga warkop».</summary>
    private static bool WorksBeside(ReplyText reply) =>
        reply.Has("tapi", "tp", "sambil", "nyambi", "sekalian", "plus", "merangkap", "malamnya", "malem", "malemnya", "malam", "sore", "sorenya", "siang",
            "juga", "sekarang", "skrg", "pulangnya", "bari", "kalo", "kerja")
        && (Worked(reply) || reply.Has("jaga", "jualan", "jual", "kerja", "bantu", "ngojek", "narik", "nyuci", "buka"));

    /// <summary>«ibu rumah tangga tapi terima jahitan»: a trade stands beside the household.</summary>
    private static bool Worked(ReplyText reply) => FirstLine(reply.Words, null) is not null;

    /// <summary>Whether the trade is one of ours, not only words of the person's own.</summary>
    public static bool IsKnown(string? job) => job is not null && Array.Exists(Known, known => known.Job == job || job.StartsWith("pedagang ", StringComparison.Ordinal));

    public static string? Read(ReplyText reply) => Named(reply) is { } job
        ? Closer(reply, job) ?? job switch
        {
            "pedagang" => Goods(reply) is { } sold && reply.Has("keliling") ? sold + " keliling" : reply.Has("keliling") ? "pedagang keliling" : Goods(reply) ?? job,
            "pedagang keliling" => Goods(reply) is { } goods ? goods + " keliling" : job,
            _ => job,
        }
        : Plain(reply);

    /// <summary>The trade of ours that is told; of several the one told first: what comes after is done beside it.</summary>
    public static string? Named(ReplyText reply)
    {
        var text = reply.Scanned;
        var first = Since(text);
        while (first < text.Count)
        {
            var last = first;
            while (last < text.Count && !Parts(text, last, first))
                last++;
            var words = new List<string>();
            for (var i = first; i < last; i++)
            {
                if (text[i].IsWord)
                    words.Add(text[i].Text);
            }

            // minding one's grandchildren is no trade
            var minds = reply.HasPair("momong|ngasuh|jaga|ngemong", "cucu|putu|incu") ? "asisten rumah tangga" : null;
            if (FirstLine(words, minds) is { } line)
                return Known[line].Job;
            first = last + 1;
        }

        return null;
    }

    /// <summary>The first line one of whose phrases stands in the words.</summary>
    private static int? FirstLine(List<string> words, string? without)
    {
        int? best = null;
        for (var i = 0; i < words.Count; i++)
        {
            if (!ByFirstWord.TryGetValue(words[i], out var phrases))
                continue;
            foreach (var (line, phrase) in phrases)
            {
                if ((best is null || line < best) && Known[line].Job != without && StandsAt(words, i, phrase))
                    best = line;
            }
        }

        return best;
    }

    private static bool StandsAt(List<string> words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var i = 1; i < phrase.Length; i++)
        {
            if (words[at + i] != phrase[i])
                return false;
        }

        return true;
    }

    /// <summary>The trade of ours that a few words are.</summary>
    public static string? Phrase(string words)
    {
        var said = words.ToLowerInvariant();
        foreach (var (job, phrases) in Known)
        {
            if (Array.IndexOf(phrases, said) >= 0)
                return job;
        }

        return null;
    }

    private static bool Parts(ScannedText text, int i, int first) => text[i].Symbol is ',' or ';' or '.' or '/' or '+'
        || (i > first && text.Word(i) is "sekalian" or "sambil" or "nyambi" or "sama" or "dan" or "karo" or "jeung" or "kadang" or "kadang2" or "juga" or "tapi" or "plus" or "bari");

    /// <summary>«dulu di pabrik, sekarang jualan»: what is done now.</summary>
    private static int Since(ScannedText text)
    {
        var then = text.Tokens.FindIndex(t => t.IsWord && t.Text is "dulu" or "dulunya" or "mantan" or "bekas" or "tadinya" or "biyen" or "baheula");
        var now = text.Tokens.FindLastIndex(t => t.IsWord && t.Text is "sekarang" or "skrg" or "skr" or "saiki" or "ayeuna" or "kini" or "sakniki");
        return then >= 0 && now > then && now + 1 < text.Count ? now + 1 : 0;
    }

    /// <summary>«tukang kebun», «penjaga toko», «buruh cuci»: the person's own name of the trade where ours is wider.</summary>
    private static string? Closer(ReplyText reply, string job)
    {
        if (job is not ("buruh" or "wiraswasta" or "pengrajin" or "guru" or "petani" or "pedagang" or "sopir")
            || Plain(reply) is not { } plain)
            return null;
        // «buruh gendong di pasar»
        var place = plain.IndexOf(" di ", StringComparison.Ordinal);
        place = place > 0 ? place : plain.IndexOf(" pasar ", StringComparison.Ordinal);
        plain = place > 0 ? plain[..place] : plain;
        var words = plain.Split(' ');
        return words.Length is 2 or 3 && words[0] is "petani" or "tukang" or "buruh" or "penjaga" or "jaga" or "pengrajin" or "perajin" or
            "usaha" or "guru" or "sopir" or "kuli"
            ? plain
            : null;
    }

    /// <summary>«jualan bakso» keeps what is sold.</summary>
    private static string? Goods(ReplyText reply)
    {
        for (var i = 0; i + 1 < reply.Words.Count; i++)
        {
            if (reply.Words[i] is "jualan" or "dagang" or "pedagang" or "penjual" or "bakul" or "jual" or "dodolan" or
                "berdagang" or "tukang" &&
                reply.Words[i + 1] is "bakso" or "sayur" or "ikan" or "gorengan" or "nasi" or "es" or "jamu" or "soto" or
                    "sate" or "kue" or "baju" or "buah" or "ayam" or "tahu" or "mie" or "kopi" or "cilok" or "pulsa" or
                    "sembako" or "pentol" or "dawet" or "cendol" or "tempe" or "rujak" or "pecel" or "lontong" or "jajan" or "jajanan" or
                    "kerupuk" or "krupuk" or "telur" or "beras" or "bensin" or "sosis" or "batagor" or "bubur" or "roti" or "siomay" or "seblak" or "martabak" or "makanan" or "gorengan")
                return "pedagang " + reply.Words[i + 1];
        }

        return null;
    }

    private static string? Plain(ReplyText reply)
    {
        var text = reply.Scanned;
        var first = 0;
        while (first < text.Count && (text[first].Kind == TokenKind.Symbol || text.Word(first) is "saya" or "sy" or "aku" or
            "kerja" or "bekerja" or "sebagai" or "jadi" or "pekerjaan" or "pekerjaannya" or
            "kerjaan" or "saya" or "kerjanya" or "kulo" or "kula" or "abdi" or "gawean" or "profesi" or "di" or "sbg" or
                "adalah" or "itu" or "sehari" or "hari" or "cuma" or "gue" or "gw" or "kerjaanku" or "masih" or "sekarang"))
            first++;
        var last = first;
        var words = 0;
        while (last < text.Count && text[last].Kind != TokenKind.Digits && words < 7 &&
            text.Word(last) is not ("kak" or "pak" or "bu" or "min" or "mas" or "mbak" or "ya" or "nggih" or "mawon" or "aja" or
                "saja" or "doang" or "tapi" or "kakak" or "dan" or "bang" or "sih"))
        {
            if (text[last].Kind == TokenKind.Symbol && text[last].Symbol is '?' or ':' or ';' or '@')
                return null;
            if (text[last].IsWord)
                words++;
            last++;
        }

        while (last > first && text[last - 1].Kind == TokenKind.Symbol)
            last--;
        if (words == 0)
            return null;
        for (var i = first; i < last; i++)
        {
            var role = YesNoWords.Role(text.Word(i));
            if (role is YesNoRole.Not or YesNoRole.Unsure or YesNoRole.No or YesNoRole.Bad || text.Word(i) is "mau" or
                "terserah" or "sudah" or "kamu" or "anda" or "gitu" or "begitu" or "pokoknya" or "ngono")
                return null;
        }

        if (words == 1 && (text.Word(first).Length < 3 || YesNoWords.Role(text.Word(first)) is YesNoRole.Yes or
            YesNoRole.WeakYes or YesNoRole.Filler))
            return null;
        var job = text.Slice(first, last).Trim().ToLowerInvariant();
        return job.Length <= MostLetters ? job : null;
    }
}
