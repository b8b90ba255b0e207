namespace Chatbot.Language;

/// <summary>
/// Finds provinces, regencies, cities and districts: official names, everyday names, short names. A slip is forgiven behind a word
/// that announces a place («kab», «tinggal di») and where the whole text is one; a larger region behind a smaller one
/// («kec Lasem kab Rembang») tells which is meant, and both are found as one.
/// </summary>
public static class PlaceRecognizer
{
    public const string Kind = "place";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count; i++)
        {
            if (!text[i].IsWord || PlaceCues.IsOther(text, i) || Chain(text, i) is not { } read)
                continue;
            found.Add(text.Found(i, read.Next, Kind, Place(read.Regions)));
            i = read.Next - 1;
        }

        return found;
    }

    /// <summary>Where a place was asked for: slips are forgiven anywhere; a regency or city goes before the province it lies in.</summary>
    internal static Resolution.Place? Asked(ScannedText text)
    {
        Resolution.Place? province = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (!text[i].IsWord || Read(text, i, PlaceCue.Strong) is not { } read)
                continue;
            var place = Place(read.Regions);
            if (place.Level != "provinsi")
                return place;
            province ??= place;
            i = read.Next - 1;
        }

        return province;
    }

    private static Resolution.Place Place(Region[] regions)
    {
        var places = regions.Take(12)
            .Select(r => new Resolution.Place(r.Code, r.Name, r.Level, Chatbot.Language.Regions.Zone(r.Code))).ToList();
        return places[0] with { Alternatives = places.GetRange(1, places.Count - 1) };
    }

    /// <summary>A place and the larger ones that it lies in.</summary>
    private static (Region[] Regions, int Next)? Chain(ScannedText text, int i)
    {
        var first = Read(text, i, PlaceCues.Before(text, i));
        if (first is null && PlaceNames.District(text, i) is { } district
            && Read(text, Behind(text, district.Next), PlaceCue.Weak) is { } around && Within(district.Regions, around.Regions) is { Length: > 0 } inside)
        {
            first = (inside, around.Next);
        }

        if (first is not { } read)
            return null;
        while (Behind(text, read.Next) is var at && at < text.Count
            && Read(text, at, PlaceCue.Weak) is { } larger && Within(read.Regions, larger.Regions) is { Length: > 0 } narrowed)
        {
            read = (narrowed, larger.Next);
        }

        return read;
    }

    /// <summary>Where the name of a larger region would begin.</summary>
    private static int Behind(ScannedText text, int next) =>
        text[next].Symbol is ',' or '.' or '-' or '/' or '(' || text.Word(next) is "di" or "daerah" ? next + 1 : next;

    private static Region[] Within(Region[] small, Region[] large) =>
        [.. small.Where(s => large.Any(l => s.Code.Length > l.Code.Length && s.Code.StartsWith(l.Code, StringComparison.Ordinal)))];

    private static (Region[] Regions, int Next)? Read(ScannedText text, int i, PlaceCue cue)
    {
        if (i >= text.Count)
            return null;
        if (PlaceCues.Level(text.Word(i)) is { } level)
        {
            var at = text[i + 1].Symbol is '.' or ':' ? i + 2 : i + 1;
            return PlaceNames.Longest(text, at, level, PlaceCue.Level);
        }

        if (PlaceNames.Longest(text, i, null, cue) is not { } read)
            return null;
        // «bekasi kota», «bandung kab»
        return PlaceCues.Level(text.Word(read.Next)) is "kota" or "kabupaten" && text.Word(read.Next + 1) is var after
            && (after.Length == 0 || !PlaceNames.Starts(after))
            && PlaceNames.OfLevel(read.Regions, PlaceCues.Level(text.Word(read.Next))!) is { Length: > 0 } told
            ? (told, read.Next + 1) : read;
    }
}
