using System.Buffers.Binary;
using System.Data;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>
/// Writes many notes in one transaction, with a statement for each kind of change however many there are. Copies of the service write
/// at the same time: what is known by the provider's id alone (a message of a person, a report ahead of the answer) is written under a
/// lock of that id, everything else rests on keys and on the condition that a status only moves up.
/// </summary>
internal sealed class DeliveryBatch(PersonalData personalData, DeliveryFailures failures, TimeProvider clock)
{
    // Each is made for one message; to compare them by value reads through all their texts.
    private static readonly IEqualityComparer<DeliveryNote.Accepted> ByReference = ReferenceEqualityComparer.Instance;

    // A message that is brought again is brought within minutes, and by hand within two days.
    private static readonly TimeSpan Repeats = TimeSpan.FromDays(3);

    /// <summary>Gives the messages whose provider's id was told by a report.</summary>
    public async Task<IReadOnlyList<FoundDelivery>> WriteAsync(
        DbSession session, IReadOnlyList<DeliveryNote> notes, CancellationToken cancellationToken)
    {
        var accepted = notes.OfType<DeliveryNote.Accepted>().ToList();
        // One round trip for all of these.
        session.LockAll([.. notes.Select(Lock).OfType<string>()]);
        var (written, asAccepted) = Insert(session, notes);
        var failed = Reachability.Wrote(
            session, [.. notes.OfType<DeliveryNote.Received>().Select(note => (AddressPair.Of(note.Conversation), note.At))]);
        var early = Early(session, accepted);
        var ids = written is null ? [] : await written.RowsAsync(cancellationToken);
        if (failed is not null) Reachability.WorksAgain(session, await failed.RowsAsync(cancellationToken));
        var steps = early is null ? [] : Accept(session, notes, accepted, [.. ids.Where(asAccepted.ContainsKey).Select(id => asAccepted[id])], await early.RowsAsync(cancellationToken));
        steps.AddRange(notes.OfType<DeliveryNote.Ended>()
            .Select(note => new Step(note.Message.Id, note.Status, note.Code, note.Note, note.Failure)));
        var found = await ReportAsync(session, [.. notes.OfType<DeliveryNote.Reported>().Select(note => note.Report)], steps, cancellationToken);
        await RaiseAsync(session, steps, cancellationToken);
        return found;
    }

    private static string? Lock(DeliveryNote note) => note switch
    {
        DeliveryNote.Received received => $"message:{received.Id}",
        DeliveryNote.Accepted accepted => $"message:{accepted.ProviderId}",
        DeliveryNote.Reported { Report: var report } => $"message:{report.ProviderId}",
        _ => null,
    };

    /// <summary>Writes the messages that are new, and gives their ids; those that are written as accepted are named beside it.</summary>
    private (QueuedStatement<string>? Written, Dictionary<string, DeliveryNote.Accepted> AsAccepted) Insert(
        DbSession session, IReadOnlyList<DeliveryNote> notes)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = session.Rows(
            DbType.String, DbType.String, DbType.String, DbType.String, DbType.String, DbType.String, DbType.Binary, DbType.String,
            DbType.String, DbType.Int64, DbType.Int64);
        var oldest = now;
        var accepted = new Dictionary<string, DeliveryNote.Accepted>(StringComparer.Ordinal);
        foreach (var note in notes.Where(note => IdOfNew(note).Length > 0).DistinctBy(IdOfNew).OrderBy(IdOfNew, StringComparer.Ordinal))
        {
            switch (note)
            {
                case DeliveryNote.Received it:
                    Add(it.Id, "in", it.Conversation, it.Channel, it.Kind, it.Id, it.Text, it.Id, DeliveryStatus.Received, now);
                    break;
                case DeliveryNote.Opened { Message: var it }:
                    AddOurs(it, null, DeliveryStatus.Pending);
                    break;
                case DeliveryNote.Ended { Message: var it }:
                    AddOurs(it, null, DeliveryStatus.Pending);
                    break;
                case DeliveryNote.Accepted { Message: { } it } its:
                    // A word that nobody knows is no place in the order.
                    AddOurs(it, its.ProviderId, DeliveryStatus.Rank(its.Status) is null ? DeliveryStatus.Pending : its.Status);
                    accepted[it.Id] = its;
                    break;
            }
        }

        if (rows.Count == 0) return (null, accepted);
        rows.With("Now", now).With("Oldest", oldest - (long)Repeats.TotalMilliseconds);
        var written = session.Queue<string>(
            $"""
            INSERT INTO deliveries
                (id, direction, conversation, channel, kind, turn_id, content, provider_id, status, rank, created_at, updated_at)
            SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9, column10, column11, @Now
            FROM {rows.Sql}
            WHERE NOT EXISTS (SELECT 1 FROM deliveries AS known WHERE known.id = v.column1 AND known.created_at >= @Oldest)
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            rows.Values);
        return (written, accepted);

        void AddOurs(OutgoingText it, string? providerId, string status) => Add(
            it.Id, "out", it.Conversation, it.Channel, it.Kind, it.TurnId, it.Text, providerId, status, MadeAt(it.Id) ?? now);

        void Add(
            string id, string direction, string conversation, string channel, string kind, string turnId, string text, string? providerId,
            string status, long createdAt)
        {
            oldest = Math.Min(oldest, createdAt);
            rows.Add(
                id, direction, conversation, channel, kind, turnId, personalData.Encrypt(DeliveryLog.Content, Masking.Transcript(text)),
                providerId, status, (long)(DeliveryStatus.Rank(status) ?? -1), createdAt);
        }
    }

    private static string IdOfNew(DeliveryNote note) => note switch
    {
        DeliveryNote.Received it => it.Id,
        DeliveryNote.Opened it => it.Message.Id,
        DeliveryNote.Ended it => it.Message.Id,
        DeliveryNote.Accepted { Message: not null } it => it.Id,
        _ => "",
    };

    /// <summary>Reports that were ahead of the provider's answer.</summary>
    private static QueuedStatement<EventRow>? Early(DbSession session, List<DeliveryNote.Accepted> accepted)
    {
        if (accepted.Count == 0) return null;
        var sids = session.Rows(DbType.String, DbType.String);
        foreach (var note in accepted) sids.Add(note.ProviderId, note.Id);
        return session.Queue<EventRow>(
            $"""
            SELECT provider_id AS ProviderId, status AS Status, error_code AS ErrorCode, effect AS Effect, our_fault AS OurFault, for_staff AS ForStaff
            FROM {sids.Sql} JOIN delivery_events ON provider_id = v.column1
            WHERE COALESCE(delivery_id, v.column2) = v.column2
            ORDER BY at, id
            """,
            sids.Values);
    }

    /// <summary>
    /// What the provider has under which id. Nothing is left to do for a message that was written as accepted. Of another the id is written
    /// together with the status, unless something else in the batch has to do with the same message, or a report was ahead of the answer.
    /// </summary>
    private List<Step> Accept(
        DbSession session, IReadOnlyList<DeliveryNote> notes, List<DeliveryNote.Accepted> accepted, IReadOnlyList<DeliveryNote.Accepted> written,
        IReadOnlyList<EventRow> early)
    {
        var made = written.ToHashSet(ByReference);
        var told = early.Select(row => row.ProviderId).ToHashSet(StringComparer.Ordinal);
        var ended = notes.OfType<DeliveryNote.Ended>().Select(note => note.Message.Id).ToHashSet(StringComparer.Ordinal);
        var hasReports = notes.Any(note => note is DeliveryNote.Reported);
        var apart = accepted
            .Where(note => told.Contains(note.ProviderId)
                || (!made.Contains(note) && (hasReports || ended.Contains(note.Id) || DeliveryStatus.Rank(note.Status) is null)))
            .ToHashSet(ByReference);
        var steps = accepted.Where(note => !made.Contains(note))
            .Select(note => new Step(note.Id, note.Status, null, null, null) { ProviderId = apart.Contains(note) ? null : note.ProviderId }).ToList();
        if (apart.Count == 0) return steps;
        var known = Pairs(session, apart.Select(note => (note.Id, note.ProviderId)));
        session.Queue(
            $"""
            UPDATE deliveries SET provider_id = v.column2, updated_at = @Now
            FROM {known.Sql} WHERE deliveries.id = v.column1 AND deliveries.created_at >= @Oldest
            """,
            known.Values);
        session.Queue(
            $"UPDATE delivery_events SET delivery_id = v.column1 FROM {known.Sql} WHERE delivery_events.provider_id = v.column2 AND delivery_id IS NULL",
            known.Values);
        steps.AddRange(
            from row in early
            join note in accepted on row.ProviderId equals note.ProviderId
            select new Step(note.Id, row.Status, row.ErrorCode, null, row.Meaning()));
        return steps;
    }

    /// <summary>
    /// By our own id first: it is right even when the report is ahead of the provider's answer. A report about a message that is not written yet
    /// waits for it under our id.
    /// </summary>
    private async Task<IReadOnlyList<FoundDelivery>> ReportAsync(
        DbSession session, IReadOnlyList<StatusReport> reports, List<Step> steps, CancellationToken cancellationToken)
    {
        if (reports.Count == 0) return [];
        var ours = await KnownAsync(session, "id", [.. reports.Select(report => report.OurId).OfType<string>()], cancellationToken);
        var byId = ours.ToDictionary(row => row.Id);
        string[] others = [.. reports.Where(report => report.OurId is null || !byId.ContainsKey(report.OurId)).Select(report => report.ProviderId)];
        var theirs = await KnownAsync(session, "provider_id", others, cancellationToken);
        var byProviderId = theirs.ToLookup(row => row.ProviderId);

        var events = session.Rows(
            DbType.String, DbType.String, DbType.String, DbType.String, DbType.Int64, DbType.String, DbType.Int64, DbType.String, DbType.Int64);
        var unknown = new Dictionary<string, FoundDelivery>();
        foreach (var report in reports)
        {
            var row = report.OurId is { } id && byId.TryGetValue(id, out var mine) ? mine : byProviderId[report.ProviderId].FirstOrDefault();
            events.Add(
                Guid.CreateVersion7(report.At).ToString(), row?.Id ?? report.OurId, report.ProviderId, report.Status, (long?)report.ErrorCode,
                report.Failure?.Effect.ToString(), report.Failure is { } failure ? (failure.OurFault ? 1L : 0L) : null, report.Failure?.ForStaff,
                report.At.ToUnixTimeMilliseconds());
            if (row is null) continue;
            steps.Add(new Step(row.Id, report.Status, report.ErrorCode, null, report.Failure));
            if (row.ProviderId is null) unknown.TryAdd(row.Id, new FoundDelivery(row.Id, report.ProviderId, row.Conversation));
        }

        session.Queue(
            $"""
            INSERT INTO delivery_events (id, delivery_id, provider_id, status, error_code, effect, our_fault, for_staff, at)
            SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9 FROM {events.Sql}
            """,
            events.Values);
        if (unknown.Count == 0) return [];
        var pairs = Pairs(session, unknown.Values.Select(found => (found.Id, found.ProviderId)));
        session.Queue(
            $"""
            UPDATE deliveries SET provider_id = v.column2
            FROM {pairs.Sql} WHERE deliveries.id = v.column1 AND deliveries.created_at >= @Oldest AND provider_id IS NULL
            """,
            pairs.Values);
        return [.. unknown.Values];
    }

    private static async Task<IReadOnlyList<KnownRow>> KnownAsync(
        DbSession session, string column, string[] ids, CancellationToken cancellationToken) =>
        ids.Length == 0 ? [] : await session.QueryAsync<KnownRow>(
            $"""
            SELECT id AS Id, provider_id AS ProviderId, conversation AS Conversation FROM deliveries
            WHERE direction = 'out' AND {column} IN @ids AND created_at >= @Oldest
            """,
            new { ids, Oldest = column == "id" ? ids.Min(id => MadeAt(id) ?? 0) : 0 },
            cancellationToken);

    /// <summary>
    /// Moves each status up, at once to the highest that is told. A failure has its consequences when it is news: not the second time, not
    /// after a proof of delivery.
    /// </summary>
    private async Task RaiseAsync(DbSession session, List<Step> steps, CancellationToken cancellationToken)
    {
        var rows = session.Rows(DbType.String, DbType.String, DbType.Int64, DbType.Int64, DbType.String, DbType.String);
        // MaxBy gives the first of equals.
        var highest = steps.Where(step => step.Rank is not null).GroupBy(step => step.Id)
            .Select(same => same.MaxBy(step => step.Rank)!).OrderBy(step => step.Id, StringComparer.Ordinal).ToDictionary(step => step.Id);
        if (highest.Count == 0) return;
        foreach (var step in highest.Values) rows.Add(step.Id, step.Status, (long?)step.Rank, step.Code, step.Note, step.ProviderId);
        rows.With("Now", clock.GetUtcNow().ToUnixTimeMilliseconds()).With("Oldest", highest.Keys.Min(id => MadeAt(id) ?? 0));
        var raised = await session.QueryAsync<RaisedRow>(
            $"""
            UPDATE deliveries SET
                provider_id = COALESCE(v.column6, provider_id),
                status = CASE WHEN rank < v.column3 THEN v.column2 ELSE status END,
                error_code = CASE WHEN rank < v.column3 THEN v.column4 ELSE error_code END,
                note = CASE WHEN rank < v.column3 THEN COALESCE(v.column5, note) ELSE note END,
                rank = CASE WHEN rank < v.column3 THEN v.column3 ELSE rank END,
                updated_at = @Now
            FROM {rows.Sql}
            WHERE deliveries.id = v.column1 AND (deliveries.rank < v.column3 OR v.column6 IS NOT NULL) AND deliveries.created_at >= @Oldest
            RETURNING id AS Id, conversation AS Conversation, created_at AS CreatedAt
            """,
            rows.Values,
            cancellationToken);
        foreach (var row in raised)
        {
            // Of a message whose person was forgotten nothing follows any more.
            if (highest[row.Id].Failure is not { } failure || row.Conversation.Length == 0) continue;
            var madeAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt);
            await failures.ApplyAsync(session, new FailedDelivery(row.Id, AddressPair.Of(row.Conversation), madeAt, failure), cancellationToken);
        }
    }

    private RowList Pairs(DbSession session, IEnumerable<(string Id, string ProviderId)> pairs)
    {
        var rows = session.Rows(DbType.String, DbType.String);
        var oldest = long.MaxValue;
        foreach (var (id, providerId) in pairs.DistinctBy(pair => pair.Id).OrderBy(pair => pair.Id, StringComparer.Ordinal))
        {
            rows.Add(id, providerId);
            oldest = Math.Min(oldest, MadeAt(id) ?? 0);
        }

        return rows.With("Oldest", oldest).With("Now", clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>Our ids hold the time they were made (UUID version 7, the first 48 bits); null for another's.</summary>
    private static long? MadeAt(string id) =>
        Guid.TryParseExact(id, "D", out var guid) && guid.Version == 7
            ? (long)(BinaryPrimitives.ReadUInt64BigEndian(guid.ToByteArray(bigEndian: true)) >> 16)
            : null;

    private sealed record Step(string Id, string Status, long? Code, string? Note, FailureMeaning? Failure)
    {
        public int? Rank { get; } = DeliveryStatus.Rank(Status);

        /// <summary>To be written along with a status that has no failure.</summary>
        public string? ProviderId { get; init; }
    }

    private sealed record KnownRow(string Id, string? ProviderId, string Conversation);

    private sealed record RaisedRow(string Id, string Conversation, long CreatedAt);

    private sealed record EventRow(string ProviderId, string Status, long? ErrorCode, string? Effect, long? OurFault, string? ForStaff)
    {
        public FailureMeaning? Meaning() =>
            Effect is null ? null : new((int)(ErrorCode ?? 0), Enum.Parse<FailureEffect>(Effect), OurFault == 1, ForStaff ?? "");
    }
}

/// <summary>A message of ours whose provider's id a report has told.</summary>
internal sealed record FoundDelivery(string Id, string ProviderId, string Conversation);
