using Chatbot.Membership.Sponsors;
using Chatbot.Programs;

namespace Chatbot.Membership.Files;

/// <summary>What decides the price of somebody who pays himself.</summary>
/// <param name="Income">Rupiah a month.</param>
/// <param name="Sector"><c>transport</c> or <c>other</c>.</param>
/// <param name="Programs">Such as <c>jkk,jkm</c>.</param>
internal sealed record PayerTerms(long Income, string Sector, string Programs)
{
    /// <summary>What each month of a row costs; null when the whole is not what the row says.</summary>
    public IReadOnlyList<MonthPrice>? Priced(Tariff tariff, ListRow row)
    {
        var request = new PriceRequest(
            row.Month,
            Income,
            BatchPrice.ReadPrograms(Programs) ?? [BpuProgram.Jkk, BpuProgram.Jkm],
            Sector == "transport" ? Chatbot.Programs.Sector.Transport : Chatbot.Programs.Sector.Other,
            Months: row.Months);
        return ContributionPrice.Of(tariff, request) is PriceAnswer.Priced priced && priced.Total == row.Amount ? priced.Months : null;
    }
}
