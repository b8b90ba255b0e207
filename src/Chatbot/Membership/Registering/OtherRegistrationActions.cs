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
    OtherRegistrations others,
    AgentRegister agents,
    Referrals referrals,
    TurnActions turnActions,
    UnaskedFlows unasked,
    IOptions<MembershipOptions> options)
{
    public const string RegisterOther = "register_other";

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
        var by = new Registrant(context.PersonId, context.Conversation, context.Incoming.SenderPhone ?? "", agent);
        var day = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        if (await others.LeftAsync(session, by, day, cancellationToken) == 0 || await others.IsTriedOutAsync(session, worker, day, cancellationToken))
            return new ActionResult("limit");
        others.Count(session, by, worker, day, $"{context.Conversation.Value}|{context.TurnId}");

        var registered = await others.RegisterAsync(
            session,
            by,
            agent is not null ? "member" : context["siapa"] == "pekerja" ? "household" : "family",
            agent?.Code ?? await referrals.OfAsync(session, context.PersonId, cancellationToken),
            worker,
            context.Incoming.Now,
            cancellationToken);
        var values = new Dictionary<string, string>
        {
            ["number"] = registered.Number,
            ["who"] = MaskedName.Of(worker.Name),
            ["days"] = options.Value.ConfirmDays.ToString(CultureInfo.InvariantCulture),
        };
        if (registered.Ticket is { } ticket) values["ticket"] = ticket;
        if (worker.Phone.Length == 0) return new ActionResult("branch", values);
        // He may still write by himself from that phone.
        values["masked_phone"] = Masking.Phone(worker.Phone);
        return new ActionResult(registered.IsAsked ? "asked" : "unreachable", values);
    }

    // The phone of who registers proves nothing about the member.
    private static NewWorker Read(ActionContext context)
    {
        var given = RegistrationActions.Read(context);
        var hasOwn = context["punya_hp"] != "tidak" && context["phone"] is not ("" or "@sender") && given.Phone != context.Incoming.SenderPhone;
        return hasOwn ? given : given with { Phone = "" };
    }
}
