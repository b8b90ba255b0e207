using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>
/// Tells by words which of the five programs a message speaks of: JKK (work accident), JKM (death), JHT (old-age savings),
/// JP (pension), JKP (loss of job).
/// </summary>
internal sealed class ProgramRules
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["jkk"] = "jkk", ["jkm"] = "jkm", ["jht"] = "jht", ["jp"] = "jp", ["jkp"] = "jkp",
    };

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["phk"] = "jkp", ["pecat"] = "jkp", ["dirumahkan"] = "jkp", ["nganggur"] = "jkp", ["pengangguran"] = "jkp",
        ["pensiun"] = "jp", ["pensiunan"] = "jp",
        ["tabung"] = "jht", ["tabungan"] = "jht", ["nabung"] = "jht", ["celengan"] = "jht", ["saldo"] = "jht", ["simpanan"] = "jht",
        ["kecelakaan"] = "jkk", ["celaka"] = "jkk", ["jatuh"] = "jkk", ["luka"] = "jkk", ["tabrak"] = "jkk", ["jepit"] = "jkk",
        ["setrum"] = "jkk", ["gigit"] = "jkk", ["cacat"] = "jkk", ["tenggelam"] = "jkk", ["tertimpa"] = "jkk", ["timpa"] = "jkk",
        ["patah"] = "jkk", ["terpeleset"] = "jkk", ["peleset"] = "jkk", ["rawat"] = "jkk", ["stmb"] = "jkk", ["sengat"] = "jkk",
        ["bakar"] = "jkk", ["iris"] = "jkk", ["potong"] = "jkk", ["cedera"] = "jkk", ["berobat"] = "jkk", ["plkk"] = "jkk", ["tusuk"] = "jkk",
        ["lindas"] = "jkk", ["kelindes"] = "jkk", ["tubruk"] = "jkk", ["siram"] = "jkk", ["racun"] = "jkk", ["keracunan"] = "jkk",
        ["petir"] = "jkk", ["sembuh"] = "jkk", ["operasi"] = "jkk", ["igd"] = "jkk", ["ambulans"] = "jkk", ["palsu"] = "jkk",
        ["timpuk"] = "jkk", ["tersangkut"] = "jkk", ["kecemplung"] = "jkk", ["kecebur"] = "jkk", ["cebur"] = "jkk", ["buta"] = "jkk", ["tergelincir"] = "jkk", ["ketiban"] = "jkk",
        ["pleset"] = "jkk", ["melepuh"] = "jkk", ["lumpuh"] = "jkk", ["amputasi"] = "jkk", ["kekerasan"] = "jkk", ["ledak"] = "jkk", ["serempet"] = "jkk",
        ["bacok"] = "jkk", ["sambar"] = "jkk", ["rehabilitasi"] = "jkk", ["kacamata"] = "jkk", ["lecet"] = "jkk", ["terkilir"] = "jkk",
        ["meninggal"] = "jkm", ["wafat"] = "jkm", ["kematian"] = "jkm", ["mati"] = "jkm", ["almarhum"] = "jkm", ["santunan"] = "jkm",
        ["santun"] = "jkm", ["beasiswa"] = "jkm", ["waris"] = "jkm", ["pemakaman"] = "jkm", ["makam"] = "jkm", ["kubur"] = "jkm",
        ["janda"] = "jkm", ["yatim"] = "jkm", ["tewas"] = "jkm", ["duka"] = "jkm",
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
        var meant = new HashSet<string>(StringComparer.Ordinal);
        var words = text.Words;
        var atWork = false;
        var whileWorking = false;
        var covered = false;
        for (var i = 0; i < words.Count; i++)
        {
            var (word, stem) = (words[i].Text, words[i].Form.Stem);
            var next = i + 1 < words.Count ? words[i + 1].Text : "";
            if (Names.TryGetValue(word, out var name)) named.Add(name);
            if (word == "hari" && next is "tua" or "tuanya") named.Add("jht");
            if (word == "jaminan" && next.StartsWith("pensiun", StringComparison.Ordinal)) named.Add("jp");
            if (stem == "hilang" && next.StartsWith("kerja", StringComparison.Ordinal) || stem == "hilang" && next.StartsWith("pekerja", StringComparison.Ordinal))
                named.Add("jkp");
            if (word == "kartu" && next is "mati") continue;
            if (word == "rumah" && next.StartsWith("sakit", StringComparison.Ordinal)) meant.Add("jkk");
            if (stem == "tabrak" && next is "lari") meant.Add("jkk");
            if (Meanings.TryGetValue(word, out var meaning) || Meanings.TryGetValue(stem, out meaning)) meant.Add(meaning);
            whileWorking |= stem == "kerja" && i > 0 && WhileWords.Contains(words[i - 1].Text);
            covered |= stem is "tanggung" or "jamin" or "ganti";
            atWork |= stem is "kerja" or "kecelakaan" or "celaka";
        }

        if (named.Count == 1) return named.First();
        if (named.Count > 1) return "general";
        if (meant.Count == 0) return whileWorking && covered ? "jkk" : null;
        if (meant.Contains("jkp")) return "jkp";
        if (meant.Contains("jht") && !meant.Contains("jkm")) return "jht";
        if (meant.Contains("jkk") && meant.Contains("jkm")) return atWork && !meant.Contains("jht") ? "jkk" : "jkm";
        foreach (var program in (ReadOnlySpan<string>)["jkk", "jkm", "jp", "jht"])
        {
            if (meant.Contains(program)) return program;
        }

        return null;
    }
}
