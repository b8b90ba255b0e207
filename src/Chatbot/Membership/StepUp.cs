using System.Globalization;
using Chatbot.Conversations;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership;

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

/// <summary>
/// Lets whoever writes from the number of a worker see his records when he knows one thing more: the birth year, or the last four
/// digits of the NIK (privacy.md section 5, step-up).
/// </summary>
internal sealed class StepUp(Workers workers, Attempts attempts, IOptions<MembershipOptions> options)
{
    public async Task<StepUpAnswer> AskAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var found = await workers.OfAsync(context.PersonId, context.Incoming.SenderPhone, cancellationToken);
        if (found.Count == 0) return new StepUpAnswer.Refused("not_registered");

        var today = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        string[] who = [context.PersonId, .. found.Select(worker => worker.NikHash)];
        if (await attempts.MostAsync(who, today, cancellationToken) >= options.Value.StatusTriesPerDay) return new StepUpAnswer.Refused("locked");
        if (found.FirstOrDefault(worker => Knows(context, workers.NikOf(worker), today)) is { } own) return new StepUpAnswer.Known(own);
        await attempts.AddAsync(who, today, $"{context.Conversation.Value}|{context.TurnId}", cancellationToken);
        return new StepUpAnswer.Refused("wrong");
    }

    // What was given must all be right, and something must have been given.
    private static bool Knows(ActionContext context, string nik, DateOnly today)
    {
        var year = context["birth_year"];
        var last4 = context["nik_last4"];
        if (year == "" && last4 == "") return false;
        var yearFits = year == "" || AgeRule.BirthDates(nik, today)
            .Any(born => born.Year.ToString(CultureInfo.InvariantCulture) == year.Trim());
        return yearFits && (last4 == "" || nik.EndsWith(last4.Trim(), StringComparison.Ordinal) && last4.Trim().Length == 4);
    }
}
