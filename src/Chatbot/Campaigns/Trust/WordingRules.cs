using System.Text.RegularExpressions;
using Chatbot.Programs;

namespace Chatbot.Campaigns.Trust;

/// <summary>Words that a campaign text must not hold, or that its approver has to look at.</summary>
/// <param name="Id">Such as <c>pasti-cair</c>.</param>
/// <param name="Words">Each may be several words.</param>
/// <param name="Blocks">Whether the text cannot go out with them.</param>
/// <param name="Reason">Why, for the staff.</param>
internal sealed record WordingRule(string Id, IReadOnlyList<string> Words, bool Blocks, string Reason);

/// <summary>Something that a text holds.</summary>
/// <param name="Where">Which text: variant and channel.</param>
/// <param name="Found">As it stands there.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Blocks">Whether the text cannot go out so.</param>
/// <param name="Reason">Why, for the staff.</param>
internal sealed record WordingFinding(string Where, string Found, string Rule, bool Blocks, string Reason);

/// <summary>The rules of <c>wording.yaml</c>: no politics, no promises that nobody can keep. Pure.</summary>
internal sealed class WordingRules
{
    public const string File = "wording.yaml";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<(WordingRule Rule, Regex Pattern)> rules;

    public WordingRules(IReadOnlyList<WordingRule> all) => rules = [.. all.Select(rule => (rule, Pattern(rule)))];

    public IEnumerable<WordingRule> All => rules.Select(one => one.Rule);

    /// <summary>Reads the file; what is wrong goes to the list with its line.</summary>
    public static WordingRules Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("wording");
        List<WordingRule> all = [];
        foreach (var part in root.Part("wording").Items())
        {
            part.Allow("id", "words", "block", "reason");
            var words = part.Texts("words");
            if (words.Count == 0) part.Report("'words' is empty");
            foreach (var none in words.Where(word => !word.Any(char.IsLetterOrDigit))) part.Report($"'{none}' holds no letter");
            if (part.Text("block") is not ("" or "true" or "false")) part.Report("'block' is true or false");
            var rule = new WordingRule(part.Required("id"), words, part.Text("block") == "true", part.Required("reason"));
            if (all.Any(one => one.Id == rule.Id)) part.Report($"'{rule.Id}' stands twice");
            all.Add(rule);
        }

        return new WordingRules(problems.Count > 0 ? [] : all);
    }

    /// <summary>What a text holds, each rule and word once.</summary>
    public IReadOnlyList<WordingFinding> Find(string where, string text) =>
    [
        .. rules.SelectMany(one => one.Pattern.Matches(text)
            .Select(match => new WordingFinding(where, match.Value, one.Rule.Id, one.Rule.Blocks, one.Rule.Reason)))
            .DistinctBy(finding => (finding.Rule, finding.Found.ToUpperInvariant())),
    ];

    // «PASTI-CAIR», «p.a.s.t.i» no, «pasti   cair» yes: between words whatever is no letter or digit; longer words first.
    private static Regex Pattern(WordingRule rule)
    {
        var alternatives = rule.Words.OrderByDescending(word => word.Length)
            .Select(word => string.Join(@"[^\p{L}\p{N}]+", word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape)));
        return new Regex($@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', alternatives)})(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
    }
}
