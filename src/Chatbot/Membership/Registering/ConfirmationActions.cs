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
    AgentRegister agents,
    TurnActions turnActions,
    Reach reach,
    Consents consents,
    UnaskedFlows unasked)
{
    public const string PendingConfirmation = "pending_confirmation";
    public const string AnswerConfirmation = "answer_confirmation";

    /// <summary>Version of the words in dialogs/flows/konfirmasi_daftar that the member says yes to.</summary>
    private const string TextVersion = "didaftarkan-1";

    /// <summary>What waits for the answer of this phone, the oldest first.</summary>
    public async Task<ActionResult> NextAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (context.Incoming.SenderPhone is not { } phone) return new ActionResult("none");
        var (waiting, agent) = await database.ReadAsync(
            async session =>
            {
                var one = await pending.AskedAtAsync(session, phone, cancellationToken);
                return (one, one?.AgentId is null ? null : await agents.OfAsync(session, one.RegistrantId, cancellationToken));
            },
            cancellationToken);
        if (waiting is null) return new ActionResult("none");
        return new ActionResult("found", new Dictionary<string, string>
        {
            ["number"] = waiting.Number,
            ["who"] = MaskedName.Of(waiting.Worker.Name),
            ["registrant"] = agent is not null ? Short(agent.Name)
                : waiting.RegistrantPhone.Length > 0 ? Masking.Phone(waiting.RegistrantPhone) : "seseorang",
        });
    }

    /// <summary><c>jawaban</c> is <c>ya</c> or anything else; only the phone that was asked is heard.</summary>
    public async Task<ActionResult> AnswerAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var result = await turnActions.OnceAsync(
            AnswerConfirmation,
            context,
            async session =>
            {
                var waiting = await pending.FindAsync(session, context["number"], cancellationToken);
                if (waiting is null || waiting.Worker.Phone.Length == 0 || waiting.Worker.Phone != context.Incoming.SenderPhone)
                    return new ActionResult("gone");
                if (context["jawaban"] != "ya")
                {
                    await pending.RemoveAsync(session, waiting.Number, cancellationToken);
                    await RegistrationNews.TellAsync(session, reach, unasked, waiting, RegistrationNews.Declined, cancellationToken);
                    return new ActionResult("declined");
                }

                var source = new ConsentSource(
                    context.PersonId, context.Conversation.Channel, context.Conversation.TheirAddress, context.TurnId);
                await consents.GrantAsync(session, source, ConsentPurpose.Registration, TextVersion, cancellationToken);
                await pending.ConfirmAsync(
                    session, waiting, new Confirmation("phone", context.PersonId, context.TurnId), context.Incoming.Now, cancellationToken);
                await RegistrationNews.TellAsync(session, reach, unasked, waiting, RegistrationNews.Confirmed, cancellationToken);
                return new ActionResult("confirmed");
            },
            cancellationToken);
        unasked.Wake();
        return result;
    }

    /// <summary>The branch has seen the member and his KTP. False when nothing waits under that number.</summary>
    /// <param name="number">Of the registration.</param>
    /// <param name="officer">Who confirms.</param>
    /// <param name="localNow">Local time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> ConfirmAtBranchAsync(
        string number, string officer, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        var done = await database.WriteAsync(
            async session =>
            {
                if (await pending.FindAsync(session, number, cancellationToken) is not { } waiting) return false;
                await pending.ConfirmAsync(
                    session, waiting, new Confirmation("branch", null, "officer:" + officer), localNow, cancellationToken);
                await RegistrationNews.TellAsync(session, reach, unasked, waiting, RegistrationNews.Confirmed, cancellationToken);
                return true;
            },
            cancellationToken);
        unasked.Wake();
        return done;
    }

    private static string Short(string name) => name.Length > MaskedName.Longest ? name[..MaskedName.Longest] : name;
}
