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
    public const string FirstOrganisation = Ownership.First;

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
        $"{Ownership.OfAddress(column)} = @Organisation";

    /// <summary>The same for a key text of a conversation, <c>channel|ours|theirs</c>.</summary>
    public static string OwnsConversation(string column) =>
        $"{Ownership.OfConversation(column)} = @Organisation";

    /// <summary>The same condition for many rows: the senders are looked up once, not for each row. Uses <c>@Organisation</c>.</summary>
    /// <param name="column">The column, or an SQL expression, with the address.</param>
    public static string OwnsAddressOfMany(string column) =>
        $"""
        ({column} IN (SELECT s.our_address FROM organisation_senders s WHERE s.organisation_id = @Organisation)
            OR @Organisation = '{FirstOrganisation}' AND {column} NOT IN (SELECT s.our_address FROM organisation_senders s))
        """;

    /// <summary>A condition over a row with <c>organisation_id</c> (campaigns, batches, lists, imports …): it is this organisation's. Uses <c>@Organisation</c>.</summary>
    /// <param name="row">The table, or its alias.</param>
    public static string OwnsRow(string row) => $"{row}.organisation_id = @Organisation";

    /// <summary>
    /// A condition over a row of <c>workers</c>: of the organisation, and for an agent or a village one of its own people. Uses
    /// <c>@Organisation</c> and <c>@OwnPeople</c> (<see cref="OwnPeopleValue"/>).
    /// </summary>
    /// <param name="worker">The table, or its alias.</param>
    public string OwnsWorker(string worker) => IsNarrow
        ? $"""
          ({OwnsRow(worker)} AND {worker}.id IN (
              SELECT g.worker_id FROM registrations g JOIN agents n ON n.id = g.agent_id WHERE n.code = @OwnPeople AND {OwnsRow("n")}
              UNION ALL
              SELECT g.shown_id FROM pending_registrations g JOIN agents n ON n.id = g.agent_id
              WHERE n.code = @OwnPeople AND {OwnsRow("n")} AND g.shown_id IS NOT NULL))
          """
        : OwnsRow(worker);

    /// <summary>What <c>@OwnPeople</c> is: the agent's code, or empty.</summary>
    public string OwnPeopleValue => OwnPeople ?? "";
}
