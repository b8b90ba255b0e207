namespace Chatbot.Language;

/// <summary>Reads who is to be registered, seen from the writer, and how many where it is said.</summary>
internal static class RelationshipReader
{
    private static readonly (string Relationship, string Words)[] Known =
    [
        ("agen perisai", "perisai"),
        ("majikan", "majikan majikannya juragan juragannya bos bosnya bosku boss atasan atasannya"),
        ("pacar", "pacar pacarku pacarnya tunangan kabogoh calon"),
        ("perangkat desa", "sekdes kades lurah kadus perangkat pamong carik kasi kaur sekretaris"),
        ("pengurus", "bendahara bendaharanya ketua ketuanya pengurus pengurusnya"),
        ("anggota kelompok", "anggota kelompok kelompoknya koperasi paguyuban komunitas gapoktan poktan"),
        ("istri", "istri istriku isteri istrinya bini binik pamajikan bojo bojoku garwo garwa wife istr"),
        ("suami", "suami suamiku suaminya salaki laki lakiku bojone sami suamiknya husband swami"),
        ("mertua", "mertua mertuaku maratuwa morotuwo mitoha martua"),
        ("ibu", "ibu ibuku ibunya emak mak mamak mamah mama simbok mbok biyung indung biang pipih umi ummi bunda emakku ibuk mboke biung"),
        ("bapak", "bapak bapakku bapaknya ayah ayahku papa abah bapa bpk bapake rama abi papah apak bapane bapakne babeh ramane bapk"),
        ("orang tua", "ortu orangtua orangtuaku wongtuwo kolot ortuku"),
        ("anak", "anak anakku anaknya putra putri budak anake putraku yugo putune anakq"),
        ("kakak", "kakak kakakku kakaknya abang mbakku masku lanceuk kangmas mbakyu"),
        ("adik", "adik adikku adiknya adek adekku rayi adi adhik adhi adiku"),
        ("keponakan", "keponakan ponakan ponakanku keponakanku"),
        ("nenek", "nenek nenekku mbah simbah nini"),
        ("kakek", "kakek kakekku aki opa engkong akung"),
        ("menantu", "menantu mantu menantuku mantuku"),
        ("cucu", "cucu cucuku putu incu"),
        ("paman", "paman pamanku om pakde paklik pakle mamang uwa uak"),
        ("bibi", "bibi bibiku tante bude bulik bukle"),
        ("asisten rumah tangga", "art pembantu prt asisten rewang pembantuku babysitter pengasuh"),
        ("sopir", "sopir supir driver sopirku"),
        ("karyawan", "karyawan karyawanku pegawai pegawaiku pekerja pekerjaku buruh anakbuah tukang kuli staf staff karyawati " +
            "batur rewangku pekerjanya buruhku karyawannya pegawe"),
        ("tetangga", "tetangga tetanggaku tonggo tatangga tanggi tangga"),
        ("teman", "teman temen temenku temanku konco babaturan kawan sahabat rencang kancaku kanca rekan"),
        ("saudara", "saudara saudaraku sodara sedulur dulur sepupu ipar keluarga sanak kerabat sepupuku"),
        ("diri sendiri", "sendiri diri dewe nyalira sorangan pribadi piyambak"),
        ("warga", "warga warganya penduduk masyarakat"),
    ];

    private static readonly string[] Owners = ["ku", "q", "nya", "ny", "ne", "na", "e", "ipun", "nipun", "mu", "nira"];

    /// <summary>Whether a word is one for a kin or another person.</summary>
    public static bool Names(string word) => Kin(word) is not null;

    public static SlotValue? Read(ReplyText reply)
    {
        string? relationship = null;
        // The first that is named: «keponakan dari pihak istri». «bapak», «ibu», «kakak» at the end address the bot.
        foreach (var word in reply.Words)
        {
            if (IsAddress(reply, word) || Kin(word) is not { } kin || Follows(reply, word, "bukan|bkn|dudu|sanes"))
                continue;
            relationship = kin;
            break;
        }

        if (relationship is "ibu" or "bapak" or "kakak" or "anak" && reply.HasPair("ibu|bapak|anak|bpk|kakak|adik|ayah", "mertua|maratuwa|menantu|mantu|ipar|tiri"))
            relationship = reply.Has("mertua", "maratuwa") ? "mertua" : reply.Has("menantu", "mantu") ? "menantu" : reply.Has("ipar") ? "saudara" : relationship;
        if (relationship is not ("saudara" or "pengurus") && reply.Has("kelompok", "koperasi", "paguyuban", "poktan", "gapoktan", "kelompoknya"))
            relationship = "anggota kelompok";
        if (relationship is "majikan" or "karyawan" && reply.HasPair("anak", "buah") && reply.Words.IndexOf("anak") > 0)
            return SlotValue.Of("relationship", relationship);
        if (relationship is "suami" or "istri" && reply.HasPair("mantan|bekas|eks", "suami|istri|bojo|isteri"))
            relationship = "mantan " + relationship;
        if (relationship is null && reply.HasPair("bukan|dudu|sanes|lain", "siapa|siapa2|sapa|sopo|saha|keluarga|sodara|saudara"))
            relationship = "orang lain";

        // «pak lik», «bu de»
        if (reply.HasPair("pak|pa", "lik|de|le|lek|dhe|puh|tuo|cilik"))
            relationship = "paman";
        else if (reply.HasPair("bu|mak|buk", "lik|de|le|lek|dhe|cilik"))
            relationship = "bibi";
        if (relationship is "orang tua" || reply.HasPair("orang|wong", "tua|tuwo|tuwa|tuo"))
            relationship = "orang tua";
        if (relationship is "anggota kelompok" && !reply.Has("kelompok", "anggota", "koperasi", "kelompoknya", "poktan",
            "gapoktan", "paguyuban", "komunitas"))
            relationship = null;
        if (reply.HasPair("rumah", "tangga") && reply.Has("pekerja", "pembantu", "asisten", "art"))
            relationship = "asisten rumah tangga";
        // «mbak yang bantu di rumah»
        if (relationship is "anak" or "cucu" or null && reply.HasPair("yang|yg|sing|nu", "momong|ngasuh|mengasuh|jaga|jagain|ngasuhin|ngurus|ngurusin"))
            relationship = "asisten rumah tangga";
        if (relationship is null or "kakak" && reply.Has("rumah", "dirumah", "imah", "omah")
            && reply.Has("kerja", "bantu", "bantuin", "beres", "nyuci", "masak", "bersih", "beberes", "ngurus", "jaga", "momong"))
            relationship = "asisten rumah tangga";
        if (relationship is null && reply.HasPair("anak", "buah"))
            relationship = "karyawan";
        else if (relationship is "anak" && reply.HasPair("anak", "buah"))
            relationship = "karyawan";
        if (relationship is null && reply.Words.Count <= 3 && reply.Has("saya", "aku", "kulo", "abdi", "kula") && !reply.HasDigits)
            relationship = reply.Words.Count == 1 || reply.Has("aja", "saja", "buat", "untuk") ? "diri sendiri" : null;
        if (relationship is null)
        {
            return reply.Has("orang", "org") && reply.Words.Count <= 4 && Count(reply) is { } people
                ? SlotValue.Of("count", SlotReader.Text(people))
                : null;
        }

        if (reply.Has("dan", "sama", "karo", "jeung", "lan", "serta", "plus", "sareng") && Several(reply) is { Count: > 1 } several)
            relationship = string.Join(',', several);
        var slots = new Dictionary<string, string>(StringComparer.Ordinal) { ["relationship"] = relationship };
        if (Count(reply) is { } count)
            slots["count"] = SlotReader.Text(count);
        return new SlotValue(slots);
    }

    /// <summary>The kin that a word names, also with what people hang on it: «simbokku», «adhiku», «incuna», «garwanipun».</summary>
    private static string? Kin(string word)
    {
        if (Exactly(word) is { } kin)
            return kin;
        foreach (var ending in Owners)
        {
            if (word.Length - ending.Length >= 3 && word.EndsWith(ending, StringComparison.Ordinal) && Exactly(word[..^ending.Length]) is { } owned)
                return owned;
        }

        return null;
    }

    private static string? Exactly(string word)
    {
        foreach (var (known, words) in Known)
        {
            if (ReplyText.IsOneOf(word, words.Replace(' ', '|')))
                return known;
        }

        return null;
    }

    private static bool Follows(ReplyText reply, string word, string before)
    {
        var at = reply.Words.IndexOf(word);
        return at > 0 && ReplyText.IsOneOf(reply.Words[at - 1], before);
    }

    /// <summary>«istri sama anak»: all that are named, in the order of the reply.</summary>
    private static List<string> Several(ReplyText reply)
    {
        var named = new List<string>();
        foreach (var word in reply.Words)
        {
            if (Kin(word) is { } known && !named.Contains(known) && !IsAddress(reply, word))
                named.Add(known);
        }

        return named;
    }

    private static bool IsAddress(ReplyText reply, string word) =>
        word is "bapak" or "ibu" or "kakak" or "bpk" or "mas" or "mbak" or "om" or "tante" && reply.Words.Count > 1 && reply.Words[^1] == word
            && reply.Words[^2] is not ("sama" or "dan" or "untuk" or "buat" or "karo" or "daftarkan" or "daftarin" or "itu" or "pun" or "kangge" or "kanggo" or "gawe" or "keur" or "pikeun" or "kagem" or "gae");

    private static decimal? Count(ReplyText reply)
    {
        var text = reply.Scanned;
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].IsDigits && text[i].Text.Length > 6)
                return null;
            if (NumberParser.Read(text, i) is not { } number
                || text.Word(i - 1) is "umur" or "usia" or "umurnya" or "umure" or "nomor" or "nomer" or "no" or "ke" or "yang" or "yg" or "rt" or "rw")
                continue;
            // «teman satu pangkalan», «satu proyek»: the same one
            if (number.Value == 1 && text[i].IsWord && text.Word(number.Next) is not ("orang" or "org" or "aja" or "saja" or "wong" or "urang" or ""))
                continue;
            if (number.Value is >= 1 and <= 100_000 && number.Value == decimal.Truncate(number.Value)
                && CalendarWords.Unit(text.Word(number.Next)) is null && !number.BareFraction)
                return number.Value;
            i = number.Next - 1;
        }

        return null;
    }
}
