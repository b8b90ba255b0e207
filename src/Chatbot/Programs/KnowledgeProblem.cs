namespace Chatbot.Programs;

/// <summary>Something wrong, or soon wrong, in a knowledge file.</summary>
/// <param name="File">Name of the file inside <c>dialogs/knowledge/</c>.</param>
/// <param name="Line">Line in it, from 1.</param>
/// <param name="Message">What is wrong, in English, for who edits the file.</param>
/// <param name="Warning">True when the service may start with it.</param>
internal sealed record KnowledgeProblem(string File, int Line, string Message, bool Warning = false)
{
    public override string ToString() => $"{File}:{Line}: {(Warning ? "warning: " : "")}{Message}";
}
