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

    // Also when only small words, spelling or the order of courtesies differ: both sides are compared in normal form.
    [Theory]
    [InlineData("messages.tsv")]
    [InlineData("messages-2.tsv")]
    [InlineData("messages-3.tsv")]
    [InlineData("messages-4.tsv")]
    [InlineData("messages-5.tsv")]
    [InlineData("messages-6.tsv")]
    public void No_message_of_the_measure_is_learned(string file)
    {
        var normalized = _examples.Select(example => learned.Understand(example.Text).Normalized).ToHashSet(StringComparer.Ordinal);
        var both = Learned.Messages(file).Select(message => message.Text)
            .Where(text => normalized.Contains(learned.Understand(text).Normalized)).ToList();
        both.ShouldBeEmpty(string.Join('\n', both));
    }

    [Fact]
    public void Every_message_about_a_program_names_it() =>
        _examples.Where(example => example.Intent == "explain_program" && example.Program is null).ShouldBeEmpty();

    [Fact]
    public void A_line_with_too_few_columns_is_refused() =>
        Should.Throw<FormatException>(() => Example.Parse("greet\tformal\thalo\ngreet\thalo")).Message.ShouldContain("Line 2");
}
