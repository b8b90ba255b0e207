using System.Globalization;

namespace Chatbot.Programs;

/// <summary>Amounts of money and other numbers as Indonesians write them.</summary>
internal static class Rupiah
{
    // Written out rather than taken from id-ID, whose data differs between systems.
    private static readonly NumberFormatInfo Indonesian = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    /// <summary><c>Rp12.500</c></summary>
    public static string Text(decimal amount) => "Rp" + Number(amount);

    /// <summary><c>Rp42 juta</c>, <c>Rp1,5 juta</c></summary>
    public static string Juta(decimal amount) => "Rp" + Number(amount / 1_000_000m) + " juta";

    /// <summary><c>12.500</c>, <c>0,24</c></summary>
    public static string Number(decimal number) => number.ToString("#,##0.######", Indonesian);
}
