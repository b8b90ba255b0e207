using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy;

namespace Chatbot.Membership;

/// <summary>Tells the status of a membership, after a step-up.</summary>
internal sealed class StatusAction(StepUp stepUp, Contributions contributions)
{
    public const string Name = "membership_status";

    // A name of one long word must not push an SMS over its length.
    public const int LongestName = 20;

    public async Task<ActionResult> TellAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var answer = await stepUp.AskAsync(context, cancellationToken);
        if (answer is not StepUpAnswer.Known { Worker: var own }) return new ActionResult(((StepUpAnswer.Refused)answer).Outcome);

        var today = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        var status = MembershipStatus.Of(await contributions.PaidAsync(own.Id, cancellationToken), today);
        return new ActionResult(Outcome(status.State), new Dictionary<string, string>
        {
            ["number"] = own.Number,
            ["name"] = ShownName(own),
            ["paid_through"] = status.PaidThrough?.InWords() ?? "",
            ["due"] = status.Due is { } due ? CoverageMonth.InWords(due) : "",
            ["months"] = status.ArrearsMonths.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>A name as it is shown to who writes from its number.</summary>
    public static string ShownName(Worker worker)
    {
        var name = Masking.Name(worker.Name);
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string Outcome(MembershipState state) => state switch
    {
        MembershipState.RegisteredUnpaid => "registered_unpaid",
        MembershipState.Active => "active",
        MembershipState.Due => "due",
        MembershipState.Arrears1 or MembershipState.Arrears2 or MembershipState.Arrears3 => "arrears",
        MembershipState.Inactive => "inactive",
    };
}
