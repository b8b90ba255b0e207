using System.Globalization;

namespace Chatbot.Language;

/// <summary>Reads the value of one kind of slot from a reply; null when the reply gives none.</summary>
internal static class SlotReader
{
    public static SlotValue? Read(string slot, ReplyText reply) => slot switch
    {
        "nik" => Nik(reply),
        "phone" => PhoneReader.Read(reply),
        "dob" => BirthDateReader.Read(reply),
        "income" => IncomeReader.Read(reply),
        "months" => Months(reply),
        "count" => Whole(reply, "count", 1, 100_000),
        "age" => (reply.Has("kelahiran", "lahir", "lahirnya") ? BirthDateReader.Read(reply) is { Reason: null } born ? born : BirthYear(reply) : null) ?? Whole(reply, "age", 1, 120),
        "otp" => Otp(reply),
        "reminder_day" => ReminderReader.Day(reply),
        "reminder_time" => ReminderReader.Time(reply),
        "program" => ProgramReader.Read(reply),
        "relationship" => RelationshipReader.Read(reply),
        "channel" => Channel(reply),
        "field" => Field(reply),
        "place" => Place(reply),
        "job" => Job(reply),
        "name" => NameReader.Read(reply) is { } name ? SlotValue.Of("name", name) : null,
        "email" => EmailRecognizer.Find(reply.Scanned) is [{ Resolution: Resolution.Email email }, ..]
            ? SlotValue.Of("email", email.Address) : null,
        "nik_last4" => NikLast4(reply),
        "number" => Whole(reply, "number", 0, 1_000_000_000),
        "birth_year" => Whole(reply, "birth_year", 1900, reply.Question.Reference.Year),
        "text" or "address" => SlotValue.Of(slot, reply.Raw.Trim()),
        _ => null,
    };

    public static SlotValue? Nik(ReplyText reply)
    {
        var valid = new List<string>();
        string? reason = null, suggest = null;
        foreach (var found in reply.Niks)
        {
            if (found.Resolution is Resolution.Nik { Valid: true, Digits: { } digits })
            {
                if (!valid.Contains(digits))
                    valid.Add(digits);
            }
            else if (found.Resolution is Resolution.Nik nik)
            {
                (reason, suggest) = (nik.Reason, nik.Suggest);
            }
        }

        // «… eh salah, …»: the last one stands.
        if (valid.Count > 1 && Corrections.IsSelf(reply))
            valid.RemoveRange(0, valid.Count - 1);
        if (valid.Count > 0)
            return SlotValue.Of("nik", string.Join(',', valid));
        if (reason is not null)
            return SlotValue.Refused(reason, suggest);
        foreach (var run in reply.Runs)
        {
            var length = run.Compact.Length;
            if (length == 13 && (run.Compact.StartsWith("000", StringComparison.Ordinal)
                || NumberLabels.Before(run) == NumberLabel.HealthCard))
                return SlotValue.Refused("bpjs_kesehatan_number");
            if (length == 11 && NumberLabels.Before(run) == NumberLabel.Kpj)
                return SlotValue.Refused("kpj");
            if (NumberLabels.Before(run) == NumberLabel.TaxNumber)
                return SlotValue.Refused("npwp");
            if (length >= 4 && NumberLabels.Before(run) is NumberLabel.None or NumberLabel.Nik)
                reason = "length";
        }

        return reason is null ? null : SlotValue.Refused(reason);
    }

    /// <summary>«lahir tahun 80»: the age by the year.</summary>
    private static SlotValue? BirthYear(ReplyText reply)
    {
        var today = reply.Options.Today.Year;
        foreach (var token in reply.Scanned.Tokens)
        {
            if (!token.IsDigits || token.Text.Length is not (2 or 4))
                continue;
            var year = int.Parse(token.Text, CultureInfo.InvariantCulture);
            year = token.Text.Length == 4 ? year : year > today % 100 ? 1900 + year : 2000 + year;
            return today - year is >= 1 and <= 120 and var age ? SlotValue.Of("age", Text(age)) : SlotValue.Refused("range");
        }

        return null;
    }

    private static SlotValue? Months(ReplyText reply)
    {
        var text = reply.Scanned;
        if (reply.HasPair("akhir|akir|ahir", "taun|tahun|thn") && reply.HasPair("sampai|sampe|smp|sampek|hingga|nganti", "akhir|akir|ahir"))
            return SlotValue.Of("months", Text(13 - reply.Question.Reference.Month));
        if (Between(reply) is { } span)
            return SlotValue.Of("months", Text(span));
        if (reply.HasPair("bulan|bln", "ini|iki|ieu") && reply.HasPair("bulan|bln", "depan|dpn|ngarep|payun"))
            return SlotValue.Of("months", "2");
        if (reply.Words.Count <= 4 && (reply.HasPair("tiap|setiap|per|saben|unggal", "bulan|bln|sasi|wulan|sasih") || reply.HasPair("bulan|bln|sasi|wulan|sasih", "ini|iki|ieu|niki|in")))
            return SlotValue.Of("months", "1");
        if (reply.HasPair("sak|se|sa", "taun|tahun|thn|warsa"))
            return SlotValue.Of("months", "12");
        if (reply.HasPair("sak|se|sa", "wulan|bulan|sasi|sasih|bln"))
            return SlotValue.Of("months", "1");
        foreach (var found in DurationRecognizer.Find(text))
        {
            if (found.Resolution is not Resolution.Duration)
            {
                return SlotValue.Refused("range");
            }
        }

        decimal? months = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (DurationRecognizer.Read(text, i) is { } length)
            {
                if (length.Years + length.Months == 0 && (length.Weeks + length.Days + length.Hours) > 0)
                    return SlotValue.Refused("unparseable");
                months = (length.Years * 12) + length.Months;
                i = length.Next - 1;
            }
            else if (NumberParser.Read(text, i) is { } number)
            {
                if (months is null || Corrections.IsSelf(reply))
                    months = number.BareFraction ? null : number.Value;
                i = number.Next - 1;
            }
        }

        if (months is null && reply.HasPair("seumur|saumur|sak", "hidup|urip|hirup|umur"))
            return SlotValue.Refused("range");
        if (months is not { } value)
            return null;
        return value >= 1 && value <= 60 && value == decimal.Truncate(value) ? SlotValue.Of("months", Text(value))
            : SlotValue.Refused("range");
    }

    /// <summary>«desember sampai februari»: three months.</summary>
    private static decimal? Between(ReplyText reply)
    {
        // «sampai desember saja»: from this month on
        int? first = reply.Words.Count(CalendarWords.IsMonthName) == 1 && reply.Words.Count <= 5 ? reply.Question.Reference.Month : null;
        for (var i = 0; i < reply.Words.Count; i++)
        {
            if (!CalendarWords.IsMonthName(reply.Words[i]) || CalendarWords.Month(reply.Words[i]) is not { } month)
                continue;
            if (first is not { } from)
                first = month;
            else if (i > 0 && reply.Words[i - 1] is "sampai" or "sampe" or "smp" or "sd" or "hingga" or "nganti" or "dugi" or "tekan" or "d")
                return ((month - from + 12) % 12) + 1;
        }

        return null;
    }

    /// <summary>«35 nelayan sama 4 ibu», «dua puluhan, pastinya 23», «satu dusun, 112 orang».</summary>
    private static decimal? People(ReplyText reply)
    {
        var text = reply.Scanned;
        decimal? sum = null, exact = null, people = null;
        var (joined, several) = (false, 0);
        for (var i = 0; i < text.Count; i++)
        {
            if (NumberParser.Read(text, i) is not { } number || text[i].Text.Length > 6 && text[i].IsDigits)
                continue;
            several++;
            if (text.Word(i - 1) is "pastinya" or "tepatnya" or "persisnya" or "pasnya" or "jadinya" or "totalnya" or "total" or "semuanya" or "jumlahnya" or "kabehe")
                exact = number.Value;
            if (text.Word(number.Next) is "orang" or "org" or "jiwa" or "peserta" or "wong" or "tiyang" or "urang" or "jalmi")
                people = number.Value;
            sum = joined && sum is { } before ? before + number.Value : number.Value;
            joined = false;
            i = number.Next - 1;
            for (var k = number.Next; k < text.Count && k <= number.Next + 4 && !text[k].IsDigits; k++)
                joined |= text.Word(k) is "sama" or "dan" or "tambah" or "plus" or "karo" or "jeung" or "lan" || text[k].Symbol is '+';
        }

        return several < 2 ? null : exact ?? (several == 2 && people is null ? sum : people);
    }

    private static SlotValue? Whole(ReplyText reply, string slot, int least, int most)
    {
        var text = reply.Scanned;
        var found = slot == "count" && !Corrections.IsSelf(reply) ? People(reply) : null;
        for (var i = 0; found is null && i < text.Count; i++)
            found = slot == "age" && text.Word(i - 1) is "umur" or "usia" or "umurnya" or "umure" && NumberParser.Read(text, i) is { } years ? years.Value : null;
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].IsDigits && text[i].Text.Length > 9)
                return SlotValue.Refused("range");
            if (NumberParser.Read(text, i) is not { } number)
            {
                if (slot == "count" && text.Word(i) is "seorang" or "sorangan" or "sendirian" && found is null)
                    found = 1;
                if (text.Word(i) is "berdua" or "bertiga" or "berempat" or "berlima" && slot == "count")
                    found = text.Word(i) switch { "berdua" => 2, "bertiga" => 3, "berempat" => 4, _ => 5 };
                continue;
            }

            if (found is null || Corrections.IsSelf(reply))
                found = number.Value;
            i = number.Next - 1;
        }

        if (found is not { } value)
            return null;
        return value >= least && value <= most && value == decimal.Truncate(value) ? SlotValue.Of(slot, Text(value))
            : SlotValue.Refused("range");
    }

    private static SlotValue? Otp(ReplyText reply)
    {
        var wanted = Wanted(reply.Question.Bot);
        string? reason = null;
        foreach (var run in reply.Runs)
        {
            // «siapa2» doubles a word
            if (run.Compact.Length == 1 && run.Start > 0 && char.IsLetter(reply.Raw[run.Start - 1]))
                continue;
            if (run.Letters == 0 && (wanted == 0 ? run.Compact.Length is >= 4 and <= 8 : run.Compact.Length == wanted))
                return SlotValue.Of("otp", run.Compact);
            reason = "length";
        }

        return reason is null ? null : SlotValue.Refused(reason);
    }

    /// <summary>The last four digits; who types the whole NIK has given them too.</summary>
    private static SlotValue? NikLast4(ReplyText reply)
    {
        if (Nik(reply) is { } nik && nik.Slots.TryGetValue("nik", out var whole))
            return SlotValue.Of("nik_last4", whole[^4..]);
        var runs = reply.Runs.Where(run => run.Letters == 0).ToList();
        if (runs.Find(run => run.Compact.Length == 4) is { } four)
            return SlotValue.Of("nik_last4", four.Compact);
        return runs.Count > 0 ? SlotValue.Refused("length") : null;
    }

    /// <summary>«Ketik 6 angka kode …»: how many digits were asked for; 0 when it is not said.</summary>
    private static int Wanted(string bot)
    {
        var text = new ScannedText(bot);
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].IsDigits && text[i].Text.Length == 1 && text.Word(i + 1) is "angka" or "digit")
                return text[i].Text[0] - '0';
        }

        return 0;
    }

    private static SlotValue? Channel(ReplyText reply)
    {
        var sms = reply.Has("sms", "smsan", "esemes", "smsnya");
        var whatsapp = reply.Has("wa", "whatsapp", "whatsap", "watsap", "wasap", "watshap", "wea", "whatsaap", "wasapp",
            "whastapp", "watsapp", "whtsapp", "wathsap", "wad", "whatsappp", "waa");
        // «ga usah dua duanya»
        if (reply.HasPair("usah|perlu|mau", "dua|semua|semuanya|keduanya|kedua") && reply.HasNot("usah", "perlu", "mau") | reply.Has("gausah", "gaperlu"))
            return null;
        if (reply.Has("keduanya", "both", "kabeh", "duanya", "sadayana", "kedua", "karo", "kalihe",
            "sakabehna") || reply.HasPair("dua|loro|kalih", "nya|ne|na|dua|duanya|duane|karone|loro|lorone|duana|kalihipun|kalihe")
            || (reply.Has("semua", "semuanya", "sedoyo") && !sms))
            return SlotValue.Of("channel", "both");
        if (sms && whatsapp)
        {
            if (reply.HasPair("bukan|jangan|jgn|ojo|ulah", "wa|whatsapp"))
                return SlotValue.Of("channel", "sms");
            if (reply.HasNot("sms", "smsan") || reply.HasPair("bukan|jangan|jgn|ojo", "sms"))
                return SlotValue.Of("channel", "whatsapp");
            if (reply.HasNot("wa", "whatsapp") || reply.HasPair("bukan|jangan|jgn|ojo", "wa|whatsapp"))
                return SlotValue.Of("channel", "sms");
            // «sms, wa saya jarang dibuka»
            if (Unused(reply, "wa|whatsapp|wanya"))
                return SlotValue.Of("channel", "sms");
            if (Unused(reply, "sms|smsnya"))
                return SlotValue.Of("channel", "whatsapp");
            return reply.HasPair("punya|ada", "wa|whatsapp") && reply.HasNot("punya", "ada") ? SlotValue.Of("channel", "sms")
                : SlotValue.Of("channel", "both");
        }

        if (sms)
            return SlotValue.Of("channel", reply.HasNot("sms", "smsan") ? "whatsapp" : "sms");
        if (whatsapp)
            return SlotValue.Of("channel", reply.HasNot("wa", "whatsapp", "punya", "ada") ? "sms" : "whatsapp");
        if (reply.Words.Count <= 4 && reply.Has("telegram", "tele", "email", "imel", "line", "messenger", "instagram", "ig", "facebook", "fb", "surat"))
            return SlotValue.Refused("unsupported");
        if (reply.Words.Count <= 5 && ChoiceReader.Number(reply) is { } number and (1 or 2))
        {
            var bot = reply.Question.Bot;
            var smsFirst = bot.IndexOf("sms", StringComparison.OrdinalIgnoreCase) is >= 0 and var s
                && bot.IndexOf("whatsapp", StringComparison.OrdinalIgnoreCase) is var w && (w < 0 || s < w);
            return SlotValue.Of("channel", (number == 1) == smsFirst ? "sms" : "whatsapp");
        }

        return null;
    }

    private static bool Unused(ReplyText reply, string channel)
    {
        var at = reply.Words.FindIndex(word => ReplyText.IsOneOf(word, channel));
        for (var i = at + 1; at >= 0 && i < reply.Words.Count && i <= at + 3; i++)
        {
            if (reply.Words[i] is "jarang" or "mati" or "rusak" or "susah" or "lemot" or "lelet" or "penuh" or "mahal" or "dihapus" or "keblokir")
                return true;
        }

        return false;
    }

    private static SlotValue? Field(ReplyText reply)
    {
        var fields = SlotNames.All(reply);
        if (reply.Has("ibu", "gadis") && reply.Has("kandung"))
        {
            fields.Remove("name");
            fields.Add("mother");
        }

        if (reply.HasPair("tempat|tmpt", "tinggal") && !fields.Contains("address"))
            fields.Add("address");
        return fields.Count == 0 ? null : SlotValue.Of("field", string.Join(',', fields));
    }

    private static SlotValue? Place(ReplyText reply)
    {
        if (PlaceRecognizer.Find(reply.Scanned) is [{ Resolution: Resolution.Place place }, ..])
            return SlotValue.Of("place", place.Level == "provinsi" && PlaceRecognizer.Asked(reply.Scanned) is { } closer ? closer.Name : place.Name);
        if (reply.Words.Count <= 6 && PlaceRecognizer.Asked(reply.Scanned) is { Level: not "kecamatan" } meant)
            return SlotValue.Of("place", meant.Name);
        if (reply.Words.Count is 0 or > 8 || reply.HasQuestionMark
            || reply.Words.TrueForAll(w => YesNoWords.Role(w) != YesNoRole.None))
            return null;
        return SlotValue.Of("place", reply.Raw.Trim());
    }

    private static SlotValue? Job(ReplyText reply)
    {
        if (JobReader.IsNone(reply) && !reply.Has("guru", "jualan", "dagang", "ojek", "ojol"))
            return SlotValue.Refused("no_job");
        return JobReader.Read(reply) is { } job ? SlotValue.Of("job", job) : null;
    }

    internal static string Text(decimal value) => decimal.Truncate(value).ToString(CultureInfo.InvariantCulture);
}
