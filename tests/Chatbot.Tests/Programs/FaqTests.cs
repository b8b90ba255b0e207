using System.Globalization;
using System.Text.RegularExpressions;
using Chatbot.Dialogs;
using Chatbot.Programs;

namespace Chatbot.Tests.Programs;

public sealed partial class FaqTests
{
    private const string Gsm7 =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿" +
        "abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly string[] Intents =
    [
        "greet", "menu_help", "explain_program", "cost", "register", "register_other", "check_status", "sponsored_status", "pay_how",
        "reminder_settings", "claim_jkk", "claim_jkm", "claim_jht", "office_location", "talk_to_human", "stop", "start", "change_data",
        "delete_data", "complaint", "thanks_bye", "out_of_scope",
    ];

    private static Knowledge Knowledge => KnowledgeFolder.Knowledge;

    [Fact]
    public void All_questions_are_there() =>
        Knowledge.Faq.All.Select(entry => entry.Id).ShouldBe(Enumerable.Range(1, 114).Select(number => $"Q{number:D3}"));

    [Fact]
    public void No_question_is_asked_of_two_entries() =>
        Knowledge.Faq.Questions.GroupBy(question => question.Text.ToUpperInvariant()).Where(same => same.Count() > 1).ShouldBeEmpty();

    [Fact]
    public void The_questions_of_the_dossier_are_asked()
    {
        var asked = Knowledge.Faq.Questions.Select(question => (question.Id, question.Text)).ToHashSet();
        foreach (var row in KnowledgeFolder.Domain("faq.md").Split('\n').Where(line => line.StartsWith("| Q", StringComparison.Ordinal)))
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries);
            asked.ShouldContain((cells[1], cells[3]));
        }
    }

    [Fact]
    public void An_intent_is_one_of_those_the_language_knows() =>
        Knowledge.Faq.All.Where(entry => entry.Intent.Length > 0).Select(entry => entry.Intent).Except(Intents).ShouldBeEmpty();

    [Theory]
    [InlineData("2026-11-21")]
    [InlineData("2027-01-15")]
    [InlineData("2027-04-15")]
    public void Every_answer_is_said_in_full_on_that_day(string text)
    {
        var day = DateOnly.Parse(text, CultureInfo.InvariantCulture);
        foreach (var entry in Knowledge.Faq.All)
            foreach (var form in new[] { ReplyForm.WhatsApp, ReplyForm.Sms })
            {
                var answer = Knowledge.Answer(entry.Id, form, KnowledgeFolder.Noon(day));
                answer.ShouldNotBeNullOrEmpty(entry.Id);
                answer.ShouldNotContain("{", customMessage: entry.Id);
                answer.ShouldNotContain("}", customMessage: entry.Id);
                answer.ShouldNotContain("  ", customMessage: entry.Id);
                answer.ShouldNotContain("()", customMessage: entry.Id);
                answer.ShouldNotContain(Knowledge.Facts.Expired, customMessage: entry.Id);
                answer.Length.ShouldBeLessThanOrEqualTo(400, entry.Id);
            }
    }

    [Fact]
    public void Every_SMS_answer_fits_its_segments_with_the_longest_values()
    {
        var texts = Knowledge.Faq.All.SelectMany(entry => entry.Answers.Select(answer => (entry.Id, answer.Sms, answer.Segments)))
            .Concat(Knowledge.Channels.All.Select(channel => (channel.Id, channel.Sms, channel.Segments)));
        var faults = new List<string>();
        foreach (var (id, sms, segments) in texts)
        {
            var longest = Knowledge.LongestOf(sms) ?? "";
            if (longest.Any(letter => !Gsm7.Contains(letter, StringComparison.Ordinal)))
                faults.Add($"{id} is not GSM-7: {longest}");
            if (longest.Length > (segments == 1 ? 160 : 153 * segments) || segments > 2)
                faults.Add($"{id} has {longest.Length} characters in {segments} segments: {longest}");
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void After_the_relief_no_answer_offers_its_price()
    {
        foreach (var entry in Knowledge.Faq.All)
            foreach (var form in new[] { ReplyForm.WhatsApp, ReplyForm.Sms })
                Knowledge.Answer(entry.Id, form, KnowledgeFolder.Noon(new DateOnly(2027, 4, 15)))!.ShouldNotContain("Rp8.400", customMessage: entry.Id);
    }

    [Fact]
    public void Between_the_two_ends_only_transport_workers_hear_of_the_relief()
    {
        string Say(string id) => Knowledge.Answer(id, ReplyForm.WhatsApp, KnowledgeFolder.Noon(new DateOnly(2027, 1, 15)))!;

        Say("Q033").ShouldContain("Rp8.400");
        Say("Q007").ShouldContain("Rp8.400");
        Say("Q029").ShouldContain("transportasi mendapat keringanan 50% sampai Maret 2027: Rp8.400");
        Say("Q031").ShouldContain("berakhir Desember 2026");
        foreach (var id in new[] { "Q030", "Q036", "Q037", "Q039", "Q097" })
            Say(id).ShouldContain("transportasi", customMessage: id);
        foreach (var id in new[] { "Q013", "Q032", "Q042", "Q094" })
            Say(id).ShouldNotContain("Rp8.400", customMessage: id);
    }

    [Fact]
    public void On_the_day_of_the_dossier_the_amounts_agree_with_it()
    {
        var rows = KnowledgeFolder.Domain("faq.md").Split('\n').Where(line => line.StartsWith("| Q", StringComparison.Ordinal)).ToList();
        rows.Count.ShouldBe(112);
        foreach (var row in rows)
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries);
            var answer = Knowledge.Answer(cells[1], ReplyForm.WhatsApp, KnowledgeFolder.Noon(KnowledgeFolder.Today))!;
            Amounts(answer).ShouldBe(Amounts(cells[4]), cells[1] + ": " + answer);
        }
    }

    [Fact]
    public void An_answer_is_found_as_a_text_of_the_knowledge()
    {
        Knowledge.Text("faq.Q034.sms", KnowledgeFolder.Noon(KnowledgeFolder.Today)).ShouldBe(
            "Tidak. Keringanan iuran tidak mengurangi manfaat: JKK dan JKM tetap penuh sesuai aturan.");
        Knowledge.Text("faq.Q999.sms", KnowledgeFolder.Noon(KnowledgeFolder.Today)).ShouldBeNull();
        Knowledge.Answer("Q999", ReplyForm.Sms, KnowledgeFolder.Noon(KnowledgeFolder.Today)).ShouldBeNull();
    }

    // «Rp1,5 juta» and «Rp1.500.000» are one amount.
    private static SortedSet<decimal> Amounts(string text)
    {
        var amounts = new SortedSet<decimal>();
        foreach (Match match in Amount().Matches(text))
        {
            var unit = match.Groups["juta"].Success ? 1_000_000m : 1;
            foreach (Capture number in match.Groups["number"].Captures)
                amounts.Add(unit * decimal.Parse(
                    number.Value.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
        }
        return amounts;
    }

    [GeneratedRegex(@"Rp(?<number>\d+(?:\.\d{3})*(?:,\d+)?)(?:-(?<number>\d+(?:\.\d{3})*(?:,\d+)?))?(?<juta> juta)?")]
    private static partial Regex Amount();
}
