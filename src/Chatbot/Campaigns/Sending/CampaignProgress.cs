using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Sending;

/// <summary>How far the latest run of a campaign has come: everybody of its audience once.</summary>
/// <param name="Left">Still to be written to.</param>
/// <param name="Sent">Handed over.</param>
/// <param name="Holdout">Gets nothing, to compare with.</param>
/// <param name="Dropped">Left out or dropped.</param>
/// <param name="Stopped">Of these, dropped because the campaign was stopped.</param>
/// <param name="SentLately">Handed over within the last minute.</param>
internal sealed record CampaignProgress(long Left, long Sent, long Holdout, long Dropped, long Stopped, long SentLately)
{
    public static CampaignProgress None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Whom it was to reach.</summary>
    public long All => Left + Sent + Stopped;

    /// <summary>Of the messages that go out, in percent; 100 when there are none.</summary>
    public int Percent => All == 0 ? 100 : (int)(100 * Sent / All);

}

/// <summary>Counts how far campaigns have come.</summary>
internal sealed class CampaignProgresses(Database database, CampaignDesk desk, TimeProvider clock)
{
    public async Task<CampaignProgress> OfAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        await desk.FindAsync(scope, number, cancellationToken) is { Occurrence: > 0 } campaign
            ? await database.ReadBulkAsync(session => CountAsync(session, campaign, clock.GetUtcNow(), cancellationToken), cancellationToken)
            : CampaignProgress.None;

    private static async Task<CampaignProgress> CountAsync(DbSession session, Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT state AS State, COUNT(*) AS People, COUNT(CASE WHEN reason = 'campaign_stopped' THEN 1 END) AS Stopped, COUNT(CASE WHEN state = 'sent' AND ended_at >= @Lately THEN 1 END) AS Lately
            FROM campaign_recipients WHERE campaign = @Number AND occurrence = @Occurrence GROUP BY state
            """,
            new { campaign.Number, Occurrence = (long)campaign.Occurrence, Lately = now.AddMinutes(-1).ToUnixTimeMilliseconds() },
            cancellationToken);
        long Of(string state) => rows.Where(row => row.State == state).Sum(row => row.People);
        return new CampaignProgress(Of("planned") + Of("waiting"), Of("sent"), Of("holdout"), Of("dropped"), rows.Sum(row => row.Stopped), rows.Sum(row => row.Lately));
    }

    private sealed record Row(string State, long People, long Stopped, long Lately);
}
