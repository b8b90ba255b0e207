using System.Globalization;
using Chatbot.Dialogs;

namespace Chatbot.Programs;

/// <summary>What conversations ask of the knowledge: the sector of a job, a price, an office, the way to pay somewhere.</summary>
internal sealed class ProgramActions(Knowledge knowledge)
{
    private static readonly BpuProgram[] Basic = [BpuProgram.Jkk, BpuProgram.Jkm];

    private static readonly BpuProgram[] AllThree = [BpuProgram.Jkk, BpuProgram.Jkm, BpuProgram.Jht];

    /// <summary>Longest a member pays at once through a channel, for the length of a price over several months.</summary>
    private const int UsualMonths = 12;

    /// <summary>What the checker of dialogs must know of the actions.</summary>
    public IReadOnlyList<ActionSignature> Signatures =>
    [
        new("sector_of", ["known", "unknown"], new Dictionary<string, string>
        {
            ["job"] = Longest(knowledge.Occupations.All.Select(job => job.Job)),
            ["sector"] = "transport",
        }),
        new("quote_contribution", ["ok", "unclear"], LongestQuote()) { Public = true },
        new("accident_outcome", ["death", "alive"], new Dictionary<string, string>()) { Public = true },
        AskedPrice.Signature("asked_price", knowledge, LongestQuote()["total"]),
        new("find_office", ["found", "unknown"], new Dictionary<string, string>
        {
            ["office"] = Longest(knowledge.Offices.All.Select(office => office.Name)),
            ["address"] = Longest(knowledge.Offices.All.Select(office => knowledge.LongestOf(office.Address))),
            ["hours"] = Longest(knowledge.Offices.All.Select(office => knowledge.LongestOf(office.Hours))),
        }) { Public = true },
        new("find_channel", ["found", "unknown"], new Dictionary<string, string>
        {
            ["channel_name"] = Longest(knowledge.Channels.All.Select(channel => channel.Name)),
            ["steps"] = Longest(knowledge.Channels.All.Select(channel => knowledge.LongestOf(channel.Sms))),
        }) { Public = true },
    ];

    /// <summary><c>job</c> as typed, to its usual name and its sector.</summary>
    public ActionResult SectorOf(IReadOnlyDictionary<string, string> arguments) =>
        knowledge.Occupations.Find(Argument(arguments, "job")) is { } job
            ? new ActionResult("known", new Dictionary<string, string> { ["job"] = job.Job, ["sector"] = Name(job.Sector) })
            : new ActionResult("unknown");

    /// <summary>
    /// The price for <c>income</c> (a month), <c>sector</c> (or <c>job</c>), <c>program</c> (holds
    /// <c>jht</c> or not), <c>months</c>; the coverage month is that of <paramref name="now"/>, and the member pays.
    /// </summary>
    public ActionResult QuoteContribution(IReadOnlyDictionary<string, string> arguments, DateTimeOffset now)
    {
        var tariff = knowledge.Tariff;
        var months = Argument(arguments, "months") is { Length: > 0 } text ? text : "1";
        if (!decimal.TryParse(Argument(arguments, "income"), NumberStyles.None, CultureInfo.InvariantCulture, out var income)
            || !int.TryParse(months, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return new ActionResult("unclear");
        var withJht = Argument(arguments, "program").Contains("jht", StringComparison.OrdinalIgnoreCase);
        var request = new PriceRequest(CoverageMonth.Of(now), income, withJht ? AllThree : Basic, SectorIn(arguments), Payer.Self, count);
        if (ContributionPrice.Of(tariff, request) is not PriceAnswer.Priced priced)
            return new ActionResult("unclear");

        var until = ContributionPrice.HoldsUntil(tariff, request);
        decimal Of(params BpuProgram[] programs) => ContributionPrice.OfMonth(tariff, request.Month, request with { Programs = programs }).Total;
        return new ActionResult("ok", new Dictionary<string, string>
        {
            ["amount"] = Rupiah.Text(priced.Months[0].Total),
            ["normal_amount"] = Rupiah.Text(ContributionPrice.Normal(tariff, request).Total),
            ["total"] = Rupiah.Text(priced.Total),
            ["months"] = count.ToString(CultureInfo.InvariantCulture),
            ["month"] = request.Month.InWords(),
            ["until"] = until?.InWords() ?? "",
            ["next_amount"] = until is { } last ? Rupiah.Text(ContributionPrice.OfMonth(tariff, last.AddMonths(1), request).Total) : "",
            ["amount_basic"] = Rupiah.Text(Of(Basic)),
            ["amount_jht"] = Rupiah.Text(Of(AllThree)),
            ["part_jkk"] = Rupiah.Text(Of(BpuProgram.Jkk)),
            ["part_jkm"] = Rupiah.Text(Of(BpuProgram.Jkm)),
            ["part_jht"] = Rupiah.Text(Of(BpuProgram.Jht)),
            ["basis"] = Rupiah.Text(priced.Months[0].Basis),
            ["relief"] = priced.Months[0].Policy is null ? "no" : "yes",
            ["sector"] = Name(request.Sector),
        });
    }

    /// <summary>Whether the message that tells of an accident tells of a death.</summary>
    public static ActionResult AccidentOutcome(string message) => new(ToldDeath.In(message) ? "death" : "alive");

    /// <summary>The price that a free question asks for.</summary>
    public ActionResult PriceAsked(string question, DateTimeOffset now) =>
        AskedPrice.Read(question, now, knowledge.Occupations).Answer(knowledge, now);

    /// <summary>The office for <c>place</c>.</summary>
    public ActionResult FindOffice(IReadOnlyDictionary<string, string> arguments, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.DateTime);
        return knowledge.Offices.Find(Argument(arguments, "place")) is { } office
            ? new ActionResult("found", new Dictionary<string, string>
            {
                ["office"] = office.Name,
                ["address"] = knowledge.Fill(office.Address, day) ?? "",
                ["hours"] = knowledge.Fill(office.Hours, day) ?? "",
            })
            : new ActionResult("unknown");
    }

    /// <summary>The steps at <c>channel</c>, a place to pay or to register.</summary>
    public ActionResult FindChannel(IReadOnlyDictionary<string, string> arguments, ReplyForm form, DateTimeOffset now) =>
        knowledge.Channels.Find(Argument(arguments, "channel")) is { } channel
            ? new ActionResult("found", new Dictionary<string, string>
            {
                ["channel_name"] = channel.Name,
                ["steps"] = knowledge.Fill(channel.Steps(form), DateOnly.FromDateTime(now.DateTime)) ?? "",
            })
            : new ActionResult("unknown");

    private Sector SectorIn(IReadOnlyDictionary<string, string> arguments) => Argument(arguments, "sector") switch
    {
        "transport" => Sector.Transport,
        "other" => Sector.Other,
        _ => knowledge.Occupations.Find(Argument(arguments, "job"))?.Sector ?? Sector.Other,
    };

    // The highest tier at the normal tariff is the longest price there is.
    private Dictionary<string, string> LongestQuote()
    {
        var table = knowledge.Tariff.Tables[^1];
        var top = ContributionPrice.Normal(knowledge.Tariff, new PriceRequest(table.From, table.Tiers[^1].IncomeFrom, AllThree));
        var amount = Rupiah.Text(top.Total);
        var month = new CoverageMonth(2026, 9).InWords();
        return new Dictionary<string, string>
        {
            ["amount"] = amount,
            ["normal_amount"] = amount,
            ["total"] = Rupiah.Text(top.Total * UsualMonths),
            ["months"] = UsualMonths.ToString(CultureInfo.InvariantCulture),
            ["month"] = month,
            ["until"] = month,
            ["next_amount"] = amount,
            ["amount_basic"] = amount,
            ["amount_jht"] = amount,
            ["part_jkk"] = amount,
            ["part_jkm"] = amount,
            ["part_jht"] = amount,
            ["basis"] = Rupiah.Text(table.Tiers[^1].Basis),
            ["relief"] = "yes",
            ["sector"] = "transport",
        };
    }

    private static string Argument(IReadOnlyDictionary<string, string> arguments, string name) => arguments.GetValueOrDefault(name, "");

    private static string Name(Sector sector) => sector switch
    {
        Sector.Other => "other",
        Sector.Transport => "transport",
    };

    private static string Longest(IEnumerable<string?> texts) => texts.OfType<string>().MaxBy(text => text.Length) ?? "";
}
