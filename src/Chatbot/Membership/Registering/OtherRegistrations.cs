using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Agents;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Registering;

/// <summary>Who registers others.</summary>
/// <param name="PersonId">He himself.</param>
/// <param name="Conversation">Where he hears what became of it.</param>
/// <param name="Phone">His number, E.164; empty when his address shows none.</param>
/// <param name="Agent">For whom he speaks, or null.</param>
internal sealed record Registrant(string PersonId, ConversationId Conversation, string Phone, Agent? Agent);

/// <summary>What was done for somebody who was registered by another.</summary>
/// <param name="Number">Of the registration that waits.</param>
/// <param name="IsAsked">His own phone is asked.</param>
/// <param name="Ticket">For the branch, when no phone of his can be; else null.</param>
internal sealed record OtherRegistered(string Number, bool IsAsked, string? Ticket);

/// <summary>
/// Registrations of others, from a chat or from an agent's list: written down and the member's own phone asked. Whether the NIK is known is not even
/// looked up (docs/adr/0011).
/// </summary>
internal sealed class OtherRegistrations(
    PendingRegistrations pending,
    ConfirmationCodes codes,
    Workers workers,
    Attempts attempts,
    Tickets tickets,
    Reach reach,
    OurAddresses ours,
    People people,
    Consents consents,
    UnaskedFlows unasked,
    IOptions<MembershipOptions> options)
{
    private const string Ask = "konfirmasi_daftar";
    private const string AskWithoutReply = "kabar_didaftarkan";

    /// <summary>Writes one down; the caller wakes <see cref="UnaskedFlows"/> when the transaction is through.</summary>
    public async Task<OtherRegistered> RegisterAsync(
        DbSession session, Registrant by, string relation, string source, NewWorker worker, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        var registration = new PendingRegistration(
            await workers.FreeNumberAsync(session, localNow, cancellationToken), by.PersonId, by.Conversation.Value, by.Phone, relation, by.Agent?.Id, source, worker);
        var asked = await WhereToAskAsync(session, worker.Phone, cancellationToken);
        pending.Add(session, registration, asked);
        if (asked is { } conversation)
        {
            await AskAsync(session, conversation, registration, cancellationToken);
            return new OtherRegistered(registration.Number, true, null);
        }

        var content = TicketContent.Write(("number", registration.Number), ("why", worker.Phone.Length == 0 ? "tanpa HP sendiri" : "HP tidak terjangkau"));
        var ticket = await tickets.OpenAsync(
            session, new NewTicket("konfirmasi_cabang", by.PersonId, by.Conversation.Value, content), localNow, cancellationToken);
        return new OtherRegistered(registration.Number, false, ticket);
    }

    /// <summary>How many more he may register today.</summary>
    public async Task<long> LeftAsync(DbSession session, Registrant by, DateOnly day, CancellationToken cancellationToken) =>
        Math.Max(0, MostOf(by) - await attempts.CountAsync(session, Of(by), day, cancellationToken));

    /// <summary>Whether this NIK, or this phone, has been tried often enough today, whoever tried.</summary>
    public async Task<bool> IsTriedOutAsync(DbSession session, NewWorker worker, DateOnly day, CancellationToken cancellationToken)
    {
        var counts = await attempts.CountAsync(session, Of(worker), day, cancellationToken);
        return counts.Values.Any(count => count >= options.Value.SamePersonPerDay);
    }

    /// <summary>Counts one try against him, the NIK and the phone, so that nobody tries NIKs, or fills somebody's phone with questions.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="by">Who tries.</param>
    /// <param name="worker">Whom.</param>
    /// <param name="day">His local day.</param>
    /// <param name="tryId">The same try again counts once.</param>
    public void Count(DbSession session, Registrant by, NewWorker worker, DateOnly day, string tryId) =>
        attempts.Add(session, [Of(by), .. Of(worker)], day, tryId);

    private int MostOf(Registrant by) => by.Agent is null ? options.Value.OthersPerDay : options.Value.AgentOthersPerDay;

    private static string Of(Registrant by) => "reg:" + by.PersonId;

    private string[] Of(NewWorker worker) =>
        worker.Phone.Length > 0 ? ["nik:" + workers.HashOf(worker.Nik), "inv:" + workers.HashOfPhone(worker.Phone)] : ["nik:" + workers.HashOf(worker.Nik)];

    private async Task<ConversationId?> WhereToAskAsync(DbSession session, string phone, CancellationToken cancellationToken)
    {
        if (phone.Length == 0) return null;
        if (await people.IdWithPhoneAsync(session, phone, cancellationToken) is { } known
            && await consents.HasStoppedAsync(session, known, cancellationToken)) return null;
        return await reach.PhoneAsync(session, phone, cancellationToken);
    }

    private async Task AskAsync(
        DbSession session, ConversationId conversation, PendingRegistration registration, CancellationToken cancellationToken)
    {
        if (ours.CanReceive(conversation.OurAddress))
        {
            await unasked.AddAsync(session, conversation, new BeginFlow(Ask, new Dictionary<string, string>()), cancellationToken);
            return;
        }

        // An answer to this sender reaches nobody: it names the WhatsApp number instead, or the branch when we have none.
        var values = new Dictionary<string, string>
        {
            ["nama"] = MaskedName.Of(registration.Worker.Name),
            ["wa"] = ours.On("whatsapp").FirstOrDefault()?.Address is { } whatsApp ? People.PhoneOf("whatsapp", whatsApp) ?? "" : "",
            ["kode"] = await codes.MakeAsync(session, registration.Number, cancellationToken),
        };
        await unasked.AddAsync(session, conversation, new BeginFlow(AskWithoutReply, values), cancellationToken);
    }
}
