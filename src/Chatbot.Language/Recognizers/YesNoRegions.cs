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
        ("Gayo", YesNoRole.Yes, "boh"),
        ("Gayo", YesNoRole.Not, "gere enti"),
        ("Batak", YesNoRole.Yes, "olo ido toho denggan tuhu ue"),
        ("Batak", YesNoRole.Not, "daong ndang indadong labo lenga"),
        ("Batak", YesNoRole.Unsure, "boha kekmana cemana camana"),
        ("Batak", YesNoRole.Filler, "lae ito amang inang bah pulak awak kelen"),
        ("Minang", YesNoRole.Yes, "batua iyo jadih rancak satuju yolah sabana"),
        ("Minang", YesNoRole.WeakYes, "nio ambiak"),
        ("Minang", YesNoRole.Not, "indak ndak alun alum"),
        ("Minang", YesNoRole.Unsure, "baa antah ntah antahlah"),
        ("Minang", YesNoRole.Filler, "ambo da uni ajo mak do tu"),
        ("Palembang", YesNoRole.Yes, "payo payolah"),
        ("Palembang", YesNoRole.WeakYes, "galak daftarke galakla"),
        ("Palembang", YesNoRole.Not, "idak dak katek"),
        ("Palembang", YesNoRole.Unsure, "tanyo nanyo kagek cakmano mano ngapo"),
        ("Palembang", YesNoRole.Filler, "bae nian ayuk cek mang yuk"),
        ("Lampung", YesNoRole.Yes, "temon iyu"),
        ("Lampung", YesNoRole.Not, "makkung mawat"),
        ("Betawi", YesNoRole.Yes, "iye iyak yaudin"),
        ("Betawi", YesNoRole.WeakYes, "udeh"),
        ("Betawi", YesNoRole.Unsure, "tar mane ape kenape gimane sape auk"),
        ("Betawi", YesNoRole.Filler, "ane ente aje aye die dah yaelah nah"),
        ("Sunda", YesNoRole.WeakYes, "atos tos parantos enggeus geus"),
        ("Sunda", YesNoRole.Not, "henteu tara"),
        ("Sunda", YesNoRole.Unsure, "mangke sakedap antos antosan teuing"),
        ("Sunda", YesNoRole.Filler, "waka kedah heula deui ayeuna"),
        ("Jawa", YesNoRole.Yes, "cucok"),
        ("Jawa", YesNoRole.Not, "guduk gurung orak rak"),
        ("Jawa", YesNoRole.Unsure, "mboh mbuh embuh emboh priben priwe kepriben sesuk mbenjang takok tanglet tangklet"),
        ("Jawa", YesNoRole.Filler, "lha lah simbah mbah cak rek sampeyan njenengan mawon kemawon dumun rumiyin disik dhisik sisan inyong nyong"),
        ("Madura", YesNoRole.Yes, "bender ongghu onggu iyeh iyye enggi engghi engghe beneh ongguh"),
        ("Madura", YesNoRole.WeakYes, "ampon empon mpon endha endhak poron terro"),
        ("Madura", YesNoRole.Not, "enja enje enjek bunten ghita banne"),
        ("Madura", YesNoRole.Filler, "engko sengkok abdhina"),
        ("Bali", YesNoRole.Yes, "patut beneh dados"),
        ("Bali", YesNoRole.WeakYes, "nyak lanjutang suba"),
        ("Bali", YesNoRole.Not, "tusing nenten tuara boya konden sampunang"),
        ("Bali", YesNoRole.Bad, "pelih iwang"),
        ("Bali", YesNoRole.Unsure, "kenken napi"),
        ("Bali", YesNoRole.Filler, "bli mbok gus geg gen tiang suksma"),
        ("Sasak", YesNoRole.Yes, "aok aoq tetu kenaq"),
        ("Sasak", YesNoRole.WeakYes, "mele"),
        ("Sasak", YesNoRole.Not, "ndeq ndek endeq endek ndeqman dendeq"),
        ("Sasak", YesNoRole.Bad, "salaq"),
        ("Sasak", YesNoRole.Unsure, "berembe"),
        ("Banjar", YesNoRole.Yes, "hakun bujur ayuha iih iyaai"),
        ("Banjar", YesNoRole.WeakYes, "kawa baisi"),
        ("Banjar", YesNoRole.Not, "kada kd kadada balum kadak"),
        ("Banjar", YesNoRole.Unsure, "kaina hadangi satumat batakun kayapa"),
        ("Banjar", YesNoRole.Filler, "haja ja pang ulun pian ikam wahini"),
        ("Kalimantan", YesNoRole.Yes, "budal"),
        ("Kalimantan", YesNoRole.Not, "jida jaton endik ndik daan tadak"),
        ("Makassar", YesNoRole.Yes, "io iyek iye iyeji jadimi sepakatji tojeng baji meki"),
        ("Makassar", YesNoRole.WeakYes, "mauka mauki maumi erok"),
        ("Makassar", YesNoRole.Not, "tena taena tenapa teai teako teaja"),
        ("Bugis", YesNoRole.Yes, "tongeng tongang tongan umbe"),
        ("Bugis", YesNoRole.Not, "degaga taepa andiang"),
        ("Manado", YesNoRole.Yes, "butul batul"),
        ("Manado", YesNoRole.Not, "nyanda nyandak nda bukang blum"),
        ("Manado", YesNoRole.No, "nimau ndimau"),
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
        ("Bima", YesNoRole.Not, "watipu"),
    ];

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
