namespace Chatbot.Language;

/// <summary>Reads days that fall on the same date each year: «natal», «hari kemerdekaan», «tahun baru 2027».</summary>
internal static class Holidays
{
    public static DateRead? Read(ScannedText text, int i, DateOnly today)
    {
        (int Month, int Day, int Words)? day = (text.Word(i), text.Word(i + 1)) switch
        {
            ("natal", _) or ("natalan", _) => (12, 25, 1),
            ("malam", "natal") => (12, 24, 2),
            ("malam", "tahun") when text.Word(i + 2) is "baru" => (12, 31, 3),
            ("tahun", "baru") when text.Word(i + 2) is not ("imlek" or "islam" or "hijriah" or "hijriyah" or "saka" or "cina" or
                "china") => (1, 1, 2),
            ("hari", "kemerdekaan") => (8, 17, 2),
            ("hut", "ri") => (8, 17, 2),
            ("tujuhbelasan", _) or ("tujuhbelas", "agustusan") or ("agustusan", _) => (8, 17, 1),
            ("hari", "buruh") or ("may", "day") => (5, 1, 2),
            ("hari", "kartini") => (4, 21, 2),
            ("hari", "pancasila") => (6, 1, 2),
            ("hari", "ibu") => (12, 22, 2),
            ("hari", "pahlawan") => (11, 10, 2),
            ("hari", "guru") => (11, 25, 2),
            ("hari", "pendidikan") => (5, 2, 2),
            ("sumpah", "pemuda") => (10, 28, 2),
            ("hari", "sumpah") when text.Word(i + 2) is "pemuda" => (10, 28, 3),
            ("hari", "lahir") when text.Word(i + 2) is "pancasila" => (6, 1, 3),
            ("valentine", _) => (2, 14, 1),
            _ => null,
        };
        if (day is not { } found)
            return null;
        var next = i + found.Words;
        int year;
        if (text[next].IsDigits && text[next].Text.Length == 4)
            year = int.Parse(text[next++].Text, System.Globalization.CultureInfo.InvariantCulture);
        else if (RelativeDate.YearShift(text, next, today, out var after) is { } shifted)
            (year, next) = (shifted, after);
        else
            year = new DateOnly(today.Year, found.Month, found.Day) >= today ? today.Year : today.Year + 1;
        return DateParser.Day(found.Day, found.Month, year) is { } date ? new DateRead(new Resolution.Date(date), next) : null;
    }
}
