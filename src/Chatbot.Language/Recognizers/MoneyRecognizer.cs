namespace Chatbot.Language;

/// <summary>
/// Finds amounts of money and ranges of them: <c>Rp 12.500,-</c>, <c>2jt</c>, «goceng», <c>1-2 juta</c>, «di atas 2 juta».
/// A bare number is money only where a currency, a scale or a word such as «bayar» says so.
/// </summary>
public static class MoneyRecognizer
{
    public const string Kind = "money";

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options) => Find(new ScannedText(text), false);

    /// <param name="text">The text.</param>
    /// <param name="asked">Money was asked for: a bare number is an amount.</param>
    internal static List<Recognition> Find(ScannedText text, bool asked)
    {
        var found = new List<Recognition>();
        for (var i = 0; i < text.Count;)
        {
            if (Range(text, i, asked) is { } range)
            {
                found.Add(range.Found);
                i = range.Next;
                continue;
            }

            if (Amount(text, i, asked) is { } amount)
            {
                var approximate = amount.Number.Approximate || About(text, i - 1);
                found.Add(text.Found(i, amount.Next, Kind,
                    new Resolution.Money(NumberRecognizer.Plain(amount.Number.Value), amount.Currency)
                {
                    Approximate = approximate,
                    Per = Per(text, amount.Next),
                }));
                i = amount.Next;
                continue;
            }

            i = text[i].IsDigits ? Chain(text, i) : i + 1;
        }

        return found;
    }

    private sealed record AmountRead(ParsedNumber Number, string Currency, int Next, bool Explicit);

    /// <summary>Past a chain of digits that is no amount, so that no part of it is read alone.</summary>
    private static int Chain(ScannedText text, int i)
    {
        NumberLiteral.Read(text, i, out var next);
        while (text[next] is { Glued: true, Symbol: '-' or '/' or ':' } && text[next + 1] is { Glued: true, Kind: TokenKind.Digits })
            NumberLiteral.Read(text, next + 1, out next);
        return next;
    }

    private static (Recognition Found, int Next)? Range(ScannedText text, int i, bool asked)
    {
        var token = text[i];
        if (token.IsWord && Bound(text, i, out var start) is { } bound && Amount(text, start, true) is { } edge &&
            (edge.Explicit || IsMoney(text, start, edge.Number) || asked))
        {
            if (bound != 0)
            {
                var resolution = new Resolution.MoneyRange(bound > 0 ? edge.Number.Value : null, bound < 0 ? edge.Number.Value
                    : null, edge.Currency)
                {
                    Per = Per(text, edge.Next),
                };
                return (text.Found(i, edge.Next, Kind, resolution), edge.Next);
            }
        }

        var at = i;
        if (token.IsWord && token.Text is "antara" or "antar" or "sekitar" or "kisaran" or "dari" or "kira" or "mulai" or "skitar")
            at = i + 1;
        if (Amount(text, at, true) is not { } first)
            return null;
        // «2 juta ke atas», «1 jt kebawah», «1 juta lebih»
        if (first.Explicit || first.Number.Scaled || asked)
        {
            var side = text.Word(first.Next) switch
            {
                "ke" when text.Word(first.Next + 1) is "atas" => 2,
                "ke" when text.Word(first.Next + 1) is "bawah" => -2,
                "keatas" or "up" => 1,
                "kebawah" => -1,
                _ => 0,
            };
            if (side != 0)
            {
                var next = first.Next + Math.Abs(side);
                var value = first.Number.Value;
                return (text.Found(at, next, Kind, new Resolution.MoneyRange(side > 0 ? value : null, side < 0 ? value : null,
                    first.Currency)), next);
            }
        }

        if (To(text, first.Next) is not { } second || first.Number.Negative)
            return null;
        if (Amount(text, second, true) is not { } last || last.Number.Negative)
            return null;
        var from = first.Number.Value;
        var to = last.Number.Value;
        // «2-3 juta», «500 sampai 700 ribu»: the scale is said once.
        if (!first.Number.Scaled && last.Number.Scaled && from < 1000 && from * last.Number.Scale <= to)
            from *= last.Number.Scale;
        if (from >= to || !(first.Explicit || last.Explicit || asked || IsMoney(text, at, first.Number)
            || IsMoney(text, second, last.Number)))
            return null;
        var currency = last.Explicit ? last.Currency : first.Currency;
        var range = new Resolution.MoneyRange(NumberRecognizer.Plain(from), NumberRecognizer.Plain(to),
            currency) { Per = Per(text, last.Next) };
        return (text.Found(i, last.Next, Kind, range), last.Next);
    }

    /// <summary>+1 for «di atas», -1 for «di bawah»; null when no such word stands here.</summary>
    private static int? Bound(ScannedText text, int i, out int next)
    {
        next = i + 1;
        switch (text.Word(i))
        {
            case "di" when text.Word(i + 1) is "atas" or "bawah" or "ats" or "bwh":
                next = i + 2;
                return text.Word(i + 1) is "atas" or "ats" ? 1 : -1;
            case "lebih" when text.Word(i + 1) is "dari" or "dr":
                next = i + 2;
                return 1;
            case "kurang" when text.Word(i + 1) is "dari" or "dr":
                next = i + 2;
                return -1;
            case "paling" when text.Word(i + 1) is "sedikit" or "dikit" or "kecil" or "rendah" or "tidak" or "murah":
                next = i + 2;
                return 1;
            case "paling" when text.Word(i + 1) is "banyak" or "besar" or "tinggi" or "mahal" or "mentok":
                next = i + 2;
                return -1;
            case "tidak" or "gak" or "ga" or "nggak" or "tak" or "ndak" or "nda" or "blm" or "belum" or "g" or "gk"
                when text.Word(i + 1) is "sampai" or "sampe" or "nyampe" or "lebih" or "nyampai" or "smpe":
                next = text.Word(i + 2) is "dari" ? i + 3 : i + 2;
                return -1;
            case "diatas" or "melebihi" or "melewati" or "minimal" or "minimum" or "lewat":
                return 1;
            case "dibawah" or "maksimal" or "maksimum" or "max" or "maks" or "hingga":
                return -1;
            default:
                return null;
        }
    }

    private static int? To(ScannedText text, int at)
    {
        if (text[at].Symbol is '-' or '~')
            return at + 1;
        return text.Word(at) switch
        {
            "sampai" or "sampe" or "hingga" or "smpe" or "nyampe" or "dan" or "ke" or "tekan" or "nepi" or "smp" or "sd" or
                "spe" or "atau" =>
                text.Word(at + 1) is "dengan" or "ka" ? at + 2 : at + 1,
            "s" when text[at + 1].Symbol is '/' or '.' => text[at + 3].Symbol == '.' ? at + 4 : at + 3,
            _ => null,
        };
    }

    /// <summary>One amount; with <paramref name="bare"/> also a number that nothing marks as money.</summary>
    private static AmountRead? Amount(ScannedText text, int i, bool bare)
    {
        var at = i;
        var minus = text[i].Symbol == '-' && (!text[i].Glued || i == 0 || text[i - 1].Kind == TokenKind.Symbol);
        if (minus)
            at++;
        if (Currencies.Before(text, at, out var number) is { } before)
        {
            if (text[number].Symbol == '-' && text[number + 1].IsDigits)
            {
                minus = true;
                number++;
            }

            if (Read(text, number) is not { } value)
                return null;
            value = Thousandths(text, number, value, before);
            // «rp 10 k»
            if (text[value.Next].Is("k") && !value.Scaled)
                value = value with { Value = value.Value * 1000, Next = value.Next + 1 };
            if (minus)
                value = value with { Value = -value.Value, Negative = true };
            var end = Close(text, value.Next);
            if (Currencies.After(text, end, out var again) == before && text[end].IsWord)
                end = again;
            return new AmountRead(value, before, end, true);
        }

        if (Read(text, i) is not { } read)
            return null;
        if (Currencies.After(text, read.Next, out var next) is { } after)
        {
            read = Thousandths(text, i, read, after);
            if (after != "IDR" && Cents(text, next) is { } cents)
            {
                read = read with { Value = read.Value + cents.Value };
                next = cents.Next;
            }

            return new AmountRead(read, after, Close(text, next), true);
        }

        var marked = Close(text, read.Next);
        if (marked > read.Next)
            return new AmountRead(read, "IDR", marked, true);
        return bare || IsMoney(text, i, read) ? new AmountRead(Hundreds(read), "IDR", read.Next, false) : null;
    }

    /// <summary>«sejuta dua ratus»: who counts in millions says the thousands as hundreds.</summary>
    private static ParsedNumber Hundreds(ParsedNumber number)
    {
        var rest = number.Value % 1_000_000;
        return number is { HasDigits: false, Scaled: true, Value: >= 1_000_000 } && rest is >= 100 and < 1000 && rest % 50 == 0
            ? number with { Value = number.Value - rest + (rest * 1000) }
            : number;
    }

    /// <summary>«KWD 1,250»: a dinar and a rial of Oman have a thousand parts, and the comma stands before them.</summary>
    private static ParsedNumber Thousandths(ScannedText text, int at, ParsedNumber number, string currency) =>
        currency is "KWD" or "OMR" or "JOD" && number.Next == at + 3 && text[at].IsDigits && text[at].Text[0] != '0' && text[at + 1].Symbol == ',' && text[at + 2] is { IsDigits: true, Text.Length: 3 }
            ? number with { Value = number.Value / 1000 }
            : number;

    /// <summary>«dan 23 sen» after dollars.</summary>
    private static (decimal Value, int Next)? Cents(ScannedText text, int i)
    {
        var at = text[i].Is("dan") ? i + 1 : i;
        return NumberParser.Read(text, at) is { Value: > 0 and < 100 } number && text.Word(number.Next) is "sen" or "cent" or "cents"
            ? (number.Value / 100, number.Next + 1)
            : null;
    }

    private static ParsedNumber? Read(ScannedText text, int i)
    {
        if (NumberParser.Read(text, i) is not { } number)
            return null;
        // A date, a time, a phone number: not an amount.
        if (text[i].IsDigits && ((text[i].Text.Length >= 8 && text[i].Text[0] == '0') ||
            (text[number.Next] is { Glued: true, Symbol: '/' or ':' or '%' } && text[number.Next + 1].IsDigits
                && text[number.Next + 1].Glued) ||
            text[number.Next].Symbol == '%'))
            return null;
        return number;
    }

    /// <summary>«,-» after an amount.</summary>
    private static int Close(ScannedText text, int at) =>
        text[at].Symbol is ',' or '.' && text[at + 1] is { Symbol: '-', Glued: true } ? at + 2 : at;

    /// <summary>No currency is said, yet it is money: «2jt», «12,5rb», «goceng», «bayar 12.500».</summary>
    private static bool IsMoney(ScannedText text, int i, ParsedNumber number)
    {
        if (number.Value <= 0 || IsCounted(text, number.Next) || text[number.Next].Symbol == '%')
            return false;
        if (number.Slang)
            return true;
        if (text.Word(i - 1) is "tahun" or "thn" or "taun" or "nomor" or "no" or "jam" or "pukul" or "tanggal" or "tgl" or
            "rt" or "rw" or "ke" or "kode")
            return false;
        if (number.Scaled)
            return number.Value >= 1000;
        if (number.Grouped)
            return number.Value >= 1000 && (text.IsWhole(i, number.Next) || MoneyWord(text, i));
        // 12500 and nothing else: round enough for an amount, too long for a year
        if (text.IsWhole(i, number.Next) && number.HasDigits && text[i].Text.Length is >= 4 and <= 9 && text[i].Text[0] != '0')
            return number.Value % 100 == 0 && number.Value is < 1900 or > 2100;
        return number.Value >= 500 && number.Value < 1_000_000_000 && number.HasDigits && text[i].Text[0] != '0'
            && MoneyWord(text, i);
    }

    private static bool MoneyWord(ScannedText text, int i)
    {
        for (var at = i - 1; at >= 0 && at >= i - 3; at--)
        {
            if (text.Word(at) is "bayar" or "iuran" or "iurannya" or "gaji" or "harga" or "biaya" or "upah" or "transfer" or
                "tf" or "penghasilan" or
                "tarif" or "bayarnya" or "gajiku" or "uang" or "duit" or "cuma" or "premi" or "nominal" or "sebesar" or
                    "seharga" or "byr" or "gajinya" or
                "pendapatan" or "setor" or "total" or "cicil" or "nyicil" or "santunan" or "denda" or "saldo")
                return true;
        }

        return false;
    }

    /// <summary>«2 ribu orang», «5 juta peserta», «2 ribu tahun»: something else is counted.</summary>
    private static bool IsCounted(ScannedText text, int next)
    {
        var word = text.Word(next);
        if (word is "orang" or "org" or "peserta" or "pekerja" or "anggota" or "jiwa" or "kali" or "buah" or "ekor" or "km" or
            "meter" or "kg" or "unit" or
            "penduduk" or "warga" or "desa" or "rumah" or "anak" or "ton" or "liter" or "nelayan" or "petani" or "kilo" or
                "lembar" or "ha" or "cc" or "watt" or
            "karyawan" or "pegawai" or "kartu" or "pulsa" or "perusahaan" or "followers" or "langkah" or "mdpl")
            return true;
        return CalendarWords.Unit(word) is not null;
    }

    private static bool About(ScannedText text, int at)
    {
        var word = text.Word(at);
        return word is "sekitar" or "skitar" or "kira" or "kurang" or "lebih" or "kisaran" or "hampir" or "paling" or
            "palingan" or "sekira" or
            "kurleb" or "udakara" or "kiro" or "sekitaran" or "plng";
    }

    /// <summary>«sehari», «per bulan», «/minggu», «tiap hari» after an amount.</summary>
    private static string? Per(ScannedText text, int at)
    {
        for (var i = at; i < at + 3 && i < text.Count; i++)
        {
            var word = text.Word(i);
            var unit = CalendarWords.OneUnit(word);
            if (unit is null && i > at && (text[i - 1].Symbol == '/' || text.Word(i - 1) is "per" or "tiap" or "setiap" or
                "saben" or "unggal" or "se"))
                unit = CalendarWords.Unit(word);
            unit ??= word switch
            {
                "perhari" or "harian" or "perharinya" or "seharinya" or "sehariannya" => TimeUnit.Day,
                "perminggu" or "mingguan" => TimeUnit.Week,
                "perbulan" or "perbulannya" or "bulanan" or "perbln" or "sebulannya" => TimeUnit.Month,
                "pertahun" => TimeUnit.Year,
                _ => null,
            };
            if (unit is { } found)
            {
                return found switch
                {
                    TimeUnit.Day => "day",
                    TimeUnit.Week => "week",
                    TimeUnit.Month => "month",
                    TimeUnit.Year => "year",
                    _ => null,
                };
            }
        }

        return null;
    }
}
