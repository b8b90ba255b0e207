using System.Globalization;
using Chatbot.Programs;

namespace Chatbot.Inbox;

/// <summary>Reads <c>dialogs/knowledge/staff-hours.yaml</c>.</summary>
internal static class StaffHoursFile
{
    public const string Name = "staff-hours.yaml";

    /// <summary>The hours; what is wrong goes to the list with its line.</summary>
    public static StaffHours Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(Name, text, problems);
        root.Allow("zone", "open", "closed", "source", "confidence", "approved_by");
        root.Required("source");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(root.Required("zone"), out var zone))
        {
            root.Part("zone").Report("no such time zone; one of Indonesia is Asia/Jakarta, Asia/Makassar or Asia/Jayapura");
            zone = TimeZoneInfo.Utc;
        }

        var open = root.Part("open").Items().SelectMany(Open).ToList();
        if (root.Part("open").Items().Count == 0) root.Part("open").Report("there are no hours in which staff answers");
        return new StaffHours(zone, open, root.Part("closed").Items().Select(Closed).OfType<DateOnly>().ToHashSet());
    }

    private static IEnumerable<OpenHours> Open(YamlPart part)
    {
        part.Allow("days", "from", "to");
        var (from, to) = (Time(part, "from"), Time(part, "to"));
        if (from >= to) part.Report("'from' must be before 'to'");
        foreach (var name in part.Texts("days"))
        {
            if (Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day) && Enum.IsDefined(day)) yield return new OpenHours(day, from, to);
            else part.Report($"'{name}' is no day of the week, such as friday");
        }
    }

    private static DateOnly? Closed(YamlPart part)
    {
        part.Allow("date", "what");
        part.Required("what");
        if (DateOnly.TryParseExact(part.Required("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        part.Report("'date' is no day such as 2026-12-25");
        return null;
    }

    private static TimeOnly Time(YamlPart part, string key)
    {
        if (TimeOnly.TryParseExact(part.Required(key), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        part.Report($"'{key}' is no time such as 08:00");
        return default;
    }
}
