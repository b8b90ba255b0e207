using Chatbot.Conversations;
using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Records;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;

namespace Chatbot.Rights;

/// <summary>What an officer gives to carry out an erasure that went to a ticket.</summary>
/// <param name="Number">Of the request, which is that of the ticket.</param>
/// <param name="Registrations">Numbers of the registrations whose owner he has made sure of: they go; others stay, as what the law has kept does.</param>
/// <param name="By">Who orders it.</param>
/// <param name="ApprovedBy">The second person.</param>
/// <param name="Reason">How the owner was made sure of, or why something stays.</param>
internal sealed record ErasureOrder(string Number, IReadOnlyList<string> Registrations, string By, string ApprovedBy, string Reason);

/// <summary>What became of an order.</summary>
internal enum ErasureOrderResult
{
    /// <summary>Processing has ended; the rows go after the last message.</summary>
    Ordered,

    /// <summary>No erasure is open under that number.</summary>
    NoRequest,

    /// <summary>It goes by itself, or was ordered before.</summary>
    OnItsWay,

    /// <summary>A number is none of a registration.</summary>
    NoRegistration,

    /// <summary>Two people are needed.</summary>
    OnePerson,
}

/// <summary>An open erasure as the staff sees it: nothing whole.</summary>
/// <param name="Number">Of the request.</param>
/// <param name="DueAt">Until when the law wants it done, UTC.</param>
/// <param name="IsOnItsWay">It needs nobody.</param>
/// <param name="Registrations">Those behind the addresses of who asks.</param>
internal sealed record OpenErasure(string Number, DateTimeOffset DueAt, bool IsOnItsWay, IReadOnlyList<ErasableRegistration> Registrations);

/// <summary>A registration that may go with a person: its number, and enough masked data to recognise it beside a KTP.</summary>
internal sealed record ErasableRegistration(string Number, string Name, string Nik, string Phone);

/// <summary>
/// HAPUS DATA that could not go by itself, because nobody could show whose data it is or because something has to stay: an officer makes sure of
/// the person, a second one agrees, and from there it takes the road of every erasure, with the last message and the same proof.
/// </summary>
internal sealed class StaffErasures(
    Database database,
    Workers workers,
    Consents consents,
    Restrictions restrictions,
    Erasures erasures,
    ErasureScopes scopes,
    PersonalRecords records,
    AuditLog audit)
{
    /// <summary>What it is about; null when nothing is open under that number. The look is noted.</summary>
    public Task<OpenErasure?> LookAsync(string number, Look look, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await erasures.FindOpenAsync(session, number, cancellationToken) is not { } request) return null;
                var subject = await records.TraceAsync(session, DataSubject.Of(request.PersonId), cancellationToken);
                var shown = await ShownAsync(session, subject.Workers, cancellationToken);
                await audit.AddAsync(session, look, "erasure.look", request.PersonId, cancellationToken);
                return new OpenErasure(number, request.DueAt, request.IsOnItsWay, shown);
            },
            cancellationToken);

    /// <summary>Registrations as the staff sees them before they go; who is not there any more is left out.</summary>
    public async Task<IReadOnlyList<ErasableRegistration>> ShownAsync(DbSession session, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<ErasableRegistration> shown = [];
        foreach (var id in ids)
        {
            if (await workers.FindAsync(session, id, cancellationToken) is { } worker)
                shown.Add(new(worker.Number, Masking.Name(worker.Name), Masking.Nik(workers.NikOf(worker)), Masking.Phone(worker.Phone)));
        }

        return shown;
    }

    /// <summary>Orders it, in one transaction with what is noted of it.</summary>
    public Task<ErasureOrderResult> OrderAsync(ErasureOrder order, CancellationToken cancellationToken) =>
        database.WriteAsync(session => OrderAsync(session, order, cancellationToken), cancellationToken);

    /// <summary>The same in the transaction of an approval.</summary>
    public async Task<ErasureOrderResult> OrderAsync(DbSession session, ErasureOrder order, CancellationToken cancellationToken)
    {
        if (!RegistrationExport.AreTwo(order.By, order.ApprovedBy)) return ErasureOrderResult.OnePerson;
        if (await erasures.FindOpenAsync(session, order.Number, cancellationToken) is not { } request) return ErasureOrderResult.NoRequest;
        if (request.IsOnItsWay) return ErasureOrderResult.OnItsWay;
        var chosen = new List<string>();
        foreach (var number in order.Registrations)
        {
            if (await workers.WithNumberAsync(session, number, cancellationToken) is not { } worker) return ErasureOrderResult.NoRegistration;
            chosen.Add(worker.Id);
        }

        await scopes.ResetAsync(session, request.Conversation, cancellationToken);
        foreach (var id in chosen) await scopes.AddAsync(session, request.Conversation, id, cancellationToken);
        await scopes.CloseAsync(session, request.Conversation, order.Number, cancellationToken);
        var where = new ConversationId(request.Conversation);
        consents.Withdraw(session, new ConsentSource(request.PersonId, where.Channel, where.TheirAddress, order.Number));
        await restrictions.HoldAsync(session, request.PersonId, cancellationToken);
        await erasures.BeginAsync(
            session,
            new DataRequest(order.Number, DataRequestKind.Erase, request.MadeAt, request.DueAt, null),
            cancellationToken);
        foreach (var subject in (string[])[request.PersonId, .. chosen])
        {
            await audit.AddAsync(session, new Look(order.By, $"{order.Number}: {order.Reason}"), "erasure.order", subject, cancellationToken);
            await audit.AddAsync(session, new Look(order.ApprovedBy, $"{order.Number}: {order.Reason}"), "erasure.approve", subject, cancellationToken);
        }

        return ErasureOrderResult.Ordered;
    }
}
