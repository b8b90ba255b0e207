using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Programs;

namespace Chatbot.Console.Kampanye;

/// <summary>Numbers, amounts and days as staff reads them.</summary>
internal static class StaffNumber
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary><c>12.480</c>.</summary>
    public static string Of(long number) => Rupiah.Number(number);

    /// <summary><c>Rp1.250.000</c>, of thousandths of a rupiah.</summary>
    public static string Money(long thousandths) => Rupiah.Text(decimal.Round(thousandths / (decimal)CampaignCosts.Rupiah));

    /// <summary>The same for one message, where a whole rupiah is too coarse.</summary>
    public static string MoneyEach(long thousandths) => Rupiah.Text(decimal.Round(thousandths / (decimal)CampaignCosts.Rupiah, 1));

    /// <summary><c>12,4%</c>.</summary>
    public static string Share(double share) => $"{(share * 100).ToString("0.0", Indonesian)}%";

    /// <summary><c>4,2 poin</c>, with its sign.</summary>
    public static string Points(double share) => $"{(share * 100).ToString("+0.0;-0.0;0.0", Indonesian)} poin";

    /// <summary><c>Sabtu, 28 November 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("dddd, d MMMM yyyy", Indonesian);

    /// <summary><c>28 Nov 2026 09.00</c>.</summary>
    public static string Clock(DateTime time) => time.ToString("d MMM yyyy HH.mm", Indonesian);

    /// <summary><c>WIB</c>, of the IANA name of a zone of Indonesia.</summary>
    public static string Zone(string zone) => zone switch
    {
        "Asia/Jakarta" or "Asia/Pontianak" => "WIB",
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => zone,
    };
}
