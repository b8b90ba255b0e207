using System.Globalization;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Sponsors;

/// <summary>What a batch is to be.</summary>
/// <param name="SponsorId">Who pays.</param>
/// <param name="Programs">Such as <c>jkk,jkm</c>.</param>
/// <param name="First">The first covered month.</param>
/// <param name="Last">The last covered month.</param>
/// <param name="Income">Rupiah a month; decides the tier. 0 is the lowest.</param>
/// <param name="VillageQuota">People a village; null for none.</param>
/// <param name="Budget">Rupiah; null for none.</param>
/// <param name="Basis">The document in which the owner of the list says that its people agreed; may come later.</param>
internal sealed record NewBatch(
    string SponsorId, string Programs, CoverageMonth First, CoverageMonth Last, long Income, long? VillageQuota, long? Budget, string Basis)
{
    /// <summary>Whose it is.</summary>
    public string Organisation { get; init; } = Ownership.First;
}

/// <summary>A batch with what its list comes to.</summary>
internal sealed record BatchOverview(
    SponsoredBatch Batch, Sponsor Sponsor, BatchState State, IReadOnlyList<VillageCount> Villages, BatchBalance Balance, IReadOnlyList<string> Faults)
{
    public long People => Villages.Sum(village => village.People);
}

/// <summary>The sponsored batches: made, filled, checked, confirmed by a second person, handed over, renewed.</summary>
internal sealed class SponsoredBatches(Database database, SponsorRegister sponsors, Knowledge knowledge, TimeProvider clock)
{
    private const string Select =
        """
        SELECT number AS Number, organisation_id AS Organisation, sponsor_id AS SponsorId, programs AS Programs, first_month AS First, last_month AS Last, income AS Income,
            village_quota AS VillageQuota, budget AS Budget, basis AS Basis, state AS State, made_by AS MadeBy, checked_by AS CheckedBy,
            confirmed_by AS ConfirmedBy, renews AS Renews
        FROM sponsored_batches
        """;

    /// <summary>Makes an empty draft; gives its number.</summary>
    /// <exception cref="ArgumentException">The months are in the wrong order or too many, or the programs are none.</exception>
    public Task<string> MakeAsync(NewBatch batch, string madeBy, DateTimeOffset localNow, CancellationToken cancellationToken) =>
        database.WriteAsync(session => AddAsync(session, batch, null, madeBy, localNow, cancellationToken), cancellationToken);

    /// <summary>
    /// A new draft for the same people, who are on the list to its end, at the same terms for other months. It is checked and confirmed
    /// like any other.
    /// </summary>
    public Task<string> RenewAsync(
        SponsoredBatch old, CoverageMonth first, CoverageMonth last, long? budget, string madeBy, DateTimeOffset localNow, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var terms = new NewBatch(old.SponsorId, old.Programs, first, last, old.Income, old.VillageQuota, budget, "") { Organisation = old.Organisation };
                var number = await AddAsync(session, terms, old.Number, madeBy, localNow, cancellationToken);
                await session.ExecuteAsync(
                    """
                    INSERT INTO sponsored_members (batch, worker_id, village, added_at)
                    SELECT @number, worker_id, village, @At FROM sponsored_members WHERE batch = @Old AND left_month IS NULL
                    """,
                    new { number, Old = old.Number, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                return number;
            },
            cancellationToken);

    public Task<SponsoredBatch?> FindAsync(string number, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, number, cancellationToken), cancellationToken);

    public async Task<SponsoredBatch?> FindAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        (await session.FirstAsync<BatchRow>($"{Select} WHERE number = @number", new { number }, cancellationToken))?.Batch;

    /// <summary>The batch, when it is the asker's organisation's; else null.</summary>
    public async Task<SponsoredBatch?> FindAsync(StaffScope scope, string number, CancellationToken cancellationToken) =>
        !scope.IsNarrow && await FindAsync(number, cancellationToken) is { } batch && batch.Organisation == scope.Organisation ? batch : null;

    /// <summary>Those of the asker's organisation, the latest first.</summary>
    public async Task<IReadOnlyList<SponsoredBatch>> AllAsync(StaffScope scope, CancellationToken cancellationToken) =>
        scope.IsNarrow ? [] : [.. (await AllAsync(cancellationToken)).Where(batch => batch.Organisation == scope.Organisation)];

    /// <summary>The same as <see cref="OverviewAsync(string, DateOnly, CancellationToken)"/>, when it is the asker's organisation's; else null.</summary>
    public async Task<BatchOverview?> OverviewAsync(StaffScope scope, string number, DateOnly today, CancellationToken cancellationToken) =>
        await FindAsync(scope, number, cancellationToken) is null ? null : await OverviewAsync(number, today, cancellationToken);

    /// <summary>All batches, the latest first.</summary>
    public async Task<IReadOnlyList<SponsoredBatch>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await database.ReadAsync(
            session => session.QueryAsync<BatchRow>($"{Select} ORDER BY created_at DESC, number DESC", null, cancellationToken), cancellationToken))
            .Select(row => row.Batch),
    ];

    /// <summary>The batch with its list and money as on that day; null when there is none.</summary>
    public async Task<BatchOverview?> OverviewAsync(string number, DateOnly today, CancellationToken cancellationToken)
    {
        if (await FindAsync(number, cancellationToken) is not { } batch) return null;
        var sponsor = await sponsors.FindAsync(batch.SponsorId, cancellationToken) ?? throw new InvalidDataException("A batch without its sponsor.");
        return await database.ReadAsync(
            async session =>
            {
                var (villages, balance) = await CountAsync(session, batch, today, cancellationToken);
                return new BatchOverview(batch, sponsor, batch.StateOn(today), villages, balance, BatchBalance.Faults(batch, balance, villages));
            },
            cancellationToken);
    }

    /// <summary>Names the document in which the owner of the list says that its people agreed.</summary>
    public Task StateBasisAsync(string number, string basis, string who, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("UPDATE sponsored_batches SET basis = @basis WHERE number = @number", new { number, basis }, cancellationToken);
                await NoteAsync(session, number, "basis", basis, who, cancellationToken);
            },
            cancellationToken);

    /// <summary>Moves the batch on. Confirming pays the months of its people; a month that somebody has paid already stays as it is.</summary>
    public Task<BatchStep> MoveAsync(
        string number, BatchMove move, string who, DateOnly today, CancellationToken cancellationToken) =>
        database.WriteAsync<BatchStep>(
            async session =>
            {
                if (await FindAsync(session, number, cancellationToken) is not { } batch) return new BatchStep.Refused([$"Batch {number} tidak ada."]);
                var (villages, balance) = await CountAsync(session, batch, today, cancellationToken);
                var step = BatchStep.Of(batch, move, who, BatchBalance.Faults(batch, balance, villages), today);
                if (step is not BatchStep.Moved moved) return step;
                var written = await session.ExecuteAsync(
                    """
                    UPDATE sponsored_batches SET state = @To,
                        checked_by = CASE @Move WHEN 'check' THEN @who WHEN 'return' THEN NULL ELSE checked_by END,
                        confirmed_by = CASE @Move WHEN 'confirm' THEN @who ELSE confirmed_by END
                    WHERE number = @number AND state = @From
                    """,
                    new { number, who, To = Word(moved.To), From = Word(batch.Stored), Move = Word(move) },
                    cancellationToken);
                if (written == 0) return new BatchStep.Refused([$"Batch {number} baru saja diubah orang lain. Lihat lagi dulu."]);
                if (move == BatchMove.Confirm) await PayAsync(session, batch, cancellationToken);
                await NoteAsync(session, number, Word(move), "", who, cancellationToken);
                return step;
            },
            cancellationToken);

    /// <summary>Takes somebody off the list from a month on: moved away, died, paid by another. What was paid for those months is free again.</summary>
    public Task<bool> LeaveAsync(
        string number, string workerId, CoverageMonth from, string why, string who, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var key = new { number, workerId, From = from.ToString() };
                var written = await session.ExecuteAsync(
                    "UPDATE sponsored_members SET left_month = @From WHERE batch = @number AND worker_id = @workerId AND left_month IS NULL", key, cancellationToken);
                if (written == 0) return false;
                await session.ExecuteAsync(
                    "DELETE FROM contributions WHERE batch = @number AND worker_id = @workerId AND month >= @From", key, cancellationToken);
                await PaidSpans.TakenBackAsync(session, workerId, cancellationToken);
                await NoteAsync(session, number, "leave", why, who, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>Notes what was done with a batch, in the transaction that does it.</summary>
    public Task NoteAsync(
        DbSession session, string number, string what, string note, string who, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO sponsored_batch_history (batch, number, what, note, made_by, at)
            SELECT @number, COUNT(*) + 1, @what, @note, @who, @At FROM sponsored_batch_history WHERE batch = @number
            """,
            new { number, what, note, who, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    private async Task<string> AddAsync(
        DbSession session, NewBatch batch, string? renews, string madeBy, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        var months = batch.Last.MonthsSince(batch.First) + 1;
        if (months is < 1 or > SponsoredBatch.MostMonths) throw new ArgumentException("The months are in the wrong order or too many.", nameof(batch));
        if (BatchPrice.ReadPrograms(batch.Programs) is not { } programs) throw new ArgumentException("JKK and JKM are needed.", nameof(batch));
        ArgumentException.ThrowIfNullOrWhiteSpace(madeBy);
        string number;
        do number = PublicNumber.Batch(localNow);
        while (await FindAsync(session, number, cancellationToken) is not null);
        await session.ExecuteAsync(
            """
            INSERT INTO sponsored_batches (number, organisation_id, sponsor_id, programs, first_month, last_month, income, village_quota, budget, basis, state,
                renews, made_by, created_at)
            VALUES (@number, @Organisation, @SponsorId, @Programs, @First, @Last, @Income, @VillageQuota, @Budget, @Basis, 'draft', @renews, @madeBy, @At)
            """,
            new
            {
                number,
                batch.Organisation,
                batch.SponsorId,
                Programs = BatchPrice.Text(programs),
                First = batch.First.ToString(),
                Last = batch.Last.ToString(),
                batch.Income,
                batch.VillageQuota,
                batch.Budget,
                batch.Basis,
                renews,
                madeBy,
                At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
        await NoteAsync(session, number, "made", renews ?? "", madeBy, cancellationToken);
        return number;
    }

    private async Task<(IReadOnlyList<VillageCount> Villages, BatchBalance Balance)> CountAsync(
        DbSession session, SponsoredBatch batch, DateOnly today, CancellationToken cancellationToken)
    {
        var villages = await session.QueryAsync<VillageCount>(
            "SELECT village AS Village, COUNT(*) AS People FROM sponsored_members WHERE batch = @Number AND left_month IS NULL GROUP BY village ORDER BY village",
            new { batch.Number },
            cancellationToken);
        // Who leaves is counted until the month in which he does.
        var stays = await session.QueryAsync<StayRow>(
            "SELECT left_month AS LeftMonth, COUNT(*) AS People FROM sponsored_members WHERE batch = @Number GROUP BY left_month",
            new { batch.Number },
            cancellationToken);
        var people = batch.Coverage.Select(month => new MonthCount(
            month, stays.Where(stay => stay.LeftMonth is null || CoverageMonth.Parse(stay.LeftMonth) > month).Sum(stay => stay.People)));
        return (villages, BatchBalance.Of(BatchPrice.ByMonth(knowledge.Tariff, batch), [.. people], batch.Budget, today));
    }

    private async Task PayAsync(DbSession session, SponsoredBatch batch, CancellationToken cancellationToken)
    {
        var kind = await session.FirstAsync<string>("SELECT kind FROM sponsors WHERE id = @SponsorId", new { batch.SponsorId }, cancellationToken);
        var payer = SponsorKinds.Read(kind ?? "")?.Payer() ?? throw new InvalidDataException("A sponsor of an unknown kind.");
        foreach (var (month, amount) in BatchPrice.ByMonth(knowledge.Tariff, batch))
        {
            await session.ExecuteAsync(
                """
                INSERT INTO contributions (worker_id, month, amount, programs, payer, paid_at, batch)
                SELECT worker_id, @Month, @amount, @Programs, @payer, @At, @Number FROM sponsored_members
                WHERE batch = @Number AND (left_month IS NULL OR left_month > @Month)
                ON CONFLICT (worker_id, month) DO NOTHING
                """,
                new { Month = month.ToString(), amount, batch.Programs, payer, batch.Number, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken);
        }

        await PaidSpans.AddedAsync(session, batch.Number, cancellationToken);
    }

    private static string Word(BatchState state) => state switch
    {
        BatchState.Draft => "draft",
        BatchState.Checked => "checked",
        BatchState.Confirmed or BatchState.Running or BatchState.Ended => "confirmed",
        BatchState.HandedOver => "handed_over",
    };

    private static string Word(BatchMove move) => move switch
    {
        BatchMove.Check => "check",
        BatchMove.Return => "return",
        BatchMove.Confirm => "confirm",
        BatchMove.HandOver => "hand_over",
    };

    // Settable: SQLite does not know the type of a count while there is no row.
    private sealed record StayRow
    {
        public string? LeftMonth { get; init; }

        public long People { get; init; }
    }

    private sealed record BatchRow(
        string Number,
        string Organisation,
        string SponsorId,
        string Programs,
        string First,
        string Last,
        long Income,
        long? VillageQuota,
        long? Budget,
        string Basis,
        string State,
        string MadeBy,
        string? CheckedBy,
        string? ConfirmedBy,
        string? Renews)
    {
        public SponsoredBatch Batch => new(
            Number,
            SponsorId,
            Programs,
            CoverageMonth.Parse(First),
            CoverageMonth.Parse(Last),
            Income,
            VillageQuota,
            Budget,
            Basis,
            State switch
            {
                "draft" => BatchState.Draft,
                "checked" => BatchState.Checked,
                "confirmed" => BatchState.Confirmed,
                "handed_over" => BatchState.HandedOver,
                _ => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Batch {Number} is in an unknown state.")),
            },
            MadeBy,
            CheckedBy,
            ConfirmedBy,
            Renews)
        {
            Organisation = Organisation,
        };
    }
}
