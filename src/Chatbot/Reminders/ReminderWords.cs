using System.Globalization;
using System.Text.RegularExpressions;
using Chatbot.Language;

namespace Chatbot.Reminders;

/// <summary>What a person says of his reminders: «ingatkan lagi 3 hari», «jam 7 malam», «tiap tanggal 10», «jangan hari Jumat». Pure.</summary>
/// <param name="Change">What becomes of the wish; null when nothing was said that changes it.</param>
/// <param name="Zone">IANA name of the zone that was named; null for none.</param>
/// <param name="PutOff">The day to which it is put off; null when it is not.</param>
/// <param name="IsLater">He cannot pay now: no money, no harvest yet.</param>
/// <param name="IsHarvest">He speaks of the harvest.</param>
internal sealed partial record ReminderWords(Func<ReminderWish, ReminderWish>? Change, string? Zone, DateOnly? PutOff, bool IsLater, bool IsHarvest)
{
    /// <summary>Days to which reminders can be put off at most.</summary>
    public const int MostDays = 60;

    // The last day of a month, whatever its number.
    private const int EndOfMonth = 31;

    private static readonly Dictionary<string, DayOfWeek> Weekdays = new(StringComparer.Ordinal)
    {
        ["senin"] = DayOfWeek.Monday, ["selasa"] = DayOfWeek.Tuesday, ["rabu"] = DayOfWeek.Wednesday, ["kamis"] = DayOfWeek.Thursday,
        ["jumat"] = DayOfWeek.Friday, ["jum'at"] = DayOfWeek.Friday, ["sabtu"] = DayOfWeek.Saturday, ["minggu"] = DayOfWeek.Sunday, ["ahad"] = DayOfWeek.Sunday,
    };

    /// <summary>Whether it says anything that is understood.</summary>
    public bool IsUnderstood => Change is not null || Zone is not null || PutOff is not null || IsLater;

    /// <param name="text">As it was written.</param>
    /// <param name="now">Local time at the person's place.</param>
    /// <param name="from">First hour at which anything is sent.</param>
    /// <param name="to">The hour from which nothing is sent.</param>
    public static ReminderWords Read(string text, DateTimeOffset now, TimeOnly from, TimeOnly to)
    {
        var plain = text.ToLowerInvariant();
        var found = Recognizers.All(text, new RecognizerOptions(now)).Select(one => one.Resolution).ToList();
        var zone = ZoneIn().Match(plain) is { Success: true } named ? ZoneOf(named.Value) : null;
        var harvest = plain.Contains("panen", StringComparison.Ordinal);
        var changes = new List<Func<ReminderWish, ReminderWish>>();

        if (RhythmIn(plain) is { } rhythm) changes.Add(wish => wish with { Rhythm = rhythm });
        var again = Again().IsMatch(plain);
        var days = WeekdayIn().Matches(plain).Select(match => Weekdays[match.Value]).ToHashSet();
        if (days.Count > 0 && Unwanted().IsMatch(plain)) changes.Add(wish => wish with { Unwanted = wish.Unwanted.Union(days).ToHashSet() });
        else if (days.Count > 0 && !again && !NextWeek().IsMatch(plain)) changes.Add(wish => wish with { Unwanted = Enum.GetValues<DayOfWeek>().Except(days).ToHashSet() });
        else if (AnyDay().IsMatch(plain)) changes.Add(wish => wish with { Unwanted = new HashSet<DayOfWeek>(), DayOfMonth = null });

        var day = found.OfType<Resolution.Recurring>().FirstOrDefault(one => one.Day is not null)?.Day ?? DayIn(plain);
        if (day is { } number && !again) changes.Add(wish => wish with { DayOfMonth = number });
        if (HourIn(found, plain) is { } hour)
        {
            var at = hour < from ? from : hour >= to ? to.AddHours(-1) : hour;
            changes.Add(wish => wish with { At = at });
        }

        // «Jumat» in «jangan hari Jumat» is no day to put it off to, nor is «tanggal 10» of every month.
        var putOff = again || (day is null && days.Count == 0) ? DateIn(found, plain, DateOnly.FromDateTime(now.DateTime)) : null;
        return new ReminderWords(
            changes.Count == 0 ? null : wish => changes.Aggregate(wish, static (changed, change) => change(changed)), zone, putOff, Later().IsMatch(plain), harvest);
    }

    /// <summary>As a person reads it: <c>jam 09.00 WIB, tanggal 10, tidak hari Jumat, penghasilan harian</c>.</summary>
    public static string Say(ReminderWish wish, TimeOnly usual, string zone)
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"jam {wish.At ?? usual:HH.mm} {ShortZone(zone)}") };
        if (wish.DayOfMonth is { } day) parts.Add(day == EndOfMonth ? "akhir bulan" : string.Create(CultureInfo.InvariantCulture, $"tanggal {day}"));
        var wanted = Enum.GetValues<DayOfWeek>().Except(wish.Unwanted).ToList();
        if (wanted.Count is > 0 and < 4) parts.Add("hari " + string.Join(", ", wanted.Select(Name)) + " saja");
        else if (wish.Unwanted.Count > 0) parts.Add("tidak hari " + string.Join(", ", wish.Unwanted.Order().Select(Name)));
        if (wish.Rhythm is not ReminderStyle.Monthly) parts.Add("penghasilan " + NameOf(wish.Rhythm));
        return string.Join(", ", parts);
    }

    public static string ShortZone(string zone) => zone switch
    {
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => "WIB",
    };

    private static string ZoneOf(string name) => name switch
    {
        "wita" => "Asia/Makassar",
        "wit" => "Asia/Jayapura",
        _ => "Asia/Jakarta",
    };

    private static string Name(DayOfWeek day) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Weekdays.First(one => one.Value == day).Key);

    private static string NameOf(ReminderStyle rhythm) => rhythm switch
    {
        ReminderStyle.Weekly => "mingguan",
        ReminderStyle.Daily => "harian",
        ReminderStyle.Harvest => "dari panen",
        ReminderStyle.Monthly or ReminderStyle.ChosenDay => "bulanan",
    };

    // How often he wants to hear of it is another thing than how his money comes.
    private static ReminderStyle? RhythmIn(string text) =>
        HarvestIncome().IsMatch(text) ? ReminderStyle.Harvest
        : Income().IsMatch(text) ? Monthly().IsMatch(text) ? ReminderStyle.Monthly : Weekly().IsMatch(text) ? ReminderStyle.Weekly : Daily().IsMatch(text) ? ReminderStyle.Daily : null
        : null;

    private static int? DayIn(string text) =>
        DayOfMonthIn().Match(text) is { Success: true } match
            && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is >= 1 and <= EndOfMonth and var day ? day
        : text.Contains("awal bulan", StringComparison.Ordinal) ? 1
        : text.Contains("akhir bulan", StringComparison.Ordinal) ? EndOfMonth
        : null;

    /// <summary>The last that is named: «jangan pagi, malam saja». One alone that is not wanted says nothing of which is.</summary>
    private static TimeOnly? HourIn(IReadOnlyList<Resolution> found, string text)
    {
        var hours = found.Select(one => one switch
        {
            Resolution.Time time => time.Value,
            Resolution.DateAndTime both => TimeOnly.FromDateTime(both.Value),
            Resolution.Recurring { At: { } at } => at,
            _ => (TimeOnly?)null,
        }).OfType<TimeOnly>().ToList();
        return hours.Count == 0 || (hours.Count == 1 && Unwanted().IsMatch(text) && !WeekdayIn().IsMatch(text) && !Rather().IsMatch(text)) ? null : hours[^1];
    }

    private static DateOnly? DateIn(IReadOnlyList<Resolution> found, string text, DateOnly today)
    {
        if (NextWeek().IsMatch(text)) return today.AddDays(7);
        if (DaysIn().Match(text) is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return today.AddDays(Math.Min(count, 9_999) * (match.Groups[2].Value switch { "minggu" or "pekan" => 7, "bulan" => 30, _ => 1 }));
        if (text.Contains("seminggu", StringComparison.Ordinal)) return today.AddDays(7);
        var date = found.Select(one => one switch
        {
            Resolution.Date one2 => one2.Value,
            Resolution.DateAndTime both => DateOnly.FromDateTime(both.Value),
            _ => (DateOnly?)null,
        }).OfType<DateOnly>().FirstOrDefault(one => one > today);
        return date == default ? null : date;
    }

    [GeneratedRegex(@"\b(?:wib|wita|wit)\b")]
    private static partial Regex ZoneIn();

    [GeneratedRegex(@"\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|ahad)\b|(?<=hari )minggu\b")]
    private static partial Regex WeekdayIn();

    [GeneratedRegex(@"\b(?:jangan|jgn|kecuali|selain|bukan|tidak|gak|nggak|ga)\b")]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"\b(?:saja|aja|jadi|ganti)\b")]
    private static partial Regex Rather();

    [GeneratedRegex(@"\b(?:hari apa saja|hari apa aja|semua hari|tanggal biasa|hari biasa)\b")]
    private static partial Regex AnyDay();

    [GeneratedRegex(@"\b(?:lagi|lg)\b")]
    private static partial Regex Again();

    [GeneratedRegex(@"\b(?:minggu|mgg|pekan) (?:depan|dpn)\b")]
    private static partial Regex NextWeek();

    [GeneratedRegex(@"\b(?:tanggal|tgl|tg)\.?\s*(\d{1,2})\b")]
    private static partial Regex DayOfMonthIn();

    [GeneratedRegex(@"\b(\d{1,4})\s*(hari|hr|minggu|pekan|bulan)\b")]
    private static partial Regex DaysIn();

    [GeneratedRegex(@"(?:penghasilan|pendapatan|duit|uang|upah|gaji|hasil).*panen|panen.*(?:penghasilan|pendapatan)|\bmusiman\b")]
    private static partial Regex HarvestIncome();

    [GeneratedRegex(@"\b(?:penghasilan|pendapatan|upah|gaji|gajian|bayaran|uangnya|uang saya)\b")]
    private static partial Regex Income();

    [GeneratedRegex(@"\b(?:mingguan|tiap minggu|per minggu|seminggu sekali)\b")]
    private static partial Regex Weekly();

    [GeneratedRegex(@"\b(?:harian|tiap hari|per hari|sehari)\b")]
    private static partial Regex Daily();

    [GeneratedRegex(@"\b(?:bulanan|tiap bulan|per bulan|sebulan sekali)\b")]
    private static partial Regex Monthly();

    [GeneratedRegex(@"\b(?:belum|blm|ga|gak|nggak|tidak|durung|gada)\b.*\b(?:uang|duit|duite|gajian|panen|rejeki|rezeki|bisa bayar)\b|\b(?:nanti|tunggu|habis|sesudah|setelah|abis|nunggu)\b.*\b(?:panen|gajian|ada uang|ada duit|punya uang)\b")]
    private static partial Regex Later();
}
