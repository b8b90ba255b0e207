using Chatbot.Conversations;
using Chatbot.Membership.Changes;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Membership.Registering;

/// <summary>A registration that waits for the branch, as the list shows it: nothing whole.</summary>
/// <param name="Number">Of the registration.</param>
/// <param name="State"><c>asked</c>, <c>branch</c>, <c>unreached</c> or <c>checking</c>.</param>
/// <param name="Name">Masked.</param>
/// <param name="Nik">Masked.</param>
/// <param name="Phone">Masked; empty when there is none.</param>
/// <param name="Relation">Of who registers: <c>self</c>, <c>family</c>, <c>household</c>, <c>member</c>.</param>
/// <param name="DueAt">When it is deleted without a yes, UTC.</param>
internal sealed record WaitingRegistration(
    string Number, string State, string Name, string Nik, string Phone, string Relation, DateTimeOffset DueAt);

/// <summary>What an officer finds out about a registration whose NIK the records know already.</summary>
internal enum DeskFinding
{
    /// <summary>It is the same person, with another phone: the old registration stays, with the new phone.</summary>
    SamePerson,

    /// <summary>It cannot go on: nothing of it is kept, but for what its agent sees.</summary>
    Refused,
}

/// <summary>
/// The counter of the branch: a member without a phone of his own says his yes there with his KTP, and a NIK that is known already is sorted out
/// by somebody who sees the person. Every look and act is noted.
/// </summary>
internal sealed class RegistrationDesk(
    Database database,
    PendingRegistrations pending,
    Workers workers,
    ChangeActions changes,
    Reach reach,
    UnaskedFlows unasked,
    PersonalData personalData,
    AuditLog audit,
    TimeProvider clock)
{
    // Local times of the branches.
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    /// <summary>What waits over the addresses of the asker's organisation, the most urgent first. The look is noted.</summary>
    public async Task<IReadOnlyList<WaitingRegistration>> WaitingAsync(StaffScope scope, string reason, CancellationToken cancellationToken) =>
        MayAct(scope) ? await WaitingAsync(StaffScope.OwnsConversation("conversation"), scope.Organisation, scope.Look(reason), cancellationToken) : [];

    /// <summary>Numbers of the registrations that wait over the addresses of the asker's organisation: nothing of a person, so no look is noted.</summary>
    public async Task<IReadOnlyList<string>> NumbersAsync(StaffScope scope, CancellationToken cancellationToken) =>
        MayAct(scope)
            ? await database.ReadAsync(
                session => session.QueryAsync<string>(
                    $"SELECT number FROM pending_registrations WHERE settled = '' AND {StaffScope.OwnsConversation("conversation")} ORDER BY number", new { scope.Organisation }, cancellationToken),
                cancellationToken)
            : [];

    /// <summary>What waits anywhere, the most urgent first. The look is noted.</summary>
    public Task<IReadOnlyList<WaitingRegistration>> WaitingAsync(Look look, CancellationToken cancellationToken) =>
        WaitingAsync("1 = 1", "", look, cancellationToken);

    /// <summary>Whether he may look at and settle what waits.</summary>
    public static bool MayAct(StaffScope scope) => !scope.IsNarrow && (scope.Has(StaffRole.Service) || scope.Has(StaffRole.Administrator));

    private Task<IReadOnlyList<WaitingRegistration>> WaitingAsync(string condition, string organisation, Look look, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<WaitingRegistration>>(
            async session =>
            {
                var rows = await session.QueryAsync<Row>(
                    $"""
                    SELECT number AS Number, state AS State, name AS Name, nik AS Nik, phone AS Phone, relation AS Relation, due_at AS DueAt
                    FROM pending_registrations WHERE settled = '' AND {condition} ORDER BY due_at, number
                    """,
                    new { Organisation = organisation },
                    cancellationToken);
                await audit.AddAsync(session, look, "registration.list", "", cancellationToken);
                return
                [
                    .. rows.Select(row => new WaitingRegistration(
                        row.Number,
                        row.State,
                        Masking.Name(row.Name),
                        Masking.Nik(personalData.DecryptText(Workers.NikPurpose, row.Nik)),
                        row.Phone.Length > 0 ? Masking.Phone(row.Phone) : "",
                        row.Relation,
                        DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt))),
                ];
            },
            cancellationToken);

    /// <summary>See <see cref="ConfirmAsync(string, Look, CancellationToken)"/>; false also when it waits for another organisation.</summary>
    public async Task<bool> ConfirmAsync(StaffScope scope, string number, string reason, CancellationToken cancellationToken) =>
        await IsOwnAsync(scope, number, cancellationToken) && await ConfirmAsync(number, scope.Look(reason), cancellationToken);

    /// <summary>
    /// See <see cref="SettleAsync(string, DeskFinding, Look, CancellationToken)"/>; false also when it waits for another organisation, or the worker who has
    /// the NIK is another's: that is for whoever keeps the machine to settle.
    /// </summary>
    public async Task<bool> SettleAsync(StaffScope scope, string number, DeskFinding finding, string reason, CancellationToken cancellationToken)
    {
        if (!await IsOwnAsync(scope, number, cancellationToken)) return false;
        if (finding == DeskFinding.SamePerson && await KnownAsync(number, cancellationToken) is { } known && known.Organisation != scope.Organisation) return false;
        return await SettleAsync(number, finding, scope.Look(reason), cancellationToken);
    }

    private Task<Worker?> KnownAsync(string number, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await pending.FindCheckedAsync(session, number, cancellationToken) is { } waiting
                ? await workers.WithNikAsync(session, waiting.Worker.Nik, cancellationToken)
                : null,
            cancellationToken);

    private async Task<bool> IsOwnAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        MayAct(scope) && await database.ReadAsync(
            session => session.FirstAsync<long>(
                $"SELECT COUNT(*) FROM pending_registrations WHERE number = @number AND {StaffScope.OwnsConversation("conversation")}",
                new { number, scope.Organisation },
                cancellationToken),
            cancellationToken) > 0;

    /// <summary>The branch has seen the member and his KTP, and he agrees. False when nothing waits under that number.</summary>
    public async Task<bool> ConfirmAsync(string number, Look look, CancellationToken cancellationToken)
    {
        var done = await database.WriteAsync(
            async session =>
            {
                if (await pending.FindAsync(session, number, cancellationToken) is not { } waiting) return false;
                await pending.ConfirmAsync(
                    session, waiting, new Confirmation("branch", null, "officer:" + look.Actor), clock.GetUtcNow().ToOffset(Wib), cancellationToken);
                await audit.AddAsync(session, look, "registration.confirm", waiting.RegistrantId, cancellationToken);
                await RegistrationNews.TellAsync(session, reach, unasked, waiting, RegistrationNews.Confirmed, cancellationToken);
                return true;
            },
            cancellationToken);
        unasked.Wake();
        return done;
    }

    /// <summary>Ends what waited because its NIK is known. False when no such registration waits under that number.</summary>
    public async Task<bool> SettleAsync(string number, DeskFinding finding, Look look, CancellationToken cancellationToken)
    {
        var done = await database.WriteAsync(
            async session =>
            {
                if (await pending.FindCheckedAsync(session, number, cancellationToken) is not { } waiting) return false;
                var known = await workers.WithNikAsync(session, waiting.Worker.Nik, cancellationToken);
                if (finding == DeskFinding.SamePerson)
                {
                    if (known is null) return false;
                    await MoveAsync(session, known, waiting, look, cancellationToken);
                }

                await pending.SettleAsync(session, waiting, finding == DeskFinding.SamePerson ? "same" : "refused", cancellationToken);
                await audit.AddAsync(session, look, "registration.settle", known?.Id ?? waiting.RegistrantId, cancellationToken);
                var news = finding == DeskFinding.SamePerson ? RegistrationNews.Same : RegistrationNews.Refused;
                // Whether the NIK was known is told to its owner alone, not to who registered him; an agent, who may register many, learns nothing at all.
                if (waiting.AgentId is null && (finding == DeskFinding.Refused || waiting.Relation == "self"))
                    await RegistrationNews.TellAsync(session, reach, unasked, waiting, news, cancellationToken);
                return true;
            },
            cancellationToken);
        unasked.Wake();
        return done;
    }

    private async Task MoveAsync(DbSession session, Worker known, PendingRegistration waiting, Look look, CancellationToken cancellationToken)
    {
        var phone = waiting.Worker.Phone.Length > 0 ? waiting.Worker.Phone : known.Phone;
        await session.ExecuteAsync(
            "UPDATE workers SET phone = @phone, own_person_id = COALESCE(@ClaimedBy, own_person_id), updated_at = @At WHERE id = @Id",
            new { phone, waiting.ClaimedBy, At = clock.GetUtcNow().ToUnixTimeMilliseconds(), known.Id },
            cancellationToken);
        if (phone != known.Phone) await changes.KeepAsync(session, known.Id, isChecked: false, "phone", known.Phone, phone, "officer:" + look.Actor, cancellationToken);
    }

    private sealed record Row(string Number, string State, string Name, byte[] Nik, string Phone, string Relation, long DueAt);
}
