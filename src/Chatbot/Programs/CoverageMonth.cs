using System.Globalization;

namespace Chatbot.Programs;

/// <summary>A calendar month: what a contribution is paid for, whatever day it is paid on.</summary>
internal readonly record struct CoverageMonth : IComparable<CoverageMonth>
{
    private static readonly string[] Names =
    [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ];

    private readonly int _index;

    public CoverageMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        _index = ((year - 1) * 12) + month - 1;
    }

    public int Year => (_index / 12) + 1;

    public int Month => (_index % 12) + 1;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    /// <summary>The month of the person's local day.</summary>
    public static CoverageMonth Of(DateTimeOffset local) => new(local.Year, local.Month);

    public static CoverageMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Reads <c>2026-12</c>.</summary>
    public static bool TryParse(string? text, out CoverageMonth month)
    {
        month = default;
        if (!DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        month = Of(day);
        return true;
    }

    /// <summary>Reads <c>2026-12</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CoverageMonth Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"«{text}» is not a month as YYYY-MM.");

    /// <exception cref="ArgumentOutOfRangeException">The result is outside the years 1 to 9999.</exception>
    public CoverageMonth AddMonths(int months)
    {
        var index = (long)_index + months;
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(months));
        return new CoverageMonth((int)(index / 12) + 1, (int)(index % 12) + 1);
    }

    /// <summary>How many months lie from <paramref name="earlier"/> to this one.</summary>
    public int MonthsSince(CoverageMonth earlier) => _index - earlier._index;

    public int CompareTo(CoverageMonth other) => _index.CompareTo(other._index);

    public static bool operator <(CoverageMonth left, CoverageMonth right) => left._index < right._index;

    public static bool operator >(CoverageMonth left, CoverageMonth right) => left._index > right._index;

    public static bool operator <=(CoverageMonth left, CoverageMonth right) => left._index <= right._index;

    public static bool operator >=(CoverageMonth left, CoverageMonth right) => left._index >= right._index;

    /// <summary>As a person reads it: <c>November 2026</c>.</summary>
    public string InWords() => string.Create(CultureInfo.InvariantCulture, $"{Names[Month - 1]} {Year}");

    /// <summary>As a person reads it: <c>31 Desember 2026</c>.</summary>
    public static string InWords(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Of(day).InWords()}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");
}
