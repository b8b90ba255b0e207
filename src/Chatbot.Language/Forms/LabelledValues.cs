using System.Globalization;

namespace Chatbot.Language;

/// <summary>Everything a reply gives besides what was asked: pasted identity cards, «Nama: …, NIK …, HP …».</summary>
internal static class LabelledValues
{
    /// <summary>Valid values by slot; each stands by its own shape or behind its own label.</summary>
    public static Dictionary<string, string> Find(ReplyText reply)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (SlotReader.Nik(reply) is { Reason: null } nik)
            values["nik"] = nik.Slots["nik"];
        var phones = reply.Phones.Where(p => p.Resolution is Resolution.Phone { Valid: true, Type: "MOBILE" or
            "FIXED_LINE_OR_MOBILE" or "UNKNOWN" } or Resolution.Phone { Alternative.Type: "MOBILE" }).ToList();
        if (phones.Count > 0 && PhoneReader.Read(reply) is { Reason: null } phone)
            values["phone"] = phone.Slots["phone"];
        if (NameReader.Named(reply.Scanned) is { } name
            || (values.ContainsKey("nik") && (name = NameReader.BeforeNumber(reply.Scanned, reply.Asked == "next")) is not null))
            values["name"] = name;
        if (BirthDate(reply) is { } born)
            values["dob"] = born;
        if (Job(reply) is { } job)
            values["job"] = job;
        if (Income(reply) is { } income)
            values["income"] = income;
        return values;
    }

    /// <summary>A complete date behind «lahir», «ttl», or after the place on a card.</summary>
    private static string? BirthDate(ReplyText reply)
    {
        if (!reply.Has("lahir", "lahirnya", "ttl", "tgllahir", "kelahiran", "lhr", "tgl"))
            return null;
        foreach (var found in DateRecognizer.Find(reply.Scanned, reply.Options.Today))
        {
            if (found.Resolution is Resolution.Date { Complete: true } date)
            {
                var value = date.Value > reply.Options.Today && date.Alternatives.Count > 0 ? date.Alternatives[0] : date.Value;
                if (value <= reply.Options.Today)
                    return value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
        }

        // «lahir 26 sept 89 medan»
        return Line(reply, "lahir|lhr|ttl|lahirnya|kelahiran") is { HasDigits: true } line && line.Words.Exists(word => CalendarWords.Month(word) is not null)
            && BirthDateReader.Read(line) is { Reason: null } born ? born.Slots["dob"] : null;
    }

    private static string? Job(ReplyText reply) => Line(reply, "pekerjaan|profesi|pekerjaannya|kerja|kerjaan|krj|padamelan|gawean|kerjaannya|kerjaanku|kerjaane|pekerjaanku|kerjanya|kerjane|padamelanana") is { } line &&
        JobReader.Named(line) is not null && SlotReader.Read("job", line) is { Reason: null } job ? job.Slots["job"] : null;

    private static string? Income(ReplyText reply) => Line(reply, "penghasilan|gaji|pendapatan|upah") is { } line &&
        IncomeReader.Read(line) is { Reason: null } income && income.Slots.TryGetValue("income", out var value) ? value : null;

    /// <summary>What stands behind a label up to the next comma or line.</summary>
    private static ReplyText? Line(ReplyText reply, string labels)
    {
        var text = reply.Scanned;
        for (var i = 0; i < text.Count; i++)
        {
            // «anak saya yang kerja di bengkel» tells which one
            if (!text[i].IsWord || !ReplyText.IsOneOf(text.Word(i), labels) || text.Word(i - 1) is "yang" or "yg" or "sing" or "nu")
                continue;
            var first = i + 1;
            while (text[first].Symbol is ':' or '=' or '-' || text.Word(first) is "saya" or "per" or "bulan" or "sebagai")
                first++;
            var last = first;
            while (last < text.Count && text[last].Symbol is not (',' or ';') && !NewLine(text, last, first) && last < first + 6)
                last++;
            if (last > first)
                return new ReplyText(text.Slice(first, last), reply.Question);
        }

        return null;
    }

    private static bool NewLine(ScannedText text, int i, int first) =>
        i > first && text.Chars.AsSpan(text[i - 1].End, text[i].Start - text[i - 1].End).IndexOfAny('\n', '\r') >= 0;
}
