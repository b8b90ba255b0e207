using Chatbot.Campaigns.Effects;

namespace Chatbot.Tests.Campaigns;

/// <summary>The intervals against the examples of the papers that they come from.</summary>
public sealed class ProportionsTests
{
    // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void One_share(long hits, long all, double low, double high)
    {
        var interval = Proportions.Of(hits, all);
        interval.Low.ShouldBe(low, 0.00006);
        interval.High.ShouldBe(high, 0.00006);
    }

    // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void A_difference(long hits, long all, long otherHits, long otherAll, double low, double high)
    {
        var (difference, interval) = Proportions.Difference(hits, all, otherHits, otherAll)!.Value;
        difference.ShouldBe((hits / (double)all) - (otherHits / (double)otherAll));
        interval.Low.ShouldBe(low, 0.00006);
        interval.High.ShouldBe(high, 0.00006);
    }

    [Fact]
    public void An_empty_group_tells_nothing()
    {
        Proportions.Of(0, 0).ShouldBe(new Interval(0, 1));
        Proportions.Difference(1, 2, 0, 0).ShouldBeNull();
    }
}
