using System.Globalization;
using System.Text;

namespace Chatbot.Dialogs.Replies;

/// <summary>A choice with the titles it has on each channel.</summary>
internal sealed record ShownChoice(string Value, string Title, string SmsTitle, string? Description = null);

/// <summary>Writes choices under an SMS text: <c>1. Setuju</c>, one a line.</summary>
internal static class SmsChoices
{
    public static string Append(string text, IReadOnlyList<ShownChoice> choices)
    {
        if (choices.Count == 0) return text;
        var all = new StringBuilder(text);
        for (var i = 0; i < choices.Count; i++)
            all.Append('\n').Append((i + 1).ToString(CultureInfo.InvariantCulture)).Append(". ").Append(choices[i].SmsTitle);
        return all.ToString();
    }
}

/// <summary>What can be chosen when the engine itself asks.</summary>
internal static class EngineChoices
{
    public static IReadOnlyList<ShownChoice> Resume { get; } =
        [new("lanjut", "Lanjutkan", "Lanjut"), new("ulang", "Mulai dari awal", "Mulai dari awal"), new("batal", "Batalkan", "Batal")];

    public static IReadOnlyList<ShownChoice> Person { get; } =
        [new("petugas", "Bicara petugas", "Petugas"), new("coba", "Coba lagi", "Coba lagi"), new("batal", "Batalkan", "Batal")];

    public static IReadOnlyList<ShownChoice> YesNo { get; } =
        [new("ya", "Ya, benar", "Ya"), new("tidak", "Bukan", "Bukan")];
}
