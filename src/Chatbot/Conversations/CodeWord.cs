using System.Text.RegularExpressions;
using Chatbot.Dialogs;

namespace Chatbot.Conversations;

/// <summary>
/// A word and a code in one message that ask for a flow of their own: «CEK K7MQ4» (is this message yours?), «HADIR JBR01» (I am at the event). A code
/// holds a digit, so «CEK KARTU» and «CEK STATUS» are other things. Pure.
/// </summary>
internal static partial class CodeWord
{
    /// <summary>The flow that begins, with the code in its slot <c>kode</c>; null when the text is none of these.</summary>
    public static BeginFlow? Begins(string text)
    {
        if (Check().Match(text) is { Success: true } check) return Of("cek_kode", check);
        return Attendance().Match(text) is { Success: true } attendance ? Of("hadir", attendance) : null;
    }

    private static BeginFlow Of(string flow, Match match) =>
        new(flow, new Dictionary<string, string> { ["kode"] = match.Groups["code"].Value.ToUpperInvariant() });

    [GeneratedRegex(@"\A\s*(?:cek|chek|check)\s+(?:(?:kode|pesan)\s*:?\s*)?(?<code>[a-z](?=[a-z0-9]{0,3}[0-9])[a-z0-9]{4})\s*[.!?]?\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Check();

    // As CampaignWord.
    [GeneratedRegex(@"\A\s*hadir\s+(?:(?:kode|acara)\s*:?\s*)?(?<code>[a-z]{2,8}(?:-[a-z]{1,8})?-?[0-9]{1,4})\s*[.!]?\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attendance();
}
