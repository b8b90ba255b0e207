using System.Globalization;

namespace Chatbot.Language;

/// <summary>Finds lengths of time: «enam bulan», <c>2,5 tahun</c>, «satu tahun 6 bulan», «3 sampai 6 bulan», «setahun».</summary>
public static class DurationRecognizer
{
    public const string Kind = "duration";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text));

    internal static List<Recognition> Find(ScannedText text)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count;)
        {
            if (Range(text, i) is { } range)
            {
                found.Add(range.Found);
                i = range.Next;
            }
            else if (Read(text, i) is { } read)
            {
                if (!IsPoint(text, i, read.Next))
                    found.Add(text.Found(i, read.Next, Kind, Resolve(read)));
                i = read.Next;
            }
            else
            {
                i = text[i].IsDigits && NumberParser.Read(text, i) is { } number ? number.Next : i + 1;
            }
        }

        return found;
    }

    /// <summary>A length in years, months, weeks, days and seconds.</summary>
    internal readonly record struct Length(decimal Years, decimal Months, decimal Weeks, decimal Days, decimal Hours,
        decimal Minutes, decimal Seconds, int Next)
    {
        public Length Plus(TimeUnit unit, decimal amount, int next) => unit switch
        {
            TimeUnit.Year => this with { Years = Years + amount, Next = next },
            TimeUnit.Month => this with { Months = Months + amount, Next = next },
            TimeUnit.Week => this with { Weeks = Weeks + amount, Next = next },
            TimeUnit.Day => this with { Days = Days + amount, Next = next },
            TimeUnit.Hour => this with { Hours = Hours + amount, Next = next },
            TimeUnit.Minute => this with { Minutes = Minutes + amount, Next = next },
            _ => this with { Seconds = Seconds + amount, Next = next },
        };
    }

    /// <summary>Reads a length that begins at a token; parts must go from large units to small.</summary>
    internal static Length? Read(ScannedText text, int i)
    {
        var length = new Length(0, 0, 0, 0, 0, 0, 0, i);
        var at = i;
        var smallest = TimeUnit.Year + 1;
        while (One(text, at) is { } one && one.Unit < smallest)
        {
            length = length.Plus(one.Unit, one.Amount, one.Next);
            smallest = one.Unit;
            at = one.Next;
            if (text.Word(at) is "dan" or "lebih" or "lewat" && One(text, at + 1) is { } more && more.Unit < smallest)
                at++;
        }

        return at == i ? null : length;
    }

    private static (TimeUnit Unit, decimal Amount, int Next)? One(ScannedText text, int i)
    {
        if (CalendarWords.OneUnit(text.Word(i)) is { } single)
        {
            var next = Half(text, i + 1, out var more);
            return (single, 1 + more, About(text, next));
        }

        switch (text.Word(i))
        {
            case "triwulan" or "kuartal" or "caturwulan" or "semester" or "sewindu" or "sedekade":
                return Long(text.Word(i), 1, i + 1);
            case "se" when CalendarWords.Unit(text.Word(i + 1)) is { } apart:
                return (apart, 1, i + 2);
        }

        if (NumberParser.Read(text, i) is not { Negative: false } number || number.Value > 1_000_000 || number.Slang)
            return null;
        var at = number.Next;
        if (text.Word(at) is "setengah" or "stgh" && !number.BareFraction)
        {
            number = number with { Value = number.Value + 0.5m };
            at++;
        }

        if (text[at].Symbol == '-' && text[at].Glued)
            at++;
        // «3 j», «10 h»: CLDR's shortest forms
        var unit = CalendarWords.Unit(text.Word(at)) ?? text.Word(at) switch
        {
            "j" when number.HasDigits => TimeUnit.Hour,
            "h" when number.HasDigits => TimeUnit.Day,
            "d" or "dt" or "s" when number.HasDigits && text.IsWhole(i, at + 1) => TimeUnit.Second,
            "b" when number.HasDigits && text.IsWhole(i, at + 1) => TimeUnit.Month,
            "m" when number.HasDigits && text.IsWhole(i, at + 1) => TimeUnit.Minute,
            _ => (TimeUnit?)null,
        };
        if (unit is null && Long(text.Word(at), number.Value, at + 1) is { } several)
            return several;
        if (unit is not { } found)
            return null;
        var end = at + 1;
        var value = number.Value;
        if (!number.BareFraction && value == decimal.Truncate(value))
        {
            end = Half(text, end, out var half);
            value += half;
        }

        return (found, value, About(text, end));
    }

    /// <summary>Quarters, half-years, spans of eight and ten years.</summary>
    private static (TimeUnit Unit, decimal Amount, int Next)? Long(string word, decimal count, int next) => word switch
    {
        "triwulan" or "kuartal" or "krtl" => (TimeUnit.Month, 3 * count, next),
        "caturwulan" => (TimeUnit.Month, 4 * count, next),
        "semester" => (TimeUnit.Month, 6 * count, next),
        "windu" or "sewindu" => (TimeUnit.Year, 8 * count, next),
        "dekade" or "dasawarsa" or "sedekade" => (TimeUnit.Year, 10 * count, next),
        _ => null,
    };

    /// <summary>«satu tahun setengah»; not the clock of «sehari setengah tujuh».</summary>
    private static int Half(ScannedText text, int at, out decimal more)
    {
        more = 0;
        if (text.IsNumber(at, out var word) && word.Kind == NumberWordKind.Half && CalendarWords.Unit(text.Word(at + 1)) is null &&
            !text.IsNumber(at + 1, out _))
        {
            more = 0.5m;
            return at + 1;
        }

        return at;
    }

    /// <summary>«seminggu an», «3 bulan-an».</summary>
    private static int About(ScannedText text, int at)
    {
        if (text[at].Is("an"))
            return at + 1;
        return text[at] is { Symbol: '-', Glued: true } && text[at + 1].Is("an") ? at + 2 : at;
    }

    private static (Recognition Found, int Next)? Range(ScannedText text, int i)
    {
        if (NumberParser.Read(text, i) is not { Negative: false } first)
            return null;
        var at = first.Next;
        var unit = CalendarWords.Unit(text.Word(at));
        if (unit is not null)
            at++;
        var joined = text[at].Symbol == '-' || text.Word(at) is "sampai" or "sampe" or "hingga" or "atau" or "sd" or "smpe" or
            "nepi" or "tekan" or "smp";
        if (!joined)
            return null;
        at++;
        if (text.Word(at - 1) is "nepi" && text.Word(at) is "ka" || text.Word(at) is "dengan")
            at++;
        if (One(text, at) is not { } second || second.Amount <= 0)
            return null;
        var from = new Length().Plus(unit ?? second.Unit, first.Value, at);
        var to = new Length().Plus(second.Unit, second.Amount, second.Next);
        if ((unit ?? second.Unit) == second.Unit && first.Value >= second.Amount)
            return null;
        return (text.Found(i, second.Next, Kind, new Resolution.DurationRange(Iso(from), Iso(to))), second.Next);
    }

    /// <summary>«3 hari lagi», «2 bulan yang lalu», «6 bulan sekali», «tanggal 4 bulan 8»: no length.</summary>
    private static bool IsPoint(ScannedText text, int first, int next)
    {
        var word = text.Word(next);
        if (word is "lalu" or "lagi" or "yl" or "silam" or "kemudian" or "lg" or "mendatang" or "sekali" or "lalua" or
            "kepungkur" or "deui" or "maneh" or "kapengker")
            return !(word == "lagi" && text.Word(next + 1) is "dong");
        if (word is "yang" or "yg" or "sing" or "nu" && text.Word(next + 1) is "lalu" or "akan" or "kepungkur" or "kapengker" or
            "silam" or "lewat")
            return true;
        return text.Word(first - 1) is "tanggal" or "tgl" or "tg" && text[next].IsDigits;
    }

    private static Resolution.Duration Resolve(Length length)
    {
        var iso = Iso(length);
        var other = length switch
        {
            { Years: > 0, Months: 0, Weeks: 0, Days: 0 } when length.Years * 12 % 1 == 0 => $"P{Text(length.Years * 12)}M",
            { Years: 0, Months: 0, Weeks: > 0, Days: 0 } => $"P{Text(length.Weeks * 7)}D",
            _ => null,
        };
        return new Resolution.Duration(iso) { Alternatives = other is null || other == iso ? [] : [other] };
    }

    private static string Iso(Length length)
    {
        var (years, months, weeks, days) = (length.Years, length.Months, length.Weeks, length.Days);
        var (hours, minutes, seconds) = (length.Hours, length.Minutes, length.Seconds);
        // Half a year is six months; half a day twelve hours; half an hour thirty minutes.
        if (years != decimal.Truncate(years) && years * 12 % 1 == 0)
        {
            months += (years - decimal.Truncate(years)) * 12;
            years = decimal.Truncate(years);
        }

        if (days is > 0 and < 1 && days * 24 % 1 == 0)
        {
            hours += days * 24;
            days = 0;
        }

        if (hours != decimal.Truncate(hours) && hours * 60 % 1 == 0)
        {
            minutes += (hours - decimal.Truncate(hours)) * 60;
            hours = decimal.Truncate(hours);
        }

        if (minutes != decimal.Truncate(minutes))
        {
            seconds += (minutes - decimal.Truncate(minutes)) * 60;
            minutes = decimal.Truncate(minutes);
        }

        if (weeks > 0 && (years > 0 || months > 0 || days > 0 || hours > 0))
        {
            days += weeks * 7;
            weeks = 0;
        }

        var date = Piece(years, 'Y') + Piece(months, 'M') + Piece(weeks, 'W') + Piece(days, 'D');
        var time = Piece(hours, 'H') + Piece(minutes, 'M') + Piece(seconds, 'S');
        if (date.Length + time.Length == 0)
        {
            return length is { Hours: 0, Minutes: 0, Seconds: 0 } ? "P0D" : "PT0S";
        }

        return "P" + date + (time.Length > 0 ? "T" + time : "");
    }

    private static string Piece(decimal amount, char letter) => amount > 0 ? Text(amount) + letter : "";

    private static string Text(decimal amount) => NumberRecognizer.Plain(amount).ToString(CultureInfo.InvariantCulture);
}
