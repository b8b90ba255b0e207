using Chatbot.CommandLine;

namespace Chatbot.Tests.CommandLine;

public sealed class RemindersCommandTests
{
    [Fact]
    public async Task A_day_that_is_none_is_refused_with_the_option_named()
    {
        var error = new StringWriter();

        (await JakaCommand.RunAsync(["reminders", "run", "--date", "besok", "--dry-run"], TextReader.Null, new StringWriter(), error))
            .ShouldBe(JakaCommand.WrongUsage);
        error.ToString().ShouldContain("--date 'besok'");
    }
}
