using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Language;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Registering;

/// <summary>A registration by somebody else that waits for the member's yes.</summary>
/// <param name="Number">Becomes the number of the registration.</param>
/// <param name="RegistrantId">Who registers.</param>
/// <param name="Conversation">Where he did: key text.</param>
/// <param name="RegistrantPhone">His number, E.164; empty when his address shows none.</param>
/// <param name="Relation"><c>family</c>, <c>household</c>, <c>member</c> (of an agent's group), or <c>self</c> while staff looks at the NIK.</param>
/// <param name="AgentId">The agent for whom he registers, or null.</param>
/// <param name="Source">Where the registrant heard of us; may be empty.</param>
/// <param name="Worker">What was given; its phone is empty when the member has none of his own.</param>
/// <param name="ClaimedBy">The person who brought the code of the SMS to that phone, or who the member is while staff looks; null when nobody knows.</param>
internal sealed record PendingRegistration(
    string Number,
    string RegistrantId,
    string Conversation,
    string RegistrantPhone,
    string Relation,
    string? AgentId,
    string Source,
    NewWorker Worker,
    string? ClaimedBy = null);

/// <summary>
/// Registrations by somebody else until the member's own phone, or the branch, has said yes. Nothing of them is in the register of workers
/// before, and who registers learns nothing of whether the NIK is there already.
/// </summary>
internal sealed class PendingRegistrations(
    PersonalData personalData, Workers workers, Tickets tickets, TimeProvider clock, IOptions<MembershipOptions> options)
{
    private const string Select =
        """
        SELECT number AS Number, registrant_id AS RegistrantId, conversation AS Conversation, registrant_phone AS RegistrantPhone,
            relation AS Relation, agent_id AS AgentId, source AS Source, phone AS Phone, nik AS Nik, name AS Name, job AS Job,
            sector AS Sector, income AS Income, programs AS Programs, claimed_by AS ClaimedBy
        FROM pending_registrations
        """;

    /// <summary>Writes one down.</summary>
    /// <param name="session">The transaction of the turn's action.</param>
    /// <param name="registration">What was given.</param>
    /// <param name="askedIn">The conversation in which the member is asked; null leaves it to the branch.</param>
    public void Add(DbSession session, PendingRegistration registration, ConversationId? askedIn) =>
        Add(session, registration, askedIn is null ? "branch" : "asked", askedIn);

    /// <summary>
    /// Somebody has registered himself with a NIK that is another's already: staff looks, and until then it is shown as a registration like any
    /// other.
    /// </summary>
    public void AddForStaff(DbSession session, PendingRegistration registration) => Add(session, registration, "checking", null);

    /// <summary>The number under which this person registered this NIK before, while staff looks at it; asked along with others.</summary>
    public QueuedStatement<string> CheckedNumber(DbSession session, string personId, string nik) =>
        session.Queue<string>(
            "SELECT number FROM pending_registrations WHERE state = 'checking' AND settled = '' AND registrant_id = @personId AND nik_hash = @Hash",
            new { personId, Hash = personalData.NikHash(nik) });

    private void Add(DbSession session, PendingRegistration registration, string state, ConversationId? askedIn)
    {
        var now = clock.GetUtcNow();
        var worker = registration.Worker;
        session.Queue(
            """
            INSERT INTO pending_registrations
                (number, registrant_id, conversation, registrant_phone, relation, agent_id, source, phone, nik, nik_hash, name, job, sector,
                income, programs, state, asked_in, claimed_by, due_at, created_at)
            VALUES (@Number, @RegistrantId, @Conversation, @RegistrantPhone, @Relation, @AgentId, @Source, @Phone, @Nik, @NikHash, @Name, @Job,
                @Sector, @Income, @Programs, @State, @AskedIn, @ClaimedBy, @DueAt, @At)
            """,
            new
            {
                registration.Number,
                registration.RegistrantId,
                registration.Conversation,
                registration.RegistrantPhone,
                registration.Relation,
                registration.AgentId,
                registration.Source,
                worker.Phone,
                Nik = personalData.Encrypt(Workers.NikPurpose, worker.Nik),
                NikHash = personalData.NikHash(worker.Nik),
                worker.Name,
                worker.Job,
                worker.Sector,
                Income = personalData.Encrypt(Workers.IncomePurpose, worker.Income.ToString(CultureInfo.InvariantCulture)),
                worker.Programs,
                State = state,
                AskedIn = askedIn?.Value,
                registration.ClaimedBy,
                DueAt = now.AddDays(options.Value.ConfirmDays).ToUnixTimeMilliseconds(),
                At = now.ToUnixTimeMilliseconds(),
            });
        session.Queue(
            $"{Workers.GuessZone("@ClaimedBy")} AND @State = 'checking'",
            new { registration.ClaimedBy, State = state, Zone = RegionZones.Iana(worker.Nik), People.DefaultZone });
    }

    /// <summary>
    /// The oldest that waits for an answer from this phone, or from who brought the code that was sent to it; or null. One that no message of
    /// ours could reach may answer too, when he writes by himself.
    /// </summary>
    public async Task<PendingRegistration?> WaitingForAsync(
        DbSession session, string personId, string? phone, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>(
            $"""
            {Select} WHERE ((phone <> '' AND phone = @phone) OR claimed_by = @personId) AND state <> 'checking' AND due_at > @Now
            ORDER BY created_at, number LIMIT 1
            """,
            new { personId, phone, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken))?.Open(personalData);

    /// <summary>Those that are over without an answer; a yes that staff looks at is none of them.</summary>
    public async Task<IReadOnlyList<PendingRegistration>> OverdueAsync(DbSession session, CancellationToken cancellationToken) =>
        [
            .. (await session.QueryAsync<Row>(
                $"{Select} WHERE state <> 'checking' AND due_at <= @Now ORDER BY due_at",
                new { Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken)).Select(row => row.Open(personalData)),
        ];

    /// <summary>One that still waits, or null.</summary>
    public async Task<PendingRegistration?> FindAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>(
            $"{Select} WHERE number = @number AND state <> 'checking'", new { number }, cancellationToken))?.Open(personalData);

    /// <summary>One at whose NIK the staff has to look, or null.</summary>
    public async Task<PendingRegistration?> FindCheckedAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>(
            $"{Select} WHERE number = @number AND state = 'checking' AND settled = ''", new { number }, cancellationToken))?.Open(personalData);

    public Task RemoveAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM pending_registrations WHERE number = @number", new { number }, cancellationToken);

    /// <summary>
    /// The member has said yes: it becomes a registration. A NIK that is registered already becomes a question for the staff instead; to
    /// whoever asks, both look the same.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="pending">What is confirmed.</param>
    /// <param name="confirmed">Who confirmed, and how.</param>
    /// <param name="localNow">Local time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ConfirmAsync(
        DbSession session, PendingRegistration pending, Confirmation confirmed, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        if (await workers.WithNikAsync(session, pending.Worker.Nik, cancellationToken) is { } known)
        {
            if (confirmed.PersonId is not null && known.OwnPersonId == confirmed.PersonId)
            {
                // He has registered himself meanwhile.
                await SetApartAsync(session, pending, confirmed, cancellationToken);
                await SettleAsync(session, pending, "same", cancellationToken);
                return;
            }

            await SetApartAsync(session, pending, confirmed, cancellationToken);
            var content = TicketContent.Write(("number", pending.Number), ("why", "NIK sudah terdaftar"));
            await tickets.OpenAsync(
                session, new NewTicket(Tickets.KnownNik, pending.RegistrantId, pending.Conversation, content), localNow, cancellationToken);
            return;
        }

        await RemoveAsync(session, pending.Number, cancellationToken);
        await workers.AddAsync(
            session,
            pending.Worker,
            new RegistrationOrigin(pending.RegistrantId, new ConversationId(pending.Conversation).Channel, confirmed.TurnId)
            {
                Number = pending.Number,
                OwnPersonId = confirmed.PersonId,
                OurAddress = new ConversationId(pending.Conversation).OurAddress,
                Relation = pending.Relation,
                AgentId = pending.AgentId,
                Source = pending.Source,
                ConfirmedBy = confirmed.By,
            },
            localNow,
            cancellationToken);
    }

    /// <summary>
    /// Staff has decided, or there was nothing to decide. What an agent has brought goes on being shown to him as before, or its end would tell him that
    /// the NIK was known; all else goes.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="pending">Which.</param>
    /// <param name="how"><c>same</c>: the member has a registration, and this one is its agent's alone to see; <c>refused</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task SettleAsync(DbSession session, PendingRegistration pending, string how, CancellationToken cancellationToken) =>
        pending.AgentId is null
            ? RemoveAsync(session, pending.Number, cancellationToken)
            : session.ExecuteAsync("UPDATE pending_registrations SET settled = @how WHERE number = @Number", new { how, pending.Number }, cancellationToken);

    // With what its registration would have, had the NIK been nobody's.
    private Task<int> SetApartAsync(DbSession session, PendingRegistration pending, Confirmation confirmed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var conversation = new ConversationId(pending.Conversation);
        return session.ExecuteAsync(
            $"""
            UPDATE pending_registrations SET state = 'checking', claimed_by = @PersonId, shown_id = @ShownId, channel = @Channel,
                organisation_id = {Ownership.OfAddress("@OurAddress")}, confirmed_by = @By, confirmed_turn = @TurnId, confirmed_at = @At
            WHERE number = @Number
            """,
            new
            {
                confirmed.PersonId,
                ShownId = pending.AgentId is null ? null : Guid.CreateVersion7(now).ToString(),
                conversation.Channel,
                conversation.OurAddress,
                confirmed.By,
                confirmed.TurnId,
                At = now.ToUnixTimeMilliseconds(),
                pending.Number,
            },
            cancellationToken);
    }

    private sealed record Row(
        string Number,
        string RegistrantId,
        string Conversation,
        string RegistrantPhone,
        string Relation,
        string? AgentId,
        string Source,
        string Phone,
        byte[] Nik,
        string Name,
        string Job,
        string Sector,
        byte[] Income,
        string Programs,
        string? ClaimedBy)
    {
        public PendingRegistration Open(PersonalData personalData) => new(
            Number,
            RegistrantId,
            Conversation,
            RegistrantPhone,
            Relation,
            AgentId,
            Source,
            new NewWorker(
                personalData.DecryptText(Workers.NikPurpose, Nik),
                Name,
                Phone,
                Job,
                Sector,
                long.Parse(personalData.DecryptText(Workers.IncomePurpose, Income), CultureInfo.InvariantCulture),
                Programs),
            ClaimedBy);
    }
}

/// <summary>A yes to a registration.</summary>
/// <param name="By"><c>phone</c> or <c>branch</c>.</param>
/// <param name="PersonId">The member's own person; null when the branch confirmed.</param>
/// <param name="TurnId">The message, or what names the act of the staff.</param>
internal sealed record Confirmation(string By, string? PersonId, string TurnId);
