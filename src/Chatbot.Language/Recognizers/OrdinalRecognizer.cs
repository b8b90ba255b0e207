namespace Chatbot.Language;

/// <summary>Finds places in a row: «ketiga», <c>ke-3</c>, «ke dua puluh satu», «pertama», «paling akhir».</summary>
public static class OrdinalRecognizer
{
    public const string Kind = "ordinal";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count; i++)
        {
            if (!text[i].IsWord)
                continue;
            if (Relative(text, i) is { } relative)
            {
                found.Add(text.Found(i, relative.Next, Kind, new Resolution.Ordinal(null, relative.Name)));
                i = relative.Next - 1;
            }
            else if (Place(text, i) is { } place)
            {
                found.Add(text.Found(i, place.Next, Kind, new Resolution.Ordinal((long)place.Value, null)));
                i = place.Next - 1;
            }
        }

        return found;
    }

    private static (string Name, int Next)? Relative(ScannedText text, int i)
    {
        switch (text.Word(i))
        {
            case "terakhir" or "trakhir" or "terakir" or "terahir" or "trakir" or "buncit" or "pamungkas" or "pungkasan" or
                "panungtungan":
                return ("last", i + 1);
            case "paling" when text.Word(i + 1) is "akhir" or "akir" or "belakang" or "ujung" or "buncit" or "bontot":
                return ("last", i + 2);
            case "paling" when text.Word(i + 1) is "awal" or "pertama" or "depan":
                return null;
            case "berikutnya" or "selanjutnya" or "slanjutnya" or "brikutnya":
                return ("next", i + 1);
            case "sebelumnya" or "sblmnya":
                return ("previous", i + 1);
            default:
                return null;
        }
    }

    private static ParsedNumber? Place(ScannedText text, int i)
    {
        var word = text.Word(i);
        if (word is "pertama" or "prtama" or "pertma" or "prtma" or "pertamax" or "kapisan" or "kahiji" or "mimiti")
            return new ParsedNumber(1, i + 1);
        if (word is "kapindo" or "kapindho")
            return new ParsedNumber(2, i + 1);
        if (word is "ke" or "ka" or "k" or "kaping")
        {
            var at = i + 1;
            if (text[at] is { Symbol: '-', Glued: true })
                at++;
            if (word != "ke" && word != "kaping" && !text[at].Glued)
                return null;
            if (word == "kaping" && text.Word(at) is "pisan" or "pindho")
                return new ParsedNumber(text.Word(at) == "pisan" ? 1 : 2, at + 1);
            if (word == "kaping" && text.IsNumber(at, out var unit) && unit.Kind == NumberWordKind.Unit && NumberParser.Read(text, at) is null)
                return new ParsedNumber(unit.Value, at + 1);
            if (NumberParser.Read(text, at) is not { Negative: false } number || !IsWhole(number.Value) || number.Slang
                || number.BareFraction)
                return null;
            // «ke 3 kantor»: to three offices
            var apart = at == i + 1 && !text[at].Glued;
            if (apart && text.Word(number.Next) is "kantor" or "orang" or "tempat" or "cabang" or "kota" or "nomor" or
                "rekening" or "bank")
                return null;
            return number;
        }

        if (word.Length < 5 || !word.StartsWith("ke", StringComparison.Ordinal) && !word.StartsWith("ka", StringComparison.Ordinal))
            return null;
        return Prefixed(text, i, word[2..]);
    }

    /// <summary>«ketiga», «kedua puluh satu», «kelimabelas»: the words after «ke» as a number.</summary>
    private static ParsedNumber? Prefixed(ScannedText text, int i, string rest)
    {
        var javaneseOrSundanese = text.Word(i).StartsWith("ka", StringComparison.Ordinal);
        if (javaneseOrSundanese && rest is not ("dua" or "tilu" or "opat" or "lima" or "genep" or "tujuh" or "dalapan" or
            "salapan" or "sapuluh" or
            "loro" or "telu" or "papat" or "enem" or "pitu" or "wolu" or "sanga"))
            return null;
        if (!NumberWords.TryGet(rest, out var word) && NumberWords.Segments(rest) is null)
            return null;
        if (word.Kind is NumberWordKind.Negative or NumberWordKind.Point or NumberWordKind.Half or NumberWordKind.Slang)
            return null;
        // The number is read from a copy in which «ke» is gone; its tokens stand in the same order.
        var last = i + 1;
        while (last < text.Count && last < i + 24 && text.IsNumber(last, out var next) &&
            next.Kind is not (NumberWordKind.Negative or NumberWordKind.Half or NumberWordKind.Slang))
            last++;
        var copy = new ScannedText(string.Join(' ', [rest, .. text.Tokens.GetRange(i + 1, last - i - 1).ConvertAll(t => t.Text)]));
        if (NumberParser.Read(copy, 0) is not { } number || number.Value < 1 || !IsWhole(number.Value))
            return null;
        var split = NumberWords.Segments(rest)?.Count ?? 1;
        var end = i + 1 + Math.Max(0, number.Next - split);
        return IsAllOf(text, i, end, number.Value) ? null : number with { Next = end };
    }

    /// <summary>«ketiga anak saya», «kedua orang tua»: all of them, not one.</summary>
    private static bool IsAllOf(ScannedText text, int i, int next, decimal value)
    {
        if (value is < 2 or > 10)
            return false;
        // «kedua-duanya»
        var doubled = text[next].Symbol == '-' ? next + 1 : next;
        if (text.Word(doubled).EndsWith("nya", StringComparison.Ordinal)
            && text.Word(i).EndsWith(text.Word(doubled)[..^3], StringComparison.Ordinal))
            return true;
        if (text.Word(next) is not ("anak" or "orang" or "pekerja" or "karyawan" or "anggota" or "saudara" or "adik" or
            "kakak" or "teman" or
            "pegawai" or "buruh" or "nelayan" or "petani" or "data" or "nomor" or "program" or "belah" or "tangan" or "kaki" or
                "mata" or "istri" or
            "keponakan" or "cucu" or "tetangga" or "kantor"))
            return false;
        var before = text.Word(i - 1);
        return before is not ("yang" or "yg" or "data" or "nomor" or "anggota" or "pekerja" or "urutan");
    }

    private static bool IsWhole(decimal value) => value == decimal.Truncate(value) && value < 1_000_000_000_000m;
}
