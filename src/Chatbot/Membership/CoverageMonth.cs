using System.Globalization;

namespace Chatbot.Membership;

/// <summary>A month of protection, written <c>2026-11</c>.</summary>
internal readonly record struct CoverageMonth(int Year, int Month) : IComparable<CoverageMonth>
{
    private static readonly string[] Names =
    [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ];

    public static CoverageMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <exception cref="FormatException">Not <c>YYYY-MM</c>.</exception>
    public static CoverageMonth Parse(string text) =>
        Of(DateOnly.ParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary><c>31 Desember 2026</c>.</summary>
    public static string InWords(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Names[day.Month - 1]} {day.Year}");

    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    public CoverageMonth Plus(int months) => Of(new DateOnly(Year, Month, 1).AddMonths(months));

    /// <summary>How many months from the other to this one.</summary>
    public int Since(CoverageMonth other) => ((Year - other.Year) * 12) + Month - other.Month;

    public int CompareTo(CoverageMonth other) => Since(other);

    /// <summary><c>November 2026</c>.</summary>
    public string InWords() => string.Create(CultureInfo.InvariantCulture, $"{Names[Month - 1]} {Year}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:d4}-{Month:d2}");

    public static bool operator <(CoverageMonth left, CoverageMonth right) => left.CompareTo(right) < 0;

    public static bool operator >(CoverageMonth left, CoverageMonth right) => left.CompareTo(right) > 0;

    public static bool operator <=(CoverageMonth left, CoverageMonth right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CoverageMonth left, CoverageMonth right) => left.CompareTo(right) >= 0;
}
