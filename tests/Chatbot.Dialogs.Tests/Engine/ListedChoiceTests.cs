using Chatbot.Dialogs.Steps;
using Chatbot.Dialogs.Tests.Support;

namespace Chatbot.Dialogs.Tests.Engine;

/// <summary>Choices that only the service knows, flows that it begins, and flows that are a part of another.</summary>
public sealed class ListedChoiceTests
{
    private const string Whose =
        """
        flow: siapa
        title: siapa
        kind: form
        keywords: [SIAPA]
        slots: {orang: {kind: choice, title: orang}}
        steps:
          - {id: cari, do: list_people, on: {some: pilih, none: tutup}}
          - {id: pilih, choose: orang, from: people, reply: untuk, retry: untuk}
          - {id: kata, say: kata}
          - {id: tutup, end: true}
        replies:
          untuk: {whatsapp: "Untuk siapa?", sms: "Untuk siapa?"}
          kata: {whatsapp: "Untuk {orang}.", sms: "Untuk {orang}."}
        """;

    private const string Around =
        """
        flow: tagihan
        title: cek tagihan
        kind: form
        keywords: [TAGIHAN]
        steps:
          - {id: siapa, run: siapa}
          - {id: kata, say: kata}
          - {id: tutup, end: true}
        replies:
          kata: {whatsapp: "Sekian.", sms: "Sekian."}
        """;

    private readonly Play talk = Play.On(ReplyForm.WhatsApp, [.. Flows.All, Whose, Around]);

    [Fact]
    public void What_the_service_lists_becomes_buttons()
    {
        var asked = talk.Replies(Written("SIAPA")).ShouldHaveSingleItem();
        asked.Text.ShouldBe("Untuk siapa?");
        asked.Choices.Select(choice => (choice.Value, choice.Title)).ShouldBe([("w1", "Siti A."), ("w2", "Budi")]);
    }

    [Theory]
    [InlineData("2", "w2")]
    [InlineData("Siti A.", "w1")]
    [InlineData("budi", "w2")]
    public void A_listed_choice_is_taken_by_number_title_or_word(string answer, string taken)
    {
        talk.Say("SIAPA");
        talk.Say(answer).ShouldBe($"Untuk {taken}.");
    }

    [Fact]
    public void A_listed_choice_is_taken_by_tap_in_a_later_turn()
    {
        talk.Say("SIAPA");
        talk.Tap("w2", "Budi").ShouldBe("Untuk w2.");
    }

    [Fact]
    public void Cancelling_a_flow_that_another_runs_leaves_both()
    {
        talk.Say("TAGIHAN").ShouldBe("Untuk siapa?");
        talk.Say("BATAL").ShouldContain("cek tagihan");
        talk.Conversation.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void After_a_flow_that_another_runs_the_other_goes_on()
    {
        talk.Say("TAGIHAN");
        talk.Say("1").ShouldBe("Untuk w1. | Sekian.");
    }

    [Fact]
    public void A_flow_that_the_service_begins_goes_before_the_open_form_which_then_goes_on()
    {
        talk.Say("DAFTAR").ShouldBe("NIK-nya?");
        Begin().ShouldBe("Empat angka?");
        talk.Say("1234").ShouldContain("Aktif.");
        talk.Conversation.Frames.ShouldHaveSingleItem().Flow.ShouldBe("daftar");
    }

    [Fact]
    public void A_flow_that_is_open_is_not_begun_again()
    {
        Begin().ShouldBe("Empat angka?");
        Begin().ShouldBe("");
        talk.Say("1234").ShouldBe("Aktif.");
    }

    [Fact]
    public void A_flow_that_is_gone_is_not_begun() =>
        talk.Replies(new Incoming("", ReplyForm.WhatsApp, talk.Now) { Begins = new BeginFlow("hilang", new Dictionary<string, string>()) }).ShouldBeEmpty();

    [Fact]
    public void A_title_with_a_line_break_stays_one_choice() =>
        ListedChoices.Write([("a", "Siti\nAminah\t1"), ("b", "Budi")]).ShouldBe("a\tSiti Aminah 1\nb\tBudi");

    [Fact]
    public void A_list_that_no_action_gives_is_reported() =>
        Dialog.MistakesOf(Whose.Replace("from: people", "from: nobody", StringComparison.Ordinal))
            .ShouldContain(mistake => mistake.Contains("no action of this flow lists 'nobody'", StringComparison.Ordinal));

    private string Begin() =>
        string.Join(
            " | ",
            talk.Replies(new Incoming("", ReplyForm.WhatsApp, talk.Now) { Begins = new BeginFlow("cek", new Dictionary<string, string>()) })
                .Select(reply => reply.Text));

    private Incoming Written(string text) => new(text, ReplyForm.WhatsApp, talk.Now);
}
