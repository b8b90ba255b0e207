using Chatbot.Campaigns.Sources;
using Chatbot.Dialogs;
using Chatbot.Inbox;
using Chatbot.Programs;
using Chatbot.Templates;

namespace Chatbot.DialogData;

/// <summary>All files of <c>dialogs/</c> read and checked: for <c>dialogs check</c>, and before an edition is published.</summary>
/// <param name="Findings">Every mistake, in the order in which the files are read.</param>
/// <param name="Knowledge">What was read of it.</param>
/// <param name="Dialogs">Null when the flows have mistakes.</param>
/// <param name="Templates">What was read of them.</param>
/// <param name="Answers">What was read of them.</param>
internal sealed record DialogCheck(
    IReadOnlyList<DialogFinding> Findings, Knowledge Knowledge, DialogSet? Dialogs, TemplateBook Templates, CannedAnswers Answers)
{
    /// <param name="files">The folder.</param>
    /// <param name="actions">What the service can do for a dialog.</param>
    /// <param name="now">When it is said.</param>
    public static DialogCheck Of(DialogFiles files, IReadOnlyList<ActionSignature> actions, DateTimeOffset now)
    {
        var findings = new List<DialogFinding>();
        var (knowledge, problems) = files.ReadKnowledge();
        findings.AddRange(problems.Select(DialogFinding.Of));
        var (dialogs, mistakes) = files.ReadDialogs(WithValuesOf(actions, knowledge), knowledge);
        findings.AddRange(mistakes.Select(DialogFinding.Of));
        findings.AddRange(files.Chats().SelectMany(chat => DialogFiles.Parse(chat).Mistakes).Select(DialogFinding.Of));
        var (book, wrong) = files.ReadTemplates(dialogs);
        findings.AddRange(wrong.Select(DialogFinding.Of));
        findings.AddRange(files.ReadPrices().Mistakes.Select(DialogFinding.Parse));
        findings.AddRange(files.ReadCoverage(knowledge).Mistakes.Select(DialogFinding.Parse));
        findings.AddRange(files.ReadReminders(book).Problems.Select(DialogFinding.Parse));
        findings.AddRange(files.ReadStaffHours().Problems.Select(DialogFinding.Parse));
        findings.AddRange(files.ReadEcosystems(knowledge).Problems.Select(DialogFinding.Parse));
        findings.AddRange(files.ReadWording().Problems.Select(DialogFinding.Parse));
        var (answers, misanswered) = files.ReadAnswers(knowledge);
        findings.AddRange(misanswered.Select(DialogFinding.Of));
        findings.AddRange(SourcePapers.Mistakes(files.ReadPapers(), knowledge, now).Select(DialogFinding.Parse));
        return new DialogCheck(findings, knowledge, dialogs, book, answers);
    }

    /// <summary>What is wrong in the sense of the knowledge on that day (<c>knowledge check</c>); nothing when it could not be read.</summary>
    public IReadOnlyList<DialogFinding> OfKnowledge(DateOnly day) =>
        Dialogs is null || Findings.Any(finding => finding.File.StartsWith("knowledge/", StringComparison.Ordinal))
            ? []
            : [.. KnowledgeChecker.Check(Knowledge, Dialogs.Replies, day).Select(DialogFinding.Of)];

    /// <summary>Prices and offices are as long as this knowledge makes them.</summary>
    private static List<ActionSignature> WithValuesOf(IReadOnlyList<ActionSignature> actions, Knowledge knowledge)
    {
        // What cannot be read has no longest price; its mistakes stand in the list already.
        if (knowledge.Tariff.Tables.Count == 0) return [.. actions];
        var own = new ProgramActions(knowledge).Signatures.ToDictionary(signature => signature.Name);
        return [.. actions.Select(action => own.GetValueOrDefault(action.Name) ?? action)];
    }
}
