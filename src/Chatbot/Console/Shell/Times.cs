using System.Globalization;

namespace Chatbot.Console.Shell;

/// <summary>Instants as staff reads them: never without their zone.</summary>
internal static class Times
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary><c>21 Nov 2026 09.30 WIB</c>.</summary>
    public static string Of(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return $"{local.ToString("d MMM yyyy HH.mm", Indonesian)} {Word(zone, local.Offset)}";
    }

    /// <summary><c>Sabtu, 21 November 2026</c>.</summary>
    public static string Day(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).ToString("dddd, d MMMM yyyy", Indonesian);

    /// <summary>How far ahead or back, in words: <c>2 hari lagi</c>, <c>3 jam yang lalu</c>.</summary>
    public static string Distance(DateTimeOffset instant, DateTimeOffset now)
    {
        var span = (instant - now).Duration();
        var words = span.TotalDays >= 2 ? $"{(int)span.TotalDays} hari" : span.TotalHours >= 1 ? $"{(int)span.TotalHours} jam" : $"{Math.Max(1, (int)span.TotalMinutes)} menit";
        return instant >= now ? $"{words} lagi" : $"{words} yang lalu";
    }

    private static string Word(TimeZoneInfo zone, TimeSpan offset) => (zone.Id, offset.Hours) switch
    {
        ("Asia/Jakarta" or "Asia/Pontianak", _) => "WIB",
        ("Asia/Makassar", _) => "WITA",
        ("Asia/Jayapura", _) => "WIT",
        _ => $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}",
    };
}
