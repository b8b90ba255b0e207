using System.Globalization;
using Chatbot.Console.Shell;
using Chatbot.Reminders;
using Chatbot.Templates;

namespace Chatbot.Console.Pengingat;

/// <summary>The rules of reminders as staff reads them.</summary>
internal static class RuleWords
{
    /// <summary>The rule with these words; a rule that was taken out of the file keeps its id.</summary>
    public static string Title(ReminderPlan plan, string rule) => plan.Rules.FirstOrDefault(one => one.Id == rule) is { } known ? When(known) : rule;

    /// <summary>When it goes: <c>7 hari sebelum masa yang sudah dibayar habis</c>.</summary>
    public static string When(ReminderRule rule) => rule.From switch
    {
        ReminderAnchor.PaidThrough when rule.Sponsored => rule.Days < 0
            ? $"{-rule.Days} hari sebelum bantuan penanggung berakhir"
            : $"{rule.Days} hari sesudah bantuan penanggung berakhir",
        ReminderAnchor.PaidThrough => rule.Days switch
        {
            < 0 => $"{-rule.Days} hari sebelum masa yang sudah dibayar habis",
            0 => "Pada hari terakhir yang sudah dibayar",
            _ => $"{rule.Days} hari sesudah masa yang dibayar habis",
        },
        ReminderAnchor.Registered => $"{rule.Days} hari sesudah mendaftar, kalau iuran pertama belum ada",
        ReminderAnchor.ChosenDay => "Pada tanggal pilihannya sendiri, di sekitar habisnya masa yang dibayar",
        ReminderAnchor.Asked => "Pada hari yang ia minta («ingatkan lagi 3 hari»)",
        ReminderAnchor.AskedFirst => "Pada hari yang ia minta, kalau belum pernah membayar",
    };

    /// <summary>To whom.</summary>
    public static string Whom(ReminderRule rule)
    {
        var who = rule.Sponsored ? "Yang bulan terakhirnya dibayari penanggung" : "Yang membayar sendiri";
        if (rule.For.Count > 0) who += $"; hanya {Listed(rule.For)}";
        if (rule.NotFor.Count > 0) who += $"; bukan {Listed(rule.NotFor)}";
        return who + ".";
    }

    /// <summary>Until when a message that was held up still goes.</summary>
    public static string Until(ReminderRule rule) => rule.ValidDays == 0
        ? "Hanya hari itu juga; kalau lewat, tidak dikirim."
        : $"Kalau tertahan (hari yang tidak diinginkan, gangguan), masih dikirim sampai {rule.ValidDays} hari sesudahnya, lalu batal.";

    /// <summary>Why a reminder ended as it did.</summary>
    public static string Outcome(string? outcome) => outcome switch
    {
        null or ReminderCount.Waiting => "menunggu jamnya",
        ReminderCount.Told => "terkirim",
        "paid" => "sudah membayar",
        "stopped" => "sudah berhenti",
        "stale" => "sudah terlambat",
        "too_soon" => "sudah diingatkan minggu itu",
        "newer" => "digabung dengan yang lebih baru",
        "unreachable" => "nomor tidak bisa dicapai",
        "no_address" => "tidak ada alamat",
        "no_text" => "tidak ada teks untuk salurannya",
        _ => outcome.Replace('_', ' '),
    };

    /// <summary><c>Kamis, 24 Desember</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("dddd, d MMMM", StaffWords.Culture);

    public static string Hour(TimeOnly hour) => hour.ToString("HH.mm", CultureInfo.InvariantCulture);

    /// <summary>Whether the text may go to somebody who has not written for a day.</summary>
    public static (string Words, string Tone) Approval(TemplateState? state) => state?.Status switch
    {
        "approved" => ("templat disetujui Meta", "k-good"),
        "received" or "pending" => ("templat sedang diperiksa Meta", "k-warn"),
        "rejected" => ("templat ditolak Meta", "k-bad"),
        "paused" => ("templat dihentikan sementara", "k-bad"),
        "disabled" => ("templat dinonaktifkan", "k-bad"),
        _ => ("templat belum diajukan", "k-warn"),
    };

    private static string Listed(IEnumerable<ReminderStyle> styles) => string.Join(" dan ", styles.Order().Select(style => style switch
    {
        ReminderStyle.Monthly => "yang berpenghasilan bulanan",
        ReminderStyle.Weekly => "yang berpenghasilan mingguan",
        ReminderStyle.Daily => "yang berpenghasilan harian",
        ReminderStyle.Harvest => "yang hidup dari panen",
        ReminderStyle.ChosenDay => "yang memilih tanggal sendiri",
    }));
}
