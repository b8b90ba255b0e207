using Chatbot.Storage;

namespace Chatbot.Privacy.Access;

/// <summary>
/// Whose data is whose, where nobody of the staff asks: when a row is made, a campaign goes out, a command runs. A row with a column
/// <c>organisation_id</c> is that organisation's; what was said over an address of ours is whose the address is.
/// </summary>
internal static class Ownership
{
    /// <summary>The organisation that is there from the beginning; what belongs to no other is its own.</summary>
    public const string First = "utama";

    /// <summary>Whose an address of ours is, as an SQL expression.</summary>
    /// <param name="address">The column, or an SQL expression, with the address.</param>
    public static string OfAddress(string address) =>
        $"COALESCE((SELECT s.organisation_id FROM organisation_senders s WHERE s.our_address = {address}), '{First}')";

    /// <summary>Whose a conversation is, as an SQL expression over its key text, <c>channel|ours|theirs</c>.</summary>
    /// <param name="conversation">The column, or a parameter.</param>
    public static string OfConversation(string conversation) =>
        $"COALESCE((SELECT MIN(s.organisation_id) FROM organisation_senders s WHERE {conversation} LIKE '%|' || s.our_address || '|%'), '{First}')";

    /// <summary>Who answers for which address of ours; those that are not there are the first organisation's.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> SendersAsync(DbSession session, CancellationToken cancellationToken) =>
        (await session.QueryAsync<SenderRow>("SELECT our_address AS Address, organisation_id AS Organisation FROM organisation_senders", null, cancellationToken))
            .ToDictionary(row => row.Address, row => row.Organisation);

    /// <summary>Whether there is an organisation of that id.</summary>
    public static async Task<bool> ExistsAsync(DbSession session, string id, CancellationToken cancellationToken) =>
        id == First || await session.FirstAsync<long>("SELECT COUNT(*) FROM organisations WHERE id = @id", new { id }, cancellationToken) > 0;

    /// <summary>
    /// A condition over a person's id: a worker of the organisation is behind him; or nobody's worker is, and he is on a list of the organisation
    /// or wrote last to an address of it. Whom nobody knows in any of these ways is the first organisation's. For many rows: only those are looked
    /// at one by one who have to do with another organisation than the first.
    /// </summary>
    /// <param name="column">The column with the person's id.</param>
    /// <param name="organisation">Whose; the condition takes it as <c>@Organisation</c> as well.</param>
    public static string OwnsPerson(string column, string organisation)
    {
        var own = $"EXISTS (SELECT 1 FROM people_workers ow WHERE ow.person_id = {column} AND {OwnsWorkerOf("ow")})";
        var nobodys = $"NOT EXISTS (SELECT 1 FROM people_workers ow WHERE ow.person_id = {column})";
        return organisation == First
            ? $"""
              ({column} NOT IN ({Known($"<> '{First}'")}) OR {own} OR {nobodys} AND (
                  EXISTS (SELECT 1 FROM audience_list_members om JOIN audience_lists ol ON ol.number = om.list WHERE om.person_id = {column} AND ol.organisation_id = @Organisation)
                  OR (SELECT {OfAddress("oc.our_address")} FROM addresses oa JOIN contacts oc ON oc.channel = oa.channel AND oc.address = oa.address
                      WHERE oa.person_id = {column} ORDER BY oc.last_inbound_at DESC LIMIT 1) = @Organisation))
              """
            : $"({column} IN ({Known("= @Organisation")}) AND ({own} OR {nobodys}))";
    }

    /// <summary>A condition over a row of <c>people_workers</c> that is looked at for one person: the worker is the organisation's.</summary>
    /// <remarks>Not a plain comparison: a planner would begin with all workers of the organisation, and there are few with a person.</remarks>
    public static string OwnsWorkerOf(string row) => $"COALESCE({row}.organisation_id = @Organisation, FALSE)";

    // Ids of persons, each at least once, who have to do with such an organisation, none of them the first.
    private static string Known(string which) =>
        $"""
        SELECT COALESCE(kw.own_person_id, kw.person_id) FROM workers kw WHERE kw.organisation_id {which}
        UNION ALL SELECT ka.person_id FROM workers kw JOIN addresses ka ON ka.phone = kw.phone WHERE kw.phone <> '' AND kw.organisation_id {which}
        UNION ALL SELECT km.person_id FROM audience_lists kl JOIN audience_list_members km ON km.list = kl.number WHERE kl.organisation_id {which}
        UNION ALL SELECT ko.person_id FROM (
            SELECT kb.person_id, COALESCE(ks.organisation_id, '{First}') AS organisation_id,
                ROW_NUMBER() OVER (PARTITION BY kb.person_id ORDER BY kc.last_inbound_at DESC) AS place
            FROM addresses kb JOIN contacts kc ON kc.channel = kb.channel AND kc.address = kb.address
            LEFT JOIN organisation_senders ks ON ks.our_address = kc.our_address
            WHERE kb.person_id IN (
                SELECT kd.person_id FROM organisation_senders kt JOIN contacts ke ON ke.our_address = kt.our_address
                JOIN addresses kd ON kd.channel = ke.channel AND kd.address = ke.address WHERE kt.organisation_id {which})) ko
            WHERE ko.place = 1 AND ko.organisation_id {which}
        """;

    private sealed record SenderRow(string Address, string Organisation);
}
