using System.Globalization;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Files;

/// <summary>A row with what the records say to it.</summary>
/// <param name="Row">The row.</param>
/// <param name="NikHash">Its NIK, for the records.</param>
/// <param name="WorkerId">Of who is registered already; null for who is new.</param>
/// <param name="Payer">What decides his price, for a list of contributions.</param>
internal sealed record CheckedRow(ListRow Row, string NikHash, string? WorkerId, PayerTerms? Payer);

/// <summary>A list after the records were asked.</summary>
/// <param name="Rows">What is to be written.</param>
/// <param name="Already">Rows for which there is nothing to do.</param>
/// <param name="Problems">What the records stand against; and what is only said.</param>
internal sealed record CheckedList(IReadOnlyList<CheckedRow> Rows, int Already, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Holds a list against the records: who is registered, who is paid for already, how full a village is. What the records hold of somebody is
/// not told, only that it does not fit.
/// </summary>
internal sealed class RecordCheck(PersonalData personalData, Knowledge knowledge)
{
    private const int AtOnce = 2_000;

    /// <param name="session">Where to ask.</param>
    /// <param name="list">The rows and where their columns stand.</param>
    /// <param name="kind">What it is a list of.</param>
    /// <param name="batch">The batch of a sponsored list.</param>
    /// <param name="organisation">Whose list it is.</param>
    /// <param name="done">Rows of this very file that went in before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CheckedList> CheckAsync(
        DbSession session, ReadList list, ImportKind kind, SponsoredBatch? batch, string organisation, IReadOnlySet<(int Sheet, int Row)> done,
        CancellationToken cancellationToken)
    {
        var already = 0;
        var rows = new List<CheckedRow>(list.Rows.Count);
        var problems = new List<RowProblem>();
        var villages = batch is null ? [] : await VillagesAsync(session, batch, cancellationToken);
        foreach (var some in list.Rows.Chunk(AtOnce))
        {
            var hashes = some.Select(row => personalData.NikHash(row.Nik)).ToList();
            var known = (await session.QueryAsync<KnownRow>(
                """
                SELECT workers.nik_hash AS NikHash, workers.id AS Id, workers.organisation_id AS Organisation, workers.name AS Name, workers.income AS Income, workers.sector AS Sector,
                    registrations.programs AS Programs
                FROM workers JOIN registrations ON registrations.worker_id = workers.id WHERE workers.nik_hash IN @hashes
                """,
                new { hashes },
                cancellationToken)).ToDictionary(row => row.NikHash);
            var ids = known.Values.Select(row => row.Id).ToList();
            var paid = kind == ImportKind.Contributions ? await PaidAsync(session, ids, cancellationToken) : [];
            var sponsored = batch is null ? [] : await SponsoredAsync(session, batch, ids, cancellationToken);
            for (var i = 0; i < some.Length; i++)
            {
                var row = some[i];
                var worker = known.GetValueOrDefault(hashes[i]);
                PayerTerms? payer = null;
                if (done.Contains((row.Sheet, row.Number)))
                {
                    already++;
                    continue;
                }

                void Say(RowProblemKind what, Column column, int number = 0) =>
                    problems.Add(new RowProblem(what, row.Sheet, row.Number, list.Place(row, column), number));

                // Nothing of what another organisation holds is compared.
                if (worker is not null && worker.Organisation != organisation)
                {
                    Say(RowProblemKind.OtherOrganisation, Column.Nik);
                    continue;
                }

                switch (kind)
                {
                    case ImportKind.Contributions when worker is null:
                        Say(RowProblemKind.NotRegistered, Column.Nik);
                        continue;
                    case ImportKind.Contributions when Enumerable.Range(0, row.Months).All(month => paid.Contains((worker.Id, row.Month.AddMonths(month).ToString()))):
                        already++;
                        continue;
                    case ImportKind.Contributions:
                        payer = Terms(worker);
                        if (payer.Priced(knowledge.Tariff, row) is null) Say(RowProblemKind.AmountOffTariff, Column.Amount);
                        break;
                    case ImportKind.Workers or ImportKind.Sponsored when worker is not null && !NameMatch.Fits(worker.Name, row.Name):
                        Say(RowProblemKind.OtherNameInRecords, Column.Nik);
                        continue;
                    case ImportKind.Workers when worker is not null:
                        already++;
                        continue;
                    case ImportKind.Sponsored when worker is not null && sponsored.Contains((worker.Id, batch!.Number)):
                        already++;
                        continue;
                    case ImportKind.Sponsored when worker is not null && sponsored.Any(one => one.WorkerId == worker.Id):
                        Say(RowProblemKind.OtherSponsor, Column.Nik);
                        continue;
                    case ImportKind.Sponsored when batch!.VillageQuota is not null && row.Village.Length == 0:
                        Say(RowProblemKind.VillageMissing, Column.Village);
                        continue;
                    case ImportKind.Sponsored when batch!.VillageQuota is { } quota && villages.GetValueOrDefault(row.Village) >= quota:
                        Say(RowProblemKind.VillageFull, Column.Village, (int)quota);
                        continue;
                }

                villages[row.Village] = villages.GetValueOrDefault(row.Village) + 1;
                rows.Add(new CheckedRow(row, hashes[i], worker?.Id, payer));
            }
        }

        return new CheckedList(rows, already, problems);
    }

    private static async Task<Dictionary<string, long>> VillagesAsync(
        DbSession session, SponsoredBatch batch, CancellationToken cancellationToken) =>
        (await session.QueryAsync<VillageCount>(
            "SELECT village AS Village, COUNT(*) AS People FROM sponsored_members WHERE batch = @Number AND left_month IS NULL GROUP BY village",
            new { batch.Number },
            cancellationToken)).ToDictionary(count => count.Village, count => count.People);

    private static async Task<HashSet<(string WorkerId, string Month)>> PaidAsync(DbSession session, List<string> ids, CancellationToken cancellationToken) =>
    [
        .. (await session.QueryAsync<PaidRow>(
            "SELECT worker_id AS WorkerId, month AS Month FROM contributions WHERE worker_id IN @ids", new { ids }, cancellationToken))
            .Select(row => (row.WorkerId, row.Month)),
    ];

    // On this list, or on one that pays some of the same months, whatever its state.
    private static async Task<HashSet<(string WorkerId, string Batch)>> SponsoredAsync(
        DbSession session, SponsoredBatch batch, List<string> ids, CancellationToken cancellationToken) =>
    [
        .. (await session.QueryAsync<SponsoredRow>(
            """
            SELECT members.worker_id AS WorkerId, members.batch AS Batch FROM sponsored_members AS members
            JOIN sponsored_batches AS batches ON batches.number = members.batch
            WHERE members.worker_id IN @ids AND (batches.number = @Number
                OR (members.left_month IS NULL AND batches.first_month <= @Last AND batches.last_month >= @First))
            """,
            new { ids, batch.Number, First = batch.First.ToString(), Last = batch.Last.ToString() },
            cancellationToken)).Select(row => (row.WorkerId, row.Batch)),
    ];

    private PayerTerms Terms(KnownRow worker) => new(
        worker.Income is null ? 0 : long.Parse(personalData.DecryptText(Workers.IncomePurpose, worker.Income), NumberStyles.None, CultureInfo.InvariantCulture),
        worker.Sector,
        worker.Programs);

    private sealed record KnownRow(string NikHash, string Id, string Organisation, string Name, byte[]? Income, string Sector, string Programs);

    private sealed record PaidRow(string WorkerId, string Month);

    private sealed record SponsoredRow(string WorkerId, string Batch);
}
