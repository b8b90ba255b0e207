using Chatbot.DialogData.Editions;
using Chatbot.Templates;

namespace Chatbot.Console.Isi;

/// <summary>Where a text of a template stands, as staff reads it.</summary>
/// <param name="Words">In two or three words.</param>
/// <param name="Tone">Class of its tag.</param>
internal sealed record TemplateStanding(string Words, string Tone)
{
    /// <summary>Of the text that was published last.</summary>
    public static TemplateStanding Of(TemplateOnDesk template) => Of(template.Published, template.State, template.HasOlderInForce ? "versi baru " : "");

    /// <summary>Of any text of it.</summary>
    public static TemplateStanding Of(TemplateOnDesk template, TemplateVersion version) =>
        version.Text.Version == template.InForce.Version && version.IsApproved ? new("dikirim sekarang", "k-good")
        : version.Text.Version == template.Published.Version || !version.IsApproved ? Of(version.Text, version.State, "") : new("disetujui, tidak dipakai", "k-off");

    /// <summary>Why Meta refused a text, in plain words where they are known; null when it was not refused, or without a reason.</summary>
    public static string? Refusal(TemplateState? state) => state is { Status: "rejected", Reason: { Length: > 0 } reason }
        ? Reasons.FirstOrDefault(one => reason.Contains(one.Key, StringComparison.OrdinalIgnoreCase)).Value is { } words ? $"{words} ({reason})" : reason
        : null;

    // rejected_reason in https://developers.facebook.com/docs/graph-api/reference/whats-app-business-hsm
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["ABUSIVE_CONTENT"] = "isinya melanggar aturan WhatsApp",
        ["INVALID_FORMAT"] = "bentuknya tidak diterima: periksa isian dalam kurung, baris kosong, dan tanda khusus",
        ["PROMOTIONAL"] = "terbaca sebagai promosi",
        ["TAG_CONTENT_MISMATCH"] = "isinya tidak cocok dengan jenisnya (pemberitahuan atau ajakan)",
        ["INCORRECT_CATEGORY"] = "isinya tidak cocok dengan jenisnya (pemberitahuan atau ajakan)",
        ["SCAM"] = "terbaca seperti penipuan",
    };

    private static TemplateStanding Of(MessageTemplate text, TemplateState? state, string which) => state?.Status switch
    {
        "approved" when !TemplateStates.IsSound(text, state) => new($"{which}dipindah Meta ke kategori lain", "k-bad"),
        "approved" => new($"{which}disetujui Meta", "k-good"),
        "received" or "pending" => new($"{which}diperiksa Meta", "k-warn"),
        "rejected" => new($"{which}ditolak Meta", "k-bad"),
        "paused" => new($"{which}dihentikan sementara", "k-bad"),
        "disabled" => new($"{which}dinonaktifkan Meta", "k-bad"),
        _ => new($"{which}belum diajukan", "k-warn"),
    };
}
