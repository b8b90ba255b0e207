using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Deliveries;

namespace Chatbot.Console.Kampanye;

/// <summary>A campaign on a day of the calendar.</summary>
/// <param name="Campaign">Which.</param>
/// <param name="Begins">That day it begins, or begins again.</param>
internal sealed record CampaignOnDay(Campaign Campaign, bool Begins);

/// <summary>A day of the calendar.</summary>
/// <param name="Date">In the zone of the organisation.</param>
/// <param name="Campaigns">What goes out.</param>
/// <param name="Quiet">When nothing unasked is sent, or why the day is another than others; empty on a usual day.</param>
internal sealed record CampaignDay(DateOnly Date, IReadOnlyList<CampaignOnDay> Campaigns, IReadOnlyList<string> Quiet);

/// <summary>The calendar of a month: which campaigns go out when, and the quiet times. Pure.</summary>
internal static class CampaignMonth
{
    /// <summary>From Sunday, as <see cref="DayOfWeek"/> counts.</summary>
    public static readonly IReadOnlyList<string> DayNames = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    /// <summary>Every day of the month.</summary>
    /// <param name="month">Its first day.</param>
    /// <param name="campaigns">All that there are; drafts stand on the day for which they are planned.</param>
    /// <param name="hours">When messages may go.</param>
    /// <param name="closed">Days on which no staff answers.</param>
    /// <param name="zone">Of the organisation.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<CampaignDay> Of(
        DateOnly month, IReadOnlyList<Campaign> campaigns, SendingHours hours, IReadOnlySet<DateOnly> closed, TimeZoneInfo zone, DateTimeOffset now)
    {
        var runs = campaigns.SelectMany(campaign => RunsOf(campaign, month.AddMonths(1), zone, now).Select(run => (campaign, run.First, run.Last))).ToList();
        return
        [
            .. Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(i => month.AddDays(i)).Select(day => new CampaignDay(
                day,
                [.. runs.Where(run => run.First <= day && day <= run.Last).Select(run => new CampaignOnDay(run.campaign, run.First == day))],
                [.. QuietOn(day, hours, closed)])),
        ];
    }

    private static IEnumerable<(DateOnly First, DateOnly Last)> RunsOf(Campaign campaign, DateOnly until, TimeZoneInfo zone, DateTimeOffset now)
    {
        DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        if (campaign.StartedAt is { } started)
        {
            var last = campaign.EndedAt ?? (campaign.Rehearsal?.Finish is { } finish && finish > now ? finish : now);
            yield return campaign.Schedule.EveryDays is null || campaign.Occurrence <= 1 ? (DayOf(started), DayOf(last)) : (DayOf(started), DayOf(started));
        }

        if (campaign.State == CampaignState.Stopped || campaign.Schedule.Time is not { } time) yield break;
        // How long it takes, as the rehearsal found.
        var days = campaign.Rehearsal is { Finish: { } end, Zones.Count: > 0 } rehearsal ? DayOf(end).DayNumber - DayOf(rehearsal.Zones.Min(one => one.First)).DayNumber : 0;
        for (var occurrence = campaign.StartedAt is null ? 0 : 1; ; occurrence++)
        {
            var first = DateOnly.FromDateTime(time.AddDays(occurrence * (campaign.Schedule.EveryDays ?? 0)));
            if (first >= until || (occurrence > 0 && (campaign.Schedule.EveryDays is null || first > campaign.Schedule.Until))) yield break;
            yield return (first, first.AddDays(Math.Max(0, days)));
        }
    }

    private static IEnumerable<string> QuietOn(DateOnly day, SendingHours hours, IReadOnlySet<DateOnly> closed)
    {
        if (closed.Contains(day)) yield return "petugas libur";
        foreach (var quiet in hours.Quiet.Where(quiet =>
            (quiet.Weekday is null || quiet.Weekday == day.DayOfWeek) && (quiet.First is null || quiet.First <= day) && (quiet.Last is null || day <= quiet.Last)))
        {
            yield return quiet.From <= hours.From && quiet.To >= hours.To
                ? "tidak ada pengiriman"
                : string.Create(CultureInfo.InvariantCulture, $"tenang {quiet.From:HH.mm}–{quiet.To:HH.mm}");
        }
    }
}
