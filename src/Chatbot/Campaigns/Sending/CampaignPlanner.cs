using System.Globalization;
using Chatbot.Campaigns.Audiences;
using Chatbot.Deliveries;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns.Sending;

/// <summary>
/// Writes down everybody of a campaign's audience, in one statement of the database: who gets which variant and when, who gets nothing to
/// compare with, who is left out and why. Nothing of it passes through this program.
/// </summary>
internal sealed class CampaignPlanner(
    Database database, CampaignBook book, AudienceBook audiences, CampaignTexts texts, SendingHours hours, IOptions<CampaignsOptions> options, TimeProvider clock)
{
    // 80 bits: among a million people two alike are a matter of 1 to 10^12.
    private const int HashLength = 20;

    // A limit keeps the database from working out a column anew for each place that names it.
    private const long Everybody = long.MaxValue;

    /// <summary>Plans the campaign's next occurrence when its time has come; gives how many rows, null when there is nothing to plan.</summary>
    public Task<long?> PlanAsync(string number, CancellationToken cancellationToken) =>
        database.WriteBulkAsync<long?>(
            async session =>
            {
                session.Lock($"campaign:{number}");
                var now = clock.GetUtcNow();
                // Another copy may have planned it while this one waited.
                if (await CampaignBook.FindAsync(session, number, cancellationToken) is not { State: CampaignState.Approved or CampaignState.Running } campaign
                    || campaign.NextAt is not { } next || next > now)
                {
                    return null;
                }

                var occurrence = campaign.Occurrence + 1;
                var written = await WriteAsync(session, campaign, occurrence, now, cancellationToken);
                await session.ExecuteAsync(
                    "UPDATE campaigns SET state = 'running', occurrence = @occurrence, next_at = @Next, started_at = COALESCE(started_at, @Now), ended_at = NULL WHERE number = @number",
                    new { number, occurrence = (long)occurrence, Next = campaign.Schedule.PlannedAt(occurrence + 1, now)?.ToUnixTimeMilliseconds(), Now = now.ToUnixTimeMilliseconds() },
                    cancellationToken);
                await book.NoteAsync(session, number, "planned", string.Create(CultureInfo.InvariantCulture, $"{occurrence}: {written}"), "jaka", cancellationToken);
                return written;
            },
            cancellationToken);

    private async Task<long> WriteAsync(DbSession session, Campaign campaign, int occurrence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var audience = await AudienceBook.FindAsync(session, campaign.Audience, campaign.AudienceVersion, cancellationToken)
            ?? throw new InvalidDataException("A campaign without its audience.");
        var (reach, values) = await audiences.ReachAsync(
            session, campaign.Organisation, audience.Definition.NotWithin(options.Value.DaysBetween(campaign.Purpose)), campaign.Purpose, texts.ChannelsOf(campaign.Content), cancellationToken);
        var zones = await session.QueryAsync<string>("SELECT DISTINCT zone FROM people", null, cancellationToken);
        values.AddDynamicParams(new
        {
            campaign.Number,
            Occurrence = (long)occurrence,
            Key = $"{campaign.DrawKey}:{occurrence}:",
            campaign.Holdout,
            Whole = (long)Campaign.Whole,
            Now = now.ToUnixTimeMilliseconds(),
        });
        return await session.ExecuteAsync(
            $"""
            INSERT INTO campaign_recipients (id, campaign, occurrence, person_id, zone, variant, draw, state, reason, due_at, ended_at, at)
            SELECT CAST(@Number AS TEXT) || ':' || CAST(@Occurrence AS TEXT) || ':' || n.hash, @Number, @Occurrence, n.person, n.zone, {Variant(campaign.Content)}, n.draw,
                CASE WHEN n.reason <> '' THEN 'dropped' WHEN n.draw % @Whole < @Holdout THEN 'holdout' ELSE 'planned' END,
                NULLIF(n.reason, ''), {Due(campaign.Schedule, occurrence, zones, now)}, CASE WHEN n.reason <> '' THEN @Now END, @Now
            FROM (
                SELECT drawn.person, drawn.zone, drawn.reason, SUBSTR(drawn.hash, 1, {HashLength}) AS hash, {database.Engine.Number("drawn.hash")} AS draw
                FROM (
                    SELECT people.id AS person, people.zone AS zone, {reach.Reason} AS reason, {database.Engine.Hash("CAST(@Key AS TEXT) || people.id")} AS hash
                    FROM people WHERE {reach.Who} LIMIT {Everybody}) AS drawn
                LIMIT {Everybody}) AS n
            WHERE 1 = 1
            ON CONFLICT (id) DO NOTHING
            """,
            values,
            cancellationToken);

        // As CampaignContent.OfDraw.
        string Variant(CampaignContent content)
        {
            var until = 0;
            var cases = string.Concat(content.Variants.Select((variant, i) =>
            {
                values.Add($"variant{i}", variant.Name);
                until += variant.Share;
                return string.Create(CultureInfo.InvariantCulture, $" WHEN n.draw / @Whole % 100 < {until} THEN CAST(@variant{i} AS TEXT)");
            }));
            return $"CASE{cases} ELSE CAST(@variant{content.Variants.Count - 1} AS TEXT) END";
        }

        string Due(CampaignSchedule schedule, int which, IReadOnlyList<string> known, DateTimeOffset at)
        {
            var cases = string.Concat(known.Select((zone, i) =>
            {
                values.Add($"zone{i}", zone);
                values.Add($"due{i}", schedule.DueIn(zone, which, hours, at).ToUnixTimeMilliseconds());
                return string.Create(CultureInfo.InvariantCulture, $" WHEN @zone{i} THEN CAST(@due{i} AS BIGINT)");
            }));
            return cases.Length == 0 ? "@Now" : $"CASE n.zone{cases} ELSE @Now END";
        }
    }
}
