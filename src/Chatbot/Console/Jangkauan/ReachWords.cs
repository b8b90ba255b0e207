using System.Globalization;
using Chatbot.Console.Shell;
using Chatbot.Language;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Sponsors;
using Chatbot.Programs;

namespace Chatbot.Console.Jangkauan;

/// <summary>Words and measures that the pages on outreach share.</summary>
internal static class ReachWords
{
    /// <summary>The name of an area of a target: a province, a kabupaten, or all.</summary>
    public static string Area(string code) => code.Length == 0 ? "Seluruh wilayah kerja" : RegionNames.Find(code) ?? code;

    /// <summary>The name of a place: of its code, or as a list gave it.</summary>
    public static string PlaceOf(string district) => district switch
    {
        "" => "Belum diketahui",
        "0" => "Indonesia",
        _ => RegionNames.Find(district) ?? district,
    };

    /// <summary>For a bar: <c>width:31.7%</c>.</summary>
    public static string Width(long part, long whole) =>
        string.Create(CultureInfo.InvariantCulture, $"width:{(whole <= 0 ? 0 : Math.Min(100m, 100m * part / whole)):0.#}%");

    /// <summary>For a bar that stands: <c>height:31.7%</c>.</summary>
    public static string Height(long part, long whole) => $"height{Width(part, whole)[5..]}";

    /// <summary>For a line above the ground: <c>bottom:31.7%</c>.</summary>
    public static string Bottom(long part, long whole) => $"bottom{Width(part, whole)[5..]}";

    /// <summary><c>+12</c>, <c>−3</c>, <c>0</c>.</summary>
    public static string Difference(long more) => more switch
    {
        > 0 => $"+{StaffNumber.Of(more)}",
        < 0 => $"−{StaffNumber.Of(-more)}",
        _ => "0",
    };

    /// <summary><c>+23%</c>, <c>−7%</c>: against a number above zero.</summary>
    public static string Change(long now, long before) => (100 * (now - before) / before) is var percent && percent < 0 ? $"−{-percent}%" : $"+{percent}%";

    /// <summary>What a month of an area should bring, by the target of its year; null where there is none.</summary>
    public static long? AimOf(IEnumerable<ReachTarget> targets, string area, DateOnly month) =>
        targets.FirstOrDefault(target => target.Area == area && target.Year == month.Year)?.PerMonth;

    /// <summary><c>31,7%</c>; a dash of nothing.</summary>
    public static string Percent(long part, long whole) => whole <= 0 ? "–" : (100m * part / whole).ToString(100m * part / whole < 10 ? "0.#" : "0", StaffWords.Culture) + "%";

    /// <summary><c>31,7%</c> or <c>25–38%</c>.</summary>
    public static string Share(CoverageFigure figure) =>
        figure.From == figure.To ? $"{figure.From.ToString("0.##", StaffWords.Culture)}%" : $"{figure.From.ToString("0.##", StaffWords.Culture)}–{figure.To.ToString("0.##", StaffWords.Culture)}%";

    /// <summary>A day, month or year as exact as its source.</summary>
    public static string Date(string text) => text.Length switch
    {
        4 => text,
        7 => Times.Month(DateOnly.ParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture)),
        _ => Times.Date(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };

    public static (string Words, string Tone) State(BatchState state) => state switch
    {
        BatchState.Draft => ("sedang disusun", ""),
        BatchState.Checked => ("sudah diperiksa, menunggu konfirmasi", "k-warn"),
        BatchState.Confirmed => ("dikonfirmasi, belum mulai", "k-warn"),
        BatchState.Running => ("berjalan", "k-good"),
        BatchState.Ended => ("sudah berakhir", "k-bad"),
        BatchState.HandedOver => ("sudah diserahkan", ""),
    };

    /// <summary>The codes below a province (2 digits), or the provinces (empty), with their names.</summary>
    public static IEnumerable<(string Code, string Name)> Below(string code) =>
        Enumerable.Range(1, 99).Select(number => string.Create(CultureInfo.InvariantCulture, $"{code}{number:d2}"))
            .Select(one => (Code: one, Name: RegionNames.Find(one) ?? "")).Where(one => one.Name.Length > 0).OrderBy(one => one.Name, StringComparer.Ordinal);
}
