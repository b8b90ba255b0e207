namespace Chatbot.Language;

/// <summary>
/// Finds national identity numbers, right or wrong. Structure: region 6, birth date 6 (women: day + 40), serial 4
/// (UU 24/2013 art. 13). There is no check digit: only the shape can be judged.
/// </summary>
public static class NikRecognizer
{
    public const string Kind = "nik";

    private const int Length = 16;

    public static IReadOnlyList<Recognition> Recognize(string text, RecognizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var scanned = new ScannedText(text);
        return Find(scanned, DigitRun.FindAll(scanned), options.Today);
    }

    /// <summary>Judges sixteen digits by themselves.</summary>
    public static Resolution.Nik Check(string digits, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(digits);
        Resolution.Nik Refused(string reason) => new(false) { Reason = reason, Length = digits.Length };
        if (digits.Length != Length || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return Refused("length");
        if (!Regions.Contains(digits[..2]))
            return Refused("province");
        var day = Two(digits, 6);
        var female = day > 40;
        if (female)
            day -= 40;
        if (BirthDate(day, Two(digits, 8), Two(digits, 10), today) is not { } born)
            return Refused("date");
        if (digits.EndsWith("0000", StringComparison.Ordinal))
            return Refused("serial");
        if (digits.AsSpan().ContainsAnyExcept(digits[0]) is false)
            return Refused("dummy");
        return new Resolution.Nik(true)
        {
            Digits = digits,
            Length = Length,
            Province = digits[..2],
            Regency = $"{digits[..2]}.{digits[2..4]}",
            District = $"{digits[..2]}.{digits[2..4]}.{digits[4..6]}",
            KnownRegency = Regions.Contains(digits[..4]),
            Born = born,
            Sex = female ? "F" : "M",
        };
    }

    internal static List<Recognition> Find(ScannedText text, List<DigitRun> runs, DateOnly today)
    {
        var found = new List<Recognition>();
        foreach (var whole in runs)
        {
            foreach (var run in Pieces(whole))
            {
                if (Read(run, today) is { } nik)
                    found.Add(text.FoundChars(run.Groups[0].Start, run.End, Kind, nik));
            }
        }

        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>The digit typed for a letter that looks like it.</summary>
    internal static char? Digit(char letter) => letter switch
    {
        'o' or 'q' or 'd' => '0',
        'i' or 'l' or '|' or '!' => '1',
        'z' => '2',
        'a' => '4',
        's' => '5',
        'g' or 'b' => letter == 'b' ? '8' : '9',
        't' or '?' => '7',
        _ => null,
    };

    internal static string? Repair(string compact)
    {
        var repaired = new char[compact.Length];
        for (var i = 0; i < compact.Length; i++)
        {
            var digit = char.IsAsciiDigit(compact[i]) ? compact[i] : Digit(compact[i]);
            if (digit is null)
                return null;
            repaired[i] = digit.Value;
        }

        return new string(repaired);
    }

    /// <summary>A chain may hold two numbers: the parts of sixteen, or the whole.</summary>
    private static List<DigitRun> Pieces(DigitRun run)
    {
        if (run.Compact.Length <= Length + 4 || run.Groups.Count == 1)
            return [run];
        var pieces = new List<DigitRun>();
        for (var first = 0; first < run.Groups.Count;)
        {
            var last = first;
            while (last < run.Groups.Count && run.Groups[last].To - run.Groups[first].From < Length)
                last++;
            if (last < run.Groups.Count && run.Groups[last].To - run.Groups[first].From == Length)
            {
                pieces.Add(run.Part(first, last));
                first = last + 1;
            }
            else
            {
                first++;
            }
        }

        return pieces.Count > 0 ? pieces : [run];
    }

    private static Resolution.Nik? Read(DigitRun run, DateOnly today)
    {
        var label = NumberLabels.Before(run);
        if (label is NumberLabel.Account or NumberLabel.TaxNumber or NumberLabel.Kpj or NumberLabel.HealthCard)
            return null;
        var length = run.Compact.Length;
        Resolution.Nik Refused(string reason) => new(false) { Reason = reason, Length = length };
        if (length == Length)
        {
            if (label == NumberLabel.FamilyCard)
                return Refused("kk");
            if (run.Letters == 0)
                return Check(run.Compact, today);
            if (run.Letters > 3)
                return null;
            var repaired = Repair(run.Compact);
            return Refused("letters") with { Suggest = repaired is not null && Check(repaired, today).Valid ? repaired : null };
        }

        if (run.Plus || (run.LooksLikeAmountOrDate && length < 13))
            return null;
        if (label == NumberLabel.FamilyCard)
            return length is >= 14 and <= 18 ? Refused("kk") : null;
        if (label == NumberLabel.Nik)
            return length >= 5 && !(LooksLikePhone(run.Compact) && length <= 13) ? Refused("length") : null;
        if (label == NumberLabel.Phone || LooksLikePhone(run.Compact) || run.Compact.StartsWith("000", StringComparison.Ordinal))
            return null;
        return length is >= 12 and <= 20 && run.Letters <= 3 && !(length == 12 && (run.LooksLikeAmountOrDate || run.Letters > 0))
            ? Refused("length") : null;
    }

    private static bool LooksLikePhone(string digits) =>
        (digits.Length <= 14 && digits.StartsWith("08", StringComparison.Ordinal)) ||
        (digits.Length <= 15 && digits.StartsWith("628", StringComparison.Ordinal)) ||
        (digits.Length <= 13 && digits[0] is '0' or '8')
            || (digits.Length <= 12 && digits.StartsWith("62", StringComparison.Ordinal));

    private static int Two(string digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';

    /// <summary>The later of the two centuries that is not in the future; 29 February needs a leap year.</summary>
    private static DateOnly? BirthDate(int day, int month, int year, DateOnly today)
    {
        if (month is < 1 or > 12 || day < 1)
            return null;
        for (var century = 2000; century >= 1900; century -= 100)
        {
            if (day <= DateTime.DaysInMonth(century + year, month) && new DateOnly(century + year, month, day) is var born
                && born <= today)
                return born;
        }

        return null;
    }
}
