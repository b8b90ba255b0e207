using Chatbot.Outbox;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>Conversations in the relational database: one transaction a turn.</summary>
internal sealed class SqlConversationStore(Database database, SqlReplyOutbox outbox, TurnActions actions) : IConversationStore
{
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
            async session =>
            {
                if (await IsSeenAsync(session, commit.Conversation, commit.MessageId, cancellationToken)) return CommitResult.AlreadySeen;
                var row = await session.FirstAsync<VersionRow>(
                    "SELECT version AS Version, next_sequence AS NextSequence FROM conversations WHERE id = @Value",
                    new { commit.Conversation.Value },
                    cancellationToken);
                if ((row?.Version ?? 0) != commit.ExpectedVersion) return CommitResult.LostRace;

                var first = row?.NextSequence ?? 1;
                var at = commit.At.ToUnixTimeMilliseconds();
                await session.ExecuteAsync(
                    """
                    INSERT INTO conversations (id, version, state, next_sequence, updated_at) VALUES (@Value, @Version, @State, @Next, @at)
                    ON CONFLICT (id) DO UPDATE SET version = @Version, state = @State, next_sequence = @Next, updated_at = @at
                    """,
                    new
                    {
                        commit.Conversation.Value,
                        Version = commit.ExpectedVersion + 1,
                        commit.State,
                        Next = first + commit.Replies.Count,
                        at,
                    },
                    cancellationToken);
                await session.ExecuteAsync(
                    "INSERT INTO seen_messages (conversation, message_id, at) VALUES (@Value, @MessageId, @at)",
                    new { commit.Conversation.Value, commit.MessageId, at },
                    cancellationToken);
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
        return await database.WriteAsync(
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

    private sealed record VersionRow(long Version, long NextSequence);
}
