namespace Chatbot.Programs;

/// <summary>The texts of <c>dialogs/knowledge/</c> by file name.</summary>
internal sealed record KnowledgeFiles(IReadOnlyDictionary<string, string> Texts)
{
    public string this[string file] => Texts.GetValueOrDefault(file, "");

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static KnowledgeFiles Read(string directory) =>
        new(Directory.GetFiles(directory).ToDictionary(path => Path.GetFileName(path), path => File.ReadAllText(path), StringComparer.Ordinal));
}
