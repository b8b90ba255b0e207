namespace Chatbot.Dialogs.Steps;

/// <summary>Choices that only the service knows (which of my people?), as one value of an action: a line each, value and title with a tab between.</summary>
public static class ListedChoices
{
    private const char Between = '\t';

    /// <summary>The value of an action for these choices.</summary>
    public static string Write(IEnumerable<(string Value, string Title)> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return string.Join('\n', choices.Select(choice => $"{choice.Value}{Between}{OneLine(choice.Title)}"));
    }

    internal static IEnumerable<Option> Read(string? listed) =>
        (listed ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(Between, 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => new Option(parts[0], parts[1]));

    private static string OneLine(string title) => string.Concat(title.Select(unit => char.IsControl(unit) ? ' ' : unit));
}
