using Chatbot.Deliveries;

namespace Chatbot.Campaigns.Rehearsing;

/// <summary>People of one zone who are reached by one way.</summary>
/// <param name="Zone">IANA name.</param>
/// <param name="Channel"><c>whatsapp</c> or <c>sms</c>.</param>
/// <param name="ByTemplate">Whether the daily limit of templates counts for them.</param>
/// <param name="People">How many.</param>
/// <param name="Size">Messages or segments each.</param>
/// <param name="Due">Not before, UTC.</param>
internal sealed record ForecastGroup(string Zone, string Channel, bool ByTemplate, long People, int Size, DateTimeOffset Due);

/// <summary>How fast a campaign can go.</summary>
/// <param name="PerSecond">Messages or segments that each channel may send in a second.</param>
/// <param name="PerHour">Messages of the campaign an hour; null: no limit of its own.</param>
/// <param name="TemplatesPerDay">People who may be written to by template a day; 0: without a limit.</param>
internal sealed record ForecastPace(IReadOnlyDictionary<string, double> PerSecond, long? PerHour, long TemplatesPerDay);

/// <summary>What a forecast comes to.</summary>
/// <param name="Zones">By zone: the first and the last message; null: not within a year.</param>
/// <param name="MostPerHour">Messages in the busiest hour.</param>
internal sealed record SendingForecast(IReadOnlyDictionary<string, (DateTimeOffset First, DateTimeOffset? Last)> Zones, long MostPerHour)
{
    // Fine enough for an hour on the clock, coarse enough for a year.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Walks through the time until everybody has his message. Pure.</summary>
    public static SendingForecast Of(IReadOnlyList<ForecastGroup> groups, ForecastPace pace, SendingHours hours)
    {
        var left = groups.Where(group => group.People > 0).OrderBy(group => group.Due).Select(group => (Group: group, Zone: TimeZoneInfo.FindSystemTimeZoneById(group.Zone), People: (double)group.People)).ToList();
        Dictionary<string, (DateTimeOffset First, DateTimeOffset? Last)> zones = [];
        if (left.Count == 0) return new SendingForecast(zones, 0);
        var begin = left.Min(one => one.Group.Due);
        var (hour, day) = (new Queue<double>(), (Start: begin, Sent: 0.0));
        var most = 0.0;
        var time = begin;
        for (; left.Count > 0 && time < begin + Longest; time += Step)
        {
            if (time - day.Start >= TimeSpan.FromHours(24)) day = (time, 0);
            var room = pace.PerSecond.ToDictionary(one => one.Key, one => one.Value * Step.TotalSeconds);
            var own = pace.PerHour is { } perHour ? perHour * Step.TotalHours : double.MaxValue;
            var sent = 0.0;
            for (var i = 0; i < left.Count; i++)
            {
                var (group, zone, people) = left[i];
                if (group.Due > time || !hours.Allow(TimeZoneInfo.ConvertTime(time, zone).DateTime)) continue;
                var now = Math.Min(Math.Min(people, own), room.GetValueOrDefault(group.Channel) / group.Size);
                if (group.ByTemplate && pace.TemplatesPerDay > 0) now = Math.Min(now, Math.Max(0, pace.TemplatesPerDay - day.Sent));
                if (now <= 0) continue;
                room[group.Channel] -= now * group.Size;
                own -= now;
                sent += now;
                if (group.ByTemplate) day.Sent += now;
                left[i] = (group, zone, people - now);
                var first = zones.TryGetValue(group.Zone, out var known) ? known.First : time;
                zones[group.Zone] = (first, time + Step);
            }

            hour.Enqueue(sent);
            if (hour.Count > 12) hour.Dequeue();
            most = Math.Max(most, hour.Sum());
            left.RemoveAll(one => one.People < 0.5);
        }

        foreach (var group in left) zones[group.Group.Zone] = (zones.TryGetValue(group.Group.Zone, out var known) ? known.First : group.Group.Due, null);
        return new SendingForecast(zones, (long)Math.Ceiling(most));
    }
}
