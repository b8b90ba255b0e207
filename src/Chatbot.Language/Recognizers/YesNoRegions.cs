using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>
/// The words of yes and no in the languages of the regions, as people mix them into Indonesian; Javanese and Sundanese of everywhere stand in
/// <see cref="YesNoWords"/>. A word that means something else in another region stands in neither and is read where it stands.
/// </summary>
internal static class YesNoRegions
{
    private static readonly (string Region, YesNoRole Role, string Words)[] Words =
    [
        // When: says nothing of whether
        ("everywhere", YesNoRole.Filler, "kemarin kemaren kmrn kmren wingi tadi td barusan pagi siang sore malam malem hari minggu"),
        ("Aceh", YesNoRole.Yes, "jeut nyo njo nyoe beutoi beutol beutoy"),
        ("Aceh", YesNoRole.WeakYes, "neudaftar neulanjut"),
        ("Aceh", YesNoRole.Not, "hana bek goh"),
        ("Aceh", YesNoRole.Filler, "ilee ile lon nyan laju"),
        ("Aceh", YesNoRole.Unsure, "peu peue pakriban pajan"),
        ("Aceh", YesNoRole.Yes, "beuna"),
        ("Aceh", YesNoRole.WeakYes, "tem tatem lontem"),
        ("Aceh", YesNoRole.Unsure, "preh siat singoh"),
        ("Gayo", YesNoRole.Yes, "boh"),
        ("Gayo", YesNoRole.Not, "gere enti"),
        ("Batak", YesNoRole.Yes, "olo ido toho denggan tuhu ue"),
        ("Batak", YesNoRole.Not, "daong ndang indadong labo lenga"),
        ("Batak", YesNoRole.Yes, "tutu"),
        ("Batak", YesNoRole.Not, "unang ndada indada daongan"),
        ("Batak", YesNoRole.Unsure, "paima paimajo annon"),
        ("Batak", YesNoRole.Filler, "pamai hamu hami au"),
        ("Karo", YesNoRole.Not, "lenga lange"),
        ("Nias", YesNoRole.Not, "loo"),
        ("Batak", YesNoRole.Unsure, "boha kekmana cemana camana"),
        ("Batak", YesNoRole.Filler, "lae ito amang inang bah pulak awak kelen"),
        ("Minang", YesNoRole.Yes, "batua iyo jadih rancak satuju yolah sabana"),
        ("Minang", YesNoRole.WeakYes, "nio ambiak"),
        ("Minang", YesNoRole.WeakYes, "namuah"),
        ("Minang", YesNoRole.Unsure, "sabanta beko isuak pikia dipikia mamikia tanyo"),
        ("Minang", YesNoRole.Not, "olun indak ndak alun alum"),
        ("Minang", YesNoRole.Unsure, "baa antah ntah antahlah"),
        ("Minang", YesNoRole.Filler, "ambo da uni ajo mak do tu patang kapatang cako"),
        ("Palembang", YesNoRole.Yes, "payo payolah"),
        ("Palembang", YesNoRole.WeakYes, "galak daftarke galakla"),
        ("Palembang", YesNoRole.Not, "idak dak katek"),
        ("Palembang", YesNoRole.Unsure, "tanyo nanyo kagek cakmano mano ngapo"),
        ("Palembang", YesNoRole.Filler, "bae nian ayuk cek mang yuk"),
        ("Lampung", YesNoRole.Yes, "temon iyu"),
        ("Jambi", YesNoRole.Not, "dakdo idakdo dakde lum dakdek"),
        ("Jambi", YesNoRole.Unsure, "agek kelak"),
        ("Lampung", YesNoRole.WeakYes, "haga hagaw"),
        ("Lampung", YesNoRole.Not, "makkung mawat"),
        ("Betawi", YesNoRole.Yes, "iye iyak yaudin"),
        ("Betawi", YesNoRole.WeakYes, "udeh ude"),
        ("Betawi", YesNoRole.Yes, "hayo"),
        ("Betawi", YesNoRole.Not, "belon"),
        ("Betawi", YesNoRole.Unsure, "pegimane gimana bijimane bagemane tar mane ape kenape gimane sape auk"),
        ("Betawi", YesNoRole.Filler, "ane ente aje aye die dah yaelah nah"),
        ("Sunda", YesNoRole.WeakYes, "atos tos parantos enggeus geus"),
        ("Sunda", YesNoRole.Not, "henteu tara"),
        ("Sunda", YesNoRole.Unsure, "mangke sakedap antos antosan teuing"),
        ("Sunda", YesNoRole.Filler, "waka kedah heula deui ayeuna"),
        ("Banten", YesNoRole.Filler, "kite kule"),
        ("Cirebon", YesNoRole.Not, "belih bli'"),
        ("Cirebon", YesNoRole.Filler, "isun kula reang jeh"),
        ("Using", YesNoRole.Not, "osing using"),
        ("Jawa", YesNoRole.Yes, "cucok"),
        ("Jawa", YesNoRole.Not, "guduk gurung orak rak ogak"),
        ("Jawa", YesNoRole.Unsure, "mboh mbuh embuh emboh priben priwe kepriben sesuk mbenjang takok tanglet tangklet"),
        ("Jawa", YesNoRole.Filler, "lha lah simbah mbah cak rek sampeyan njenengan mawon kemawon dumun rumiyin disik dhisik sisan inyong nyong"),
        ("Madura", YesNoRole.Yes, "bender ongghu onggu iyeh iyye enggi engghi engghe beneh ongguh"),
        ("Madura", YesNoRole.Yes, "bhender bennar lerres lerress saongghuna"),
        ("Madura", YesNoRole.Not, "jhe jha jhek"),
        ("Madura", YesNoRole.Unsure, "dhaggi dhagghi daggi"),
        ("Madura", YesNoRole.WeakYes, "ampon empon mpon endha endhak poron terro"),
        ("Madura", YesNoRole.Not, "enja enje enjek bunten ghita banne"),
        ("Madura", YesNoRole.Filler, "engko sengkok abdhina"),
        ("Bali", YesNoRole.Yes, "patut beneh dados"),
        ("Bali", YesNoRole.WeakYes, "nyak lanjutang suba"),
        ("Bali", YesNoRole.Not, "tusing nenten tuara boya konden sampunang"),
        ("Bali", YesNoRole.WeakYes, "kayun"),
        ("Bali", YesNoRole.Unsure, "benjang dumun"),
        ("Bali", YesNoRole.Bad, "pelih iwang"),
        ("Bali", YesNoRole.Unsure, "kenken napi"),
        ("Bali", YesNoRole.Filler, "bli mbok gus geg gen tiang suksma"),
        ("Sasak", YesNoRole.Yes, "aok aoq tetu kenaq"),
        ("Sasak", YesNoRole.WeakYes, "mele"),
        ("Sasak", YesNoRole.Not, "ndeq ndek endeq endek ndeqman dendeq"),
        ("Sasak", YesNoRole.Unsure, "antih lemaq"),
        ("Sumbawa", YesNoRole.Yes, "aoda"),
        ("Sumbawa", YesNoRole.Not, "nongka"),
        ("Sasak", YesNoRole.Bad, "salaq"),
        ("Sasak", YesNoRole.Unsure, "berembe"),
        ("Banjar", YesNoRole.Yes, "hakun bujur ayuha iih iyaai"),
        ("Banjar", YesNoRole.WeakYes, "kawa baisi handak hndak daftarakan daptarakan"),
        ("Banjar", YesNoRole.Not, "kada kd kadada balum kadak"),
        ("Banjar", YesNoRole.Unsure, "kaina hadangi satumat batakun kayapa"),
        ("Banjar", YesNoRole.Filler, "haja ja pang ulun pian ikam wahini wayahini ding"),
        ("Kalimantan", YesNoRole.Yes, "budal iyoh betol"),
        ("Kalimantan", YesNoRole.Not, "jida jaton jatun tadak endik ndik daan tadak"),
        ("Makassar", YesNoRole.Yes, "io iyek iye iyeji jadimi sepakatji tojeng baji meki"),
        ("Makassar", YesNoRole.WeakYes, "mauka mauki maumi erok"),
        ("Makassar", YesNoRole.Not, "tena taena tenapa teai teako teaja"),
        ("Bugis", YesNoRole.Yes, "tongeng tongang tongan umbe"),
        ("Bugis", YesNoRole.Not, "depa degaga taepa andiang"),
        ("Manado", YesNoRole.Yes, "butul batul"),
        ("Manado", YesNoRole.Not, "nyanda nyandak nda bukang blum"),
        ("Toraja", YesNoRole.Not, "tae"),
        ("Manado", YesNoRole.Yes, "ator"),
        ("Manado", YesNoRole.No, "nimau ndimau nimbole nimboleh"),
        ("Manado", YesNoRole.Unsure, "bagimana kiapa"),
        ("Manado", YesNoRole.Filler, "jo torang kita ngana pe kang ba"),
        ("Gorontalo", YesNoRole.Not, "diila dila"),
        ("Maluku", YesNoRole.Not, "balong tarada bukang"),
        ("Maluku", YesNoRole.Filler, "beta ade usi akang jua dangke nyong nona lai sadiki"),
        ("Kupang", YesNoRole.Not, "sonde sond balom bolom"),
        ("Kupang", YesNoRole.Filler, "ju na dolo do sa sah"),
        ("Papua", YesNoRole.Not, "trada tarada tra"),
        ("Papua", YesNoRole.Filler, "kaka pace mace kam pu pung to e kitorang"),
        ("Flores", YesNoRole.Not, "toe"),
        ("Bima", YesNoRole.Yes, "iyota"),
        ("Bima", YesNoRole.Not, "watipu wati aina"),
    ];

    /// <summary>A «not» of one region that means something else elsewhere, where it stands first and what follows is of that region or ends it.</summary>
    public static bool IsNotAt(List<string> words, int i)
    {
        var word = words[i];
        var next = i + 1 < words.Count ? words[i + 1] : "";
        var alone = next.Length == 0 || YesNoWords.IsAddress(next);
        var wants = next is "mau" or "gelem" or "usah" or "bisa" or "bise" or "boleh" or "duwe" or "pernah" or "ngerti" or "weruh" or "ana" or "ane" or "setuju" or "ikut";
        return word switch
        {
            // Maluku; «seng bener» is «yang bener» in Java
            "seng" => i == 0 && (alone || next is not ("bener" or "benar") && YesNoWords.Spoken(next) is YesNoRole.Yes or YesNoRole.WeakYes),
            // Cirebon; «beli pulsa»
            "beli" => i == 0 && (next.Length == 0 || alone && words.Count <= 3 || wants),
            // Banten; in Manado it agrees
            "ore" => wants || next is "bener" or "pernah",
            // Minang, Lampung (where «mak» is «mother» to others), Banjar («lain kali»)
            "jan" => i == 0 && words.Count > 1,
            "mak" => i == 0 && next is "haga" or "hagaw" or "pandai" or "ngedok" or "wat" or "dacok" or "mungkin",
            "lain" => i == 0 && next is not ("" or "kali" or "waktu" or "hari" or "orang" or "orangnya" or "kerjaan"),
            // Aceh
            "han" => next is "ek" or "jadi" or "tem" or "peu" or "jeut" or "ta",
            // Papua; «tar» is «later» to the Betawi
            "tar" => next is "mau" or "ada" or "bisa" or "usah" or "pernah" or "boleh" or "setuju" or "ikut" or "jadi",
            // Madura: «ta' terro», «ghi' ta' majar»
            "ta" => i == 0 && words.Count > 1 || i > 0 && words[i - 1] is "ghi" or "gi" or "gik" or "ghik" or "kaule" or "sengko",
            _ => false,
        };
    }

    /// <summary>«alah ambo bayia», «lah den bayia patang»: «sudah» in Minang; a sigh where no other word is of there.</summary>
    public static bool IsDoneAt(ScannedText text, int i)
    {
        if (text[i].Text is not ("alah" or "lah") || text.Word(i + 1) is "tu" or "jo")
            return false;
        for (var j = text[i + 1].Symbol is ',' ? i + 2 : i + 1; j <= i + 6 && text.Word(j) is { Length: > 0 } word; j++)
        {
            if (word is "ambo" or "den" or "patang" or "kapatang" or "cako" or "bayia" or "dibayia" or "mambayia" or "salasai" or "sadonyo"
                || text[i].Text == "alah" && word is "da" or "uda" or "uni" or "ajo" or "awak")
                return true;
        }

        return false;
    }

    private static readonly FrozenDictionary<string, YesNoRole> Roles = Build();

    /// <summary>The role of a word that only a region uses.</summary>
    public static YesNoRole Role(string word) => Roles.GetValueOrDefault(word);

    private static FrozenDictionary<string, YesNoRole> Build()
    {
        var roles = new Dictionary<string, YesNoRole>(StringComparer.Ordinal);
        foreach (var (_, role, words) in Words)
        {
            foreach (var word in words.Split(' '))
                roles.TryAdd(word, role);
        }

        return roles.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
