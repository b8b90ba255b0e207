using System.Text.RegularExpressions;

namespace Chatbot.Conversations;

/// <summary>«KONFIRMASI 7KM3QA»: the code of an SMS behind the word that asks for it. What is left is the word alone. Pure.</summary>
/// <param name="Text">The message without the code.</param>
/// <param name="Code">In upper case; null when there is none.</param>
internal sealed partial record ConfirmationWord(string Text, string? Code)
{
    public const int Length = 6;

    /// <summary>Without what is confused when it is copied by hand: 24^6, about 190 million.</summary>
    public const string Alphabet = "34679ACDEFGHJKMNPQRTUWXY";

    public static ConfirmationWord Read(string text) =>
        Message().Match(text) is { Success: true } match
            ? new ConfirmationWord(match.Groups["word"].Value, CodeOf(match.Groups["code"].Value))
            : new ConfirmationWord(text, null);

    /// <summary>The code alone, as somebody answers who was asked for it; null when it is none.</summary>
    public static string? CodeIn(string text) =>
        Read(text).Code is { } code ? code : Alone().Match(text) is { Success: true } match ? CodeOf(match.Groups["code"].Value) : null;

    private static string CodeOf(string typed) => string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    [GeneratedRegex(
        @"\A\s*(?<word>konfirmasi)\s+(?:kode\s*:?\s*)?(?<code>(?:[34679ACDEFGHJKMNPQRTUWXY][\s-]?){5}[34679ACDEFGHJKMNPQRTUWXY])\s*[.!]?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Message();

    [GeneratedRegex(
        @"\A\s*(?:kode(?:nya)?\s*:?\s*)?(?<code>(?:[34679ACDEFGHJKMNPQRTUWXY][\s-]?){5}[34679ACDEFGHJKMNPQRTUWXY])\s*[.!]?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
