namespace Chatbot.Language;

/// <summary>Reads what comes again: «setiap hari jam 7 pagi», «tgl 10 tiap bln», «sebulan sekali».</summary>
internal static class RecurringTime
{
    public static DateTimeRecognizer.Moment? Read(ScannedText text, int i, RecognizerOptions options)
    {
        // «jam 7 pagi setiap hari»
        if (TimeParser.Read(text, i, options) is { Time: { } early } earlyRead
            && Pattern(text, earlyRead.Next, out var afterPattern) is { } later)
            return new DateTimeRecognizer.Moment(later with { At = early.Value }, afterPattern);
        if (Pattern(text, i, out var next) is not { } pattern)
            return null;
        var at = text[next].Symbol == ',' ? next + 1 : next;
        if (text.Word(at) is "pada" or "di" or "pas" or "setiap" or "sekitar")
            at++;
        if (TimeParser.Read(text, at, options) is { Time: { } time } timeRead)
            return new DateTimeRecognizer.Moment(pattern with { At = time.Value }, timeRead.Next);
        if (IsDayPart(text.Word(next)) && pattern.Every != "daily")
            next++;
        return new DateTimeRecognizer.Moment(pattern, next);
    }

    private static Resolution.Recurring? Pattern(ScannedText text, int i, out int next)
    {
        next = i;
        // «tgl 10 tiap bulan», «senin tiap minggu»
        if (DayOfMonth(text, i, out var afterDay) is { } day && IsEach(text, afterDay, out var unitAt)
            && CalendarWords.Unit(Base(text.Word(unitAt))) == TimeUnit.Month)
        {
            next = unitAt + 1;
            return new Resolution.Recurring("monthly") { Day = day };
        }

        // «awal bulan tiap bulannya» is rare; «sebulan sekali», «sekali sebulan», «1 bulan sekali» are not
        if (Once(text, i, out next) is { } once)
            return once;
        if (!IsEach(text, i, out var at))
        {
            next = i;
            return null;
        }

        if (Once(text, at, out next) is { } said)
            return said;
        return After(text, at, out next);
    }

    /// <summary>What «tiap» is followed by.</summary>
    private static Resolution.Recurring? After(ScannedText text, int at, out int next)
    {
        next = at;
        if (DayOfMonth(text, at, out var afterDay) is { } day)
        {
            next = afterDay;
            if (IsEach(text, next, out var unitAt) && CalendarWords.Unit(Base(text.Word(unitAt))) == TimeUnit.Month)
                next = unitAt + 1;
            else if (CalendarWords.Unit(Base(text.Word(next))) == TimeUnit.Month)
                next++;
            return new Resolution.Recurring("monthly") { Day = day };
        }

        if (text.Word(at) is "awal" or "akhir" or "akir" && CalendarWords.Unit(Base(text.Word(at + 1))) == TimeUnit.Month)
        {
            next = at + 2;
            return new Resolution.Recurring("monthly") { Day = text.Word(at) == "awal" ? 1 : 31 };
        }

        var sure = text.Word(at) is "hari" or "hr" or "dinten" or "dina" or "dino" or "poe";
        if (CalendarWords.Weekday(text.Word(sure ? at + 1 : at), sure) is { } weekday
            && (sure || text.Word(at) is not "minggu" || IsDayPart(text.Word(at + 1))))
        {
            next = sure ? at + 2 : at + 1;
            return new Resolution.Recurring("weekly") { Weekday = weekday };
        }

        if (IsDayPart(text.Word(at)))
        {
            next = at;
            // «tiap pagi jam 7»: the part stays for the time
            if (text.Word(at + 1) is not ("jam" or "pukul" or "jm" or "pkl"))
                next = at + 1;
            if (next == at)
                return new Resolution.Recurring("daily");
            return new Resolution.Recurring("daily");
        }

        if (CalendarWords.Unit(Base(text.Word(at))) is not { } unit)
            return null;
        next = at + 1;
        switch (unit)
        {
            case TimeUnit.Day:
                return new Resolution.Recurring("daily");
            case TimeUnit.Week:
                if (CalendarWords.Weekday(text.Word(text.Word(next) is "hari" ? next + 1 : next), true) is { } day2)
                {
                    next += text.Word(next) is "hari" ? 2 : 1;
                    return new Resolution.Recurring("weekly") { Weekday = day2 };
                }

                return new Resolution.Recurring("weekly");
            case TimeUnit.Month:
                if (DayOfMonth(text, text.Word(next) is "pada" or "di" ? next + 1 : next, out var afterMonthDay) is { } monthDay)
                {
                    next = afterMonthDay;
                    return new Resolution.Recurring("monthly") { Day = monthDay };
                }

                return new Resolution.Recurring("monthly");
            case TimeUnit.Year:
                return new Resolution.Recurring("yearly");
            default:
                return null;
        }
    }

    private static Resolution.Recurring? Once(ScannedText text, int i, out int next)
    {
        next = i;
        TimeUnit? unit = null;
        if (text.Word(i) is "sekali" or "sepisan" or "sakali" && CalendarWords.OneUnit(text.Word(i + 1)) is { } after)
        {
            unit = after;
            next = i + 2;
        }
        else if (CalendarWords.OneUnit(text.Word(i)) is { } before && text.Word(i + 1) is "sekali" or "skali" or "sepisan" or
            "sakali" or "pisan" or "skli")
        {
            unit = before;
            next = i + 2;
        }
        else if ((text[i].IsDigits && text[i].Text == "1" || text.Word(i) is "satu" or "tiap")
            && CalendarWords.Unit(text.Word(i + 1)) is { } counted && text.Word(i + 2) is "sekali" or "skali" or
            "sepisan" or "sakali")
        {
            unit = counted;
            next = i + 3;
        }

        return unit switch
        {
            TimeUnit.Day => new Resolution.Recurring("daily"),
            TimeUnit.Week => new Resolution.Recurring("weekly"),
            TimeUnit.Month => new Resolution.Recurring("monthly"),
            TimeUnit.Year => new Resolution.Recurring("yearly"),
            _ => null,
        };
    }

    private static bool IsEach(ScannedText text, int i, out int next)
    {
        next = i + 1;
        var word = text.Word(i);
        if (word is "setiap" or "tiap" or "stiap" or "saben" or "unggal" or "per" or "setip" or "tip" or "pendak" or
            "sabean" or "tiep")
        {
            if (text[next] is { IsDigits: true, Text: "2", Glued: true })
                next++;
            if (text[next].Symbol == '-' && text.Word(next + 1) is "tiap")
                next += 2;
            return word is not "per" || CalendarWords.Unit(text.Word(next)) is not null || text.Word(next) is "tanggal" or "tgl";
        }

        return false;
    }

    private static int? DayOfMonth(ScannedText text, int i, out int next)
    {
        next = i;
        if (text.Word(i) is not ("tanggal" or "tgl" or "tg" or "tggl"))
            return null;
        var at = text[i + 1].Symbol is '.' or ':' ? i + 2 : i + 1;
        if (NumberParser.Read(text, at) is not { } number || number.Value is < 1 or > 31
            || number.Value != decimal.Truncate(number.Value))
            return null;
        next = number.Next;
        return (int)number.Value;
    }

    private static bool IsDayPart(string word) => word is "pagi" or "siang" or "sore" or "malam" or "malem" or "mlm" or "isuk" or
        "esuk" or "bengi" or "sonten";

    /// <summary>«bulannya» as «bulan».</summary>
    private static string Base(string word) =>
        word.Length > 5 && word.EndsWith("nya", StringComparison.Ordinal) ? word[..^3] : word.Length > 5 && word.EndsWith('e')
            && word.StartsWith("bulan", StringComparison.Ordinal) ? "bulan" : word;
}
