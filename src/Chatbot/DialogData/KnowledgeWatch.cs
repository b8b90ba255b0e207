using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.DialogData;

/// <summary>
/// Looks at the knowledge at start and once a day, as it is then: what has expired, what ends within 60 days, what nobody has approved.
/// The service goes on with it, since a text says «konfirmasi ke 175» in place of a value that has ended; staff must put it right.
/// </summary>
internal sealed partial class KnowledgeWatch(Repertoires repertoires, TimeProvider clock, ILogger<KnowledgeWatch> logger)
    : RegularWork(TimeSpan.FromDays(1), clock, atOnce: true)
{
    // The day changes for Jaka when it does in Jakarta.
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    /// <summary>What was found at the last look, by file and line.</summary>
    public IReadOnlyList<KnowledgeProblem> Problems { get; private set; } = [];

    /// <summary>Looks now.</summary>
    public void Look()
    {
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().ToOffset(Jakarta).DateTime);
        var now = repertoires.Now;
        Problems = KnowledgeChecker.Check(now.Knowledge, now.Dialogs.Replies, today);
        foreach (var problem in Problems)
            if (problem.Warning) LogWarning(logger, problem);
            else LogFault(logger, problem);
    }

    protected override Task WorkAsync(CancellationToken cancellationToken)
    {
        Look();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Knowledge: {Problem}")]
    private static partial void LogWarning(ILogger logger, KnowledgeProblem problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Knowledge: {Problem}")]
    private static partial void LogFault(ILogger logger, KnowledgeProblem problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking at the knowledge failed; it is looked at again tomorrow")]
    protected override partial void LogFailed(Exception error);
}
