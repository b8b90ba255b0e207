namespace Chatbot.Language.Tests.Intents;

/// <summary>Measures understanding on messages that were not learned; the floors stand a little below what is reached.</summary>
public sealed class IntentScoreTests(Learned learned, ITestOutputHelper output)
{
    [Theory]
    [InlineData("messages.tsv")]
    [InlineData("messages-2.tsv")]
    public void Messages_of_another_voice_are_understood(string file)
    {
        var messages = Learned.Messages(file);
        messages.Count.ShouldBeGreaterThanOrEqualTo(400);

        var score = new Score(messages, learned.Understand);
        output.WriteLine(score.Table(file));

        score.MacroF1.ShouldBeGreaterThan(0.95);
        score.Top3.ShouldBeGreaterThan(0.98);
        score.Program.ShouldBeGreaterThan(0.95);
        score.CalibrationError.ShouldBeLessThan(0.05);
        score.Recall("stop").ShouldBeGreaterThan(0.97);
        score.Recall("delete_data").ShouldBeGreaterThan(0.97);
        score.Recall("talk_to_human").ShouldBeGreaterThan(0.95);
        score.Recall("out_of_scope").ShouldBeGreaterThan(0.90);
        score.FalseAccepts.ShouldBeLessThan(0.03);
        foreach (var (style, accuracy) in score.ByStyle) accuracy.ShouldBeGreaterThan(0.94, style);
    }

    [Fact]
    public void The_reference_messages_are_understood()
    {
        const string file = "nlu-samples/utterances.jsonl";
        Shared.SkipUnlessPresent(file);

        var score = new Score(Shared.Messages(file), learned.Understand);
        output.WriteLine(score.Table("Reference messages"));

        score.MacroF1.ShouldBeGreaterThan(0.95);
        score.Top3.ShouldBeGreaterThan(0.97);
        score.Program.ShouldBeGreaterThan(0.92);
        score.CalibrationError.ShouldBeLessThan(0.05);
        score.FalseAccepts.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Messages_meant_for_other_companies_are_out_of_scope()
    {
        const string file = "nlu-samples/fetched-out-of-scope.jsonl";
        Shared.SkipUnlessPresent(file);

        var score = new Score(Shared.Messages(file), learned.Understand);
        output.WriteLine(score.Table("Messages to other companies, reviews, quiz questions"));

        score.Recall("out_of_scope").ShouldBeGreaterThan(0.82);
        score.FalseAccepts.ShouldBeLessThan(0.08);
    }
}
