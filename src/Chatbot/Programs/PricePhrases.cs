using System.Globalization;

namespace Chatbot.Programs;

/// <summary>
/// Prices by name, for texts. <c>iuran[.transport].CASE[.PROGRAMS][.VIEW]</c>: CASE is <c>min</c> (lowest tier) or an income
/// (<c>3000000</c>); PROGRAMS is absent (JKK+JKM), <c>jht</c> (all three), <c>only_jkk</c>, <c>only_jkm</c>, <c>only_jht</c>; VIEW is
/// absent (this coverage month, member pays), <c>normal</c> (without relief), <c>until</c> (last month at this price, empty when no change
/// is known) or <c>next</c> (price after that). <c>iuran[.transport].CASE.basis|from|to|below</c> speak of the tier.
/// <c>iuran[.transport].relief</c> is a clause, empty when no relief is in force; <c>.relief.discount|from|until</c> are its parts.
/// <c>policy.ID.discount|from|to</c> speaks of a policy at any time. Amounts may end in <c>:juta</c>.
/// </summary>
internal sealed class PricePhrases(Tariff tariff)
{
    private static readonly BpuProgram[] Basic = [BpuProgram.Jkk, BpuProgram.Jkm];

    private static readonly BpuProgram[] AllThree = [BpuProgram.Jkk, BpuProgram.Jkm, BpuProgram.Jht];

    public static bool Owns(string name) =>
        name.StartsWith("iuran.", StringComparison.Ordinal) || name.StartsWith("policy.", StringComparison.Ordinal);

    public string? Text(string name, CoverageMonth month)
    {
        var juta = name.EndsWith(":juta", StringComparison.Ordinal);
        if ((name.Contains(':', StringComparison.Ordinal) && !juta) || month < tariff.Begin)
            return null;
        string Money(decimal amount) => juta ? Rupiah.Juta(amount) : Rupiah.Text(amount);

        var words = new Queue<string>((juta ? name[..^5] : name).Split('.'));
        if (words.Dequeue() == "policy")
            return Policy(words);
        var sector = Take(words, "transport") ? Sector.Transport : Sector.Other;
        if (Take(words, "relief"))
            return Relief(month, sector, words);
        if (!words.TryDequeue(out var income))
            return null;
        var amount = 0m;
        if (income != "min" && !decimal.TryParse(income, NumberStyles.None, CultureInfo.InvariantCulture, out amount))
            return null;
        var word = words.Count > 0 ? words.Peek() : "";
        if (word is "basis" or "from" or "to" or "below")
            return words.Count == 1 && OfTier(word, amount, month) is { } bound ? Money(bound) : null;

        var programs = ProgramsOf(word);
        if (programs is not null)
            words.Dequeue();
        var request = new PriceRequest(month, amount, programs ?? Basic, sector);
        words.TryDequeue(out var view);
        return words.Count > 0 ? null : view switch
        {
            null => Money(ContributionPrice.OfMonth(tariff, month, request).Total),
            "normal" => Money(ContributionPrice.Normal(tariff, request).Total),
            "until" => ContributionPrice.HoldsUntil(tariff, request)?.InWords() ?? "",
            "next" => Money(ContributionPrice.OfMonth(
                tariff, ContributionPrice.HoldsUntil(tariff, request)?.AddMonths(1) ?? month, request).Total),
            _ => null,
        };
    }

    /// <summary>The longest text at any time when some price changes, and just before.</summary>
    public string? Longest(string name) => tariff.Changes
        .SelectMany(change => new[] { change, change > tariff.Begin ? change.AddMonths(-1) : change })
        .Select(month => Text(name, month)).OfType<string>().MaxBy(text => text.Length);

    /// <summary>Whether a member who pays alone gets a relief in that month.</summary>
    public bool InRelief(CoverageMonth month, Sector sector) => tariff.PolicyFor(month, sector, Payer.Self) is not null;

    private string? Relief(CoverageMonth month, Sector sector, Queue<string> words)
    {
        words.TryDequeue(out var word);
        if (words.Count > 0 || word is not (null or "discount" or "from" or "until"))
            return null;
        if (tariff.PolicyFor(month, sector, Payer.Self) is not { } policy)
            return "";
        string Say(string part) => part switch
        {
            "discount" => Discount(policy),
            "from" => policy.From.InWords(),
            _ => policy.To.InWords(),
        };
        return word is null ? Placeholders.Fill(tariff.ReliefPhrase, Say) : Say(word);
    }

    private string? Policy(Queue<string> words) =>
        words.Count == 2 && tariff.Policies.FirstOrDefault(policy => policy.Id == words.Peek()) is { } policy
            ? words.Last() switch
            {
                "discount" => Discount(policy),
                "from" => policy.From.InWords(),
                "to" => policy.To.InWords(),
                _ => null,
            }
            : null;

    private decimal? OfTier(string word, decimal income, CoverageMonth month)
    {
        if (tariff.TableFor(month) is not { } table)
            return null;
        var tier = table.For(income);
        return word switch
        {
            "basis" => tier.Basis,
            "from" => tier.IncomeFrom,
            "to" => tier.IncomeTo,
            _ => table.Tiers.FirstOrDefault(next => next.IncomeFrom > tier.IncomeFrom)?.IncomeFrom,
        };
    }

    private static BpuProgram[]? ProgramsOf(string word) => word switch
    {
        "jht" => AllThree,
        "only_jkk" => [BpuProgram.Jkk],
        "only_jkm" => [BpuProgram.Jkm],
        "only_jht" => [BpuProgram.Jht],
        _ => null,
    };

    private static string Discount(PricePolicy policy) => Rupiah.Number((1 - policy.Multiplier) * 100) + "%";

    private static bool Take(Queue<string> words, string word)
    {
        if (words.Count == 0 || words.Peek() != word)
            return false;
        words.Dequeue();
        return true;
    }
}
