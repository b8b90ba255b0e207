using Chatbot.Campaigns;
using Chatbot.Programs;

namespace Chatbot.Console.Shell;

/// <summary>Numbers, amounts and shares as staff reads them.</summary>
internal static class StaffNumber
{
    /// <summary><c>12.480</c>.</summary>
    public static string Of(long number) => Rupiah.Number(number);

    /// <summary><c>Rp1.250.000</c>, of thousandths of a rupiah.</summary>
    public static string Money(long thousandths) => Rupiah.Text(decimal.Round(thousandths / (decimal)CampaignCosts.Rupiah));

    /// <summary>The same for one message, where a whole rupiah is too coarse.</summary>
    public static string MoneyEach(long thousandths) => Rupiah.Text(decimal.Round(thousandths / (decimal)CampaignCosts.Rupiah, 1));

    /// <summary><c>12,4%</c>.</summary>
    public static string Share(double share) => $"{(share * 100).ToString("0.0", StaffWords.Culture)}%";

    /// <summary><c>4,2 poin</c>, with its sign.</summary>
    public static string Points(double share) => $"{(share * 100).ToString("+0.0;-0.0;0.0", StaffWords.Culture)} poin";
}
