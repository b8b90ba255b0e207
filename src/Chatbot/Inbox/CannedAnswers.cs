using Chatbot.Dialogs;
using Chatbot.Dialogs.Reading;
using Chatbot.Dialogs.Replies;
using Chatbot.Sms;

namespace Chatbot.Inbox;

/// <summary>A text that staff often needs.</summary>
/// <param name="Id">In the file.</param>
/// <param name="Title">By which staff finds it.</param>
/// <param name="WhatsApp">With placeholders.</param>
/// <param name="Sms">The same in one segment.</param>
internal sealed record CannedAnswer(string Id, string Title, Template WhatsApp, Template Sms);

/// <summary>The texts that staff often needs, from <c>dialogs/answers/</c>.</summary>
internal sealed class CannedAnswers(IReadOnlyList<CannedAnswer> all)
{
    // What the conversation knows, each with its longest.
    private static readonly Dictionary<string, string> Longest = new(StringComparer.Ordinal)
    {
        ["nama"] = new string('w', 25),
        ["petugas"] = new string('w', 25),
        ["tiket"] = Membership.MembershipFeature.TicketNumber,
    };

    public IReadOnlyList<CannedAnswer> All => all;

    /// <summary>An answer filled in, for staff to change and send.</summary>
    /// <param name="answer">Which.</param>
    /// <param name="channel">Of the conversation.</param>
    /// <param name="values"><c>nama</c>, <c>petugas</c>, <c>tiket</c>, as far as they are known.</param>
    /// <param name="knowledge">Facts.</param>
    /// <param name="now">The person's local time.</param>
    public static string Fill(
        CannedAnswer answer, string channel, IReadOnlyDictionary<string, string> values, IKnowledge knowledge, DateTimeOffset now) =>
        (channel == "sms" ? answer.Sms : answer.WhatsApp).Fill(
            name => values.GetValueOrDefault(name) is { Length: > 0 } value ? value
                : name == "nama" ? "Bapak/Ibu"
                : Longest.ContainsKey(name) ? "" : knowledge.Text(name, now));

    /// <summary>Reads and checks the files; every mistake with its place.</summary>
    public static (CannedAnswers Answers, IReadOnlyList<Mistake> Mistakes) Read(IEnumerable<DialogFile> files, IKnowledge knowledge)
    {
        List<Mistake> mistakes = [];
        List<CannedAnswer> answers = [];
        foreach (var file in files)
        {
            if (YamlMap.Parse(file, mistakes) is not { } root) continue;
            foreach (var map in root.Maps("answers"))
            {
                var answer = new CannedAnswer(
                    map.Required("id"), map.Required("title"), Template.Parse(map.Required("whatsapp").Trim()), Template.Parse(map.Required("sms").Trim()));
                map.RefuseOtherKeys();
                mistakes.AddRange(Check(answer, knowledge).Select(what => new Mistake(map.Place, what)));
                if (answers.Any(other => other.Id == answer.Id)) mistakes.Add(new Mistake(map.Place, $"two answers are called '{answer.Id}'"));
                answers.Add(answer);
            }

            root.RefuseOtherKeys();
        }

        return (new CannedAnswers(answers), mistakes);
    }

    private static IEnumerable<string> Check(CannedAnswer answer, IKnowledge knowledge)
    {
        foreach (var name in answer.WhatsApp.Names.Concat(answer.Sms.Names).Distinct().Where(name => LongestOf(name) is null))
            yield return $"unknown placeholder '{{{name}}}'";
        var whatsApp = answer.WhatsApp.Fill(LongestOf);
        if (whatsApp.Length > StaffMessages.LongestText) yield return $"WhatsApp form has {whatsApp.Length} characters with its longest values; {StaffMessages.LongestText} fit";
        var sms = answer.Sms.Fill(LongestOf);
        if (SmsText.FirstNonGsm7(sms) is { } at) yield return $"SMS form has a letter outside GSM-7: '{System.Text.Rune.GetRuneAt(sms, at)}'";
        else if (SmsText.Measure(sms) is { Segments: > 1 } size) yield return $"SMS form takes {size.Segments} segments ({size.Units} units) with its longest values; 1 allowed";

        string? LongestOf(string name) => Longest.GetValueOrDefault(name) ?? knowledge.Longest(name);
    }
}
