namespace Chatbot.Programs;

/// <summary>Where facts come from, by key.</summary>
internal sealed record Sources(IReadOnlyDictionary<string, string> ByKey)
{
    public const string File = "sources.yaml";

    public static Sources Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("sources");
        return new Sources(root.Part("sources").Pairs().ToDictionary(pair => pair.Key, pair => pair.Value.Scalar(), StringComparer.Ordinal));
    }
}
