using System.Globalization;
using Chatbot.Dialogs;
using Chatbot.Dialogs.Replies;
using Chatbot.Programs;

namespace Chatbot.Tests.Programs;

public sealed class KnowledgeCheckerTests
{
    [Fact]
    public void The_knowledge_of_the_product_has_no_fault() =>
        Faults(KnowledgeFolder.Files).ShouldBeEmpty();

    [Fact]
    public void A_policy_that_ends_soon_and_facts_without_approval_are_warned_of()
    {
        var warnings = KnowledgeChecker.Check(KnowledgeFolder.Files, KnowledgeFolder.Today).Where(problem => problem.Warning).ToList();

        warnings.ShouldContain(problem => problem.File == "contributions.yaml" && problem.Message.Contains("PP50-2025-OTHER"));
        warnings.ShouldContain(problem => problem.File == "facts.yaml" && problem.Message.Contains("not approved"));
        warnings.ShouldNotContain(problem => problem.Message.Contains("PP50-2025-TRANSPORT"));
    }

    [Fact]
    public void Rows_that_overlap_are_named_with_their_line()
    {
        var fault = Fault("facts.yaml", text => text.Replace(
            "from: 2026-03, to: 2027-02,\n   confidence: high", "from: 2026-02, to: 2027-02,\n   confidence: high"));

        fault.Message.ShouldContain("F-JP-03 overlaps");
        fault.Line.ShouldBe(LineOf("facts.yaml", "value: 11086300"));
    }

    [Fact]
    public void A_gap_between_rows_is_named() =>
        Fault("facts.yaml", text => text.Replace("from: 2025-03, to: 2026-02", "from: 2025-03, to: 2026-01")).Message.ShouldContain("F-JP-03 leaves a gap");

    [Fact]
    public void A_fact_that_has_ended_may_not_be_said()
    {
        var fault = Faults(KnowledgeFolder.With("facts.yaml", text => text.Replace(
            "value: 42000000, unit: idr, program: JKM,", "value: 42000000, unit: idr, program: JKM, to: 2026-10,")))[0];

        fault.File.ShouldBe("faq.yaml");
        fault.Message.ShouldContain("F-JKM-04 does not hold");
    }

    [Fact]
    public void A_fact_in_use_that_ends_within_sixty_days_is_warned_of() =>
        KnowledgeChecker.Check(
            KnowledgeFolder.With("facts.yaml", text => text.Replace(
                "value: 42000000, unit: idr, program: JKM,", "value: 42000000, unit: idr, program: JKM, to: 2026-12,")),
            KnowledgeFolder.Today).ShouldContain(problem => problem.Warning && problem.Message.Contains("F-JKM-04 ends on 2026-12-31"));

    [Fact]
    public void An_unknown_placeholder_is_named_with_file_and_line()
    {
        var fault = Fault("faq.yaml", text => text.Replace(
            "{F-KTK-01} atau kantor cabang.\"\n  sms: \"Maaf", "{F-KTK-99} atau kantor cabang.\"\n  sms: \"Maaf"));

        fault.ToString().ShouldBe($"faq.yaml:{LineOf("faq.yaml", "- id: Q009")}: unknown placeholder {{F-KTK-99}}");
    }

    [Fact]
    public void A_doubtful_fact_needs_somebody_who_knows() =>
        Fault("faq.yaml", text => text.Replace("Di bawah itu, tanya kantor cabang atau {F-KTK-01}.", "Di bawah itu, maaf belum bisa."))
            .Message.ShouldContain("F-BPU-03 is to be verified");

    [Fact]
    public void A_number_written_out_is_a_fault() =>
        Fault("faq.yaml", text => text.Replace("Total {F-JKM-04:juta} utk", "Total Rp42 juta utk")).Message.ShouldContain("written out");

    [Fact]
    public void An_open_brace_is_a_fault() =>
        Fault("faq.yaml", text => text.Replace("Total {F-JKM-04:juta} utk", "Total {F-JKM-04:juta utk")).Message.ShouldContain("brace");

    [Fact]
    public void A_text_that_may_grow_too_long_is_a_fault() =>
        Fault("faq.yaml", text => text.Replace("Tidak ada denda untuk BPU.", "Tidak ada denda untuk BPU. " + new string('a', 300)))
            .Message.ShouldContain("400 are allowed");

    [Fact]
    public void An_unknown_source_is_a_fault() =>
        Fault("facts.yaml", text => text.Replace("source: W-POSTER82}", "source: W-POSTER83}")).Message.ShouldContain("W-POSTER83");

    [Fact]
    public void A_policy_that_overlaps_with_another_is_a_fault() =>
        Fault("contributions.yaml", text => text.Replace("sector: other", "sector: transport")).Message.ShouldContain("same months");

    [Fact]
    public void A_tier_that_is_not_what_the_rates_give_is_a_fault()
    {
        var fault = Fault("bpu-tiers.csv", text => text.Replace("1200000,12000,", "1200000,12500,"));

        fault.Line.ShouldBe(3);
        fault.Message.ShouldContain("JKK");
    }

    [Fact]
    public void Broken_YAML_is_reported_where_it_breaks() => Fault("faq.yaml", text => text + "\n  broken: [").File.ShouldBe("faq.yaml");

    [Fact]
    public void A_misspelt_key_is_a_fault() =>
        Fault("channels.yaml", text => text.Replace("uses: [pay]", "use: [pay]")).Message.ShouldContain("unknown key 'use'");

    [Fact]
    public void A_missing_file_is_a_fault() =>
        Faults(new KnowledgeFiles(new Dictionary<string, string>())).ShouldContain(problem => problem.Message.Contains("missing or empty"));

    [Fact]
    public void The_service_does_not_start_with_a_fault_and_says_all_of_them()
    {
        var files = KnowledgeFolder.With("faq.yaml", text => text
            .Replace("{F-JKM-04:juta} utk", "{F-JKM-04:ribu} utk")
            .Replace("facts: [F-STS-09]", "facts: [F-STS-99]"));

        var message = Should.Throw<InvalidDataException>(() => Knowledge.Load(files, KnowledgeFolder.Today)).Message;

        message.ShouldContain("{F-JKM-04:ribu}");
        message.ShouldContain("F-STS-99");
        Knowledge.Load(KnowledgeFolder.Files, KnowledgeFolder.Today).Faq.All.Count.ShouldBe(114);
    }

    [Fact]
    public void A_year_from_now_what_is_said_must_still_hold_or_be_renewed()
    {
        // On this day the pension cap of 2026 has ended; no answer says it, so the answers still stand.
        KnowledgeChecker.Check(KnowledgeFolder.Files, new DateOnly(2027, 11, 21)).Where(problem => !problem.Warning).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Santunan {F-JKM-04:juta} untuk {nama}.", "2026-11-21", null)]
    [InlineData("Keringanan {F-DSK-03.total} sebulan.", "2027-04-01", "F-DSK-03 does not hold on 2027-04-01")]
    [InlineData("Keringanan {F-DSK-03.total} sebulan.", "2027-02-15", "warning: F-DSK-03 ends on 2027-03-31 and nothing follows")]
    [InlineData("Usia paling muda {F-BPU-03.min}.", "2026-11-21", "F-BPU-03 is to be verified")]
    [InlineData("Usia paling muda {F-BPU-03.min}, pastikan ke 175.", "2026-11-21", null)]
    public void What_a_dialog_says_is_held_to_the_facts(string text, string day, string? expected)
    {
        var reply = new ReplyText(Template.Parse(text), Template.Parse("{nama}"), new Place("flows/coba/coba.yaml", 7, 3));

        var found = KnowledgeChecker.Check(KnowledgeFolder.Knowledge, [reply], DateOnly.Parse(day, CultureInfo.InvariantCulture))
            .Where(problem => problem.File == "flows/coba/coba.yaml")
            .ToList();

        if (expected is null) found.ShouldBeEmpty();
        else found.ShouldHaveSingleItem().ToString().ShouldStartWith($"flows/coba/coba.yaml:7: {expected}");
    }

    private static KnowledgeProblem Fault(string file, Func<string, string> change) => Faults(KnowledgeFolder.With(file, change))[0];

    private static List<KnowledgeProblem> Faults(KnowledgeFiles files) =>
        [.. KnowledgeChecker.Check(files, KnowledgeFolder.Today).Where(problem => !problem.Warning)];

    private static int LineOf(string file, string text)
    {
        var files = KnowledgeFolder.Files[file];
        return files[..files.IndexOf(text, StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
    }
}
