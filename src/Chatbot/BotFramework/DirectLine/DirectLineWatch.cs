using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework.DirectLine;

/// <summary>Brings to the streams of this copy what other copies have added: one question a second, however many pages are open.</summary>
internal sealed partial class DirectLineWatch(
    DirectLineActivities activities, IOptions<DirectLineOptions> options, TimeProvider clock, ILogger<DirectLineWatch> logger) : RegularWork(BetweenLooks, clock)
{
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.IsOn ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override Task WorkAsync(CancellationToken cancellationToken) => activities.LookAroundAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for what other copies said on Direct Line failed; trying again")]
    protected override partial void LogFailed(Exception error);
}
