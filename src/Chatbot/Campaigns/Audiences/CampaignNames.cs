using Chatbot.Privacy.Access;

namespace Chatbot.Campaigns.Audiences;

/// <summary>By what name somebody is addressed: that of his own registration, else the one on a list. A shared phone has none.</summary>
internal static class CampaignNames
{
    /// <summary>SQL over a row of <c>people</c>, as <c>@Organisation</c> knows him; null when nobody knows, or when several workers share the phone.</summary>
    public static readonly string Sql =
        $"""
        COALESCE(
            (SELECT CASE WHEN COUNT(DISTINCT w.id) = 1 THEN MAX(w.name) END FROM people_workers pw JOIN workers w ON w.id = pw.worker_id
                WHERE pw.person_id = people.id AND {Ownership.OwnsWorkerOf("pw")}),
            CASE WHEN NOT EXISTS (SELECT 1 FROM people_workers pw WHERE pw.person_id = people.id)
                THEN (SELECT MAX(l.name) FROM audience_list_members l JOIN audience_lists i ON i.number = l.list
                    WHERE l.person_id = people.id AND l.name <> '' AND i.organisation_id = @Organisation) END)
        """;
}
