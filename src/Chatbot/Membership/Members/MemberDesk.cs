using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Language;
using Chatbot.Membership.Files;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;

namespace Chatbot.Membership.Members;

/// <summary>
/// What staff sees of one worker, within what is his to see. Who is not his is as if he were not there. What the branch does to registrations whose NIK
/// nobody had before (handing over, shortening, looking again) is not shown to an agent: what it is not done to would tell him the others (docs/adr/0011).
/// </summary>
internal sealed class MemberDesk(
    Database database,
    PersonalData personalData,
    Contributions contributions,
    Sponsorships sponsorships,
    Consents consents,
    AuditLog audit,
    OurAddresses ours,
    TimeProvider clock)
{
    private const int MostRelated = 20;
    private const int MostMessages = 20;

    /// <summary>Whether he may see what identifies people: NIK, birth date, income.</summary>
    public static bool MaySeeIdentity(StaffScope scope) => !scope.IsNarrow && (scope.Has(StaffRole.Service) || scope.Has(StaffRole.Administrator));

    /// <summary>Whether he may see what people wrote and asked.</summary>
    public static bool MaySeeTalks(StaffScope scope) => MaySeeIdentity(scope) || (!scope.IsNarrow && scope.Has(StaffRole.Auditor));

    /// <summary>Opens somebody; null when there is nobody for him. The look is logged.</summary>
    public async Task<MemberView?> OpenAsync(StaffScope scope, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope, id, cancellationToken) is not { } row) return null;
        await audit.AddAsync(scope.Look("membuka halaman peserta"), "member.read", id, cancellationToken);
        return await ViewAsync(scope, row, cancellationToken);
    }

    /// <summary>The same as it stands now, for who has opened it.</summary>
    public async Task<MemberView?> AgainAsync(StaffScope scope, string id, CancellationToken cancellationToken) =>
        await FindAsync(scope, id, cancellationToken) is { } row ? await ViewAsync(scope, row, cancellationToken) : null;

    /// <summary>What was masked, for who has a reason to know it; null when it is not his to see. The look is logged.</summary>
    public async Task<RevealedMember?> RevealAsync(StaffScope scope, string id, MemberReveal what, string reason, CancellationToken cancellationToken)
    {
        if (what == MemberReveal.Identity && !MaySeeIdentity(scope)) return null;
        if (await FindAsync(scope, id, cancellationToken) is not { } row) return null;
        await audit.AddAsync(scope.Look(reason), what == MemberReveal.Identity ? "member.identity" : "member.revealed", id, cancellationToken);
        if (what == MemberReveal.Contact) return new RevealedMember(row.Name, row.Phone, null, null, null);
        var nik = WholeNik(row);
        return new RevealedMember(
            row.Name,
            row.Phone,
            nik,
            BirthDate(row, nik, Today(scope)),
            row.Income is { Length: > 0 } income ? long.Parse(personalData.DecryptText(Workers.IncomePurpose, income), CultureInfo.InvariantCulture) : 0);
    }

    private Task<Row?> FindAsync(StaffScope scope, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<Row>(
                $"""
                SELECT w.id AS Id, w.person_id AS PersonId, COALESCE(w.own_person_id, '') AS OwnPersonId, w.nik AS Nik, w.name AS Name, w.phone AS Phone,
                    w.job AS Job, w.sector AS Sector, w.income AS Income, w.village AS Village, w.district AS District, w.birth_date AS BirthDate,
                    w.needs_review AS NeedsReview, COALESCE(k.code, '') AS Area, r.number AS Number, r.programs AS Programs, r.channel AS Channel,
                    r.source AS Source, r.relation AS Relation, r.confirmed_by AS ConfirmedBy, r.created_at AS RegisteredAt, COALESCE(n.name, '') AS Agent
                FROM {MembersInScope.Workers(scope)} w JOIN {MembersInScope.Registrations(scope)} r ON r.worker_id = w.id
                LEFT JOIN agents n ON n.id = r.agent_id
                LEFT JOIN {MembersInScope.Areas(scope)} k ON k.worker_id = w.id
                WHERE w.id = @id AND {MembersInScope.Sees(scope)}
                """,
                new { id, scope.Organisation, OwnPeople = scope.OwnPeople ?? "" },
                cancellationToken),
            cancellationToken);

    private async Task<MemberView> ViewAsync(StaffScope scope, Row row, CancellationToken cancellationToken)
    {
        var paid = await contributions.OfAsync(row.Id, cancellationToken);
        // Of somebody whom another registered, and whose phone has said nothing, that other's words are not his. A list names the owner of the number.
        var person = row.OwnPersonId.Length > 0 ? row.OwnPersonId : row.Channel == "import" ? row.PersonId : "";
        var said = scope.IsNarrow ? [] : await consents.SaidAsync(person, cancellationToken);
        var (history, related, tickets, talks, messages, isHeld, phoneChange) = await database.ReadAsync(
            async session => (
                await HistoryAsync(session, scope, row, cancellationToken),
                await RelatedAsync(session, scope, row, cancellationToken),
                MaySeeTalks(scope) ? await TicketsAsync(session, person, cancellationToken) : [],
                MaySeeTalks(scope) ? await TalksAsync(session, scope, person, cancellationToken) : [],
                scope.IsNarrow ? [] : await MessagesAsync(session, scope, person, cancellationToken),
                await Restrictions.IsHeldAsync(session, person, cancellationToken),
                await session.FirstAsync<long>("SELECT due_at FROM phone_changes WHERE worker_id = @Id UNION ALL SELECT due_at FROM pending_phone_changes WHERE number = @Number", new { row.Id, row.Number }, cancellationToken)),
            cancellationToken);
        return new MemberView
        {
            Id = row.Id,
            Name = Masking.Name(row.Name),
            Nik = !scope.IsNarrow && WholeNik(row) is { Length: > 0 } nik ? Masking.Nik(nik) : "",
            Phone = row.Phone.Length > 0 ? Masking.Phone(row.Phone) : "",
            Job = scope.IsNarrow ? "" : row.Job,
            Sector = row.Sector,
            Area = row.Area.Length > 0 ? RegionNames.Find(row.Area) ?? "" : "",
            District = MemberPlace.NameOf(row.District),
            Village = row.Village,
            NeedsReview = !scope.IsNarrow && row.NeedsReview == 1,
            IsKnownByPhone = row.OwnPersonId.Length > 0,
            Status = MembershipStatus.Of([.. paid.Select(month => month.Month)], Today(scope)),
            Registration = new MemberRegistration(
                row.Number, row.Programs, row.Channel, row.Source, row.Agent, row.Relation, row.ConfirmedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.RegisteredAt)),
            Paid = paid,
            History = history,
            Sponsors = await sponsorships.OfAsync([row.Id], cancellationToken),
            Related = related,
            Consents = [.. said.GroupBy(entry => entry.Purpose).Select(entries => entries.Last()).OrderBy(entry => entry.Purpose)],
            IsHeld = isHeld,
            PhoneChangeUntil = phoneChange == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(phoneChange),
            Tickets = tickets,
            Talks = talks,
            Messages = messages,
        };
    }

    private static async Task<IReadOnlyList<MemberEvent>> HistoryAsync(DbSession session, StaffScope scope, Row row, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<EventRow>(
            scope.IsNarrow
                ? """
                  SELECT what AS What, turn_id AS TurnId, at AS At FROM registration_history WHERE number = @Number AND what = 'registered'
                  UNION ALL
                  SELECT 'registered' AS What, confirmed_turn AS TurnId, confirmed_at AS At FROM pending_registrations WHERE number = @Number AND shown_id = @Id
                  """
                : """
                  SELECT what AS What, turn_id AS TurnId, at AS At FROM registration_history WHERE number = @Number
                  UNION ALL
                  SELECT what AS What, turn_id AS TurnId, at AS At FROM worker_history WHERE worker_id = @Id
                  ORDER BY At DESC
                  """,
            new { row.Number, row.Id },
            cancellationToken);
        return [.. rows.Select(one => new MemberEvent(one.What, IsOurs(one.TurnId) ? one.TurnId : "", DateTimeOffset.FromUnixTimeMilliseconds(one.At)))];

        // Ids of messages say nothing to anybody.
        static bool IsOurs(string turn) => turn.StartsWith("I-", StringComparison.Ordinal) || turn.StartsWith("E-", StringComparison.Ordinal) || turn.StartsWith("officer:", StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<RelatedMember>> RelatedAsync(DbSession session, StaffScope scope, Row row, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<RelatedRow>(
            $"""
            SELECT w.id AS Id, w.name AS Name, CAST(CASE WHEN @Phone <> '' AND w.phone = @Phone THEN 1 ELSE 0 END AS BIGINT) AS SharesPhone
            FROM {MembersInScope.Workers(scope)} w WHERE w.id <> @Id AND ((@Phone <> '' AND w.phone = @Phone) OR w.person_id = @PersonId) AND {MembersInScope.Sees(scope)}
            ORDER BY w.created_at DESC, w.id LIMIT {MostRelated}
            """,
            new { row.Id, row.Phone, row.PersonId, scope.Organisation, OwnPeople = scope.OwnPeople ?? "" },
            cancellationToken);
        return [.. rows.Select(one => new RelatedMember(one.Id, Masking.Name(one.Name), one.SharesPhone == 1))];
    }

    private static async Task<IReadOnlyList<MemberTicket>> TicketsAsync(DbSession session, string person, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<TicketRow>(
            "SELECT number AS Number, topic AS Topic, status AS Status, created_at AS At FROM tickets WHERE person_id = @person ORDER BY created_at DESC LIMIT 20",
            new { person },
            cancellationToken);
        return [.. rows.Select(one => new MemberTicket(one.Number, one.Topic, one.Status, DateTimeOffset.FromUnixTimeMilliseconds(one.At)))];
    }

    private static async Task<IReadOnlyList<MemberTalk>> TalksAsync(DbSession session, StaffScope scope, string person, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<TalkRow>(
            $"""
            SELECT c.channel AS Channel, MAX(c.last_inbound_at) AS LastAt FROM addresses a
            JOIN contacts c ON c.channel = a.channel AND c.address = a.address
            WHERE a.person_id = @person AND c.last_inbound_at > 0 AND {StaffScope.OwnsAddress("c.our_address")} GROUP BY c.channel ORDER BY MAX(c.last_inbound_at) DESC
            """,
            new { person, scope.Organisation },
            cancellationToken);
        return [.. rows.Select(one => new MemberTalk(one.Channel, DateTimeOffset.FromUnixTimeMilliseconds(one.LastAt)))];
    }

    // What we send first comes from any of our addresses, and by SMS to the phone of a WhatsApp address as well (Bulk/).
    private async Task<IReadOnlyList<MemberMessage>> MessagesAsync(DbSession session, StaffScope scope, string person, CancellationToken cancellationToken)
    {
        if (person.Length == 0) return [];
        var known = await session.QueryAsync<AddressRow>(
            """
            SELECT a.channel AS Channel, COALESCE(c.our_address, '') AS Ours, a.address AS Theirs, COALESCE(a.phone, '') AS Phone
            FROM addresses a LEFT JOIN contacts c ON c.channel = a.channel AND c.address = a.address WHERE a.person_id = @person
            """,
            new { person },
            cancellationToken);
        string[] conversations =
        [
            .. known.Where(one => one.Ours.Length > 0).Select(one => $"{one.Channel}|{one.Ours}|{one.Theirs}")
                .Concat(from one in known from our in ours.On(one.Channel) select $"{one.Channel}|{our.Address}|{one.Theirs}")
                .Concat(from one in known where one.Phone.Length > 0 from our in ours.On("sms") select $"sms|{our.Address}|{one.Phone}")
                .Distinct(),
        ];
        if (conversations.Length == 0) return [];
        var rows = await session.QueryAsync<MessageRow>(
            $"""
            SELECT d.turn_id AS Cause, d.kind AS Kind, d.channel AS Channel, d.status AS Status, COALESCE(d.note, '') AS Note, d.created_at AS At
            FROM deliveries d
            WHERE d.conversation IN @conversations AND d.direction = 'out' AND d.kind <> 'reply' AND {StaffScope.OwnsConversation("d.conversation")}
            ORDER BY d.created_at DESC, d.id DESC LIMIT {MostMessages}
            """,
            new { conversations, scope.Organisation },
            cancellationToken);
        return [.. rows.Select(one => new MemberMessage(one.Cause, one.Kind, one.Channel, one.Status, one.Note, DateTimeOffset.FromUnixTimeMilliseconds(one.At)))];
    }

    private string WholeNik(Row row)
    {
        var nik = row.Nik.Length == 0 ? "" : personalData.DecryptText(Workers.NikPurpose, row.Nik);
        return HandedOverPayload.IsShortened(nik) ? "" : nik;
    }

    // As it was given where it differs from the NIK; else the one that the NIK means.
    private DateOnly? BirthDate(Row row, string nik, DateOnly today)
    {
        if (row.BirthDate is { Length: > 0 } given)
            return DateOnly.ParseExact(personalData.DecryptText(ImportWriter.BirthDatePurpose, given), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return AgeRule.BirthDates(nik, today) is [var only] ? only : null;
    }

    private DateOnly Today(StaffScope scope) => DateOnly.FromDateTime(scope.Local(clock.GetUtcNow()).DateTime);

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string PersonId { get; init; } = "";

        public string OwnPersonId { get; init; } = "";

        public byte[] Nik { get; init; } = [];

        public string Name { get; init; } = "";

        public string Phone { get; init; } = "";

        public string Job { get; init; } = "";

        public string Sector { get; init; } = "";

        public byte[]? Income { get; init; }

        public string Village { get; init; } = "";

        public string District { get; init; } = "";

        public byte[]? BirthDate { get; init; }

        public long NeedsReview { get; init; }

        public string Area { get; init; } = "";

        public string Number { get; init; } = "";

        public string Programs { get; init; } = "";

        public string Channel { get; init; } = "";

        public string Source { get; init; } = "";

        public string Relation { get; init; } = "";

        public string ConfirmedBy { get; init; } = "";

        public long RegisteredAt { get; init; }

        public string Agent { get; init; } = "";

        /// <summary>Without the values.</summary>
        public override string ToString() => Id;
    }

    private sealed record EventRow(string What, string TurnId, long At);

    private sealed record RelatedRow(string Id, string Name, long SharesPhone);

    private sealed record TicketRow(string Number, string Topic, string Status, long At);

    private sealed record TalkRow(string Channel, long LastAt);

    private sealed record AddressRow(string Channel, string Ours, string Theirs, string Phone);

    private sealed record MessageRow(string Cause, string Kind, string Channel, string Status, string Note, long At);
}
