using System.Globalization;

namespace Chatbot.Language;

/// <summary>Reads the day of the month and the time of day at which somebody wants to be reminded.</summary>
internal static class ReminderReader
{
    public static SlotValue? Day(ReplyText reply)
    {
        var text = reply.Scanned;
        // «jangan tanggal tua» says when not
        if (reply.Words is ["jangan" or "jgn" or "ojo" or "ulah", ..] && !reply.HasDigits && reply.Words.Count <= 4)
            return null;
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

        // «tiga hari sebelum jatuh tempo»: no day of the month
        if (!named && reply.HasPair("hari|minggu|hr|mgg|seminggu|sehari", "sebelum|sblm|sebelumnya|sadurunge|sateuacan"))
            return SlotValue.Refused("unparseable");
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
            return day is >= 1 and <= 31 && day == decimal.Truncate(day) ? SlotValue.Of("reminder_day", SlotReader.Text(day))
                : SlotValue.Refused("range");
        foreach (var word in reply.Words)
        {
            if (CalendarWords.Weekday(word, false) is not null || word is "kliwon" or "legi" or "pahing" or "pon" or "wage" or
                "gajian" or "minggu")
                return SlotValue.Refused("unparseable");
        }

        return null;
    }

    public static SlotValue? Time(ReplyText reply)
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
}
