using System.Globalization;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Sponsors;

/// <summary>That somebody's contribution is paid by a sponsor, confirmed by two people of the branch.</summary>
/// <param name="WorkerId">Whose.</param>
/// <param name="Sponsor">Who pays, as people know it.</param>
/// <param name="Kind">What kind of sponsor.</param>
/// <param name="Batch">Number of the batch.</param>
/// <param name="Programs">Such as <c>jkk,jkm</c>.</param>
/// <param name="First">The first month that is paid.</param>
/// <param name="Last">The last month that is paid for this worker.</param>
internal sealed record Sponsorship(
    string WorkerId, string Sponsor, SponsorKind Kind, string Batch, string Programs, CoverageMonth First, CoverageMonth Last)
{
    /// <summary>Whether the sponsor pays the month of that day.</summary>
    public bool HoldsOn(DateOnly today) => First <= CoverageMonth.Of(today) && CoverageMonth.Of(today) <= Last;
}

/// <summary>Who is paid for, by whom and until when. What is still a draft is nobody's promise and is not told.</summary>
internal sealed class Sponsorships(Database database, PersonalData personalData, Knowledge knowledge)
{
    /// <summary>Those of these workers, past, present and to come; of each worker the one that ends last first.</summary>
    public async Task<IReadOnlyList<Sponsorship>> OfAsync(
        IReadOnlyCollection<string> workerIds, CancellationToken cancellationToken)
    {
        if (workerIds.Count == 0) return [];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                """
                SELECT members.worker_id AS WorkerId, sponsors.name AS Sponsor, sponsors.kind AS Kind, batches.number AS Batch,
                    batches.programs AS Programs, batches.first_month AS First, batches.last_month AS Last, members.left_month AS LeftMonth
                FROM sponsored_members AS members
                JOIN sponsored_batches AS batches ON batches.number = members.batch
                JOIN sponsors ON sponsors.id = batches.sponsor_id
                WHERE members.worker_id IN @workerIds AND batches.state IN ('confirmed', 'handed_over')
                ORDER BY members.worker_id, batches.last_month DESC, batches.number DESC
                """,
                new { workerIds },
                cancellationToken),
            cancellationToken);
        return [.. rows.Select(row => row.Sponsorship).Where(sponsorship => sponsorship.First <= sponsorship.Last)];
    }

    /// <summary>How a worker goes on by himself after a sponsorship, at the price of his own income and sector.</summary>
    public async Task<HandOver> HandOverAsync(Sponsorship sponsorship, CancellationToken cancellationToken)
    {
        var worker = await database.ReadAsync(
            session => session.FirstAsync<WorkerRow>(
                "SELECT sector AS Sector, income AS Income FROM workers WHERE id = @WorkerId", new { sponsorship.WorkerId }, cancellationToken),
            cancellationToken);
        var income = worker?.Income is { } stored
            ? long.Parse(personalData.DecryptText(Workers.IncomePurpose, stored), NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        return HandOver.Of(
            knowledge.Tariff, sponsorship.Sponsor, sponsorship.Last, income, worker?.Sector ?? "other", sponsorship.Programs);
    }

    private sealed record WorkerRow(string Sector, byte[]? Income);

    private sealed record Row(
        string WorkerId, string Sponsor, string Kind, string Batch, string Programs, string First, string Last, string? LeftMonth)
    {
        public Sponsorship Sponsorship
        {
            get
            {
                var last = CoverageMonth.Parse(Last);
                var left = LeftMonth is null ? last : CoverageMonth.Parse(LeftMonth).AddMonths(-1);
                return new Sponsorship(
                    WorkerId,
                    Sponsor,
                    SponsorKinds.Read(Kind) ?? throw new InvalidDataException("A sponsor of an unknown kind."),
                    Batch,
                    Programs,
                    CoverageMonth.Parse(First),
                    left < last ? left : last);
            }
        }
    }
}
