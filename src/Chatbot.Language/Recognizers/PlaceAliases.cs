namespace Chatbot.Language;

/// <summary>How people shorten the names of regions and what they call them besides.</summary>
internal static class PlaceAliases
{
    /// <summary>Names for one region, by its code.</summary>
    public static readonly (string Names, string Code)[] Codes =
    [
        ("jakarta|dki|dki jakarta|jkt|jakarte|daerah khusus jakarta", "31"), ("jaksel|jakarta selatan", "3174"),
        ("jaktim|jakarta timur", "3175"), ("jakbar|jakarta barat", "3173"), ("jakut|jakarta utara", "3172"),
        ("jakpus|jakarta pusat", "3171"), ("jabar|jawa barat", "32"), ("jateng|jawa tengah", "33"), ("jatim|jawa timur", "35"),
        ("diy|yogyakarta|jogja|yogya|jogjakarta|djogja|ngayogyakarta|di yogyakarta|yk", "34"),
        ("kota jogja|kota yogya|jogja kota", "3471"), ("jogja|yogya|jogjakarta|yk", "3471"),
        ("sumut|sumatera utara|sumatra utara", "12"), ("sumbar|sumatera barat|sumatra barat|minang", "13"),
        ("sumsel|sumatera selatan|sumatra selatan", "16"), ("babel|bangka belitung", "19"), ("kepri|kepulauan riau", "21"),
        ("nad|nanggroe aceh darussalam", "11"), ("ntb|nusa tenggara barat", "52"), ("ntt|nusa tenggara timur", "53"),
        ("kalbar|kalimantan barat", "61"), ("kalteng|kalimantan tengah", "62"), ("kalsel|kalimantan selatan", "63"),
        ("kaltim|kalimantan timur", "64"), ("kaltara|kalimantan utara", "65"), ("sulut|sulawesi utara", "71"),
        ("sulteng|sulawesi tengah", "72"), ("sulsel|sulawesi selatan", "73"), ("sultra|sulawesi tenggara", "74"),
        ("sulbar|sulawesi barat", "76"), ("malut|maluku utara", "82"), ("ujung pandang|ujungpandang|makasar", "7371"),
        ("purwokerto|pwt", "3302"), ("cikarang", "3216"), ("cibinong", "3201"), ("ambarawa|ungaran", "3322"),
        ("gunungkidul|gunung kidul", "3403"), ("kulonprogo|kulon progo", "3401"),
        ("kep seribu|pulau seribu|kepulauan seribu", "3101"), ("sidempuan|padang sidempuan|padangsidempuan|psp", "1277"),
    ];

    /// <summary>Short names for everything that has the name behind them: «bdg» is the city and the regency.</summary>
    public static readonly (string Names, string Name)[] Names =
    [
        ("sby|suroboyo|surabya|srby", "surabaya"), ("bdg|bandoeng", "bandung"), ("smg|smrg", "semarang"), ("mlg|ngalam", "malang"),
        ("mks|mksr", "makassar"), ("plg|plmbg", "palembang"), ("pku", "pekanbaru"), ("bjm", "banjarmasin"), ("bpp|bppn", "balikpapan"),
        ("ptk", "pontianak"), ("menado", "manado"), ("dps", "denpasar"), ("solo", "surakarta"), ("tangsel", "tangerang selatan"),
        ("sda", "sidoarjo"), ("balam|bdl", "bandar lampung"), ("tasik|tsm", "tasikmalaya"), ("bgr", "bogor"), ("bks|bkasi", "bekasi"),
        ("dpk", "depok"), ("tng|tgr", "tangerang"), ("crb|cbn", "cirebon"), ("pwk", "purwakarta"), ("krw", "karawang"),
        ("smi|skbm", "sukabumi"), ("kdr", "kediri"), ("jbr", "jember"), ("bwi", "banyuwangi"), ("lmj", "lumajang"),
        ("prob", "probolinggo"), ("mdn", "medan"), ("grsk", "gresik"), ("lmg", "lamongan"), ("bjn", "bojonegoro"), ("tbn", "tuban"),
        ("pkl|pkln", "pekalongan"), ("tgl", "tegal"), ("btg", "batang"), ("kds", "kudus"), ("rbg", "rembang"), ("dmk", "demak"),
        ("klt", "klaten"), ("skh", "sukoharjo"), ("wng", "wonogiri"), ("sgn|srg", "sragen"), ("bll", "boyolali"), ("mgl", "magelang"),
        ("tmg", "temanggung"), ("wsb", "wonosobo"), ("pbg", "purbalingga"), ("clp", "cilacap"), ("kbm", "kebumen"),
        ("gk", "gunungkidul"), ("kp", "kulon progo"), ("smr", "samarinda"), ("kdi", "kendari"), ("kpg", "kupang"),
        ("mtr", "mataram"), ("btm", "batam"), ("pdg", "padang"), ("bna", "banda aceh"), ("bms", "banyumas"), ("psr", "pasuruan"),
        ("lobar", "lombok barat"), ("loteng", "lombok tengah"), ("lotim", "lombok timur"), ("klu|lotara", "lombok utara"),
        ("kbb", "bandung barat"), ("lamteng", "lampung tengah"), ("lamsel", "lampung selatan"), ("lamtim", "lampung timur"),
        ("lambar", "lampung barat"), ("lampura|lamut", "lampung utara"), ("tubaba", "tulang bawang barat"), ("tuba", "tulang bawang"),
        ("mura", "musi rawas"), ("muba", "musi banyuasin"), ("oki", "ogan komering ilir"), ("oku", "ogan komering ulu"),
        ("oku timur|okut", "ogan komering ulu timur"), ("oku selatan|okus", "ogan komering ulu selatan"), ("oi", "ogan ilir"),
        ("pangkep", "pangkajene kepulauan"), ("pangkep", "pangkajene dan kepulauan"), ("sidrap", "sidenreng rappang"),
        ("polman", "polewali mandar"), ("mabar", "manggarai barat"), ("matim", "manggarai timur"), ("tts", "timor tengah selatan"),
        ("ttu", "timor tengah utara"), ("halut", "halmahera utara"), ("halsel", "halmahera selatan"), ("halbar", "halmahera barat"),
        ("haltim", "halmahera timur"), ("halteng", "halmahera tengah"), ("minsel", "minahasa selatan"), ("minut", "minahasa utara"),
        ("mitra", "minahasa tenggara"), ("bolmong", "bolaang mongondow"), ("bolsel", "bolaang mongondow selatan"),
        ("boltim", "bolaang mongondow timur"), ("bolmut", "bolaang mongondow utara"), ("kukar", "kutai kartanegara"),
        ("kubar", "kutai barat"), ("kutim", "kutai timur"), ("ppu", "penajam paser utara"), ("kobar", "kotawaringin barat"),
        ("kotim", "kotawaringin timur"), ("hst", "hulu sungai tengah"), ("hss", "hulu sungai selatan"), ("hsu", "hulu sungai utara"),
        ("tala", "tanah laut"), ("tanbu", "tanah bumbu"), ("batola", "barito kuala"), ("barsel", "barito selatan"),
        ("tapsel", "tapanuli selatan"), ("tapteng", "tapanuli tengah"), ("taput", "tapanuli utara"), ("madina", "mandailing natal"),
        ("paluta", "padang lawas utara"), ("palas", "padang lawas"), ("sergai", "serdang bedagai"),
        ("humbahas", "humbang hasundutan"), ("labura", "labuhanbatu utara"), ("labusel", "labuhanbatu selatan"),
        ("pessel", "pesisir selatan"), ("pasbar", "pasaman barat"), ("solsel", "solok selatan"), ("inhil", "indragiri hilir"),
        ("inhu", "indragiri hulu"), ("rohul", "rokan hulu"), ("rohil", "rokan hilir"), ("kuansing", "kuantan singingi"),
        ("tanjabbar", "tanjung jabung barat"), ("tanjabtim", "tanjung jabung timur"), ("basel", "bangka selatan"),
        ("bateng", "bangka tengah"), ("belitim|beltim", "belitung timur"), ("siantar", "pematangsiantar"),
        ("konsel", "konawe selatan"), ("konut", "konawe utara"), ("kolut", "kolaka utara"), ("koltim", "kolaka timur"),
        ("lutim", "luwu timur"), ("lutra", "luwu utara"), ("parimo", "parigi moutong"), ("gorut", "gorontalo utara"),
        ("bonebol", "bone bolango"), ("malra", "maluku tenggara"), ("sbb", "seram bagian barat"), ("sbt", "seram bagian timur"),
        ("sbd", "sumba barat daya"), ("ksb", "sumbawa barat"), ("abdya", "aceh barat daya"), ("agara", "aceh tenggara"),
        ("atim", "aceh timur"), ("lhokseumawe|lhok", "lhokseumawe"),
    ];

    /// <summary>A word within a longer name: «lampung tgh».</summary>
    public static string? Word(string word) => word switch
    {
        "brt" or "bart" => "barat",
        "tmr" or "tmur" or "tim" => "timur",
        "slt" or "sltn" or "sel" => "selatan",
        "utr" or "utra" => "utara",
        "tgh" or "tngh" or "tngah" => "tengah",
        "tgr" or "tgra" => "tenggara",
        "kep" => "kepulauan",
        "tj" or "tjg" or "tg" => "tanjung",
        "gn" or "gng" => "gunung",
        "sei" => "sungai",
        "kalimantn" or "klmntn" => "kalimantan",
        "sumatra" or "smatra" => "sumatera",
        "tengara" => "tenggara",
        "seltan" => "selatan",
        "bru" => "baru",
        "komring" => "komering",
        _ => null,
    };
}
