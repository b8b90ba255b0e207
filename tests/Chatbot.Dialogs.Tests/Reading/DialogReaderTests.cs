using Chatbot.Dialogs.Tests.Support;

namespace Chatbot.Dialogs.Tests.Reading;

public sealed class DialogReaderTests
{
    private const string Sound =
        """
        flow: uji
        title: uji
        kind: form
        slots:
          nama: {kind: name, title: nama}
        steps:
          - {id: nama, ask: nama, reply: minta, retry: jelaskan}
          - {id: tutup, end: true}
        replies:
          minta: {whatsapp: Siapa namanya?, sms: Siapa namanya?}
          jelaskan: {whatsapp: Tulis nama saja., sms: Tulis nama saja.}
        """;

    [Fact]
    public void A_sound_dialog_has_no_mistakes() => Dialog.MistakesOf(Sound).ShouldBeEmpty();

    [Theory]
    [InlineData("retry: jelaskan}", "retry: jelaskan, goto: entah}", "uji.yaml:7:5: unknown step 'entah'")]
    [InlineData("ask: nama,", "ask: umur,", "uji.yaml:7:5: unknown slot 'umur'")]
    [InlineData("reply: minta,", "reply: tanya,", "uji.yaml:7:5: unknown reply 'tanya'")]
    [InlineData("kind: name", "kind: nama", "uji.yaml:5:9: unknown kind 'nama' of slot 'nama'")]
    [InlineData("kind: name", "kind: text", "uji.yaml:5:9: slot 'nama' has no validation: max_length needed")]
    [InlineData("kind: name", "kind: number", "uji.yaml:5:9: slot 'nama' has no validation: min and max needed")]
    [InlineData(", sms: Siapa namanya?", "", "uji.yaml:10:10: reply 'minta' has no SMS form")]
    [InlineData("whatsapp: Siapa namanya?, ", "", "uji.yaml:10:10: reply 'minta' has no WhatsApp form")]
    [InlineData("sms: Siapa namanya?", "sms: “Siapa?”", "uji.yaml:10:10: SMS form has a letter outside GSM-7: '“'")]
    [InlineData("sms: Siapa namanya?", "sms: 'Siapa {nama} dan {kakek}?'", "uji.yaml:10:10: unknown placeholder '{kakek}'")]
    [InlineData("end: true", "end: true, goto: nama", "uji.yaml:8:28: unknown key 'goto'")]
    [InlineData("end: true", "do: terbang, on: {naik: nama}", "uji.yaml:8:5: unknown action 'terbang'")]
    [InlineData("end: true", "do: register_worker, on: {registered: nama}", "uji.yaml:8:5: outcome 'already' of 'register_worker' leads nowhere")]
    [InlineData("end: true", "say: minta", "uji.yaml:8:5: step 'tutup' runs off the end of the flow")]
    [InlineData("end: true", "run: hilang", "uji.yaml:8:5: unknown flow 'hilang'")]
    [InlineData("kind: form\n", "kind: borang\n", "uji.yaml:1:1: 'kind' is form or answer")]
    [InlineData("title: uji\n", "", "uji.yaml:1:1: 'title' is missing")]
    public void A_mistake_is_reported_with_its_place(string right, string wrong, string mistake) =>
        Dialog.MistakesOf(Sound.Replace(right, wrong, StringComparison.Ordinal)).ShouldContain(found => found.StartsWith(mistake, StringComparison.Ordinal));

    [Fact]
    public void A_step_that_nothing_leads_to_is_reported() =>
        Dialog.MistakesOf(Sound.Replace("  - {id: tutup, end: true}", "  - {id: tutup, end: true}\n  - {id: sepi, end: true}", StringComparison.Ordinal))
            .ShouldBe(["uji.yaml:9:5: step 'sepi' cannot be reached"]);

    [Fact]
    public void Steps_that_run_in_a_circle_are_reported() =>
        Dialog.MistakesOf(Sound.Replace("  - {id: tutup, end: true}", "  - {id: tutup, say: minta}\n  - {id: lagi, say: minta, goto: tutup}", StringComparison.Ordinal))
            .ShouldContain("uji.yaml:8:5: step 'tutup' runs in a circle without a question");

    [Fact]
    public void A_text_of_one_segment_is_measured_with_its_longest_values()
    {
        // A name has at most 60 letters: 100 + 60 fit into 160, 101 + 60 do not.
        var fits = Sound.Replace("sms: Tulis nama saja.", $"sms: \"{new string('x', 100)}{{nama}}\"", StringComparison.Ordinal);
        var tooLong = Sound.Replace("sms: Tulis nama saja.", $"sms: \"{new string('x', 101)}{{nama}}\"", StringComparison.Ordinal);
        Dialog.MistakesOf(fits).ShouldBeEmpty();
        Dialog.MistakesOf(tooLong).ShouldBe(["uji.yaml:11:13: SMS form takes 2 segments (161 units) with its longest values; 1 allowed"]);
        Dialog.MistakesOf(tooLong.Replace("jelaskan: {", "jelaskan: {segments: 2, ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Numbered_choices_count_into_the_segment()
    {
        var asked = Sound
            .Replace("  nama: {kind: name, title: nama}", "  nama: {kind: choice, title: nama}", StringComparison.Ordinal)
            .Replace(
                "ask: nama, reply: minta, retry: jelaskan}",
                "choose: nama, reply: minta, retry: jelaskan, options: [{value: a, title: Satu}, {value: b, title: Dua}]}",
                StringComparison.Ordinal);
        Dialog.MistakesOf(asked).ShouldBeEmpty();

        // "\n1. Satu\n2. Dua" takes 15 units.
        var full = asked.Replace("sms: Siapa namanya?", $"sms: {new string('x', 145)}", StringComparison.Ordinal);
        Dialog.MistakesOf(full).ShouldBeEmpty();
        Dialog.MistakesOf(full.Replace("sms: x", "sms: xx", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("161 units");
    }

    [Theory]
    [InlineData(4, false, "more than 3 options and no 'list' label")]
    [InlineData(11, true, "has 11 options; 1 to 10 fit")]
    [InlineData(0, true, "has 0 options; 1 to 10 fit")]
    public void Choices_fit_whatsapp(int count, bool list, string mistake)
    {
        var options = string.Join(", ", Enumerable.Range(0, count).Select(i => $"{{value: v{i}, title: T{i}}}"));
        var asked = Sound
            .Replace("kind: name", "kind: choice", StringComparison.Ordinal)
            .Replace("ask: nama, reply: minta, retry: jelaskan}", $"choose: nama, reply: minta, retry: jelaskan, {(list ? "list: Pilih, " : "")}options: [{options}]}}", StringComparison.Ordinal);
        Dialog.MistakesOf(asked).ShouldContain(found => found.Contains(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void A_title_too_long_for_a_button_is_reported() =>
        Dialog.MistakesOf(Sound
                .Replace("kind: name", "kind: choice", StringComparison.Ordinal)
                .Replace("ask: nama, reply: minta, retry: jelaskan}", "choose: nama, reply: minta, retry: jelaskan, options: [{value: a, title: Judul tombol dua puluh satu}]}", StringComparison.Ordinal))
            .ShouldContain(found => found.Contains("title 'Judul tombol dua puluh satu' has 27 characters; 20 fit", StringComparison.Ordinal));

    [Fact]
    public void All_mistakes_of_all_files_are_reported_at_once()
    {
        var wrong = Sound.Replace("reply: minta,", "reply: tanya,", StringComparison.Ordinal);
        Dialog.Read(wrong, wrong.Replace("flow: uji", "flow: uji2", StringComparison.Ordinal)).Mistakes.Select(mistake => mistake.Place.File).Distinct()
            .ShouldBe(["uji.yaml", "uji1.yaml"]);
    }

    [Fact]
    public void An_offer_that_is_no_keyword_is_reported() =>
        Dialog.MistakesOf(Sound.Replace("minta: {", "minta: {offers: [{value: TERBANG, title: Terbang}], ", StringComparison.Ordinal))
            .ShouldBe(["uji.yaml:10:10: offer 'TERBANG' is no keyword"]);

    [Fact]
    public void What_is_not_yaml_is_reported_with_its_line() =>
        Dialog.MistakesOf("flow: uji\n  title: [").ShouldContain(mistake => mistake.StartsWith("uji.yaml:2:", StringComparison.Ordinal));

    [Fact]
    public void Two_flows_for_one_keyword_are_reported()
    {
        var one = Sound.Replace("kind: form", "kind: form\nkeywords: [UJI]", StringComparison.Ordinal);
        var two = one.Replace("flow: uji", "flow: dua", StringComparison.Ordinal);
        Dialog.Read(one, two).Mistakes.Select(mistake => mistake.What).ShouldContain("keyword 'UJI' starts both 'flow:uji' and 'flow:dua'");
    }
}
