namespace Chatbot.Language;

/// <summary>Reads days and periods that count from today: «besok», «3 hari lagi», «Jumat depan», «bulan lalu», «akhir bulan».</summary>
internal static class RelativeDate
{
    public static DateRead? Read(ScannedText text, int i, DateOnly today) =>
        !text[i].IsWord && !text[i].IsDigits ? null
            : Near(text, i, today) ?? Counted(text, i, today) ?? Edge(text, i, today) ?? Weekday(text, i,
                today) ?? Holidays.Read(text, i, today) ??
                Named(text, i, today) ?? Whole(text, i, today);

    /// <summary>The month that «bulan depan», «bulan ini» at a token name.</summary>
    public static DateOnly? Month(ScannedText text, int i, DateOnly today, out int next)
    {
        next = i;
        if (CalendarWords.Unit(text.Word(i)) != TimeUnit.Month || Shift(text, i + 1, out var after) is not { } shift)
            return null;
        next = after;
        return new DateOnly(today.Year, today.Month, 1).AddMonths(shift);
    }

    /// <summary>The year that «tahun depan», «tahun lalu» at a token name.</summary>
    /// <summary>-1 for «lalu», 1 for «depan» behind a day and month: «8 maret lalu».</summary>
    public static int? Side(ScannedText text, int i, out int next) => Shift(text, i, out next);

    public static int? YearShift(ScannedText text, int i, DateOnly today, out int next)
    {
        next = i;
        if (CalendarWords.Unit(text.Word(i)) != TimeUnit.Year || Shift(text, i + 1, out var after) is not { } shift)
            return null;
        next = after;
        return today.Year + shift;
    }

    private static DateRead? Near(ScannedText text, int i, DateOnly today)
    {
        DateRead Day(int days, int next) => new(new Resolution.Date(today.AddDays(days)), next) { Near = true };
        switch (text.Word(i))
        {
            case "hari" or "hr" or "hri" or "dino" or "dina" or "dinten" or "poe" when text.Word(i + 1) is "ini" or "iki" or
                "niki" or "ieu" or "nie" or "ni":
                return Day(0, i + 2);
            case "saat" when text.Word(i + 1) is "ini":
                return Day(0, i + 2);
            case "sekarang" or "skrg" or "skrng" or "skr" or "skg" or "ayeuna" or "saiki" or "sakniki" or "sekarng" or
                "skarang" or "sakmenika" or "skrang" or "samenika" or "kiwari":
                return Day(0, i + 1);
            case "tadi" or "td" when text.Word(i + 1) is "malam" or "mlm" or "malem" or "bengi":
                return Day(-1, i + 1);
            case "semalam" or "smalam" or "semalem" or "mambengi":
                return Day(-1, i + 1);
            case "tadi" or "td" or "mau" or "nanti" or "ntar" or "mengko" or "entar" or "nti" when text.Word(i + 1) is "pagi" or
                "siang" or "sore" or "malam" or "mlm" or "malem" or
                "isuk" or "esuk" or "bengi" or "sonten":
                return Day(0, i + 1);
            case "pagi" or "siang" or "sore" or "malam" when text.Word(i + 1) is "ini" or "nanti" or "tadi":
                return Day(0, i + 2);
            case "besok" or "bsk" or "besuk" or "sesuk" or "bsok" or "bso" or "isukan" or "mbenjang" or "benjing" or "enjing" or
                "sisuk" or "esok" or "besoknya" or "besk" or "bisuak" or "barisuak":
                if (text.Word(i + 1) is "lusa" or "emben")
                    return Day(2, i + 2);
                // «besok senin», «besok jumat» name a weekday
                if (CalendarWords.Weekday(text.Word(i + 1), false) is not null || text.Word(i + 1) is "hari" or "tanggal" or
                    "tgl" && text.Word(i + 2) is not "ini")
                    return null;
                return Day(1, i + 1);
            case "lusa" or "pageto" or "emben" or "pagéto" or "lusanya" or "lsa" or "suk":
                if (text.Word(i) == "suk" && text.Word(i + 1) is not "emben")
                    return null;
                return text.Word(i) == "suk" ? Day(2, i + 2) : text.Word(i + 1) is "kemarin" or "kmrn" ? Day(-2, i + 2)
                    : Day(2, i + 1);
            case "kemarin" or "kemaren" or "kmrn" or "kmren" or "kmarin" or "wingi" or "kamari" or "kemren" or "kmaren" or
                "kmrin" or "kemarn" or "wingenane" or "kalawingi":
                if (text.Word(i) == "wingenane")
                    return Day(-2, i + 1);
                return text.Word(i + 1) is "lusa" or "dulu" or "dlu" or "ketok" or "uni" ? Day(-2, i + 2) : Day(-1, i + 1);
            case "dulu" when text.Word(i + 1) is "kemarin" or "kmrn":
                return Day(-2, i + 2);
            case "mangkukna" or "selumbari":
                return Day(-2, i + 1);
            default:
                return null;
        }
    }

    /// <summary>«3 hari lagi», «dua bulan yang lalu», «dalam 5 minggu», «sebulan lagi».</summary>
    private static DateRead? Counted(ScannedText text, int i, DateOnly today)
    {
        var within = text.Word(i) is "dalam" or "dlm" or "jero" or "dina" && text[i + 1].IsDigits;
        var at = within ? i + 1 : i;
        if (DurationRecognizer.Read(text, at) is not { Hours: 0, Minutes: 0, Seconds: 0 } length)
            return null;
        var next = text[length.Next] is { Symbol: '.', Glued: true } ? length.Next + 1 : length.Next;
        var sign = Direction(text, next, out var after);
        if (sign == 0 && !within)
            return null;
        if (sign == 0)
        {
            sign = 1;
            after = next;
        }

        var months = ((length.Years * 12) + length.Months) * sign;
        var days = (length.Days + (length.Weeks * 7)) * sign;
        if (months != decimal.Truncate(months))
        {
            days += (months - decimal.Truncate(months)) * 30;
            months = decimal.Truncate(months);
        }

        if (Math.Abs(months) > 12 * 1000 || Math.Abs(days) > 100_000)
            return new DateRead(null, after);
        return new DateRead(new Resolution.Date(today.AddMonths((int)months).AddDays((int)Math.Floor(days))), after);
    }

    /// <summary>+1 for «lagi», -1 for «yang lalu», 0 when neither stands here.</summary>
    public static int Direction(ScannedText text, int i, out int next)
    {
        next = i + 1;
        switch (text.Word(i))
        {
            case "lagi" or "lg" or "kemudian" or "mendatang" or "maneh" or "deui" or "malih" or "lgi" or "nanti" or "lag":
                return 1;
            case "ke" when text.Word(i + 1) is "depan" or "muka":
                next = i + 2;
                return 1;
            case "kedepan" or "kedepannya":
                return 1;
            case "setelah" or "dari" when text.Word(i + 1) is "ini" or "sekarang" or "hari":
                next = text.Word(i + 2) is "ini" ? i + 3 : i + 2;
                return 1;
            case "yang" or "yg" or "sing" or "nu" or "ingkang" when text.Word(i + 1) is "lalu" or "lewat" or "silam" or
                "kepungkur" or "kapengker" or "kapungkur" or "lampau" or "kliwat" or "ll":
                next = i + 2;
                return -1;
            case "yang" or "yg" when text.Word(i + 1) is "akan" && text.Word(i + 2) is "datang":
                next = i + 3;
                return 1;
            case "lalu" or "silam" or "yl" or "kepungkur" or "kapengker" or "kapungkur" or "ago" or "lampau" or "lewat" or "lau":
                return -1;
            case "sebelumnya" or "sebelum" when text.Word(i) == "sebelumnya" || text.Word(i + 1) is "ini":
                next = text.Word(i) == "sebelumnya" ? i + 1 : i + 2;
                return -1;
            default:
                next = i;
                return 0;
        }
    }

    /// <summary>0 for «ini», 1 for «depan», -1 for «lalu» after a unit or a weekday.</summary>
    private static int? Shift(ScannedText text, int i, out int next)
    {
        next = i + 1;
        switch (text.Word(i))
        {
            case "ini" or "iki" or "niki" or "ieu" or "skrg" or "sekarang" or "ni" or "nie":
                return 0;
            case "depan" or "dpn" or "mendatang" or "ngarep" or "hareup" or "berikutnya" or "besok" or "dpan" or "depannya" or
                "ngajeng" or "payun" or "bsk" or "selanjutnya":
                return 1;
            case "lalu" or "kemarin" or "kmrn" or "kemaren" or "silam" or "sebelumnya" or "wingi" or "kamari" or "lampau" or
                "kepungkur" or "kapengker" or "kapungkur" or "tadi" or "lau" or "lewat":
                return -1;
            case "yang" or "yg" when text.Word(i + 1) is "lalu" or "kemarin" or "lewat" or "silam" or "kmrn" or "ll":
                next = i + 2;
                return -1;
            case "yang" or "yg" when text.Word(i + 1) is "akan" && text.Word(i + 2) is "datang":
                next = i + 3;
                return 1;
            case "yang" or "yg" when text.Word(i + 1) is "depan" or "berikutnya":
                next = i + 2;
                return 1;
            default:
                next = i;
                return null;
        }
    }

    /// <summary>«awal bulan depan», «akhir tahun», «pertengahan Agustus».</summary>
    private static DateRead? Edge(ScannedText text, int i, DateOnly today)
    {
        var edge = text.Word(i) switch
        {
            "awal" or "awalan" or "awl" or "permulaan" => 0,
            "akhir" or "akir" or "ahir" or "ujung" or "penghujung" => 2,
            "pertengahan" or "tengah" or "tengahan" => 1,
            _ => -1,
        };
        if (edge < 0)
            return null;
        var at = i + 1;
        if (CalendarWords.Unit(text.Word(at)) is { } unit && unit is TimeUnit.Month or TimeUnit.Year or TimeUnit.Week
            && !(text.Word(at + 1).Length > 0 && CalendarWords.Month(text.Word(at + 1)) is not null))
        {
            var shift = Shift(text, at + 1, out var next) ?? 0;
            if (next == at + 1 && unit == TimeUnit.Year && text[next].IsDigits && text[next].Text.Length == 4)
            {
                shift = int.Parse(text[next].Text, System.Globalization.CultureInfo.InvariantCulture) - today.Year;
                next++;
            }

            if (Math.Abs(shift) > 200)
                return null;
            switch (unit)
            {
                case TimeUnit.Month:
                    var month = new DateOnly(today.Year, today.Month, 1).AddMonths(shift);
                    return new DateRead(new Resolution.Date(Within(month, edge)), next);
                case TimeUnit.Year:
                    var year = today.Year + shift;
                    var day = edge switch { 0 => new DateOnly(year, 1, 1), 1 => new DateOnly(year, 7, 1), _ =>
                        new DateOnly(year, 12, 31) };
                    return new DateRead(new Resolution.Date(day), next);
                default:
                    var monday = Monday(today).AddDays(7 * shift);
                    return new DateRead(new Resolution.Date(monday.AddDays(edge switch { 0 => 0, 1 => 2, _ => 5 })), next);
            }
        }

        if (Named(text, at, today, true) is { Found: Resolution.Period { Granularity: "month" } period } named)
            return new DateRead(new Resolution.Date(Within(period.Start, edge)), named.Next);
        return null;
    }

    private static DateOnly Within(DateOnly month, int edge) => edge switch
    {
        0 => month,
        1 => month.AddDays(14),
        _ => month.AddMonths(1).AddDays(-1),
    };

    private static DateRead? Weekday(ScannedText text, int i, DateOnly today)
    {
        var at = i;
        var eve = 0;
        // «malam minggu» is Saturday
        if (text.Word(at) is "malam" or "malem" or "mlm" && CalendarWords.Weekday(text.Word(at + 1), true) is not null
            && text.Word(at + 1) is not "min")
        {
            eve = -1;
            at++;
        }

        if (text.Word(at) is "besok" or "bsk" or "nanti" or "sesuk")
            at++;
        var sure = text.Word(at) is "hari" or "hr" or "hri" or "dinten" or "dina" or "dino" or "poe";
        if (sure)
            at++;
        if (CalendarWords.Weekday(text.Word(at), sure || eve < 0) is not { } day
            || (at > i && !sure && eve == 0 && text.Word(at) is "minggu"))
            return null;
        var week = text.Word(at) is "minggu" && !sure && eve == 0;
        if (week && !text.IsWhole(at, at + 1))
            return null;
        at++;
        // «senin minggu depan», «jumat pekan lalu»
        if (CalendarWords.Unit(text.Word(at)) == TimeUnit.Week && Shift(text, at + 1, out var afterWeek) is { } weeks)
            return new DateRead(new Resolution.Date(InWeek(today, day, weeks).AddDays(eve)), afterWeek);
        if (Shift(text, at, out var next) is { } shift)
        {
            var coming = Coming(today, day);
            var gone = Gone(today, day);
            return shift switch
            {
                0 => new DateRead(new Resolution.Date(InWeek(today, day, 0).AddDays(eve)), next),
                1 => WithOther(InWeek(today, day, 1), coming, eve, next),
                _ => WithOther(gone, InWeek(today, day, -1), eve, next),
            };
        }

        return WithOther(Coming(today, day), today.DayOfWeek == day ? today : Gone(today, day), eve, at);
    }

    private static DateRead WithOther(DateOnly likely, DateOnly other, int days, int next) =>
        new(new Resolution.Date(likely.AddDays(days)) { Alternatives = other == likely ? [] : [other.AddDays(days)] }, next);

    private static DateOnly Coming(DateOnly today, DayOfWeek day) => today.AddDays((((int)day - (int)today.DayOfWeek + 6) % 7) + 1);

    private static DateOnly Gone(DateOnly today, DayOfWeek day) => today.AddDays(-(((int)today.DayOfWeek - (int)day + 6) % 7) - 1);

    private static DateOnly InWeek(DateOnly today, DayOfWeek day, int weeks) =>
        Monday(today).AddDays((weeks * 7) + (((int)day + 6) % 7));

    private static DateOnly Monday(DateOnly today) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    /// <summary>«Agustus 2026», «bulan Agustus», «tahun 1990».</summary>
    private static DateRead? Named(ScannedText text, int i, DateOnly today, bool meant = false)
    {
        var at = i;
        var said = CalendarWords.Unit(text.Word(at)) == TimeUnit.Month;
        if (said)
            at++;
        if (CalendarWords.Month(text.Word(at)) is { } month)
        {
            at++;
            var yearAt = text.Word(at) is "tahun" or "thn" or "taun" || text[at].Symbol is ',' or '\'' or '-' or '/'
                && text[at + 1].IsDigits ? at + 1 : at;
            if (text[yearAt].IsDigits && text[yearAt].Text.Length == 4 && text[yearAt].Text[0] is '1' or '2')
                return MonthOf(int.Parse(text[yearAt].Text, System.Globalization.CultureInfo.InvariantCulture), month, yearAt + 1);
            if (YearShift(text, at, today, out var afterYear) is { } shifted)
                return MonthOf(shifted, month, afterYear);
            if (Shift(text, at, out var afterShift) is { } shift
                && (said || CalendarWords.IsMonthName(text.Word(at - 1)) || text.Word(at - 1) is "mei"))
            {
                var year = shift switch
                {
                    0 => today.Year,
                    1 => month > today.Month ? today.Year : today.Year + 1,
                    _ => month < today.Month ? today.Year : today.Year - 1,
                };
                return MonthOf(year, month, afterShift);
            }

            if (!said && !meant && !text.IsWhole(i, at)
                && !(CalendarWords.IsMonthName(text.Word(i)) && text.Word(i - 1) is "sejak" or "sampai" or "di" or "pada" or
                "dari" or "iuran" or "untuk" or "hingga" or "sampe" or "buat"))
                return null;
            if (!said && text.Word(i).Length < 3)
                return null;
            return MonthOf(month >= today.Month ? today.Year : today.Year + 1, month, at);
        }

        // «bulan 12», «bulan 8 tahun 2026»
        if (said && text[at].IsDigits && text[at].Text.Length <= 2
            && int.Parse(text[at].Text, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 12 and var number &&
            text[at + 1].Symbol is not ('.' or ',' or '%') && CalendarWords.Unit(text.Word(at + 1)) is null or TimeUnit.Year
                && !(i > 0 && text[i - 1].IsDigits))
        {
            var yearAt = CalendarWords.Unit(text.Word(at + 1)) == TimeUnit.Year || text[at + 1].Symbol is '/' or '-'
                ? at + 2 : at + 1;
            if (text[yearAt].IsDigits && text[yearAt].Text.Length == 4)
                return MonthOf(int.Parse(text[yearAt].Text, System.Globalization.CultureInfo.InvariantCulture), number, yearAt + 1);
            if (YearShift(text, at + 1, today, out var afterYear) is { } shifted)
                return MonthOf(shifted, number, afterYear);
            if (CalendarWords.Unit(text.Word(at + 1)) is null)
                return MonthOf(number >= today.Month ? today.Year : today.Year + 1, number, at + 1);
        }

        if (text.Word(i) is "tahun" or "thn" or "taun" or "th" or "sejak" or "mulai" && text[i + 1].IsDigits
            && (text[i + 1].Text.Length == 4 || text.Word(i) is not ("sejak" or "mulai")))
        {
            var digits = text[i + 1].Text;
            var year = digits.Length == 4 ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
                : digits.Length == 2 ? (int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) is var two
                    && two <= (today.Year % 100) + 10 ? 2000 : 1900) + int.Parse(digits,
                    System.Globalization.CultureInfo.InvariantCulture)
                : 0;
            if (year is >= 1900 and < 2100)
                return new DateRead(new Resolution.Period(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1), "year"), i + 2);
        }

        if (text[i].IsDigits && text[i].Text.Length == 4 && text.IsWhole(i, i + 1) && !text[i + 1].Glued &&
            int.Parse(text[i].Text, System.Globalization.CultureInfo.InvariantCulture) is >= 1930 and <= 2040 and var bare)
            return new DateRead(new Resolution.Period(new DateOnly(bare, 1, 1), new DateOnly(bare + 1, 1, 1), "year"), i + 1);
        return null;
    }

    private static DateRead? MonthOf(int year, int month, int next)
    {
        if (year is < 1900 or > 2200)
            return null;
        var start = new DateOnly(year, month, 1);
        return new DateRead(new Resolution.Period(start, start.AddMonths(1), "month"), next);
    }

    /// <summary>«minggu depan», «bulan ini», «tahun lalu».</summary>
    private static DateRead? Whole(ScannedText text, int i, DateOnly today)
    {
        if (CalendarWords.Unit(text.Word(i)) is not { } unit || text.Word(i - 1) is "hari"
            || Shift(text, i + 1, out var next) is not { } shift)
            return null;
        switch (unit)
        {
            case TimeUnit.Week:
                // «minggu depan hari senin»
                var named = text.Word(next) is "hari" or "hr" or "hri" ? next + 1 : next;
                if (CalendarWords.Weekday(text.Word(named), named > next) is { } day && (named > next || text.Word(named).Length > 3 && text.Word(named) is not "minggu"))
                    return new DateRead(new Resolution.Date(InWeek(today, day, shift)), named + 1);
                var monday = Monday(today).AddDays(7 * shift);
                return new DateRead(new Resolution.Period(monday, monday.AddDays(7), "week"), next);
            case TimeUnit.Month:
                var month = new DateOnly(today.Year, today.Month, 1).AddMonths(shift);
                return new DateRead(new Resolution.Period(month, month.AddMonths(1), "month"), next);
            case TimeUnit.Year:
                var year = new DateOnly(today.Year + shift, 1, 1);
                return new DateRead(new Resolution.Period(year, year.AddYears(1), "year"), next);
            default:
                return null;
        }
    }
}
