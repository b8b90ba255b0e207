using System.Globalization;

namespace Chatbot.Language;

/// <summary>Reads a date of birth: complete, in the past, of a living person.</summary>
internal static class BirthDateReader
{
    private const int OldestYears = 120;

    public static SlotValue? Read(ReplyText reply)
    {
        if (reply.Words.Count <= 12 && SpokenDay(reply) is { } respelt)
            return Read(new ReplyText(respelt, reply.Question));
        // «3 mei 92 eh 93»: the year said last
        var last = reply.Scanned.Count - 1;
        if (last >= 4 && reply.Scanned[last].IsDigits && reply.Scanned[last - 2].IsDigits && reply.Scanned[last].Text.Length is 2 or 4
            && reply.Scanned.Word(last - 1) is "eh" or "ralat" or "maksudnya" or "salah" or "ehh")
            return Read(new ReplyText($"{reply.Scanned.Slice(0, last - 2)} {reply.Scanned[last].Text}", reply.Question));
        var partial = false;
        var impossible = false;
        DateOnly? loose = null;
        DateOnly? found = null;
        var text = reply.Scanned;
        var today = reply.Options.Today;
        // «4-8-1990 tapi di ktp 5-8-1990»: the card's stands
        var card = text.Tokens.FindIndex(t => t.IsWord && t.Text is "ktp" or "ktpnya");
        var but = text.Tokens.FindIndex(t => t.IsWord && t.Text is "tapi" or "tp" or "aslinya" or "asline");
        var several = Corrections.IsSelf(reply) && !(card >= 0 && but > card) || (but >= 0 && card > but);
        for (var i = 0; i < text.Count; i++)
        {
            if (ShortDigits(text, i, today) is { } compact)
            {
                found = compact;
                continue;
            }

            // «5 5 78»
            if (text[i].IsDigits && text[i + 1].IsDigits && text[i + 2].IsDigits && text[i].Text.Length <= 2
                && text[i + 1].Text.Length <= 2 &&
                text[i + 2].Text.Length == 2 && !text[i + 3].IsDigits
                    && Latest(Small(text, i), Small(text, i + 1), Small(text, i + 2), today) is { } spaced)
            {
                found = spaced;
                i += 2;
                continue;
            }

            if (DateParser.Read(text, i, today) is not { } read)
            {
                partial |= text[i].IsDigits && text[i].Text.Length == 4 && string.CompareOrdinal(text[i].Text, "1920") >= 0 &&
                    string.CompareOrdinal(text[i].Text, today.Year.ToString(CultureInfo.InvariantCulture)) <= 0;
                continue;
            }

            switch (read.Found)
            {
                case null:
                    impossible = true;
                    // «12/31/69»: the month first
                    if (i + 4 < text.Count && text[i].IsDigits && text[i + 2].IsDigits && text[i + 4].IsDigits && text[i].Text.Length <= 2 && text[i + 2].Text.Length == 2
                        && text[i + 4].Text.Length is 2 or 4 && Small(text, i + 2) is > 12 and <= 31 && Latest(Small(text, i + 2), Small(text, i), Small(text, i + 4), today) is { } turned)
                        found ??= turned;
                    break;
                case Resolution.Date { Complete: true } date when !IsDenied(text, i):
                    if (Past(date, today) is { } past)
                    {
                        if (found is null || several)
                            found = past;
                    }
                    else
                    {
                        impossible = true;
                    }

                    break;
                case Resolution.Date { Complete: false } when text[i].IsDigits || text.Word(i) is "tanggal" or "tgl"
                    || text.IsNumber(i, out _):
                    if (!IsDenied(text, i) && Corrections.KnownYear(reply, read.Found) is { } merged)
                        found ??= merged;
                    else if (!IsDenied(text, i) && NamesMonth(text, i, read.Next))
                        loose ??= WithYear(text, (Resolution.Date)read.Found, read.Next, today);
                    partial = true;
                    break;
                case Resolution.Period:
                    partial = true;
                    break;
            }

            i = Math.Max(i, read.Next - 1);
        }

        // 20010601
        if (found is null && text.Tokens.Find(t => t.IsDigits && t.Text.Length == 8 && t.Text[..2] is "19" or "20") is { Text: { } whole }
            && Latest(int.Parse(whole[6..], CultureInfo.InvariantCulture), int.Parse(whole[4..6], CultureInfo.InvariantCulture), int.Parse(whole[..4], CultureInfo.InvariantCulture), today) is { } turnedRound)
            found = turnedRound;
        found ??= Labelled(text, today) ?? Said(text, today) ?? loose ?? Feast(text, today);
        // said digit by digit
        if (found is null && reply.Runs.Find(r => r.Spoken && r.Compact.Length is 6 or 8) is { } spoken)
            return Read(new ReplyText(spoken.Compact, reply.Question));
        partial |= reply.Words.Exists(CalendarWords.IsMonthName);
        if (found is { } born)
            return SlotValue.Of("dob", born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (impossible)
            return SlotValue.Refused("date");
        partial |= reply.HasDigits && reply.Words.Exists(w => CalendarWords.Month(w) is not null);
        if (partial || reply.HasDigits || (reply.Has("umur", "usia", "umurku", "yuswa", "yuswane", "umure", "umurna", "umurnya", "yuswana") && OwnNumber(text)))
            return SlotValue.Refused(partial || reply.Has("umur", "usia", "taun", "tahun", "thn", "umurku", "yuswa", "yuswane", "umure", "umurna", "umurnya", "yuswana") ? "partial"
                : "unparseable");
        if (reply.Words.Count <= 8 && reply.Has("tahun", "taun", "thn", "musim", "lebaran", "ramadhan", "ramadan", "puasa", "mulud", "maulid", "suro", "ruwah") && !QuestionCues.Asks(reply) && !ReplyCues.IsDontKnow(reply) && !ReplyCues.IsDefer(reply))
            return SlotValue.Refused(reply.Words.Exists(w => w.EndsWith("an", StringComparison.Ordinal) && NumberWords.TryGet(w[..^2], out _)) ? "partial" : "unparseable");
        if (reply.Has("kliwon", "legi", "pahing", "pon", "wage")
            || reply.Words.Exists(w => CalendarWords.Weekday(w, false) is not null))
            return SlotValue.Refused("unparseable");
        return null;
    }

    private static bool NamesMonth(ScannedText text, int first, int next)
    {
        for (var i = first; i < next; i++)
        {
            if (text[i].IsWord && CalendarWords.Month(text.Word(i)) is not null)
                return true;
        }

        return false;
    }

    /// <summary>«1 jan 70 katanya», «anak 2003 kak, 29 januari», «taun 64 … 31 desember»: a day whose year stands right behind it or elsewhere.</summary>
    private static DateOnly? WithYear(ScannedText text, Resolution.Date found, int next, DateOnly today)
    {
        if (text[next].IsDigits && text[next].Text.Length == 2 && text[next + 1].IsWord && CalendarWords.Unit(text.Word(next + 1)) is null)
            return Latest(found.Value.Day, found.Value.Month, Small(text, next), today);
        int? year = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (!text[i].IsDigits || !(text[i].Text.Length == 4 && Small(text, i) is >= 1900 and < 2100
                || text[i].Text.Length == 2 && text.Word(i - 1) is "tahun" or "taun" or "thn" or "th" or "kelahiran" or "angkatan"))
                continue;
            if (year is not null)
                return null;
            year = Small(text, i);
        }

        return year is { } only ? Latest(found.Value.Day, found.Value.Month, only, today) : null;
    }

    /// <summary>«tahun 68 tanggal 12 bulan 5»: the three parts, each named, in any order.</summary>
    private static DateOnly? Labelled(ScannedText text, DateOnly today)
    {
        int? day = null, month = null, year = null;
        for (var i = 0; i + 1 < text.Count; i++)
        {
            if (text.Word(i) is not ("tanggal" or "tgl" or "bulan" or "bln" or "tahun" or "taun" or "thn" or "kelahiran"))
                continue;
            var value = NumberParser.Read(text, i + 1) is { } number && number.Value is > 0 and < 2100 && number.Value == decimal.Truncate(number.Value)
                ? (int)number.Value : (int?)null;
            switch (text.Word(i))
            {
                case "tanggal" or "tgl":
                    day = value;
                    // «agustus tanggal 4 tahun 90»
                    month ??= CalendarWords.IsMonthName(text.Word(i - 1)) ? CalendarWords.Month(text.Word(i - 1)) : null;
                    break;
                case "bulan" or "bln":
                    month = CalendarWords.Month(text.Word(i + 1)) ?? value;
                    break;
                default:
                    year = value;
                    break;
            }
        }

        return day is { } d && month is { } m && year is { } y ? Latest(d, m, y, today) : null;
    }

    /// <summary>«pas hari kemerdekaan tahun 1975»: a day that everybody knows, and its year.</summary>
    private static DateOnly? Feast(ScannedText text, DateOnly today)
    {
        var at = -1;
        for (var i = 1; i < text.Count && at < 0; i++)
        {
            // «17an taun 75», «taun baru 1973»
            if (text.Word(i) is "an" && text[i - 1].Text is "17" || text.Word(i) is "baru" && text.Word(i - 1) is "tahun" or "taun" or "thn")
                at = i;
        }

        if (at < 0)
            at = text.Tokens.FindIndex(t => t.IsWord && t.Text is "kemerdekaan" or "agustusan" or "tujuhbelasan" or "natal" or "kartini" or "pahlawan" or "buruh" or "sumpah");
        if (at < 0)
            return null;
        var (day, month) = text.Word(at) switch { "natal" => (25, 12), "kartini" => (21, 4), "pahlawan" => (10, 11), "buruh" => (1, 5), "sumpah" => (28, 10), "baru" => (1, 1), _ => (17, 8) };
        for (var i = 0; i < text.Count; i++)
        {
            if (i != at - 1 && text[i].IsDigits && text[i].Text.Length is 2 or 4)
                return Latest(day, month, Small(text, i), today);
        }

        return null;
    }

    /// <summary>«tujuh belas delapan enam delapan»: a day that cannot be one digit, a month, and the year by its last digits.</summary>
    private static DateOnly? Said(ScannedText text, DateOnly today)
    {
        var i = 0;
        while (i < text.Count && text.Word(i) is "tanggal" or "tgl" or "lahir" or "saya" or "kaping")
            i++;
        if (!text[i].IsWord || NumberParser.Read(text, i) is not { } day || day.Next >= text.Count || day.Value is < 10 or > 31
            || NumberParser.Read(text, day.Next) is not { } month || month.Next >= text.Count || month.Value is < 1 or > 12)
            return null;
        var at = month.Next;
        if (text.IsNumber(at, out var tens) && tens.Kind == NumberWordKind.Unit && text.IsNumber(at + 1, out var units)
            && units.Kind == NumberWordKind.Unit && text.Count == at + 2)
            return Latest((int)day.Value, (int)month.Value, (int)((tens.Value * 10) + units.Value), today);
        return NumberParser.Read(text, at) is { } year && year.Next == text.Count && year.Value is >= 10 and < 2100
            ? Latest((int)day.Value, (int)month.Value, (int)year.Value, today) : null;
    }

    /// <summary>«dua tiga juli»: a day said by its two digits, written as one.</summary>
    private static string? SpokenDay(ReplyText reply)
    {
        var text = reply.Scanned;
        for (var i = 0; i + 2 < text.Count; i++)
        {
            if (text.IsNumber(i, out var tens) && tens is { Kind: NumberWordKind.Unit, Value: >= 0 and <= 3 }
                && text.IsNumber(i + 1, out var units) && units is { Kind: NumberWordKind.Unit, Value: >= 0 and <= 9 }
                && CalendarWords.Month(text.Word(i + 2)) is not null && (tens.Value * 10) + units.Value is >= 1 and <= 31)
            {
                return string.Concat(reply.Raw.AsSpan(0, text[i].Start),
                    ((tens.Value * 10) + units.Value).ToString("0", CultureInfo.InvariantCulture), reply.Raw.AsSpan(text[i + 1].End));
            }
        }

        return null;
    }

    private static int Small(ScannedText text, int i) => int.Parse(text[i].Text, CultureInfo.InvariantCulture);

    private static bool OwnNumber(ScannedText text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (NumberParser.Read(text, i) is not null)
                return true;
        }

        return false;
    }

    /// <summary>«bukan 4 agustus».</summary>
    private static bool IsDenied(ScannedText text, int i) => text.Word(i - 1) is "bukan" or "bkn" or "dudu" or "sanes" or "bukannya";

    /// <summary>Six digits of a day: 040890.</summary>
    private static DateOnly? ShortDigits(ScannedText text, int i, DateOnly today)
    {
        var token = text[i];
        if (!token.IsDigits || token.Text.Length != 6 || token.Glued || text[i + 1] is { Glued: true, Kind: TokenKind.Digits })
            return null;
        var digits = token.Text;
        int Two(int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
        return Latest(Two(0), Two(2), Two(4), today);
    }

    /// <summary>Of the two centuries the later one that has gone by.</summary>
    private static DateOnly? Latest(int day, int month, int year, DateOnly today)
    {
        if (year > 99)
            return DateParser.Day(day, month, year) is { } whole && whole <= today && year > today.Year - OldestYears ? whole : null;
        foreach (var century in (ReadOnlySpan<int>)[2000, 1900])
        {
            if (DateParser.Day(day, month, century + year) is { } date && date <= today)
                return date;
        }

        return null;
    }

    private static DateOnly? Past(Resolution.Date date, DateOnly today)
    {
        var value = date.Value;
        if (value > today && date.Alternatives.Count > 0)
            value = date.Alternatives[0];
        return value <= today && value.Year >= today.Year - OldestYears ? value : null;
    }
}
