using Chatbot.Campaigns.Trust;
using Chatbot.Dialogs.Reading;
using Chatbot.Templates;

namespace Chatbot.DialogData.Editions;

/// <summary>
/// What a changed template must keep, beside the rules for every template: whoever fills it knows its variables, and it is held to the words that
/// no text to many may hold.
/// </summary>
internal static class TemplateEdits
{
    /// <param name="shipped">Before.</param>
    /// <param name="changed">After.</param>
    /// <param name="wording">Which words must not stand there.</param>
    public static IEnumerable<Mistake> Faults(IReadOnlyList<MessageTemplate> shipped, IReadOnlyList<MessageTemplate> changed, WordingRules wording)
    {
        foreach (var after in changed)
            if (shipped.FirstOrDefault(one => one.Id == after.Id) is { } before && (before.Version != after.Version || before.Sms != after.Sms))
                foreach (var fault in Faults(before, after, wording))
                    yield return new Mistake(after.Place, fault);
    }

    /// <summary>What is wrong with one, in English as all findings are.</summary>
    public static IEnumerable<string> Faults(MessageTemplate before, MessageTemplate after, WordingRules wording)
    {
        if (before.Variables.Except(after.Variables).ToList() is { Count: > 0 } lost) yield return $"the text has lost {InBraces(lost)}";
        if (after.Variables.Except(before.Variables).ToList() is { Count: > 0 } more) yield return $"nobody fills {InBraces(more)}";
        foreach (var found in wording.Find("", $"{after.Body}\n{after.Sms}").Where(found => found.Blocks).DistinctBy(found => found.Found.ToUpperInvariant()))
            yield return $"'{found.Found}' must not stand there: {found.Reason}";
    }

    private static string InBraces(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"{{{name}}}"));
}
