namespace Chatbot.Language;

/// <summary>What a recognised piece of text means. A closed set: one nested record a kind.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>A quantity.</summary>
    public sealed record Number(decimal Value) : Resolution
    {
        /// <summary>Other readings, such as 1,234 as a decimal.</summary>
        public IReadOnlyList<decimal> Alternatives { get; init; } = [];
    }

    /// <summary>A place in a row: a number, or <c>last</c>, <c>next</c>, <c>previous</c>.</summary>
    public sealed record Ordinal(long? Value, string? Relative) : Resolution;

    /// <summary>A share, in points: 12,5% is 12.5.</summary>
    public sealed record Percentage(decimal Value) : Resolution;

    /// <summary>An amount of money with its ISO 4217 currency.</summary>
    public sealed record Money(decimal Amount, string Currency) : Resolution
    {
        /// <summary>Said with «sekitar», «kira-kira» or «-an».</summary>
        public bool Approximate { get; init; }

        /// <summary><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c> when the amount is said to come in each.</summary>
        public string? Per { get; init; }
    }

    /// <summary>Money between two bounds; a bound that is not said is null.</summary>
    public sealed record MoneyRange(decimal? From, decimal? To, string Currency) : Resolution
    {
        /// <summary>As in <see cref="Money.Per"/>.</summary>
        public string? Per { get; init; }
    }

    /// <summary>A day of the calendar.</summary>
    public sealed record Date(DateOnly Value) : Resolution
    {
        /// <summary>Other days it may be: the past one, the other century.</summary>
        public IReadOnlyList<DateOnly> Alternatives { get; init; } = [];

        /// <summary>Day, month and year were all said; false for «besok» and «tanggal 5».</summary>
        public bool Complete { get; init; }
    }

    /// <summary>A week, month or year; <paramref name="End"/> is the first day after it.</summary>
    public sealed record Period(DateOnly Start, DateOnly End, string Granularity) : Resolution;

    /// <summary>A time of day.</summary>
    public sealed record Time(TimeOnly Value) : Resolution
    {
        /// <summary>The other half of the day, where it is open.</summary>
        public IReadOnlyList<TimeOnly> Alternatives { get; init; } = [];

        /// <summary><c>WIB</c>, <c>WITA</c> or <c>WIT</c> when it is said.</summary>
        public string? Zone { get; init; }

        /// <summary>Known only to an hour or so: a prayer, a part of the day.</summary>
        public bool Approximate { get; init; }
    }

    /// <summary>A day with its time, local to the person.</summary>
    public sealed record DateAndTime(DateTime Value) : Resolution
    {
        /// <summary>Other readings.</summary>
        public IReadOnlyList<DateTime> Alternatives { get; init; } = [];

        /// <summary>As in <see cref="Time.Zone"/>.</summary>
        public string? Zone { get; init; }
    }

    /// <summary>Something that comes again: <c>daily</c>, <c>weekly</c>, <c>monthly</c> or <c>yearly</c>.</summary>
    public sealed record Recurring(string Every) : Resolution
    {
        /// <summary>Day of the month; 31 stands for the last.</summary>
        public int? Day { get; init; }

        public DayOfWeek? Weekday { get; init; }

        public TimeOnly? At { get; init; }
    }

    /// <summary>A length of time as an ISO 8601 duration.</summary>
    public sealed record Duration(string Iso) : Resolution
    {
        /// <summary>The same length in other units.</summary>
        public IReadOnlyList<string> Alternatives { get; init; } = [];
    }

    /// <summary>A length of time between two bounds.</summary>
    public sealed record DurationRange(string? From, string? To) : Resolution;

    /// <summary>A telephone number.</summary>
    /// <param name="Valid">It fits its country's numbering plan.</param>
    /// <param name="E164">Such as +6281234567890; null when it is not valid.</param>
    /// <param name="Region">ISO country code.</param>
    /// <param name="Type"><c>MOBILE</c>, <c>FIXED_LINE</c>, <c>FIXED_LINE_OR_MOBILE</c>, …</param>
    public sealed record Phone(bool Valid, string? E164, string? Region, string? Type) : Resolution
    {
        /// <summary>The Indonesian brand behind the prefix.</summary>
        public string? Operator { get; init; }

        /// <summary>When it is not valid: <c>length</c>, <c>letters</c>, <c>short_code</c>, <c>prefix</c>.</summary>
        public string? Reason { get; init; }

        /// <summary>A repaired number to offer, never to store unasked.</summary>
        public string? Suggest { get; init; }

        /// <summary>The same digits read otherwise: 62 as the country, not an area.</summary>
        public Phone? Alternative { get; init; }
    }

    /// <summary>«This number»: the one the person is writing from.</summary>
    public sealed record OwnPhone : Resolution;

    /// <summary>A national identity number (NIK). Its text form is masked, so that no log can show it.</summary>
    public sealed record Nik(bool Valid) : Resolution
    {
        /// <summary>The 16 digits; null when it is not valid.</summary>
        public string? Digits { get; init; }

        /// <summary><c>length</c>, <c>letters</c>, <c>province</c>, <c>date</c>, <c>serial</c>, <c>kk</c>, <c>dummy</c>.</summary>
        public string? Reason { get; init; }

        /// <summary>The number of digits found.</summary>
        public int Length { get; init; }

        /// <summary>A repaired number to offer, never to store unasked.</summary>
        public string? Suggest { get; init; }

        /// <summary>Province, regency and district of first registration, such as 33, 33.17, 33.17.01.</summary>
        public string? Province { get; init; }

        public string? Regency { get; init; }

        public string? District { get; init; }

        /// <summary>The regency code is in the current or the historical list. An unknown one is no reason to refuse.</summary>
        public bool KnownRegency { get; init; }

        public DateOnly? Born { get; init; }

        /// <summary><c>F</c> or <c>M</c>.</summary>
        public string? Sex { get; init; }

        public override string ToString() => Valid ? "Nik { valid }" : $"Nik {{ {Reason} }}";
    }

    /// <summary>A membership number of BPJS Ketenagakerjaan (KPJ), 11 digits.</summary>
    public sealed record Kpj(string Digits) : Resolution
    {
        public override string ToString() => "Kpj";
    }

    /// <summary>An e-mail address.</summary>
    public sealed record Email(string Address) : Resolution;

    /// <summary>Yes, no, or neither.</summary>
    public sealed record YesNo(bool? Value) : Resolution;

    /// <summary>A province, regency, city or district of Indonesia.</summary>
    /// <param name="Code">Kemendagri code without dots: 2, 4 or 6 digits.</param>
    /// <param name="Name">Its official name.</param>
    /// <param name="Level"><c>provinsi</c>, <c>kabupaten</c>, <c>kota</c> or <c>kecamatan</c>.</param>
    /// <param name="Zone"><c>WIB</c>, <c>WITA</c> or <c>WIT</c>.</param>
    public sealed record Place(string Code, string Name, string Level, string Zone) : Resolution
    {
        /// <summary>Other places of that name: the city for the regency, districts elsewhere.</summary>
        public IReadOnlyList<Place> Alternatives { get; init; } = [];
    }
}
