using Chatbot.Conversations;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns.Sending;

/// <summary>Notes who writes back after a campaign: his first message within some days, wherever he writes.</summary>
internal sealed class CampaignAnswers(Database database, IOptions<CampaignsOptions> options, TimeProvider clock)
{
    public async Task NoteAsync(Activity activity, string personId, bool isFirst, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = await database.ReadAsync(
            session => session.FirstAsync<string>(
                """
                SELECT id FROM campaign_recipients
                WHERE person_id = @personId AND ended_at >= @Since AND state = 'sent' AND answered_at IS NULL ORDER BY ended_at DESC LIMIT 1
                """,
                new { personId, Since = now.AddDays(-options.Value.AnswerDays).ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        if (row is null) return;
        await database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "UPDATE campaign_recipients SET answered_at = @Now WHERE id = @row AND answered_at IS NULL", new { row, Now = now.ToUnixTimeMilliseconds() }, cancellationToken),
            cancellationToken);
    }
}
