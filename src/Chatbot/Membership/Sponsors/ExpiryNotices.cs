using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Sponsors;

/// <summary>A notice with the one who is to get it.</summary>
/// <param name="Notice">Which.</param>
/// <param name="WorkerId">Who; null is the branch, which may still renew.</param>
internal sealed record DueNotice(ExpiryNotice Notice, string? WorkerId)
{
    /// <summary>Once a person and occurrence.</summary>
    public string Key => Notice.Key(WorkerId);
}

/// <summary>Who is to be told on a day that a sponsor's time runs out.</summary>
internal sealed class ExpiryNotices(Database database, SponsoredBatches batches)
{
    /// <param name="today">The day in the region.</param>
    /// <param name="sent">Keys of notices that went out; see <see cref="DueNotice.Key"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<DueNotice>> DueAsync(
        DateOnly today, IReadOnlySet<string> sent, CancellationToken cancellationToken)
    {
        var due = new List<DueNotice>();
        foreach (var batch in await batches.AllAsync(cancellationToken))
        {
            if (BatchExpiry.On(batch, today) is not { } notice) continue;
            if (notice.IsForBranch && !sent.Contains(notice.Key(null))) due.Add(new DueNotice(notice, null));
            due.AddRange(BatchExpiry.Whom(batch, notice, await MembersAsync(batch, cancellationToken), sent)
                .Select(member => new DueNotice(notice, member.WorkerId)));
        }

        return due;
    }

    private async Task<IReadOnlyList<CoveredMember>> MembersAsync(SponsoredBatch batch, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT members.worker_id AS WorkerId, members.left_month AS LeftMonth, MAX(contributions.month) AS CoveredThrough
                FROM sponsored_members AS members JOIN contributions ON contributions.worker_id = members.worker_id
                WHERE members.batch = @Number GROUP BY members.worker_id, members.left_month ORDER BY members.worker_id
                """,
                new { batch.Number },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new CoveredMember(
                row.WorkerId, CoverageMonth.Parse(row.CoveredThrough), row.LeftMonth is null ? null : CoverageMonth.Parse(row.LeftMonth))),
        ];
    }

    // Settable: SQLite does not know the type of a maximum while there is no row.
    private sealed record Row
    {
        public string WorkerId { get; init; } = "";

        public string? LeftMonth { get; init; }

        public string CoveredThrough { get; init; } = "";
    }
}
