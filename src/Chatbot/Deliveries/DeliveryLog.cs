using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>
/// The life of every message, out and in: what the console and the reports read. What turns and reports note at the same time is written
/// together; each returns when its own note is committed. What sending notes is written with the outbox (<c>SendLedger</c>).
/// </summary>
internal sealed class DeliveryLog
{
    internal const string Content = "delivery.content";

    // So that one note does not wait for a whole crowd.
    private const int MostTogether = 100;

    private readonly Database database;
    private readonly PersonalData personalData;
    private readonly Gathering<DeliveryNote> gathering;

    public DeliveryLog(Database database, PersonalData personalData, DeliveryBatch batch)
    {
        this.database = database;
        this.personalData = personalData;
        gathering = new Gathering<DeliveryNote>(
            async notes =>
            {
                var found = await database.WriteAsync(
                    Isolation.ReadCommitted, session => batch.WriteAsync(session, notes, CancellationToken.None), CancellationToken.None);
                foreach (var delivery in found) FoundByReport?.Invoke(delivery.Conversation, delivery.Id);
            },
            MostTogether,
            database.Engine.BetweenBatches);
    }

    /// <summary>Raised with conversation and our id when a report told the provider's id of a message before the answer to its sending did.</summary>
    public event Action<string, string>? FoundByReport;

    /// <summary>Writes a note, with whatever else is noted at the same time.</summary>
    public Task NoteAsync(DeliveryNote note, CancellationToken cancellationToken) => gathering.DoAsync(note, cancellationToken);

    /// <summary>A message of the person; the same one is kept once.</summary>
    /// <param name="id">The provider's id.</param>
    /// <param name="conversation">Key text of the conversation.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="kind"><c>text</c>, or the kind of medium.</param>
    /// <param name="text">What was written; numbers that may be a NIK are masked before it is stored.</param>
    /// <param name="at">When it reached us, or the provider when it was late.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ReceivedAsync(
        string id, string conversation, string channel, string kind, string text, DateTimeOffset at, CancellationToken cancellationToken) =>
        NoteAsync(new DeliveryNote.Received(id, conversation, channel, kind, text, at), cancellationToken);

    /// <summary>Stores a report. By our own id first: it is right even when the report is ahead of the provider's answer.</summary>
    public Task ReportAsync(StatusReport report, CancellationToken cancellationToken) =>
        NoteAsync(new DeliveryNote.Reported(report), cancellationToken);

    /// <summary>The provider's id of one of our messages, once it is known from an answer or a report.</summary>
    public Task<string?> ProviderIdAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<string>(
                """
                SELECT provider_id FROM deliveries WHERE id = @id AND direction = 'out' AND provider_id IS NOT NULL
                UNION ALL
                SELECT provider_id FROM delivery_events WHERE delivery_id = @id
                LIMIT 1
                """,
                new { id },
                cancellationToken),
            cancellationToken);

    /// <summary>Whether a message of ours was tried.</summary>
    public Task<bool> IsKnownAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await session.FirstAsync<long>("SELECT COUNT(*) FROM deliveries WHERE id = @id", new { id }, cancellationToken) > 0,
            cancellationToken);

    /// <summary>Everything of a conversation, the oldest first, texts decrypted.</summary>
    public Task<IReadOnlyList<Delivery>> OfConversationAsync(string conversation, CancellationToken cancellationToken) =>
        OfConversationAsync(conversation, int.MaxValue, cancellationToken);

    /// <summary>The latest so many of a conversation, the oldest of them first, texts decrypted.</summary>
    public async Task<IReadOnlyList<Delivery>> OfConversationAsync(string conversation, int latest, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<DeliveryRow>(
                """
                SELECT id AS Id, direction AS Direction, kind AS Kind, content AS Content, provider_id AS ProviderId,
                    status AS Status, error_code AS ErrorCode, note AS Note, created_at AS CreatedAt
                FROM deliveries WHERE conversation = @conversation ORDER BY created_at DESC, direction DESC, id DESC LIMIT @latest
                """,
                new { conversation, latest = (long)latest },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Reverse().Select(row => new Delivery(
                row.Id,
                row.Direction == "out",
                row.Kind,
                personalData.DecryptText(Content, row.Content),
                row.ProviderId,
                row.Status,
                (int?)row.ErrorCode,
                row.Note,
                DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt))),
        ];
    }

    private sealed record DeliveryRow(
        string Id,
        string Direction,
        string Kind,
        byte[] Content,
        string? ProviderId,
        string Status,
        long? ErrorCode,
        string? Note,
        long CreatedAt);
}

/// <summary>A message of ours, as the log of deliveries keeps it.</summary>
/// <param name="Id">Our own id; comes back in status callbacks.</param>
/// <param name="Conversation">Key text of the conversation.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Kind"><c>reply</c>; bulk messages have kinds of their own.</param>
/// <param name="TurnId">The message, campaign or rule that caused it.</param>
/// <param name="Text">What is sent; numbers that may be a NIK are masked before it is stored.</param>
internal sealed record OutgoingText(string Id, string Conversation, string Channel, string Kind, string TurnId, string Text);

/// <summary>One message of a conversation, as staff sees it.</summary>
/// <param name="Id">Our id of a reply, the provider's of a message of the person.</param>
/// <param name="IsReply">True when we sent it.</param>
/// <param name="Kind"><c>reply</c>, <c>text</c>, or the kind of medium.</param>
/// <param name="Text">The text, NIK masked.</param>
/// <param name="ProviderId">The provider's id, when known.</param>
/// <param name="Status">The highest status reached.</param>
/// <param name="ErrorCode">The provider's code when it failed.</param>
/// <param name="Note">Why it was not sent, for staff.</param>
/// <param name="At">When it was received, or first tried.</param>
internal sealed record Delivery(
    string Id,
    bool IsReply,
    string Kind,
    string Text,
    string? ProviderId,
    string Status,
    int? ErrorCode,
    string? Note,
    DateTimeOffset At);
