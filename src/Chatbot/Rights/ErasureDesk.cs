using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Records;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;

namespace Chatbot.Rights;

/// <summary>
/// Erasures on the console: one of the staff makes sure of the person, sees what would go and asks for it; another approves, and it takes the same road
/// as an order on the command line (<see cref="StaffErasures.OrderAsync(DbSession, ErasureOrder, CancellationToken)"/>).
/// </summary>
internal sealed class ErasureDesk(
    Database database, StaffErasures orders, Erasures erasures, Workers workers, PersonalRecords records, AuditLog audit, TimeProvider clock)
{
    private const int MostShown = 100;

    private const string SelectOrders =
        """
        SELECT o.id AS Id, o.number AS Number, o.reason AS Reason, o.asked_by AS AskedBy, o.asked_at AS AskedAt, o.state AS State,
            COALESCE(o.decided_by, '') AS DecidedBy, COALESCE(o.decided_at, 0) AS DecidedAt, o.note AS Note
        FROM erasure_orders o
        """;

    /// <summary>Whether he may make sure of somebody and ask for the erasure.</summary>
    public static bool MayAsk(StaffScope scope) => !scope.IsNarrow && (scope.Has(StaffRole.Administrator) || scope.Has(StaffRole.Service));

    /// <summary>Whether he may approve what another has asked for.</summary>
    public static bool MayDecide(StaffScope scope) => !scope.IsNarrow && (scope.Has(StaffRole.Approver) || scope.Has(StaffRole.Administrator));

    /// <summary>Erasures of the asker's organisation: the open ones, the most urgent first, then those that were carried out of late.</summary>
    public async Task<IReadOnlyList<ErasureCase>> ListAsync(StaffScope scope, DateTimeOffset doneSince, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return [];
        var values = new { scope.Organisation, Since = doneSince.ToUnixTimeMilliseconds() };
        return await database.ReadAsync(
            async session =>
            {
                var open = await session.QueryAsync<ErasureCases.OpenRow>(
                    $"""
                    SELECT number AS Number, step AS Step, step_at AS StepAt, made_at AS MadeAt, due_at AS DueAt FROM data_requests
                    WHERE kind = 'erase' AND done_at IS NULL AND {StaffScope.OwnsConversation("conversation")} ORDER BY due_at, number
                    """,
                    values,
                    cancellationToken);
                var done = await session.QueryAsync<ErasureCases.ProofRow>(
                    $"""
                    SELECT p.receipt AS Number, p.counts AS Counts, p.requested_at AS RequestedAt, p.erased_at AS ErasedAt,
                        (SELECT COUNT(*) FROM erasure_work w WHERE w.receipt = p.receipt) AS Elsewhere
                    FROM deletion_proofs p WHERE p.erased_at >= @Since AND {StaffScope.OwnsRow("p")} ORDER BY p.erased_at DESC, p.receipt LIMIT {MostShown}
                    """,
                    values,
                    cancellationToken);
                var numbers = open.Select(row => row.Number).Concat(done.Select(row => row.Number)).ToArray();
                var placed = (await session.QueryAsync<ErasureCases.OrderRow>(
                        $"{SelectOrders} WHERE o.number IN @numbers AND {StaffScope.OwnsRow("o")} ORDER BY o.asked_at, o.id", new { numbers, scope.Organisation }, cancellationToken))
                    .ToLookup(row => row.Number, ErasureCases.Of);
                return (IReadOnlyList<ErasureCase>)
                [
                    .. open.Select(row => ErasureCases.Of(row, placed[row.Number].LastOrDefault())),
                    .. done.Select(row => ErasureCases.Of(row, placed[row.Number].LastOrDefault(), DataRequests.Deadline)),
                ];
            },
            cancellationToken);
    }

    /// <summary>
    /// Which registrations may go, masked: those behind the addresses of who asked, or those that another has chosen already. Null when nothing of his
    /// organisation waits under that number. The look is noted.
    /// </summary>
    public async Task<ErasureView?> LookAsync(StaffScope scope, string number, string reason, CancellationToken cancellationToken)
    {
        if ((!MayAsk(scope) && !MayDecide(scope)) || reason.Trim().Length == 0) return null;
        return await database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, scope, number, cancellationToken) is not { IsOnItsWay: false } request) return null;
                var asked = await AskedAsync(session, scope, number, cancellationToken);
                var ids = asked is null
                    ? (await records.TraceAsync(session, DataSubject.Of(request.PersonId), cancellationToken)).Workers
                    : await session.QueryAsync<string>("SELECT worker_id FROM erasure_order_workers WHERE erasure_order = @Id ORDER BY worker_id", new { asked.Id }, cancellationToken);
                var own = await OwnAsync(session, scope, ids, cancellationToken);
                var shown = await orders.ShownAsync(session, own, cancellationToken);
                await audit.AddAsync(session, scope.Look($"{number}: {reason.Trim()}"), "erasure.look", request.PersonId, cancellationToken);
                return new ErasureView(number, shown);
            },
            cancellationToken);
    }

    /// <summary>A further registration, masked, such as of somebody who writes from a new phone; null when his organisation has none of that number. The look is noted.</summary>
    public async Task<ErasableRegistration?> AddAsync(StaffScope scope, string number, string registration, string reason, CancellationToken cancellationToken)
    {
        if (!MayAsk(scope) || reason.Trim().Length == 0) return null;
        return await database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, scope, number, cancellationToken) is not { IsOnItsWay: false }
                    || await workers.WithNumberAsync(session, registration, cancellationToken) is not { } worker
                    || await OwnAsync(session, scope, [worker.Id], cancellationToken) is not [var id]) return null;
                await audit.AddAsync(session, scope.Look($"{number}: {reason.Trim()}"), "erasure.look", id, cancellationToken);
                return (await orders.ShownAsync(session, [id], cancellationToken))[0];
            },
            cancellationToken);
    }

    /// <summary>What would go with these registrations, in counts; null when nothing of his organisation waits under that number.</summary>
    public async Task<ErasurePreview?> PreviewAsync(StaffScope scope, string number, IReadOnlyList<string> registrations, CancellationToken cancellationToken)
    {
        if (!MayAsk(scope) && !MayDecide(scope)) return null;
        return await database.WriteAsync(
            async session => await FindAsync(session, scope, number, cancellationToken) is { IsOnItsWay: false } request
                && await ChosenAsync(session, scope, registrations, cancellationToken) is { } chosen
                ? await erasures.PreviewAsync(session, request.PersonId, chosen, cancellationToken)
                : null,
            cancellationToken);
    }

    /// <summary>Asks a second person. Null when it is asked; else why it is not.</summary>
    /// <param name="scope">Who.</param>
    /// <param name="number">Of the request.</param>
    /// <param name="registrations">Numbers of those that go; others stay, as the branch has to keep them or nobody could show whose they are.</param>
    /// <param name="reason">How the person was made sure of, and why something stays.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> AskAsync(StaffScope scope, string number, IReadOnlyList<string> registrations, string reason, CancellationToken cancellationToken)
    {
        if (!MayAsk(scope)) return "Peran Anda tidak boleh mengajukan penghapusan.";
        if (reason.Trim().Length < 5) return "Tulis bagaimana orangnya dipastikan.";
        var now = clock.GetUtcNow();
        return await database.WriteAsync(
            async session =>
            {
                session.Lock("erasure_orders");
                if (await FindAsync(session, scope, number, cancellationToken) is not { } request) return "Permintaan ini sudah selesai atau dibatalkan orangnya.";
                if (request.IsOnItsWay) return "Penghapusan ini sudah berjalan sendiri.";
                if (await AskedAsync(session, scope, number, cancellationToken) is not null) return "Penghapusan ini sudah menunggu persetujuan.";
                if (await ChosenAsync(session, scope, registrations, cancellationToken) is not { } chosen) return "Ada pendaftaran yang tidak ditemukan. Muat ulang halaman ini.";
                var order = new
                {
                    Id = Guid.CreateVersion7(now).ToString(), Number = number, scope.Organisation, Reason = Masking.Transcript(reason.Trim()), scope.Login,
                    Now = now.ToUnixTimeMilliseconds(),
                };
                await session.ExecuteAsync(
                    """
                    INSERT INTO erasure_orders (id, number, organisation_id, reason, asked_by, asked_at, state, note)
                    VALUES (@Id, @Number, @Organisation, @Reason, @Login, @Now, 'asked', '')
                    """,
                    order,
                    cancellationToken);
                foreach (var worker in chosen)
                {
                    await session.ExecuteAsync(
                        "INSERT INTO erasure_order_workers (erasure_order, worker_id, at) VALUES (@Id, @worker, @Now) ON CONFLICT (erasure_order, worker_id) DO NOTHING",
                        new { order.Id, worker, order.Now },
                        cancellationToken);
                }

                await audit.AddAsync(session, scope.Look($"{number}: {order.Reason}"), "erasure.asked", request.PersonId, cancellationToken);
                return null;
            },
            cancellationToken);
    }

    /// <summary>Approves what another has asked for: processing ends at once, the rest goes by itself.</summary>
    public async Task<ErasureOrderResult> ApproveAsync(StaffScope scope, string id, CancellationToken cancellationToken)
    {
        if (!MayDecide(scope)) return ErasureOrderResult.NoRequest;
        return await database.WriteAsync(
            async session =>
            {
                session.Lock("erasure_orders");
                var row = await session.FirstAsync<ErasureCases.OrderRow>(
                    $"{SelectOrders} WHERE o.id = @id AND o.state = 'asked' AND {StaffScope.OwnsRow("o")}", new { id, scope.Organisation }, cancellationToken);
                if (row is null || await FindAsync(session, scope, row.Number, cancellationToken) is null) return ErasureOrderResult.NoRequest;
                var going = await session.QueryAsync<string>(
                    "SELECT worker_id FROM erasure_order_workers WHERE erasure_order = @id ORDER BY worker_id", new { id }, cancellationToken);
                var shown = await orders.ShownAsync(session, await OwnAsync(session, scope, going, cancellationToken), cancellationToken);
                var result = await orders.OrderAsync(
                    session, new ErasureOrder(row.Number, [.. shown.Select(one => one.Number)], row.AskedBy, scope.Login, row.Reason), cancellationToken);
                if (result == ErasureOrderResult.Ordered) await DecideAsync(session, scope, id, "ordered", "", cancellationToken);
                return result;
            },
            cancellationToken);
    }

    /// <summary>Gives it back to whoever asked, with the reason; false when somebody has decided already, or it is not his to decide.</summary>
    public async Task<bool> ReturnAsync(StaffScope scope, string id, string note, CancellationToken cancellationToken)
    {
        if (!MayDecide(scope) || note.Trim().Length == 0) return false;
        return await database.WriteAsync(
            async session =>
            {
                var masked = Masking.Transcript(note.Trim());
                if (await DecideAsync(session, scope, id, "returned", masked, cancellationToken) == 0) return false;
                await audit.AddAsync(session, scope.Look(masked), "erasure.returned", "", cancellationToken);
                return true;
            },
            cancellationToken);
    }

    private Task<int> DecideAsync(DbSession session, StaffScope scope, string id, string state, string note, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE erasure_orders SET state = @state, decided_by = @Login, decided_at = @Now, note = @note WHERE id = @id AND state = 'asked' AND organisation_id = @Organisation",
            new { id, state, note, scope.Login, scope.Organisation, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    private async Task<OpenRequest?> FindAsync(DbSession session, StaffScope scope, string number, CancellationToken cancellationToken) =>
        await session.FirstAsync<long>(
            $"SELECT COUNT(*) FROM data_requests WHERE number = @number AND {StaffScope.OwnsConversation("conversation")}", new { number, scope.Organisation }, cancellationToken) > 0
            ? await erasures.FindOpenAsync(session, number, cancellationToken)
            : null;

    private static Task<ErasureCases.OrderRow?> AskedAsync(DbSession session, StaffScope scope, string number, CancellationToken cancellationToken) =>
        session.FirstAsync<ErasureCases.OrderRow>(
            $"{SelectOrders} WHERE o.number = @number AND o.state = 'asked' AND {StaffScope.OwnsRow("o")}", new { number, scope.Organisation }, cancellationToken);

    private async Task<IReadOnlyList<string>?> ChosenAsync(DbSession session, StaffScope scope, IReadOnlyList<string> registrations, CancellationToken cancellationToken)
    {
        List<string> chosen = [];
        foreach (var registration in registrations)
        {
            if (await workers.WithNumberAsync(session, registration, cancellationToken) is not { } worker) return null;
            chosen.Add(worker.Id);
        }

        return (await OwnAsync(session, scope, chosen, cancellationToken)).Count == chosen.Count ? chosen : null;
    }

    private static Task<IReadOnlyList<string>> OwnAsync(DbSession session, StaffScope scope, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        session.QueryAsync<string>(
            $"SELECT w.id FROM workers w WHERE w.id IN @Ids AND {scope.OwnsWorker("w")} ORDER BY w.id",
            new { Ids = ids.ToArray(), scope.Organisation, OwnPeople = scope.OwnPeopleValue },
            cancellationToken);
}

/// <summary>What the staff sees before an erasure is asked for or approved: nothing whole.</summary>
/// <param name="Number">Of the request.</param>
/// <param name="Registrations">That may go.</param>
internal sealed record ErasureView(string Number, IReadOnlyList<ErasableRegistration> Registrations);
