using Chatbot.Programs;

namespace Chatbot.Tests.Programs;

public sealed class PriceCommandTests
{
    private static readonly PriceArguments Question = new("2026-12", "1000000", "other", "self", "JKK,JKM", null);

    [Fact]
    public void A_question_is_answered_in_one_line_of_JSON()
    {
        var (exit, output, error) = Run(Question with { Months = "2" });

        exit.ShouldBe(0);
        error.ShouldBeEmpty();
        output.ShouldBe("""
            {"total":25200,"months":[{"month":"2026-12","amounts":{"JKK":5000,"JKM":3400},"policy":"PP50-2025-OTHER"},{"month":"2027-01","amounts":{"JKK":10000,"JKM":6800},"policy":null}]}

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Theory]
    [InlineData("2026-13", "1000000", "other", "self", "JKK,JKM", "1", "month")]
    [InlineData("2026-12", "1.000.000", "other", "self", "JKK,JKM", "1", "income")]
    [InlineData("2026-12", "-5", "other", "self", "JKK,JKM", "1", "negative")]
    [InlineData("2026-12", "1000000", "laut", "self", "JKK,JKM", "1", "sector")]
    [InlineData("2026-12", "1000000", "other", "me", "JKK,JKM", "1", "payer")]
    [InlineData("2026-12", "1000000", "other", "self", "JKK,JKM,JP", "1", "JP")]
    [InlineData("2026-12", "1000000", "other", "self", "JHT", "1", "mandatory")]
    [InlineData("2026-12", "1000000", "other", "self", "JKK,JKM,JKM", "1", "twice")]
    [InlineData("2026-12", "1000000", "other", "self", "JKK,JKM", "0", "months")]
    [InlineData("2026-12", "1000000", "other", "self", "JKK,JKM", "x", "months")]
    [InlineData("2010-01", "1000000", "other", "self", "JKK,JKM", "1", "no tariff")]
    [InlineData("9999-12", "1000000", "other", "self", "JKK,JKM", "3", "far")]
    public void A_wrong_value_is_refused_with_its_reason(
        string month, string income, string sector, string payer, string programs, string months, string reason)
    {
        var (exit, output, error) = Run(new PriceArguments(month, income, sector, payer, programs, months));

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain(reason);
    }

    [Fact]
    public void A_missing_option_is_wrong_usage()
    {
        var (exit, output, error) = Run(Question with { Income = null });

        exit.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain("--income");
    }

    [Fact]
    public void Lines_are_answered_in_order_each_with_its_id()
    {
        var (exit, output, _) = RunLines("""
            {"id":"a","month":"2026-11","income":3000000,"sector":"other","payer":"self","programs":["JKK","JKM","JHT"],"months":1}

            {"id":7,"month":"2026-11","income":1000000,"sector":"transport","payer":"government","programs":["JKK","JKM"]}
            """);

        exit.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("""{"id":"a","total":77150,""");
        lines[1].ShouldStartWith("""{"id":7,"total":16800,""");
        lines[1].ShouldContain("\"policy\":null");
    }

    [Fact]
    public void A_line_that_cannot_be_answered_says_why_and_the_others_are_answered()
    {
        var (exit, output, error) = RunLines("""
            {"id":"bad","month":"soon","income":1,"programs":["JKK","JKM"]}
            not json
            [1]
            {"id":"none"}
            {"id":"good","month":"2026-11","income":1,"sector":"other","payer":"self","programs":["JKK","JKM"],"months":1}
            """);

        exit.ShouldBe(1);
        error.ShouldContain("soon");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(5);
        lines[0].ShouldStartWith("""{"id":"bad","error":""");
        lines[1].ShouldStartWith("""{"id":null,"error":""");
        lines[2].ShouldStartWith("""{"id":null,"error":""");
        lines[3].ShouldStartWith("""{"id":"none","error":""");
        lines[4].ShouldStartWith("""{"id":"good","total":8400,""");
    }

    private static (int Exit, string Output, string Error) Run(PriceArguments arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = PriceCommand.Run(KnowledgeFolder.Tariff, arguments, output, error);
        return (exit, output.ToString(), error.ToString());
    }

    private static (int Exit, string Output, string Error) RunLines(string lines)
    {
        using var input = new StringReader(lines);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = PriceCommand.RunLines(KnowledgeFolder.Tariff, input, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
