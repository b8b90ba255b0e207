using Chatbot.Language;
using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Audiences;

/// <summary>
/// What audiences need to know of people beyond their registrations: district, ecosystem, language. Concluded from the registration for those
/// who agreed to news of their area, as long as no list or code has said otherwise.
/// </summary>
internal sealed class PersonTraits(Database database, PersonalData personalData, EcosystemJobs jobs, TimeProvider clock)
{
    private const int AtOnce = 2_000;

    private static readonly BulkInsert Insert = new("audience_traits", ["person_id", "region", "ecosystem", "language", "said", "at"])
    {
        OnConflict = "(person_id) DO NOTHING",
    };

    /// <summary>Concludes for those of whom nothing is known yet; gives how many.</summary>
    public async Task<int> LearnAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        while (true)
        {
            var rows = await database.ReadBulkAsync(
                session => session.QueryAsync<Row>(
                    """
                    SELECT COALESCE(workers.own_person_id, workers.person_id) AS PersonId, workers.id AS WorkerId, workers.nik AS Nik, workers.job AS Job,
                        COALESCE((SELECT s.ecosystem FROM registrations r JOIN source_codes s ON s.code = r.source WHERE r.worker_id = workers.id), '') AS Source,
                        CASE WHEN EXISTS (SELECT 1 FROM sponsored_members m JOIN sponsored_batches b ON b.number = m.batch
                            WHERE m.worker_id = workers.id AND m.left_month IS NULL AND b.state IN ('confirmed', 'handed_over')) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS Sponsored
                    FROM workers
                    WHERE NOT EXISTS (SELECT 1 FROM audience_traits t WHERE t.person_id = COALESCE(workers.own_person_id, workers.person_id))
                        AND (SELECT k.granted FROM consents k WHERE k.person_id = COALESCE(workers.own_person_id, workers.person_id) AND k.purpose = 'campaigns'
                            ORDER BY k.number DESC LIMIT 1) = 1
                        AND NOT EXISTS (SELECT 1 FROM restrictions h WHERE h.person_id = COALESCE(workers.own_person_id, workers.person_id))
                    ORDER BY workers.id LIMIT @AtOnce
                    """,
                    new { AtOnce },
                    cancellationToken),
                cancellationToken);
            if (rows.Count == 0) return all;
            var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
            // Several workers behind one phone: the first that is known by a district speaks for the house.
            var learnt = rows.GroupBy(row => row.PersonId).Select(same =>
            {
                var read = same.Select(row => (Region: RegionOf(row.Nik), Ecosystem: EcosystemOf(row))).ToList();
                return new object?[]
                {
                    same.Key, read.Select(one => one.Region).FirstOrDefault(region => region.Length > 0) ?? "",
                    read.Select(one => one.Ecosystem).FirstOrDefault(word => word.Length > 0) ?? "", "", 0L, at,
                };
            }).ToList();
            await database.WriteAsync(session => session.BulkInsertAsync(Insert, learnt, cancellationToken), cancellationToken);
            all += learnt.Count;
        }
    }

    /// <summary>What a list or somebody himself says; empty values leave what is known.</summary>
    public static Task SayAsync(
        DbSession session, string personId, string region, string ecosystem, string language, DateTimeOffset at, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO audience_traits (person_id, region, ecosystem, language, said, at) VALUES (@personId, @region, @ecosystem, @language, 1, @At)
            ON CONFLICT (person_id) DO UPDATE SET
                region = CASE WHEN excluded.region = '' THEN audience_traits.region ELSE excluded.region END,
                ecosystem = CASE WHEN excluded.ecosystem = '' THEN audience_traits.ecosystem ELSE excluded.ecosystem END,
                language = CASE WHEN excluded.language = '' THEN audience_traits.language ELSE excluded.language END,
                said = 1, at = excluded.at
            """,
            new { personId, region, ecosystem, language, At = at.ToUnixTimeMilliseconds() },
            cancellationToken);

    // UU 24/2013 art. 13: the first six digits are the district where the NIK was given. What was shortened has none.
    private string RegionOf(byte[] nik)
    {
        if (nik.Length == 0) return "";
        var digits = personalData.DecryptText(Workers.NikPurpose, nik);
        if (digits.Length < 6) return "";
        return RegionNames.Find(digits[..6]) is not null ? digits[..6] : RegionNames.Find(digits[..4]) is not null ? digits[..4] : "";
    }

    private string EcosystemOf(Row row) => row.Sponsored == 1 ? Ecosystem.Rentan.Word()
        : row.Source.Length > 0 ? row.Source : jobs.Of(row.Job)?.Word() ?? "";

    private sealed record Row(string PersonId, string WorkerId, byte[] Nik, string Job, string Source, long Sponsored);
}
