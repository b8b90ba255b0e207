using System.Globalization;
using Chatbot.Programs;

namespace Chatbot.Membership;

/// <summary>Where a membership stands, in the few words of a list.</summary>
internal static class MembershipTexts
{
    /// <summary>The longest there is.</summary>
    public const string Longest = "aktif s/d Sep 2026";

    private static readonly string[] ShortMonths = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

    public static string Of(MembershipStatus status) => status.State switch
    {
        MembershipState.RegisteredUnpaid => "belum bayar",
        MembershipState.Active => $"aktif s/d {Short(status.PaidThrough)}",
        MembershipState.Due => "jatuh tempo",
        MembershipState.Arrears1 or MembershipState.Arrears2 or MembershipState.Arrears3 =>
            string.Create(CultureInfo.InvariantCulture, $"nunggak {status.ArrearsMonths} bulan"),
        MembershipState.Inactive => "nonaktif",
    };

    /// <summary><c>Nov 2026</c>.</summary>
    public static string Short(CoverageMonth? month) =>
        month is { } one ? string.Create(CultureInfo.InvariantCulture, $"{ShortMonths[one.Month - 1]} {one.Year}") : "";
}
