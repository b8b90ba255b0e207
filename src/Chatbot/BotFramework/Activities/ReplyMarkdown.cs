using System.Text;
using System.Text.RegularExpressions;

namespace Chatbot.BotFramework.Activities;

/// <summary>
/// From the marks of WhatsApp, in which the dialogs are written (<c>*bold*</c>, <c>_italic_</c>, <c>~struck~</c>), to Markdown,
/// which channels of the Bot Framework show.
/// </summary>
internal static partial class ReplyMarkdown
{
    public static string From(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd().Split('\n');
        var markdown = new StringBuilder(text.Length + 32);
        for (var i = 0; i < lines.Length; i++)
        {
            markdown.Append(Line(lines[i].TrimEnd()));
            if (i == lines.Length - 1) break;
            // Two spaces keep the break: Markdown would run the two lines together.
            var isInside = lines[i].Length > 0 && lines[i + 1].Length > 0;
            markdown.Append(isInside ? "  \n" : "\n");
        }

        return markdown.ToString();
    }

    // Stand for the marks while the other stars and waves are escaped; no text holds them.
    private const string BoldMark = "\u0001";
    private const string StruckMark = "\u0002";

    private static string Line(string line)
    {
        var escaped = Special().Replace(line, @"\$0");
        escaped = AtStart().Replace(escaped, @"\$0");
        escaped = Struck().Replace(Bold().Replace(escaped, $"{BoldMark}$1{BoldMark}"), $"{StruckMark}$1{StruckMark}");
        // Stars that are no mark are stars: a masked NIK, 3317********9003, is not half of something bold.
        return Sign().Replace(escaped, @"\$0").Replace(BoldMark, "**", StringComparison.Ordinal).Replace(StruckMark, "~~", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[\\`\[\]<]")]
    private static partial Regex Special();

    [GeneratedRegex(@"(?<=\S)[*~]|[*~](?=\S)")]
    private static partial Regex Sign();

    // A heading, a quotation or a list by accident: «#1», «> 5 orang», «+62…».
    [GeneratedRegex(@"\A(?:[#>]|\+(?=\s))")]
    private static partial Regex AtStart();

    // As WhatsApp reads it: no white space inside the marks, none but white space and punctuation outside.
    [GeneratedRegex(@"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<![\w~])~(?=\S)([^~]+?)(?<=\S)~(?![\w~])")]
    private static partial Regex Struck();
}
