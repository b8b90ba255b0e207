namespace Chatbot.Language.Intents;

/// <summary>One labelled message of the training set.</summary>
/// <param name="Intent">Its intent.</param>
/// <param name="Style"><c>formal</c>, <c>informal</c>, <c>sms_abbrev</c>, <c>typo</c>, <c>javanese_mix</c>, <c>sundanese_mix</c>
/// or <c>voice_long</c>.</param>
/// <param name="Text">The message.</param>
/// <param name="Program">The program it speaks of, where the line names one.</param>
public sealed record Example(string Intent, string Style, string Text, string? Program)
{
    /// <summary>
    /// Reads lines of <c>intent TAB style TAB text [TAB program]</c>; empty lines and lines with <c>#</c> are passed over.
    /// </summary>
    /// <exception cref="FormatException">A line has too few columns.</exception>
    public static IReadOnlyList<Example> Parse(string lines)
    {
        var examples = new List<Example>();
        var number = 0;
        foreach (var line in lines.Split('\n'))
        {
            number++;
            var trimmed = line.TrimEnd('\r', ' ');
            if (trimmed.Length == 0 || trimmed[0] == '#') continue;
            var columns = trimmed.Split('\t');
            if (columns.Length < 3) throw new FormatException($"Line {number} of the examples needs intent, style and text.");
            var program = columns.Length > 3 ? columns[3].Trim() : "";
            examples.Add(new Example(columns[0].Trim(), columns[1].Trim(), columns[2].Trim(), program.Length > 0 ? program : null));
        }

        return examples;
    }
}
