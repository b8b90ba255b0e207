using Chatbot.CommandLine;
using Chatbot.DialogData;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.CommandLine;

public sealed class KnowledgeCommandTests
{
    [Theory]
    [InlineData("2026-11-21")]
    // The relief of PP 50/2025 is over: what is said must still stand.
    [InlineData("2027-04-15")]
    public async Task The_knowledge_holds_on_that_day(string day)
    {
        var (code, output, error) = await RunAsync("knowledge", "check", "--date", day);

        code.ShouldBe(JakaCommand.Done, error);
        output.ShouldContain($"on {day}: 0 mistakes");
    }

    [Fact]
    public async Task What_ends_within_sixty_days_is_named_with_file_and_line()
    {
        var (_, _, error) = await RunAsync("knowledge", "check", "--date", "2026-11-21");

        error.ShouldContain("contributions.yaml:");
        error.ShouldContain("PP50-2025-OTHER ends on 2026-12-31");
    }

    [Fact]
    public async Task A_day_that_is_none_is_refused_with_the_option_named()
    {
        var (code, _, error) = await RunAsync("knowledge", "check", "--date", "31-12-2026");

        code.ShouldBe(JakaCommand.WrongUsage);
        error.ShouldContain("--date '31-12-2026'");
    }

    [Fact]
    public async Task The_service_looks_at_its_knowledge_anew_each_day()
    {
        using var scratch = new ScratchFolder();
        var clock = new TestClock(new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));
        await using var stage = await Stage.SetAsync(scratch.Settings, clock, null, TestContext.Current.CancellationToken);
        var watch = stage.Services.GetRequiredService<KnowledgeWatch>();

        // 31 October, 23:00 in Jakarta: 61 days are left.
        watch.Look();
        watch.Problems.ShouldNotContain(problem => problem.Message.Contains("PP50-2025-OTHER"));

        clock.Advance(TimeSpan.FromHours(2));
        watch.Look();
        watch.Problems.ShouldContain(problem => problem.Warning && problem.Message.Contains("PP50-2025-OTHER"));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await JakaCommand.RunAsync(args, TextReader.Null, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
