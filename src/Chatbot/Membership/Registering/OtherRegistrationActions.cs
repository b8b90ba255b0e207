using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Agents;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Registering;

/// <summary>What dialogs have done when somebody registers a relative, a worker of his house or a member of his group.</summary>
internal sealed class OtherRegistrationActions(
    PendingRegistrations pending,
    ConfirmationCodes codes,
    Workers workers,
    AgentRegister agents,
    Referrals referrals,
    Attempts attempts,
    Tickets tickets,
    TurnActions turnActions,
    Reach reach,
    OurAddresses ours,
    People people,
    Consents consents,
    UnaskedFlows unasked,
    IOptions<MembershipOptions> options)
{
    public const string RegisterOther = "register_other";

    private const string Ask = "konfirmasi_daftar";
    private const string AskWithoutReply = "kabar_didaftarkan";

    /// <summary>
    /// Writes the registration down and asks the member's own phone. The answer is the same whether the NIK is known or not.
    /// </summary>
    public async Task<ActionResult> RegisterAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var result = await turnActions.OnceAsync(
            RegisterOther, context, session => RegisterAsync(session, context, cancellationToken), cancellationToken);
        unasked.Wake();
        return result;
    }

    private async Task<ActionResult> RegisterAsync(DbSession session, ActionContext context, CancellationToken cancellationToken)
    {
        var worker = Read(context);
        if (worker.Nik.Length != 16 || worker.Name.Length == 0) return new ActionResult("invalid");
        var agent = await agents.OfAsync(session, context.PersonId, cancellationToken);
        if (await IsTooMuchAsync(session, context, worker, agent, cancellationToken)) return new ActionResult("limit");

        var registration = new PendingRegistration(
            await pending.FreeNumberAsync(session, context.Incoming.Now, cancellationToken),
            context.PersonId,
            context.Conversation.Value,
            context.Incoming.SenderPhone ?? "",
            agent is not null ? "member" : context["siapa"] == "pekerja" ? "household" : "family",
            agent?.Id,
            agent?.Code ?? await referrals.OfAsync(session, context.PersonId, cancellationToken),
            worker);
        var asked = await WhereToAskAsync(session, worker.Phone, cancellationToken);
        await pending.AddAsync(session, registration, asked, cancellationToken);
        var values = new Dictionary<string, string>
        {
            ["number"] = registration.Number,
            ["who"] = MaskedName.Of(worker.Name),
            ["days"] = options.Value.ConfirmDays.ToString(CultureInfo.InvariantCulture),
        };
        if (asked is { } conversation)
        {
            await AskAsync(session, conversation, registration, cancellationToken);
            values["masked_phone"] = Masking.Phone(worker.Phone);
            return new ActionResult("asked", values);
        }

        var content = TicketContent.Write(("number", registration.Number), ("why", worker.Phone.Length == 0 ? "tanpa HP sendiri" : "HP tidak terjangkau"));
        values["ticket"] = await tickets.OpenAsync(
            session,
            new NewTicket("konfirmasi_cabang", context.PersonId, context.Conversation.Value, content),
            context.Incoming.Now,
            cancellationToken);
        if (worker.Phone.Length == 0) return new ActionResult("branch", values);
        // He may still write by himself from that phone.
        values["masked_phone"] = Masking.Phone(worker.Phone);
        return new ActionResult("unreachable", values);
    }

    // The phone of who registers proves nothing about the member.
    private static NewWorker Read(ActionContext context)
    {
        var given = RegistrationActions.Read(context);
        var hasOwn = context["punya_hp"] != "tidak" && context["phone"] is not ("" or "@sender") && given.Phone != context.Incoming.SenderPhone;
        return hasOwn ? given : given with { Phone = "" };
    }

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

    /// <summary>So that nobody tries NIKs, or fills somebody's phone with questions.</summary>
    private async Task<bool> IsTooMuchAsync(
        DbSession session, ActionContext context, NewWorker worker, Agent? agent, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        var limits = new List<(string Who, int Most)>
        {
            ("reg:" + context.PersonId, agent is null ? options.Value.OthersPerDay : options.Value.AgentOthersPerDay),
            ("nik:" + workers.HashOf(worker.Nik), options.Value.SamePersonPerDay),
        };
        if (worker.Phone.Length > 0) limits.Add(("inv:" + workers.HashOfPhone(worker.Phone), options.Value.SamePersonPerDay));
        foreach (var (who, most) in limits)
        {
            if (await attempts.CountAsync(session, who, day, cancellationToken) >= most) return true;
        }

        foreach (var (who, _) in limits)
            await attempts.AddAsync(session, who, day, $"{context.Conversation.Value}|{context.TurnId}", cancellationToken);
        return false;
    }
}
