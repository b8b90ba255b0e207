using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>How often visitors post and sites ask for tokens, in this copy of the service.</summary>
internal sealed class DirectLineLimits(IOptions<DirectLineOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> posts = PerMinute(options.Value.PostsPerMinute);
    private readonly PartitionedRateLimiter<string> tokens = PerMinute(options.Value.TokensPerMinute);

    public bool MayPost(Visitor visitor)
    {
        using var lease = posts.AttemptAcquire(visitor.User);
        return lease.IsAcquired;
    }

    /// <param name="bearer">The secret, or the visitor's conversation.</param>
    public bool MayHaveToken(string bearer)
    {
        using var lease = tokens.AttemptAcquire(bearer);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        posts.Dispose();
        tokens.Dispose();
    }

    // A bucket that fills evenly: a burst is taken, a stream is not.
    public static PartitionedRateLimiter<string> PerMinute(int count) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = count,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / count,
            AutoReplenishment = true,
        }));
}
