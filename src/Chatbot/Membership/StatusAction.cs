using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership;

/// <summary>
/// Tells the status of a membership to whoever writes from its number and knows one thing more: the birth year, or the last
/// four digits of the NIK (privacy.md section 5, step-up).
/// </summary>
internal sealed class StatusAction(
    Workers workers,
    Contributions contributions,
    Attempts attempts,
    IOptions<MembershipOptions> options)
{
    public const string Name = "membership_status";

    // A name of one long word must not push an SMS over its length.
    public const int LongestName = 20;

    public async Task<ActionResult> TellAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var found = await workers.OfAsync(context.PersonId, context.Incoming.SenderPhone, cancellationToken);
        if (found.Count == 0) return new ActionResult("not_registered");

        var today = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        string[] who = [context.PersonId, .. found.Select(worker => worker.NikHash)];
        if (await attempts.MostAsync(who, today, cancellationToken) >= options.Value.StatusTriesPerDay) return new ActionResult("locked");
        if (found.FirstOrDefault(worker => Knows(context, workers.NikOf(worker), today)) is not { } own)
        {
            await attempts.AddAsync(who, today, $"{context.Conversation.Value}|{context.TurnId}", cancellationToken);
            return new ActionResult("wrong");
        }

        var status = MembershipStatus.Of(await contributions.PaidAsync(own.Id, cancellationToken), today);
        var name = Masking.Name(own.Name);
        return new ActionResult(Outcome(status.State), new Dictionary<string, string>
        {
            ["number"] = own.Number,
            ["name"] = name.Length > LongestName ? name[..LongestName] : name,
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
