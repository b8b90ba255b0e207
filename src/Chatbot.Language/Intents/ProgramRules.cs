using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>
/// Tells by words which of the five programs a message speaks of: JKK (work accident), JKM (death), JHT (old-age savings),
/// JP (pension), JKP (loss of job).
/// </summary>
internal sealed class ProgramRules
{
    private static readonly HashSet<string> Names = new(["jkk", "jkm", "jht", "jp", "jkp"], StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Meanings = Table(
        ("jkp", """
            phk pecat dipecat pemecatan layoff dirumahkan nganggur pengangguran
            """),
        ("jp", """
            pensiun pensiunan
            """),
        ("jht", """
            tabung tabungan nabung celengan saldo simpanan simpanannya pengembangan pengembangannya bekal
            """),
        ("jkk", """
            kecelakaan celaka jatuh luka tabrak jepit setrum gigit cacat tenggelam tertimpa timpa patah terpeleset
            peleset rawat stmb sengat bakar iris potong cedera berobat plkk tusuk lindas kelindes tubruk siram racun
            keracunan petir sembuh operasi igd ambulans palsu timpuk tersangkut kecemplung kecebur cebur buta
            tergelincir ketiban pleset melepuh lumpuh amputasi kekerasan ledak serempet bacok sambar rehabilitasi
            kacamata lecet terkilir
            """),
        ("jkm", """
            meninggal wafat kematian mati almarhum santunan santun beasiswa waris pemakaman makam kubur janda yatim
            tewas duka tiada seda maot
            """));

    // A disability pays a «santunan» too: beside one of these it is no word of death.
    private static readonly HashSet<string> Disabilities = new(StringComparer.Ordinal)
    {
        "cacat", "lumpuh", "amputasi", "buta", "putus", "potong", "patah",
    };

    // «pas kerja», «saat bekerja»: with a word for being covered it is JKK, whatever has happened.
    private static readonly HashSet<string> WhileWords = new(StringComparer.Ordinal)
    {
        "pas", "waktu", "saat", "lagi", "ketika", "sedang", "nuju", "selagi", "selama", "karena",
    };

    /// <summary>The program, or null when none is spoken of.</summary>
    public string? Find(NormalText text)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        string? first = null;
        var meant = new HashSet<string>(StringComparer.Ordinal);
        var words = text.Words;
        var atWork = false;
        var whileWorking = false;
        var covered = false;
        var disabled = false;
        var dies = false;
        var both = false;
        var monthly = false;
        var old = false;
        var contract = false;
        var insurance = false;
        var differs = false;
        for (var i = 0; i < words.Count; i++)
        {
            var (word, stem) = (words[i].Text, words[i].Form.Stem);
            var next = i + 1 < words.Count ? words[i + 1].Text : "";
            if (Names.Contains(word) && named.Add(word)) first ??= word;
            if (word == "hari" && next is "tua" or "tuanya" && named.Add("jht")) first ??= "jht";
            if (word == "jaminan" && next.StartsWith("pensiun", StringComparison.Ordinal) && named.Add("jp")) first ??= "jp";
            if (word == "jaminan" && next.StartsWith("kematian", StringComparison.Ordinal) && named.Add("jkm")) first ??= "jkm";
            if (stem == "hilang" && next.Contains("kerja", StringComparison.Ordinal) && named.Add("jkp")) first ??= "jkp";
            if (word == "kartu" && next is "mati") continue;
            if (word == "rumah" && next.StartsWith("sakit", StringComparison.Ordinal)) meant.Add("jkk");
            if (stem == "tabrak" && next is "lari") meant.Add("jkk");
            // «bukan karena kecelakaan» is no accident
            var denied = (i > 0 && IsNot(words[i - 1].Text)) || (i > 1 && words[i - 1].Text is "karena" or "gara" or "sebab" && IsNot(words[i - 2].Text));
            if ((Meanings.TryGetValue(word, out var meaning) || Meanings.TryGetValue(stem, out meaning)) && !(denied && meaning == "jkk")) meant.Add(meaning);
            whileWorking |= stem == "kerja" && i > 0 && WhileWords.Contains(words[i - 1].Text);
            disabled |= Disabilities.Contains(stem);
            dies |= stem is "meninggal" or "wafat" or "mati" or "tewas" or "kematian" or "almarhum";
            // «kecelakaan sama kematian»: both programs by what they cover
            both |= stem is "kecelakaan" or "celaka" && next is "dengan" or "sama" or "dan" or "atau" && i + 2 < words.Count
                && words[i + 2].Form.Stem is "kematian" or "mati" or "meninggal";
            // the death benefit is known by its sum: PP 82/2019, 42 million rupiah
            if (next == "juta" && (word == "42" || (word == "dua" && i > 1 && words[i - 1].Text == "puluh" && words[i - 2].Text == "empat")))
                meant.Add("jkm");
            // «suami sudah tidak ada»
            if (word == "sudah" && next == "tidak" && i + 2 < words.Count && words[i + 2].Text == "ada" && i > 0) meant.Add("jkm");
            if (stem is "berangkat" or "pulang" && next.StartsWith("kerja", StringComparison.Ordinal)) meant.Add("jkk");
            monthly |= word is "bulanan" || (word is "tiap" or "setiap" or "saben" or "unggal" && next is "bulan" or "wulan");
            old |= stem is "tua" or "tuwo" or "sepuh" or "kolot";
            if (contract && (stem == "habis" || word.Contains("panjang", StringComparison.Ordinal))) meant.Add("jkp");
            contract |= stem == "kontrak";
            insurance |= stem == "asuransi";
            differs |= stem == "beda";
            covered |= stem is "tanggung" or "jamin" or "ganti";
            atWork |= stem is "kerja" or "kecelakaan" or "celaka";
        }

        // «gaji tiap bulan kalau sudah tua»
        if (monthly && old && !meant.Contains("jht")) meant.Add("jp");
        // «jp itu apa, sama kayak jht ya» asks about the first of two; whoever names more asks about all.
        if (named.Count is 1 or 2) return first;
        if (named.Count > 2) return "general";
        if (meant.Count == 0) return whileWorking && covered ? "jkk" : null;
        if (both) return "general";
        // «ini asuransi atau tabungan», «bedanya sama yang buat berobat»: what it is at all
        if ((insurance && meant.SetEquals(["jht"])) || (differs && !atWork && meant.SetEquals(["jkk"]))) return "general";
        if (disabled && !dies) meant.Remove("jkm");
        if (meant.Contains("jkp")) return "jkp";
        // «pensiun yang tiap bulan dapat sampai meninggal»
        if (meant.Contains("jp") && monthly) return "jp";
        if (meant.Contains("jht") && !meant.Contains("jkm")) return "jht";
        if (meant.Contains("jkk") && meant.Contains("jkm")) return atWork && !meant.Contains("jht") ? "jkk" : "jkm";
        foreach (var program in (ReadOnlySpan<string>)["jkk", "jkm", "jp", "jht"])
        {
            if (meant.Contains(program)) return program;
        }

        return null;
    }

    private static bool IsNot(string word) => word is "bukan" or "lain" or "tanpa";

    private static Dictionary<string, string> Table(params ReadOnlySpan<(string Program, string Words)> rows)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (program, words) in rows)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) table.Add(word, program);
        }

        return table;
    }
}
