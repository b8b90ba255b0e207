using Chatbot.Bulk;
using Chatbot.Campaigns.Audiences;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Inbox;
using Chatbot.Privacy.Access;
using Chatbot.Sms;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns.Rehearsing;

/// <summary>What a campaign would do if it began now, before anybody approves it; nothing is sent.</summary>
internal sealed class Rehearsals(
    Database database,
    CampaignBook book,
    AudienceBook audiences,
    PersonTraits traits,
    CampaignTexts texts,
    CampaignCosts costs,
    OurAddresses ours,
    SendingHours hours,
    StaffHours staffHours,
    IOptions<BulkOptions> bulk,
    IOptions<CampaignsOptions> options,
    TimeProvider clock)
{
    // Fewer answers tell less than the usual share.
    private const long FewestSent = 200;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>Rehearses a draft, or one that waits, and keeps what was found; null when there is no such campaign.</summary>
    public async Task<RehearsalReport?> RunAsync(string number, string who, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(number, cancellationToken) is not { } campaign) return null;
        await traits.LearnAsync(cancellationToken);
        var report = await LookAsync(campaign, cancellationToken);
        await book.RehearsedAsync(number, report, who, cancellationToken);
        return report;
    }

    /// <summary>Only looks.</summary>
    public async Task<RehearsalReport> LookAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await CountAsync(campaign, now, cancellationToken);
        var reached = rows.Where(row => row.Reason.Length == 0).ToList();
        var sent = 1 - (campaign.Holdout / (double)Campaign.Whole);
        var samples = SamplesOf(campaign, now);
        var ways = reached.GroupBy(row => (row.Channel, Category: CategoryOf(campaign, row)))
            .Select(same => WayOf(same.Key.Channel, same.Key.Category, (long)Math.Round(same.Sum(row => row.People) * sent), campaign, samples, now)).ToList();
        var groups = reached.GroupBy(row => (row.Zone, row.Channel, ByTemplate: row.Channel == "whatsapp" && row.Open == 0))
            .Select(same => new ForecastGroup(
                same.Key.Zone, same.Key.Channel, same.Key.ByTemplate, (long)Math.Round(same.Sum(row => row.People) * sent), SizeOf(same.Key.Channel, samples),
                campaign.Schedule.DueIn(same.Key.Zone, 1, hours, now))).ToList();
        var forecast = SendingForecast.Of(groups, await PaceAsync(campaign, cancellationToken), hours);
        var (answers, forStaff, perHour, busiest, suggested) = await AnswersAsync(campaign, ways.Sum(way => way.People), forecast, cancellationToken);
        var zones = groups.GroupBy(group => group.Zone).OrderBy(same => same.Key, StringComparer.Ordinal).Where(same => forecast.Zones.ContainsKey(same.Key))
            .Select(same => new RehearsedZone(same.Key, same.Sum(group => group.People), forecast.Zones[same.Key].First, forecast.Zones[same.Key].Last)).ToList();
        var people = rows.Sum(row => row.People);
        var all = reached.Sum(row => row.People);
        return new RehearsalReport
        {
            At = now,
            People = people,
            Reached = all,
            Holdout = all - ways.Sum(way => way.People),
            Excluded = rows.Where(row => row.Reason.Length > 0).GroupBy(row => row.Reason).OrderBy(same => same.Key, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.Sum(row => row.People)),
            Zones = zones,
            Ways = ways,
            Texts = samples,
            Cost = ways.Sum(way => way.Cost ?? 0),
            Unpriced = ways.Where(way => way.Cost is null).Sum(way => way.People),
            Finish = zones.Count == 0 || zones.Any(zone => zone.Last is null) ? null : zones.Max(zone => zone.Last),
            Answers = answers,
            ForStaff = forStaff,
            StaffPerHour = perHour,
            BusiestHour = busiest,
            SuggestedPerHour = suggested,
            Findings = texts.Findings(campaign.Content, now),
        };
    }

    private Task<IReadOnlyList<CountRow>> CountAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadBulkAsync(
            async session =>
            {
                var audience = await AudienceBook.FindAsync(session, campaign.Audience, campaign.AudienceVersion, cancellationToken)
                    ?? throw new InvalidDataException("A campaign without its audience.");
                var (reach, values) = await audiences.ReachAsync(
                    session, campaign.Organisation, audience.Definition.NotWithin(options.Value.DaysBetween(campaign.Purpose)), campaign.Purpose, texts.ChannelsOf(campaign.Content), cancellationToken);
                values.Add("window", (now - Window).ToUnixTimeMilliseconds());
                return await session.QueryAsync<CountRow>(
                    $"""
                    WITH d AS MATERIALIZED (SELECT people.zone AS zone, {reach.Reason} AS reason, {reach.WhatsApp} AS wa FROM people WHERE {reach.Who})
                    SELECT d.zone AS Zone, d.reason AS Reason, CASE WHEN d.wa IS NULL THEN 'sms' ELSE 'whatsapp' END AS Channel,
                        CAST(CASE WHEN EXISTS (SELECT 1 FROM contacts c WHERE c.channel = 'whatsapp' AND c.address = d.wa AND c.last_inbound_at > @window) THEN 1 ELSE 0 END AS BIGINT) AS Open,
                        COUNT(*) AS People
                    FROM d GROUP BY 1, 2, 3, 4
                    """,
                    values,
                    cancellationToken);
            },
            cancellationToken);

    private static string CategoryOf(Campaign campaign, CountRow row) => row switch
    {
        { Channel: "sms" } => "sms",
        { Open: 1 } => "service",
        _ => campaign.Purpose == CampaignPurpose.Promotion ? "marketing" : "utility",
    };

    private RehearsedWay WayOf(string channel, string category, long people, Campaign campaign, IReadOnlyList<RehearsedText> samples, DateTimeOffset now)
    {
        long pieces = 0;
        long? cost = 0;
        foreach (var variant in campaign.Content.Variants)
        {
            if (samples.FirstOrDefault(text => text.Variant == variant.Name && text.Channel == channel) is not { } text) continue;
            var those = (long)Math.Round(people * variant.Share / 100.0);
            pieces += those * text.Segments;
            cost += costs.Of(channel, category is "marketing" or "utility" ? category : null, text.Text, now) * those;
        }

        return new RehearsedWay(channel, category, people, pieces, cost);
    }

    private List<RehearsedText> SamplesOf(Campaign campaign, DateTimeOffset now)
    {
        List<RehearsedText> samples = [];
        foreach (var variant in campaign.Content.Variants)
        {
            var filled = texts.Fill(campaign, variant, "Siti Aminah", now);
            if (filled.WhatsApp is { } whatsApp) samples.Add(new RehearsedText(variant.Name, "whatsapp", whatsApp, 1));
            if (filled.Sms is { } sms) samples.Add(new RehearsedText(variant.Name, "sms", sms, SmsText.Segments(sms)));
        }

        return samples;
    }

    private static int SizeOf(string channel, List<RehearsedText> samples) =>
        channel == "sms" ? samples.Where(text => text.Channel == "sms").Select(text => text.Segments).DefaultIfEmpty(1).Max() : 1;

    private async Task<ForecastPace> PaceAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var owners = await database.ReadAsync(session => Ownership.SendersAsync(session, cancellationToken), cancellationToken);
        bool IsOwn(OurAddress one) => (owners.GetValueOrDefault(one.Address) ?? Ownership.First) == campaign.Organisation;
        var share = bulk.Value.SharePercent / 100.0;
        double Of(string channel) => ours.On(channel).Where(IsOwn).Sum(own => own.PerSecond) * share;
        var whatsApp = ours.On("whatsapp").Where(IsOwn).ToList();
        var perDay = whatsApp.Count > 0 && whatsApp.TrueForAll(own => own.PeoplePerDay > 0) ? whatsApp.Max(own => own.PeoplePerDay) : 0;
        return new ForecastPace(new Dictionary<string, double> { ["whatsapp"] = Of("whatsapp"), ["sms"] = Of("sms") }, campaign.PerHour, perDay);
    }

    private async Task<(long Answers, long ForStaff, long PerHour, long Busiest, long? Suggested)> AnswersAsync(
        Campaign campaign, long messages, SendingForecast forecast, CancellationToken cancellationToken)
    {
        var before = await database.ReadBulkAsync(
            session => session.FirstAsync<AnsweredRow>(
                """
                SELECT COUNT(*) AS Sent, COUNT(r.answered_at) AS Answered FROM campaign_recipients r JOIN campaigns c ON c.number = r.campaign
                WHERE c.purpose = @Purpose AND c.ecosystem = @Ecosystem AND r.state = 'sent' AND r.reason IS NULL
                """,
                new { Purpose = campaign.Purpose.Word(), Ecosystem = campaign.Ecosystem.Word() },
                cancellationToken),
            cancellationToken);
        var set = options.Value;
        var rate = before is { Sent: >= FewestSent } ? before.Answered / (double)before.Sent : set.AnswerPercent / 100;
        var staff = rate * set.StaffPercent / 100;
        var capacity = (long)set.StaffOnDuty * set.AnswersPerStaffHour;
        var busiest = (long)Math.Ceiling(forecast.MostPerHour * staff);
        // On days on which nobody answers, answers wait in any case; the pace is for the hours in which somebody does.
        var isStaffed = capacity > 0 && staffHours.Open.Count > 0;
        long? suggested = isStaffed && busiest > capacity && staff > 0 ? (long)Math.Floor(capacity / staff) : null;
        return ((long)Math.Round(messages * rate), (long)Math.Round(messages * staff), isStaffed ? capacity : 0, busiest, suggested);
    }

    private sealed record CountRow(string Zone, string Reason, string Channel, long Open, long People);

    private sealed record AnsweredRow(long Sent, long Answered);
}
