namespace Chatbot.Language;

/// <summary>Finds a day with its time, and what comes again: «besok pagi jam setengah delapan», «tiap tanggal 5 jam 8 pagi».</summary>
public static class DateTimeRecognizer
{
    public const string Kind = "datetime";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) =>
        Find(new ScannedText(text), options);

    internal static List<Recognition> Find(ScannedText text, RecognizerOptions options)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count;)
        {
            if ((RecurringTime.Read(text, i, options) ?? Read(text, i, options)) is { } read && read.Next > i)
            {
                found.Add(text.Found(i, read.Next, Kind, read.Resolution));
                i = read.Next;
                continue;
            }

            i++;
        }

        return found;
    }

    internal readonly record struct Moment(Resolution Resolution, int Next);

    private static Moment? Read(ScannedText text, int i, RecognizerOptions options)
    {
        if (Counted(text, i, options) is { } counted)
            return counted;
        // «nanti jam 3», «tadi jam 7»: today
        if (text.Word(i) is "nanti" or "ntar" or "tadi" or "td" or "entar" or "mengko" or "engke" or "mau"
            && TimeParser.Read(text, i + 1, options) is { Time: { } later } laterRead)
            return Join(options.Today, later, laterRead.Next, options, text.Word(i) is "tadi" or "td" or "mau");
        if (DateParser.Read(text, i, options.Today) is { Found: Resolution.Date date } day)
        {
            var at = day.Next;
            if (text[at].Symbol is ',' or '-' || text.Word(at) is "pada" or "t" or "sekitar" or "kira" or "sekira" or "pas" or
                "di" or "waktu" or "nanti")
                at++;
            if (text.Word(at) is "kira")
                at++;
            if (TimeParser.Read(text, at, options) is not { Time: { } time } timeRead)
                return null;
            // «malam ini jam 9»: the part of the day stands in the date
            if (text.Word(i) is "malam" or "sore" or "mlm" && time.Alternatives.Count > 0 && time.Value.Hour < 12)
                time = time with { Value = time.Alternatives[0], Alternatives = [] };
            return Join(date, time, timeRead.Next, options, null);
        }

        // «jam 3 sore besok», «pukul 10 hari Senin»
        if (TimeParser.Read(text, i, options) is { Time: { } early } earlyRead)
        {
            var at = earlyRead.Next;
            if (text[at].Symbol == ',' || text.Word(at) is "pada")
                at++;
            if (DateParser.Read(text, at, options.Today) is { Found: Resolution.Date then } thenRead)
                return Join(then, early, thenRead.Next, options, null);
            if (text.Word(at) is "nanti" or "ntar" or "tadi" or "td" or "entar")
                return Join(options.Today, early, at + 1, options, text.Word(at) is "tadi" or "td");
        }

        return null;
    }

    /// <summary>«dalam 15 menit», «5 jam lalu», «setengah jam lagi».</summary>
    private static Moment? Counted(ScannedText text, int i, RecognizerOptions options)
    {
        var within = text.Word(i) is "dalam" or "dlm";
        if (DurationRecognizer.Read(text, within ? i + 1 : i) is not { } length
            || length.Hours + length.Minutes + length.Seconds == 0 && !IsZeroTime(text, length, within ? i + 1 : i))
            return null;
        var sign = RelativeDate.Direction(text, length.Next, out var next);
        if (sign == 0 && !within)
            return null;
        if (sign == 0)
        {
            sign = 1;
            next = length.Next;
        }

        var months = (length.Years * 12) + length.Months;
        var seconds = (((((length.Weeks * 7) + length.Days) * 24) + length.Hours) * 3600) + (length.Minutes * 60) + length.Seconds;
        if (months > 12_000 || seconds > 3_000_000_000m)
            return null;
        var value = options.Reference.DateTime.AddMonths(sign * (int)months).AddSeconds(sign * (double)seconds);
        return new Moment(new Resolution.DateAndTime(value), next);
    }

    private static bool IsZeroTime(ScannedText text, DurationRecognizer.Length length, int from) =>
        length is { Years: 0, Months: 0, Weeks: 0, Days: 0 }
            && CalendarWords.Unit(text.Word(length.Next - 1)) is TimeUnit.Hour or TimeUnit.Minute or TimeUnit.Second &&
        text[from].IsDigits;

    private static Moment Join(DateOnly day, Resolution.Time time, int next, RecognizerOptions options, bool past)
    {
        var choices = new List<TimeOnly> { time.Value };
        choices.AddRange(time.Alternatives);
        var now = options.Reference.DateTime;
        // Of the two halves of today the one that fits «nanti» or «tadi».
        var fit = choices.FindIndex(t => past ? day.ToDateTime(t) <= now : day.ToDateTime(t) >= now);
        if (fit > 0)
            (choices[0], choices[fit]) = (choices[fit], choices[0]);
        return Made([.. choices.Select(t => day.ToDateTime(t))], time.Zone, next);
    }

    private static Moment Join(Resolution.Date date, Resolution.Time time, int next, RecognizerOptions options, bool? past)
    {
        if (date.Value == options.Today && past is null && time.Alternatives.Count > 0)
            return Join(date.Value, time, next, options, false);
        var moments = new List<DateTime>();
        var times = new List<TimeOnly> { time.Value };
        times.AddRange(time.Alternatives);
        // Without a part of the day one to five o'clock is the afternoon.
        if (times.Count > 1 && times[0].Hour is >= 1 and <= 5)
            times.Reverse();
        foreach (var day in new[] { date.Value }.Concat(date.Alternatives))
        {
            foreach (var clock in times)
                moments.Add(day.ToDateTime(clock));
        }

        return Made(moments, time.Zone, next);
    }

    private static Moment Made(List<DateTime> moments, string? zone, int next) =>
        new(new Resolution.DateAndTime(moments[0]) { Alternatives = moments.GetRange(1, moments.Count - 1), Zone = zone }, next);
}
