using System.Text.RegularExpressions;

namespace Chatbot.Conversations;

/// <summary>
/// The code of a letter, a poster, an event or an agent that a first message carries: «DAFTAR JBR01», or the text of a wa.me link that ends
/// in it, «Halo, saya mau daftar (JBR01)». What is left is what the person wants. Pure.
/// </summary>
/// <param name="Text">The message without the code.</param>
/// <param name="Code">In upper case; null when there is none.</param>
internal sealed partial record CampaignWord(string Text, string? Code)
{
    public static CampaignWord Read(string text)
    {
        var match = Plain().Match(text) is { Success: true } plain ? plain : InBrackets().Match(text);
        return match.Success
            ? new CampaignWord(match.Groups["text"].Value.Trim(), match.Groups["code"].Value.ToUpperInvariant())
            : new CampaignWord(text, null);
    }

    // A code has letters and ends in digits: «DAFTAR 2» is a number, «DAFTAR OJOL» a job.
    [GeneratedRegex(
        @"\A\s*(?<text>daftar|info)\s+(?:kode\s*:?\s*)?(?<code>[a-z]{2,8}(?:-[a-z]{1,8})?-?[0-9]{1,4})\s*[.!]?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(
        @"\A(?<text>.{2,200}?)\s*[\(\[](?:kode\s*:?\s*)?(?<code>[a-z]{2,8}(?:-[a-z]{1,8})?-?[0-9]{1,4})[\)\]]\s*[.!]?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex InBrackets();
}

/// <summary>Looks at a message of a person before it is answered. It may be called again for the same message.</summary>
/// <param name="activity">The message.</param>
/// <param name="personId">Who wrote.</param>
/// <param name="isFirst">Whether the conversation begins with it.</param>
/// <param name="cancellationToken">Stops it.</param>
internal delegate Task OnMessage(Activity activity, string personId, bool isFirst, CancellationToken cancellationToken);
