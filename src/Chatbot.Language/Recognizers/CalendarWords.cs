using System.Collections.Frozen;

namespace Chatbot.Language;

internal enum TimeUnit
{
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// <summary>Months, weekdays, units of time and parts of the day: Indonesian, short, careless, Javanese, Sundanese.</summary>
internal static class CalendarWords
{
    private static readonly FrozenDictionary<string, TimeUnit> Units = Table(
        (TimeUnit.Second, "detik dtk det detikan"),
        (TimeUnit.Minute, "menit mnt menitan mnit"),
        (TimeUnit.Hour, "jam jm jaman"),
        (TimeUnit.Day, "hari hr hri harian dina dinten dino poe"),
        (TimeUnit.Week, "minggu mgg mggu mingguan pekan minggon"),
        (TimeUnit.Month, "bulan bln bulanan blnan wulan sasi sasih blan bulann"),
        (TimeUnit.Year, "tahun thn taun tahunan taunan th thun warsa"));

    // «sebulan»: one unit in one word.
    private static readonly FrozenDictionary<string, TimeUnit> OneUnits = Table(
        (TimeUnit.Minute, "semenit smenit"),
        (TimeUnit.Hour, "sejam sajam sjam"),
        (TimeUnit.Day, "sehari seharian sedina sadinten sapoe sedinten shari"),
        (TimeUnit.Week, "seminggu sepekan sminggu saminggu semingguan semnggu smggu"),
        (TimeUnit.Month, "sebulan sbulan sbln sebln sewulan sabulan sasasih sesasi sebulanan seblan"),
        (TimeUnit.Year, "setahun stahun sthn sataun setaun setahunan staun sataun setaunan"));

    private static readonly FrozenDictionary<string, int> MonthNames = Numbered(
        "januari jan jannuari januri jnuari", "februari feb pebruari peb febuari februri pebuari feberuari", "maret mar mrt maret",
        "april apr aprl", "mei may mey", "juni jun juny", "juli jul july",
            "agustus agu agt agst agus aug ags agts agustusan agustuss",
        "september sep sept spt septmber", "oktober okt oct october oktobr", "november nov nop nopember novmber",
            "desember des dec dst december desembr");

    private static readonly FrozenDictionary<string, int> Weekdays = Numbered(
        "senin snn sen senen sening", "selasa sls sel slasa seloso salasa", "rabu rb rab rebo rabo", "kamis kms kam kemis",
        "jumat jum jmt jumaat jumah juma jemuah jumuah", "sabtu sbt sab setu saptu sebtu", "minggu mgg min ahad minggon ngahad");

    public static TimeUnit? Unit(string word) => Units.TryGetValue(word, out var unit) ? unit : null;

    public static TimeUnit? OneUnit(string word) => OneUnits.TryGetValue(word, out var unit) ? unit : null;

    /// <summary>1 for January; one slip is forgiven in a long name.</summary>
    public static int? Month(string word)
    {
        if (MonthNames.TryGetValue(word, out var month))
            return month;
        if (word.Length is < 6 or > 10)
            return null;
        return word[0] switch
        {
            'j' when Slips.AtMostOne(word, "januari") => 1,
            'f' when Slips.AtMostOne(word, "februari") => 2,
            'a' when Slips.AtMostOne(word, "agustus") => 8,
            's' when Slips.AtMostOne(word, "september") => 9,
            'o' when Slips.AtMostOne(word, "oktober") => 10,
            'n' when Slips.AtMostOne(word, "november") => 11,
            'd' when Slips.AtMostOne(word, "desember") => 12,
            _ => null,
        };
    }

    /// <summary>True for a month's own name, not a short form that is also another word.</summary>
    public static bool IsMonthName(string word) => word.Length >= 4 && Month(word) is not null && word is not "agus" and not "sept";

    /// <summary>A weekday; short forms that mean something else only where <paramref name="sure"/>.</summary>
    public static DayOfWeek? Weekday(string word, bool sure)
    {
        if (!Weekdays.TryGetValue(word, out var day))
            return null;
        if (!sure && word is "rb" or "min" or "mgg" or "sel" or "sab" or "kam" or "sen" or "rab" or "jum" or "minggon" && !sure)
            return null;
        return (DayOfWeek)(day % 7);
    }

    private static FrozenDictionary<string, TimeUnit> Table(params (TimeUnit Unit, string Words)[] rows)
    {
        var table = new Dictionary<string, TimeUnit>(StringComparer.Ordinal);
        foreach (var (unit, words) in rows)
        {
            foreach (var word in words.Split(' '))
                table.TryAdd(word, unit);
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, int> Numbered(params string[] rows)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var word in rows[i].Split(' '))
                table.TryAdd(word, i + 1);
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
