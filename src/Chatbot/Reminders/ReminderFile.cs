using System.Globalization;
using Chatbot.Deliveries;
using Chatbot.Programs;

namespace Chatbot.Reminders;

/// <summary>Reads <c>reminders.yaml</c>.</summary>
internal static class ReminderFile
{
    public const string Name = "reminders.yaml";

    /// <summary>The plan; what is wrong goes to the list with its line.</summary>
    /// <param name="text">The file.</param>
    /// <param name="templates">Names of the texts that there are.</param>
    /// <param name="problems">The list.</param>
    public static ReminderPlan Read(string text, IReadOnlySet<string> templates, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(Name, text, problems);
        root.Allow("rules", "days_between", "hours");
        var rules = root.Part("rules").Items().Select(part => ReadRule(part, templates)).ToList();
        foreach (var same in rules.GroupBy(rule => rule.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            root.Part("rules").Report($"the rule {same.Key} stands twice");

        var hours = root.Part("hours");
        hours.Allow("from", "to", "usual", "quiet");
        var (from, to, usual) = (Time(hours, "from"), Time(hours, "to"), Time(hours, "usual"));
        if (from >= to) hours.Report("'from' must be before 'to'");
        if (usual < from || usual >= to) hours.Report("'usual' must lie between 'from' and 'to'");
        return new ReminderPlan(
            rules,
            new SendingHours(from, to, [.. hours.Part("quiet").Items().Select(ReadQuiet)]),
            usual,
            (int)root.Number("days_between"));
    }

    private static ReminderRule ReadRule(YamlPart part, IReadOnlySet<string> templates)
    {
        part.Allow("id", "from", "days", "valid_days", "payer", "for", "not_for", "text");
        var from = part.Required("from");
        ReminderAnchor? anchor = from switch
        {
            "paid_through" => ReminderAnchor.PaidThrough,
            "registered" => ReminderAnchor.Registered,
            "chosen_day" => ReminderAnchor.ChosenDay,
            "asked" => ReminderAnchor.Asked,
            "asked_first" => ReminderAnchor.AskedFirst,
            _ => null,
        };
        if (anchor is null) part.Report($"'from: {from}' is not paid_through, registered, chosen_day, asked or asked_first");
        var payer = part.Required("payer");
        if (payer is not ("self" or "sponsor")) part.Report($"'payer: {payer}' is not self or sponsor");
        if (part.Required("text") is var name && !templates.Contains(name)) part.Report($"there is no template '{name}'");
        return new ReminderRule(
            part.Required("id"),
            anchor ?? ReminderAnchor.PaidThrough,
            Whole(part, "days"),
            Whole(part, "valid_days"),
            payer == "sponsor",
            name)
        {
            For = Styles(part, "for"),
            NotFor = Styles(part, "not_for"),
        };
    }

    private static HashSet<ReminderStyle> Styles(YamlPart part, string key)
    {
        var styles = new HashSet<ReminderStyle>();
        foreach (var name in part.Texts(key))
        {
            if (name == "chosen_day") styles.Add(ReminderStyle.ChosenDay);
            else if (Enum.TryParse<ReminderStyle>(name, ignoreCase: true, out var style) && Enum.IsDefined(style)) styles.Add(style);
            else part.Report($"'{key}: {name}' is not monthly, weekly, daily, harvest or chosen_day");
        }

        return styles;
    }

    private static QuietTime ReadQuiet(YamlPart part)
    {
        part.Allow("weekday", "first", "last", "from", "to");
        DayOfWeek? weekday = null;
        if (part.Text("weekday") is { Length: > 0 } name)
        {
            if (Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day) && Enum.IsDefined(day)) weekday = day;
            else part.Report($"'{name}' is no day of the week, such as friday");
        }

        var (from, to) = (Time(part, "from"), Time(part, "to"));
        if (from >= to) part.Report("'from' must be before 'to'");
        return new QuietTime(weekday, Day(part, "first"), Day(part, "last"), from, to);
    }

    private static int Whole(YamlPart part, string key)
    {
        if (int.TryParse(part.Required(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        part.Report($"'{key}' is not a whole number");
        return 0;
    }

    private static TimeOnly Time(YamlPart part, string key)
    {
        if (TimeOnly.TryParseExact(part.Required(key), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        part.Report($"'{key}' is not a time such as 08:00");
        return TimeOnly.MinValue;
    }

    private static DateOnly? Day(YamlPart part, string key)
    {
        if (part.Text(key) is not { Length: > 0 } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        part.Report($"'{key}: {text}' is not a day such as 2027-02-08");
        return null;
    }
}
