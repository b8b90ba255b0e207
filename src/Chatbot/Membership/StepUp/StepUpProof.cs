using Chatbot.Conversations;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.StepUp;

/// <summary>Whom a person may see the records of.</summary>
internal abstract record StepUpAnswer
{
    private StepUpAnswer()
    {
    }

    internal sealed record Known(Worker Worker) : StepUpAnswer;

    /// <param name="Outcome"><c>not_registered</c>, <c>wrong</c> or <c>locked</c>.</param>
    internal sealed record Refused(string Outcome) : StepUpAnswer;
}

/// <summary>Looks at what somebody gave to show that he knows a worker; wrong answers are counted for the sender and for the NIK.</summary>
internal sealed class StepUpProof(Workers workers, StepUps stepUps, Attempts attempts, IOptions<MembershipOptions> options)
{
    /// <summary><c>nik_last4</c> and <c>birth_year</c>, of <c>worker</c> when one was chosen; right ones open the worker's records.</summary>
    public async Task<StepUpAnswer> AskAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var mine = await workers.OfAsync(context.PersonId, context.Incoming.SenderPhone, cancellationToken);
        if (mine.Count == 0) return new StepUpAnswer.Refused("not_registered");
        var asked = mine.Where(worker => worker.Id == context["worker"]).ToList();
        return await AskAsync(context, asked.Count == 0 ? mine : asked, cancellationToken);
    }

    /// <summary>The same, of these workers alone.</summary>
    public async Task<StepUpAnswer> AskAsync(ActionContext context, IReadOnlyList<Worker> asked, CancellationToken cancellationToken)
    {
        if (await IsLockedAsync(context, asked, cancellationToken)) return new StepUpAnswer.Refused("locked");

        var today = Today(context);
        var both = await stepUps.IsBackAfterSilenceAsync(context, cancellationToken);
        var known = asked.FirstOrDefault(worker => stepUps.Knows(worker, context["birth_year"], context["nik_last4"], both, today));
        if (known is null)
        {
            await attempts.AddAsync(Who(context, asked), today, $"{context.Conversation.Value}|{context.TurnId}", cancellationToken);
            return new StepUpAnswer.Refused("wrong");
        }

        var whole = context["birth_year"] != "" && context["nik_last4"] != "";
        await stepUps.OpenAsync(context, known.Id, whole, cancellationToken);
        return new StepUpAnswer.Known(known);
    }

    /// <summary>Whether there were too many wrong answers today.</summary>
    public async Task<bool> IsLockedAsync(ActionContext context, IReadOnlyList<Worker> asked, CancellationToken cancellationToken) =>
        await attempts.MostAsync(Who(context, asked), Today(context), cancellationToken) >= options.Value.StatusTriesPerDay;

    private static string[] Who(ActionContext context, IReadOnlyList<Worker> asked) =>
        [context.PersonId, .. asked.Select(worker => worker.NikHash)];

    private static DateOnly Today(ActionContext context) => DateOnly.FromDateTime(context.Incoming.Now.DateTime);
}
