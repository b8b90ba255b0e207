using System.Globalization;
using Chatbot.Membership.Paying;
using Chatbot.Membership.Registering;
using Chatbot.Programs;

namespace Chatbot.Reminders;

/// <summary>What a reminder says: a text, and what stands in it, at the price of the months it speaks of. Pure.</summary>
/// <param name="TemplateId">Of <c>dialogs/templates/</c>.</param>
/// <param name="Values">By variable; a text takes those it names.</param>
internal sealed record ReminderText(string TemplateId, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>For a phone with several workers.</summary>
    public const string Several = "pengingat_beberapa";

    // Named in full in a message about several.
    private const int NamesShown = 3;
    private const int PlacesShown = 4;
    private const decimal WeeksOfMonth = 4;
    private const decimal DaysOfMonth = 30;

    // A sum to lay aside is said in hundreds of rupiah, rounded up, so that it is enough.
    private const decimal Hundreds = 100;

    /// <param name="knowledge">Prices and places.</param>
    /// <param name="about">The workers with the rule for each; at least one.</param>
    /// <param name="today">The person's local day.</param>
    /// <param name="sponsorOf">Who has paid for a worker so far, as people know him.</param>
    public static ReminderText Of(
        Knowledge knowledge, IReadOnlyList<(ReminderFact Fact, ReminderRule Rule)> about, DateOnly today, Func<ReminderFact, string> sponsorOf)
    {
        if (about is [var (fact, rule)]) return new ReminderText(rule.Text, ValuesOf(knowledge, fact, rule, today, sponsorOf));
        var workers = about.Select(one => one.Fact).DistinctBy(one => one.WorkerId).OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
        var names = workers.Take(NamesShown).Select(one => MaskedName.Of(one.Name)).ToList();
        if (workers.Count > NamesShown) names.Add(string.Create(CultureInfo.InvariantCulture, $"{workers.Count - NamesShown} orang lagi"));
        return new ReminderText(Several, new Dictionary<string, string>
        {
            ["orang"] = workers.Count.ToString(CultureInfo.InvariantCulture),
            ["siapa"] = Listed(names),
            ["tempat"] = PlacesOf(knowledge),
        });
    }

    private static Dictionary<string, string> ValuesOf(
        Knowledge knowledge, ReminderFact fact, ReminderRule rule, DateOnly today, Func<ReminderFact, string> sponsorOf)
    {
        var subject = fact.On(today);
        var plan = PaymentPlan.Of(knowledge.Tariff, fact.Terms, [.. fact.Paid.Keys], today);
        var months = plan.Arrears.Append(plan.First).ToList();
        // Before a sponsor's time is over, the price is that of the first month to pay oneself.
        var next = subject.PaidThrough?.AddMonths(1) ?? plan.First;
        var one = plan.Price(next);
        return new Dictionary<string, string>
        {
            ["nama"] = MaskedName.Of(fact.Name),
            ["program"] = Listed([.. fact.Terms.Programs.Select(program => program.ToString().ToUpperInvariant())]),
            ["sampai"] = subject.PaidThrough is { } through ? CoverageMonth.InWords(through.LastDay) : "",
            ["bulan"] = rule.Sponsored ? next.InWords() : months is [var only] ? only.InWords() : $"{months[0].InWords()} sampai {months[^1].InWords()}",
            ["jumlah"] = Rupiah.Text(rule.Sponsored ? one : plan.Total(1)),
            ["tiga_bulan"] = Rupiah.Text(plan.Total(3)),
            ["enam_bulan"] = Rupiah.Text(plan.Total(6)),
            ["seminggu"] = Rupiah.Text(Aside(one / WeeksOfMonth)),
            ["sehari"] = Rupiah.Text(Aside(one / DaysOfMonth)),
            ["tempat"] = PlacesOf(knowledge),
            ["penanggung"] = rule.Sponsored ? sponsorOf(fact) : "",
        };
    }

    private static decimal Aside(decimal amount) => Math.Ceiling(amount / Hundreds) * Hundreds;

    // The texts go on with «dan tempat lain».
    private static string PlacesOf(Knowledge knowledge) =>
        string.Join(", ", knowledge.Channels.All.Where(channel => channel.Pays).Take(PlacesShown).Select(channel => channel.Name));

    /// <summary><c>A</c>; <c>A dan B</c>; <c>A, B, dan C</c>.</summary>
    private static string Listed(IReadOnlyList<string> names) => names switch
    {
        [] => "",
        [var only] => only,
        [var first, var second] => $"{first} dan {second}",
        _ => $"{string.Join(", ", names.SkipLast(1))}, dan {names[^1]}",
    };
}
