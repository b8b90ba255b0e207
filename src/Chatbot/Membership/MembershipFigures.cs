using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>Figures of registrations and of what waits for the staff.</summary>
/// <param name="Registrations">Made in the time.</param>
/// <param name="OpenTickets">By topic, the longest waiting topic first.</param>
internal sealed record MembershipFigures(long Registrations, IReadOnlyList<OpenTopic> OpenTickets);

/// <summary>Tickets of a topic that nobody has closed.</summary>
/// <param name="Topic">As stored, such as <c>keluhan</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">Since when the oldest waits, UTC milliseconds.</param>
internal sealed record OpenTopic(string Topic, long Count, long Oldest);

/// <summary>Counts them, within what the asker may see.</summary>
internal sealed class MembershipReport(Database database)
{
    /// <param name="scope">Who asks; an agent gets the figures of his own people.</param>
    /// <param name="from">From then on, UTC.</param>
    /// <param name="until">Before then, UTC.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<MembershipFigures> OfAsync(StaffScope scope, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var values = new
        {
            scope.Organisation, OwnPeople = scope.OwnPeopleValue, From = from.ToUnixTimeMilliseconds(), Until = until.ToUnixTimeMilliseconds(),
        };
        return database.ReadAsync(
            async session =>
            {
                var registrations = await session.FirstAsync<long>(
                    $"""
                    SELECT COUNT(*) FROM {MembersInScope.Registrations(scope)} r JOIN {MembersInScope.Workers(scope)} w ON w.id = r.worker_id
                    WHERE r.created_at >= @From AND r.created_at < @Until AND {scope.OwnsWorker("w")}
                    """,
                    values,
                    cancellationToken);
                IReadOnlyList<OpenTopic> topics = scope.IsNarrow
                    ? []
                    : await session.QueryAsync<OpenTopic>(
                        $"""
                        SELECT topic AS Topic, COUNT(*) AS Count, MIN(created_at) AS Oldest FROM tickets
                        WHERE status = 'open' AND {StaffScope.OwnsConversation("conversation")}
                        GROUP BY topic ORDER BY MIN(created_at), topic
                        """,
                        values,
                        cancellationToken);
                return new MembershipFigures(registrations, topics);
            },
            cancellationToken);
    }
}
