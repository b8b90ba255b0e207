using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Membership.Registering;
using Chatbot.Membership.StepUp;
using Chatbot.Privacy.Erasing;
using Chatbot.Storage;

namespace Chatbot.Rights;

/// <summary>
/// Whose registration goes with HAPUS DATA: each of those behind the phone only after the last four digits of its NIK. What he registered for
/// somebody who has his own phone is never his to erase.
/// </summary>
internal sealed class ErasureScopeAction(Database database, Workers workers, StepUps stepUps, StepUpProof proof, ErasureScopes scopes)
{
    public const string ErasureScope = "erasure_scope";

    private const int MostNamed = 3;

    public static string LongestPeople => Join(Enumerable.Repeat(new string('W', MaskedName.Longest), 99));

    /// <summary><c>start</c> begins anew; <c>nik_last4</c>, and <c>birth_year</c> after a long silence, add one registration.</summary>
    public async Task<ActionResult> TellAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var conversation = context.Conversation.Value;
        if (context["start"] == "yes")
            await database.WriteAsync(session => scopes.ResetAsync(session, conversation, cancellationToken), cancellationToken);
        var mine = (await workers.OfAsync(context.PersonId, context.Incoming.SenderPhone, cancellationToken)).Where(worker => IsBehind(worker, context)).ToList();
        if (mine.Count == 0) return new ActionResult("none");
        var both = await stepUps.IsBackAfterSilenceAsync(context, cancellationToken);
        if (context["nik_last4"] == "") return await AskAsync(context, mine, both, cancellationToken);

        // The last digits of two may be the same: the one who is not yet told comes first.
        var before = await ToldAsync(conversation, cancellationToken);
        mine = [.. mine.OrderBy(worker => before.Contains(worker.Id))];
        switch (await proof.AskAsync(context, mine, cancellationToken))
        {
            case StepUpAnswer.Known(var worker):
                var told = await database.WriteAsync(
                    async session =>
                    {
                        await scopes.AddAsync(session, conversation, worker.Id, cancellationToken);
                        return await scopes.ToldAsync(session, conversation, cancellationToken);
                    },
                    cancellationToken);
                var left = mine.Where(other => !told.Contains(other.Id)).ToList();
                return new ActionResult(left.Count == 0 ? "all" : "more", new Dictionary<string, string>
                {
                    ["who"] = MaskedName.Of(worker.Name),
                    ["people"] = Names(left),
                });
            case StepUpAnswer.Refused(var outcome):
                return new ActionResult(outcome == "wrong" && both ? "wrong_both" : outcome);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<ActionResult> AskAsync(ActionContext context, List<Worker> mine, bool both, CancellationToken cancellationToken)
    {
        if (await proof.IsLockedAsync(context, mine, cancellationToken)) return new ActionResult("locked");
        var told = await ToldAsync(context.Conversation.Value, cancellationToken);
        var left = mine.FindAll(worker => !told.Contains(worker.Id));
        // After a long silence no name is told: the number may be somebody else's by now.
        return both
            ? new ActionResult("ask_both")
            : new ActionResult("ask", new Dictionary<string, string> { ["people"] = Names(left) });
    }

    private Task<IReadOnlyList<string>> ToldAsync(string conversation, CancellationToken cancellationToken) =>
        database.ReadAsync(session => scopes.ToldAsync(session, conversation, cancellationToken), cancellationToken);

    private static bool IsBehind(Worker worker, ActionContext context) =>
        worker.OwnPersonId == context.PersonId || (worker.OwnPersonId.Length == 0 && worker.Phone.Length > 0 && worker.Phone == context.Incoming.SenderPhone);

    private static string Names(IReadOnlyList<Worker> some) => Join(some.Select(worker => MaskedName.Of(worker.Name)));

    private static string Join(IEnumerable<string> names)
    {
        var all = names.ToList();
        var named = string.Join(", ", all.Take(MostNamed));
        return all.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"{named}, dan {all.Count - MostNamed} lainnya") : named;
    }
}
