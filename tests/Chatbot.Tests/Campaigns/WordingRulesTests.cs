using Chatbot.Campaigns.Trust;
using Chatbot.Programs;
using Chatbot.Tests.Programs;

namespace Chatbot.Tests.Campaigns;

/// <summary>Words that a campaign text must not hold.</summary>
public sealed class WordingRulesTests
{
    [Theory]
    [InlineData("Klaim JHT pasti cair!", "pasti-cair", true)]
    [InlineData("PASTI-CAIR", "pasti-cair", true)]
    [InlineData("Coblos nomor 2", "pemilu", true)]
    [InlineData("Bersama Partai Golkar", "partai", true)]
    [InlineData("Bupati Jember hadir", "pejabat", false)]
    [InlineData("Iuran gratis dari Pemkab", "gratis", false)]
    [InlineData("Segera kirim kode OTP", "kata-sandi", true)]
    public void A_word_is_found_with_its_reason(string text, string rule, bool blocks)
    {
        var finding = KnowledgeFolder.Wording.Find("A, SMS", text).First(one => one.Rule == rule);
        finding.Blocks.ShouldBe(blocks);
        finding.Reason.ShouldNotBeEmpty();
        finding.Where.ShouldBe("A, SMS");
    }

    [Theory]
    [InlineData("Petugas kami ada di Balai Desa Wonosari, Sabtu pukul 09.00.")]
    [InlineData("Santunan mengikuti syarat program. Pencairan diperiksa kantor cabang.")]
    [InlineData("Pastikan KTP dibawa, cairan pembersih tidak perlu.")]
    public void A_plain_text_is_left_alone(string text) => KnowledgeFolder.Wording.Find("A", text).ShouldBeEmpty();

    [Fact]
    public void Every_rule_says_why_and_a_broken_file_is_named_by_its_line()
    {
        KnowledgeFolder.Wording.All.ShouldAllBe(rule => rule.Reason.Length > 20);
        var problems = new List<KnowledgeProblem>();
        WordingRules.Read("wording:\n  - {id: a, words: [], block: perhaps}\n  - {id: a, words: [x], reason: r, colour: red}\n", problems);
        problems.Select(problem => problem.ToString()).ShouldBe(
            [
                "wording.yaml:2: 'words' is empty", "wording.yaml:2: 'block' is true or false", "wording.yaml:2: 'reason' is missing",
                "wording.yaml:3: unknown key 'colour'", "wording.yaml:3: 'a' stands twice",
            ],
            ignoreOrder: true);
    }
}
