using Chatbot.Dialogs.Reading;
using Chatbot.Programs;

namespace Chatbot.DialogData;

/// <summary>Something wrong, or soon wrong, in a file of <c>dialogs/</c>.</summary>
/// <param name="File">Its path in the folder.</param>
/// <param name="Line">From 1; 0 when it is not about a line.</param>
/// <param name="What">In English, for who edits the file; see <see cref="FindingWords"/> for staff.</param>
/// <param name="IsWarning">The service may go on with it.</param>
internal sealed record DialogFinding(string File, int Line, string What, bool IsWarning = false)
{
    public static DialogFinding Of(Mistake mistake) => new(mistake.Place.File, mistake.Place.Line, mistake.What);

    public static DialogFinding Of(KnowledgeProblem problem) => new($"knowledge/{problem.File}", problem.Line, problem.Message, problem.Warning);

    /// <summary>From a line such as <c>facts.yaml:12: …</c>.</summary>
    public static DialogFinding Parse(string line)
    {
        var parts = line.Split(':', 3, StringSplitOptions.TrimEntries);
        return parts.Length == 3 && int.TryParse(parts[1], out var number) ? new(parts[0], number, parts[2]) : new("", 0, line);
    }

    public override string ToString() => Line > 0 ? $"{File}:{Line}: {(IsWarning ? "warning: " : "")}{What}" : What;
}
