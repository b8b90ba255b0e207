using System.Globalization;

namespace Chatbot.Language;

/// <summary>Reads the value of one kind of slot from a reply; null when the reply gives none.</summary>
internal static class SlotReader
{
    public static SlotValue? Read(string slot, ReplyText reply) => slot switch
    {
        "nik" => Nik(reply),
        "phone" => Phone(reply),
        "dob" => BirthDateReader.Read(reply),
        "income" => IncomeReader.Read(reply),
        "months" => Months(reply),
        "count" => Whole(reply, "count", 1, 100_000),
        "age" => (reply.Has("kelahiran", "lahir", "lahirnya") ? BirthDateReader.Read(reply) is { Reason: null } born ? born : null : null) ?? Whole(reply, "age", 1, 120),
        "otp" => Otp(reply),
        "reminder_day" => ReminderDay(reply),
        "reminder_time" => ReminderTime(reply),
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

    public static SlotValue? Phone(ReplyText reply)
    {
        var valid = new List<string>();
        string? reason = null, suggest = null;
        foreach (var found in reply.Phones)
        {
            switch (found.Resolution)
            {
                case Resolution.OwnPhone when !IsOwn(reply) && reply.HasNot("duwe", "nduwe", "punya", "gadah", "gaduh", "boga", "ada"):
                    break;
                case Resolution.OwnPhone:
                    return SlotValue.Of("phone", "@sender");
                case Resolution.Phone phone:
                    // An area code nobody means: 62 8… without a plus is a mobile number.
                    var meant = phone.Type == "FIXED_LINE" && phone.Alternative is { Type: "MOBILE" } mobile ? mobile : phone;
                    if (meant is { Valid: true, E164: { } number } && meant.Type is "MOBILE" or "FIXED_LINE_OR_MOBILE" or "UNKNOWN")
                    {
                        if (!valid.Contains(number))
                            valid.Add(number);
                    }
                    else
                    {
                        reason = meant.Valid ? (meant.Type == "FIXED_LINE" ? "landline" : "short_code") : meant.Reason;
                        suggest = meant.Suggest;
                    }

                    break;
            }
        }

        // «0812-…, jangan yang 0857-…», «yang lama 0812-… sudah mati»
        if (valid.Count > 1 && reply.Phones.Find(p => IsOld(reply.Scanned, p)) is { Resolution: Resolution.Phone { E164: { } old } })
            valid.Remove(old);
        if (valid.Count > 1 && reply.Has("pertama", "kesatu", "depan", "duluan", "kapisan"))
            valid.RemoveRange(1, valid.Count - 1);
        if (valid.Count > 1 && (Corrections.IsSelf(reply) || reply.Has("kedua", "terakhir") || reply.Has("aktif", "aja", "jarang", "mati", "rusak")))
            valid.RemoveRange(0, valid.Count - 1);
        if (valid.Count > 0)
            return SlotValue.Of("phone", string.Join(',', valid));
        // «0857-… / 0813-…»: two numbers, not one too long
        if (reply.Raw.Contains('/') && Phone(new ReplyText(reply.Raw.Replace('/', '\n'), reply.Question)) is { Reason: null } apart)
            return apart;
        if (reason is not null)
            return SlotValue.Refused(reason, suggest);
        if (!reply.HasDigits)
            return IsOwn(reply) ? SlotValue.Of("phone", "@sender") : null;
        foreach (var run in reply.Runs)
        {
            if (run.Compact.Length == 16 && run.Compact[0] is not ('0' or '+'))
                return SlotValue.Refused("nik");
            if (run.Compact.Length >= 3)
                reason = run.Compact.Length <= 6 ? "short_code" : "length";
        }

        return reason is null ? null : SlotValue.Refused(reason);
    }

    /// <summary>A number that is named only to say that it is not the one.</summary>
    private static bool IsOld(ScannedText text, Recognition phone)
    {
        var at = text.Tokens.FindIndex(t => t.Start >= phone.Start);
        for (var i = at - 1; i >= 0 && i >= at - 4 && text[i].IsWord; i--)
        {
            if (text.Word(i - 1) is "eh" or "salah" or "ehh")
                return false;
            if (text.Word(i) is "jangan" or "jgn" or "bukan" or "bkn" or "ojo" or "ulah" or "lama" or "sanes" or "dudu")
                return true;
        }

        return false;
    }

    /// <summary>«ini aja», «yang dipakai chat ini», «sama»: where a phone was asked for, the sender's own.</summary>
    private static bool IsOwn(ReplyText reply)
    {
        // «dia nggak ada hp, pakai nomor saya saja»
        if (reply.Words.Count <= 14 && !ReplyCues.Asks(reply) && reply.Has("pakai", "pake", "pk", "nganggo", "pakek", "anggo", "gunakan")
            && reply.HasPair("nomor|nomer|no|nmr|hp|wa|nomornya|nomere", "saya|sy|aku|gue|gw|kulo|abdi|ini|iki|ieu|kita|sini") && !reply.HasNot("pakai", "pake", "pk"))
            return true;
        if (reply.Words.Count is 0 or > 14 || ReplyCues.Asks(reply)
            || reply.HasNot("ini", "punya", "nomor", "aktif", "pakai", "pake", "duwe", "nduwe", "gadah", "gaduh", "boga", "due", "ndue"))
            return false;
        if (PhoneRecognizer.OwnPhone(reply.Scanned) is not null)
            return true;
        if (reply.Words is ["sama" or "idem" or "podo" or "sami"])
            return true;
        if (reply.Words.Count <= 4 && (reply.Has("nanti", "lupa", "batal", "salah", "apa", "tunggu", "bentar", "mau", "tidak")))
            return false;
        if (reply.HasPair("sama|sma|podo|sami", "kayak|seperti|kyk|dengan|dgn|kaya|sareng|karo") && reply.Words.Count <= 6)
            return true;
        return reply.Has("ini", "iki", "ieu", "niki", "chat", "sini", "nih", "kieu") && reply.Words.Count <= 8
            && !reply.Has("apa", "kenapa", "bukan", "nama", "mau", "itu", "bentar", "tunggu", "anak", "tetangga",
            "istri", "suami") ||
            reply.HasPair("sama|podo|sami", "aja|saja|wae|kayak|seperti|ini|kaya|sama|mawon|ae|dengan|karo") && !reply.Has("mau") ||
            reply.HasPair("yang|yg|sing|nu|anu", "sekarang|ini|iki|dipakai|saya|dipake|tak|skrg|ieu|buat|aku|aktif|niki|dienggo|ayeuna|saiki")
                && reply.Has("pakai", "pake", "ini", "chat", "sekarang", "wa", "dipakai", "dipake", "iki", "ieu", "skrg", "ayeuna", "saiki",
                "anggo", "sms", "niki");
    }

    private static SlotValue? Months(ReplyText reply)
    {
        var text = reply.Scanned;
        if (Between(reply) is { } span)
            return SlotValue.Of("months", Text(span));
        if (reply.Words.Count <= 4 && reply.HasPair("tiap|setiap|per|saben|unggal", "bulan|bln|sasi|wulan|sasih"))
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

        if (months is not { } value)
            return null;
        return value >= 1 && value <= 60 && value == decimal.Truncate(value) ? SlotValue.Of("months", Text(value))
            : SlotValue.Refused("range");
    }

    /// <summary>«desember sampai februari»: three months.</summary>
    private static decimal? Between(ReplyText reply)
    {
        int? first = null;
        for (var i = 0; i < reply.Words.Count; i++)
        {
            if (!CalendarWords.IsMonthName(reply.Words[i]) || CalendarWords.Month(reply.Words[i]) is not { } month)
                continue;
            if (first is not { } from)
                first = month;
            else if (reply.Words[i - 1] is "sampai" or "sampe" or "smp" or "sd" or "hingga" or "nganti" or "dugi" or "tekan" or "d")
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

    private static SlotValue? ReminderDay(ReplyText reply)
    {
        var text = reply.Scanned;
        // «awal bulan, tgl 2 lah»
        var dated = text.Tokens.FindIndex(t => t.IsWord && t.Text is "tanggal" or "tgl" or "tanggale" or "ping");
        var named = dated >= 0 && NumberParser.Read(text, dated + 1) is { Value: >= 1 and <= 31 };
        for (var i = 0; !named && i < text.Count; i++)
        {
            if (text.Word(i) is "akhir" or "akir" or "ahir" or "tua" or "penghujung" or "pungkasan")
                return SlotValue.Of("reminder_day", "31");
            if (text.Word(i) is "awal" or "muda" or "kawitan" or "pertama")
                return SlotValue.Of("reminder_day", "1");
            if (text.Word(i) is "tengah" or "pertengahan")
                return SlotValue.Of("reminder_day", "15");
        }

        decimal? found = null;
        for (var i = 0; i < text.Count; i++)
        {
            // «… soalnya saya dapat uang tanggal sembilan belas» tells why
            if (found is not null && text.Word(i) is "soalnya" or "karena" or "krn" or "soale" or "sebab" or "kan" or "margi" or "lantaran")
                break;
            if (NumberParser.Read(text, i) is not { } number)
                continue;
            // «jam 8» is a time
            // «dua lima» says the digits of 25
            if (number.Value is 1 or 2 or 3 && number.Next == i + 1 && text[i].IsWord && text[i + 1].IsWord
                && NumberParser.Read(text, i + 1) is { Value: >= 0 and < 10 } units && units.Next == i + 2 && (number.Value * 10) + units.Value <= 31)
            {
                found = (number.Value * 10) + units.Value;
                i++;
                continue;
            }

            if (text.Word(i - 1) is not ("jam" or "pukul" or "jm" or "pkl")
                && (found is null || text.Word(i - 1) is "tanggal" or "tgl" || Corrections.IsSelf(reply)))
                found = number.Value;
            i = number.Next - 1;
        }

        if (found is { } day)
            return day is >= 1 and <= 31 && day == decimal.Truncate(day) ? SlotValue.Of("reminder_day", Text(day))
                : SlotValue.Refused("range");
        foreach (var word in reply.Words)
        {
            if (CalendarWords.Weekday(word, false) is not null || word is "kliwon" or "legi" or "pahing" or "pon" or "wage" or
                "gajian" or "minggu")
                return SlotValue.Refused("unparseable");
        }

        return null;
    }

    private static SlotValue? ReminderTime(ReplyText reply)
    {
        var text = reply.Scanned;
        // «jangan pagi» says when not
        if (reply.Words.Count <= 4 && reply.Words is [("jangan" or "jgn" or "ojo" or "ulah" or "asal"), ..] && !reply.HasDigits)
            return null;
        Resolution.Time? approximate = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (TimeParser.Read(text, i, reply.Options) is not { } read)
                continue;
            if (read.Time is not { } time)
                return SlotValue.Refused("unparseable");
            if (!time.Approximate)
                return SlotValue.Of("reminder_time", Waking(time, reply));
            approximate ??= time;
            i = read.Next - 1;
        }

        for (var i = 0; i < text.Count; i++)
        {
            if (NumberParser.Read(text, i) is not { } number)
                continue;
            if (text.Word(i - 1) is "tanggal" or "tgl")
                continue;
            if (number.Value is < 0 or > 24 || number.Value != decimal.Truncate(number.Value))
                return SlotValue.Refused("unparseable");
            var hour = (int)number.Value % 24;
            return SlotValue.Of("reminder_time", new TimeOnly(hour is >= 1 and <= 4 ? hour + 12 : hour, 0).ToString("HH:mm",
                CultureInfo.InvariantCulture));
        }

        return approximate is { } about ? SlotValue.Of("reminder_time_approx",
            about.Value.ToString("HH:mm", CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>Of an open half of the day the one in which people are awake: five in the morning to half past four.</summary>
    private static string Waking(Resolution.Time time, ReplyText reply)
    {
        var value = time.Value;
        // «sonten wé tabuh lima»
        if ((value.Hour is >= 2 and <= 6 && reply.Has("sonten", "sore", "burit", "soré", "asar", "ashar"))
            || (value.Hour is >= 6 and <= 11 && reply.Has("wengi", "bengi", "dalu", "peuting", "malem", "malam", "mlm")))
            value = value.AddHours(12);
        if (value.Hour < 5 && time.Alternatives.Count > 0)
            value = time.Alternatives[0];
        return value.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private static SlotValue? Channel(ReplyText reply)
    {
        var sms = reply.Has("sms", "smsan", "esemes", "smsnya");
        var whatsapp = reply.Has("wa", "whatsapp", "whatsap", "watsap", "wasap", "watshap", "wea", "whatsaap", "wasapp",
            "whastapp", "watsapp", "whtsapp", "wathsap", "wad", "whatsappp", "waa");
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
