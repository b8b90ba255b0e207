using System.Text;
using System.Text.RegularExpressions;
using Chatbot.Sms;

namespace Chatbot.Templates;

/// <summary>
/// An SMS from a sender that cannot receive, the normal case in Indonesia: it must not ask for an answer, and has to say where one can be given.
/// https://www.twilio.com/en-us/guidelines/id/sms
/// </summary>
internal static partial class OneWaySms
{
    /// <summary>Whether a text asks the person to write back.</summary>
    public static bool InvitesAnswer(string text) => Invitation().IsMatch(text);

    /// <summary>Any text of ours as it leaves by SMS: in GSM-7, and for a sender that cannot receive without asking for an answer.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="canBeAnswered">Whether the sender receives.</param>
    /// <param name="otherWay">Where to turn: <c>wa.me/62811…</c> or <c>175</c>.</param>
    public static string ForSending(string text, bool canBeAnswered, string otherWay)
    {
        var plain = SmsText.ToGsm7(text);
        return canBeAnswered ? plain : Carrying(plain, otherWay);
    }

    /// <summary>The text without the sentences that ask for an answer, and with the way by which one reaches us.</summary>
    /// <param name="text">Any text of ours, in GSM-7.</param>
    /// <param name="otherWay">Where to turn: <c>wa.me/62811…</c> or <c>175</c>.</param>
    public static string Carrying(string text, string otherWay)
    {
        var kept = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            // "1. Setuju" below a question is a choice: there is nobody to choose.
            if (Choice().IsMatch(line)) continue;
            var sentences = SentenceEnd().Split(line).Where(sentence => sentence.Length > 0 && !InvitesAnswer(sentence));
            var rest = string.Join(' ', sentences).Trim();
            if (rest.Length > 0) kept.Append(kept.Length > 0 ? "\n" : "").Append(rest);
        }

        var whole = kept.ToString();
        if (whole.Contains(otherWay, StringComparison.OrdinalIgnoreCase)) return whole;
        return $"{whole}{(whole.Length > 0 ? "\n" : "")}Info: {otherWay}";
    }

    // "dibalas" and "ketikan" are other words. What is typed in capitals is a keyword even where no word asks for it: «BERHENTI untuk stop».
    [GeneratedRegex(@"\b(?:balas(?:lah|an)?|ketik(?:lah)?|jawab(?:lah)?|tulis(?:lah)?|sebut(?:kan|lah)?|reply|pilih(?:lah)? (?:angka|nomor)|kirim(?:lah|kan)? (?:sms|pesan|kata|angka|foto))\b|\?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Invitation();

    [GeneratedRegex(@"^\s*[0-9]{1,2}[.)] ")]
    private static partial Regex Choice();

    [GeneratedRegex(@"(?<=[.!?])\s+")]
    private static partial Regex SentenceEnd();
}
