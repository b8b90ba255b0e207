namespace Chatbot.Language;

/// <summary>
/// Numbering plans: Indonesia in full (as in libphonenumber's metadata for ID), and the countries where Indonesians work
/// by the shape of their mobile numbers.
/// </summary>
internal static class PhonePlan
{
    private static readonly (string Code, string Region, string[] Mobile, string[] Fixed)[] Abroad =
    [
        ("60", "MY", ["1[02-46-9]#######", "11########", "15#######"], ["[3-9]#######", "3########"]),
        ("65", "SG", ["[89]#######"], ["6#######"]),
        ("673", "BN", ["[78]######"], ["[2-6]######"]),
        ("852", "HK", ["[4-79]#######", "8[4-8]######"], ["[23]#######"]),
        ("853", "MO", ["6#######"], ["[28]#######"]),
        ("886", "TW", ["9########"], ["[2-8]#######", "[2-8]########"]),
        ("81", "JP", ["[6-9]0[1-9]#######"], ["[1-9]########"]),
        ("82", "KR", ["1[0-26-9]########", "1[0-26-9]#######"], ["2########", "[3-6]########"]),
        ("86", "CN", ["1[3-9]#########"], []),
        ("966", "SA", ["5########"], ["1########"]),
        ("971", "AE", ["5[02-68]#######"], ["[2-79]#######"]),
        ("974", "QA", ["[35-7]#######"], ["4#######"]),
        ("965", "KW", ["[569]#######"], ["2#######"]),
        ("968", "OM", ["[79]#######"], ["2#######"]),
        ("973", "BH", ["3#######", "6[3-9]######"], ["[17]#######"]),
        ("962", "JO", ["7########"], []),
        ("90", "TR", ["5#########"], []),
        ("66", "TH", ["[689]########"], ["[2-7]#######"]),
        ("63", "PH", ["9#########"], []),
        ("91", "IN", ["[6-9]#########"], []),
        ("670", "TL", ["7#######"], ["[2-4]######"]),
        ("61", "AU", ["4########"], ["[2378]########"]),
        ("64", "NZ", ["2#######", "2########", "2#########"], []),
        ("44", "GB", ["7[1-57-9]########"], ["[12]#########"]),
        ("31", "NL", ["6########"], ["[1-57]########"]),
        ("49", "DE", ["1[5-7]########", "1[5-7]#########"], []),
        ("33", "FR", ["[67]########"], ["[1-5]########"]),
    ];

    // First two digits of an area code, then the set its third comes from.
    private static readonly string[] Areas =
    [
        "23 1-4", "25 1-4", "26 0-8", "27 1-6", "28 0-9", "29 1-8", "32 1-8", "35 1-8", "33 1-68", "34 1-3", "36 1-3568",
        "37 0-469", "38 0-9", "40 1-589", "41 01347-9", "42 0-36-8", "43 0-24-68", "44 3", "45 1-378", "46 1-5", "47 134",
        "48 1245", "51 1-35-9", "52 25-8", "53 124-9", "54 1-3589", "55 1-46", "56 1-8", "62 0-9", "65 0-9", "63 1-69",
        "64 1-6", "70 2", "71 1-9", "72 1-9", "75 1-9", "73 0-9", "76 0-9", "74 1-8", "77 0-36-9", "90 12", "91 013-8",
        "92 0-479", "95 125-8", "96 23679", "97 159", "98 01346",
    ];

    private static readonly string[] OtherCountries =
    [
        "20", "27", "30", "32", "34", "36", "39", "40", "41", "43", "45", "46", "47", "48", "51", "52", "54", "55", "56",
            "57", "58", "84",
        "92", "93", "94", "95", "98", "212", "213", "216", "218", "234", "254", "351", "352", "353", "358", "380", "420",
            "421", "675",
        "679", "855", "856", "880", "960", "961", "963", "964", "967", "970", "972", "975", "976", "977",
    ];

    // identity of brand by prefix: operators' own pages, as collected in July 2026; statistics only, never a reason to refuse
    private static readonly (string Brand, string Prefixes)[] Brands =
    [
        ("Telkomsel", "811 812 813 821 822 823 851 852 853"),
        ("Indosat", "814 815 816 855 856 857 858"),
        ("Tri", "895 896 897 898 899"),
        ("XL", "817 818 819 859 877 878"),
        ("Axis", "831 832 833 838"),
        ("Smartfren", "881 882 883 884 885 886 887 888 889"),
        ("PSN", "868"),
    ];

    /// <summary>Reads digits as written, with or without a plus before; null when no country fits.</summary>
    public static Resolution.Phone? Read(string digits, bool plus)
    {
        if (plus)
            return International(digits);
        // Prepaid sellers and forms abroad print 0062…
        if (digits.StartsWith("0062", StringComparison.Ordinal))
            return International(digits[2..]);
        if (digits.StartsWith("00", StringComparison.Ordinal))
            return null;
        if (digits[0] == '0')
            return Domestic(digits[1..]);
        if (digits.StartsWith("62", StringComparison.Ordinal))
        {
            var country = digits.Length > 4 ? Domestic(digits[2] == '0' ? digits[3..] : digits[2..]) : null;
            // Eleven digits may also be area 62x without its zero; libphonenumber takes it so.
            if (Domestic(digits) is { } area)
                return area with { Alternative = country };
            return country;
        }

        return Domestic(digits);
    }

    /// <summary>Reads what follows the trunk zero or the country code.</summary>
    public static Resolution.Phone? Domestic(string national)
    {
        if (IndonesianType(national) is not { } type)
            return null;
        return new Resolution.Phone(true, "+62" + national, "ID", type) { Operator = type == "MOBILE" ? Brand(national) : null };
    }

    private static Resolution.Phone? International(string digits)
    {
        if (digits.StartsWith("62", StringComparison.Ordinal))
            return digits.Length < 5 ? null : Domestic(digits[2] == '0' ? digits[3..] : digits[2..]);
        if (digits.Length is < 8 or > 15)
            return null;
        if (digits[0] == '1')
        {
            return digits.Length == 11 && digits[1] is >= '2' and <= '9' && digits[4] is >= '2' and <= '9'
                ? new Resolution.Phone(true, "+" + digits, "US", "FIXED_LINE_OR_MOBILE")
                : null;
        }

        if (digits[0] == '7')
            return digits.Length == 11 ? new Resolution.Phone(true, "+" + digits, "RU", "MOBILE") : null;
        foreach (var (code, region, mobile, landline) in Abroad)
        {
            if (!digits.StartsWith(code, StringComparison.Ordinal))
                continue;
            var national = digits[code.Length..].TrimStart('0');
            if (Array.Exists(mobile, m => Fits(m, national)))
                return new Resolution.Phone(true, "+" + code + national, region, "MOBILE");
            if (Array.Exists(landline, m => Fits(m, national)))
                return new Resolution.Phone(true, "+" + code + national, region, "FIXED_LINE");
            return null;
        }

        foreach (var code in OtherCountries)
        {
            if (digits.StartsWith(code, StringComparison.Ordinal) && digits.Length - code.Length is >= 7 and <= 12)
                return new Resolution.Phone(true, "+" + digits, null, "UNKNOWN");
        }

        return null;
    }

    private static string? Brand(string national)
    {
        foreach (var (brand, prefixes) in Brands)
        {
            if (prefixes.Contains(national.AsSpan(0, 3), StringComparison.Ordinal))
                return brand;
        }

        return null;
    }

    private static string? IndonesianType(string n)
    {
        if (n.Length is < 6 or > 12 || n[0] == '0')
            return null;
        if (n[0] == '8')
        {
            if (n[1] is >= '1' and <= '9' and not '4')
                return n.Length is >= 9 and <= 12 ? "MOBILE" : null;
            return n switch
            {
                _ when n.StartsWith("800", StringComparison.Ordinal) && n.Length is >= 8 and <= 10 => "TOLL_FREE",
                _ when n.StartsWith("804", StringComparison.Ordinal) && n.Length == 10 => "SHARED_COST",
                _ when n.StartsWith("809", StringComparison.Ordinal) && n.Length == 10 => "PREMIUM_RATE",
                _ when n.StartsWith("8071", StringComparison.Ordinal) && n.Length == 10 => "UAN",
                _ => null,
            };
        }

        if (n.StartsWith("1500", StringComparison.Ordinal))
            return n.Length == 7 ? "UAN" : null;
        return IsLandline(n) ? "FIXED_LINE" : null;
    }

    /// <summary>Area codes and lengths of fixed lines, as libphonenumber lists them for ID.</summary>
    private static bool IsLandline(string n)
    {
        if (n[0] == '2' && n[1] is '1' or '2' or '4')
        {
            if (n.Length is 9 or 10)
                return true;
            // 021 14xxx and 021 500xxx: call centres of Jakarta
            return n[1] == '1' && ((n[2..4] == "14" && n.Length == 7)
                || (n.StartsWith("21500", StringComparison.Ordinal) && n.Length == 8)) ||
                (n[1] == '2' && n.Length == 8);
        }

        if (n.StartsWith("61", StringComparison.Ordinal))
            return n.Length is >= 7 and <= 10 || (n.Length == 11 && n[2] == '9');
        if (n.StartsWith("31", StringComparison.Ordinal))
            return n.Length is >= 7 and <= 10;
        if (n.Length is < 8 or > 11)
            return false;
        foreach (var area in Areas)
        {
            if (area.AsSpan(0, 2).SequenceEqual(n.AsSpan(0, 2)))
                return InSet(area.AsSpan(3), n[2]);
        }

        return false;
    }

    /// <summary>A shape: <c>#</c> is any digit, <c>[2-79]</c> a set.</summary>
    private static bool Fits(string shape, string digits)
    {
        var at = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            if (at >= digits.Length)
                return false;
            var digit = digits[at++];
            if (shape[i] == '[')
            {
                var close = shape.IndexOf(']', i);
                if (!InSet(shape.AsSpan(i + 1, close - i - 1), digit))
                    return false;
                i = close;
            }
            else if (shape[i] != '#' && shape[i] != digit)
            {
                return false;
            }
        }

        return at == digits.Length;
    }

    private static bool InSet(ReadOnlySpan<char> set, char digit)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (digit >= set[i] && digit <= set[i + 2])
                    return true;
                i += 2;
            }
            else if (set[i] == digit)
            {
                return true;
            }
        }

        return false;
    }
}
