using System.Globalization;

namespace Chatbot.Language;

/// <summary>A day or period read at a token, or a place where one was meant and is impossible.</summary>
/// <param name="Found">A <see cref="Resolution.Date"/> or <see cref="Resolution.Period"/>; null when it is impossible, such as 31 April.</param>
/// <param name="Next">Index of the token after it.</param>
internal readonly record struct DateRead(Resolution? Found, int Next)
{
    /// <summary>«besok», «kemarin», «hari ini», «nanti»: part of «besok pagi jam 7».</summary>
    public bool Near { get; init; }
}

/// <summary>Reads days written out: <c>17-8-1990</c>, «17 Agustus 1990», «tgl 4 bln 8 thn 90», <c>05081990</c>. Day before month.</summary>
internal static class DateParser
{
    /// <summary>Years this far ahead of now are still read from two digits; later ones belong to the last century.</summary>
    private const int YearsAhead = 10;

    public static DateRead? Read(ScannedText text, int i, DateOnly today)
    {
        var at = i;
        // «Kamis, 14 Apr 2011», «hari Selasa tanggal 5 Mei»
        if (Weekday(text, i, out var afterDay))
        {
            at = afterDay;
            if (text[at].Symbol == ',')
                at++;
        }

        var named = text.Word(at) is "tanggal" or "tgl" or "tg" or "tgal" or "tanggl" or "tnggal" or "tgll" or "ping" or "titimangsa";
        if (named)
            at++;
        if (named && text[at].Symbol is '.' or ':')
            at++;
        if (Numeric(text, at, today, named) is { } numeric)
            return numeric;
        if (DayMonth(text, at, today, named) is { } written)
            return written;
        if (named && DayOnly(text, at, today) is { } day)
            return day;
        return RelativeDate.Read(text, i, today);
    }

    /// <summary>The weekday at a token, with «hari» before it.</summary>
    private static bool Weekday(ScannedText text, int i, out int next)
    {
        next = i;
        var at = text.Word(i) is "hari" or "hr" or "hri" or "dinten" or "dina" or "dino" or "poe" ? i + 1 : i;
        if (CalendarWords.Weekday(text.Word(at), true) is null)
            return false;
        next = at + 1;
        return true;
    }

    private static DateRead? Numeric(ScannedText text, int i, DateOnly today, bool named)
    {
        if (!text[i].IsDigits)
            return null;
        var first = text[i].Text;
        if (first.Length == 8 && !(text[i + 1].Glued && text[i + 1].Symbol is '.' or ',' or '-' && text[i + 2].IsDigits))
        {
            // 05081990
            var whole = Day(Number(first[..2]), Number(first[2..4]), Number(first[4..]));
            return whole is { } date && date.Year is >= 1900 and < 2100 && !(text[i].Glued && i > 0)
                ? new DateRead(new Resolution.Date(date) { Complete = true }, i + 1)
                : null;
        }

        if (first.Length > 4 || (text[i].Glued && i > 0 && text[i - 1].Symbol is '/' or '-' or '.' or ',' && i > 1
            && text[i - 2].IsDigits && text[i - 1].Glued))
            return null;
        var sign = text[i + 1].Symbol;
        int second, third;
        if (sign is '/' or '-' or '.' && text[i + 2].IsDigits)
        {
            second = i + 2;
            // the same sign twice, the spaces as they like
            third = text[i + 3].Symbol == sign && text[i + 4].IsDigits ? i + 4 : -1;
            if (sign == '.' && !(text[i + 1].Glued && text[i + 2].Glued))
                return null;
            // «17-8 1990», «17/8 90»
            if (third < 0 && sign == '/' && text[i + 3].IsDigits && text[i + 3].Text.Length == 4 && !text[i + 3].Glued)
                third = i + 3;
        }
        else if (text[i + 1].IsDigits && text[i + 2].IsDigits && text[i + 2].Text.Length is 4 or 2)
        {
            second = i + 1;
            third = i + 2;
            // Spaces alone: the year in full, and nothing that goes on as another number.
            if (text[third].Text.Length != 4 && !named || text[i + 3].IsDigits || text[second].Text.Length > 2
                || first.Length > 2 || text[third].Text[0] is not ('1' or '2') && !named)
                return null;
        }
        else
        {
            return null;
        }

        if (third < 0)
            return sign == '/' || (sign == '-' && named) ? DayAndMonth(text, i, second, today, named) : null;
        if (text[third + 1] is { Glued: true, Symbol: var more } && more == sign && sign != '.' && text[third + 2].IsDigits
            && text[third + 2].Glued)
            return null;
        if (first.Length == 4)
        {
            if (text[second].Text.Length > 2 || text[third].Text.Length > 2)
                return null;
            var iso = Day(Number(text[third].Text), Number(text[second].Text), Number(first));
            return new DateRead(iso is { } d ? new Resolution.Date(d) { Complete = true } : null, third + 1);
        }

        var year = text[third].Text;
        if (first.Length > 2 || text[second].Text.Length > 2 || year.Length is not (2 or 4)
            || (sign == '.' && year.Length == 2 && text[third + 1].Symbol == '%'))
            return null;
        // 12.30.45 may be a clock; as a date it needs a month and a year that can be
        if (sign == '.' && year.Length == 2 && Number(text[second].Text) > 12)
            return null;
        return Complete(Number(first), Number(text[second].Text), year, today, third + 1);
    }

    private static DateRead? DayAndMonth(ScannedText text, int i, int second, DateOnly today, bool named)
    {
        if (text[i].Text.Length > 2 || text[second].Text.Length > 2 || !text[second].Glued || !text[i + 1].Glued
            || (text[second + 1].Glued && text[second + 1].Symbol is '/' or '-' or '%'))
            return null;
        if (!named && (CalendarWords.Unit(text.Word(second + 1)) is not null || text.IsNumber(second + 1, out _)))
            return null;
        int day = Number(text[i].Text), month = Number(text[second].Text);
        if (month is < 1 or > 12 || day is < 1 or > 31)
            return null;
        return Yearless(day, month, today, second + 1);
    }

    /// <summary>«17 Agustus 1990», «empat agustus sembilan puluh», «4 bln 8 thn 90», «Agustus 17, 1990».</summary>
    private static DateRead? DayMonth(ScannedText text, int i, DateOnly today, bool named)
    {
        if (text[i].IsWord && CalendarWords.Month(text.Word(i)) is not null && text[i + 1].IsDigits && text[i + 1].Text.Length <= 2)
        {
            var year = text[i + 2].Symbol == ',' ? i + 3 : i + 2;
            if (text[year].IsDigits && text[year].Text.Length == 4 && Number(text[i + 1].Text) is >= 1 and <= 31)
                return Complete(Number(text[i + 1].Text), CalendarWords.Month(text.Word(i))!.Value, text[year].Text, today, year + 1);
        }

        if (DayNumber(text, i, out var at) is not { } day)
        {
            // «32 mei 1978»: no part of it is a date
            if (text[i].IsDigits && text[i].Text.Length <= 2 && CalendarWords.Month(text.Word(i + 1)) is not null)
                return new DateRead(null, Year(text, i + 2, out var past) is null ? i + 2 : past);
            return null;
        }

        while (text[at].Symbol is '-' or '.' or ',' or '/' && text[at + 1].IsWord)
            at++;
        int month;
        if (text.Word(at) is "bulan" or "bln" or "blan" or "wulan" or "sasi" or "sasih")
        {
            if (CalendarWords.Month(text.Word(at + 1)) is { } monthName)
            {
                month = monthName;
                at += 2;
            }
            else if (DayNumber(text, at + 1, out var afterMonth) is { } number && number <= 12 &&
                (named || text.Word(afterMonth) is "tahun" or "thn" or "taun"))
            {
                month = number;
                at = afterMonth;
            }
            else
            {
                return null;
            }
        }
        else if (CalendarWords.Month(text.Word(at)) is { } monthName)
        {
            // «2 mar» needs its number close; «5 sep…» too. «3 des» is fine.
            month = monthName;
            at++;
        }
        else
        {
            return null;
        }

        return Year(text, at, out var next) is { } yearText
            ? Complete(day, month, yearText, today, next)
            : RelativeDate.YearShift(text, at, today, out next) is { } shifted
                ? Complete(day, month, shifted.ToString(CultureInfo.InvariantCulture), today, next)
                : RelativeDate.Side(text, at, out next) is { } side and not 0
                    && Yearless(day, month, today, next) is { Found: Resolution.Date both } either
                    ? side < 0 && both.Alternatives.Count > 0
                        ? either with { Found = new Resolution.Date(both.Alternatives[0]) } : either
                    : Yearless(day, month, today, at);
    }

    /// <summary>A number that may be a day: 1 to 31 in digits or words.</summary>
    private static int? DayNumber(ScannedText text, int i, out int next)
    {
        next = i + 1;
        if (text[i].IsDigits)
        {
            if (text[i].Text.Length > 2 || (text[i].Glued && i > 1 && text[i - 1].Symbol is '.' or ',' or ':'
                && text[i - 2].IsDigits))
                return null;
            var value = Number(text[i].Text);
            return value is >= 1 and <= 31 ? value : null;
        }

        if (!text.IsNumber(i, out var word) || word.Kind is not (NumberWordKind.Unit or NumberWordKind.Teen))
            return null;
        if (NumberParser.Read(text, i) is not { HasDigits: false } number || number.Value is < 1 or > 31
            || number.Value != decimal.Truncate(number.Value))
            return null;
        next = number.Next;
        return (int)number.Value;
    }

    /// <summary>A year after a month: 1990, 90, '90, «tahun 90», «sembilan puluh», «seribu sembilan ratus sembilan puluh».</summary>
    private static string? Year(ScannedText text, int i, out int next)
    {
        var at = i;
        while (text[at].Symbol is ',' or '-' or '.' or '\'' or '/' or '`' && at < i + 2)
            at++;
        var said = text.Word(at) is "tahun" or "thn" or "taun" or "th" or "thun";
        if (said)
            at++;
        if (text[at].Symbol == '\'')
            at++;
        next = at + 1;
        if (text[at].IsDigits)
        {
            var digits = text[at].Text;
            // 08.00 and 10:30 after a month are times, «10 orang» a count.
            if (digits.Length == 4)
                return digits[0] is '1' or '2' && !(text[next].Symbol is '.' or ':' && text[next].Glued
                    && text[next + 1].IsDigits) ? digits : null;
            if (digits.Length != 2 || (text[next] is { Glued: true, Symbol: '.' or ':' or '/' } && text[next + 1].IsDigits))
                return null;
            return said || at > i || text.Word(next) is "" or "ya" or "kak" or "pak" or "bu" or "min" or "mas" or "mbak" or
                "dan" or "di" or "jam" or "pukul" or
                "nama" or "lahir" or "nik" or "hp" or "kalo" or "itu" or "saya" or "nggih" or "bang" or "tapi" ? digits : null;
        }

        if (text.IsNumber(at, out var word) && word.Kind is not NumberWordKind.Half
            && NumberParser.Read(text, at) is { HasDigits: false } number)
        {
            next = number.Next;
            var value = number.Value;
            if (value is >= 1900 and < 2100)
                return ((int)value).ToString(CultureInfo.InvariantCulture);
            // «sembilan belas tujuh delapan»: the last two digits one by one
            if (value is 19 or 20 && text.IsNumber(next, out var tens) && tens is { Kind: NumberWordKind.Unit, Value: >= 0 and <= 9 }
                && text.IsNumber(next + 1, out var ones) && ones is { Kind: NumberWordKind.Unit, Value: >= 0 and <= 9 } && !text.IsNumber(next + 2, out _))
            {
                next += 2;
                return ((int)((value * 100) + (tens.Value * 10) + ones.Value)).ToString(CultureInfo.InvariantCulture);
            }

            // «sembilan belas sembilan puluh»
            if (value is 19 or 20 && NumberParser.Read(text, next) is { HasDigits: false } late && late.Value is >= 0 and < 100)
            {
                next = late.Next;
                return ((int)((value * 100) + late.Value)).ToString(CultureInfo.InvariantCulture);
            }

            // «sembilan tujuh» digit by digit
            if (value is >= 1 and <= 9 && NumberParser.Read(text, next) is { HasDigits: false } unit
                && unit.Value is >= 0 and <= 9 && unit.Value == decimal.Truncate(unit.Value))
            {
                next = unit.Next;
                return $"{(int)value}{(int)unit.Value}";
            }

            if (value is >= 10 and < 100 || (value == 0 && said))
                return ((int)value).ToString("00", CultureInfo.InvariantCulture);
        }

        next = i;
        return null;
    }

    /// <summary>«tanggal 5», «tanggal 31 bulan depan».</summary>
    private static DateRead? DayOnly(ScannedText text, int i, DateOnly today)
    {
        if (DayNumber(text, i, out var at) is not { } day)
            return text[i].IsDigits && text[i].Text.Length <= 2 ? new DateRead(null, i + 1) : null;
        if (RelativeDate.Month(text, at, today, out var afterMonth) is { } month)
        {
            var clamped = Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month));
            return new DateRead(new Resolution.Date(new DateOnly(month.Year, month.Month, clamped)), afterMonth);
        }

        var next = At(day, today.Year, today.Month);
        var month0 = new DateOnly(today.Year, today.Month, 1);
        for (var ahead = 0; next is null || next < today; ahead++)
        {
            var later = month0.AddMonths(ahead + 1);
            next = At(day, later.Year, later.Month);
        }

        DateOnly? last = null;
        for (var back = 0; back < 4 && (last is null || last >= today); back++)
        {
            var earlier = month0.AddMonths(-back);
            last = At(day, earlier.Year, earlier.Month);
        }

        return new DateRead(new Resolution.Date(next.Value) { Alternatives = last is { } l && l < today ? [l] : [] }, at);
    }

    private static DateOnly? At(int day, int year, int month) => Day(day, month, year);

    private static DateRead Yearless(int day, int month, DateOnly today, int next)
    {
        DateOnly? coming = null, gone = null;
        for (var year = today.Year; year <= today.Year + 8 && coming is null; year++)
        {
            if (Day(day, month, year) is { } date && date >= today)
                coming = date;
        }

        for (var year = today.Year; year >= today.Year - 8 && gone is null; year--)
        {
            if (Day(day, month, year) is { } date && date < today)
                gone = date;
        }

        return coming is { } value ? new DateRead(new Resolution.Date(value) { Alternatives = gone is { } g ? [g] : [] }, next)
            : new DateRead(null, next);
    }

    private static DateRead Complete(int day, int month, string year, DateOnly today, int next)
    {
        var value = Number(year);
        if (year.Length == 4)
        {
            return new DateRead(
                value is >= 1900 and < 2200 && Day(day, month, value) is { } date ? new Resolution.Date(date) { Complete = true }
                    : null, next);
        }

        var recent = 2000 + value;
        var past = 1900 + value;
        var ahead = value <= (today.Year % 100) + YearsAhead;
        var likely = Day(day, month, ahead ? recent : past) ?? Day(day, month, ahead ? past : recent);
        var other = Day(day, month, ahead ? past : recent);
        return new DateRead(
            likely is { } found
                ? new Resolution.Date(found) { Complete = true, Alternatives = other is { } o && o != found ? [o] : [] }
                : null,
            next);
    }

    internal static DateOnly? Day(int day, int month, int year) =>
        month is >= 1 and <= 12 && year is >= 1 and <= 9999 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
