using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>What a word does to the answer yes or no.</summary>
internal enum YesNoRole
{
    /// <summary>Nothing.</summary>
    None,
    Yes,

    /// <summary>Yes when little else is said: «sudah», «mau», «bisa».</summary>
    WeakYes,

    /// <summary>Not, don't: turns what follows.</summary>
    Not,

    /// <summary>Says that something is bad: «salah», «batal»; with «not» it is a yes.</summary>
    Bad,

    /// <summary>No by itself: «ogah», «skip».</summary>
    No,

    /// <summary>Doubt or a question.</summary>
    Unsure,

    /// <summary>Know, understand, be sure: with «not» it is doubt.</summary>
    Know,

    /// <summary>With «not» a yes: «masalah», «apa-apa», «keberatan».</summary>
    Trouble,

    /// <summary>Address and particles, which say nothing.</summary>
    Filler,
}

/// <summary>The words of yes and no in Indonesian, its chat spelling, Javanese and Sundanese.</summary>
internal static class YesNoWords
{
    private static readonly FrozenDictionary<string, YesNoRole> Words = Build();

    // Long words that people hit a wrong key in; nothing near them means something else here.
    private static readonly (string Word, YesNoRole Role)[] Slippery =
    [
        ("setuju", YesNoRole.Yes), ("lanjut", YesNoRole.Yes), ("sesuai", YesNoRole.Yes), ("lanjutkan", YesNoRole.Yes),
            ("tidak", YesNoRole.Not),
        ("enggak", YesNoRole.Not), ("nggak", YesNoRole.Not), ("jangan", YesNoRole.Not), ("batalkan", YesNoRole.Bad),
            ("benar", YesNoRole.Yes), ("betul", YesNoRole.Yes),
    ];

    // The longer ones first: «gak» before «ga» before «g».
    private static readonly string[] FusedNots = ["enggak", "nggak", "engga", "ngga", "ndak", "tidak", "kagak", "kaga", "gak", "ngk", "tdk", "ngg",
    "tak", "gk", "ga", "ng", "g", "ora", "blm", "belum", "bkn", "bukan"];

    private static readonly HashSet<string> FusedWords =
    [
        "ada", "mau", "mw", "mo", "jadi", "jd", "usah", "ush", "usa", "perlu", "prlu", "prl", "bisa", "bs", "boleh", "blh", "punya", "pny", "pnya",
        "setuju", "stuju", "ikut", "minat", "pengen", "butuh",
        "masalah", "salah", "slh", "bener", "benar", "bnr", "betul", "sesuai", "cocok", "suka", "tau", "tahu", "ngerti", "paham", "yakin", "dulu",
        "dl", "dlu", "kok", "keberatan", "daftar", "sanggup",
    ];

    private static readonly HashSet<string> Addresses =
    [
        "kak", "kakak", "ka", "kaka", "pak", "bapak", "bpk", "bu", "ibu", "buk", "bunda", "mas", "mba", "mbak", "mbk", "bang", "bg", "abang", "bos",
        "boss", "bosku", "gan", "sis", "om", "tante", "dek", "dik",
        "adik", "ade", "min", "mimin", "admin", "kang", "teh", "teteh", "akang", "neng", "cak", "ning", "lae", "bli", "mbok", "uda", "uni", "daeng",
        "ndan", "komandan", "bro", "guys", "gaes", "say", "lur", "pakde",
        "bude", "paman", "acil", "dangsanak", "nona", "usi", "nyong", "lek", "gus", "ustad", "pace", "mace", "tuan", "nyonya",
    ];

    private static readonly HashSet<string> Openings =
    [
        .. Addresses, "maaf", "maap", "mf", "mohonmaaf", "sori", "sorry", "waduh", "aduh", "duh", "wah", "oh", "ooh", "o", "ohh", "hehe", "hihi",
        "haha", "wkwk", "wkwkwk", "hmm", "hm", "halo", "hallo", "hai", "hi",
        "anu", "begini", "gini", "jadi begini", "haloo", "assalamualaikum", "assalamu", "alaikum", "aslm", "ass", "permisi", "punten", "hapunten", "nuwunsewu", "yaelah", "halah", "hadeh",
        "alhamdulillah", "nah", "lha", "lah", "eh", "ehh", "bah",
    ];

    // «-kan» as the Javanese, the Sundanese and those of Palembang say it
    private static readonly string[] Endings = ["keun", "aken", "ken", "ke", "no"];

    private static readonly string[] Particles = ["lah", "dong", "deh", "mah", "kan", "ji", "mi", "pi", "ka", "pun", "ja", "pa"];

    public static YesNoRole Role(string word)
    {
        if (Words.TryGetValue(word, out var role))
            return role;
        var squeezed = ScannedText.Squeeze(word);
        if (squeezed != word && Words.TryGetValue(squeezed, out role))
            return role;
        // «bolum», «bulom»
        if (IsNotYet(word))
            return YesNoRole.Not;
        role = WithoutParticle(word);
        if (role == YesNoRole.None && squeezed != word)
            role = WithoutParticle(squeezed);
        return role == YesNoRole.None ? WithKan(word) : role;
    }

    /// <summary>«belum» with the vowels of the regions: «bolum», «balom»; «bulan» and «balon» are none.</summary>
    public static bool IsNotYet(string word) => word is ['b', 'a' or 'e' or 'o' or 'u', 'l', 'o' or 'u', 'm'];

    /// <summary>Address, greeting or sigh, with which a reply opens.</summary>
    public static bool Opens(string word) => Openings.Contains(word);

    /// <summary>Address: «pak», «kak». Behind a «not» it closes it: «tidak pak, salah».</summary>
    public static bool IsAddress(string word) => Addresses.Contains(word);

    /// <summary>The role of a word in an answer of yes or no, those of single regions with it: there «hana» is no name.</summary>
    public static YesNoRole Spoken(string word) => Role(word) is var role and not YesNoRole.None ? role : YesNoRegions.Role(word);

    /// <summary>«gaada», «gmw», «tdkusah»: a «not» and its word written as one, as two; nothing for other words.</summary>
    public static string[]? Unfold(string word)
    {
        if (word.Length < 3 || Words.ContainsKey(word))
            return null;
        foreach (var not in FusedNots)
        {
            if (word.Length > not.Length + 1 && word.StartsWith(not, StringComparison.Ordinal) && FusedWords.Contains(word[not.Length..]))
                return [not, word[not.Length..]];
        }

        return null;
    }

    /// <summary>«enggaklah», «bolehdong», «bisaji» (Makassar): the particle says nothing, so the word keeps its role.</summary>
    private static YesNoRole WithoutParticle(string word)
    {
        foreach (var particle in Particles)
        {
            if (word.Length > particle.Length + 1 && word.EndsWith(particle, StringComparison.Ordinal)
                && Words.TryGetValue(word[..^particle.Length], out var role)
                && role is YesNoRole.Yes or YesNoRole.WeakYes or YesNoRole.Not or YesNoRole.No)
                return role;
        }

        return YesNoRole.None;
    }

    /// <summary>«lanjutkeun», «batalke»: the role it has with «-kan».</summary>
    private static YesNoRole WithKan(string word)
    {
        foreach (var ending in Endings)
        {
            if (word.Length > ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal) && Words.TryGetValue($"{word[..^ending.Length]}kan", out var role))
                return role;
        }

        return YesNoRole.None;
    }

    /// <summary>The role of a word with one slip in it; for replies of a word or two.</summary>
    public static YesNoRole Nearly(string word)
    {
        if (word.Length < 5)
            return YesNoRole.None;
        foreach (var (known, role) in Slippery)
        {
            if (Slips.AtMostOne(word, known) && word[0] == known[0])
                return role;
        }

        return YesNoRole.None;
    }

    private static FrozenDictionary<string, YesNoRole> Build()
    {
        var words = new Dictionary<string, YesNoRole>(StringComparer.Ordinal);
        void Add(YesNoRole role, string list)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words.TryAdd(word, role);
        }

        Add(YesNoRole.Yes, "ya iya y yaa ia iy iyah iyak iye iyo yo yoi yup yap yep yes yess yas iyap iyaps yups iyes yow " +
            "yaps yak yah ey yawes yawis yaudah yasudah yasud yaudh");
        Add(YesNoRole.Yes, "silahken yoyoi yoyoy beuneur manut nurut ngikut oc ok oke okeh okey okay okok oks okee okedeh okelah oce okesip " +
            "okaylah k kk oki okie okei");
        Add(YesNoRole.Yes, "stju stj stujuu sip siip sipp siap syap siyap setuju stuju setujuh sepakat spakat betul btul btl benar bener bnr " +
            "bnar bner sesuai cocok cocog klop acc deal pasti pastinya tentu tentunya jelas baiklah baik mantap mantab tepat");
        Add(YesNoRole.Yes, "lanjut lanjutkan lnjut lanjt lanjutin lanjutken gas gaskeun gaskan gass gaspol hiih " +
            "iyalah iyala iyadong yoih gasken cus cuss cusss terusin teruskan proses diproses yakin silakan silahkan silahkn " +
            "sila monggo manggo mangga sumangga approve approved");
        Add(YesNoRole.Yes, "nggih inggih nggeh enggih enggeh injih enjih njih ngih ngge nggehh leres sampun estu saestu sido " +
            "siyos sae muhun sumuhun enya euya heueuh heueh heeuh hooh heeh hoh heem ho hu uhuk purun gelem kersa hayu hayuk ayo ayuk yuk " +
            "daek hoyong hayang kajeng");
        Add(YesNoRole.Yes, "true right correct sure aman fix confirm konfirmasi terima menerima bersedia berkenan valid " +
            "menyetujui menyetujuinya setujui setujulah disetujui siaap iyaa iyaaa yaaa yaaaa okeee benarrr absolutely sepakati akur iyain gaslah " +
            "gasin gasss yoman okidoki doki sippo siplah okesiap sae " +
            "rapopo gpp gapapa gakpapa ndakpapa nggakpapa gppa gkpp ngapapa ndakpopo gapopo " +
            "enggakpapa tidakapa kagakpapa");
        Add(YesNoRole.Yes, "86 kuy oyi ashiap ashiaap asiap asyiap ashiyap boljug bolju laksanakan laksanaken lnjt sabi otw gaspoll siapp cusss");
        // Acehnese, Minang and Malay of Sumatra, Papua, Makassar, Madura, Batak, Banjar; of single regions: YesNoRegions
        Add(YesNoRole.Yes, "jeut jadih payo payolah io iyeji jadimi sepakatji ongghu onggu iyeh iye enggi engghi engghe sok ngiring ngiringan " +
            "rempag iyo yolah olo ido beneh ongguh hakun bujur ayuha boh aok budal batua");
        Add(YesNoRole.Not, "enja banne kada kadada indak daong ndang nyanda nyandak sonde sond alun alum kd gere ndek nenten tena enjek bunten");
        Add(YesNoRole.WeakYes, "mauka mauki maumi mele nio mengizinkan diizinkan izinkan ngizinin diijinkan mengijinkan ngijinin dibolehin ngebolehin");
        Add(YesNoRole.Yes, "iyh iyhh iyy");
        Add(YesNoRole.No, "trausah tramau teaka gajd gjd gkjd gkjdi emohlah gamaulah");
        Add(YesNoRole.Yes, "kuylah skuy");
        Add(YesNoRole.Not, "jang ojok kga kagk kgaa kgg gaak ngaa ngkk engk enggx tdka tdaak tiidak tiidk ndaa ndaj");
        Add(YesNoRole.WeakYes, "mw mao mera nge save daftarno daftarke daftarkeun simpen simpenen");
        Add(YesNoRole.Bad, "slah salh sala salahh");
        Add(YesNoRole.Unsure, "bimbang mempertimbangkan pertimbangkan timbang nimbang mikirin apanya galau mutusin putusin koordinasi rembug " +
            "rembugan rembukan musyawarah kurembug takonke");
        Add(YesNoRole.Filler, "hehe hihi haha wkwk wkwkwk tolong tulung tulungi mohon punten nyuwun insya insyaallah inshaallah insyallah allah " +
            "alhamdulillah bismillah waduh aduh wah oalah halah hadeh santuy tu tuh ulun pian haja aje ai bg bpk adek ade nona dong " +
            "ndan komandan sam pace mace kaka lai ces bosku bosque juragan lur dulur rek daeng pung sa adeh adalah");
        Add(YesNoRole.Bad, "rugi ruginya kesalahan kekeliruan mahal kemahalan larang melarang dilarang ngelarang hapus dihapus hapuskan hapusin " +
            "mundur mengundurkan keliruu klentu kalepatan lepatipun kleru kaliru");
        Add(YesNoRole.WeakYes, "sudah udah sdh udh dah wis wes uwis uwes mau mo bisa bs boleh blh jadi jd pas bagus perlu ada " +
            "didaftarno didaftarke didaftarken didaftaraken didaptarkeun daptarkeun daftarne daptar didaptar punya pnya pny gadhah nduwe duwe " +
            "ngelah boga dilanjut dilanjutkan dilanjutin lajengaken lajengkeun lanjutang lanjutaken didaftarkan didaftarin diingatkan diingetin " +
            "ingatkan ingetin " +
            "disimpan disimpen masukkan masukin ikut daftar daftarkan daftarin pengen pingin ingin minat tertarik semua beres lengkap kirim " +
            "aktifkan simpan bolehlah bisalah maulah mantul bole bolee saged angsal kenging iso tiasa pareng");
        Add(YesNoRole.Not, "tidak tdk tdak tida tidk tak ga gak gk g gx gag nggak ngga enggak engga ngak gaa kagak kaga kgk " +
            "kgak ndak nda ndk ndaak nope no not jangan jgn jngn jgan bukan bkn bukannya dudu ora ra mboten boten " +
            "mbonten moboten teu henteu hente heunteu moal ulah ojo sanes nehi gakk nggk ngk enda endak indak dak idak inda " +
            "dak dk idk tra trada tiada tidac tydac entong tong mbotên enggk egk gax ngg nggag tdkk n");
        Add(YesNoRole.Not, "lom lum urung balum belm blmm bulum");
        Add(YesNoRole.Not, "belum blm blom belom blum durung dereng acan can tacan blon belun");
        Add(YesNoRole.Bad, "salah slh keliru kliru klru batal batalkan batalin btalkan cancel dibatalkan tolak menolak " +
            "ditolak nolak lepat luput typo beda kebalik ketuker tertukar ngaco ngawur keliruu wrong palsu false");
        Add(YesNoRole.No, "rasah wurung mager nunggak nihil mustahil hoax hoaks ogah mls mles udahan sudahan skip edit revisi koreksi perbaiki " +
            "emoh moh wegah alim embung gamau gausah gabisa gajadi " +
            "gakjadi gkjadi males malas stop " +
            "berhenti never gamao gakmau gaboleh gasetuju gaksetuju nolak tunda gakusah gasesuai gakbener gabener gasah " +
            "nggausah gakusahh kgmau");
        Add(YesNoRole.Unsure, "bingung bngung mungkin mgkn kayaknya kyknya kykny sepertinya spertinya keknya nanti ntar entar " +
            "nti mengko engke engko pikir pikirkan mikir pikirin kupikir dipikir tanya nanya tnya bertanya takon " +
            "tanyakan naros ragu terserah trserah entah entahlah tunggu tggu bentar sebentar sbntar bntr bntar bentr sbentar sik sek antos gimana " +
            "bagaimana gmn gmana bgmn piye kumaha kepriye pripun apa apakah apaan opo naon kenapa knp kenopo naha kok berapa " +
            "brp kapan kpn siapa dimana mana kapan maksudnya maksud lupa gatau gatahu gaktau gtau gtw gktau ngtau nggatau " +
            "gataw duka duko jelaskan ulangi ulang benarkah masa masak emang emangnya lihat liat diskusi rundingan tergantung " +
            "barangkali tanyain gangerti gakngerti gapaham gakpaham maybe kirain idk");
        Add(YesNoRole.Know, "tahu tau taw tao ngerti mengerti ngartos kahartos mangarti mangerti memahami ngarti paham yakin ingat inget terang terangna mudeng ngertos uninga pasti apal " +
            "hafal yqn tw");
        Add(YesNoRole.Trouble, "komplain pertanyaan keluhan kendala hambatan gangguan menopo menapa masalah masalahnya apa papa papah opo popo " +
            "paopo nopo punopo nanaon kunanaon " +
            "naon sawios sawos keberatan kbratan diragukan ragu perubahan berubah diubah diganti diperbaiki masalh pp " +
            "perkawis nopo punapa");
        Add(YesNoRole.Filler, "deng saya sy aku ak gw gue gua kami kita abdi kulo kula kak ka kakak pak bapak bu ibu buk min mimin " +
            "admin mas mba mbak bang bos gan sis om tante dek dik nih ini itu deh dong sih lah kok kan loh lho banget bgt " +
            "sekali bnget pisan tenan saja aja ae wae mawon we datanya data nya makasih terima kasih trims terimakasih thanks " +
            "tq mksh maaf sori sorry nuwun hatur sudahlah dulu dl terus lalu tapi semuanya semua untuk dan dengan atas yang " +
            "yg sing nu tsb tersebut begitu gitu bro jaka gaes kang teh neng cak pakde bude ustad mang akang teteh lagi lg " +
            "juga jg rasanya memang emang tuh teh mah atuh euy");
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
