namespace Chatbot.Language.Tests.Intents;

/// <summary>Measures understanding on messages that were not learned; the floors are the targets.</summary>
public sealed class IntentScoreTests(Learned learned, ITestOutputHelper output)
{
    // Each file was measured once before anything was changed for it; README.md has the figures of those days.
    private static readonly string[] Files = ["messages.tsv", "messages-2.tsv", "messages-3.tsv", "messages-4.tsv", "messages-5.tsv", "messages-6.tsv"];

    [Fact]
    public void Messages_of_other_people_are_understood()
    {
        foreach (var file in Files) output.WriteLine(new Score(Learned.Messages(file), learned.Understand).Table(file));
        var score = new Score(Files.SelectMany(Learned.Messages), learned.Understand);
        output.WriteLine(score.Table("All test messages"));

        score.MacroF1.ShouldBeGreaterThanOrEqualTo(0.92);
        foreach (var style in (string[])["formal", "informal", "voice_long"]) score.ByStyle[style].ShouldBeGreaterThanOrEqualTo(0.93, style);
        foreach (var style in (string[])["sms_abbrev", "typo"]) score.ByStyle[style].ShouldBeGreaterThanOrEqualTo(0.92, style);
        foreach (var style in (string[])["javanese_mix", "sundanese_mix"]) score.ByStyle[style].ShouldBeGreaterThanOrEqualTo(0.88, style);
        score.Recall("stop").ShouldBeGreaterThanOrEqualTo(0.98);
        score.Recall("delete_data").ShouldBeGreaterThanOrEqualTo(0.97);
        score.Recall("talk_to_human").ShouldBeGreaterThanOrEqualTo(0.95);
        score.Top3.ShouldBeGreaterThanOrEqualTo(0.97);
        score.Program.ShouldBeGreaterThanOrEqualTo(0.97);
        score.Recall("out_of_scope").ShouldBeGreaterThanOrEqualTo(0.88);
        score.FalseAccepts.ShouldBeLessThanOrEqualTo(0.02);
        score.CalibrationError.ShouldBeLessThanOrEqualTo(0.05);
    }

    [Fact]
    public void The_reference_messages_are_understood()
    {
        const string file = "nlu-samples/utterances.jsonl";
        Shared.SkipUnlessPresent(file);

        var score = new Score(Shared.Messages(file), learned.Understand);
        output.WriteLine(score.Table("Reference messages"));

        score.MacroF1.ShouldBeGreaterThanOrEqualTo(0.92);
        score.Top3.ShouldBeGreaterThanOrEqualTo(0.97);
        score.Program.ShouldBeGreaterThanOrEqualTo(0.97);
        score.CalibrationError.ShouldBeLessThanOrEqualTo(0.05);
        score.FalseAccepts.ShouldBeLessThanOrEqualTo(0.02);
    }

    [Fact]
    public void Messages_meant_for_other_companies_are_out_of_scope()
    {
        const string file = "nlu-samples/fetched-out-of-scope.jsonl";
        Shared.SkipUnlessPresent(file);

        var score = new Score(Shared.Messages(file), learned.Understand);
        output.WriteLine(score.Table("Messages to other companies, reviews, quiz questions"));

        score.Recall("out_of_scope").ShouldBeGreaterThanOrEqualTo(0.88);
        score.FalseAccepts.ShouldBeLessThanOrEqualTo(0.02);
    }
}
