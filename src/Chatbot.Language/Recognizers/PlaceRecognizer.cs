namespace Chatbot.Language;

/// <summary>Finds provinces, regencies, cities and districts: official names, everyday names, short names, one slip in long names.</summary>
public static class PlaceRecognizer
{
    public const string Kind = "place";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count; i++)
        {
            if (!text[i].IsWord || Read(text, i) is not { } read)
                continue;
            found.Add(text.Found(i, read.Next, Kind, read.Place));
            i = read.Next - 1;
        }

        return found;
    }

    private static (Resolution.Place Place, int Next)? Read(ScannedText text, int i)
    {
        var level = text.Word(i) switch
        {
            "kab" or "kabupaten" or "kbpt" or "kabupten" => "kabupaten",
            "kota" or "kotamadya" or "kodya" => "kota",
            "kec" or "kecamatan" or "kcamatan" or "kecmatan" => "kecamatan",
            "provinsi" or "prov" or "propinsi" or "prop" => "provinsi",
            _ => null,
        };
        if (level is null)
            return PlaceNames.Longest(text, i, null);
        var at = text[i + 1].Symbol is '.' or ':' ? i + 2 : i + 1;
        return PlaceNames.Longest(text, at, level);
    }
}
