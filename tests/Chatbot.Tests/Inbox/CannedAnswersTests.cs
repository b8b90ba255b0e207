using Chatbot.Dialogs.Reading;
using Chatbot.Inbox;
using Chatbot.Tests.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Inbox;

public sealed class CannedAnswersTests
{
    private static readonly DateTimeOffset Now = KnowledgeFolder.Noon(KnowledgeFolder.Today);

    [Fact]
    public void The_answers_of_the_product_are_whole_and_filled_from_the_conversation_and_the_knowledge()
    {
        var (answers, mistakes) = Read(Repository.Read("dialogs/answers/jawaban.yaml"));
        mistakes.ShouldBeEmpty();
        var office = answers.All.Single(answer => answer.Id == "datang_ke_kantor");
        var values = new Dictionary<string, string> { ["tiket"] = "T-261121-4KQ7" };
        var text = CannedAnswers.Fill(office, "whatsapp", values, KnowledgeFolder.Knowledge, Now);
        text.ShouldContain("tiket *T-261121-4KQ7*");
        text.ShouldContain("Senin-Jumat");
        foreach (var answer in answers.All)
            foreach (var channel in (string[])["whatsapp", "sms"])
                CannedAnswers.Fill(answer, channel, values, KnowledgeFolder.Knowledge, Now).ShouldNotContain("{");
    }

    [Fact]
    public void Who_gave_no_name_is_called_Bapak_Ibu()
    {
        var (answers, _) = Read("answers:\n- {id: a, title: A, whatsapp: \"Halo {nama}.\", sms: \"Halo {nama}.\"}\n");
        CannedAnswers.Fill(answers.All[0], "whatsapp", new Dictionary<string, string>(), KnowledgeFolder.Knowledge, Now).ShouldBe("Halo Bapak/Ibu.");
    }

    [Fact]
    public void Every_mistake_is_named_with_its_place()
    {
        var (_, mistakes) = Read(
            $$"""
            answers:
            - {id: a, title: A, whatsapp: "{apa}", sms: "Baik — ya"}
            - {id: a, title: B, whatsapp: ya, sms: "{{new string('a', 161)}}", warna: biru}
            """);
        mistakes.Select(mistake => mistake.ToString()).ShouldBe(
            [
                "answers/x.yaml:2:3: unknown placeholder '{apa}'",
                "answers/x.yaml:2:3: SMS form has a letter outside GSM-7: '—'",
                "answers/x.yaml:3:205: unknown key 'warna'",
                "answers/x.yaml:3:3: SMS form takes 2 segments (161 units) with its longest values; 1 allowed",
                "answers/x.yaml:3:3: two answers are called 'a'",
            ],
            ignoreOrder: true);
    }

    private static (CannedAnswers Answers, IReadOnlyList<Mistake> Mistakes) Read(string text) =>
        CannedAnswers.Read([new DialogFile("answers/x.yaml", text)], KnowledgeFolder.Knowledge);
}
