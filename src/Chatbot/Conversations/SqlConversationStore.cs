using Chatbot.Outbox;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>Conversations in the relational database: one transaction a turn.</summary>
internal sealed class SqlConversationStore(Database database, SqlReplyOutbox outbox, TurnActions actions) : IConversationStore
{
    // The condition and the row's own lock see to it that one of several turns is committed; no row comes back to the others.
    private const string NotSeen =
        "NOT EXISTS (SELECT 1 FROM seen_messages WHERE conversation = @Value AND message_id = @MessageId)";

    private const string Begin =
        $"""
        INSERT INTO conversations (id, version, state, next_sequence, updated_at)
        SELECT @Value, 1, @State, 1 + @Replies, @At WHERE {NotSeen}
        ON CONFLICT (id) DO NOTHING RETURNING next_sequence
        """;

    private const string GoOn =
        $"""
        UPDATE conversations SET version = version + 1, state = @State, next_sequence = next_sequence + @Replies, updated_at = @At
        WHERE id = @Value AND version = @ExpectedVersion AND {NotSeen} RETURNING next_sequence
        """;

    public Task<StoredConversation> LoadAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                // «Seen» before the state: a commit between the two reads is then found by its version.
                var seen = await IsSeenAsync(session, conversation, messageId, cancellationToken);
                var row = await session.FirstAsync<StateRow>(
                    "SELECT version AS Version, state AS State FROM conversations WHERE id = @Value",
                    new { conversation.Value },
                    cancellationToken);
                return new StoredConversation(row?.State, row?.Version ?? 0, seen);
            },
            cancellationToken);

    public Task<bool> IsSeenAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => IsSeenAsync(session, conversation, messageId, cancellationToken), cancellationToken);

    // Copies on one database do not know of each other's messages before the commit; there the version decides.
    public Task AnnounceAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task LeaveAsync(ConversationId conversation, string messageId, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<CommitResult> CommitAsync(TurnCommit commit, CancellationToken cancellationToken)
    {
        var result = await database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                var next = await session.FirstAsync<long>(
                    commit.ExpectedVersion == 0 ? Begin : GoOn,
                    new
                    {
                        commit.Conversation.Value,
                        commit.MessageId,
                        commit.ExpectedVersion,
                        commit.State,
                        Replies = (long)commit.Replies.Count,
                        At = commit.At.ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                if (next == 0)
                {
                    return await IsSeenAsync(session, commit.Conversation, commit.MessageId, cancellationToken)
                        ? CommitResult.AlreadySeen
                        : CommitResult.LostRace;
                }

                await session.ExecuteAsync(
                    "INSERT INTO seen_messages (conversation, message_id, at) VALUES (@Value, @MessageId, @At)",
                    new { commit.Conversation.Value, commit.MessageId, At = commit.At.ToUnixTimeMilliseconds() },
                    cancellationToken);
                var first = next - commit.Replies.Count;
                await outbox.AddAsync(
                    session, [.. commit.Replies.Select((reply, index) => reply with { Sequence = first + index })], cancellationToken);
                return CommitResult.Committed;
            },
            cancellationToken);
        if (result == CommitResult.Committed && commit.Replies.Count > 0) outbox.Wake(commit.Conversation.Value);
        return result;
    }

    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await actions.PruneAsync(before, cancellationToken);
        return await database.WriteBulkAsync(
            session => session.ExecuteAsync(
                "DELETE FROM seen_messages WHERE at < @At", new { At = before.ToUnixTimeMilliseconds() }, cancellationToken),
            cancellationToken);
    }

    public Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM conversations WHERE id = @Value", new { conversation.Value }, cancellationToken);
                await session.ExecuteAsync("DELETE FROM seen_messages WHERE conversation = @Value", new { conversation.Value }, cancellationToken);
                await outbox.DropAsync(session, conversation.Value, cancellationToken);
            },
            cancellationToken);

    private static async Task<bool> IsSeenAsync(
        DbSession session, ConversationId conversation, string messageId, CancellationToken cancellationToken) =>
        await session.FirstAsync<long>(
            "SELECT COUNT(*) FROM seen_messages WHERE conversation = @Value AND message_id = @messageId",
            new { conversation.Value, messageId },
            cancellationToken) > 0;

    private sealed record StateRow(long Version, byte[] State);
}
