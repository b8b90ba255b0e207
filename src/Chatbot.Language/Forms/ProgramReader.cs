namespace Chatbot.Language;

/// <summary>Reads which programs somebody takes: work accident and death are the base, old-age savings come on top.</summary>
internal static class ProgramReader
{
    private const string Base = "jkk,jkm";

    private const string Full = "jkk,jkm,jht";

    public static SlotValue? Read(ReplyText reply)
    {
        // «1 dulu kak, nanti naik ke 2 kalo ada rejeki»: what comes later is not taken now
        var later = reply.Scanned.Tokens.FindIndex(t => t.IsWord && t.Text is "nanti" or "ntar" or "entar" or "mengko" or "engke");
        if (later > 0 && reply.Words.Contains("dulu") && Set(new ReplyText(reply.Scanned.Slice(0, later), reply.Question)) is { } now)
            return SlotValue.Of("program", now);
        // «yg 2 eh yg 1 aja»
        var instead = reply.Scanned.Tokens.FindLastIndex(t => t.IsWord && t.Text is "eh" or "ralat" or "ehh");
        if (instead > 0 && instead + 1 < reply.Scanned.Count && Set(new ReplyText(reply.Scanned.Slice(instead + 1, reply.Scanned.Count), reply.Question)) is { } mended)
            return SlotValue.Of("program", mended);
        if (Set(reply) is { } programs)
            return SlotValue.Of("program", programs);
        return null;
    }

    private static string? Set(ReplyText reply)
    {
        var savings = reply.Has("jht", "tabungan", "tabungannya", "nabung", "menabung", "simpanan") || reply.HasPair("hari", "tua")
            || reply.Words.Exists(word => word.StartsWith("tabung", StringComparison.Ordinal) || word.StartsWith("nabung", StringComparison.Ordinal));
        var without = reply.HasPair("tanpa|tdk|tidak|gak|ga|gausah|bukan|nggak|ora|teu|tnp|minus|selain|ndak",
            "jht|tabungan|pake|pakai|ada|perlu|usah|sama|nganggo|plus|yang") && savings
            || reply.HasPair("tanpa|minus", "jht|tabungan|hari");
        if (savings)
            return without ? Base : Full;
        // «3 program», «programnya tiga»
        if (Many(reply) is { } many)
            return many;
        // «yang atas», «yang bawah»
        if (reply.Words.Count <= 4 && reply.Has("atas", "duluan", "awal", "dhuwur", "luhur"))
            return Option(reply.Question.Bot, 1) ?? Base;
        if (reply.Words.Count <= 4 && reply.Has("bawah", "bawahnya", "akhir", "terakhir", "handap", "ngisor"))
            return Option(reply.Question.Bot, 2) ?? Full;
        // «sing loro», «nu kadua»: the second of the list
        if (reply.Words.Count is 2 or 3 && !reply.HasPair("dua|loro|kalih", "aja|saja|wae|dulu|mawon|ae") && reply.HasPair("sing|nu|yang|yg|se", "loro|kalih|dua|kadua|kaduwa|due|kapindho"))
            return Option(reply.Question.Bot, 2) ?? Full;
        if (reply.Has("lengkap", "komplit", "komplet", "semua", "semuanya", "full", "kabeh", "sadayana", "paling", "tiga",
            "tiganya", "ketiganya", "telu", "tilu", "tigatiganya", "sekabehe", "sedoyo", "lengkep", "ketiga"))
        {
            if (reply.Has("murah", "ringan", "dikit", "sedikit", "rendah", "irit", "hemat", "mirah", "kecil", "minim", "enteng"))
                return Base;
            if (!reply.Has("paling") || reply.Has("lengkap", "bagus", "komplit", "mahal", "banyak", "gede", "besar",
                "tinggi", "full"))
                return Full;
        }

        if (reply.Has("murah", "termurah", "ringan", "hemat", "dasar", "standar", "standard", "biasa", "irit", "mirah",
            "minimal", "basic", "enteng", "ekonomis", "sederhana")
            || reply.HasPair("dua|kalih|loro|rong", "program|aja|saja|dulu|macam|perlindungan|itu|wae|ae|mawon"))
            return Base;
        if (Price(reply) is { } priced)
            return priced;
        var accident = reply.Has("jkk", "kecelakaan", "kecelakaannya");
        var death = reply.Has("jkm", "kematian", "meninggal", "santunan");
        if (accident || death)
            return Base;
        if (reply.Words.Count <= 8 && (ChoiceReader.Number(reply) ?? ChoiceReader.Picked(reply)) is { } number
            && !(number == 2 && reply.HasPair("dua", "aja|saja|dulu|program")))
        {
            // A list that stands in the question has no other numbers than its own.
            if (reply.Question.Bot.Contains("1.", StringComparison.Ordinal) && !reply.Question.Bot.Contains($"{number}.", StringComparison.Ordinal))
                return null;
            return Option(reply.Question.Bot, number) ?? (number == 1 ? Base : number is 2 or 3 ? Full : null);
        }

        return null;
    }

    /// <summary>How many programs: two are the base.</summary>
    private static string? Many(ReplyText reply)
    {
        var text = reply.Scanned;
        for (var i = 0; i < text.Count; i++)
        {
            if (NumberParser.Read(text, i) is not { Value: 2 or 3 } number || text.Word(i - 1) is "bukan" or "bkn" or "nomor" or "no"
                || text.Word(i - 1) is "yang" or "yg" && text.Word(number.Next) is not ("program" or "prog" or "macam"))
                continue;
            if (text.Word(number.Next) is "program" or "prog" or "programnya" or "macam" or "jaminan" or "perlindungan"
                || text.Word(i - 1) is "program" or "programnya" or "prog" && !reply.Question.Bot.Contains("1.", StringComparison.Ordinal))
                return number.Value == 2 ? Base : Full;
        }

        return null;
    }

    /// <summary>«yang 36rb»: the price on offer picks.</summary>
    private static string? Price(ReplyText reply)
    {
        foreach (var found in NumberRecognizer.Find(reply.Scanned))
        {
            if (found.Resolution is not Resolution.Number { Value: >= 1000 and < 1_000_000 } number)
                continue;
            var text = new ScannedText(reply.Question.Bot);
            foreach (var offer in MoneyRecognizer.Find(text, false))
            {
                if (offer.Resolution is Resolution.Money money && Math.Abs(money.Amount - number.Value) < 1000)
                    return reply.Question.Bot[..offer.Start].LastIndexOf("JHT", StringComparison.OrdinalIgnoreCase) is var jht
                        && jht > Math.Max(0, reply.Question.Bot[..offer.Start].LastIndexOf('.')) ? Full : Base;
            }
        }

        return null;
    }

    /// <summary>An amount that the question itself names as a price.</summary>
    public static bool IsOffered(ReplyText reply, decimal amount) =>
        MoneyRecognizer.Find(new ScannedText(reply.Question.Bot), false).Exists(offer => offer.Resolution is Resolution.Money money && Math.Abs(money.Amount - amount) < 1000);

    /// <summary>What stands behind a number in the bot's own list.</summary>
    private static string? Option(string bot, int number)
    {
        var mark = bot.Contains($"{number})", StringComparison.Ordinal) ? $"{number})" : $"{number}.";
        var at = bot.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var end = bot.IndexOf($"{number + 1}{mark[^1]}", at + mark.Length, StringComparison.Ordinal);
        var option = end < 0 ? bot[at..] : bot[at..end];
        return option.Contains("JHT", StringComparison.OrdinalIgnoreCase)
            || option.Contains("hari tua", StringComparison.OrdinalIgnoreCase) ? Full
            : option.Contains("JKK", StringComparison.OrdinalIgnoreCase) ? Base : null;
    }
}
