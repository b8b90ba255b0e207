using System.Globalization;
using Chatbot.Deliveries;
using Chatbot.Membership.Sponsors;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>
/// Tells the branch, as a problem to be dealt with, that a sponsor's time runs out in 60, 30 or 7 days: it may still be renewed. Those who are covered
/// are told by the rules for sponsored months.
/// </summary>
internal sealed class SponsorNotices(Database database, SponsoredBatches batches, SponsorRegister sponsors, StaffProblems problems)
{
    /// <summary>Tells what is new; gives how many batches. Each batch and number of days is told once, whichever copy does it.</summary>
    public async Task<int> TellStaffAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime);
        var told = 0;
        foreach (var batch in await batches.AllAsync(cancellationToken))
        {
            if (BatchExpiry.On(batch, today) is not { } notice) continue;
            var sponsor = await sponsors.FindAsync(batch.SponsorId, cancellationToken);
            told += await database.WriteAsync(
                async session =>
                {
                    var isNew = await session.ExecuteAsync(
                        "INSERT INTO sponsor_notices (batch, days, at) VALUES (@Batch, @Days, @At) ON CONFLICT (batch, days) DO NOTHING",
                        new { notice.Batch, Days = (long)notice.DaysBefore, At = now.ToUnixTimeMilliseconds() },
                        cancellationToken) == 1;
                    if (!isNew) return 0;
                    var people = await session.FirstAsync<long>(
                        "SELECT COUNT(*) FROM sponsored_members WHERE batch = @Batch AND left_month IS NULL", new { notice.Batch }, cancellationToken);
                    await problems.NoteAsync(session, new FailureMeaning(0, FailureEffect.None, OurFault: true, Say(notice, sponsor?.Name, people)), "daftar:" + notice.Batch, batch.Organisation, cancellationToken);
                    return 1;
                },
                cancellationToken);
        }

        return told;
    }

    private static string Say(ExpiryNotice notice, string? sponsor, long people) => string.Create(
        CultureInfo.InvariantCulture,
        $"Daftar {notice.Batch} dari {sponsor ?? "penanggung"} ({people} orang) berakhir {CoverageMonth.InWords(notice.LastDay)}, kurang dari {notice.DaysBefore + 1} hari lagi. Perpanjang dengan batch renew, atau biarkan: orangnya diberi tahu cara melanjutkan sendiri.");
}
