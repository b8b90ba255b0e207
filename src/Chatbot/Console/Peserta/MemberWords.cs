using Chatbot.Membership;
using Chatbot.Membership.Members;

namespace Chatbot.Console.Peserta;

/// <summary>What staff reads about people.</summary>
internal static class MemberWords
{
    public static IReadOnlyList<(MemberStanding Standing, string Title)> Standings { get; } =
    [
        (MemberStanding.Any, "Semua status"), (MemberStanding.Active, "Aktif bulan ini"), (MemberStanding.Due, "Jatuh tempo bulan ini"),
        (MemberStanding.Arrears, "Menunggak 1–3 bulan"), (MemberStanding.Inactive, "Nonaktif (lebih dari 3 bulan)"), (MemberStanding.Unpaid, "Belum pernah bayar"),
    ];

    /// <summary><c>Aktif s/d Nov 2026</c>.</summary>
    public static string Status(MembershipStatus status) => Capital(MembershipTexts.Of(status));

    public static string Tone(MembershipStatus status) => status.State switch
    {
        MembershipState.Active => "k-good",
        MembershipState.Due or MembershipState.RegisteredUnpaid => "k-warn",
        MembershipState.Arrears1 or MembershipState.Arrears2 or MembershipState.Arrears3 or MembershipState.Inactive => "k-bad",
    };

    /// <summary>Where somebody lives and works: <c>Karanglincak, Kragan, Kabupaten Rembang</c>; what is not known is left out.</summary>
    public static string Place(string village, string district, string area)
    {
        var parts = new[] { Title(village), Title(district), area }.Where(part => part.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        return string.Join(", ", parts) is { Length: > 0 } place ? place : "Tempat belum diketahui";
    }

    /// <summary><c>0812****7001</c>, as it is dialled here.</summary>
    public static string Phone(string phone) => phone.StartsWith("+62", StringComparison.Ordinal) ? "0" + phone[3..] : phone;

    public static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    // Lists write in capitals: «KARANGLINCAK».
    private static string Title(string name) =>
        name.Any(char.IsLower) ? name : string.Join(' ', name.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Capital));
}
