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

    private static string Line(string line)
    {
        var escaped = Special().Replace(line, @"\$0");
        escaped = AtStart().Replace(escaped, @"\$0");
        escaped = Bold().Replace(escaped, "**$1**");
        return Struck().Replace(escaped, "~~$1~~");
    }

    [GeneratedRegex(@"[\\`\[\]<]")]
    private static partial Regex Special();

    // A heading, a quotation or a list by accident: «#1», «> 5 orang», «+62…».
    [GeneratedRegex(@"\A(?:[#>]|\+(?=\s))")]
    private static partial Regex AtStart();

    // As WhatsApp reads it: no white space inside the marks, none but white space and punctuation outside.
    [GeneratedRegex(@"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<![\w~])~(?=\S)([^~]+?)(?<=\S)~(?![\w~])")]
    private static partial Regex Struck();
}
