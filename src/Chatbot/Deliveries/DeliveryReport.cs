using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>What became of messages of ours. The five outcomes are all there are: <c>Accepted</c> is their sum.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Kind"><c>reply</c>, or a kind of bulk message.</param>
/// <param name="Accepted">Messages that were taken up to be sent.</param>
/// <param name="Sent">The provider has them.</param>
/// <param name="Delivered">Of these, proven to have arrived.</param>
/// <param name="Failed">Refused, or did not arrive.</param>
/// <param name="Dropped">Held back by ourselves.</param>
/// <param name="Expired">Too old to be sent.</param>
/// <param name="Unknown">Being sent, or nobody can say.</param>
internal sealed record DeliveryCounts(
    string Channel, string Kind, long Accepted, long Sent, long Delivered, long Failed, long Dropped, long Expired, long Unknown);

/// <summary>Adds up the log of deliveries.</summary>
internal sealed class DeliveryReport(Database database)
{
    /// <summary>Messages that were made in the time, by channel and kind.</summary>
    /// <param name="from">From then on, UTC.</param>
    /// <param name="until">Before then, UTC.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<DeliveryCounts>> OfAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        OfAsync("1 = 1", "", from, until, cancellationToken);

    /// <summary>The same, of the asker's organisation alone.</summary>
    public Task<IReadOnlyList<DeliveryCounts>> OfAsync(StaffScope scope, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        OfAsync(StaffScope.OwnsConversation("conversation"), scope.Organisation, from, until, cancellationToken);

    /// <summary>In how many conversations of the asker's organisation somebody wrote to us.</summary>
    public Task<long> ConversationsAsync(StaffScope scope, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<long>(
                $"""
                SELECT COUNT(DISTINCT conversation) FROM deliveries
                WHERE direction = 'in' AND created_at >= @From AND created_at < @Until AND {StaffScope.OwnsConversation("conversation")}
                """,
                new { scope.Organisation, From = from.ToUnixTimeMilliseconds(), Until = until.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    private async Task<IReadOnlyList<DeliveryCounts>> OfAsync(
        string condition, string organisation, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // One statement: it counts every message at the same instant.
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                SELECT channel AS Channel, kind AS Kind, status AS Status, COUNT(*) AS Count FROM deliveries
                WHERE direction = 'out' AND created_at >= @From AND created_at < @Until AND {condition}
                GROUP BY channel, kind, status
                """,
                new { Organisation = organisation, From = from.ToUnixTimeMilliseconds(), Until = until.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
        return
        [
            .. from row in rows
            group row by (row.Channel, row.Kind) into same
            orderby same.Key
            let outcomes = same.ToLookup(row => DeliveryStatus.Outcome(row.Status), row => row.Count)
            select new DeliveryCounts(
                same.Key.Channel,
                same.Key.Kind,
                same.Sum(row => row.Count),
                outcomes[DeliveryOutcome.Sent].Sum(),
                same.Where(row => row.Status is "delivered" or "read").Sum(row => row.Count),
                outcomes[DeliveryOutcome.Failed].Sum(),
                outcomes[DeliveryOutcome.Dropped].Sum(),
                outcomes[DeliveryOutcome.Expired].Sum(),
                outcomes[DeliveryOutcome.Unknown].Sum()),
        ];
    }

    private sealed record Row(string Channel, string Kind, string Status, long Count);
}
