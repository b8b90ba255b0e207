using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>A month that was paid.</summary>
/// <param name="WorkerId">For whom.</param>
/// <param name="Month">Which month it covers.</param>
/// <param name="Amount">Rupiah.</param>
/// <param name="Programs">Such as <c>jkk,jkm</c>.</param>
/// <param name="Payer"><c>self</c>, <c>government</c>, or another sponsor.</param>
/// <param name="PaidAt">UTC.</param>
internal sealed record Contribution(
    string WorkerId, CoverageMonth Month, long Amount, string Programs, string Payer, DateTimeOffset PaidAt);

/// <summary>The months that were paid.</summary>
internal sealed class Contributions(Database database)
{
    /// <summary>Stores a paid month; the same month again replaces what was known of it.</summary>
    public Task RecordAsync(Contribution contribution, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO contributions (worker_id, month, amount, programs, payer, paid_at)
                    VALUES (@WorkerId, @Month, @Amount, @Programs, @Payer, @PaidAt)
                    ON CONFLICT (worker_id, month) DO UPDATE SET amount = @Amount, programs = @Programs, payer = @Payer, paid_at = @PaidAt
                    """,
                    Values(contribution),
                    cancellationToken);
                await PaidSpans.AddedAsync(session, [contribution.WorkerId], cancellationToken);
            },
            cancellationToken);

    /// <summary>Stores a paid month in a transaction of which it is a part; false when the month is paid already, and stays as it was.</summary>
    public static async Task<bool> AddAsync(DbSession session, Contribution contribution, CancellationToken cancellationToken)
    {
        var added = await session.ExecuteAsync(
            """
            INSERT INTO contributions (worker_id, month, amount, programs, payer, paid_at) VALUES (@WorkerId, @Month, @Amount, @Programs, @Payer, @PaidAt)
            ON CONFLICT (worker_id, month) DO NOTHING
            """,
            Values(contribution),
            cancellationToken);
        if (added > 0) await PaidSpans.AddedAsync(session, [contribution.WorkerId], cancellationToken);
        return added > 0;
    }

    public async Task<IReadOnlyList<CoverageMonth>> PaidAsync(string workerId, CancellationToken cancellationToken)
    {
        var months = await database.ReadAsync(
            session => session.QueryAsync<string>(
                "SELECT month FROM contributions WHERE worker_id = @workerId", new { workerId }, cancellationToken),
            cancellationToken);
        return [.. months.Select(CoverageMonth.Parse)];
    }

    /// <summary>Every paid month, the latest first.</summary>
    public async Task<IReadOnlyList<Contribution>> OfAsync(string workerId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT month AS Month, amount AS Amount, programs AS Programs, payer AS Payer, paid_at AS PaidAt
                FROM contributions WHERE worker_id = @workerId ORDER BY month DESC
                """,
                new { workerId },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new Contribution(
                workerId, CoverageMonth.Parse(row.Month), row.Amount, row.Programs, row.Payer, DateTimeOffset.FromUnixTimeMilliseconds(row.PaidAt))),
        ];
    }

    private static object Values(Contribution contribution) => new
    {
        contribution.WorkerId,
        Month = contribution.Month.ToString(),
        contribution.Amount,
        contribution.Programs,
        contribution.Payer,
        PaidAt = contribution.PaidAt.ToUnixTimeMilliseconds(),
    };

    private sealed record Row(string Month, long Amount, string Programs, string Payer, long PaidAt);
}
