using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>
/// Effects that happen once a turn: the result is written in the transaction of the effect. A turn that died before its
/// commit, or lost a race, and is run again gets that result.
/// </summary>
internal sealed class TurnActions(Database database, PersonalData personalData, TimeProvider clock)
{
    internal const string Purpose = "turn-action";

    public Task<ActionResult> OnceAsync(
        string name, ActionContext context, Func<DbSession, Task<ActionResult>> effect, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var key = new { Conversation = context.Conversation.Value, context.TurnId, context.Ordinal, Name = name };
                var done = await session.FirstAsync<byte[]>(
                    """
                    SELECT result FROM turn_actions
                    WHERE conversation = @Conversation AND turn_id = @TurnId AND ordinal = @Ordinal AND name = @Name
                    """,
                    key,
                    cancellationToken);
                if (done is not null) return Open(done);
                var result = await effect(session);
                session.Queue(
                    """
                    INSERT INTO turn_actions (conversation, turn_id, ordinal, name, result, at)
                    VALUES (@Conversation, @TurnId, @Ordinal, @Name, @Result, @At)
                    """,
                    new { key.Conversation, key.TurnId, key.Ordinal, key.Name, Result = Seal(result), At = clock.GetUtcNow().ToUnixTimeMilliseconds() });
                return result;
            },
            cancellationToken);

    /// <summary>Forgets results from before then.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM turn_actions WHERE at < @At", new { At = before.ToUnixTimeMilliseconds() }, cancellationToken),
            cancellationToken);

    private byte[] Seal(ActionResult result) =>
        personalData.Encrypt(
            Purpose,
            JsonSerializer.SerializeToUtf8Bytes(
                new StoredResult(result.Outcome, new Dictionary<string, string>(result.Values)), TurnActionJson.Default.StoredResult));

    private ActionResult Open(byte[] bytes)
    {
        var stored = JsonSerializer.Deserialize(personalData.Decrypt(Purpose, bytes), TurnActionJson.Default.StoredResult)
            ?? throw new JsonException("A stored result of an action is empty.");
        return new ActionResult(stored.Outcome, stored.Values);
    }
}

/// <summary>Result of an action, as it is stored.</summary>
internal sealed record StoredResult(string Outcome, Dictionary<string, string> Values);

[JsonSerializable(typeof(StoredResult))]
internal sealed partial class TurnActionJson : JsonSerializerContext;
