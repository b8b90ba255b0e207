using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership.Registering;
using Chatbot.Membership.Sponsors;
using Chatbot.Membership.StepUp;
using Chatbot.Programs;

namespace Chatbot.Membership.Paying;

/// <summary>What dialogs tell of the money of a membership, from its records: what is to pay, what was paid, and who pays.</summary>
internal sealed class PayingActions(
    StepUps stepUps, Workers workers, Contributions contributions, Sponsorships sponsorships, Knowledge knowledge)
{
    public const string QuoteOwn = "quote_own";
    public const string PaymentHistory = "payment_history";
    public const string WhoPays = "who_pays";

    private const int HistoryMonths = 12;
    private const int HistoryMonthsBySms = 6;

    /// <summary>What 1, 3, 6 and 12 months cost from the first that is not paid, each at its own price, and until when that holds.</summary>
    public async Task<ActionResult> QuoteAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await stepUps.OpenedAsync(context, cancellationToken) is not { } own) return new ActionResult("closed");
        var income = workers.IncomeOf(own);
        if (income == 0) return new ActionResult("unclear");
        var today = Today(context);
        var paid = (await contributions.PaidAsync(own.Id, cancellationToken)).ToList();
        var sponsored = (await sponsorships.OfAsync([own.Id], cancellationToken)).FirstOrDefault(one => one.HoldsOn(today));
        if (sponsored is not null) paid.AddRange(Enumerable.Range(0, sponsored.Last.MonthsSince(sponsored.First) + 1).Select(sponsored.First.AddMonths));
        var plan = PaymentPlan.Of(knowledge.Tariff, PayingTerms.Of(income, own.Programs, own.Sector), paid, today);
        var values = new Dictionary<string, string>
        {
            ["name"] = MaskedName.Of(own.Name),
            ["from"] = plan.First.InWords(),
            ["until"] = CoverageMonth.InWords(CoverageMonth.Of(today).LastDay),
            ["arrears"] = Money(plan.ArrearsTotal),
            ["arrears_months"] = Number(plan.Arrears.Count),
        };
        foreach (var months in new[] { 1, 3, 6, 12 }) values[$"total_{months}"] = Money(plan.Total(months));
        if (sponsored is not null) return new ActionResult("sponsored", values);
        return new ActionResult(plan.Arrears.Count > 0 ? "arrears" : "ok", values);
    }

    /// <summary>The last twelve months that were paid, and by whom; on SMS the last six.</summary>
    public async Task<ActionResult> HistoryAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await stepUps.OpenedAsync(context, cancellationToken) is not { } own) return new ActionResult("closed");
        var all = await contributions.OfAsync(own.Id, cancellationToken);
        if (all.Count == 0) return new ActionResult("none", new Dictionary<string, string> { ["name"] = MaskedName.Of(own.Name) });
        return new ActionResult("some", new Dictionary<string, string>
        {
            ["name"] = MaskedName.Of(own.Name),
            ["history"] = string.Join('\n', all.Take(HistoryMonths).Select(Line)),
            ["history_short"] = string.Join('\n', all.Take(HistoryMonthsBySms).Select(Line)),
        });
    }

    /// <summary>Who paid last, as the paid months tell, where no sponsor's list does; until when, and what comes after.</summary>
    public async Task<ActionResult> PayerAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (await stepUps.OpenedAsync(context, cancellationToken) is not { } own) return new ActionResult("closed");
        var values = new Dictionary<string, string> { ["name"] = MaskedName.Of(own.Name) };
        if (await contributions.OfAsync(own.Id, cancellationToken) is not [var latest, ..]) return new ActionResult("unpaid", values);
        values["until"] = latest.Month.InWords();
        if (latest.Payer == "self") return new ActionResult("self", values);

        values["sponsor"] = PayerName(latest.Payer);
        values["next"] = latest.Month.AddMonths(1).InWords();
        var terms = PayingTerms.Of(workers.IncomeOf(own), own.Programs, own.Sector);
        values["amount"] = Money(PaymentPlan.Of(knowledge.Tariff, terms, [latest.Month], latest.Month.LastDay).Price(latest.Month.AddMonths(1)));
        return new ActionResult(latest.Month >= CoverageMonth.Of(Today(context)) ? "sponsored" : "over", values);
    }

    /// <summary>Longest line of a history, for the check of lengths.</summary>
    public static string LongestHistory(int months) => string.Join('\n', Enumerable.Repeat("Sep 2026 Rp4.434.800 dibayari", months));

    private static string Line(Contribution one) =>
        $"{MembershipTexts.Short(one.Month)} {Money(one.Amount)} {(one.Payer == "self" ? "sendiri" : one.Payer == "government" ? "pemda" : "dibayari")}";

    private static string PayerName(string payer) => payer switch
    {
        "government" => "pemerintah daerah",
        "company" => "perusahaan",
        "association" => "perkumpulan atau yayasan",
        "household" => "majikan rumah tangga",
        // A list names it in words of its own.
        { Length: > SponsoredStatusAction.LongestSponsor } => payer[..SponsoredStatusAction.LongestSponsor],
        _ => payer,
    };

    private static DateOnly Today(ActionContext context) => DateOnly.FromDateTime(context.Incoming.Now.DateTime);

    private static string Money(long amount) => Rupiah.Text(amount);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
