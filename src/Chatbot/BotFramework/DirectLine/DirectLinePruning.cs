using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>Forgets what was said long ago.</summary>
internal sealed class DirectLinePruning(
    DirectLineActivities activities, TimeProvider clock, IOptions<DirectLineOptions> options, ILogger<DirectLinePruning> logger)
    : HourlyPruning("activities of Direct Line", clock, logger)
{
    protected override Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        activities.PruneAsync(now.AddHours(-options.Value.KeepHours), cancellationToken);
}
