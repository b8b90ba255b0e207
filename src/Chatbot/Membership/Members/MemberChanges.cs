using System.Globalization;
using Chatbot.Membership.Paying;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Members;

/// <summary>
/// What the branch notes of somebody who stands at the counter: a month that he has paid, and that his data was held against his KTP. Each is in the
/// log of looks with what was seen.
/// </summary>
internal sealed class MemberChanges(Database database, PersonalData personalData, Contributions contributions, Knowledge knowledge, AuditLog audit, TimeProvider clock)
{
    // As of a list of contributions.
    private const int MonthsBack = 24;
    private const int MonthsAhead = 12;

    /// <summary>Whether he may note anything.</summary>
    public static bool MayChange(StaffScope scope) => MemberDesk.MaySeeIdentity(scope);

    /// <summary>The months that can be noted as paid, the current one first, each with what it costs him; empty when it is not his to note.</summary>
    public async Task<IReadOnlyList<UnpaidMonth>> UnpaidAsync(StaffScope scope, string id, CancellationToken cancellationToken)
    {
        if (!MayChange(scope) || await database.ReadAsync(session => FindAsync(session, scope, id, cancellationToken), cancellationToken) is not { } row) return [];
        var paid = (await contributions.PaidAsync(id, cancellationToken)).ToHashSet();
        var current = CoverageMonth.Of(Today(scope));
        var months = Enumerable.Range(0, MonthsAhead + 1).Concat(Enumerable.Range(1, MonthsBack).Select(back => -back)).Select(current.AddMonths);
        return [.. months.Where(month => !paid.Contains(month)).Select(month => (month, Price: PriceOf(row, month))).Where(one => one.Price > 0).Select(one => new UnpaidMonth(one.month, one.Price))];
    }

    /// <summary>Notes a month as paid, at the price of the tariff.</summary>
    /// <param name="scope">Who.</param>
    /// <param name="id">Of the worker.</param>
    /// <param name="month">Which.</param>
    /// <param name="paidOn">By the paper; not in the future.</param>
    /// <param name="proof">What was seen, such as the number of the receipt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<PaymentNoted> RecordPaymentAsync(
        StaffScope scope, string id, CoverageMonth month, DateOnly paidOn, string proof, CancellationToken cancellationToken)
    {
        var today = Today(scope);
        var away = month.MonthsSince(CoverageMonth.Of(today));
        if (!MayChange(scope) || away < -MonthsBack || away > MonthsAhead || paidOn > today || proof.Trim().Length < 3) return Task.FromResult(PaymentNoted.Refused);
        return database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, scope, id, cancellationToken) is not { } row) return PaymentNoted.Refused;
                var price = PriceOf(row, month);
                if (price == 0) return PaymentNoted.Refused;
                // Noon of the day: the paper knows the day alone.
                var noon = paidOn.ToDateTime(new TimeOnly(12, 0));
                var paid = new Contribution(id, month, price, row.Programs, "self", new DateTimeOffset(noon, scope.Zone.GetUtcOffset(noon)));
                if (!await Contributions.AddAsync(session, paid, cancellationToken)) return PaymentNoted.KnownAlready;
                await audit.AddAsync(session, scope.Look($"iuran {month}: {proof.Trim()}"), "member.paid", id, cancellationToken);
                return PaymentNoted.Done;
            },
            cancellationToken);
    }

    /// <summary>Somebody of the branch has held the data against the KTP. False when there was nothing to look at.</summary>
    public async Task<bool> ReviewedAsync(StaffScope scope, string id, string note, CancellationToken cancellationToken)
    {
        if (!MayChange(scope) || note.Trim().Length < 3) return false;
        return await database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, scope, id, cancellationToken) is null) return false;
                var touched = await session.ExecuteAsync(
                    "UPDATE workers SET needs_review = 0, updated_at = @Now WHERE id = @id AND needs_review = 1",
                    new { id, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                if (touched > 0) await audit.AddAsync(session, scope.Look(note.Trim()), "member.reviewed", id, cancellationToken);
                return touched > 0;
            },
            cancellationToken);
    }

    private static Task<Row?> FindAsync(DbSession session, StaffScope scope, string id, CancellationToken cancellationToken) =>
        session.FirstAsync<Row>(
            $"""
            SELECT w.sector AS Sector, w.income AS Income, r.programs AS Programs FROM workers w JOIN registrations r ON r.worker_id = w.id
            WHERE w.id = @id AND {MembersInScope.Sees(scope)}
            """,
            new { id, scope.Organisation, OwnPeople = scope.OwnPeople ?? "" },
            cancellationToken);

    // 0 where there is no tariff for the month.
    private long PriceOf(Row row, CoverageMonth month)
    {
        var income = row.Income is { Length: > 0 } stored ? long.Parse(personalData.DecryptText(Workers.IncomePurpose, stored), CultureInfo.InvariantCulture) : 0;
        var terms = PayingTerms.Of(income, row.Programs, row.Sector);
        return ContributionPrice.Of(knowledge.Tariff, new PriceRequest(month, terms.Income, terms.Programs, terms.Sector)) is PriceAnswer.Priced priced ? (long)priced.Total : 0;
    }

    private DateOnly Today(StaffScope scope) => DateOnly.FromDateTime(scope.Local(clock.GetUtcNow()).DateTime);

    private sealed record Row
    {
        public string Sector { get; init; } = "";

        public byte[]? Income { get; init; }

        public string Programs { get; init; } = "";
    }
}

/// <summary>A month that is not paid.</summary>
/// <param name="Month">Which.</param>
/// <param name="Price">Rupiah, by the tariff.</param>
internal sealed record UnpaidMonth(CoverageMonth Month, long Price);

/// <summary>What came of noting a payment.</summary>
internal enum PaymentNoted
{
    Done,

    /// <summary>The month is paid already.</summary>
    KnownAlready,

    /// <summary>Not his to note, a month too far away, a day to come, or nothing seen.</summary>
    Refused,
}
