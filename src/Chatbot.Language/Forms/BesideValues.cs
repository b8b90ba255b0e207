namespace Chatbot.Language;

/// <summary>
/// What an answer tells beside what was asked, each behind a word of its own: «tukang batu, sehari dapat 120 ribu», «yang 1, bayar 6
/// bulan sekalian», «jam 9 malam, lewat wa».
/// </summary>
internal static class BesideValues
{
    private const int MostWords = 40;
    private const int LongestClause = 5;

    public static Dictionary<string, string> Find(ReplyText reply)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reply.Words.Count is < 2 or > MostWords)
            return values;
        var asked = reply.Asked;
        if (asked is "name" or "job" or "place" or "program")
            Add(values, Income(reply));
        if (asked is "nik" && reply.Niks.Count > 0)
            Parts(reply, values);
        if (asked is "income" or "months" && reply.Has("program", "programnya", "prog", "jht", "jkk", "jkm", "paket"))
            Add(values, ProgramReader.Read(reply));
        if (asked is "program" && reply.Has("bayar", "byr", "mbayar", "langsung", "setor", "ngiur", "mayar", "untuk", "buat") && reply.Has("bulan", "bln", "setahun", "tahun", "sebulan", "wulan", "sasi"))
            Add(values, SlotReader.Read("months", Length(reply)));
        if (asked is "reminder_day" or "reminder_time" && Channels(reply))
            Add(values, SlotReader.Read("channel", reply));
        if (asked is "channel" or "reminder_day" && reply.Has("jam", "pukul", "jm", "pkl", "jamnya", "tabuh"))
            Add(values, SlotReader.Read("reminder_time", reply));
        if (asked is "channel" or "reminder_time" && reply.Has("tanggal", "tgl", "tanggale"))
            Add(values, SlotReader.Read("reminder_day", reply));
        if (asked is "nik" or "name" or "dob" or "job" && reply.Phones.Count == 0
            && reply.HasPair("hp|no|nomor|wa|nomer|hpnya|nohp|nmr", "ini|ni|iki|ieu|niki") && !reply.HasPair("nomor|no", "ini") | reply.Has("hp", "wa", "hpnya", "nohp"))
            values["phone"] = "@sender";
        if (asked is "relationship" or "count" or "name" or "phone" or "nik" or "dob" && Trade(reply) is { } job)
            values["job"] = job;
        if (asked is "relationship" && CalledSo(reply.Scanned) is { } name)
            values["name"] = name;
        if (asked is not ("age" or "dob") && LabelledNumber(reply, "umur|usia|umurnya|umure|yuswa") is { } age && (reply.Raw.Contains('\n') || asked is "relationship" || asked is "name" or "job" && reply.Raw.Contains(',')))
            values["age"] = age;
        values.Remove(asked);
        return values;
    }

    /// <summary>«3317… / Jumadi / 3 maret 77 / buruh tani»: a list of values beside the number, each by its shape.</summary>
    private static void Parts(ReplyText reply, Dictionary<string, string> values)
    {
        var text = reply.Scanned;
        var first = 0;
        for (var i = 0; i <= text.Count; i++)
        {
            if (i < text.Count && text[i].Symbol is not (',' or ';' or '/' or '|'))
                continue;
            if (i - first is >= 1 and <= LongestClause && text[first].Start is var start && !reply.Runs.Exists(run => run.Compact.Length > 6 && run.Start < text[i - 1].End && start < run.End))
            {
                var part = new ReplyText(text.Slice(first, i), reply.Question with { Asked = "dob" });
                if (part.HasDigits)
                {
                    if (part.Words.Exists(word => CalendarWords.Month(word) is not null))
                        Add(values, BirthDateReader.Read(part));
                }
                else if (JobReader.Named(part) is not null)
                {
                    values.TryAdd("job", JobReader.Read(part)!);
                }
                else if (reply.Scanned.Tokens.Count(t => t.Symbol is '/' or '|' or ';') >= 2 && NameReader.At(text, first, false) is { } name && name == text.Slice(first, i).Trim())
                {
                    values.TryAdd("name", name);
                }
            }

            first = i + 1;
        }
    }

    private static void Add(Dictionary<string, string> values, SlotValue? read)
    {
        if (read is not { Reason: null })
            return;
        foreach (var (slot, value) in read.Slots)
            values.TryAdd(slot, value);
    }

    /// <summary>An amount that is said to be earned, by the day or the month.</summary>
    private static SlotValue? Income(ReplyText reply)
    {
        if (!reply.Has("penghasilan", "gaji", "pendapatan", "upah", "sehari", "sebulan", "seharian", "perhari", "perbulan", "dapat", "dapet", "untung", "hasil",
            "bayaran", "income", "sedino", "sapoe", "sasih", "seminggu", "olehe", "penghasilannya", "gajinya"))
            return null;
        // «yang 16 ribu saja, pendapatan lagi seret» names the price on offer
        return IncomeReader.Read(reply) is { Reason: null } income && income.Slots.Values.All(value => value.Length >= 5)
            && !(reply.Asked is "program" && income.Slots.TryGetValue("income", out var amount) && ProgramReader.IsOffered(reply, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)))
            ? income : null;
    }

    /// <summary>The reply without the number that picks: «yang 1, bayar 6 bulan» pays six.</summary>
    private static ReplyText Length(ReplyText reply)
    {
        var text = reply.Scanned;
        var at = text.Tokens.FindIndex(t => t.IsWord && t.Text is "bayar" or "byr" or "mbayar" or "langsung" or "setor" or "ngiur" or "mayar" or "untuk" or "buat");
        return new ReplyText(text.Slice(Math.Max(0, at), text.Count), reply.Question with { Asked = "months" });
    }

    private static bool Channels(ReplyText reply) => reply.Has("sms", "whatsapp") || reply.HasPair("lewat|via|pakai|pake|ke|dari|liwat|ngangge|di", "wa");

    /// <summary>A trade of ours behind a word for work, or in a short clause of its own: «suami, namanya Hasan, nelayan».</summary>
    private static string? Trade(ReplyText reply)
    {
        var text = reply.Scanned;
        var first = 0;
        var clause = 0;
        for (var i = 0; i <= text.Count; i++)
        {
            if (i < text.Count && text[i].Symbol is not (',' or ';' or '.') && !Breaks(text, i)
                && !(text.Word(i) is "yang" or "yg" or "sing" && i > 0 && reply.Asked is "relationship"))
                continue;
            if (i > first && (clause++ > 0 || (Works(text, first, i) && reply.Asked is not "relationship")))
            {
                var part = new ReplyText(text.Slice(first, i), reply.Question with { Asked = "job" });
                if ((part.Words.Count <= LongestClause || Works(text, first, i)) && JobReader.Named(part) is not null && !part.HasDigits
                    && !part.Has("satu", "di", "saya", "waktu", "pas", "nuju", "lagi", "jatuh", "tibo"))
                    return JobReader.Read(part);
            }

            first = i < text.Count && text[i].Kind == TokenKind.Symbol ? i + 1 : i;
        }

        // «sa pu mama jual pinang di pasar»
        var sells = reply.Asked is "relationship" ? text.Tokens.FindIndex(t => t.IsWord && t.Text is "jual" or "jualan" or "dagang" or "dodolan" or "icalan" or "ngojek" or "narik" or "melaut") : -1;
        return sells > 0 && RelationshipReader.Names(text.Word(sells - 1)) | RelationshipReader.Names(text.Word(sells - 2))
            ? JobReader.Read(new ReplyText(text.Slice(sells, text.Count), reply.Question with { Asked = "job" })) : null;
    }

    /// <summary>«ibu saya, Sarinem, buruh tani»: a name of its own behind a comma, written as one.</summary>
    private static string? CalledSo(ScannedText text)
    {
        for (var i = 1; i < text.Count; i++)
        {
            if (text[i - 1].Symbol is not (',' or ':') || !text[i].IsWord || !text.IsUpper(text[i].Start))
                continue;
            var last = i;
            while (last < text.Count && text[last].Symbol is not (',' or '.' or ';'))
                last++;
            if (last - i <= 4 && NameReader.At(text, i, false) is { } name && name == text.Slice(i, last).Trim() && JobReader.Phrase(name) is null)
                return name;
        }

        return null;
    }

    private static bool Works(ScannedText text, int first, int last)
    {
        for (var i = first; i < last; i++)
        {
            if (text.Word(i) is "kerja" or "krj" or "kerjaan" or "kerjaannya" or "kerjaanku" or "padamelan" or "padamelanana" or "gawean" or "pekerjaan" or "pekerjaannya"
                or "profesi" or "kerjanya" or "gawe" or "gaweyan" or "pakaryan")
                return true;
        }

        return false;
    }

    private static string? LabelledNumber(ReplyText reply, string labels)
    {
        var text = reply.Scanned;
        for (var i = 0; i + 1 < text.Count; i++)
        {
            if (!text[i].IsWord || !ReplyText.IsOneOf(text.Word(i), labels))
                continue;
            var at = text[i + 1].Symbol is ':' or '=' ? i + 2 : i + 1;
            if (NumberParser.Read(text, at) is { Value: >= 1 and <= 120 } number)
                return SlotReader.Text(number.Value);
        }

        return null;
    }

    private static bool Breaks(ScannedText text, int i) =>
        i > 0 && text.Chars.AsSpan(text[i - 1].End, text[i].Start - text[i - 1].End).IndexOfAny('\n', '\r') >= 0;
}
