namespace Chatbot.Language;

/// <summary>A time of day read at a token, or a place where one was meant and is impossible.</summary>
/// <param name="Time">Null when it is impossible, such as «jam 25».</param>
/// <param name="Next">Index of the token after it.</param>
internal readonly record struct TimeRead(Resolution.Time? Time, int Next);

/// <summary>Reads times of day: <c>19.45</c>, «jam setengah tujuh», «jam 8 lewat seperempat», «7 pagi», <c>9.20 PM</c>.</summary>
internal static class TimeParser
{
    private enum DayPart
    {
        Morning,
        Noon,
        Afternoon,
        Night,
        Dawn,
        Am,
        Pm,
    }

    public static TimeRead? Read(ScannedText text, int i, RecognizerOptions options)
    {
        var at = i;
        DayPart? part = null;
        // «pagi jam 7»: the part of the day stands first
        if (Part(text, at, out var afterPart) is { } early && IsMarker(text, afterPart))
        {
            part = early;
            at = afterPart;
        }

        if (IsMarker(text, at))
        {
            var first = at + 1;
            if (text[first].Symbol is '.' or ':' or ',')
                first++;
            return Hour(text, first, true, part) ?? (options.ApproximateTimes ? Approximate(text, i) : null);
        }

        if (text.Word(i) is "tengah" && text.Word(i + 1) is "malam" or "hari" or "malem" or "wengi" or "peuting")
            return Found(text, text.Word(i + 1) == "hari" ? new TimeOnly(12, 0) : TimeOnly.MinValue, i + 2, null);
        if (Hour(text, i, false, null) is { } bare)
            return bare;
        return options.ApproximateTimes ? Approximate(text, i) : null;
    }

    /// <summary>«jam», «pukul»; not the unit of «2 jam 30 menit».</summary>
    private static bool IsMarker(ScannedText text, int i)
    {
        if (text.Word(i) is not ("jam" or "jm" or "pukul" or "pkl" or "pk" or "pukl" or "tabuh" or "jamm" or "jem" or "pkul"))
            return false;
        if (i == 0 || text.Word(i) is not ("jam" or "jm" or "jem"))
            return true;
        var counted = text[i - 1].IsDigits || text.IsNumber(i - 1, out _);
        return !counted || NumberParser.Read(text, i + 1) is not { } number || CalendarWords.Unit(text.Word(number.Next)) is null;
    }

    private static TimeRead? Hour(ScannedText text, int i, bool marked, DayPart? part)
    {
        var written = text[i].IsDigits && text[i].Text == "1" && text[i + 1].Symbol == '/'
            && text[i + 2] is { IsDigits: true, Text: "2" };
        var half = written || (text.IsNumber(i, out var word) && word.Kind == NumberWordKind.Half);
        var at = written ? i + 3 : half ? i + 1 : i;
        int hour, minute = 0, second = 0;
        var open = true;
        var clock = false;
        if (text[at].IsDigits)
        {
            if (!Clock(text, at, marked, out hour, out minute, out second, out clock, out var next))
                return marked && !half ? new TimeRead(null, next) : null;
            open = !(clock && text[at].Text[0] == '0');
            at = next;
        }
        else if (text.IsNumber(at, out var hourWord) && hourWord.Kind is NumberWordKind.Unit or NumberWordKind.Teen)
        {
            hour = Words(text, ref at);
            // «jam tujuh tiga puluh»
            if (marked && text.IsNumber(at, out var minutes) && minutes.Kind is NumberWordKind.Unit or NumberWordKind.Teen &&
                NumberParser.Read(text, at) is { Scaled: false, HasDigits: false } said && said.Value is >= 5 and < 60
                    && said.Next > at + 1 &&
                CalendarWords.Unit(text.Word(said.Next)) is null)
            {
                minute = (int)said.Value;
                at = said.Next;
            }
        }
        else
        {
            return null;
        }

        if (hour < 0 || hour > 24 || (half && (hour is < 1 or > 12 || clock)))
            return marked ? new TimeRead(null, at) : null;
        if (half)
        {
            hour--;
            minute = 30;
        }
        else if (!clock)
        {
            Past(text, ref at, ref hour, ref minute, marked);
        }

        if (text[at] is { Symbol: '-', Glued: true } && text[at + 1].Is("an"))
            at += 2;
        else if (text[at].Is("an") && text[at].Glued)
            at++;
        var late = Part(text, at, out var end);
        if (late is { } && !(part is not null && late is DayPart.Am))
        {
            part = late;
            at = end;
            // «jam tiga sore lewat dua puluh»
            if (marked && !half && !clock && minute == 0 && text.Word(at) is "lewat" or "liwat" or "lwt" or "lebih" or "lbh")
                Past(text, ref at, ref hour, ref minute, marked);
        }

        // Without «jam» and without a part of the day it takes a clock's form to be a time.
        var shown = clock && (text[i].Text.Length == 2 || text[i + 1].Symbol == ':' || text.IsWhole(i, at));
        var zone = text.Word(at) is "wib" or "wita" or "wit" ? text.Word(at).ToUpperInvariant() : null;
        if (!marked && part is null && !(shown && !half) && zone is null)
            return null;
        if (!marked && !clock && part is null)
            return null;
        if (!marked && clock && part is null && IsAmount(text, i, at))
            return null;
        if (part is { } dayPart)
        {
            hour = Place(hour, dayPart);
            open = false;
        }

        // Only a clock face of twelve leaves the half of the day open.
        open &= hour is >= 1 and <= 12 || half;
        if (hour == 24)
            hour = 0;
        var time = new TimeOnly(hour, minute, second);
        var other = open && hour <= 12 && time.Hour + 12 is var pm ? new TimeOnly(pm % 24, minute, second) : (TimeOnly?)null;
        // 12.30 and «setengah satu» are noon before they are midnight
        if (other is { } noon && half && hour == 0)
            (time, other) = (noon, time);
        return Found(text, time, at, other);
    }

    private static TimeRead Found(ScannedText text, TimeOnly time, int at, TimeOnly? other)
    {
        string? zone = null;
        if (text.Word(at) is "wib" or "wita" or "wit")
            zone = text.Word(at++).ToUpperInvariant();
        return new TimeRead(new Resolution.Time(time) { Alternatives = other is { } o ? [o] : [], Zone = zone }, at);
    }

    /// <summary>Digits of a clock: 7, 07.30, 19:45:30, after «jam» also 0830. False when they cannot be a time.</summary>
    private static bool Clock(
        ScannedText text, int at, bool marked, out int hour, out int minute, out int second, out bool clock, out int next)
    {
        hour = minute = second = 0;
        clock = false;
        var digits = text[at].Text;
        next = at + 1;
        if (digits.Length is > 4 or 3 || (digits.Length == 4 && !marked))
            return false;
        var number = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        if (digits.Length == 4)
        {
            hour = number / 100;
            minute = number % 100;
            clock = true;
            return hour <= 24 && minute < 60;
        }

        hour = number;
        if (at > 0 && text[at].Glued && text[at - 1].Symbol is '.' or ',' or '/' or '-' && !marked && at > 1 && text[at - 2].IsDigits)
            return false;
        if (text[at + 1] is not { Glued: true, Symbol: '.' or ':' }
            || text[at + 2] is not { Glued: true, Kind: TokenKind.Digits } minutes)
            return hour <= 24;
        next = at + 3;
        if (minutes.Text.Length != 2)
            return false;
        minute = int.Parse(minutes.Text, System.Globalization.CultureInfo.InvariantCulture);
        clock = true;
        if (text[next] is { Glued: true, Symbol: '.' or ':' } && text[next + 1] is { Glued: true, Kind: TokenKind.Digits } seconds)
        {
            next += 2;
            if (seconds.Text.Length != 2 || text[next] is { Glued: true, Symbol: '.' or ':' or ',' } && text[next + 1].IsDigits)
                return false;
            second = int.Parse(seconds.Text, System.Globalization.CultureInfo.InvariantCulture);
        }

        return hour < 24 + (minute == 0 ? 1 : 0) && minute < 60 && second < 60;
    }

    private static int Words(ScannedText text, ref int at)
    {
        var value = -1;
        if (text.IsNumber(at, out var word))
        {
            value = (int)word.Value;
            at++;
            if (word.Kind == NumberWordKind.Unit && text.IsNumber(at, out var after))
            {
                if (after.Kind == NumberWordKind.Belas)
                {
                    value += 10;
                    at++;
                }
                else if (after.Kind == NumberWordKind.Puluh)
                {
                    value *= 10;
                    at++;
                    if (text.IsNumber(at, out var one) && one is { Kind: NumberWordKind.Unit, Value: > 0 and < 5 })
                    {
                        value += (int)one.Value;
                        at++;
                    }
                }
            }
        }

        return value;
    }

    /// <summary>«lewat 10 menit», «kurang seperempat».</summary>
    private static void Past(ScannedText text, ref int at, ref int hour, ref int minute, bool marked)
    {
        var word = text.Word(at);
        var past = word is "lewat" or "lebih" or "liwat" or "lbh" or "langkung" or "leuwih" or "punjul" or "lwt";
        var before = word is "kurang" or "krg" or "kirang" or "krang";
        if (!past && !before)
        {
            if (marked && NumberWords.TryGet(word, out var half) && half.Kind == NumberWordKind.Half)
            {
                minute = 30;
                at++;
            }

            return;
        }

        if (NumberParser.Read(text, at + 1) is not { } read)
            return;
        var minutes = read.BareFraction ? (int)(read.Value * 60) : (int)Math.Min(read.Value, 60);
        if (minutes is < 1 or > 59)
            return;
        at = read.Next;
        if (CalendarWords.Unit(text.Word(at)) is TimeUnit.Minute)
            at++;
        else if (read.BareFraction && text[at].Is("jam"))
            at++;
        if (past)
        {
            minute = minutes;
        }
        else
        {
            hour = (hour + 23) % 24;
            minute = 60 - minutes;
        }
    }

    private static bool IsAmount(ScannedText text, int first, int next)
    {
        if (Currencies.After(text, next, out _) is not null || text[next].Symbol == '%')
            return true;
        if (text.IsNumber(next, out var word) && word.Kind is NumberWordKind.Scale)
            return true;
        return text.Word(first - 1) is "rp" || (text[first - 1].Symbol == '.' && text.Word(first - 2) is "rp");
    }

    private static DayPart? Part(ScannedText text, int i, out int next)
    {
        next = i + 1;
        switch (text.Word(i))
        {
            case "pagi" or "pg" or "pgi" or "isuk" or "esuk" or "enjing" or "enjang" or "pagii" or "paagi":
                return DayPart.Morning;
            case "siang" or "siyang" or "awan" or "beurang" or "siangan" or "sing" or "syang":
                return DayPart.Noon;
            case "sore" or "petang" or "sor" or "sonten" or "sorean" or "pasosonten" or "sre":
                return DayPart.Afternoon;
            case "malam" or "mlm" or "malem" or "bengi" or "wengi" or "peuting" or "mlem" or "ndalu" or "dalu" or "mlam":
                return DayPart.Night;
            case "subuh" or "shubuh" or "dinihari":
                return DayPart.Dawn;
            case "dini" when text.Word(i + 1) is "hari":
                next = i + 2;
                return DayPart.Dawn;
            case "am" when text[i - 1].IsDigits:
                return DayPart.Am;
            case "pm" when text[i - 1].IsDigits:
                return DayPart.Pm;
            case "a" or "p" when text[i + 1].Symbol == '.' && text.Word(i + 2) is "m" && text[i - 1].IsDigits:
                next = text[i + 3].Symbol == '.' ? i + 4 : i + 3;
                return text.Word(i) == "a" ? DayPart.Am : DayPart.Pm;
            default:
                next = i;
                return null;
        }
    }

    private static int Place(int hour, DayPart part) => part switch
    {
        _ when hour > 12 => hour,
        DayPart.Morning or DayPart.Dawn or DayPart.Am => hour == 12 ? 0 : hour,
        DayPart.Noon => hour <= 5 ? hour + 12 : hour,
        DayPart.Afternoon => hour <= 7 ? hour + 12 : hour,
        DayPart.Night => hour == 12 ? 0 : hour >= 5 ? hour + 12 : hour,
        _ => hour == 12 ? 12 : hour + 12,
    };

    /// <summary>Prayers and parts of the day, to about an hour; the times are those around Java through the year.</summary>
    private static TimeRead? Approximate(ScannedText text, int i)
    {
        var after = text.Word(i) is "habis" or "abis" or "bada" or "setelah" or "sesudah" or "selesai" or "bakda" or "sehabis" or
            "bar" or "rampung" or "ba" or
            "bubar" or "bis" or "sabada" or "stlh" or "hbs" or "abs" or "kelar";
        var before = text.Word(i) is "sebelum" or "sblm" or "sebelom" or "jelang" or "menjelang" or "mau";
        var at = after || before ? i + 1 : i;
        if (text.Word(i) is "ba" && text.Word(at) is "da" or "dha")
            at++;
        if (text.Word(at) is "waktu" or "sholat" or "solat" or "salat" or "shalat" or "adzan" or "azan" or "pas" or "jam")
            at++;
        if (text.Word(at) is "sholat" or "solat" or "salat")
            at++;
        var word = text.Word(at);
        TimeOnly? time = word switch
        {
            "subuh" or "shubuh" or "fajar" or "subuhan" => new TimeOnly(5, 0),
            "dhuha" or "duha" => new TimeOnly(8, 0),
            "dzuhur" or "zuhur" or "dhuhur" or "duhur" or "lohor" or "luhur" or "lohur" or "dzhuhur" or "dhuhr" or "dzuhr" =>
                new TimeOnly(12, 30),
            "jumatan" => new TimeOnly(13, 0),
            "asar" or "ashar" or "asyar" or "ngasar" => new TimeOnly(15, 30),
            "magrib" or "maghrib" or "mahgrib" or "mgrib" or "magriban" or "mahrib" => new TimeOnly(18, 30),
            "isya" or "isa" or "isyak" or "ngisa" or "isak" => new TimeOnly(19, 30),
            "buka" when text.Word(at + 1) is "puasa" => new TimeOnly(18, 0),
            "sahur" => new TimeOnly(4, 0),
            "pagi" or "isuk" or "esuk" or "enjing" => new TimeOnly(8, 0),
            "siang" or "awan" or "beurang" => new TimeOnly(12, 0),
            "sore" or "petang" or "sonten" => new TimeOnly(16, 0),
            "malam" or "malem" or "mlm" or "bengi" or "peuting" or "wengi" => new TimeOnly(19, 0),
            _ => null,
        };
        if (time is not { } found)
            return null;
        if (before)
            found = found.AddMinutes(-60);
        var next = at + 1;
        while (text.Word(next) is "puasa" or "hari" or "an" or "pagi" && next < at + 3)
            next++;
        return new TimeRead(new Resolution.Time(found) { Approximate = true }, next);
    }
}
