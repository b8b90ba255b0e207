using System.Globalization;
using Chatbot.Language.Tests.Intents;

namespace Chatbot.Language.Tests.Faq;

/// <summary>Questions find the FAQ entry that answers them.</summary>
public sealed class FaqIndexTests(Learned learned, ITestOutputHelper output)
{
    [Fact]
    public void A_paraphrase_finds_its_entry()
    {
        var questions = Learned.Lines(Path.Combine(Learned.Root, "tests", "Chatbot.Language.Tests", "Faq", "questions.tsv"))
            .Select(columns => new FaqQuestion(columns[0], columns[1])).ToList();
        questions.Count.ShouldBeGreaterThanOrEqualTo(100);
        var (first, firstThree) = Found(learned.Language, questions, "Paraphrases");
        first.ShouldBeGreaterThan(0.90);
        firstThree.ShouldBeGreaterThan(0.92);
    }

    [Fact]
    public void The_questions_of_the_reference_find_their_entries_by_our_own_wordings()
    {
        Shared.SkipUnlessPresent("domain/faq.md");
        var language = Indonesian.Learn(learned.Data with { Faq = learned.Questions });
        var (first, firstThree) = Found(language, Shared.FaqQuestions(), "Reference questions");
        first.ShouldBeGreaterThan(0.93);
        firstThree.ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Every_entry_of_the_reference_has_wordings_of_our_own()
    {
        Shared.SkipUnlessPresent("domain/faq.md");
        var own = learned.Questions.GroupBy(question => question.Id).ToDictionary(group => group.Key, group => group.Count());
        foreach (var question in Shared.FaqQuestions()) own.GetValueOrDefault(question.Id).ShouldBeGreaterThanOrEqualTo(3, question.Id);
    }

    [Theory]
    [InlineData("siapa presiden pertama indonesia")]
    [InlineData("resep rendang padang")]
    [InlineData("asdf qwer")]
    [InlineData("")]
    public void What_no_entry_answers_finds_none(string text) => learned.Understand(text).Answers.ShouldBeEmpty();

    [Fact]
    public void Near_entries_stand_beside_the_best_in_order()
    {
        var answers = learned.Understand("diskon iuran nelayan sampai kapan").Answers;
        answers.Count.ShouldBeGreaterThan(1);
        answers[0].Id.ShouldBe("Q032");
        answers.Select(answer => answer.Confidence).ShouldBeInOrder(SortDirection.Descending);
    }

    private (double First, double FirstThree) Found(Indonesian language, IReadOnlyList<FaqQuestion> questions, string title)
    {
        var first = 0;
        var firstThree = 0;
        foreach (var question in questions)
        {
            var answers = language.Understand(question.Text, DateTimeOffset.UnixEpoch).Answers;
            if (answers.Take(3).Any(answer => answer.Id == question.Id)) firstThree++;
            if (answers.Count > 0 && answers[0].Id == question.Id) first++;
            else output.WriteLine($"  {question.Id} {question.Text} -> {string.Join(", ", answers.Select(answer => answer.Id))}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{title}: {questions.Count}, top-1 {(double)first / questions.Count:F3}, top-3 {(double)firstThree / questions.Count:F3}"));
        return ((double)first / questions.Count, (double)firstThree / questions.Count);
    }
}
