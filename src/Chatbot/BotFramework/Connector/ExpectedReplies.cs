using System.Text.Json;
using Chatbot.BotFramework.Activities;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.BotFramework.Connector;

/// <summary>
/// Replies for whoever asked for them in the answer to his activity (delivery mode <c>expectReplies</c>). They leave the outbox in order like
/// all others, and are laid down here, encrypted, for the request that waits in whichever copy.
/// </summary>
internal sealed class ExpectedReplies(Database database, IReplyOutbox outbox, PersonalData personalData, TimeProvider clock)
{
    internal const string Purpose = "expected-reply";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(25);

    public Task AddAsync(OutgoingReply reply, BotActivity activity, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO expected_replies (turn_id, sequence, conversation, activity, at) VALUES (@TurnId, @Sequence, @Conversation, @Activity, @At)
                ON CONFLICT (turn_id, sequence) DO NOTHING
                """,
                new
                {
                    reply.TurnId,
                    reply.Sequence,
                    reply.Conversation,
                    Activity = personalData.Encrypt(Purpose, BotJson.Write(activity with { Id = reply.Id })),
                    At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                cancellationToken),
            cancellationToken);

    /// <summary>All replies of a turn that is committed, when the last of them has left the outbox.</summary>
    /// <param name="turnId">The turn.</param>
    /// <param name="conversation">Its conversation.</param>
    /// <param name="cancellationToken">Whoever asked waits no longer.</param>
    public async Task<IReadOnlyList<JsonElement>> WaitAsync(string turnId, string conversation, CancellationToken cancellationToken)
    {
        // A reply before them that cannot leave holds them up, too.
        while (await outbox.FirstAsync(conversation, cancellationToken) is not null) await Task.Delay(BetweenLooks, clock, cancellationToken);
        var rows = await database.ReadAsync(
            session => session.QueryAsync<byte[]>(
                "SELECT activity FROM expected_replies WHERE turn_id = @turnId ORDER BY sequence", new { turnId }, cancellationToken),
            cancellationToken);
        return [.. rows.Select(Open)];
    }

    /// <summary>Forgets those from before then; nobody brings their activity again.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM expected_replies WHERE at < @At", new { At = before.ToUnixTimeMilliseconds() }, cancellationToken),
            cancellationToken);

    private JsonElement Open(byte[] activity)
    {
        using var document = JsonDocument.Parse(personalData.Decrypt(Purpose, activity));
        return document.RootElement.Clone();
    }
}
