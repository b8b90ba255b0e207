using Chatbot.Bulk;
using Chatbot.Conversations;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns.Sending;

/// <summary>
/// Begins campaigns whose time has come, gives the lane what it can send in the next seconds, and ends those that are through. Only a few
/// seconds of work are in the lane, so that a pause or a stop takes hold at once whatever the size of the campaign.
/// </summary>
internal sealed class CampaignWork(
    Database database, CampaignBook book, CampaignPlanner planner, CampaignTexts texts, OurAddresses ours, BulkLane lane, IOptions<BulkOptions> bulk, TimeProvider clock)
{
    private const double SecondsAhead = 15;
    private const int LeastAhead = 20;
    private const int MostAhead = 5_000;
    private const int DroppedAtOnce = 10_000;

    // By then every row of a stopped campaign has its reason; older ones are not looked at again.
    private static readonly TimeSpan DropsFor = TimeSpan.FromDays(2);

    /// <summary>One look; gives how many rows were given to the lane.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var given = 0;
        foreach (var campaign in await book.AllAsync([CampaignState.Approved, CampaignState.Running, CampaignState.Stopped], cancellationToken))
        {
            if (campaign.State == CampaignState.Stopped)
            {
                if (campaign.EndedAt + DropsFor > now) await DropAsync(campaign, cancellationToken);
                continue;
            }

            if (campaign.NextAt <= now) await planner.PlanAsync(campaign.Number, cancellationToken);
            else if (campaign.State != CampaignState.Running) continue;
            given += await FeedAsync(campaign, now, cancellationToken);
            await EndAsync(campaign.Number, cancellationToken);
        }

        if (given > 0) lane.Wake();
        return given;
    }

    private async Task<int> FeedAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = await database.ReadAsync(
            session => session.FirstAsync<long>(
                // What was put off to another hour is not in the way of others.
                "SELECT COUNT(*) FROM campaign_recipients WHERE campaign = @Number AND state = 'waiting' AND due_at <= @Soon",
                new { campaign.Number, Soon = now.AddSeconds(bulk.Value.LeaseSeconds + 60).ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        var room = AheadOf(campaign) - (int)waiting;
        if (room <= 0) return 0;
        var given = await database.ClaimAsync<string>(
            new RowClaim(
                "campaign_recipients", "id", "state = 'planned' AND campaign = @Number AND due_at <= @Now", "due_at, draw", "state = 'waiting', due_at = @Now", "id"),
            room,
            new { campaign.Number, Now = now.ToUnixTimeMilliseconds() },
            cancellationToken);
        return given.Count;
    }

    private int AheadOf(Campaign campaign)
    {
        var channels = texts.ChannelsOf(campaign.Content);
        var share = bulk.Value.SharePercent / 100.0;
        var pace = (channels.WhatsApp ? ours.On("whatsapp").Sum(own => own.PerSecond) : 0) + (channels.Sms ? ours.On("sms").Sum(own => own.PerSecond) : 0);
        var perSecond = Math.Min(pace * share, campaign.PerHour / 3600.0 ?? double.MaxValue);
        return (int)Math.Clamp(perSecond * SecondsAhead, LeastAhead, MostAhead);
    }

    private Task EndAsync(string number, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var ended = await session.ExecuteAsync(
                    """
                    UPDATE campaigns SET state = 'done', ended_at = @Now WHERE number = @number AND state = 'running' AND next_at IS NULL AND occurrence > 0
                        AND NOT EXISTS (SELECT 1 FROM campaign_recipients r WHERE r.campaign = @number AND r.state = 'planned')
                        AND NOT EXISTS (SELECT 1 FROM campaign_recipients r WHERE r.campaign = @number AND r.state = 'waiting')
                    """,
                    new { number, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                if (ended > 0) await book.NoteAsync(session, number, "done", "", "jaka", cancellationToken);
            },
            cancellationToken);

    /// <summary>Writes of those whom a stopped campaign did not reach that it was stopped, a part each look.</summary>
    private Task<IReadOnlyList<string>> DropAsync(Campaign campaign, CancellationToken cancellationToken) =>
        database.ClaimAsync<string>(
            new RowClaim(
                "campaign_recipients", "id", "state IN ('planned', 'waiting') AND campaign = @Number AND (state = 'planned' OR due_at <= @Now)", "id",
                "state = 'dropped', reason = 'campaign_stopped', ended_at = @Now", "id"),
            DroppedAtOnce,
            new { campaign.Number, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);
}

/// <summary>Looks after campaigns every few seconds.</summary>
internal sealed partial class CampaignWorker(CampaignWork work, TimeProvider clock, IOptions<CampaignsOptions> options, ILogger<CampaignWorker> logger)
    : RegularWork(TimeSpan.FromSeconds(options.Value.PollSeconds), clock)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var given = await work.RunOnceAsync(cancellationToken);
        if (given > 0) LogGiven(given);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Gave {Count} messages of campaigns to the lane")]
    private partial void LogGiven(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Campaigns could not be looked after; trying again")]
    protected override partial void LogFailed(Exception error);
}
