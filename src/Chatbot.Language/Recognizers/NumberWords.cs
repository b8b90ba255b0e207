using System.Collections.Frozen;

namespace Chatbot.Language;

internal enum NumberWordKind
{
    /// <summary>One to nine, and zero.</summary>
    Unit,

    /// <summary>Ten to nineteen and twenty-one to twenty-nine in one word: nothing may follow but hundreds do not.</summary>
    Teen,

    /// <summary>Fifty or sixty in one word; a unit may follow.</summary>
    Ten,
    Puluh,
    Belas,
    Seratus,
    Ratus,

    /// <summary>Thousand, million, …</summary>
    Scale,

    /// <summary>«seribu», «sejuta».</summary>
    OneScale,

    /// <summary>«goceng», «ceban»: an amount of money by itself.</summary>
    Slang,
    Half,

    /// <summary>«seperempat», «sepertiga».</summary>
    Fraction,

    /// <summary>«perempat»: a quarter of what stands before.</summary>
    Quarters,
    Point,
    Negative,
}

/// <param name="Kind">What it does in a number.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Weak">Something else by itself; a number only beside other number words.</param>
/// <param name="Approximate">«jutaan».</param>
internal readonly record struct NumberWord(NumberWordKind Kind, decimal Value, bool Weak = false, bool Approximate = false);

/// <summary>
/// The words of numbers: Indonesian with its short and careless spellings, Javanese (ngoko and krama), Sundanese, and the
/// Hokkien money words of the street.
/// </summary>
internal static class NumberWords
{
    private static readonly FrozenDictionary<string, NumberWord> Words = Build();

    // Only full spellings are looked for inside a longer word.
    private static readonly string[] Parts =
    [
        "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "seratus",
        "seribu", "sejuta", "puluh", "belas", "ratus", "ribu", "juta", "miliar", "milyar", "triliun", "setengah", "koma", "nol",
        "rb", "jt", "blas", "pulu", "tga",
    ];

    public static bool TryGet(string word, out NumberWord value) => Words.TryGetValue(word, out value);

    /// <summary>The parts of a word that is nothing but number words written together; null for any other word.</summary>
    public static List<string>? Segments(string word)
    {
        if (word.Length is < 6 or > 100 || Words.ContainsKey(word))
            return null;
        var parts = new List<string>();
        for (var at = 0; at < word.Length;)
        {
            var best = "";
            foreach (var part in Parts)
            {
                if (part.Length > best.Length && word.AsSpan(at).StartsWith(part, StringComparison.Ordinal))
                    best = part;
            }

            if (best.Length == 0)
                return null;
            parts.Add(best);
            at += best.Length;
        }

        return parts.Count > 1 ? parts : null;
    }

    private static FrozenDictionary<string, NumberWord> Build()
    {
        var words = new Dictionary<string, NumberWord>(StringComparer.Ordinal);
        void Add(NumberWordKind kind, decimal value, string list, bool weak = false, bool approximate = false)
        {
            foreach (var word in list.Split(' '))
                words.TryAdd(word, new NumberWord(kind, value, weak, approximate));
        }

        Add(NumberWordKind.Unit, 0, "nol nul zero");
        Add(NumberWordKind.Unit, 0, "kosong ksong", weak: true);
        Add(NumberWordKind.Unit, 1, "satu satuu stu siji hiji setunggal satunggal ciek");
        Add(NumberWordKind.Unit, 1, "sidji esa", weak: true);
        Add(NumberWordKind.Unit, 2, "dua duwa dwa duo kalih");
        Add(NumberWordKind.Unit, 2, "loro rong ro", weak: true);
        Add(NumberWordKind.Unit, 3, "tiga tga telu tilu tigo tolu");
        Add(NumberWordKind.Unit, 3, "telung tlung tigang", weak: true);
        Add(NumberWordKind.Unit, 4, "empat empt ampat papat opat sekawan ampek");
        Add(NumberWordKind.Unit, 4, "pat patang kawan", weak: true);
        Add(NumberWordKind.Unit, 5, "lima lma limo gangsal");
        Add(NumberWordKind.Unit, 5, "limang", weak: true);
        Add(NumberWordKind.Unit, 6, "enam anam enem enm genep");
        Add(NumberWordKind.Unit, 6, "nem nam", weak: true);
        Add(NumberWordKind.Unit, 7, "tujuh tjuh tujoh tujuhh pitu tujuah");
        Add(NumberWordKind.Unit, 7, "tuju pitung", weak: true);
        Add(NumberWordKind.Unit, 8, "delapan dlapan dlpn delpan delapn lapan dalapan wolu");
        Add(NumberWordKind.Unit, 8, "wolung", weak: true);
        Add(NumberWordKind.Unit, 9, "sembilan smbilan smbln sembilan sambilan salapan sanga");
        Add(NumberWordKind.Unit, 9, "sangang songo", weak: true);
        Add(NumberWordKind.Teen, 10, "sepuluh spuluh sepulu sepuluhh spluh sapuluh sedasa sadasa sapuluah");
        Add(NumberWordKind.Teen, 11, "sebelas sblas seblas sabelas sewelas sawelas");
        var teens = new[] { "rolas", "telulas tilulas", "patbelas", "limalas limolas", "nembelas", "pitulas", "wolulas", "sangalas songolas" };
        for (var i = 0; i < teens.Length; i++)
            Add(NumberWordKind.Teen, 12 + i, teens[i]);
        var likur = new[] { "selikur", "rolikur", "telulikur", "patlikur", "selawe salawe", "nemlikur", "pitulikur", "wolulikur",
            "sangalikur" };
        for (var i = 0; i < likur.Length; i++)
            Add(NumberWordKind.Teen, 21 + i, likur[i]);
        Add(NumberWordKind.Ten, 50, "seket saeket");
        Add(NumberWordKind.Ten, 60, "sewidak suwidak sawidak");
        Add(NumberWordKind.Puluh, 10, "puluh pulu plh puloh pluh puluhh dasa puluah", weak: true);
        Add(NumberWordKind.Puluh, 10, "puluhan", weak: true, approximate: true);
        Add(NumberWordKind.Belas, 10, "belas blas bls welas las baleh", weak: true);
        Add(NumberWordKind.Belas, 20, "likur lekur", weak: true);
        Add(NumberWordKind.Seratus, 100, "seratus saatus sratus seratusan satus saratus srts saratuih");
        Add(NumberWordKind.Ratus, 100, "ratus rts ratos atus ratuih", weak: true);
        Add(NumberWordKind.Ratus, 100, "ratusan", weak: true, approximate: true);
        Scales(Add);
        Slang(Add);
        Add(NumberWordKind.Half, 0.5m, "setengah stgh setgh stengah setngah stengh separo separuh sparo satengah stngah");
        Add(NumberWordKind.Fraction, 0.25m, "seperempat sprapat seprapat seperapat sprempat seprempat superempat saparapat");
        Add(NumberWordKind.Fraction, 1m / 3, "sepertiga sapertilu");
        Add(NumberWordKind.Fraction, 0.2m, "seperlima");
        Add(NumberWordKind.Fraction, 0.1m, "sepersepuluh");
        Add(NumberWordKind.Quarters, 0.25m, "perempat prempat parapat", weak: true);
        Add(NumberWordKind.Point, 0, "koma titik kom", weak: true);
        Add(NumberWordKind.Negative, -1, "minus negatif min mines", weak: true);
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Scales(Action<NumberWordKind, decimal, string, bool, bool> add)
    {
        add(NumberWordKind.Scale, 1_000, "ribu rb rbu rebu ewu ribuh rib ribuu", true, false);
        add(NumberWordKind.Scale, 1_000, "ribuan rban rbuan rebuan", true, true);
        add(NumberWordKind.Scale, 1_000_000, "juta jt jta jtaa juts jeti yuta yuto jutaa", true, false);
        add(NumberWordKind.Scale, 1_000_000, "jutaan jtan jtaan", true, true);
        add(NumberWordKind.Scale, 1_000_000_000, "miliar milyar miliard milyard mliar mlyr bilyun", true, false);
        add(NumberWordKind.Scale, 1_000_000_000, "miliaran milyaran", true, true);
        add(NumberWordKind.Scale, 1_000_000_000_000, "triliun trilyun triliyun trilun", true, false);
        add(NumberWordKind.Scale, 1_000_000_000_000_000, "kuadriliun kuadriliyun biliar", true, false);
        add(NumberWordKind.Scale, 12, "lusin", true, false);
        add(NumberWordKind.Scale, 20, "kodi", true, false);
        add(NumberWordKind.OneScale, 12, "selusin", false, false);
        add(NumberWordKind.OneScale, 20, "sekodi", false, false);
        add(NumberWordKind.OneScale, 1_000, "seribu srb srbu sribu serebu sarebu sarewu saribu sewu", false, false);
        add(NumberWordKind.OneScale, 1_000_000, "sejuta sjuta sjt sajuta sayuta sejt", false, false);
        add(NumberWordKind.OneScale, 1_000_000, "sejutaan", false, true);
        add(NumberWordKind.OneScale, 1_000_000_000, "semiliar semilyar samiliar", false, false);
        add(NumberWordKind.OneScale, 1_000_000_000_000, "setriliun", false, false);
    }

    private static void Slang(Action<NumberWordKind, decimal, string, bool, bool> add)
    {
        add(NumberWordKind.Slang, 25, "jigo", false, false);
        add(NumberWordKind.Slang, 50, "gocap", false, false);
        add(NumberWordKind.Slang, 75, "pitcap", false, false);
        add(NumberWordKind.Slang, 100, "cepek", false, false);
        add(NumberWordKind.Slang, 150, "pekgo", false, false);
        add(NumberWordKind.Slang, 200, "nopek", false, false);
        add(NumberWordKind.Slang, 300, "sapek", false, false);
        add(NumberWordKind.Slang, 500, "gopek gope", false, false);
        add(NumberWordKind.Slang, 1_000, "seceng ceceng", false, false);
        add(NumberWordKind.Slang, 1_500, "cenggo", false, false);
        add(NumberWordKind.Slang, 2_000, "noceng", false, false);
        add(NumberWordKind.Slang, 3_000, "saceng", false, false);
        add(NumberWordKind.Slang, 5_000, "goceng", false, false);
        add(NumberWordKind.Slang, 10_000, "ceban seban", false, false);
        add(NumberWordKind.Slang, 15_000, "cebanggo", false, false);
        add(NumberWordKind.Slang, 20_000, "noban", false, false);
        add(NumberWordKind.Slang, 25_000, "jigoceng", false, false);
        add(NumberWordKind.Slang, 30_000, "samban", false, false);
        add(NumberWordKind.Slang, 50_000, "goban", false, false);
        add(NumberWordKind.Slang, 100_000, "cepekceng", false, false);
        add(NumberWordKind.Slang, 1_000_000, "cetiau cetiaw setiau", false, false);
        add(NumberWordKind.Slang, 2_000_000, "notiau", false, false);
        add(NumberWordKind.Slang, 5_000_000, "gotiau gotiaw", false, false);
    }
}
