using Chatbot.BotFramework.Connector;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>Forgets what was said long ago.</summary>
internal sealed class DirectLinePruning(
    DirectLineActivities activities, ExpectedReplies expected, TimeProvider clock, IOptions<DirectLineOptions> options, ILogger<DirectLinePruning> logger)
    : HourlyPruning("activities of Direct Line", clock, logger)
{
    // An activity is not brought again after a day.
    private static readonly TimeSpan KeepExpected = TimeSpan.FromDays(1);

    protected override async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await activities.PruneAsync(now.AddHours(-options.Value.KeepHours), cancellationToken)
        + await expected.PruneAsync(now - KeepExpected, cancellationToken);
}
