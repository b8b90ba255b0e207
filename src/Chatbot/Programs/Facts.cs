using System.Globalization;

namespace Chatbot.Programs;

/// <summary>All facts, each found by its id for a day.</summary>
internal sealed class Facts
{
    public const string File = "facts.yaml";

    private readonly ILookup<string, Fact> _byId;

    private Facts(IReadOnlyList<Fact> all, string expired)
    {
        All = all;
        Expired = expired;
        _byId = all.ToLookup(fact => fact.Id, StringComparer.Ordinal);
    }

    /// <summary>Every row, superseded ones too, in the order of the file.</summary>
    public IReadOnlyList<Fact> All { get; }

    /// <summary>What is said in place of a value that has no row for the day.</summary>
    public string Expired { get; }

    public static Facts Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("defaults", "expired", "facts");
        var defaults = root.Part("defaults");
        return new Facts([.. root.Part("facts").Items().Select(row => ReadFact(row, defaults))], root.Required("expired"));
    }

    public IEnumerable<Fact> Rows(string id) => _byId[id];

    public Fact? On(string id, DateOnly day) => _byId[id].FirstOrDefault(fact => fact.HoldsOn(day));

    /// <summary>The fact that a placeholder such as <c>F-JKK-05.sea:juta</c> speaks of.</summary>
    public static string IdOf(string name) => name.Split('.', ':')[0];

    /// <summary>A fact as it is said on that day; null when no row can ever say it so.</summary>
    public string? Text(string name, DateOnly day)
    {
        var rows = _byId[IdOf(name)].ToList();
        if (!rows.Exists(row => Say(row, name) is not null))
            return null;
        var valid = rows.Find(row => row.HoldsOn(day));
        return (valid is null ? null : Say(valid, name)) ?? Expired;
    }

    /// <summary>The longest way in which any row says it; null when none can.</summary>
    public string? Longest(string name) => _byId[IdOf(name)].Select(row => Say(row, name)).OfType<string>().MaxBy(text => text.Length);

    private static string? Say(Fact fact, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var format = colon < 0 ? "" : name[(colon + 1)..];
        var path = colon < 0 ? name : name[..colon];
        var part = path == fact.Id ? Fact.OnlyValue : path[(fact.Id.Length + 1)..];
        return fact.Values.TryGetValue(part, out var value) ? value.Say(format) : null;
    }

    private static Fact ReadFact(YamlPart row, YamlPart defaults)
    {
        row.Allow(
            "id", "what", "value", "values", "unit", "units", "segment", "program", "sector", "payer", "from", "to", "confidence", "source",
            "checked_on", "approved_by");
        var values = row.Part("values").Pairs().ToDictionary(
            pair => pair.Key,
            pair => ReadValue(row, pair.Value, row.Part("units").Text(pair.Key) is { Length: > 0 } unit ? unit : row.Required("unit")),
            StringComparer.Ordinal);
        if (!row.Part("value").IsAbsent)
            values[Fact.OnlyValue] = ReadValue(row, row.Part("value"), row.Required("unit"));
        if (values.Count == 0)
            row.Report("the fact has no value");
        foreach (var (name, unit) in row.Part("units").Pairs())
            if (!values.ContainsKey(name))
                unit.Report($"there is no value named '{name}'");
        return new Fact(row.Required("id"), row.Required("what"), values)
        {
            Segment = row.Text("segment"),
            Program = row.Text("program"),
            Sector = row.Text("sector"),
            Payer = row.Text("payer"),
            From = ReadDay(row, "from", month => month.FirstDay) ?? DateOnly.MinValue,
            To = ReadDay(row, "to", month => month.LastDay) ?? DateOnly.MaxValue,
            Confidence = ReadConfidence(row),
            Sources = row.Required("source").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            CheckedOn = row.Text("checked_on") is { Length: > 0 } day ? day : defaults.Text("checked_on"),
            ApprovedBy = row.Text("approved_by") is { Length: > 0 } person ? person : defaults.Text("approved_by"),
            Line = row.Line,
        };
    }

    private static FactValue ReadValue(YamlPart row, YamlPart value, string unit)
    {
        var read = new FactValue(value.Scalar(), unit);
        if (!FactValue.Units.Contains(unit))
            row.Report($"unknown unit '{unit}'");
        else if (read.Raw.Length == 0 || read.Say("") is null)
            value.Report($"'{read.Raw}' is not a value of unit {unit}");
        return read;
    }

    private static DateOnly? ReadDay(YamlPart row, string key, Func<CoverageMonth, DateOnly> ofMonth)
    {
        var text = row.Text(key);
        if (text.Length == 0)
            return null;
        if (CoverageMonth.TryParse(text, out var month))
            return ofMonth(month);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        row.Report($"'{key}: {text}' is neither a day nor a month");
        return null;
    }

    private static Confidence ReadConfidence(YamlPart row)
    {
        switch (row.Required("confidence"))
        {
            case "high":
                return Confidence.High;
            case "medium":
                return Confidence.Medium;
            case "verify":
                return Confidence.Verify;
            case var other:
                row.Report($"confidence '{other}' is not high, medium or verify");
                return Confidence.Verify;
        }
    }
}
