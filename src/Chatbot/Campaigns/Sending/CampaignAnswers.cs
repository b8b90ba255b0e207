using System.Data;
using Chatbot.Conversations;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Campaigns.Sending;

/// <summary>Notes who writes back after a campaign: his first message within some days, wherever he writes.</summary>
internal sealed class CampaignAnswers
{
    private readonly Database database;
    private readonly IOptions<CampaignsOptions> options;
    private readonly TimeProvider clock;
    private readonly Asking<string, string> unanswered;

    public CampaignAnswers(Database database, IOptions<CampaignsOptions> options, TimeProvider clock)
    {
        (this.database, this.options, this.clock) = (database, options, clock);
        unanswered = new Asking<string, string>(FindAsync, database.Engine.BetweenBatches);
    }

    public async Task NoteAsync(Activity activity, string personId, bool isFirst, CancellationToken cancellationToken)
    {
        if (await unanswered.AskAsync(personId, cancellationToken) is not { } row) return;
        await database.WriteAsync(
            Isolation.ReadCommitted,
            session => session.ExecuteAsync(
                "UPDATE campaign_recipients SET answered_at = @Now WHERE id = @row AND answered_at IS NULL",
                new { row, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
    }

    /// <summary>Of each person the newest message of a campaign that he has not answered.</summary>
    private async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> people)
    {
        var rows = await database.ReadAsync(
            session =>
            {
                var list = session.Rows(DbType.String);
                foreach (var person in people) list.Add(person);
                return session.QueryAsync<Row>(
                    $"""
                    SELECT person_id AS Person, id AS Id FROM {list.Sql}
                    JOIN campaign_recipients ON person_id = v.column1
                    WHERE ended_at >= @Since AND state = 'sent' AND answered_at IS NULL ORDER BY ended_at
                    """,
                    list.With("Since", clock.GetUtcNow().AddDays(-options.Value.AnswerDays).ToUnixTimeMilliseconds()).Values,
                    CancellationToken.None);
            },
            CancellationToken.None);
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows) newest[row.Person] = row.Id;
        return newest;
    }

    private sealed record Row(string Person, string Id);
}
