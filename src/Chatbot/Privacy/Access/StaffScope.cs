using Chatbot.Privacy.Auditing;

namespace Chatbot.Privacy.Access;

/// <summary>
/// Who asks, and whose data he may see. Every function that shows or changes something of people for the console takes one and keeps to
/// it: data of another organisation is as if it were not there.
/// </summary>
/// <param name="Organisation">Its id; the first organisation is <see cref="FirstOrganisation"/>.</param>
/// <param name="Login">Who, as the audit log names him.</param>
/// <param name="Name">As colleagues read it.</param>
/// <param name="Roles">What he may do.</param>
/// <param name="OwnPeople">For an agent or a village: the agent's code, and no other people than his; else null.</param>
/// <param name="Zone">The organisation's time zone, such as <c>Asia/Jakarta</c>: days begin and times are shown in it.</param>
internal sealed record StaffScope(
    string Organisation, string Login, string Name, IReadOnlyCollection<StaffRole> Roles, string? OwnPeople, TimeZoneInfo Zone)
{
    /// <summary>The organisation that is there from the beginning; what belongs to no other is its own.</summary>
    public const string FirstOrganisation = "utama";

    public bool Has(StaffRole role) => Roles.Contains(role);

    /// <summary>He sees only the people of <see cref="OwnPeople"/>.</summary>
    public bool IsNarrow => OwnPeople is not null || Roles.All(role => role == StaffRole.Agent);

    /// <summary>For the log of looks.</summary>
    public Look Look(string reason) => new(Login, reason);

    /// <summary>The instant in the organisation's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>When the day of the instant began, UTC.</summary>
    public DateTimeOffset StartOfDay(DateTimeOffset instant)
    {
        var day = Local(instant).Date;
        return new DateTimeOffset(day, Zone.GetUtcOffset(day)).ToUniversalTime();
    }

    /// <summary>A condition over an address of ours in a row: it is this organisation's. Uses <c>@Organisation</c>.</summary>
    /// <param name="column">The column, or an SQL expression, with the address.</param>
    public static string OwnsAddress(string column) =>
        $"COALESCE((SELECT s.organisation_id FROM organisation_senders s WHERE s.our_address = {column}), '{FirstOrganisation}') = @Organisation";

    /// <summary>The same for a key text of a conversation, <c>channel|ours|theirs</c>.</summary>
    public static string OwnsConversation(string column) =>
        $"COALESCE((SELECT MIN(s.organisation_id) FROM organisation_senders s WHERE {column} LIKE '%|' || s.our_address || '|%'), '{FirstOrganisation}') = @Organisation";

    /// <summary>The same for a person's id: by the address of ours to which he wrote last.</summary>
    public static string OwnsPerson(string column) =>
        $"""
        COALESCE((SELECT COALESCE(s.organisation_id, '{FirstOrganisation}') FROM addresses a JOIN contacts k ON k.channel = a.channel AND k.address = a.address
            LEFT JOIN organisation_senders s ON s.our_address = k.our_address
            WHERE a.person_id = {column} ORDER BY k.last_inbound_at DESC LIMIT 1), '{FirstOrganisation}') = @Organisation
        """;

    /// <summary>The same condition for many rows: only those are looked at one by one who wrote to an address of another organisation than the first.</summary>
    public static string OwnsPersonOfMany(string column)
    {
        const string Others =
            $"""
            SELECT newest.person_id FROM (
                SELECT a.person_id, COALESCE(s.organisation_id, '{FirstOrganisation}') AS organisation_id,
                    ROW_NUMBER() OVER (PARTITION BY a.person_id ORDER BY k.last_inbound_at DESC) AS place
                FROM addresses a JOIN contacts k ON k.channel = a.channel AND k.address = a.address
                LEFT JOIN organisation_senders s ON s.our_address = k.our_address
                WHERE a.person_id IN (
                    SELECT b.person_id FROM organisation_senders t JOIN contacts m ON m.our_address = t.our_address
                    JOIN addresses b ON b.channel = m.channel AND b.address = m.address)) AS newest
            WHERE newest.place = 1
            """;
        return $"""
            ({column} IN ({Others} AND newest.organisation_id = @Organisation)
                OR @Organisation = '{FirstOrganisation}' AND {column} NOT IN ({Others}))
            """;
    }

    /// <summary>The same condition for many rows: the senders are looked up once, not for each row. Uses <c>@Organisation</c>.</summary>
    /// <param name="column">The column, or an SQL expression, with the address.</param>
    public static string OwnsAddressOfMany(string column) =>
        $"""
        ({column} IN (SELECT s.our_address FROM organisation_senders s WHERE s.organisation_id = @Organisation)
            OR @Organisation = '{FirstOrganisation}' AND {column} NOT IN (SELECT s.our_address FROM organisation_senders s))
        """;
}
