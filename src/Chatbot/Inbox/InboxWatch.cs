using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Inbox;

/// <summary>
/// Notices for all open inboxes of this copy that something has changed, whichever copy changed it: one small question to the database every
/// few seconds, and none while nobody looks.
/// </summary>
internal sealed partial class InboxWatch(
    Database database, TimeProvider clock, IOptions<InboxOptions> options, ILogger<InboxWatch> logger)
    : RegularWork(TimeSpan.FromSeconds(options.Value.WatchSeconds), clock)
{
    private Mark? last;

    private event Action? Changed;

    /// <summary>Calls when something has changed, until what is returned is disposed of. On whatever thread.</summary>
    public IDisposable Watch(Action changed)
    {
        Changed += changed;
        return new Looker(() => Changed -= changed);
    }

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (Changed is not { } lookers)
        {
            last = null;
            return;
        }

        var now = await database.ReadAsync(
            session => session.FirstAsync<Mark>(
                """
                SELECT COALESCE((SELECT MAX(last_inbound_at) FROM contacts), 0) AS Inbound,
                    COALESCE((SELECT MAX(changed_at) FROM staff_chats), 0) AS Chats,
                    COALESCE((SELECT MAX(created_at) FROM tickets WHERE status = 'open'), 0) AS Tickets
                """,
                null,
                cancellationToken),
            cancellationToken);
        if (last is not null && last != now) lookers();
        last = now;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A look for news of the inbox failed; trying again")]
    protected override partial void LogFailed(Exception error);

    private sealed record Mark(long Inbound, long Chats, long Tickets);

    private sealed class Looker(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
