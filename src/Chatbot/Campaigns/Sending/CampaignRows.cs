using System.Collections.Concurrent;
using System.Data;
using Chatbot.Bulk;
using Chatbot.Campaigns.Audiences;
using Chatbot.Deliveries;
using Chatbot.Privacy;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns.Sending;

/// <summary>The recipients of campaigns as the lane takes them: looked at again at the moment of sending, kept to the budget and to one campaign at a time.</summary>
internal sealed class CampaignRows(
    Database database,
    CampaignTexts texts,
    CampaignCosts costs,
    BulkWays ways,
    Consents consents,
    SendingHours hours,
    CampaignBook book,
    IOptions<CampaignsOptions> options,
    TimeProvider clock) : IBulkSource
{
    // Half of the five seconds within which a pause takes hold.
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tomorrow = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    // Later than that nobody knows any more what it is about.
    private static readonly TimeSpan Stale = TimeSpan.FromDays(14);

    private readonly ConcurrentDictionary<string, (Campaign? Campaign, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    public BulkTable Table { get; } = new("campaign_recipients", BulkTable.Campaigns);

    public async Task<BulkCheck> CheckAsync(BulkRow row, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await OfAsync(CampaignOf(row.Id), now, cancellationToken) is not { } campaign) return new BulkCheck.Drop("no_campaign");
        if (campaign.State == CampaignState.Stopped) return new BulkCheck.Drop("campaign_stopped");
        if (campaign.State != CampaignState.Running) return new BulkCheck.Later(now + Soon);
        var facts = await database.ReadAsync(session => FactsAsync(session, row.Id, campaign, now, cancellationToken), cancellationToken);
        if (facts?.Zone is not { } zone) return new BulkCheck.Drop("erased");
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone));
        if (facts.Refusal is { } refusal) return new BulkCheck.Drop(refusal);
        if (campaign.LastDay is { } last ? DateOnly.FromDateTime(local.DateTime) > last : DateTimeOffset.FromUnixTimeMilliseconds(facts.At) + Stale < now)
            return new BulkCheck.Drop("stale");
        if (hours.Next(local.DateTime) is var next && next != local.DateTime)
            return new BulkCheck.Later(new DateTimeOffset(next, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(next)));

        var variant = campaign.Content.Variants.FirstOrDefault(one => one.Name == facts.Variant) ?? campaign.Content.Variants[0];
        var text = texts.Fill(campaign, variant, facts.Name, local);
        return await WayAsync(facts.PersonId, campaign, text, cancellationToken) switch
        {
            BulkWay.Found(var conversation, var body, var template) => new BulkCheck.Send(
                new BulkMessage(conversation, body, template, "campaign", campaign.Number, now + Lifetime)
                {
                    Pace = campaign.PerHour is { } perHour ? new BulkPace(campaign.Number, perHour / 3600.0) : null,
                }),
            BulkWay.FullToday => new BulkCheck.Later(now + Tomorrow),
            BulkWay.None(var reason, _) => new BulkCheck.Drop(reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Within the budget, and not while another campaign is on its way to the same person.</summary>
    public async Task<IReadOnlySet<string>> ReserveAsync(DbSession session, IReadOnlyList<BulkPin> pins, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var same in pins.GroupBy(pin => CampaignOf(pin.Row.Id)).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            session.Lock($"campaign:{same.Key}");
            if (await CampaignBook.FindAsync(session, same.Key, cancellationToken) is not { State: CampaignState.Running } campaign) continue;
            var free = await FreeAsync(session, campaign, [.. same], now, cancellationToken);
            var spent = campaign.Spent;
            var isOver = false;
            var counted = new RowList(database.Engine, [DbType.String, DbType.Int64]);
            foreach (var (pin, isCounted) in free.OrderBy(one => one.Pin.Row.Id, StringComparer.Ordinal))
            {
                // What was on its way before a copy died was counted then.
                var cost = isCounted ? 0 : costs.Of(pin.Message.Conversation.Channel, pin.Message.Template?.Category, pin.Message.Text, now) ?? 0;
                if (campaign.Budget is { } budget && spent + cost > budget)
                {
                    isOver = true;
                    continue;
                }

                spent += cost;
                kept.Add(pin.Row.Id);
                if (!isCounted) counted.Add(pin.Row.Id, cost);
            }

            if (counted.Count > 0)
            {
                await session.ExecuteAsync(
                    $"UPDATE campaign_recipients SET cost = v.column2 FROM {counted.Sql} WHERE campaign_recipients.id = v.column1", counted.Values, cancellationToken);
            }

            await session.ExecuteAsync(
                "UPDATE campaigns SET spent = @spent, state = CASE WHEN @Over = 1 THEN 'paused' ELSE state END, paused_by = CASE WHEN @Over = 1 THEN 'budget' ELSE paused_by END WHERE number = @Number",
                new { spent, Over = isOver ? 1L : 0L, campaign.Number },
                cancellationToken);
            if (isOver) await book.NoteAsync(session, campaign.Number, "pause", "anggaran habis", "jaka", cancellationToken);
        }

        return kept;
    }

    public Task EndedAsync(DbSession session, IReadOnlyList<BulkEnd> ends, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A message that was sent did not arrive: the row says so, and the person counts as not written to.</summary>
    public Task FailedAsync(DbSession session, FailedDelivery failed, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE campaign_recipients SET reason = 'not_delivered' WHERE message_id = @Id AND state = 'sent' AND reason IS NULL", new { failed.Id }, cancellationToken);

    /// <summary><c>K-261121-7KM3:1:…</c> belongs to <c>K-261121-7KM3</c>.</summary>
    public static string CampaignOf(string rowId) => rowId[..rowId.IndexOf(':', StringComparison.Ordinal)];

    private Task<BulkWay> WayAsync(string personId, Campaign campaign, FilledText text, CancellationToken cancellationToken)
    {
        List<string> channels = [];
        if (text.Forms.WhatsApp is not null) channels.Add("whatsapp");
        if (text.Forms.Sms is not null) channels.Add("sms");
        var own = new BulkSenders(campaign.Organisation, IsAlone: true);
        return text.Forms.Template is { } template
            ? ways.FindAsync(personId, new BulkText(template.Id, CampaignTexts.CategoryOf(campaign.Purpose), text.Values, channels) { From = own }, cancellationToken)
            : ways.FindAsync(personId, new BulkWords(text.WhatsApp, text.Sms, channels) { From = own }, cancellationToken);
    }

    private async Task<Campaign?> OfAsync(string number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(number, out var cached) && now < cached.Until) return cached.Campaign;
        var campaign = await database.ReadAsync(session => CampaignBook.FindAsync(session, number, cancellationToken), cancellationToken);
        known[number] = (campaign, now + Known);
        return campaign;
    }

    private async Task<Facts?> FactsAsync(DbSession session, string rowId, Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = await session.FirstAsync<Facts>(
            $"""
            SELECT people.id AS PersonId, people.zone AS Zone, r.variant AS Variant, r.at AS At, {CampaignNames.Sql} AS Name
            FROM campaign_recipients r LEFT JOIN people ON people.id = r.person_id WHERE r.id = @rowId
            """,
            new { rowId, campaign.Organisation },
            cancellationToken);
        if (facts?.Zone is null) return facts;
        return facts with { Refusal = await RefusalAsync(session, facts.PersonId, rowId, campaign, now, cancellationToken) };
    }

    private async Task<string?> RefusalAsync(
        DbSession session, string personId, string rowId, Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await Restrictions.IsHeldAsync(session, personId, cancellationToken)) return "held";
        var agreed = await consents.HoldsAsync(session, personId, ConsentPurpose.Campaigns, cancellationToken)
            || (campaign.Purpose == CampaignPurpose.Information && await consents.HoldsAsync(session, personId, ConsentPurpose.Reminders, cancellationToken));
        if (!agreed)
        {
            var said = await session.FirstAsync<long>(
                "SELECT COUNT(*) FROM consents WHERE person_id = @personId AND purpose IN ('campaigns', 'reminders') AND granted = 0", new { personId }, cancellationToken);
            if (said > 0) return "stopped";
            var purposes = campaign.Purpose == CampaignPurpose.Information ? new[] { "promotion", "information" } : ["promotion"];
            var listed = await session.FirstAsync<long>(
                """
                SELECT COUNT(*) FROM audience_list_members JOIN audience_lists ON audience_lists.number = audience_list_members.list
                WHERE audience_list_members.person_id = @personId AND audience_lists.organisation_id = @Organisation AND audience_lists.basis <> '' AND audience_lists.purpose IN @purposes
                """,
                new { personId, purposes, campaign.Organisation },
                cancellationToken);
            if (listed == 0) return "no_consent";
        }

        return (await ContactedAsync(session, [personId], rowId, campaign, now, cancellationToken)).Count > 0 ? "contacted" : null;
    }

    /// <summary>Those of the pins whose person is in no other campaign's hand; nobody else decides about these people meanwhile.</summary>
    private async Task<List<(BulkPin Pin, bool IsCounted)>> FreeAsync(
        DbSession session, Campaign campaign, IReadOnlyList<BulkPin> pins, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = pins.Select(pin => pin.Row.Id).ToArray();
        var persons = (await session.QueryAsync<PersonRow>(
            "SELECT id AS Id, person_id AS PersonId, cost AS Cost FROM campaign_recipients WHERE id IN @ids", new { ids }, cancellationToken)).ToDictionary(row => row.Id);
        string[] all = [.. persons.Values.Select(row => row.PersonId)];
        session.LockAll([.. all.Select(person => $"campaign-person:{person}")]);
        var taken = await ContactedAsync(session, all, campaign.Number + ":", campaign, now, cancellationToken);
        return [.. pins.Where(pin => !taken.Contains(persons[pin.Row.Id].PersonId)).Select(pin => (pin, persons[pin.Row.Id].Cost is not null))];
    }

    /// <summary>Who of these has, within the days that lie between two campaigns, got another one or is about to.</summary>
    private async Task<HashSet<string>> ContactedAsync(
        DbSession session, string[] persons, string ownIds, Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await session.QueryAsync<string>(
            """
            SELECT person_id FROM campaign_recipients WHERE person_id IN @persons AND SUBSTR(id, 1, LENGTH(@ownIds)) <> @ownIds
                AND ((state = 'sent' AND reason IS NULL AND ended_at >= @Since) OR (state = 'waiting' AND cost IS NOT NULL))
            """,
            new { persons, ownIds, Since = now.AddDays(-options.Value.DaysBetween(campaign.Purpose)).ToUnixTimeMilliseconds() },
            cancellationToken)).ToHashSet(StringComparer.Ordinal);

    private sealed record Facts
    {
        public string PersonId { get; init; } = "";

        public string? Zone { get; init; }

        public string Variant { get; init; } = "";

        public long At { get; init; }

        public string? Name { get; init; }

        /// <summary>Why nothing goes; null when nothing keeps it back.</summary>
        public string? Refusal { get; init; }
    }

    private sealed record PersonRow(string Id, string PersonId, long? Cost);
}
