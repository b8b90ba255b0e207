using Chatbot.Programs;

namespace Chatbot.Membership.Sponsors;

/// <summary>How somebody goes on by himself when a sponsor's time is over: what a text about it needs. Pure.</summary>
/// <param name="Sponsor">Who has paid so far.</param>
/// <param name="CoveredThrough">The last month that is paid.</param>
/// <param name="From">The first month to pay oneself.</param>
/// <param name="DueBy">The last day on which that is in time.</param>
/// <param name="Amount">Rupiah for that month, at the tariff for who pays himself.</param>
/// <param name="NormalAmount">The same without relief.</param>
/// <param name="HoldsUntil">The last month for which the amount is known to hold; null when no change is known.</param>
internal sealed record HandOver(
    string Sponsor, CoverageMonth CoveredThrough, CoverageMonth From, DateOnly DueBy, long Amount, long NormalAmount, CoverageMonth? HoldsUntil)
{
    /// <param name="tariff">Tariffs and reliefs.</param>
    /// <param name="sponsor">Name of the sponsor.</param>
    /// <param name="coveredThrough">The last paid month.</param>
    /// <param name="income">The worker's own, rupiah a month.</param>
    /// <param name="sector"><c>transport</c> or <c>other</c>: it decides the relief.</param>
    /// <param name="programs">Such as <c>jkk,jkm</c>.</param>
    public static HandOver Of(
        Tariff tariff, string sponsor, CoverageMonth coveredThrough, long income, string sector, string programs)
    {
        var from = coveredThrough.AddMonths(1);
        var request = new PriceRequest(
            from, income, BatchPrice.ReadPrograms(programs) ?? [BpuProgram.Jkk, BpuProgram.Jkm], sector == "transport" ? Sector.Transport : Sector.Other);
        return new HandOver(
            sponsor,
            coveredThrough,
            from,
            from.LastDay,
            (long)ContributionPrice.OfMonth(tariff, from, request).Total,
            (long)ContributionPrice.Normal(tariff, request).Total,
            ContributionPrice.HoldsUntil(tariff, request));
    }
}
