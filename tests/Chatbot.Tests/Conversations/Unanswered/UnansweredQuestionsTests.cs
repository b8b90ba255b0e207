using Chatbot.CommandLine;
using Chatbot.Conversations;
using Chatbot.Conversations.Unanswered;
using Chatbot.Dialogs;
using Chatbot.Privacy.Access;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Conversations.Unanswered;

/// <summary>What Jaka could not answer is kept once, masked and encrypted, for the organisation that was asked.</summary>
public class UnansweredQuestionsTests : IAsyncLifetime
{
    [UsesPostgres]
    public sealed class OnPostgres : UnansweredQuestionsTests;

    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;
    private readonly TestClock clock = new(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero));
    private Stage stage = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StaffScope Rini { get; } =
        new(StaffScope.FirstOrganisation, "rini", "Rini", [StaffRole.Outreach], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private UnansweredQuestions Questions => stage.Services.GetRequiredService<UnansweredQuestions>();

    public async ValueTask InitializeAsync()
    {
        using var scratch = new ScratchFolder();
        var settings = new Dictionary<string, string?>(scratch.Settings) { ["ConnectionStrings:Database"] = await TestDatabases.OfAsync(folder) };
        stage = await Stage.SetAsync(settings, clock, await TaughtEngine.GetAsync(), Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await stage.DisposeAsync();
        await TestDatabases.ForgetAsync(folder);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_question_without_an_answer_is_kept_masked_and_one_with_an_answer_is_not()
    {
        await stage.HearAsync(Ask("resep rendang bu painem 081234567890 pakai santan berapa gelas", "Painem Sukirah"), Stop);
        await stage.HearAsync(Ask("iuran nelayan berapa?", "Painem Sukirah"), Stop);
        await stage.HearAsync(Ask("zxqw plokm wertzu", "Painem Sukirah"), Stop);

        var kept = await Questions.ListAsync(Rini, clock.GetUtcNow().AddDays(-7), Stop);
        kept.Select(question => question.Text).ShouldBe(["zxqw plokm wertzu", $"resep rendang bu {QuestionMask.Name} {QuestionMask.Number} pakai santan berapa gelas"], ignoreOrder: true);
        kept.ShouldAllBe(question => question.State == QuestionState.Open);
        var bytes = await TestDatabases.BytesAsync(folder);
        bytes.ShouldNotBeEmpty();
        (await Questions.ListAsync(Rini, clock.GetUtcNow().AddMinutes(1), Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_question_in_a_form_that_has_no_answer_is_kept_and_an_answer_to_the_form_is_not()
    {
        foreach (var text in new[] { "DAFTAR", "Siti Aminah", "apakah naga bisa terbang ke bulan?" }) await stage.HearAsync(Ask(text, null), Stop);
        (await Questions.ListAsync(Rini, clock.GetUtcNow().AddDays(-7), Stop)).Select(question => question.Text).ShouldNotContain("Siti Aminah");
    }

    [Fact]
    public async Task The_same_message_counts_once()
    {
        var asked = Ask("zxqw plokm wertzu", null);
        await stage.HearAsync(asked, Stop);
        var person = (await Questions.ListAsync(Rini, clock.GetUtcNow().AddDays(-7), Stop)).ShouldHaveSingleItem().PersonId;
        await Questions.HearAsync(new MissedTurn(asked, person, Miss.NotUnderstood), Stop);
        (await Questions.ListAsync(Rini, clock.GetUtcNow().AddDays(-7), Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_organisation_neither_sees_nor_marks_it()
    {
        await stage.HearAsync(Ask("zxqw plokm wertzu", null), Stop);
        var kept = (await Questions.ListAsync(Rini, clock.GetUtcNow().AddDays(-7), Stop)).ShouldHaveSingleItem();
        var stranger = Rini with { Organisation = "lain" };
        (await Questions.ListAsync(stranger, clock.GetUtcNow().AddDays(-7), Stop)).ShouldBeEmpty();
        (await Questions.ListAsync(Rini with { Roles = [StaffRole.Agent] }, clock.GetUtcNow().AddDays(-7), Stop)).ShouldBeEmpty();
        await Questions.MarkAsync(stranger, [kept.Id], QuestionState.NotOurs, Stop);
        (await StateAsync()).ShouldBe(QuestionState.Open);
        await Questions.MarkAsync(Rini, [kept.Id], QuestionState.NotOurs, Stop);
        (await StateAsync()).ShouldBe(QuestionState.NotOurs);

        async Task<QuestionState> StateAsync() => (await Questions.ListAsync(Rini, clock.GetUtcNow().AddDays(-7), Stop)).Single().State;
    }

    private Activity Ask(string text, string? name) => stage.Message("whatsapp", "+6281234567801", name, text);
}
