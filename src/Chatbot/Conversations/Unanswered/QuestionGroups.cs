using System.Text.RegularExpressions;

namespace Chatbot.Conversations.Unanswered;

/// <summary>Questions that ask the same in other words.</summary>
/// <param name="Questions">The newest first.</param>
/// <param name="State">What was done with the newest of them with which something was done; a question that came again after it was taught is open.</param>
internal sealed record QuestionGroup(IReadOnlyList<UnansweredQuestion> Questions, QuestionState State)
{
    /// <summary>The wording that was used most.</summary>
    public string Text => Questions.GroupBy(question => question.Text, StringComparer.OrdinalIgnoreCase).OrderByDescending(same => same.Count()).ThenBy(same => same.Key.Length).First().Key;

    public int People => Questions.Select(question => question.PersonId).Distinct().Count();

    /// <summary>Some different wordings.</summary>
    public IReadOnlyList<string> Wordings(int most) => [.. Questions.Select(question => question.Text).Distinct(StringComparer.OrdinalIgnoreCase).Take(most)];
}

/// <summary>Puts similar questions together: by the words that carry their meaning.</summary>
internal static partial class QuestionGroups
{
    /// <summary>So much of the words of both together has to be in both.</summary>
    private const double Similar = 0.6;

    // What people put around a question.
    private static readonly HashSet<string> Empty = new(
        [
            "ya", "y", "dong", "donk", "sih", "si", "min", "admin", "kak", "gan", "pak", "bu", "bapak", "ibu", "mas", "mbak", "halo", "hai", "maaf", "tolong", "mohon", "mau", "tanya", "nanya", "tny", "saya", "sy", "aku",
            "itu", "tu", "ini", "nih", "yang", "yg", "di", "ke", "dan", "ada", "kah", "kan", "lah", "deh", "kok", "nya", "assalamualaikum", "permisi", "jaka", "bang", "nama", "angka", "alamat",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The largest group first.</summary>
    /// <param name="questions">The newest first.</param>
    /// <param name="normal">The usual form of a word: <c>gmn</c> is <c>bagaimana</c>.</param>
    public static IReadOnlyList<QuestionGroup> Of(IEnumerable<UnansweredQuestion> questions, Func<string, string> normal)
    {
        var groups = new List<(HashSet<string> Words, List<UnansweredQuestion> Questions)>();
        foreach (var question in questions)
        {
            var words = WordsOf(question.Text, normal);
            var best = groups.Select(group => (group, Share: Share(group.Words, words))).Where(one => one.Share >= Similar).OrderByDescending(one => one.Share).Select(one => one.group).FirstOrDefault();
            if (best.Questions is { } there) there.Add(question);
            else groups.Add((words, [question]));
        }

        return [.. groups.Select(group => new QuestionGroup(group.Questions, StateOf(group.Questions))).OrderByDescending(group => group.Questions.Count).ThenByDescending(group => group.Questions[0].At)];
    }

    /// <summary>Who said once «not ours» means it of what comes; what was taught and asked again was not learnt.</summary>
    private static QuestionState StateOf(List<UnansweredQuestion> questions) =>
        questions.Exists(question => question.State == QuestionState.NotOurs) ? QuestionState.NotOurs : questions[0].State;

    private static HashSet<string> WordsOf(string text, Func<string, string> normal)
    {
        var all = Word().Matches(text.ToLowerInvariant()).Select(word => normal(word.Value)).ToList();
        var carrying = all.Where(word => !Empty.Contains(word)).ToHashSet(StringComparer.Ordinal);
        return carrying.Count > 0 ? carrying : [.. all];
    }

    private static double Share(HashSet<string> one, HashSet<string> other)
    {
        if (one.Count == 0 || other.Count == 0) return 0;
        var both = one.Count(other.Contains);
        return both / (double)(one.Count + other.Count - both);
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
