using Chatbot.Language.Intents;

namespace Chatbot.Language.Tests.Intents;

/// <summary>The training set is what its readers take it for.</summary>
public sealed class ExamplesTests(Learned learned)
{
    private static readonly string[] Styles =
        ["formal", "informal", "javanese_mix", "sms_abbrev", "sundanese_mix", "typo", "voice_long"];

    private readonly IReadOnlyList<Example> _examples = Example.Parse(learned.Data.Examples);

    [Fact]
    public void There_are_enough_messages_of_every_intent_in_every_style()
    {
        _examples.Count.ShouldBeGreaterThanOrEqualTo(4000);
        var intents = _examples.GroupBy(example => example.Intent).ToList();
        intents.Count.ShouldBe(22);
        foreach (var intent in intents)
        {
            intent.Count().ShouldBeGreaterThanOrEqualTo(120, intent.Key);
            intent.Select(example => example.Style).Distinct().Order(StringComparer.Ordinal).ToArray().ShouldBe(Styles);
        }
    }

    [Fact]
    public void No_message_stands_twice() =>
        _examples.GroupBy(example => example.Text).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void No_message_of_the_measure_is_learned()
    {
        var learnedTexts = _examples.Select(example => example.Text.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        Learned.Lines(Path.Combine(Learned.Root, "tests", "Chatbot.Language.Tests", "Intents", "messages.tsv"))
            .Select(columns => columns[2].ToLowerInvariant()).Where(learnedTexts.Contains).ShouldBeEmpty();
    }

    [Fact]
    public void Every_message_about_a_program_names_it() =>
        _examples.Where(example => example.Intent == "explain_program" && example.Program is null).ShouldBeEmpty();

    [Fact]
    public void A_line_with_too_few_columns_is_refused() =>
        Should.Throw<FormatException>(() => Example.Parse("greet\tformal\thalo\ngreet\thalo")).Message.ShouldContain("Line 2");
}
