namespace Chatbot.Console.Shell;

/// <summary>Instants and days as staff reads them: an instant never without its zone.</summary>
internal static class Times
{
    /// <summary><c>21 Nov 2026 09.30 WIB</c>.</summary>
    public static string Of(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return $"{Clock(local.DateTime)} {Word(zone, local.Offset)}";
    }

    /// <summary><c>21 Nov 2026 09.30</c>, of a time whose zone stands beside it.</summary>
    public static string Clock(DateTime time) => time.ToString("d MMM yyyy HH.mm", StaffWords.Culture);

    /// <summary><c>Sabtu, 21 November 2026</c>.</summary>
    public static string Day(DateTimeOffset instant, TimeZoneInfo zone) => Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime));

    /// <summary><c>Sabtu, 21 November 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("dddd, d MMMM yyyy", StaffWords.Culture);

    /// <summary><c>21 November 2026</c>.</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", StaffWords.Culture);

    /// <summary><c>November 2026</c>.</summary>
    public static string Month(DateOnly month) => month.ToString("MMMM yyyy", StaffWords.Culture);

    /// <summary>How far ahead or back, in words: <c>2 hari lagi</c>, <c>3 jam yang lalu</c>.</summary>
    public static string Distance(DateTimeOffset instant, DateTimeOffset now)
    {
        var span = (instant - now).Duration();
        var words = span.TotalDays >= 2 ? $"{(int)span.TotalDays} hari" : span.TotalHours >= 1 ? $"{(int)span.TotalHours} jam" : $"{Math.Max(1, (int)span.TotalMinutes)} menit";
        return instant >= now ? $"{words} lagi" : $"{words} yang lalu";
    }

    /// <summary><c>WIB</c>, of the IANA name of a zone of Indonesia; another keeps its name.</summary>
    public static string Zone(string zone) => zone switch
    {
        "Asia/Jakarta" or "Asia/Pontianak" => "WIB",
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => zone,
    };

    private static string Word(TimeZoneInfo zone, TimeSpan offset) =>
        Zone(zone.Id) is var word && word != zone.Id ? word : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
}
