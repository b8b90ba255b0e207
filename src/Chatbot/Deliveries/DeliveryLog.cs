using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>The life of every message, out and in: what the console and the reports read.</summary>
internal sealed class DeliveryLog(
    Database database, PersonalData personalData, Reachability reachability, DeliveryFailures failures, TimeProvider clock)
{
    internal const string Content = "delivery.content";

    /// <summary>Raised with conversation and our id when a report told the provider's id of a message before the answer to its sending did.</summary>
    public event Action<string, string>? FoundByReport;

    /// <summary>A message is about to be sent. Before a repeat it is there already.</summary>
    public Task OpenAsync(OutgoingText message, CancellationToken cancellationToken) =>
        database.WriteAsync(session => InsertAsync(session, Sent(message), message.Text, cancellationToken), cancellationToken);

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
        database.WriteAsync(
            async session =>
            {
                var row = new Row(id, "in", conversation, channel, kind, id, id, DeliveryStatus.Received);
                await InsertAsync(session, row, text, cancellationToken);
                await reachability.WroteAsync(session, AddressPair.Of(conversation), at, cancellationToken);
            },
            cancellationToken);

    /// <summary>The provider has it, under its own id.</summary>
    public Task AcceptedAsync(string id, string providerId, string status, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                await session.ExecuteAsync(
                    "UPDATE deliveries SET provider_id = @providerId, updated_at = @now WHERE id = @id",
                    new { id, providerId, now },
                    cancellationToken);
                await RaiseAsync(session, id, status, null, null, cancellationToken);

                // Reports that were ahead of the answer.
                var early = await session.QueryAsync<EventRow>(
                    """
                    SELECT status AS Status, error_code AS ErrorCode, effect AS Effect, our_fault AS OurFault, for_staff AS ForStaff
                    FROM delivery_events
                    WHERE provider_id = @providerId AND delivery_id IS NULL
                    ORDER BY at, id
                    """,
                    new { providerId },
                    cancellationToken);
                if (early.Count == 0) return;
                await session.ExecuteAsync(
                    "UPDATE delivery_events SET delivery_id = @id WHERE provider_id = @providerId AND delivery_id IS NULL",
                    new { id, providerId },
                    cancellationToken);
                foreach (var report in early)
                    await RaiseAsync(session, id, report.Status, report.ErrorCode, report.Meaning(), cancellationToken);
            },
            cancellationToken);

    /// <summary>The provider will not take it, and what follows from that.</summary>
    public Task RefusedAsync(OutgoingText message, FailureMeaning failure, CancellationToken cancellationToken) =>
        EndedAsync(message, DeliveryStatus.Refused, failure.Code, failure.ForStaff, failure, cancellationToken);

    /// <summary>It will not be sent (again): <see cref="DeliveryStatus.Expired"/>, <c>Dropped</c> or <c>Lost</c>.</summary>
    public Task EndedAsync(OutgoingText message, string status, int? code, string? note, CancellationToken cancellationToken) =>
        EndedAsync(message, status, code, note, null, cancellationToken);

    private Task EndedAsync(
        OutgoingText message, string status, int? code, string? note, FailureMeaning? failure, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await InsertAsync(session, Sent(message), message.Text, cancellationToken);
                await RaiseAsync(session, message.Id, status, code, failure, cancellationToken);
                await session.ExecuteAsync(
                    "UPDATE deliveries SET note = @note WHERE id = @Id", new { note, message.Id }, cancellationToken);
            },
            cancellationToken);

    /// <summary>The provider's id of one of our messages, once it is known from an answer or a report.</summary>
    public Task<string?> ProviderIdAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<string>(
                "SELECT provider_id FROM deliveries WHERE id = @id AND direction = 'out'", new { id }, cancellationToken),
            cancellationToken);

    /// <summary>Stores a report. By our own id first: it is right even when the report is ahead of the provider's answer.</summary>
    public async Task ReportAsync(StatusReport report, CancellationToken cancellationToken)
    {
        var found = await database.WriteAsync(
            async session =>
            {
                var row = await session.FirstAsync<KnownRow>(
                    """
                    SELECT id AS Id, provider_id AS ProviderId, conversation AS Conversation FROM deliveries
                    WHERE direction = 'out' AND (id = @OurId OR provider_id = @ProviderId)
                    ORDER BY CASE WHEN id = @OurId THEN 0 ELSE 1 END
                    LIMIT 1
                    """,
                    new { report.OurId, report.ProviderId },
                    cancellationToken);
                await session.ExecuteAsync(
                    """
                    INSERT INTO delivery_events (id, delivery_id, provider_id, status, error_code, effect, our_fault, for_staff, at)
                    VALUES (@Id, @DeliveryId, @ProviderId, @Status, @ErrorCode, @Effect, @OurFault, @ForStaff, @At)
                    """,
                    new
                    {
                        Id = Guid.CreateVersion7(report.At).ToString(),
                        DeliveryId = row?.Id,
                        report.ProviderId,
                        report.Status,
                        report.ErrorCode,
                        Effect = report.Failure?.Effect.ToString(),
                        OurFault = report.Failure is { } failure ? (long?)(failure.OurFault ? 1 : 0) : null,
                        report.Failure?.ForStaff,
                        At = report.At.ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                if (row is null) return null;
                if (row.ProviderId is null)
                {
                    await session.ExecuteAsync(
                        "UPDATE deliveries SET provider_id = @ProviderId WHERE id = @Id",
                        new { report.ProviderId, row.Id },
                        cancellationToken);
                }

                await RaiseAsync(session, row.Id, report.Status, report.ErrorCode, report.Failure, cancellationToken);
                return row.ProviderId is null ? row : null;
            },
            cancellationToken);
        if (found is not null) FoundByReport?.Invoke(found.Conversation, found.Id);
    }

    /// <summary>Everything of a conversation, the oldest first, texts decrypted.</summary>
    public async Task<IReadOnlyList<Delivery>> OfConversationAsync(string conversation, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<DeliveryRow>(
                """
                SELECT id AS Id, direction AS Direction, kind AS Kind, content AS Content, provider_id AS ProviderId,
                    status AS Status, error_code AS ErrorCode, note AS Note, created_at AS CreatedAt
                FROM deliveries WHERE conversation = @conversation ORDER BY created_at, id
                """,
                new { conversation },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new Delivery(
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

    private static Row Sent(OutgoingText message) =>
        new(message.Id, "out", message.Conversation, message.Channel, message.Kind, message.TurnId, null, DeliveryStatus.Pending);

    private Task<int> InsertAsync(DbSession session, Row row, string text, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO deliveries
                (id, direction, conversation, channel, kind, turn_id, content, provider_id, status, rank, created_at, updated_at)
            VALUES (@Id, @Direction, @Conversation, @Channel, @Kind, @TurnId, @Content, @ProviderId, @Status, @Rank, @Now, @Now)
            ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                row.Id,
                row.Direction,
                row.Conversation,
                row.Channel,
                row.Kind,
                row.TurnId,
                Content = personalData.Encrypt(Content, Masking.Transcript(text)),
                row.ProviderId,
                row.Status,
                Rank = DeliveryStatus.Rank(row.Status) ?? -1,
                Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    /// <summary>Moves the status up. A failure has its consequences when it is news: not the second time, not after a proof of delivery.</summary>
    private async Task RaiseAsync(
        DbSession session, string id, string status, long? errorCode, FailureMeaning? failure, CancellationToken cancellationToken)
    {
        if (DeliveryStatus.Rank(status) is not { } rank) return;
        var raised = await session.ExecuteAsync(
            """
            UPDATE deliveries SET status = @status, rank = @rank, error_code = @errorCode, updated_at = @Now
            WHERE id = @id AND rank < @rank
            """,
            new { id, status, rank, errorCode, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);
        if (raised == 0 || failure is null) return;
        var row = await session.FirstAsync<FailedRow>(
            "SELECT conversation AS Conversation, created_at AS CreatedAt FROM deliveries WHERE id = @id", new { id }, cancellationToken);
        if (row is null) return;
        var madeAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt);
        await failures.ApplyAsync(session, new FailedDelivery(id, AddressPair.Of(row.Conversation), madeAt, failure), cancellationToken);
    }

    private sealed record Row(
        string Id, string Direction, string Conversation, string Channel, string Kind, string TurnId, string? ProviderId, string Status);

    private sealed record KnownRow(string Id, string? ProviderId, string Conversation);

    private sealed record EventRow(string Status, long? ErrorCode, string? Effect, long? OurFault, string? ForStaff)
    {
        public FailureMeaning? Meaning() =>
            Effect is null ? null : new((int)(ErrorCode ?? 0), Enum.Parse<FailureEffect>(Effect), OurFault == 1, ForStaff ?? "");
    }

    private sealed record FailedRow(string Conversation, long CreatedAt);

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
