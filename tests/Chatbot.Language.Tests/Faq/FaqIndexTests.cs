using System.Globalization;
using Chatbot.Language.Tests.Intents;

namespace Chatbot.Language.Tests.Faq;

/// <summary>Questions find the FAQ entry that answers them.</summary>
public sealed class FaqIndexTests(Learned learned, ITestOutputHelper output)
{
    [Fact]
    public void A_paraphrase_finds_its_entry()
    {
        var all = new List<FaqQuestion>();
        foreach (var file in (string[])["questions.tsv", "questions-2.tsv", "questions-3.tsv"])
        {
            var questions = Learned.Lines(Path.Combine(Learned.Root, "tests", "Chatbot.Language.Tests", "Faq", file))
                .Select(columns => new FaqQuestion(columns[0], columns[1])).ToList();
            questions.Count.ShouldBeGreaterThanOrEqualTo(100);
            Found(learned.Language, questions, file);
            all.AddRange(questions);
        }

        var (first, firstTwo) = Found(learned.Language, all, "All paraphrases");
        first.ShouldBeGreaterThanOrEqualTo(0.92);
        firstTwo.ShouldBeGreaterThanOrEqualTo(0.94);
    }

    [Theory]
    [InlineData("Intents/messages.tsv")]
    [InlineData("Intents/messages-2.tsv")]
    public void What_is_meant_for_others_finds_no_entry(string file)
    {
        var messages = Learned.Lines(Path.Combine(Learned.Root, "tests", "Chatbot.Language.Tests", file))
            .Where(columns => columns[0] == "out_of_scope").ToList();
        var found = messages.Where(columns => learned.Understand(columns[2]).Answers.Count > 0).ToList();
        output.WriteLine($"{file}: an entry for {found.Count} of {messages.Count} messages that are out of scope");
        ((double)found.Count / messages.Count).ShouldBeLessThanOrEqualTo(0.08);
    }

    [Fact]
    public void The_questions_of_the_reference_find_their_entries_by_our_own_wordings()
    {
        Shared.SkipUnlessPresent("domain/faq.md");
        var language = Indonesian.Learn(learned.Data with { Faq = learned.Questions });
        var (first, firstTwo) = Found(language, Shared.FaqQuestions(), "Reference questions");
        first.ShouldBeGreaterThanOrEqualTo(0.90);
        firstTwo.ShouldBeGreaterThanOrEqualTo(0.94);
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

    [Theory]
    [InlineData("kartu kis saya tidak aktif", "bpjs_kesehatan")]
    [InlineData("rujukan bpjs kesehatan gimana", "bpjs_kesehatan")]
    [InlineData("bpjs yang kesehatan itu iurannya berapa", "bpjs_kesehatan")]
    [InlineData("apa bedanya bpjs kesehatan sama ketenagakerjaan", null)]
    [InlineData("salah bayar ke bpjs kesehatan", null)]
    [InlineData("cuaca besok gimana", null)]
    public void Questions_to_the_health_insurance_are_told_apart(string text, string? other) =>
        learned.Understand(text).OtherService.ShouldBe(other);

    [Fact]
    public void Two_answers_that_fit_as_well_are_a_near_tie()
    {
        var language = Indonesian.Learn(learned.Data with
        {
            Faq = [.. learned.Data.Faq, new("N", "jadwal sosialisasi iuran nelayan bulan ini"), new("P", "jadwal sosialisasi iuran petani bulan ini")],
        });
        string Ids(string text) => string.Join(" ", language.Understand(text, DateTimeOffset.UnixEpoch).NearTie.Select(match => match.Id).Order());

        Ids("jadwal sosialisasi iuran bulan ini").ShouldBe("N P");
        Ids("jadwal sosialisasi iuran petani bulan ini").ShouldBeEmpty();
        Ids("resep rendang").ShouldBeEmpty();
    }

    [Fact]
    public void Near_entries_stand_beside_the_best_in_order()
    {
        var answers = learned.Understand("diskon iuran nelayan sampai kapan").Answers;
        answers.Count.ShouldBeGreaterThan(1);
        answers[0].Id.ShouldBe("Q032");
        answers.Select(answer => answer.Confidence).ShouldBeInOrder(SortDirection.Descending);
    }

    private (double First, double FirstTwo) Found(Indonesian language, IReadOnlyList<FaqQuestion> questions, string title)
    {
        int first = 0, firstTwo = 0, asked = 0, askedRight = 0, none = 0;
        foreach (var question in questions)
        {
            var meaning = language.Understand(question.Text, DateTimeOffset.UnixEpoch);
            var answers = meaning.Answers;
            var right = answers.Count > 0 && answers[0].Id == question.Id;
            var second = answers.Take(2).Any(answer => answer.Id == question.Id);
            if (right) first++;
            if (second) firstTwo++;
            if (answers.Count == 0) none++;
            if (meaning.NearTie.Count > 0)
            {
                asked++;
                if (second) askedRight++;
            }

            if (!right || meaning.NearTie.Count > 0)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {(right ? "=" : second ? "2" : "-")}{(meaning.NearTie.Count > 0 ? "?" : " ")} {question.Id} {question.Text} -> {string.Join(", ", answers.Select(answer => $"{answer.Id} {answer.Confidence:F2}"))}"));
            }
        }

        double Share(int count) => (double)count / questions.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{title}: {questions.Count}, top-1 {Share(first):F3}, top-2 {Share(firstTwo):F3}, asked back {Share(asked):F3} (right one among the two {askedRight}/{asked}), none {none}"));
        return (Share(first), Share(firstTwo));
    }
}
