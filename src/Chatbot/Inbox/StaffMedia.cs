using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Inbox;

/// <summary>
/// Voice messages, pictures and documents that a person sends while a member of the staff has the conversation: fetched from the provider, kept
/// encrypted for a short time (retention rule <c>staff_media</c>), shown only by what their bytes are.
/// </summary>
internal sealed class StaffMedia(
    Database database,
    PersonalData personalData,
    IEnumerable<MediaSource> sources,
    AuditLog audit,
    TimeProvider clock,
    IOptions<InboxOptions> options)
{
    internal const string SourcePurpose = "staff.media-source";
    internal const string ContentPurpose = "staff.media";

    // A message carries one file on WhatsApp, up to ten by MMS.
    private const int MostOfAMessage = 10;

    // A fetch tries for a good minute; later its copy has died.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    private static readonly RowClaim Claim = new(
        "staff_media",
        "id",
        "state = 'waiting' OR state = 'fetching' AND step_at <= @Abandoned",
        "step_at",
        "state = 'fetching', step_at = @Now",
        "id AS Id, conversation AS Conversation, source AS Source");

    /// <summary>Something waits to be fetched.</summary>
    public event Action? Waiting;

    /// <summary>What came with a message that staff reads is to be fetched; of one that Jaka answered after all nothing is kept.</summary>
    public async Task HearAsync(StaffTurn turn, StaffTurnStage stage, CancellationToken cancellationToken)
    {
        if (stage == StaffTurnStage.Committed && turn.Activity.Attachments.Count > 0) Waiting?.Invoke();
        var key = new { turn.Activity.Conversation.Value, MessageId = turn.Activity.Id };
        if (stage == StaffTurnStage.TakenBack)
        {
            await database.WriteAsync(
                session => session.ExecuteAsync(
                    "DELETE FROM staff_media WHERE conversation = @Value AND message_id = @MessageId", key, cancellationToken),
                cancellationToken);
        }
        else if (turn.IsForStaff && stage == StaffTurnStage.Before && turn.Activity.Attachments.Count > 0)
        {
            var now = clock.GetUtcNow();
            var files = turn.Activity.Attachments.Where(file => file.ContentUrl is not null).Take(MostOfAMessage).Index()
                .Select(file => new
                {
                    Id = Guid.CreateVersion7(now).ToString(),
                    key.Value,
                    key.MessageId,
                    Place = (long)file.Index,
                    Source = personalData.Encrypt(SourcePurpose, file.Item.ContentUrl ?? ""),
                    Now = now.ToUnixTimeMilliseconds(),
                })
                .ToList();
            await database.WriteAsync(
                async session =>
                {
                    foreach (var file in files)
                    {
                        await session.ExecuteAsync(
                            """
                            INSERT INTO staff_media (id, conversation, message_id, place, state, source, content_type, bytes, step_at, created_at)
                            VALUES (@Id, @Value, @MessageId, @Place, 'waiting', @Source, '', 0, @Now, @Now)
                            ON CONFLICT (conversation, message_id, place) DO NOTHING
                            """,
                            file,
                            cancellationToken);
                    }
                },
                cancellationToken);
        }
    }

    /// <summary>Fetches what waits; how many were settled.</summary>
    public async Task<int> FetchAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await database.ClaimAsync<WaitingRow>(
            Claim, 8, new { Now = now.ToUnixTimeMilliseconds(), Abandoned = (now - Abandoned).ToUnixTimeMilliseconds() }, cancellationToken);
        foreach (var row in rows) await SettleAsync(row, cancellationToken);
        return rows.Count;
    }

    /// <summary>What there is of a conversation, the oldest first.</summary>
    public async Task<IReadOnlyList<MediaItem>> OfAsync(string conversation, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<ItemRow>(
                """
                SELECT id AS Id, message_id AS MessageId, state AS State, content_type AS ContentType, bytes AS Bytes, note AS Note
                FROM staff_media WHERE conversation = @conversation ORDER BY created_at, place
                """,
                new { conversation },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new MediaItem(
                row.Id, row.MessageId, row.State is "waiting" or "fetching", row.State == "kept", row.ContentType, row.Bytes, row.Note ?? "")),
        ];
    }

    /// <summary>A file for somebody of the staff; null when there is none (any more). The look is logged.</summary>
    /// <param name="id">Of the file.</param>
    /// <param name="look">Who, and why.</param>
    /// <param name="mayRead">Whether he may read that conversation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<OpenedMedia?> OpenAsync(
        string id, Look look, Func<ConversationId, CancellationToken, Task<bool>> mayRead, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FirstAsync<ContentRow>(
                """
                SELECT staff_media.conversation AS Conversation, staff_media.content_type AS ContentType, staff_media.content AS Content,
                    staff_chats.person_id AS PersonId
                FROM staff_media JOIN staff_chats ON staff_chats.conversation = staff_media.conversation
                WHERE staff_media.id = @id AND staff_media.state = 'kept'
                """,
                new { id },
                cancellationToken),
            cancellationToken);
        if (row is null || !await mayRead(new ConversationId(row.Conversation), cancellationToken)) return null;
        await audit.AddAsync(look, "chat.media", row.PersonId, cancellationToken);
        return new OpenedMedia(row.ContentType, personalData.Decrypt(ContentPurpose, row.Content));
    }

    private async Task SettleAsync(WaitingRow row, CancellationToken cancellationToken)
    {
        var address = personalData.DecryptText(SourcePurpose, row.Source);
        var most = options.Value.MediaMegabytes * 1024 * 1024;
        var fetched = sources.FirstOrDefault(source => source.Serves(address)) is { } source
            ? await source.FetchAsync(address, most, cancellationToken)
            : new FetchedMedia.Away();
        var (state, type, bytes, note) = fetched switch
        {
            FetchedMedia.Fetched file when file.Bytes.Length <= most => ("kept", file.ContentType, file.Bytes, null),
            FetchedMedia.Fetched or FetchedMedia.TooLarge => ("failed", "", null, $"Berkas lebih besar dari {options.Value.MediaMegabytes} MB, tidak disimpan."),
            FetchedMedia.NotTaken => ("failed", "", null, "Jenis berkas ini tidak disimpan demi keamanan."),
            FetchedMedia.Away => ("failed", "", (byte[]?)null, "Berkas tidak bisa diambil dari penyedia pesan."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var sealedContent = bytes is null ? null : personalData.Encrypt(ContentPurpose, bytes);
        await database.WriteAsync(
            async session =>
            {
                // It may have been forgotten with its person meanwhile.
                await session.ExecuteAsync(
                    """
                    UPDATE staff_media SET state = @state, source = NULL, content_type = @type, bytes = @Length, content = @sealedContent, note = @note, step_at = @now
                    WHERE id = @Id AND state = 'fetching'
                    """,
                    new { row.Id, state, type, Length = (long)(bytes?.Length ?? 0), sealedContent, note, now },
                    cancellationToken);
                await session.ExecuteAsync("UPDATE staff_chats SET changed_at = @now WHERE conversation = @Conversation", new { row.Conversation, now }, cancellationToken);
            },
            cancellationToken);
    }

    private sealed record WaitingRow(string Id, string Conversation, byte[] Source);

    private sealed record ItemRow(string Id, string MessageId, string State, string ContentType, long Bytes, string? Note);

    private sealed record ContentRow(string Conversation, string ContentType, byte[] Content, string PersonId);
}

/// <summary>A file of a message, as staff sees it in the conversation.</summary>
/// <param name="Id">By which it is opened.</param>
/// <param name="MessageId">The message with which it came.</param>
/// <param name="IsOnItsWay">Still at the provider.</param>
/// <param name="IsKept">Can be opened.</param>
/// <param name="ContentType">By its bytes.</param>
/// <param name="Bytes">How large.</param>
/// <param name="Note">Why there is none.</param>
internal sealed record MediaItem(string Id, string MessageId, bool IsOnItsWay, bool IsKept, string ContentType, long Bytes, string Note);

/// <summary>A file, opened.</summary>
internal sealed record OpenedMedia(string ContentType, byte[] Bytes)
{
    /// <summary>What a browser may show within a page: it cannot run anything.</summary>
    public bool IsShownInline =>
        ContentType is "image/jpeg" or "image/png" or "image/gif" or "image/webp" or "audio/ogg" or "audio/amr" or "audio/mpeg" or "audio/aac" or "audio/mp4"
            or "video/mp4" or "video/3gpp";
}
