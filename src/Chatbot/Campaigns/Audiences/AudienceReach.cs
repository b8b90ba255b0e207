using Chatbot.Privacy.Access;

namespace Chatbot.Campaigns.Audiences;

/// <summary>Why somebody of an audience gets nothing, in the order in which it is asked: each counts once, for the first that holds.</summary>
internal enum ExclusionReason
{
    /// <summary>On a list that is left out.</summary>
    List,

    /// <summary>In an audience that is left out.</summary>
    Audience,

    /// <summary>Said BERHENTI, or a no to what the message is for.</summary>
    Stopped,

    /// <summary>Never said yes to what the message is for.</summary>
    NoConsent,

    /// <summary>Got a campaign lately.</summary>
    Contacted,

    /// <summary>No address that the campaign could go to.</summary>
    NoAddress,
}

/// <summary>The reasons as words.</summary>
internal static class ExclusionReasons
{
    public static string Word(this ExclusionReason reason) => reason switch
    {
        ExclusionReason.List => "list",
        ExclusionReason.Audience => "audience",
        ExclusionReason.Stopped => "stopped",
        ExclusionReason.NoConsent => "no_consent",
        ExclusionReason.Contacted => "contacted",
        ExclusionReason.NoAddress => "no_address",
    };

    /// <summary>What staff reads.</summary>
    public static string InWords(string reason) => reason switch
    {
        "list" => "ada di daftar yang dikecualikan",
        "audience" => "ada di audiens yang dikecualikan",
        "stopped" => "minta berhenti atau menolak",
        "no_consent" => "belum memberi izin untuk tujuan ini",
        "contacted" => "baru saja menerima kampanye lain",
        "no_address" => "tidak punya alamat yang bisa dikirimi",
        _ => reason,
    };
}

/// <summary>On which channels a campaign can go, as its texts and our senders allow.</summary>
/// <param name="WhatsApp">By WhatsApp.</param>
/// <param name="Sms">By SMS.</param>
internal sealed record CampaignChannels(bool WhatsApp, bool Sms);

/// <summary>Whom of an audience a campaign may reach, as SQL over <c>people</c>. Pure.</summary>
/// <param name="Who">The condition of the audience, without those whose data is on hold: they are not even counted.</param>
/// <param name="Reason">Why somebody is left out, as a word; empty when nothing keeps him out.</param>
/// <param name="WhatsApp">His address on WhatsApp that works; null when there is none.</param>
/// <param name="Sms">His number for SMS; null when there is none.</param>
internal sealed record AudienceReach(string Who, string Reason, string WhatsApp, string Sms)
{
    private const string Nothing = "CAST(NULL AS TEXT)";

    /// <param name="organisation">Whose campaign: it reaches its own people alone. The SQL takes it as <c>@Organisation</c>.</param>
    /// <param name="definition">The audience.</param>
    /// <param name="others">The filters of the audiences that are left out.</param>
    /// <param name="purpose">What the message is for.</param>
    /// <param name="channels">How it can go.</param>
    /// <param name="sql">Makes conditions and takes parameters.</param>
    /// <param name="now">The instant.</param>
    public static AudienceReach Of(
        string organisation, AudienceDefinition definition, IReadOnlyList<AudienceFilter> others, CampaignPurpose purpose, CampaignChannels channels, AudienceSql sql,
        DateTimeOffset now)
    {
        var who = $"{sql.Condition(definition.Who)} AND {Ownership.OwnsPerson("people.id", organisation)} AND NOT EXISTS (SELECT 1 FROM restrictions h WHERE h.person_id = people.id)";
        var whatsApp = channels.WhatsApp ? Address("whatsapp", "a.address") : Nothing;
        var sms = channels.Sms ? Address("sms", "a.phone") : Nothing;
        var except = definition.Except;
        List<string> reasons = [];
        if (except.Lists.Count > 0)
        {
            var lists = string.Join(" OR ", except.Lists.Select(list => sql.Condition(new AudienceFilter.OnList(list))));
            reasons.Add(When(lists, ExclusionReason.List));
        }

        if (others.Count > 0) reasons.Add(When(string.Join(" OR ", others.Select(sql.Condition)), ExclusionReason.Audience));
        var (granted, refused) = Consent(purpose);
        // The yes is asked first: of most it is all that has to be looked up.
        reasons.Add(When($"NOT {granted} AND {refused}", ExclusionReason.Stopped));
        reasons.Add(When($"NOT {granted} AND NOT {Agreed(purpose, sql)}", ExclusionReason.NoConsent));
        if (except.ContactedWithinDays > 0)
        {
            var since = sql.Value(now.AddDays(-except.ContactedWithinDays).ToUnixTimeMilliseconds());
            reasons.Add(When($"EXISTS (SELECT 1 FROM campaign_recipients r WHERE r.person_id = people.id AND r.ended_at >= {since} AND r.state = 'sent' AND r.reason IS NULL)", ExclusionReason.Contacted));
        }

        reasons.Add(When($"COALESCE({whatsApp}, {sms}) IS NULL", ExclusionReason.NoAddress));
        return new AudienceReach(who, $"CASE {string.Join(' ', reasons)} ELSE '' END", whatsApp, sms);
    }

    private static string When(string condition, ExclusionReason reason) => $"WHEN {condition} THEN '{reason.Word()}'";

    // The youngest address that has not failed. A number may be written to by SMS although its owner has only ever used WhatsApp.
    private static string Address(string channel, string column) =>
        $"""
        (SELECT {column} FROM addresses a WHERE a.person_id = people.id AND {(channel == "whatsapp" ? "a.channel = 'whatsapp'" : "a.phone IS NOT NULL")}
            AND NOT EXISTS (SELECT 1 FROM failed_addresses x WHERE x.channel = '{channel}' AND x.address = {column})
            ORDER BY a.created_at DESC, a.address LIMIT 1)
        """;

    // The latest word on a purpose is what holds.
    private static (string Granted, string Refused) Consent(CampaignPurpose purpose)
    {
        static string Latest(string name) => $"(SELECT k.granted FROM consents k WHERE k.person_id = people.id AND k.purpose = '{name}' ORDER BY k.number DESC LIMIT 1)";
        var campaigns = $"COALESCE({Latest("campaigns")}, -1)";
        var reminders = $"COALESCE({Latest("reminders")}, -1)";
        return purpose == CampaignPurpose.Promotion
            ? ($"({campaigns} = 1)", $"({campaigns} = 0 OR {reminders} = 0)")
            : ($"({campaigns} = 1 OR {reminders} = 1)", $"({campaigns} = 0 OR {reminders} = 0)");
    }

    // Who has said nothing to us may have said it to the owner of a list, who has put it in writing.
    private static string Agreed(CampaignPurpose purpose, AudienceSql sql)
    {
        var more = purpose == CampaignPurpose.Information ? $" OR i.purpose = {sql.Value(CampaignPurpose.Information.Word())}" : "";
        return $"""
            EXISTS (SELECT 1 FROM audience_list_members l JOIN audience_lists i ON i.number = l.list
                WHERE l.person_id = people.id AND i.organisation_id = @Organisation AND i.basis <> '' AND (i.purpose = {sql.Value(CampaignPurpose.Promotion.Word())}{more}))
            """;
    }
}
