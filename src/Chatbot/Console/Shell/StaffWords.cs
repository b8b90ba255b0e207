using System.Globalization;

namespace Chatbot.Console.Shell;

/// <summary>How Indonesian is written on the pages.</summary>
internal static class StaffWords
{
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>The first letter as a capital.</summary>
    public static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];
}
