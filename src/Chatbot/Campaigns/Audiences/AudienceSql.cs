using System.Globalization;
using Chatbot.Membership;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Dapper;

namespace Chatbot.Campaigns.Audiences;

/// <summary>
/// A filter as a condition over a row of <c>people</c>, in one text for both databases; whatever a filter holds goes in as a parameter. It sees the workers, lists and
/// campaigns of <c>@Organisation</c> alone. Pure.
/// </summary>
internal sealed class AudienceSql
{
    private static readonly string[] ZonesWithTheirOwnDay = ["Asia/Makassar", "Asia/Jayapura"];

    // Words of the lane: nothing that the person, the law or the campaign said no to.
    private const string Missed = "'unreachable', 'template_stopped', 'window_closed', 'stale'";

    private readonly DateTimeOffset now;
    private readonly string prefix;
    private int count;

    /// <param name="now">The instant for which «today» and «within days» count.</param>
    /// <param name="values">Gets the parameters.</param>
    /// <param name="prefix">Of the names of the parameters, so that several filters go into one statement.</param>
    public AudienceSql(DateTimeOffset now, DynamicParameters values, string prefix)
    {
        this.now = now;
        this.prefix = prefix;
        Values = values;
    }

    public DynamicParameters Values { get; }

    public string Condition(AudienceFilter filter) => filter switch
    {
        AudienceFilter.All({ Count: 0 }) => "1 = 1",
        AudienceFilter.Any({ Count: 0 }) => "1 = 0",
        AudienceFilter.All(var of) => $"({string.Join(" AND ", of.Select(Condition))})",
        AudienceFilter.Any(var of) => $"({string.Join(" OR ", of.Select(Condition))})",
        AudienceFilter.Not(var of) => $"NOT {Condition(of)}",
        AudienceFilter.InRegion(var code) => Trait($"SUBSTR(t.region, 1, {code.Length}) = {Value(code)}"),
        AudienceFilter.InEcosystem(var ecosystem) => Trait($"t.ecosystem = {Value(ecosystem.Word())}"),
        AudienceFilter.Speaking(var language) => $"COALESCE((SELECT NULLIF(t.language, '') FROM audience_traits t WHERE t.person_id = people.id), 'id') = {Value(language)}",
        AudienceFilter.InSector(var sector) => Worker("JOIN workers w ON w.id = pw.worker_id", $"w.sector = {Value(sector)}"),
        AudienceFilter.WithJob(var job) => Worker("JOIN workers w ON w.id = pw.worker_id", $"w.job = {Value(job)}"),
        AudienceFilter.OfAgent(var code) => Worker(
            "JOIN registrations r ON r.worker_id = pw.worker_id JOIN agents g ON g.id = r.agent_id", $"g.code = {Value(code)}"),
        AudienceFilter.FromSource(var code) => Source(Value(code)),
        AudienceFilter.Sponsored(var sponsor) => Worker(
            "JOIN sponsored_members m ON m.worker_id = pw.worker_id JOIN sponsored_batches b ON b.number = m.batch",
            $"m.left_month IS NULL AND b.organisation_id = @Organisation AND b.state IN ('confirmed', 'handed_over'){(sponsor is null ? "" : $" AND b.sponsor_id = {Value(sponsor)}")}"),
        AudienceFilter.WithStatus(var states) => Status(states),
        AudienceFilter.WroteWithin(var days) =>
            $"""
            EXISTS (SELECT 1 FROM addresses a JOIN contacts c ON c.channel = a.channel AND c.address = a.address
                WHERE a.person_id = people.id AND c.last_inbound_at >= {Value(now.AddDays(-days).ToUnixTimeMilliseconds())})
            """,
        AudienceFilter.OnList(var number) =>
            $"EXISTS (SELECT 1 FROM audience_list_members l JOIN audience_lists i ON i.number = l.list WHERE l.person_id = people.id AND l.list = {Value(number)} AND i.organisation_id = @Organisation)",
        AudienceFilter.GotCampaign(var number) => Recipient(number, "r.state = 'sent'"),
        AudienceFilter.AnsweredCampaign(var number) => Recipient(number, "r.answered_at IS NOT NULL"),
        AudienceFilter.MissedCampaign(var number) => Recipient(
            number, $"((r.state = 'sent' AND r.reason IS NOT NULL) OR (r.state = 'dropped' AND r.reason IN ({Missed})))"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A parameter that holds the value.</summary>
    public string Value(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{count++}");
        Values.Add(name, value);
        return "@" + name;
    }

    private static string Trait(string condition) => $"EXISTS (SELECT 1 FROM audience_traits t WHERE t.person_id = people.id AND {condition})";

    private static string Worker(string joins, string condition) =>
        $"EXISTS (SELECT 1 FROM people_workers pw {joins} WHERE pw.person_id = people.id AND {Ownership.OwnsWorkerOf("pw")} AND {condition})";

    private static string Source(string code) =>
        $"""
        (EXISTS (SELECT 1 FROM referrals f WHERE f.person_id = people.id AND f.source = {code})
            OR {Worker("JOIN registrations r ON r.worker_id = pw.worker_id", $"r.source = {code}")})
        """;

    private string Recipient(string campaign, string condition) =>
        $"EXISTS (SELECT 1 FROM campaign_recipients r JOIN campaigns k ON k.number = r.campaign WHERE r.person_id = people.id AND r.campaign = {Value(campaign)} AND k.organisation_id = @Organisation AND {condition})";

    // As MembershipStatus.Of: the last paid month that has begun, and how many have begun since.
    private string Status(IReadOnlyList<MembershipState> states)
    {
        var through = $"(SELECT MAX(c.month) FROM contributions c WHERE c.worker_id = pw.worker_id AND c.month <= {ByZone(month => month.ToString())})";
        var behind = $"{ByZone(month => (month.Year * 12L) + month.Month)} - CAST(SUBSTR(s.through, 1, 4) AS BIGINT) * 12 - CAST(SUBSTR(s.through, 6, 2) AS BIGINT)";
        var any = string.Join(" OR ", states.Distinct().Select(state => state switch
        {
            MembershipState.RegisteredUnpaid => "s.through IS NULL",
            MembershipState.Active => $"{behind} <= 0",
            MembershipState.Due => $"{behind} = 1",
            MembershipState.Arrears1 => $"{behind} = 2",
            MembershipState.Arrears2 => $"{behind} = 3",
            MembershipState.Arrears3 => $"{behind} = 4",
            MembershipState.Inactive => $"{behind} > 4",
        }));
        return any.Length == 0 ? "1 = 0" : $"EXISTS (SELECT 1 FROM (SELECT {through} AS through FROM people_workers pw WHERE pw.person_id = people.id AND {Ownership.OwnsWorkerOf("pw")}) s WHERE {any})";
    }

    // A month begins in Jayapura two hours before it does in Jakarta.
    private string ByZone(Func<CoverageMonth, object> of)
    {
        object At(string zone) => of(CoverageMonth.Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime)));
        var others = string.Concat(ZonesWithTheirOwnDay.Select(zone => $" WHEN '{zone}' THEN {Value(At(zone))}"));
        return $"CASE people.zone{others} ELSE {Value(At("Asia/Jakarta"))} END";
    }
}
