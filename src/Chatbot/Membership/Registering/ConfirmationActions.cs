using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Agents;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Membership.Registering;

/// <summary>The member's own yes or no to what somebody registered for him, by his phone or at the branch.</summary>
internal sealed class ConfirmationActions(
    Database database,
    PendingRegistrations pending,
    ConfirmationCodes codes,
    AgentRegister agents,
    TurnActions turnActions,
    Reach reach,
    Consents consents,
    UnaskedFlows unasked)
{
    public const string PendingConfirmation = "pending_confirmation";
    public const string ClaimConfirmation = "claim_confirmation";
    public const string AnswerConfirmation = "answer_confirmation";

    /// <summary>Version of the words in dialogs/flows/konfirmasi_daftar that the member says yes to.</summary>
    private const string TextVersion = "didaftarkan-1";

    /// <summary>What waits for the answer of this phone, or of who brought its code; the oldest first.</summary>
    public async Task<ActionResult> NextAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var (waiting, agent) = await database.ReadAsync(
            async session =>
            {
                var one = await pending.WaitingForAsync(session, context.PersonId, context.Incoming.SenderPhone, cancellationToken);
                return (one, one?.AgentId is null ? null : await agents.OfAsync(session, one.RegistrantId, cancellationToken));
            },
            cancellationToken);
        // On WhatsApp the number may be hidden, or another than the one that was given: then the code of the SMS tells.
        if (waiting is null) return new ActionResult(context.Conversation.Channel == "whatsapp" ? "code" : "none");
        return new ActionResult("found", new Dictionary<string, string>
        {
            ["number"] = waiting.Number,
            ["who"] = MaskedName.Of(waiting.Worker.Name),
            ["registrant"] = agent is not null ? Short(agent.Name)
                : waiting.RegistrantPhone.Length > 0 ? Masking.Phone(waiting.RegistrantPhone) : "seseorang",
        });
    }

    /// <summary>Looks at <c>kode</c>, which went by SMS to the phone that was given.</summary>
    public async Task<ActionResult> ClaimAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (ConfirmationWord.CodeIn(context["kode"]) is not { } code)
        {
            // «KONFIRMASI 7KM3QA» has brought its code already; a question back is no try.
            var waiting = await database.ReadAsync(
                session => pending.WaitingForAsync(session, context.PersonId, context.Incoming.SenderPhone, cancellationToken), cancellationToken);
            return new ActionResult(waiting is null ? "unreadable" : "claimed");
        }

        return await turnActions.OnceAsync(
            ClaimConfirmation,
            context,
            async session =>
            {
                var claim = await codes.ClaimAsync(
                    session,
                    context.PersonId,
                    code,
                    DateOnly.FromDateTime(context.Incoming.Now.DateTime),
                    $"{context.Conversation.Value}|{context.TurnId}",
                    cancellationToken);
                return new ActionResult(claim switch
                {
                    ClaimResult.Claimed => "claimed",
                    ClaimResult.Wrong => "wrong",
                    ClaimResult.Locked => "locked",
                });
            },
            cancellationToken);
    }

    /// <summary><c>jawaban</c> is <c>ya</c> or anything else; only the phone that was asked is heard, and who brought its code.</summary>
    public async Task<ActionResult> AnswerAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var result = await turnActions.OnceAsync(
            AnswerConfirmation,
            context,
            async session =>
            {
                var waiting = await pending.FindAsync(session, context["number"], cancellationToken);
                var isAsked = waiting is not null && waiting.Worker.Phone.Length > 0
                    && (waiting.Worker.Phone == context.Incoming.SenderPhone || waiting.ClaimedBy == context.PersonId);
                if (waiting is null || !isAsked) return new ActionResult("gone");
                if (context["jawaban"] != "ya")
                {
                    await pending.RemoveAsync(session, waiting.Number, cancellationToken);
                    await RegistrationNews.TellAsync(session, reach, unasked, waiting, RegistrationNews.Declined, cancellationToken);
                    return new ActionResult("declined");
                }

                var source = new ConsentSource(
                    context.PersonId, context.Conversation.Channel, context.Conversation.TheirAddress, context.TurnId);
                consents.Grant(session, source, ConsentPurpose.Registration, TextVersion);
                await pending.ConfirmAsync(
                    session, waiting, new Confirmation("phone", context.PersonId, context.TurnId), context.Incoming.Now, cancellationToken);
                await RegistrationNews.TellAsync(session, reach, unasked, waiting, RegistrationNews.Confirmed, cancellationToken);
                return new ActionResult("confirmed");
            },
            cancellationToken);
        unasked.Wake();
        return result;
    }

    private static string Short(string name) => name.Length > MaskedName.Longest ? name[..MaskedName.Longest] : name;
}
