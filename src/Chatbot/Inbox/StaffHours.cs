using System.Globalization;
using Chatbot.Programs;

namespace Chatbot.Inbox;

/// <summary>Hours of a day of the week in which staff answers, local time; <paramref name="To"/> is not included.</summary>
internal sealed record OpenHours(DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>When people of the branch answer in the chat. Pure.</summary>
/// <param name="Zone">Of the branch.</param>
/// <param name="Open">In which hours.</param>
/// <param name="Closed">Days on which nobody answers, whatever the day of the week.</param>
internal sealed record StaffHours(TimeZoneInfo Zone, IReadOnlyList<OpenHours> Open, IReadOnlySet<DateOnly> Closed)
{
    // A branch that opens on no day within two weeks has no hours at all.
    private const int LooksAhead = 14;

    // Written out rather than taken from id-ID, whose data differs between systems.
    private static readonly string[] Days = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    /// <summary>Whether somebody answers now.</summary>
    public bool IsOpen(DateTimeOffset now) => Next(now) is { } next && next <= now;

    /// <summary>When somebody answers next; now, while somebody does; null: on no day that is known.</summary>
    public DateTimeOffset? Next(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone).DateTime;
        for (var ahead = 0; ahead <= LooksAhead; ahead++)
        {
            var day = DateOnly.FromDateTime(local).AddDays(ahead);
            if (Closed.Contains(day)) continue;
            foreach (var hours in Open.Where(hours => hours.Day == day.DayOfWeek).OrderBy(hours => hours.From))
            {
                var (from, to) = (day.ToDateTime(hours.From), day.ToDateTime(hours.To));
                if (to > local) return from > local ? new DateTimeOffset(from, Zone.GetUtcOffset(from)) : now;
            }
        }

        return null;
    }

    /// <summary>Such as «besok pukul 08.00 WIB» or «Senin, 23 November pukul 08.00 WIB».</summary>
    public string Say(DateTimeOffset next, DateTimeOffset now)
    {
        var (then, today) = (TimeZoneInfo.ConvertTime(next, Zone), TimeZoneInfo.ConvertTime(now, Zone));
        var days = DateOnly.FromDateTime(then.DateTime).DayNumber - DateOnly.FromDateTime(today.DateTime).DayNumber;
        var day = days switch
        {
            0 => "hari ini",
            1 => "besok",
            _ => $"{Days[(int)then.DayOfWeek]}, {then.Day} {CoverageMonth.Of(then).InWords()[..^5]}",
        };
        return $"{day} pukul {then.ToString("HH.mm", CultureInfo.InvariantCulture)} {Short(then.Offset)}";
    }

    /// <summary>The longest that <see cref="Say"/> can be.</summary>
    public const string Longest = "Minggu, 30 September pukul 08.00 WITA";

    private static string Short(TimeSpan offset) => offset.Hours switch
    {
        7 => "WIB",
        8 => "WITA",
        9 => "WIT",
        _ => "",
    };
}
