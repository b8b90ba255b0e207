namespace Chatbot.Membership;

/// <summary>Whether somebody may register, by age.</summary>
internal enum AgeAnswer
{
    Ok,
    TooYoung,
    TooOld,

    /// <summary>The two digits of the year fit two centuries, and neither may register: ask, do not guess.</summary>
    Unknown,

    /// <summary>The digits are not a NIK.</summary>
    Invalid,
}

/// <summary>
/// The age rule on the birth date in a NIK (digits 7 to 12: day, for women + 40, month, year of two digits). What it reads is
/// never shown: whoever knows a NIK must not be able to decode it here. Pure.
/// </summary>
internal static class AgeRule
{
    // Nobody older writes to us: of 2009 and 1909 the second cannot be meant.
    private const int OldestPlausible = 110;

    /// <param name="nik">16 digits.</param>
    /// <param name="today">The person's local date.</param>
    /// <param name="minAge">Completed years.</param>
    /// <param name="maxAgeExclusive">Completed years that must not have been reached.</param>
    public static AgeAnswer Of(string nik, DateOnly today, int minAge, int maxAgeExclusive)
    {
        var dates = BirthDates(nik, today);
        if (dates.Count == 0) return AgeAnswer.Invalid;
        var ages = dates.Select(born => Age(born, today)).ToList();
        if (ages.Any(age => age >= minAge && age < maxAgeExclusive)) return AgeAnswer.Ok;
        if (ages.Count > 1) return AgeAnswer.Unknown;
        return ages[0] < minAge ? AgeAnswer.TooYoung : AgeAnswer.TooOld;
    }

    /// <summary>Completed years. Born on 29 February, one's birthday in other years is 1 March.</summary>
    public static int Age(DateOnly born, DateOnly today)
    {
        var birthday = born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(today.Year)
            ? new DateOnly(today.Year, 3, 1)
            : new DateOnly(today.Year, born.Month, born.Day);
        return today.Year - born.Year - (today < birthday ? 1 : 0);
    }

    /// <summary>The birth dates that the NIK can mean: none, one or two.</summary>
    public static IReadOnlyList<DateOnly> BirthDates(string nik, DateOnly today)
    {
        if (nik.Length != 16 || !nik.All(char.IsAsciiDigit)) return [];
        var day = TwoDigits(nik, 6);
        if (day > 40) day -= 40;
        var month = TwoDigits(nik, 8);
        return
        [
            .. new[] { 1900, 2000 }
                .Select(century => century + TwoDigits(nik, 10))
                .Where(year => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
                .Select(year => new DateOnly(year, month, day))
                .Where(born => born <= today && Age(born, today) <= OldestPlausible),
        ];
    }

    private static int TwoDigits(string nik, int at) => ((nik[at] - '0') * 10) + nik[at + 1] - '0';
}
