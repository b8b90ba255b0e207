using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Inbox;

/// <summary>What staff did in a conversation; a closed list.</summary>
internal static class ChatEventKind
{
    public const string Taken = "taken";

    /// <summary>On its way into the conversation; becomes <see cref="Sent"/>.</summary>
    public const string Sending = "sending";
    public const string Sent = "sent";
    public const string Returned = "returned";

    /// <summary>The person called Jaka back.</summary>
    public const string Left = "left";

    /// <summary>Whoever had it did nothing for too long.</summary>
    public const string Silent = "silent";
    public const string Assigned = "assigned";
    public const string Note = "note";
    public const string Reset = "reset";
}

/// <summary>Something that staff did in a conversation.</summary>
/// <param name="Id">Of the event; the same id is kept once.</param>
/// <param name="Kind">One of <see cref="ChatEventKind"/>.</param>
/// <param name="Actor">Login.</param>
/// <param name="ActorName">Name.</param>
/// <param name="Content">Of a note, a message, a handing back; else empty.</param>
/// <param name="ReplyId">Of the delivery, when something was sent.</param>
/// <param name="At">UTC.</param>
internal sealed record ChatEvent(
    string Id, string Kind, string Actor, string ActorName, ChatContent Content, string? ReplyId, DateTimeOffset At);

/// <summary>The words of an event.</summary>
/// <param name="Text">As the person or a colleague reads them.</param>
/// <param name="Template">By which it goes; null: as a free text.</param>
internal sealed record ChatContent(string Text, TemplateUse? Template = null)
{
    public static ChatContent Empty { get; } = new("");
}

[JsonSerializable(typeof(TemplateUse))]
internal sealed partial class ChatContentJson : JsonSerializerContext;

/// <summary>What staff did in each conversation, the oldest first: the notes of colleagues, and who wrote what.</summary>
internal sealed class ChatEvents(Database database, PersonalData personalData, TimeProvider clock)
{
    internal const string Purpose = "staff.chat-event";
    internal const string TemplatePurpose = "staff.chat-template";

    private const string SelectRows =
        """
        SELECT id AS Id, conversation AS Conversation, kind AS Kind, actor AS Actor, actor_name AS ActorName, content AS Content, template AS Template,
            reply_id AS ReplyId, at AS At
        FROM staff_chat_events
        """;

    /// <summary>Adds one in the transaction of what happened. False when the id is there already.</summary>
    public async Task<bool> AddAsync(
        DbSession session, string conversation, string id, string kind, StaffMember actor, ChatContent content, string? replyId,
        CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            """
            INSERT INTO staff_chat_events (id, conversation, kind, actor, actor_name, content, template, reply_id, at)
            VALUES (@id, @conversation, @kind, @Login, @Name, @Content, @Template, @replyId, @Now) ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                id,
                conversation,
                kind,
                actor.Login,
                actor.Name,
                Content = content.Text.Length == 0 ? null : personalData.Encrypt(Purpose, content.Text),
                Template = content.Template is null
                    ? null
                    : personalData.Encrypt(TemplatePurpose, JsonSerializer.SerializeToUtf8Bytes(content.Template, ChatContentJson.Default.TemplateUse)),
                replyId,
                Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken) == 1;

    /// <summary>Those of a conversation, the oldest first.</summary>
    public async Task<IReadOnlyList<ChatEvent>> OfAsync(string conversation, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"{SelectRows} WHERE conversation = @conversation ORDER BY at, id", new { conversation }, cancellationToken),
            cancellationToken);
        return [.. rows.Select(Open)];
    }

    /// <summary>One by its id, with its conversation; null when there is none.</summary>
    public async Task<(string Conversation, ChatEvent Event)?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<Row>($"{SelectRows} WHERE id = @id", new { id }, cancellationToken), cancellationToken);
        return row is null ? null : (row.Conversation, Open(row));
    }

    /// <summary>Ids of messages that were on their way before then and have not arrived in their conversation.</summary>
    public Task<IReadOnlyList<string>> UnsentAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync<string>(
                """
                SELECT staff_chat_events.id FROM staff_chats JOIN staff_chat_events ON staff_chat_events.conversation = staff_chats.conversation
                WHERE staff_chats.phase <> 'free' AND staff_chat_events.kind = 'sending' AND staff_chat_events.at < @Before
                ORDER BY staff_chat_events.at LIMIT 100
                """,
                new { Before = before.ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    private ChatEvent Open(Row row) => new(
        row.Id,
        row.Kind,
        row.Actor,
        row.ActorName,
        new ChatContent(
            row.Content is null ? "" : personalData.DecryptText(Purpose, row.Content),
            row.Template is null
                ? null
                : JsonSerializer.Deserialize(personalData.Decrypt(TemplatePurpose, row.Template), ChatContentJson.Default.TemplateUse)),
        row.ReplyId,
        DateTimeOffset.FromUnixTimeMilliseconds(row.At));

    private sealed record Row(
        string Id, string Conversation, string Kind, string Actor, string ActorName, byte[]? Content, byte[]? Template, string? ReplyId, long At);
}
