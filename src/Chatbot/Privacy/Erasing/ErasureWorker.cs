using Chatbot.Storage;

namespace Chatbot.Privacy.Erasing;

/// <summary>Goes on with erasures, every minute.</summary>
internal sealed partial class ErasureWorker(Erasures erasures, TimeProvider clock, ILogger<ErasureWorker> logger)
    : RegularWork(TimeSpan.FromMinutes(1), clock, atOnce: true)
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => erasures.RunAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "A look for erasures that are due failed")]
    protected override partial void LogFailed(Exception error);
}
