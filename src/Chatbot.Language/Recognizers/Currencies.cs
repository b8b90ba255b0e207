using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>Names, codes and signs of currencies that Indonesians write, the rupiah first, then those of migrant workers.</summary>
internal static class Currencies
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rp"] = "IDR", ["idr"] = "IDR", ["rph"] = "IDR", ["rupiah"] = "IDR", ["rupiyah"] = "IDR", ["rpiah"] = "IDR",
            ["perak"] = "IDR",
        ["rupiahs"] = "IDR", ["rupiahnya"] = "IDR", ["prak"] = "IDR", ["rupia"] = "IDR", ["ripis"] = "IDR",
        ["usd"] = "USD", ["dolar"] = "USD", ["dollar"] = "USD", ["dolars"] = "USD", ["us"] = "USD",
        ["eur"] = "EUR", ["euro"] = "EUR", ["gbp"] = "GBP", ["pound"] = "GBP", ["poundsterling"] = "GBP", ["pon"] = "GBP",
            ["paun"] = "GBP",
        ["myr"] = "MYR", ["rm"] = "MYR", ["ringgit"] = "MYR", ["sgd"] = "SGD", ["hkd"] = "HKD", ["twd"] = "TWD", ["ntd"] = "TWD",
        ["nt"] = "TWD", ["sar"] = "SAR", ["riyal"] = "SAR", ["real"] = "SAR", ["rial"] = "SAR", ["dinar"] = "KWD",
            ["jpy"] = "JPY", ["yen"] = "JPY", ["krw"] = "KRW", ["won"] = "KRW",
        ["cny"] = "CNY", ["yuan"] = "CNY", ["rmb"] = "CNY", ["aed"] = "AED", ["dirham"] = "AED", ["bnd"] = "BND", ["aud"] = "AUD",
        ["thb"] = "THB", ["baht"] = "THB", ["kwd"] = "KWD", ["qar"] = "QAR", ["inr"] = "INR", ["rupee"] = "INR",
            ["peso"] = "PHP", ["php"] = "PHP",
        ["chf"] = "CHF", ["franc"] = "CHF", ["frank"] = "CHF", ["cad"] = "CAD", ["nzd"] = "NZD", ["dong"] = "VND", ["vnd"] = "VND", ["omr"] = "OMR", ["jod"] = "JOD",
            ["try"] = "TRY", ["lira"] = "TRY",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // «dolar Singapura», «Dolar Baru Taiwan»: the country decides.
    private static readonly (string Country, string Dollar, string Other)[] Countries =
    [
        ("singapura", "SGD", ""), ("singapore", "SGD", ""), ("hong", "HKD", ""), ("hongkong", "HKD", ""), ("taiwan", "TWD", ""),
        ("australia", "AUD", ""), ("brunei", "BND", ""), ("kanada", "CAD", ""), ("selandia", "NZD", ""), ("qatar", "QAR", "QAR"),
        ("oman", "OMR", "OMR"), ("amerika", "USD", ""), ("as", "USD", ""), ("serikat", "USD", ""), ("baru", "TWD", ""),
    ];

    /// <summary>A currency written before an amount; <paramref name="next"/> is the token after it.</summary>
    public static string? Before(ScannedText text, int at, out int next)
    {
        next = at;
        var token = text[at];
        if (token.IsWord && text[at + 1].Symbol == '$' && text[at + 1].Glued)
        {
            next = at + 2;
            return token.Text switch
            {
                "us" or "usd" => "USD", "hk" => "HKD", "s" or "sg" or "sgd" => "SGD", "nt" => "TWD", "a" or "au" => "AUD",
                    "nz" => "NZD",
                "b" or "bn" => "BND", "c" or "ca" => "CAD", _ => null,
            };
        }

        if (token.Text is "cn" or "jp" && text[at + 1].Symbol == '¥')
        {
            next = at + 2;
            return token.Is("cn") ? "CNY" : "JPY";
        }

        if (token.Is("rs") && text[at + 1].IsDigits)
        {
            next = at + 1;
            return "INR";
        }

        if (Sign(token.Symbol) is { } sign)
        {
            next = at + 1;
            return sign;
        }

        if (!token.IsWord || !Words.TryGetValue(token.Text, out var currency) || token.Text is "perak" or "us" or "nt" or
            "real" or "as" or "won" or "pon" || (token.Text is "try" && at > 0))
            return null;
        next = at + 1;
        if (token.Text is "rp" or "rph" or "idr" && text[next].Symbol is '.' or ':' or ',')
            next++;
        else if (token.Text is "rp" && text[next].Symbol == '.')
            next++;
        return currency;
    }

    /// <summary>A currency written after an amount.</summary>
    public static string? After(ScannedText text, int at, out int next)
    {
        next = at;
        var token = text[at];
        if (Sign(token.Symbol) is { } sign && token.Glued)
        {
            next = at + 1;
            return sign;
        }

        if (!token.IsWord)
            return null;
        if (!Words.TryGetValue(token.Text, out var currency) || token.Text is "us" or "nt" or "rp" && !token.Glued
            && text[at + 1].IsDigits)
            return null;
        if (token.Text is "real" or "won" or "try" or "pon" or "php" && text[at + 1].IsWord
            && text.Word(at + 1) is not ("korea" or "arab" or "saudi"))
            return null;
        next = at + 1;
        if (token.Text is "rupiah" && text[next].Is("indonesia"))
        {
            next++;
        }
        else if (currency is "USD" or "SAR" && token.Text.Length > 3)
        {
            foreach (var (country, dollar, other) in Countries)
            {
                if (!text[next].Is(country))
                    continue;
                var named = currency == "USD" ? dollar : other;
                if (named.Length == 0)
                    break;
                currency = named;
                next++;
                if (text.Word(next) is "serikat" or "kong" or "taiwan" or "baru")
                    next++;
                break;
            }

            if (currency == "SAR" && text.Word(next) is "arab" or "saudi")
                next += text.Word(next + 1) is "saudi" ? 2 : 1;
        }
        else if (text.Word(next) is "malaysia" or "jepang" or "inggris" or "sterling" or "korea" or "tiongkok" or "china" or
            "thailand" or "eropa" or
            "filipina" or "swiss" or "india" or "vietnam" or "uea" or "kuwait" or "turki" or "yordania")
        {
            if (currency == "KWD" && text.Word(next) is "yordania")
                currency = "JOD";
            next++;
            if (text.Word(next) is "selatan")
                next++;
        }
        else if (token.Text is "yuan" && text.Word(next) is "tiongkok")
        {
            next++;
        }
        else if (token.Text is "dirham" && text[next].Is("uni"))
        {
            next += text.Word(next + 1) is "emirat" ? text.Word(next + 2) is "arab" ? 3 : 2 : 1;
        }

        return currency;
    }

    private static string? Sign(char symbol) => symbol switch
    {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₩' => "KRW",
        '฿' => "THB",
        '₫' => "VND",
        '₱' => "PHP",
        '₹' => "INR",
        _ => null,
    };
}
