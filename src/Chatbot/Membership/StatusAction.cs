using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Registering;
using Chatbot.Membership.StepUp;
using Chatbot.Programs;

namespace Chatbot.Membership;

/// <summary>Tells the status of the membership that the sender has shown to know (see <see cref="StepUpActions"/>).</summary>
internal sealed class StatusAction(StepUps stepUps, Contributions contributions)
{
    public const string Name = "membership_status";

    // A name of one long word must not push an SMS over its length.
    public const int LongestName = MaskedName.Longest;

    public async Task<ActionResult> TellAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await stepUps.OpenedAsync(context, cancellationToken) is not { } own) return new ActionResult("closed");
        var today = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        var status = MembershipStatus.Of(await contributions.PaidAsync(own.Id, cancellationToken), today);
        return new ActionResult(Outcome(status.State), new Dictionary<string, string>
        {
            ["number"] = own.Number,
            ["name"] = MaskedName.Of(own.Name),
            ["paid_through"] = status.PaidThrough?.InWords() ?? "",
            ["due"] = status.Due is { } due ? CoverageMonth.InWords(due) : "",
            ["months"] = status.ArrearsMonths.ToString(CultureInfo.InvariantCulture),
        });
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
