namespace Chatbot.Campaigns.Effects;

/// <summary>An interval that holds the true value with 95 % confidence.</summary>
internal readonly record struct Interval(double Low, double High);

/// <summary>
/// Shares and their differences with 95 % confidence intervals that also hold for small and for extreme counts. Pure.
/// R. G. Newcombe, «Two-sided confidence intervals for the single proportion», Statistics in Medicine 17 (1998) 857-872, method 3 (Wilson's
/// score), and «Interval estimation for the difference between independent proportions», ibid. 873-890, method 10.
/// </summary>
internal static class Proportions
{
    // The 97.5 % point of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>Wilson's score interval; of nobody everything is possible.</summary>
    public static Interval Of(long hits, long all)
    {
        if (all == 0) return new Interval(0, 1);
        var (n, p) = ((double)all, hits / (double)all);
        var middle = (2 * n * p) + (Z * Z);
        var width = Z * Math.Sqrt((Z * Z) + (4 * n * p * (1 - p)));
        var whole = 2 * (n + (Z * Z));
        return new Interval(Math.Max(0, (middle - width) / whole), Math.Min(1, (middle + width) / whole));
    }

    /// <summary>How much larger the first share is than the second; null when one of the groups is empty.</summary>
    public static (double Difference, Interval Interval)? Difference(long hits, long all, long otherHits, long otherAll)
    {
        if (all == 0 || otherAll == 0) return null;
        var (p, q) = (hits / (double)all, otherHits / (double)otherAll);
        var (own, other) = (Of(hits, all), Of(otherHits, otherAll));
        double Square(double x) => x * x;
        return (p - q, new Interval(
            p - q - Math.Sqrt(Square(p - own.Low) + Square(other.High - q)),
            p - q + Math.Sqrt(Square(own.High - p) + Square(q - other.Low))));
    }
}
