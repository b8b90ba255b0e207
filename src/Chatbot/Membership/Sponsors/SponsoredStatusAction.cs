using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Registering;
using Chatbot.Membership.StepUp;
using Chatbot.Programs;

namespace Chatbot.Membership.Sponsors;

/// <summary>Tells whether somebody's contribution is paid by a sponsor, by whom and until when, after a step-up (U-04).</summary>
internal sealed class SponsoredStatusAction(StepUps stepUps, Sponsorships sponsorships)
{
    public const string Name = "sponsored_status";

    /// <summary>A longer name of a sponsor is cut: a text has to fit in one SMS.</summary>
    public const int LongestSponsor = 28;

    public async Task<ActionResult> TellAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await stepUps.OpenedAsync(context, cancellationToken) is not { } own) return new ActionResult("closed");

        var all = (await sponsorships.OfAsync([own.Id], cancellationToken)).OrderBy(sponsorship => sponsorship.First).ToList();
        var now = CoverageMonth.Of(DateOnly.FromDateTime(context.Incoming.Now.DateTime));
        // Of several the one of this month; else the next to come; else the last.
        var one = all.Find(sponsorship => sponsorship.First <= now && now <= sponsorship.Last) ?? all.Find(sponsorship => sponsorship.First > now);
        if (all.Count == 0) return new ActionResult("none");
        one ??= all[^1];

        // Those that follow on without a gap are one promise to the person.
        var last = all.Aggregate(one, (until, sponsorship) => sponsorship.First == until.Last.AddMonths(1) ? sponsorship : until);
        var handOver = await sponsorships.HandOverAsync(last, cancellationToken);
        return new ActionResult(one.First > now ? "later" : last.Last < now ? "over" : "sponsored", new Dictionary<string, string>
        {
            ["name"] = MaskedName.Of(own.Name),
            ["sponsor"] = one.Sponsor.Length > LongestSponsor ? one.Sponsor[..LongestSponsor] : one.Sponsor,
            ["from"] = one.First.InWords(),
            ["until"] = last.Last.InWords(),
            ["next"] = handOver.From.InWords(),
            ["amount"] = Rupiah.Text(handOver.Amount),
        });
    }
}
