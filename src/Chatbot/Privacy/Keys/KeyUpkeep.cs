using Chatbot.Storage;

namespace Chatbot.Privacy.Keys;

/// <summary>Meets keys that another copy made, every minute.</summary>
internal sealed partial class KeyRefresh(DataKeys keys, TimeProvider clock, ILogger<KeyRefresh> logger)
    : RegularWork(TimeSpan.FromMinutes(1), clock)
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => keys.RefreshAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The data keys could not be read again")]
    protected override partial void LogFailed(Exception error);
}

/// <summary>Encrypts anew what is still under an older key, every hour.</summary>
internal sealed class KeyResealing(KeyRotation rotation, TimeProvider clock, ILogger<KeyResealing> logger)
    : HourlyPruning("encryptions under older keys", clock, logger)
{
    protected override async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        (int)await rotation.ResealAsync(cancellationToken);
}
