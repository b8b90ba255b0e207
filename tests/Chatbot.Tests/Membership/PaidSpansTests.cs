using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Membership.Members;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Tests.Membership.Files;
using Chatbot.Tests.Membership.Members;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership;

/// <summary>The kept span of paid months is what the contributions say, whoever wrote or took them back; on both databases.</summary>
public abstract class PaidSpansTests
{
    public sealed class OnSqlite : PaidSpansTests;

    [UsesPostgres]
    public sealed class OnPostgres : PaidSpansTests;

    private const string AniNik = "5104024508909001";
    private const string BudiNik = "5104020508909002";

    private static readonly StaffScope Rina = MemberSearchTests.ScopeOf("rina", StaffRole.Service);
    private static readonly CoverageMonth November = CoverageMonth.Parse("2026-11");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_way_in_which_months_come_and_go_keeps_it()
    {
        await using var service = await TestService.MakeAsync();
        var batch = await Batches.MakeAsync(service);
        var ani = await Batches.AddAsync(service, batch, Given.Ani, AniNik, "SIDAN");
        var budi = await Batches.AddAsync(service, batch, Given.Budi, BudiNik, "SIDAN");
        await ExactAsync(service, 0);
        await service.Get<Contributions>().RecordAsync(new Contribution(ani, CoverageMonth.Parse("2026-09"), 16_800, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);
        await ExactAsync(service, 1);
        (await Batches.MoveAsync(service, batch, BatchMove.Check, "Made")).ShouldBeOfType<BatchStep.Moved>();
        (await Batches.MoveAsync(service, batch, BatchMove.Confirm, "Ketut")).ShouldBeOfType<BatchStep.Moved>();
        await ExactAsync(service, 2);
        (await service.Get<MemberChanges>().RecordPaymentAsync(Rina, budi, November, new DateOnly(2026, 11, 21), "struk 0412", Stop)).ShouldBe(PaymentNoted.Done);
        await ExactAsync(service, 2);
        (await ImportsTests.RunAsync(
            service, $"No KTP;Bulan;Jml Bulan;Iuran;Tgl Bayar\n{AniNik};07/2026;2;33600;20/11/2026\n", ImportKind.Contributions, mode: ImportMode.GoodRows)).ShouldBeOfType<ImportOutcome.Done>();
        await ExactAsync(service, 2);

        // Who leaves gives months back; a second time nothing more.
        (await service.Get<SponsoredBatches>().LeaveAsync(batch, ani, CoverageMonth.Parse("2027-02"), "pindah", "Made", Stop)).ShouldBeTrue();
        await ExactAsync(service, 2);
        (await service.Get<SponsoredBatches>().LeaveAsync(batch, budi, CoverageMonth.Parse("2026-01"), "batal", "Made", Stop)).ShouldBeTrue();
        await ExactAsync(service, 2);
        (await SpanAsync(service, budi)).ShouldBe("2026-11 2026-11");
    }

    [Fact]
    public async Task Two_who_write_at_once_lose_nothing_of_each_other()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var id = await MemberSearchTests.IdOfAsync(service, "SITI AMINAH");
        await Task.WhenAll(Enumerable.Range(-6, 12).Select(at => Task.Run(
            () => service.Get<Contributions>().RecordAsync(
                new Contribution(id, November.AddMonths(at), 16_800, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop),
            Stop)));
        await ExactAsync(service, 1);
        (await SpanAsync(service, id)).ShouldBe("2026-05 2027-04");
    }

    [Fact]
    public async Task The_list_finds_by_status_just_those_who_have_it()
    {
        await using var service = await TestService.MakeAsync();
        await ImportsTests.RunAsync(service, "NIK;Nama\n" + string.Join('\n', Enumerable.Range(1, 60).Select(i => $"331701{1 + (i % 28):d2}0180{9000 + i:d4};Made {(char)('A' + (i % 26))}ri")));
        var workers = await service.Database.ReadAsync(session => session.QueryAsync<string>("SELECT id FROM workers ORDER BY id", null, Stop), Stop);
        var random = new Random(20261121);
        foreach (var worker in workers)
        {
            // With pauses, months ahead, and some who have paid nothing at all.
            foreach (var back in Enumerable.Range(-3, 12).Where(_ => random.Next(4) == 0))
            {
                await service.Get<Contributions>().RecordAsync(
                    new Contribution(worker, November.AddMonths(-back), 16_800, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);
            }
        }

        Dictionary<MemberStanding, List<string>> expected = [];
        foreach (var worker in workers)
        {
            var standing = MembershipStatus.Of(await service.Get<Contributions>().PaidAsync(worker, Stop), new DateOnly(2026, 11, 21)).State switch
            {
                MembershipState.RegisteredUnpaid => MemberStanding.Unpaid,
                MembershipState.Active => MemberStanding.Active,
                MembershipState.Due => MemberStanding.Due,
                MembershipState.Inactive => MemberStanding.Inactive,
                _ => MemberStanding.Arrears,
            };
            expected[standing] = [.. expected.GetValueOrDefault(standing, []), worker];
        }

        expected.Count.ShouldBe(5, "all of them have to occur");
        var search = service.Get<MemberSearch>();
        foreach (var (standing, who) in expected)
        {
            var found = await search.FindAsync(Rina, new MemberFilter { Standing = standing }, Stop);
            (await search.PageAsync(Rina, found, 0, 100, Stop)).Select(row => row.Id).Order().ShouldBe(who.Order(), $"{standing}");
        }
    }

    private static Task<string?> SpanAsync(TestService service, string worker) =>
        service.OneAsync<string>("SELECT first_month || ' ' || last_month FROM paid_spans WHERE worker_id = @worker", new { worker });

    private static async Task ExactAsync(TestService service, int workers)
    {
        var said = await service.Database.ReadAsync(
            session => session.QueryAsync<string>(
                "SELECT worker_id || ' ' || MIN(month) || ' ' || MAX(month) FROM contributions GROUP BY worker_id ORDER BY worker_id", null, Stop), Stop);
        var kept = await service.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT worker_id || ' ' || first_month || ' ' || last_month FROM paid_spans ORDER BY worker_id", null, Stop), Stop);
        kept.ShouldBe(said);
        kept.Count.ShouldBe(workers);
    }
}
