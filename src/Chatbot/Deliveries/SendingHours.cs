namespace Chatbot.Deliveries;

/// <summary>A time of day in which nothing unasked is sent: on a weekday, in a season, or both.</summary>
/// <param name="Weekday">Null is every day of the week.</param>
/// <param name="First">First day of the season; null is always.</param>
/// <param name="Last">Last day of the season.</param>
/// <param name="From">Local time, included.</param>
/// <param name="To">Local time, not included.</param>
internal sealed record QuietTime(DayOfWeek? Weekday, DateOnly? First, DateOnly? Last, TimeOnly From, TimeOnly To)
{
    public bool Covers(DateTime local) =>
        (Weekday is null || Weekday == local.DayOfWeek)
        && (First is null || First <= DateOnly.FromDateTime(local))
        && (Last is null || DateOnly.FromDateTime(local) <= Last)
        && From <= TimeOnly.FromDateTime(local)
        && TimeOnly.FromDateTime(local) < To;
}

/// <summary>When messages that nobody asked for may go, in the zone of who gets them. Pure.</summary>
/// <param name="From">Local time, included.</param>
/// <param name="To">Local time, not included; later than <paramref name="From"/>.</param>
/// <param name="Quiet">Times in between in which they may not.</param>
internal sealed record SendingHours(TimeOnly From, TimeOnly To, IReadOnlyList<QuietTime> Quiet)
{
    /// <summary>Whether one may go now.</summary>
    /// <param name="local">Time at the person's place.</param>
    public bool Allow(DateTime local) => Next(local) == local;

    /// <summary>The first moment from then on that is allowed, at the person's place.</summary>
    public DateTime Next(DateTime local)
    {
        while (true)
        {
            if (TimeOnly.FromDateTime(local) < From) local = local.Date + From.ToTimeSpan();
            else if (TimeOnly.FromDateTime(local) >= To) local = local.Date.AddDays(1) + From.ToTimeSpan();
            else if (Quiet.FirstOrDefault(quiet => quiet.Covers(local)) is { } quiet) local = local.Date + quiet.To.ToTimeSpan();
            else return local;
        }
    }
}
