using System.Globalization;

namespace Chatbot.Programs;

/// <summary>How sure a fact is.</summary>
internal enum Confidence
{
    /// <summary>Stated in a regulation and seen there or in two independent places.</summary>
    High,

    /// <summary>Seen once, or well known without the regulation's text.</summary>
    Medium,

    /// <summary>Conflicting or old: said only together with «konfirmasi ke 175 / kantor cabang».</summary>
    Verify,
}

/// <summary>One row of facts.yaml: what holds during a period, and how we know.</summary>
internal sealed record Fact(string Id, string What, IReadOnlyDictionary<string, FactValue> Values)
{
    /// <summary>The name under which a fact's only value stands.</summary>
    public const string OnlyValue = "";

    public string Segment { get; init; } = "";

    public string Program { get; init; } = "";

    public string Sector { get; init; } = "";

    public string Payer { get; init; } = "";

    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>The last day on which it holds.</summary>
    public DateOnly To { get; init; } = DateOnly.MaxValue;

    public Confidence Confidence { get; init; }

    /// <summary>Keys of sources.yaml.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    public string CheckedOn { get; init; } = "";

    /// <summary>The person of the branch who let it be shown; empty when nobody has yet.</summary>
    public string ApprovedBy { get; init; } = "";

    public int Line { get; init; }

    public bool HoldsOn(DateOnly day) => From <= day && day <= To;
}

/// <summary>A value with its unit, as written in the file.</summary>
internal sealed record FactValue(string Raw, string Unit)
{
    /// <summary>Every unit a value may have.</summary>
    public static IReadOnlyList<string> Units { get; } =
        ["idr", "percent", "months", "days", "hours", "years", "age", "times", "number", "text", "month", "date", "phone", "url"];

    /// <summary>The value as it is said; null when it cannot be said in that format.</summary>
    /// <param name="format">Empty, <c>juta</c> (money) or <c>angka</c> (the bare number).</param>
    public string? Say(string format) => Unit switch
    {
        "text" or "phone" or "url" => format.Length == 0 ? Raw : null,
        "month" => format.Length == 0 && CoverageMonth.TryParse(Raw, out var month) ? month.InWords() : null,
        "date" => format.Length == 0 && DateOnly.TryParseExact(Raw, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? CoverageMonth.InWords(day)
            : null,
        _ => decimal.TryParse(Raw, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Say(number, format) : null,
    };

    private string? Say(decimal number, string format) => (Unit, format) switch
    {
        (_, "angka") => Rupiah.Number(number),
        ("idr", "") => Rupiah.Text(number),
        ("idr", "juta") => Rupiah.Juta(number),
        ("percent", "") => Rupiah.Number(number) + "%",
        ("months", "") => Rupiah.Number(number) + " bulan",
        ("days", "") => Rupiah.Number(number) + " hari",
        ("hours", "") => Rupiah.Number(number) + " jam",
        ("years" or "age", "") => Rupiah.Number(number) + " tahun",
        ("times", "") => Rupiah.Number(number) + "x",
        ("number", "") => Rupiah.Number(number),
        _ => null,
    };
}
