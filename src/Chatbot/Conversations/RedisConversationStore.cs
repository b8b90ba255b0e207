using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Outbox;
using Chatbot.Storage;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Chatbot.Conversations;

/// <summary>
/// Conversations in Redis: one script a turn. What actions gave is in the database with their effects (<see cref="TurnActions"/>).
/// </summary>
/// <remarks>A commit without an answer may have been carried out: it throws, the message is brought again, and is then found seen.</remarks>
internal sealed class RedisConversationStore(
    RedisConnection redis,
    RedisReplyOutbox outbox,
    SealedReplies sealedReplies,
    TurnActions actions,
    IOptions<ConversationsOptions> options,
    IOptions<RedisOptions> redisOptions) : IConversationStore
{
    // Version and next sequence stand in front of the state.
    private const int StateAt = 16;

    // A message whose copy gives no sign of life for this long loses its place in the line; one that waits in its copy gives none, and
    // is answered 503 after ten seconds.
    private const int PlaceMilliseconds = 3_000;
    private const int AnnouncedMilliseconds = 10_000;

    // A burst moves on every few milliseconds; who waits longer than a place counts goes on as he is: the version decides.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(2 * PlaceMilliseconds);

    private static readonly RedisScript Load = RedisScript.Named("Conversations.Scripts.load");
    private static readonly RedisScript Announce = RedisScript.Named("Conversations.Scripts.announce");
    private static readonly RedisScript Commit = RedisScript.Named("Conversations.Scripts.commit");
    private static readonly RedisScript Forget = RedisScript.Named("Conversations.Scripts.forget");

    private RedisKeys Keys => redis.Keys;

    public async Task<StoredConversation> LoadAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken)
    {
        var message = Digest(messageId);
        RedisKey[] keys = [Keys.State(conversation.Value), Keys.Seen(conversation.Value), Keys.Line(conversation.Value)];
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            var isPatient = TimeProvider.System.GetElapsedTime(began) < LongestWait;
            var found = (RedisResult[])await redis.RunAsync(Load, keys, [message, PlaceMilliseconds, isPatient ? 0 : 1], cancellationToken);
            var what = (int)found[0];
            if (what != 2)
            {
                var bytes = (byte[]?)found[1];
                return bytes is null
                    ? new StoredConversation(null, 0, what == 1)
                    : new StoredConversation(bytes[StateAt..], BinaryPrimitives.ReadInt64BigEndian(bytes), what == 1);
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    public async Task<bool> IsSeenAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken) =>
        await redis.CallAsync(
            database => database.SortedSetScoreAsync(Keys.Seen(conversation.Value), Digest(messageId)), cancellationToken) is not null;

    public Task AnnounceAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken) =>
        redis.RunAsync(Announce, [Keys.Line(conversation.Value)], [Digest(messageId), AnnouncedMilliseconds], cancellationToken);

    public async Task LeaveAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken)
    {
        try
        {
            await redis.CallAsync(database => database.HashDeleteAsync(Keys.Line(conversation.Value), Digest(messageId)), cancellationToken);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            // A place counts for seconds only.
        }
    }

    public async Task<CommitResult> CommitAsync(TurnCommit commit, CancellationToken cancellationToken)
    {
        var conversation = commit.Conversation.Value;
        var seen = TimeSpan.FromHours(options.Value.SeenHours);
        RedisKey[] keys =
        [
            Keys.State(conversation), Keys.Seen(conversation), Keys.Line(conversation), Keys.Replies(conversation),
            Keys.Due(commit.Conversation.Partition),
        ];
        RedisValue[] values =
        [
            Digest(commit.MessageId),
            commit.ExpectedVersion,
            commit.State,
            commit.At.ToUnixTimeMilliseconds(),
            (commit.At - seen).ToUnixTimeMilliseconds(),
            (long)seen.TotalMilliseconds,
            (long)TimeSpan.FromDays(redisOptions.Value.IdleDays).TotalMilliseconds,
            conversation,
            .. commit.Replies.Select(reply => (RedisValue)sealedReplies.Seal(reply)),
        ];
        var answer = (long)await redis.RunAsync(Commit, keys, values, cancellationToken);
        if (answer > 0) return answer == 1 ? CommitResult.AlreadySeen : CommitResult.LostRace;
        if (commit.Replies.Count > 0)
        {
            // What nothing waits before need not be read back: its sending begins with a look whether it is still so.
            var first = answer < 0 ? new WaitingReply(commit.Replies[0] with { Sequence = -answer }, null, 0, 0, commit.At) { IsHandedOver = true } : null;
            outbox.Wake(conversation, first);
        }

        return CommitResult.Committed;
    }

    // Message ids go by themselves.
    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await actions.PruneAsync(before, cancellationToken);
        return 0;
    }

    public Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        redis.RunAsync(
            Forget,
            [
                Keys.State(conversation.Value), Keys.Seen(conversation.Value), Keys.Line(conversation.Value), Keys.Replies(conversation.Value),
                Keys.Attempt(conversation.Value), Keys.Due(conversation.Partition),
            ],
            [conversation.Value],
            cancellationToken);

    // Ids of some channels are long; 16 bytes of a digest never meet by chance.
    private static byte[] Digest(string messageId) => SHA256.HashData(Encoding.UTF8.GetBytes(messageId))[..16];
}
