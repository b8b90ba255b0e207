namespace Chatbot.Programs;

/// <summary>What a price is asked for: the first coverage month (the one paid for, not the day of payment), the declared income a
/// month in rupiah, and how many months in a row are paid.</summary>
internal sealed record PriceRequest(
    CoverageMonth Month, decimal Income, IReadOnlyList<BpuProgram> Programs, Sector Sector = Sector.Other, Payer Payer = Payer.Self, int Months = 1);

/// <summary>The price of one coverage month, the income it is based on, and the id of the policy that changed it; null at the normal
/// tariff.</summary>
internal sealed record MonthPrice(CoverageMonth Month, decimal Basis, IReadOnlyDictionary<BpuProgram, decimal> Amounts, string? Policy)
{
    public decimal Total => Amounts.Values.Sum();
}

/// <summary>What came of asking for a price.</summary>
internal abstract record PriceAnswer
{
    private PriceAnswer()
    {
    }

    internal sealed record Priced(IReadOnlyList<MonthPrice> Months) : PriceAnswer
    {
        public decimal Total => Months.Sum(month => month.Total);
    }

    /// <param name="Reason">Why there is no price, in English.</param>
    internal sealed record Refused(string Reason) : PriceAnswer;
}

/// <summary>The price of BPU membership. Each month is priced by the tariff and policy of that month, also when it is paid late.</summary>
internal static class ContributionPrice
{
    /// <summary>Nobody can pay further ahead or behind at once; channels offer up to 12 months.</summary>
    public const int MostMonths = 120;

    public static PriceAnswer Of(Tariff tariff, PriceRequest request)
    {
        if (request.Income < 0)
            return new PriceAnswer.Refused("the income is negative");
        if (request.Months is < 1 or > MostMonths)
            return new PriceAnswer.Refused($"months must be 1 to {MostMonths}");
        if (request.Programs.Count == 0)
            return new PriceAnswer.Refused("no program is named");
        if (request.Programs.Distinct().Count() != request.Programs.Count)
            return new PriceAnswer.Refused("a program is named twice");
        if (request.Month < tariff.Begin)
            return new PriceAnswer.Refused($"there is no tariff before {tariff.Begin}");
        if (request.Month.Year > 9000)
            return new PriceAnswer.Refused("the month is too far away");
        return new PriceAnswer.Priced(
            [.. Enumerable.Range(0, request.Months).Select(month => OfMonth(tariff, request.Month.AddMonths(month), request))]);
    }

    /// <summary>One month at the normal tariff, whatever policy is in force.</summary>
    public static MonthPrice Normal(Tariff tariff, PriceRequest request) => OfMonth(tariff, request.Month, request, null);

    /// <summary>The last month in a row, from the request's on, that costs the same a month; null when no change is known.</summary>
    public static CoverageMonth? HoldsUntil(Tariff tariff, PriceRequest request)
    {
        var now = OfMonth(tariff, request.Month, request).Total;
        foreach (var change in tariff.Changes.Where(change => change > request.Month))
            if (OfMonth(tariff, change, request).Total != now)
                return change.AddMonths(-1);
        return null;
    }

    /// <summary>One month as it is priced; the request must be one that <see cref="Of"/> accepts.</summary>
    public static MonthPrice OfMonth(Tariff tariff, CoverageMonth month, PriceRequest request) =>
        OfMonth(tariff, month, request, tariff.PolicyFor(month, request.Sector, request.Payer));

    private static MonthPrice OfMonth(Tariff tariff, CoverageMonth month, PriceRequest request, PricePolicy? policy)
    {
        var table = tariff.TableFor(month) ?? throw new ArgumentOutOfRangeException(nameof(request), $"there is no tariff for {month}");
        var tier = table.For(request.Income);
        var amounts = request.Programs.Order().ToDictionary(
            program => program,
            program => policy is not null && policy.Programs.Contains(program)
                ? decimal.Round(tier.Amounts[program] * policy.Multiplier, 0, MidpointRounding.AwayFromZero)
                : tier.Amounts[program]);
        var changed = policy is not null && request.Programs.Intersect(policy.Programs).Any();
        return new MonthPrice(month, tier.Basis, amounts, changed ? policy?.Id : null);
    }
}
