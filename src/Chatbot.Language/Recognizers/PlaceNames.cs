using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>The names of regions as people write them, each with the regions it may mean.</summary>
internal static class PlaceNames
{
    private const int MostWords = 5;

    private static readonly FrozenSet<string> ShortNames =
        PlaceAliases.Names.SelectMany(n => n.Names.Split('|')).ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, Region[]>> Names = new(Build);

    // The names in which a slip is forgiven, by first letter and length.
    private static readonly Lazy<FrozenDictionary<(char First, int Length), string[]>> Long = new(() => Names.Value
        .Where(n => n.Key.Length >= 6 && n.Value.Any(r => r.Level != "kecamatan") && !ShortNames.Contains(n.Key))
        .GroupBy(n => (n.Key[0], n.Key.Length))
        .ToFrozenDictionary(g => g.Key, g => g.Select(n => n.Key).ToArray()));

    private static readonly Lazy<FrozenDictionary<(char First, int Length), string[]>> Districts = new(() => Names.Value
        .Where(n => n.Key.Length >= 6 && n.Value.Any(r => r.Level == "kecamatan"))
        .GroupBy(n => (n.Key[0], n.Key.Length))
        .ToFrozenDictionary(g => g.Key, g => g.Select(n => n.Key).ToArray()));

    // Long names without their vowels: «smrang», «plmbang».
    private static readonly Lazy<FrozenDictionary<string, string[]>> Skeletons = new(() => Long.Value.Values.SelectMany(names => names)
        .Where(n => n.Length >= 7)
        .GroupBy(Skeleton)
        .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal));

    // How many words the longest name has that begins with a word.
    private static readonly Lazy<FrozenDictionary<string, int>> WordsAfter = new(() => Names.Value.Keys
        .GroupBy(n => n.Split(' ')[0])
        .ToFrozenDictionary(g => g.Key, g => g.Max(n => n.Split(' ').Length), StringComparer.Ordinal));

    // Names that are also everyday words count only behind «kota», «kab.» and the like.
    private static readonly FrozenSet<string> Everyday = new[]
    {
        "batu", "solok", "palu", "kota", "barat", "timur", "selatan", "utara", "tengah", "aceh besar", "sabang", "lahat", "siak",
            "buru", "berau", "sanggau", "batang", "mimika",
        "pati", "demak", "bau bau", "bangli", "metro", "langsa", "kaur", "dairi", "nias", "toba", "karo", "asmat", "paser", "malaka", "bima", "puncak",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Short names that are short for something else too count only behind a level, behind «tinggal di» and alone.
    private static readonly FrozenSet<string> Careful = ShortNames
        .Where(n => n.Length <= 3 && n is not ("sby" or "bdg" or "smg" or "mlg" or "mks" or "plg" or "dps" or "bpp" or "bjm" or "kbb"))
        .Concat(["tala", "mura", "muba", "tuba", "palas", "mitra", "prob", "lhok", "agara"]).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Directions = new[]
    {
        "kota", "barat", "timur", "selatan", "utara", "tengah", "baru", "tgl", "pkl",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Words one slip away from a name, or names of districts, that are words of every day.
    private static readonly FrozenSet<string> NotPlaces =
            """
            sekarang sekrang skrang sembarang seorang tabrakan tarikan bangku bangsa banding banjir bantal bantu bantua bekas
            benten binaan kelinci kenal kamar kabar langkah langka lembaga lambung lambat maling magang mamang melati ngantuk
            ngaran pandai pantai menang sambal sayang selama senang sering sedang kurang barang pasang pasar pundak pencak konser
            mitra abang andong anyar arahan ayah bae bahagia balai balung bambang bandara bangun bara bareng batuan bawang bayan
            bener besi bintang bola bukit bulak bulik butuh candi dagangan damai deket empang enggal gajah gantung genteng guna
            harian ibu jangkar jati jaya juli kai kamu kangkung karangan kasi kasihan kelapa kembang kerajaan kerjo ki kilo kudu
            kulo lama lapang lembur limo lirik luas mandor marang matur mau merdeka merek moga mulia nanggung natal negara ngapa
            pacar paku panggul pangkalan panjang parang pedes perak pesantren petir pinang pinggir raya rendang sakti salam sawit
            seko selesai semen senen setu soko sukamaju sumber sumur suruh tahunan taman tambak tambang tarik tempe tempel teras
            tetap tulis tulung ujung waris warsa web wedi weru sutera
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The regions of the longest name that begins at a token; a level narrows what it may mean.</summary>
    public static (Region[] Regions, int Next)? Longest(ScannedText text, int i, string? level, PlaceCue cue)
    {
        var expected = cue != PlaceCue.None || text.Count <= MostWords + 1;
        var most = Math.Min(MostWords, WordsAfter.Value.GetValueOrDefault(Spelt(text.Word(i), false), expected ? 3 : 1));
        var count = 0;
        while (count < most && (text[i + count].IsWord || (count > 0 && text[i + count].Symbol == '.' && text[i + count + 1].IsWord)))
            count++;
        for (; count > 0; count--)
        {
            if (!text[i + count - 1].IsWord)
                continue;
            var name = Join(text, i, count);
            var whole = expected && level is null && text.IsWhole(i, i + count);
            var named = Names.Value.GetValueOrDefault(name) ?? (count > 1 && expected && name.Length >= 9
                ? Names.Value.GetValueOrDefault(name.Replace(" ", "", StringComparison.Ordinal)) : null);
            named ??= (level is not null || cue == PlaceCue.Strong || whole || (cue == PlaceCue.Weak && name.Length >= 8)) && count <= 3
                ? Near(name, level) : null;
            if (named is not null && Fit(named, level, name, whole, cue) is { Length: > 0 } fit)
                return (fit, i + count);
        }

        return null;
    }

    /// <summary>The districts that a text names at a token, exactly as they are written.</summary>
    public static (Region[] Regions, int Next)? District(ScannedText text, int i)
    {
        var most = Math.Min(MostWords, WordsAfter.Value.GetValueOrDefault(text.Word(i), 0));
        for (var count = Math.Min(most, text.Count - i); count > 0; count--)
        {
            if (text[i + count - 1].IsWord && Names.Value.GetValueOrDefault(Join(text, i, count)) is { } named
                && OfLevel(named, "kecamatan") is { Length: > 0 } districts)
                return (districts, i + count);
        }

        return null;
    }

    public static Region[] OfLevel(Region[] regions, string level) => [.. regions.Where(r => r.Level == level)];

    /// <summary>True when a name begins with this word.</summary>
    public static bool Starts(string word) => WordsAfter.Value.ContainsKey(word);

    private static string Join(ScannedText text, int i, int count)
    {
        if (count == 1)
            return Spelt(text.Word(i), false);
        var words = text.Tokens.GetRange(i, count).Where(t => t.IsWord).Select((t, at) => Spelt(t.Text, true));
        return string.Join(' ', words);
    }

    private static string Spelt(string word, bool inside) => inside || word is "kep" or "tj" or "tjg" or "gn"
        ? PlaceAliases.Word(word) ?? word : word;

    /// <summary>The regions whose name differs by one slip, or by its vowels alone; all that are as near.</summary>
    private static Region[]? Near(string name, string? level)
    {
        if (name.Length < 5 || NotPlaces.Contains(name))
            return null;
        var found = new List<Region>();
        // Vowels left out are likelier than a consonant struck by mistake.
        if (level != "kecamatan" && Skeleton(name) is { Length: >= 4 } skeleton && Skeletons.Value.TryGetValue(skeleton, out var shortened))
        {
            foreach (var known in shortened.Where(k => k.Length > name.Length && IsWithin(name, k)))
                found.AddRange(Names.Value[known]);
        }

        for (var length = name.Length - 1; length <= name.Length + 1 && found.Count == 0; length++)
        {
            if (level == "kecamatan" && Districts.Value.TryGetValue((name[0], length), out var districts))
                Collect(districts, name, true, found);
            else if (level != "kecamatan" && Long.Value.TryGetValue((name[0], length), out var names))
                Collect(names, name, level is not null, found);
        }

        return found.Count == 0 ? null : [.. found.Distinct()];
    }

    private static void Collect(string[] names, string name, bool told, List<Region> found)
    {
        foreach (var known in names)
        {
            // Short words with one consonant for another are mostly other words: «kurang» is not Kupang.
            if (Slips.AtMostOne(name, known) && (told || known.Length >= 8 || known.Length != name.Length || Skeleton(known) is var sounds
                && (sounds == Skeleton(name) || sounds.Order().SequenceEqual(Skeleton(name).Order()))))
                found.AddRange(Names.Value[known]);
        }
    }

    private static string Skeleton(string name)
    {
        Span<char> buffer = name.Length <= 64 ? stackalloc char[name.Length] : new char[name.Length];
        var n = 0;
        foreach (var c in name)
        {
            if (c is not ('a' or 'i' or 'u' or 'e' or 'o' or ' '))
                buffer[n++] = c;
        }

        return new string(buffer[..n]);
    }

    /// <summary>All letters stand in the other word, in that order.</summary>
    private static bool IsWithin(string letters, string word)
    {
        var at = 0;
        foreach (var c in word)
        {
            if (at < letters.Length && letters[at] == c)
                at++;
        }

        return at == letters.Length;
    }

    private static Region[] Fit(Region[] regions, string? level, string name, bool whole, PlaceCue cue)
    {
        if (level is not null)
        {
            var told = OfLevel(regions, level);
            // «kota Pati» is said of a regency's town too
            return told.Length > 0 || level is not ("kota" or "kabupaten") ? told
                : [.. regions.Where(r => r.Level is "kota" or "kabupaten")];
        }

        if (Directions.Contains(name) || (!whole && cue == PlaceCue.None && (Everyday.Contains(name) || Careful.Contains(name))))
            return [];
        if (!whole && cue == PlaceCue.Weak && (Everyday.Contains(name) || Careful.Contains(name)))
            return [];
        var large = regions.Where(r => r.Level != "kecamatan").ToArray();
        return (whole && (large.Length > 0 || !NotPlaces.Contains(name))) || (cue == PlaceCue.Strong && large.Length == 0 && name.Length >= 5 && !NotPlaces.Contains(name)) ? regions : large;
    }

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

        foreach (var (list, code) in PlaceAliases.Codes)
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

        foreach (var (list, name) in PlaceAliases.Names)
        {
            if (!names.TryGetValue(name, out var regions))
                continue;
            foreach (var region in regions.Where(r => r.Level != "kecamatan").ToList())
            {
                foreach (var shortName in list.Split('|'))
                    Add(shortName, region);
            }
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
