using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>The names of regions as people write them, each with the regions it may mean.</summary>
internal static class PlaceNames
{
    private const int MostWords = 5;

    private static readonly Lazy<FrozenDictionary<string, Region[]>> Names = new(Build);

    // The names in which a slip is forgiven, by first letter and length.
    private static readonly Lazy<FrozenDictionary<(char First, int Length), string[]>> Long = new(() => Names.Value
        .Where(n => n.Key.Length >= 6 && n.Value.Any(r => r.Level != "kecamatan"))
        .GroupBy(n => (n.Key[0], n.Key.Length))
        .ToFrozenDictionary(g => g.Key, g => g.Select(n => n.Key).ToArray()));

    // How many words the longest name has that begins with a word.
    private static readonly Lazy<FrozenDictionary<string, int>> WordsAfter = new(() => Names.Value.Keys
        .GroupBy(n => n.Split(' ')[0])
        .ToFrozenDictionary(g => g.Key, g => g.Max(n => n.Split(' ').Length), StringComparer.Ordinal));

    // Names that are also everyday words count only behind «kota», «kab.» and the like.
    private static readonly FrozenSet<string> Everyday = new[]
    {
        "batu", "solok", "palu", "kota", "barat", "timur", "selatan", "utara", "tengah", "aceh besar", "sabang", "lahat", "siak",
            "buru", "berau", "sanggau", "batang", "mimika",
        "pati", "demak", "bau bau", "bangli", "metro", "langsa", "kaur", "dairi", "nias", "toba", "karo", "asmat", "paser", "malaka",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly (string Names, string Code)[] Aliases =
    [
        ("jakarta|dki|dki jakarta|jkt|jakarte|daerah khusus jakarta", "31"), ("jaksel|jakarta selatan", "3174"),
            ("jaktim|jakarta timur", "3175"),
        ("jakbar|jakarta barat", "3173"), ("jakut|jakarta utara", "3172"), ("jakpus|jakarta pusat", "3171"),
        ("jabar|jawa barat", "32"), ("jateng|jawa tengah", "33"), ("jatim|jawa timur", "35"),
        ("diy|yogyakarta|jogja|yogya|jogjakarta|djogja|ngayogyakarta|di yogyakarta|yk", "34"),
            ("kota jogja|kota yogya|jogja kota", "3471"), ("jogja|yogya|jogjakarta|yk", "3471"), ("sleman", "3404"),
        ("bantul", "3402"), ("gunungkidul|gunung kidul", "3403"), ("kulonprogo|kulon progo", "3401"),
        ("solo|kota solo", "3372"), ("sby|suroboyo|surabya", "3578"), ("bdg|bandoeng", "3273"), ("smg|smrg", "3374"),
            ("mlg|ngalam", "3573"),
        ("medan", "1271"), ("sumut|sumatera utara|sumatra utara", "12"), ("sumbar|sumatera barat|sumatra barat|minang", "13"),
            ("sumsel|sumatera selatan|sumatra selatan", "16"),
        ("babel|bangka belitung", "19"), ("kepri|kepulauan riau", "21"), ("nad|nanggroe aceh darussalam", "11"),
            ("ntb|nusa tenggara barat", "52"),
        ("ntt|nusa tenggara timur", "53"), ("kalbar|kalimantan barat", "61"), ("kalteng|kalimantan tengah", "62"),
            ("kalsel|kalimantan selatan", "63"),
        ("kaltim|kalimantan timur", "64"), ("kaltara|kalimantan utara", "65"), ("sulut|sulawesi utara", "71"),
            ("sulteng|sulawesi tengah", "72"),
        ("sulsel|sulawesi selatan", "73"), ("sultra|sulawesi tenggara", "74"), ("sulbar|sulawesi barat", "76"),
            ("malut|maluku utara", "82"),
        ("mksr|ujung pandang|makasar|ujungpandang", "7371"), ("plg|palembang", "1671"), ("pekan baru|pku", "1471"),
            ("balam|bandar lampung", "1871"), ("tangsel|tangerang selatan", "3674"),
        ("bjm|banjarmasin", "6371"), ("bpp|balikpapan", "6471"), ("pontianak|ptk", "6171"), ("manado|menado", "7171"),
            ("denpasar|dps", "5171"), ("cirebon kota", "3274"),
        ("purwokerto|pwt", "3302"), ("cikarang", "3216"), ("cibinong", "3201"), ("sidoarjo|sda", "3515"), ("kudus", "3319"),
            ("pasuruan kota", "3575"), ("ambarawa", "3322"), ("ungaran", "3322"),
    ];

    /// <summary>The longest name that begins at a token; a level narrows what it may mean.</summary>
    public static (Resolution.Place Place, int Next)? Longest(ScannedText text, int i, string? level)
    {
        var most = Math.Min(MostWords, WordsAfter.Value.GetValueOrDefault(text.Word(i), level is null ? 1 : 3));
        var count = 0;
        while (count < most && text[i + count].IsWord)
            count++;
        for (; count > 0; count--)
        {
            var name = Join(text, i, count);
            var named = Names.Value.GetValueOrDefault(name) ?? (count <= 3 && (level is not null || name.Length >= 7)
                ? Near(name) : null);
            if (named is null || Choose(named, level, name, text.IsWhole(i, i + count)) is not { } place)
                continue;
            return (place, i + count);
        }

        return null;
    }

    private static string Join(ScannedText text, int i, int count) =>
        count == 1 ? text.Word(i) : string.Join(' ', text.Tokens.GetRange(i, count).Select(t => t.Text));

    private static Region[]? Near(string name)
    {
        for (var length = name.Length - 1; length <= name.Length + 1; length++)
        {
            if (!Long.Value.TryGetValue((name[0], length), out var names))
                continue;
            foreach (var known in names)
            {
                if (Slips.AtMostOne(name, known))
                    return Names.Value[known];
            }
        }

        return null;
    }

    private static Resolution.Place? Choose(Region[] regions, string? level, string name, bool whole)
    {
        var fit = regions;
        if (level is not null)
            // «kota Pati» is said of a regency's town too
            fit = [.. regions.Where(r => r.Level == level || (level is "kota" or "kabupaten" && r.Level is "kota" or "kabupaten"))
                .OrderBy(r => r.Level == level ? 0 : 1)];
        else if (!whole)
            fit = Everyday.Contains(name) ? [] : [.. regions.Where(r => r.Level != "kecamatan")];
        if (fit.Length == 0)
            return null;
        var places = fit.Take(8).Select(Place).ToList();
        return places[0] with { Alternatives = places.GetRange(1, places.Count - 1) };
    }

    private static Resolution.Place Place(Region region) => new(region.Code, region.Name, region.Level, Regions.Zone(region.Code));

    private static FrozenDictionary<string, Region[]> Build()
    {
        var names = new Dictionary<string, List<Region>>(9000, StringComparer.Ordinal);
        void Add(string name, Region region)
        {
            if (!names.TryGetValue(name, out var regions))
                names[name] = regions = [];
            if (!regions.Contains(region))
                regions.Add(region);
        }

        foreach (var (list, code) in Aliases)
        {
            if (Regions.Find(code) is not { } region)
                continue;
            foreach (var name in list.Split('|'))
                Add(name, region);
        }

        // Provinces before cities before regencies before districts: the first is the likeliest.
        foreach (var region in Regions.Current.OrderBy(r => Rank(r.Level)).ThenBy(r => r.Code, StringComparer.Ordinal))
        {
            var plain = Plain(region.Name);
            Add(plain, region);
            if (plain.Contains(' '))
                Add(plain.Replace(" ", "", StringComparison.Ordinal), region);
        }

        return names.ToFrozenDictionary(n => n.Key, n => n.Value.ToArray(), StringComparer.Ordinal);
    }

    private static int Rank(string level) => level switch { "provinsi" => 0, "kota" => 1, "kabupaten" => 2, _ => 3 };

    /// <summary>A name in lower case without «Kabupaten», «Kota» and signs.</summary>
    private static string Plain(string name)
    {
        var scanned = new ScannedText(name);
        var words = scanned.Tokens.Where(t => t.Kind != TokenKind.Symbol).Select(t => t.Text).ToList();
        if (words.Count > 1 && words[0] is "kabupaten" or "kota")
            words.RemoveAt(0);
        if (words.Count > 1 && words[0] is "adm" or "administrasi")
            words.RemoveAt(0);
        return string.Join(' ', words);
    }
}
