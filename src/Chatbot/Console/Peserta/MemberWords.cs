using Chatbot.Console.Beranda;
using Chatbot.Console.Pengingat;
using Chatbot.Console.Percakapan;
using Chatbot.Console.Shell;
using Chatbot.Membership;
using Chatbot.Membership.Members;
using Chatbot.Privacy;
using Chatbot.Reminders;

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
    public static string Status(MembershipStatus status) => StaffWords.Capital(MembershipTexts.Of(status));

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

    public static string Programs(string programs) => programs.Replace(",", " + ", StringComparison.Ordinal).ToUpperInvariant();

    public static string Channel(string channel) => channel switch
    {
        "import" => "Daftar yang diimpor",
        _ => ChatWords.Channel(channel),
    };

    /// <summary>Who registered him, and who said yes.</summary>
    public static string Registered(MemberRegistration registration)
    {
        var by = (registration.Relation, registration.Agent.Length > 0) switch
        {
            (_, true) => $"oleh {registration.Agent}",
            ("family", _) => "oleh keluarga",
            ("household", _) => "oleh pemberi kerja rumah tangga",
            ("member", _) => "oleh orang lain",
            _ => registration.Channel == "import" ? "lewat daftar" : "sendiri",
        };
        return registration.ConfirmedBy switch
        {
            "phone" => $"{by}, disetujui dari ponselnya sendiri",
            "branch" => $"{by}, disetujui di kantor cabang dengan KTP",
            "import" => $"{by}, atas dasar persetujuan pemilik daftar",
            _ => by,
        };
    }

    /// <summary>What happened, in a few words.</summary>
    public static string Event(MemberEvent one) => one.What switch
    {
        "registered" => "Didaftarkan",
        "handed_over" => "Diserahkan ke BPJS Ketenagakerjaan",
        "entered" => "Masuk sistem BPJS Ketenagakerjaan, nomor KPJ dicatat",
        "returned" => "Belum bisa dimasukkan, dikembalikan",
        "taken_back" => "Catatan cabang diurungkan",
        "phone" => "Nomor HP diganti",
        "job" => "Pekerjaan diganti",
        "income" => "Penghasilan diganti",
        "region" => "Tempat kerja diganti",
        _ => StaffWords.Capital(one.What.Replace('_', ' ')),
    };

    /// <summary>By which paper or person it happened.</summary>
    public static string EventBy(MemberEvent one) => one.By switch
    {
        "" => "",
        ['I', '-', ..] => $"daftar {one.By}",
        ['E', '-', ..] => $"berkas {one.By}",
        _ => $"oleh {one.By.Replace("officer:", "", StringComparison.Ordinal)}",
    };

    /// <summary>What a message of ours was sent for.</summary>
    /// <param name="one">The message.</param>
    /// <param name="plan">The rules of reminders.</param>
    /// <param name="campaign">Name of its campaign, where it is one that the asker may see.</param>
    public static string Message(MemberMessage one, ReminderPlan plan, string? campaign) => (campaign, one.Cause) switch
    {
        ({ } name, _) => $"Kampanye: {name}",
        (_, ['p', 'e', 'n', 'g', 'i', 'n', 'g', 'a', 't', ':', .. var rule]) => plan.Rules.Any(known => known.Id == rule) ? $"Pengingat: {RuleWords.Title(plan, rule)}" : "Pengingat",
        _ => KindNames.Of(one.Kind),
    };

    public static string Purpose(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Registration => "Pendaftaran",
        ConsentPurpose.Reminders => "Pengingat iuran",
        ConsentPurpose.Campaigns => "Kabar dan penyuluhan",
        ConsentPurpose.Status => "Pengecekan status",
    };

    public static string Payer(string payer) => payer switch
    {
        "self" => "sendiri",
        "government" => "pemerintah",
        _ => "sponsor",
    };

    public static string Ticket(string status) => status switch
    {
        "open" => "menunggu",
        "taken" => "dikerjakan",
        _ => "selesai",
    };

    // Lists write in capitals: «KARANGLINCAK».
    private static string Title(string name) =>
        name.Any(char.IsLower) ? name : string.Join(' ', name.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(StaffWords.Capital));
}
