namespace Chatbot.DialogData.Editions;

/// <summary>One thing that is other than in the shipped folder <c>dialogs/</c>: a text, a row, a line.</summary>
/// <param name="Path">The file inside <c>dialogs/</c>, such as <c>knowledge/faq.yaml</c>.</param>
/// <param name="Place">
/// Where in the file: <c>faq/Q017/sms</c> or <c>replies/pembuka/whatsapp</c> (a value; an item of a list is named by its id, id and first
/// day, condition, or value), <c>facts/+F-JP-03@2027-03</c> (a whole row of the list, in braces), <c>sources/+C-1</c> (a new key),
/// <c>line/TEXT</c> (a line of a table).
/// </param>
/// <param name="Was">What stands there in the shipped folder; empty when nothing does.</param>
/// <param name="Now">What stands there instead; empty takes a row or a line away again.</param>
internal sealed record DialogChange(string Path, string Place, string Was, string Now)
{
    /// <summary>Before the text of a line that is added to a table.</summary>
    public const string Line = "line/";

    /// <summary>Stands for the name of who publishes, until somebody does.</summary>
    public const string Approver = "(menunggu penyetuju)";

    /// <summary>A whole row or key is added.</summary>
    public bool IsAddition => Place.Contains("/+", StringComparison.Ordinal);

    /// <summary>The folder of the templates.</summary>
    public const string TemplateFolder = "templates/";

    public bool IsLine => Place.StartsWith(Line, StringComparison.Ordinal);

    /// <summary>An edition may change it; everything else comes with a release.</summary>
    public bool IsAllowed => IsTemplate ? IsAllowedTemplate : MayChange(Path);

    public bool IsTemplate => Path.StartsWith(TemplateFolder, StringComparison.Ordinal);

    // The words. What a template is for, and what a button starts, is wired to the rest of the service.
    private bool IsAllowedTemplate => !Path.Contains("..", StringComparison.Ordinal) && Path.EndsWith(".yaml", StringComparison.Ordinal)
        && Place.Split('/') is ["whatsapp"] or ["sms"] or ["examples", [not '+', ..]] or ["buttons", _, "title"];

    private static bool MayChange(string path) => !path.Contains("..", StringComparison.Ordinal)
        && (path is "knowledge/facts.yaml" or "knowledge/faq.yaml" or "knowledge/sources.yaml" or "understanding/faq-questions.tsv"
        || (path.StartsWith("flows/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal))
        || (path.StartsWith("understanding/intents/", StringComparison.Ordinal) && path.EndsWith(".tsv", StringComparison.Ordinal)));
}
