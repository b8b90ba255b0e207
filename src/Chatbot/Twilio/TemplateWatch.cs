using Chatbot.Storage;
using Chatbot.Templates;

namespace Chatbot.Twilio;

/// <summary>
/// Hands in what staff has published, and reads what Meta says to the templates: every quarter of an hour, for one that is paused must stop before
/// many messages have failed; every minute while a published text waits.
/// </summary>
internal sealed partial class TemplateWatch(TemplateSync sync, TwilioContents twilio, TemplateBook book, TimeProvider clock, ILogger<TemplateWatch> logger)
    : RegularWork(BetweenGlances, clock)
{
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan BetweenWhileWaiting = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenGlances = TimeSpan.FromSeconds(20);

    private DateTimeOffset last = clock.GetUtcNow();
    private bool hasFailed;

    /// <summary>Does what is due now; false when nothing was.</summary>
    public async Task<bool> GlanceAsync(CancellationToken cancellationToken)
    {
        var waits = book.Published.Where(book.IsEdited).Select(StateOf).ToList();
        // What could not be handed in is tried again, but not every moment.
        var isNews = !hasFailed && waits.Exists(static state => state is null or { Status: "unsubmitted" });
        var pause = hasFailed ? AfterFailure : waits.Exists(static state => state is null or { Status: "unsubmitted" or "received" or "pending" }) ? BetweenWhileWaiting : Between;
        if (!isNews && Clock.GetUtcNow() - last < pause) return false;
        last = Clock.GetUtcNow();
        var result = await sync.CarryOnAsync(cancellationToken);
        // Another copy that is at it does the same.
        hasFailed = result.Failure is not null && result != TemplateSyncResult.Elsewhere;
        if (hasFailed) LogNotRead(null);
        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        twilio.HasHost && book.Published.Count > 0 ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override Task WorkAsync(CancellationToken cancellationToken) => GlanceAsync(cancellationToken);

    protected override void LogFailed(Exception error) => LogNotRead(error);

    private TemplateState? StateOf(MessageTemplate template) =>
        book.Versions.FirstOrDefault(one => one.Text.Id == template.Id && one.Text.Version == template.Version)?.State;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The templates could not all be handed in or read; trying again later")]
    private partial void LogNotRead(Exception? error);
}
