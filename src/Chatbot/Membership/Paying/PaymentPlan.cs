using Chatbot.Programs;

namespace Chatbot.Membership.Paying;

/// <summary>What a worker pays for himself: how much, for which programs.</summary>
/// <param name="Income">Rupiah a month.</param>
/// <param name="Programs">What he is registered for.</param>
/// <param name="Sector">It decides the relief.</param>
internal sealed record PayingTerms(decimal Income, IReadOnlyList<BpuProgram> Programs, Sector Sector)
{
    /// <param name="income">Rupiah a month.</param>
    /// <param name="programs">Such as <c>jkk,jkm</c>.</param>
    /// <param name="sector"><c>transport</c> or <c>other</c>.</param>
    public static PayingTerms Of(long income, string programs, string sector)
    {
        var named = programs.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => Enum.TryParse<BpuProgram>(name, ignoreCase: true, out var program) ? program : (BpuProgram?)null)
            .OfType<BpuProgram>().Distinct().ToList();
        return new PayingTerms(
            income, named.Count > 0 ? named : [BpuProgram.Jkk, BpuProgram.Jkm], sector == "transport" ? Sector.Transport : Sector.Other);
    }
}

/// <summary>
/// What is to be paid next: months in arrears at the price of each, then any number of months on from the first that is not paid. After
/// more than three unpaid months the old ones are not charged (F-STS-04). Pure.
/// </summary>
internal sealed class PaymentPlan
{
    private readonly Tariff tariff;
    private readonly PayingTerms terms;
    private readonly IReadOnlyCollection<CoverageMonth> paid;

    private PaymentPlan(
        Tariff tariff,
        PayingTerms terms,
        IReadOnlyCollection<CoverageMonth> paid,
        IReadOnlyList<CoverageMonth> arrears,
        CoverageMonth first)
    {
        this.tariff = tariff;
        this.terms = terms;
        this.paid = paid;
        Arrears = arrears;
        First = first;
    }

    /// <summary>Months that are over and have to be settled.</summary>
    public IReadOnlyList<CoverageMonth> Arrears { get; }

    /// <summary>The first month to pay that is not over.</summary>
    public CoverageMonth First { get; }

    /// <summary>Rupiah for the months in arrears, each at its own price.</summary>
    public long ArrearsTotal => Arrears.Sum(Price);

    /// <param name="tariff">Tariffs and reliefs.</param>
    /// <param name="terms">What is paid for.</param>
    /// <param name="paid">The months that are paid, by whomever, or will be by a sponsor.</param>
    /// <param name="today">The person's local date.</param>
    public static PaymentPlan Of(Tariff tariff, PayingTerms terms, IReadOnlyCollection<CoverageMonth> paid, DateOnly today)
    {
        var current = CoverageMonth.Of(today);
        var status = MembershipStatus.Of(paid, today);
        var next = status.PaidThrough?.AddMonths(1) ?? current;
        return status.State switch
        {
            MembershipState.RegisteredUnpaid or MembershipState.Inactive => new PaymentPlan(tariff, terms, paid, [], current),
            MembershipState.Active or MembershipState.Due => new PaymentPlan(tariff, terms, paid, [], next),
            _ => new PaymentPlan(tariff, terms, paid, [.. Enumerable.Range(0, current.MonthsSince(next)).Select(next.AddMonths)], current),
        };
    }

    /// <summary>Rupiah for that many months from <see cref="First"/> on, with the arrears; what is paid already is passed over.</summary>
    public long Total(int months) => ArrearsTotal + Months(months).Sum(Price);

    /// <summary>That many months to pay from <see cref="First"/> on.</summary>
    public IEnumerable<CoverageMonth> Months(int count) =>
        Enumerable.Range(0, count + paid.Count).Select(First.AddMonths).Where(month => !paid.Contains(month)).Take(count);

    /// <summary>Rupiah for one month, at its own price.</summary>
    public long Price(CoverageMonth month) =>
        (long)ContributionPrice.OfMonth(
            tariff, month, new PriceRequest(month, terms.Income, terms.Programs, terms.Sector))
            .Total;
}
