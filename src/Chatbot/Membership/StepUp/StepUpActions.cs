using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Dialogs.Steps;
using Chatbot.Membership.Registering;
using Chatbot.Privacy;

namespace Chatbot.Membership.StepUp;

/// <summary>What dialogs have done before they tell anything of a membership: for whom, and does the sender know him?</summary>
internal sealed class StepUpActions(Workers workers, StepUps stepUps, StepUpProof proof, Consents consents)
{
    public const string StatusConsent = "status_consent";
    public const string WhoseMembership = "whose_membership";
    public const string ProveMembership = "prove_membership";

    /// <summary>More would not fit a list; then the last four digits tell whom.</summary>
    public const int MostNamed = 8;

    /// <summary>The longest list of names, for the check of lengths.</summary>
    public static string LongestPeople =>
        ListedChoices.Write(Enumerable.Range(0, MostNamed).Select(index => ($"{Guid.Empty}{index}", new string('W', LongestTitle))));

    // With the numbers of eight choices these fit two SMS.
    private const int LongestTitle = 15;

    /// <summary>
    /// Whether the records may be used to answer here: who asks for them agrees, until he has said no (PERSETUJUAN, CABUT PERSETUJUAN).
    /// </summary>
    public async Task<ActionResult> ConsentAsync(ActionContext context, CancellationToken cancellationToken) =>
        new(await consents.IsRefusedAsync(context.PersonId, ConsentPurpose.Status, cancellationToken) ? "refused" : "ok");

    /// <summary>Whose membership is meant (<c>worker</c>, when it was chosen), and what is to be asked before.</summary>
    public async Task<ActionResult> WhoseAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var mine = await workers.OfAsync(context.PersonId, context.Incoming.SenderPhone, cancellationToken);
        if (mine.Count == 0) return new ActionResult("not_registered");
        var both = await stepUps.IsBackAfterSilenceAsync(context, cancellationToken);
        var chosen = mine.Count == 1 ? mine[0] : mine.FirstOrDefault(worker => worker.Id == context["worker"]);
        if (chosen is null && !both && mine.Count <= MostNamed)
        {
            return new ActionResult("several", new Dictionary<string, string>
            {
                ["people"] = ListedChoices.Write(mine.Select(worker => (worker.Id, Short(MaskedName.Of(worker.Name))))),
            });
        }

        if (chosen is not null && !both && await stepUps.TurnToAsync(context, chosen.Id, cancellationToken)) return new ActionResult("open");
        if (await proof.IsLockedAsync(context, chosen is null ? mine : [chosen], cancellationToken)) return new ActionResult("locked");
        return new ActionResult(both ? "prove_both" : "prove");
    }

    /// <summary>Looks at <c>nik_last4</c> and <c>birth_year</c>.</summary>
    public async Task<ActionResult> ProveAsync(ActionContext context, CancellationToken cancellationToken) =>
        new(await proof.AskAsync(context, cancellationToken) is StepUpAnswer.Refused refused ? refused.Outcome : "open");

    private static string Short(string name) => name.Length > LongestTitle ? name[..LongestTitle] : name;
}
