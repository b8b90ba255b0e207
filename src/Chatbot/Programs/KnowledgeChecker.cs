using System.Text;
using Chatbot.Dialogs.Replies;
using Chatbot.Sms;

namespace Chatbot.Programs;

/// <summary>
/// Finds what is wrong in <c>dialogs/knowledge/</c>: periods that overlap or leave a gap, facts in use that have expired or will soon,
/// unknown placeholders, numbers said without a fact, doubtful facts said without sending the reader to somebody who knows.
/// </summary>
internal sealed class KnowledgeChecker
{
    /// <summary>A WhatsApp answer longer than this is not read on a small phone.</summary>
    public const int LongestWhatsApp = 400;

    /// <summary>How long before its end a fact in use is named, so that somebody can ask for the next value.</summary>
    public const int DaysOfWarning = 60;

    private readonly Knowledge _knowledge;
    private readonly DateOnly _day;
    private readonly List<KnowledgeProblem> _problems = [];

    private KnowledgeChecker(Knowledge knowledge, DateOnly day)
    {
        _knowledge = knowledge;
        _day = day;
    }

    /// <summary>Every problem of the files, by file and line.</summary>
    public static IReadOnlyList<KnowledgeProblem> Check(KnowledgeFiles files, DateOnly day)
    {
        var problems = new List<KnowledgeProblem>();
        var knowledge = Knowledge.Read(files, problems);

        // What cannot be read cannot be judged.
        return problems.Count > 0 ? InOrder(problems) : Check(knowledge, [], day);
    }

    /// <summary>Every problem of knowledge that could be read, on that day, by file and line.</summary>
    /// <param name="knowledge">What was read.</param>
    /// <param name="replies">What the dialogs say with it.</param>
    /// <param name="day">The day on which it is said.</param>
    public static IReadOnlyList<KnowledgeProblem> Check(Knowledge knowledge, IEnumerable<ReplyText> replies, DateOnly day)
    {
        var checker = new KnowledgeChecker(knowledge, day);
        checker.Check();
        foreach (var reply in replies)
        {
            checker.CheckReply(reply, reply.WhatsApp);
            checker.CheckReply(reply, reply.Sms);
        }

        return InOrder(checker._problems);
    }

    private static List<KnowledgeProblem> InOrder(IEnumerable<KnowledgeProblem> problems) =>
        [.. problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];

    private void Check()
    {
        CheckPeriods();
        CheckSources();
        CheckPolicies();
        CheckEntries();
        foreach (var office in _knowledge.Offices.All)
            CheckText(Offices.File, office.Line, office.Address + " " + office.Hours, [], []);
        foreach (var channel in _knowledge.Channels.All)
        {
            CheckText(Channels.File, channel.Line, channel.WhatsApp, [], []);
            CheckText(Channels.File, channel.Line, channel.Sms, [], []);
            CheckLength(Channels.File, channel.Line, channel.WhatsApp);
            CheckSms(Channels.File, channel.Line, channel.Sms, channel.Segments);
        }
    }

    private void CheckPeriods()
    {
        foreach (var rows in _knowledge.Facts.All.GroupBy(fact => fact.Id, StringComparer.Ordinal))
        {
            var inOrder = rows.OrderBy(fact => fact.From).ToList();
            foreach (var fact in inOrder.Where(fact => fact.From > fact.To))
                Fault(Facts.File, fact.Line, $"{fact.Id} ends before it begins");
            for (var at = 1; at < inOrder.Count; at++)
            {
                var (before, after) = (inOrder[at - 1], inOrder[at]);
                if (before.To >= after.From)
                    Fault(Facts.File, after.Line, $"{after.Id} overlaps with the row in line {before.Line}");
                else if (before.To.AddDays(1) < after.From)
                    Fault(Facts.File, after.Line, $"{after.Id} leaves a gap after the row in line {before.Line}");
            }
        }
    }

    private void CheckSources()
    {
        foreach (var fact in _knowledge.Facts.All)
        {
            foreach (var key in fact.Sources.Where(key => !_knowledge.Sources.ByKey.ContainsKey(key)))
                Fault(Facts.File, fact.Line, $"{fact.Id} names the source {key}, which {Sources.File} does not have");
            if (fact.CheckedOn.Length == 0)
                Fault(Facts.File, fact.Line, $"{fact.Id} does not say when it was checked");
        }
        var unapproved = _knowledge.Facts.All.Where(fact => fact.ApprovedBy.Length == 0).ToList();
        if (unapproved.Count > 0)
            Warn(
                Facts.File,
                unapproved[0].Line,
                $"{unapproved.Count} facts are not approved by a person of the branch, the first is {unapproved[0].Id}");
    }

    private void CheckPolicies()
    {
        foreach (var policy in _knowledge.Tariff.Policies)
            if (policy.To.LastDay >= _day && policy.To.LastDay <= _day.AddDays(DaysOfWarning))
                Warn(Tariff.File, policy.Line, $"the policy {policy.Id} ends on {policy.To.LastDay:yyyy-MM-dd}: is there an extension?");
    }

    private void CheckEntries()
    {
        foreach (var same in _knowledge.Faq.All.GroupBy(entry => entry.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            Fault(FaqEntries.File, same.Last().Line, $"{same.Key} stands twice");
        foreach (var entry in _knowledge.Faq.All)
        {
            foreach (var id in entry.Facts.Where(id => !_knowledge.Facts.Rows(id).Any()))
                Fault(FaqEntries.File, entry.Line, $"{entry.Id} rests on {id}, which {Facts.File} does not have");
            foreach (var answer in entry.Answers)
            {
                CheckText(FaqEntries.File, answer.Line, answer.WhatsApp, entry.Facts, entry.Literals);
                CheckText(FaqEntries.File, answer.Line, answer.Sms, entry.Facts, entry.Literals);
                CheckLength(FaqEntries.File, answer.Line, answer.WhatsApp);
                CheckSms(FaqEntries.File, answer.Line, answer.Sms, answer.Segments);
            }
        }
    }

    private void CheckText(string file, int line, string text, IReadOnlyList<string> facts, IReadOnlyList<string> literals)
    {
        if (Placeholders.In(text) is not { } names)
        {
            Fault(file, line, "a brace is not closed");
            return;
        }
        foreach (var name in names.Where(name => _knowledge.Longest(name) is null))
            Fault(file, line, $"unknown placeholder {{{name}}}");
        CheckNumbers(file, line, text, literals);

        CheckFacts(file, line, FactsIn(names), facts, _knowledge.Fill(text, _day) ?? "");
    }

    // Slots and values of actions are not known here; a word stands for each.
    private void CheckReply(ReplyText reply, Template text) =>
        CheckFacts(
            reply.Place.File,
            reply.Place.Line,
            FactsIn(text.Names),
            [],
            text.Fill(name => _knowledge.Text(name, new DateTimeOffset(_day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)) ?? "x"));

    private static List<string> FactsIn(IEnumerable<string> names) =>
        [.. names.Where(name => name.StartsWith("F-", StringComparison.Ordinal)).Select(Facts.IdOf).Distinct()];

    /// <param name="file">File of the text.</param>
    /// <param name="line">Its line.</param>
    /// <param name="used">Facts it names.</param>
    /// <param name="restsOn">Facts it only rests on.</param>
    /// <param name="said">The text as it is said on the day.</param>
    private void CheckFacts(string file, int line, IReadOnlyList<string> used, IReadOnlyList<string> restsOn, string said)
    {
        foreach (var id in used.Where(id => _knowledge.Facts.Rows(id).Any()))
            CheckStillHolds(file, line, id);
        if (said.Contains("175", StringComparison.Ordinal) || said.Contains("kantor cabang", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var id in used.Concat(restsOn).Distinct().Where(IsDoubtful))
            Fault(file, line, $"{id} is to be verified: the text must send the reader to 175 or the kantor cabang");
    }

    private void CheckStillHolds(string file, int line, string id)
    {
        if (_knowledge.Facts.On(id, _day) is null)
            Fault(file, line, $"{id} does not hold on {_day:yyyy-MM-dd}");
        var last = _knowledge.Facts.Rows(id).Max(fact => fact.To);
        if (last >= _day && last.DayNumber - _day.DayNumber <= DaysOfWarning)
            Warn(file, line, $"{id} ends on {last:yyyy-MM-dd} and nothing follows");
    }

    private void CheckNumbers(string file, int line, string text, IReadOnlyList<string> literals)
    {
        var spoken = Placeholders.Fill(text, _ => "") ?? "";
        foreach (var literal in literals)
            spoken = spoken.Replace(literal, "", StringComparison.Ordinal);
        if (spoken.Any(char.IsAsciiDigit))
            Fault(file, line, $"a number is written out instead of taken from a fact: {text}");
    }

    private void CheckLength(string file, int line, string text)
    {
        if (_knowledge.LongestOf(text) is { Length: > LongestWhatsApp } longest)
            Fault(file, line, $"the text can have {longest.Length} characters, {LongestWhatsApp} are allowed");
    }

    private void CheckSms(string file, int line, string text, int segments)
    {
        if (_knowledge.LongestOf(text) is not { } longest) return;
        if (SmsText.FirstNonGsm7(longest) is { } at)
            Fault(file, line, $"the SMS text has a letter outside GSM-7: '{Rune.GetRuneAt(longest, at)}'");
        else if (SmsText.Measure(longest) is var size && size.Segments > segments)
            Fault(file, line, $"the SMS text takes {size.Segments} segments ({size.Units} units) with its longest values; {segments} allowed");
    }

    private bool IsDoubtful(string id) => _knowledge.Facts.Rows(id).Any(fact => fact.Confidence == Confidence.Verify);

    private void Fault(string file, int line, string message) => _problems.Add(new KnowledgeProblem(file, line, message));

    private void Warn(string file, int line, string message) => _problems.Add(new KnowledgeProblem(file, line, message, Warning: true));
}
