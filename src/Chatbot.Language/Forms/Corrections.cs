using System.Globalization;

namespace Chatbot.Language;

/// <summary>Reads changes to what was given before: «eh salah, HP saya 0812…», «nama bukan Siti tapi Sri», «ganti nama».</summary>
internal static class Corrections
{
    /// <summary>Changes the answer within one reply: «3317… eh salah, 3404…».</summary>
    public static bool IsSelf(ReplyText reply) => reply.IsSelfCorrected;

    internal static bool SaysSo(ReplyText reply) =>
        reply.Has("eh", "ralat", "maksud", "maksudnya", "maksudku", "koreksi", "kepotong", "typo", "bukan", "salah", "slh",
            "harusnya", "keliru", "benernya", "klru", "eeh", "ehh", "kliru", "maap");

    /// <summary>«nama saya kok jadi Kasiyem, harusnya Kasiyam»: wonders, and says how it should be.</summary>
    public static bool Restates(ReplyText reply) =>
        !reply.HasQuestionMark && reply.Has("harusnya", "seharusnya", "mestinya", "kudune", "hrsnya", "kuduna", "kudunya", "mustinya");

    /// <summary>The reply speaks of a change.</summary>
    private static bool Speaks(ReplyText reply) =>
        reply.Has("salah", "slh", "keliru", "kliru", "kleru", "klirune", "lepat", "lepatan", "luput", "typo", "eh", "ralat",
            "koreksi", "koreksinya",
            "revisi", "edit", "update", "ding", "deng", "taunnya", "tahunnya", "ganti", "gnti", "ngganti", "gantiin", "gantinya", "diganti", "mengganti", "gentos",
                "gantos", "ubah",
            "rubah", "rubahin", "ubahkan", "diubah", "dirubah", "ngubah", "mengubah", "pindah", "kebalik", "kebalek",
                "terbalik", "ketuker",
            "ktuker", "tertukar", "harusnya", "seharusnya", "maksud", "maksudnya", "melainkan", "kecuali", "kurang", "beda", "bedo",
                "kelebihan", "perbaiki",
            "perbaikan", "betulkan", "betulin", "dibetulkan", "benerin", "dibenerin", "benarkan", "benahi", "bukan", "bkn",
                "dudu", "sanes", "kaping") ||
        reply.HasPair("yang|yg|sing|nu", "benar|bener|betul|leres|bnr|btl");

    /// <summary>A correction of another slot than the one asked, or of any at the end; null when the reply is none.</summary>
    public static FormReply? Read(ReplyText reply)
    {
        var final = reply.Asked is "confirm" or "consent" or "next";
        var speaks = Speaks(reply);
        // «hp-nya pakai nomor yang buat chat ini saja»
        if (final && reply.Phones.Count == 0 && !reply.Has("bener", "benar", "betul", "salah", "cocok", "sesuai", "leres", "bnr", "btl") && reply.Has("hp", "hpnya", "wa", "wanya", "nomor", "nomer", "nomornya", "nohp", "telepon") && !reply.HasDigits
            && SlotReader.Read("phone", new ReplyText(reply.Raw, reply.Question with { Asked = "phone", Choices = [] })) is { Reason: null } own)
            return new FormReply(ReplyAct.Correct) { Topic = "phone", Slots = own.Slots };
        var topic = Topic(reply);
        if (!speaks && !final)
            return null;
        if (reply.HasPair("tidak|gak|ga|nggak|ora|tdk|ndak|teu|gk", "ada|salah|keliru|perlu|usah|aya|ono") && !reply.HasDigits
            && reply.HasPair("ada|perlu|usah|tidak|gak|ga|nggak|ora|tdk|gk|aya|ono",
            "yang|yg|diubah|diganti|salah|keliru|sing|nu|perubahan|dirubah|diperbaiki"))
            return null;
        topic ??= ByValue(reply, final);
        if (topic is null || topic == reply.Asked || (!speaks && !HasValueOf(reply, topic)) || (topic == "heir" && !final))
            return null;
        // «nama saya sudah benar» changes nothing
        if (!HasValueOf(reply, topic) && reply.Has("benar", "bener", "betul", "sesuai")
            && !reply.Has("salah", "ganti", "ubah", "rubah", "diganti", "pindah", "bukan", "kecuali", "belum", "kurang", "tidak",
                "gak", "slh", "keliru", "kebalik", "ga"))
            return null;
        var changed = Value(reply, topic);
        // «namanya yang benar Siti Aminah Wati, terus nomornya ganti 0813…»
        if (final && topic == "phone" && changed.Slots.Count == 1 && SlotNames.All(reply).Contains("name") && NewName(reply) is { } name)
            return changed with { Slots = new Dictionary<string, string>(changed.Slots, StringComparer.Ordinal) { ["name"] = name } };
        if (final && topic == "name" && changed.Slots.Count == 1 && SlotNames.All(reply).Contains("phone") && PhoneReader.Read(reply) is { Reason: null } number)
            return changed with { Slots = new Dictionary<string, string>(changed.Slots, StringComparer.Ordinal) { ["phone"] = Last(number.Slots["phone"]) } };
        return changed;
    }

    /// <summary>The slot to change, as the reply names it.</summary>
    private static string? Topic(ReplyText reply)
    {
        var named = SlotNames.All(reply);
        named.RemoveAll(s => s is "months" or "reminder_time" or "place" && !reply.Has("ganti", "ubah", "rubah", "salah"));
        if (named.Count == 0)
            return null;
        // «tanggalnya bukan 4 tapi 5» where no reminder was spoken of
        if (named[0] == "reminder_day" && reply.Question.Known.ContainsKey("dob") && !reply.Question.Known.ContainsKey("reminder_day"))
            named[0] = "dob";
        // «HP saya salah, harusnya 0812…»: what is named and given wins over what is only named.
        return named.Find(s => HasValueOf(reply, s)) ?? BesideWrong(reply, named) ?? named[0];
    }

    /// <summary>«nik ok, nama ok, tgl lahir salah»: of several that are named the one that is called wrong.</summary>
    private static string? BesideWrong(ReplyText reply, List<string> named)
    {
        for (var i = 1; named.Count > 1 && i < reply.Words.Count; i++)
        {
            if (reply.Words[i] is "salah" or "slh" or "keliru" or "kliru" or "beda" or "kebalik" && SlotNames.Of(reply.Words[i - 1]) is { } slot && named.Contains(slot))
                return slot;
        }

        return null;
    }

    private static bool HasValueOf(ReplyText reply, string slot) => slot switch
    {
        "nik" => reply.Niks.Count > 0,
        "relationship" or "job" or "program" when NewPart(reply) is not null => true,
        "phone" => reply.Phones.Count > 0 && reply.Phones.Exists(p => p.Resolution is Resolution.Phone { Valid: true } or
            Resolution.OwnPhone),
        "dob" => DateRecognizer.Find(reply.Scanned, reply.Options.Today).Exists(d => d.Resolution is Resolution.Date) || KnownDay(reply) is not null,
        "income" => MoneyRecognizer.Find(reply.Scanned, false).Count > 0,
        "name" => NewName(reply) is not null,
        _ => After(reply) >= 0,
    };

    /// <summary>What is changed shows by the kind of the value alone.</summary>
    private static string? ByValue(ReplyText reply, bool final)
    {
        if (reply.Niks.Count > 0 && (final || reply.Question.Known.ContainsKey("nik")))
            return "nik";
        if (reply.Phones.Exists(p => p.Resolution is Resolution.Phone { Valid: true })
            && (final || reply.Question.Known.ContainsKey("phone")))
            return "phone";
        if (!final && !reply.Has("salah", "bukan", "harusnya", "ralat", "ganti"))
            return null;
        if (reply.Asked is not "dob" && DateRecognizer.Find(reply.Scanned, reply.Options.Today).Exists(d =>
            d.Resolution is Resolution.Date date && (date.Complete || reply.Question.Known.ContainsKey("dob"))
            && reply.Scanned.Tokens.Exists(t => t.IsDigits)) && reply.Question.Known.ContainsKey("dob"))
            return "dob";
        // «bulannya 8 harinya 9, kebalik», «kaping 25 lain 15»
        if (final && reply.Has("harinya", "bulannya", "tanggalnya", "tglnya", "kaping", "ping", "tanggale", "dinane") && KnownDay(reply) is not null)
            return "dob";
        if (final && reply.Question.Known.ContainsKey("income") && MoneyRecognizer.Find(reply.Scanned, false).Count > 0)
            return "income";
        // «bukan ART, dia babysitter»
        if (!final && reply.Asked is not "relationship" && reply.Words is ["bukan" or "bkn" or "dudu" or "sanes", ..]
            && NewPart(reply) is { } part && RelationshipReader.Read(new ReplyText(part, reply.Question with { Asked = "relationship" })) is not null)
            return "relationship";
        // «bukan Siti tapi Sri»
        return final && reply.Question.Known.TryGetValue("name", out var name) && SharesWord(reply, name)
            && NewName(reply) is { } other && !other.Equals(name, StringComparison.OrdinalIgnoreCase)
            ? "name" : null;
    }

    private static bool SharesWord(ReplyText reply, string name)
    {
        foreach (var token in new ScannedText(name).Tokens)
        {
            if (token.IsWord && token.Text.Length > 2 && reply.Words.Contains(token.Text))
                return true;
        }

        return false;
    }

    /// <summary>The programs after «JHT-nya gausah» or «tambah JHT»; null when none is taken out or in.</summary>
    public static string? Programs(ReplyText reply)
    {
        if (reply.Words.Count > 10 || !(reply.Has("jht", "jhtnya", "tabungan", "tabungannya") || reply.HasPair("hari", "tua")))
            return null;
        if (reply.Has("gausah", "usah", "tanpa", "hapus", "buang", "keluarin", "coret", "gajadi", "batalin", "hilangin", "jangan", "kurangi"))
            return "jkk,jkm";
        return reply.Has("tambah", "tambahin", "tambahkan", "tambahi", "sekalian", "plus", "masukin", "ikutkan") ? "jkk,jkm,jht" : null;
    }

    /// <summary>«tukang cat bukan kuli bangunan», «programnya tiga, bukan dua», «kerjaan ganti kurir paket»: the part of the reply that is new.</summary>
    private static string? NewPart(ReplyText reply)
    {
        var text = reply.Scanned;
        var not = text.Tokens.FindLastIndex(t => t.IsWord && t.Text is "bukan" or "bkn" or "dudu" or "sanes");
        if (not > 0)
        {
            var last = text[not - 1].Symbol is ',' ? not - 1 : not;
            var first = last - 1;
            while (first > 0 && text[first - 1].Symbol is not (',' or ':') && SlotNames.Of(text.Word(first - 1)) is null)
                first--;
            return last > first ? text.Slice(first, last) : null;
        }

        var comma = text.Tokens.FindIndex(t => t.Symbol is ',');
        if (not == 0)
            return comma > 0 && comma + 1 < text.Count ? text.Slice(comma + 1, text.Count) : null;
        for (var i = 1; i + 1 < text.Count; i++)
        {
            if (text.Word(i) is "ganti" or "ubah" or "rubah" or "gentos" or "gantos" or "lain" or "pindah" && SlotNames.Of(text.Word(i - 1)) is not null)
                return text.Slice(i + 1, text.Count);
        }

        return null;
    }

    private static FormReply Value(ReplyText reply, string topic)
    {
        FormReply Changed(string slot, string value) =>
            new(ReplyAct.Correct) { Topic = slot, Slots = new Dictionary<string, string>(StringComparer.Ordinal) { [slot] = value } };
        FormReply Refused(SlotValue value) => new(ReplyAct.Invalid) { Topic = topic, Reason = value.Reason, Suggest = value.Suggest };
        FormReply Only() => new(ReplyAct.Correct) { Topic = topic };
        switch (topic)
        {
            // «NIK belakangnya 9112»: a part cannot be put in; it is asked again
            case "nik" when reply.Runs.Count > 0 && reply.Runs.TrueForAll(run => run.Compact.Length < 12):
                return Only();
            case "nik":
                return SlotReader.Nik(reply) is not { } nik ? Only() : nik.Reason is not null ? Refused(nik)
                    : Changed("nik", Last(nik.Slots["nik"]));
            case "phone":
                return PhoneReader.Read(reply) is not { } phone ? Only() : phone.Reason is not null ? Refused(phone)
                    : Changed("phone", Last(phone.Slots["phone"]));
            case "dob":
                return BirthDateReader.Read(reply) is { Reason: null } dob ? Changed("dob", dob.Slots["dob"])
                    : KnownDay(reply) is { } moved ? Changed("dob", moved.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : Only();
            case "income":
                return IncomeReader.Read(reply) is { Reason: null } income
                    ? new FormReply(ReplyAct.Correct) { Topic = topic, Slots = income.Slots } : Only();
            case "name":
                return NewName(reply) is { } name ? Changed("name", name) : Only();
        }

        var after = After(reply);
        var rest = after >= 0 && after < reply.Scanned.Count ? reply.Scanned.Slice(after, reply.Scanned.Count).Trim() : NewPart(reply);
        if (rest is null)
            return Only();
        var inner = new ReplyText(rest, reply.Question with { Asked = topic, Choices = [] });
        return SlotReader.Read(topic, inner) is { Reason: null } value
            ? new FormReply(ReplyAct.Correct) { Topic = topic, Slots = value.Slots }
            : topic is "heir" or "account" or "email" ? Changed(topic, rest) : Only();
    }

    private static string Last(string values) => values[(values.LastIndexOf(',') + 1)..];

    /// <summary>The token after «jadi», «harusnya», «yang benar», «tapi», «bukan X tapi»; -1 when none stands.</summary>
    private static int After(ReplyText reply)
    {
        var text = reply.Scanned;
        var after = -1;
        for (var i = 0; i < text.Count; i++)
        {
            switch (text.Word(i))
            {
                case "jadi" or "menjadi" or "harusnya" or "seharusnya" or "melainkan" or "tulisannya" or "mustinya" or
                    "kudune" or "dadi" or "hrsnya" or "mestinya" or "kudunya" or "kuduna" or "hrusnya" or "janten" or "kedahna" or "kedahipun" or "seharusna" or "kuduna" or "sakuduna" or "kedah":
                case "tapi" or "tp" or "ning" or "nanging" when i > 0 && reply.Has("bukan", "bkn", "dudu", "sanes"):
                case "benar" or "bener" or "betul" or "leres" or "bnr" or "benernya" or "betulnya" or "benarnya" or
                    "btl" when text.Word(i - 1) is "yang" or "yg" or "sing" or "nu"
                    || text.Word(i).EndsWith("nya", StringComparison.Ordinal):
                case "ke" when reply.Has("ganti", "ubah", "rubah", "diganti", "pindah"):
                    after = i + 1;
                    break;
            }
        }

        while (after >= 0 && after < text.Count && (text[after].Symbol is ':' or ',' or '-' or '"'
            || text.Word(after) is "adalah" or "itu" or "yang" or "ini" or "nya"))
            after++;
        return after;
    }

    /// <summary>The new name in «ganti nama jadi Sri», «nama bukan Siti tapi Sri», «Sri bukan Siti», «eh salah, nama saya Sri».</summary>
    private static string? NewName(ReplyText reply)
    {
        var text = reply.Scanned;
        var after = After(reply);
        if (after >= 0 && NameReader.At(text, after, false) is { } said)
            return said;
        for (var i = 0; i < text.Count; i++)
        {
            // «Siti Aminah bukan Siti Aisyah», «bukan Siti, Sri»
            if (text.Word(i) is not ("bukan" or "bkn" or "dudu" or "sanes"))
                continue;
            var comma = text.Tokens.FindIndex(i, t => t.Symbol == ',');
            if (comma > 0 && NameReader.At(text, NameReader.Begin(text, comma + 1), false) is { } second)
                return second;
            if (i > 0)
            {
                var first = i - 1;
                while (first > 0 && text[first - 1].IsWord
                    && text.Word(first - 1) is not ("nama" or "namanya" or "saya" or "itu" or "ku" or "namaku" or "adalah" or
                    "sih" or "ya" or "salah" or "eh" or "lengkap"))
                    first--;
                if (text[first].IsWord && text.Word(first) is not ("nama" or "namanya" or "saya" or "itu" or "namaku" or "salah")
                    && NameReader.At(text, first, false) is { } before)
                    return before;
            }
        }

        // «nama pake marga ganda, Yohanes Wenda Tabuni»: what shares a word with the known one
        var pause = text.Tokens.FindLastIndex(t => t.Symbol is ',' or ':');
        if (pause > 0 && reply.Question.Known.TryGetValue("name", out var before0) && NameReader.At(text, NameReader.Begin(text, pause + 1), false) is { } whole
            && SharesWord(new ReplyText(whole, reply.Question), before0))
            return whole;
        if (NameReader.Named(text) is { } named)
            return named;
        // «nama saya kurang, Siti Aminah Rahayu», and at the end the whole name typed again
        var mark = text.Tokens.FindLastIndex(t => t.Symbol is ',' or ':');
        if (mark > 0 && reply.Has("nama", "namanya", "namaku", "nm", "nami", "namina", "jeneng", "jenengku", "asma", "nmny") && NameReader.At(text, NameReader.Begin(text, mark + 1), false) is { } behind)
            return behind;
        return reply.Asked == "confirm" && reply.Words.Count <= 5 && reply.Question.Known.TryGetValue("name", out var known)
            && SharesWord(reply, known)
            ? NameReader.Read(reply)
            : null;
    }

    /// <summary>«lahir tahun 1991 bukan 1990»: the year said last of those not denied, with the day that is known.</summary>
    private static DateOnly? KnownDay(ReplyText reply)
    {
        if (!reply.Question.Known.TryGetValue("dob", out var known) ||
            !DateOnly.TryParseExact(known, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
            return null;
        var text = reply.Scanned;
        int? year = null;
        int? month = null;
        int? day = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (NewDay(text, i, born.Day) is { } other)
            {
                day = other;
                continue;
            }

            // «bulannya september bukan agustus»
            if (CalendarWords.Month(text.Word(i)) is { } named && CalendarWords.IsMonthName(text.Word(i)) && named != born.Month
                && text.Word(i - 1) is not ("bukan" or "bkn" or "dudu" or "sanes"))
                month = named;
            // «bulan lahirnya 7 bukan 8»
            if (text[i].IsDigits && text[i].Text.Length <= 2 && (text.Word(i - 1) is "bulan" or "bulannya" or "bln" || text.Word(i - 2) is "bulan" or "bln")
                && int.Parse(text[i].Text, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var number)
            {
                if (text.Word(i - 1) is not ("bukan" or "bkn" or "dudu" or "sanes"))
                    month = number;
                continue;
            }

            // «lahir taun 91 bukan 90»
            if (text[i].IsDigits && text[i].Text.Length == 2 && text.Word(i - 1) is "tahun" or "taun" or "thn" or "th" or "taunnya" or "tahunnya" or "thnnya" or "taune" or "tahune" or "taunna")
            {
                var two = int.Parse(text[i].Text, CultureInfo.InvariantCulture);
                two += two > reply.Options.Today.Year % 100 ? 1900 : 2000;
                if (two != born.Year)
                    year = two;
                continue;
            }

            if (!text[i].IsDigits || text[i].Text.Length != 4 || text.Word(i - 1) is "bukan" or "bkn" or "dudu" or "sanes")
                continue;
            var value = int.Parse(text[i].Text, CultureInfo.InvariantCulture);
            if (value >= 1900 && value <= reply.Options.Today.Year && value != born.Year)
                year = value;
        }

        return year is null && month is null && day is null ? null : DateParser.Day(day ?? born.Day, month ?? born.Month, year ?? born.Year);
    }

    /// <summary>«tanggalnya 21 bukan 12», «kaping 25», «13 bkn 31»: another day of the month than the known one.</summary>
    private static int? NewDay(ScannedText text, int i, int known)
    {
        if (!text[i].IsDigits || text[i].Text.Length > 2 || int.Parse(text[i].Text, CultureInfo.InvariantCulture) is not (>= 1 and <= 31 and var day) || day == known
            || text[i + 1].Symbol is '/' or '-' || CalendarWords.Month(text.Word(i + 1)) is not null)
            return null;
        if (text.Word(i - 1) is "tapi" or "harusnya" or "seharusnya" && text.Tokens.Exists(t => t.IsWord && t.Text is "tanggal" or "tgl" or "tanggalnya" or "tglnya"))
            return day;
        if (text.Word(i - 1) is "tanggalnya" or "tglnya" or "harinya" or "kaping" or "ping" or "tanggale" or "tanggalna" or "dinane" or "tgle" or "tanggal" or "tgl")
            return day;
        return text.Word(i + 1) is "bukan" or "bkn" or "dudu" or "sanes" or "lain" && text[i + 2].IsDigits && text[i + 2].Text.TrimStart('0') == known.ToString(CultureInfo.InvariantCulture)
            ? day : null;
    }

    /// <summary>A day and month without its year, with the year of the date of birth that is known.</summary>
    public static DateOnly? KnownYear(ReplyText reply, Resolution? found)
    {
        if (found is not Resolution.Date date || !reply.Question.Known.TryGetValue("dob", out var known) ||
            !DateOnly.TryParseExact(known, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
            return null;
        return DateParser.Day(date.Value.Day, date.Value.Month, born.Year);
    }
}
