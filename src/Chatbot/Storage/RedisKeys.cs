using System.Globalization;
using StackExchange.Redis;

namespace Chatbot.Storage;

/// <summary>
/// All keys of this service in Redis. The number in braces is the partition of the conversation: its keys lie in one hash slot, so
/// one script can write them together on Redis Cluster too.
/// </summary>
/// <remarks>
/// <code>
/// key                         type    expires                      written by
/// jaka:{17}:c:CONVERSATION    string  Redis:IdleDays after a turn  commit     version (8 bytes), next sequence (8), encrypted state
/// jaka:{17}:s:CONVERSATION    zset    Conversations:SeenHours      commit     digests (16 bytes) of message ids by time
/// jaka:{17}:q:CONVERSATION    hash    10 s                         load, announce, commit, leave     who waits for his turn
/// jaka:{17}:r:CONVERSATION    list    never: the drain empties it  commit, remove, take     sequence (8 bytes), encrypted reply
/// jaka:{17}:a:CONVERSATION    hash    never: goes with its reply   begin, set, remove       the attempts of the first reply
/// jaka:{17}:due               zset    never                        commit, set, remove      conversations by when their first reply is due
/// jaka:{17}:lease             hash    never                        lease, release           who drains the partition, token, until when
/// jaka:copies                 hash    never                        copies                   copies of the service: when they count as gone, how many partitions they drain
/// jaka:pace:{ADDRESS}         string  1 hour                       pace                     until when a sender of ours is taken
/// jaka:wake                   channel                              a copy that does not drain the partition: conversations
/// </code>
/// </remarks>
internal sealed class RedisKeys(string prefix)
{
    public RedisKey Copies => $"{prefix}:copies";

    public RedisChannel Wake => $"{prefix}:wake";

    public RedisKey State(string conversation) => Of(conversation, "c");

    public RedisKey Seen(string conversation) => Of(conversation, "s");

    public RedisKey Line(string conversation) => Of(conversation, "q");

    public RedisKey Replies(string conversation) => Of(conversation, "r");

    public RedisKey Attempt(string conversation) => Of(conversation, "a");

    public RedisKey Due(int partition) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:{{{partition}}}:due");

    public RedisKey Lease(int partition) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:{{{partition}}}:lease");

    public RedisKey Pace(string sender) => $"{prefix}:pace:{{{sender}}}";

    private RedisKey Of(string conversation, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}:{{{Partitions.Of(conversation)}}}:{kind}:{conversation}");
}
