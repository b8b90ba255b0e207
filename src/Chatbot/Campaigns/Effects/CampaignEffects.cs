using System.Globalization;
using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Effects;

/// <summary>Counts what campaigns have brought, and writes it to files.</summary>
internal sealed class CampaignEffects(Database database, CampaignBook book, TimeProvider clock)
{
    private const int MonthsToStay = 3;

    // The steps that somebody who got no message can take as well.
    private static readonly string[] Compared = ["consented", "registered", "paid", "stayed"];

    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    /// <summary>Null when there is no such campaign.</summary>
    public async Task<CampaignEffect?> OfAsync(string number, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(number, cancellationToken) is not { } campaign) return null;
        var now = clock.GetUtcNow();
        var (rows, dropped) = await database.ReadBulkAsync(session => CountAsync(session, campaign, now, cancellationToken), cancellationToken);
        var variants = rows.Where(row => row.Group != "holdout").OrderBy(row => row.Group, StringComparer.Ordinal).ToList();
        var total = EffectRow.Sum("semua", variants);
        var holdout = rows.FirstOrDefault(row => row.Group == "holdout") ?? EffectRow.Sum("holdout", []);
        return new CampaignEffect(campaign, now, variants, total, holdout, dropped, [.. Differences(total, holdout)], campaign.Spent);
    }

    private static IEnumerable<EffectDifference> Differences(EffectRow total, EffectRow holdout)
    {
        foreach (var (word, _, of) in CampaignEffect.Steps.Where(step => Compared.Contains(step.Word)))
        {
            // All who were meant to get it, also whom it did not reach: else the reached would be compared with everybody.
            if (Proportions.Difference(of(total), total.People, of(holdout), holdout.People) is not var (difference, interval)) yield break;
            yield return new EffectDifference(word, of(total) / (double)total.People, of(holdout) / (double)holdout.People, difference, interval);
        }
    }

    private static async Task<(IReadOnlyList<EffectRow> Rows, IReadOnlyDictionary<string, long> Dropped)> CountAsync(
        DbSession session, Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Who was dropped before anything was planned for him was neither written to nor held out. The others count from the moment at which they were
        // planned, both groups alike: what each did since then.
        var rows = await session.QueryAsync<CountRow>(
            $"""
            WITH r AS MATERIALIZED (
                SELECT id, person_id, CASE WHEN state = 'holdout' THEN 'holdout' ELSE variant END AS part, state, reason, message_id, answered_at, at AS since
                FROM campaign_recipients WHERE campaign = @Number
                    AND (state IN ('sent', 'holdout', 'planned', 'waiting') OR (state = 'dropped' AND ended_at > at))),
            done AS MATERIALIZED (
                SELECT r.id AS id,
                    MAX(CASE WHEN g.created_at >= r.since THEN 1 ELSE 0 END) AS registered,
                    MIN(c.first_paid) AS first_paid,
                    MAX(CASE WHEN c.first_paid >= r.since THEN c.last_month ELSE '' END) AS last_month,
                    MAX(CASE WHEN c.first_paid >= r.since THEN c.first_paid ELSE 0 END) AS paid_at
                FROM r JOIN people_workers pw ON pw.person_id = r.person_id AND r.person_id <> '' AND {Ownership.OwnsWorkerOf("pw")}
                LEFT JOIN registrations g ON g.worker_id = pw.worker_id
                LEFT JOIN (SELECT worker_id, MIN(paid_at) AS first_paid, MAX(month) AS last_month FROM contributions GROUP BY worker_id) c ON c.worker_id = pw.worker_id
                GROUP BY r.id)
            SELECT r.part AS Part, COUNT(*) AS People,
                COUNT(CASE WHEN r.state = 'sent' THEN 1 END) AS Sent,
                COUNT(CASE WHEN d.status IN ('delivered', 'read') THEN 1 END) AS Delivered,
                COUNT(CASE WHEN d.status = 'read' THEN 1 END) AS ReadCount,
                COUNT(r.answered_at) AS Answered,
                COUNT(CASE WHEN EXISTS (SELECT 1 FROM consents k WHERE k.person_id = r.person_id AND k.granted = 1 AND k.at >= r.since) THEN 1 END) AS Consented,
                COUNT(CASE WHEN done.registered = 1 THEN 1 END) AS Registered,
                COUNT(CASE WHEN done.paid_at > 0 THEN 1 END) AS Paid,
                COUNT(CASE WHEN done.paid_at > 0 AND done.paid_at <= @ThreeMonthsAgo AND done.last_month >= @Month THEN 1 END) AS Stayed,
                COUNT(CASE WHEN r.state = 'sent' AND r.reason IS NOT NULL THEN 1 END) AS Failed
            FROM r LEFT JOIN done ON done.id = r.id LEFT JOIN deliveries d ON d.id = r.message_id
            GROUP BY r.part
            """,
            new
            {
                campaign.Number,
                campaign.Organisation,
                ThreeMonthsAgo = now.AddMonths(-MonthsToStay).ToUnixTimeMilliseconds(),
                Month = CoverageMonth.Of(now.ToOffset(Wib)).ToString(),
            },
            cancellationToken);
        var dropped = await session.QueryAsync<DroppedRow>(
            "SELECT COALESCE(reason, '') AS Reason, COUNT(*) AS People FROM campaign_recipients WHERE campaign = @Number AND state = 'dropped' GROUP BY reason ORDER BY reason",
            new { campaign.Number },
            cancellationToken);
        return (
            [
                .. rows.Select(row => new EffectRow(
                    row.Part, row.People, row.Sent, row.Delivered, row.ReadCount, row.Answered, row.Consented, row.Registered, row.Paid, row.Stayed, row.Failed)),
            ],
            dropped.ToDictionary(row => row.Reason, row => row.People));
    }

    /// <summary>The effect as a table: counts by group, then the differences; no names. As CSV or Excel, safe from formulas.</summary>
    /// <param name="effect">What to write.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="xlsx">A workbook, not CSV.</param>
    public static async Task WriteAsync(CampaignEffect effect, Stream stream, bool xlsx)
    {
        var table = TableOf(effect).ToList();
        if (xlsx)
        {
            using var book = new XlsxFile(stream, "Hasil");
            foreach (var row in table) book.Write(row);
            return;
        }

        await using var csv = new SafeCsv(stream);
        foreach (var row in table) await csv.WriteAsync(row);
    }

    private static IEnumerable<string[]> TableOf(CampaignEffect effect)
    {
        yield return ["Kampanye", effect.Campaign.Number, effect.Campaign.Name, effect.Campaign.Ecosystem.Word(), effect.Campaign.Partner, effect.Campaign.Source];
        yield return ["Per", effect.At.ToOffset(Wib).ToString("yyyy-MM-dd HH:mm 'WIB'", CultureInfo.InvariantCulture)];
        yield return ["Biaya (perkiraan)", Rupiah.Text(effect.Spent / CampaignCosts.Rupiah)];
        yield return [];
        yield return ["Kelompok", "Orang", .. CampaignEffect.Steps.Select(step => step.Title), "Gagal sampai"];
        foreach (var row in effect.Variants.Append(effect.Total).Append(effect.Holdout))
            yield return [row.Group == "holdout" ? "pembanding" : row.Group, Number(row.People), .. CampaignEffect.Steps.Select(step => Number(step.Of(row))), Number(row.Failed)];
        yield return [];
        yield return ["Dibanding kelompok pembanding", "Dikirimi", "Pembanding", "Selisih", "Batas bawah 95%", "Batas atas 95%"];
        foreach (var one in effect.Differences)
        {
            yield return
            [
                CampaignEffect.Steps.Single(step => step.Word == one.Step).Title, Percent(one.Share), Percent(one.Holdout), Percent(one.Difference), Percent(one.Interval.Low),
                Percent(one.Interval.High),
            ];
        }

        yield return [];
        yield return ["Tidak dikirim karena", "Orang"];
        foreach (var (reason, people) in effect.Dropped) yield return [Audiences.ExclusionReasons.InWords(reason), Number(people)];
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private sealed record DroppedRow(string Reason, long People);

    private sealed record CountRow
    {
        public string Part { get; init; } = "";

        public long People { get; init; }

        public long Sent { get; init; }

        public long Delivered { get; init; }

        public long ReadCount { get; init; }

        public long Answered { get; init; }

        public long Consented { get; init; }

        public long Registered { get; init; }

        public long Paid { get; init; }

        public long Stayed { get; init; }

        public long Failed { get; init; }
    }
}
