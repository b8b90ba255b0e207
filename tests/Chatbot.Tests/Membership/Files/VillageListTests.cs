using Chatbot.CommandLine;
using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Membership.Sponsors;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Membership.Files;

/// <summary>The list of a whole kabupaten, from its three files to the people who ask who pays for them.</summary>
public sealed class VillageListTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_on_the_list_asks_and_is_told_who_pays_and_until_when()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-");
        using var scratch = new ScratchFolder();
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(scratch.Settings, clock, await TaughtEngine.GetAsync(), Stop);
        try
        {
            var list = VillageList.Write(folder.FullName);
            var person = list.Right.First(one => one.Village == "Puhu");
            var batches = stage.Services.GetRequiredService<SponsoredBatches>();
            var sponsor = await stage.Services.GetRequiredService<SponsorRegister>().FindOrAddAsync(
                SponsorKind.Government, "Pemkab Gianyar", "5104", "Wayan", Stop);
            var batch = await batches.MakeAsync(
                new NewBatch(sponsor.Id, "JKK,JKM", CoverageMonth.Parse("2026-12"), CoverageMonth.Parse("2027-05"), 0, 200, null, "Surat perbekel"),
                "Wayan",
                clock.GetUtcNow(),
                Stop);
            var now = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
            (await stage.Services.GetRequiredService<Imports>().RunAsync(
                new ImportRequest(ImportKind.Sponsored, list.Files[1], batch, ImportMode.GoodRows, "Wayan", DateOnly.FromDateTime(now.DateTime)), now, Stop))
                .ShouldBeOfType<ImportOutcome.Done>();
            await batches.MoveAsync(batch, BatchMove.Check, "Made", Batches.Day("2026-11-21"), Stop);

            // Before the second person has confirmed nothing is promised; and only who knows the end of the NIK is told.
            (await SayAsync("apakah iuran saya dibayari pemerintah?")).ShouldContain("4 angka terakhir NIK");
            (await SayAsync("0000")).ShouldContain("belum cocok");
            var last4 = person.Nik[^4..];
            (await SayAsync(last4)).ShouldContain("belum tercatat di daftar");

            await SayAsync("BATAL");

            (await batches.MoveAsync(batch, BatchMove.Confirm, "Ketut", Batches.Day("2026-11-21"), Stop)).ShouldBeOfType<BatchStep.Moved>();
            await SayAsync("BANTUAN PEMDA");
            var later = await SayAsync(last4);
            later.ShouldContain("dibayari Pemkab Gianyar mulai Desember 2026 s.d. Mei 2027");
            clock.MoveTo(new DateTimeOffset(2026, 12, 1, 3, 0, 0, TimeSpan.Zero));
            await SayAsync("BANTUAN PEMDA");
            var told = await SayAsync(last4);
            told.ShouldContain("dibayari Pemkab Gianyar sampai Mei 2027");
            told.ShouldContain("Mulai Juni 2027 bayar sendiri Rp");
            await SayAsync("STATUS");
            (await SayAsync(last4)).ShouldContain("AKTIF sampai Mei 2027");
            clock.MoveTo(new DateTimeOffset(2027, 6, 2, 3, 0, 0, TimeSpan.Zero));
            await SayAsync("BANTUAN PEMDA");
            (await SayAsync(last4)).ShouldContain("habis Mei 2027");

            async Task<string> SayAsync(string text) =>
                string.Join('\n', (await stage.HearAsync(stage.Message("sms", person.Phone, null, text), Stop)).Select(reply => reply.Text));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Twelve_thousand_eight_hundred_rows_of_64_villages_go_in_but_for_their_counted_mistakes()
    {
        var folder = Directory.CreateTempSubdirectory("jaka-");
        await using var service = await TestService.MakeAsync();
        try
        {
            var list = VillageList.Write(folder.FullName);
            list.Rows.ShouldBe(12_800);
            var batch = await Batches.MakeAsync(service, quota: VillageList.PerVillage, budget: 1_290_240_000);

            var problems = new List<RowProblem>();
            foreach (var file in list.Files)
            {
                var done = (await ImportsTests.RunFileAsync(service, file, ImportKind.Sponsored, batch, ImportMode.GoodRows)).ShouldBeOfType<ImportOutcome.Done>();
                problems.AddRange(done.Preview.Problems);
            }

            problems.CountBy(problem => problem.Kind).OrderBy(count => count.Key).ShouldBe(list.Mistakes.OrderBy(count => count.Key));
            list.Mistakes.Count.ShouldBeGreaterThan(18);
            var people = 12_800 - list.Wrong;
            (await service.OneAsync<long>("SELECT COUNT(*) FROM sponsored_members")).ShouldBe(people);
            (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(people);

            var batches = service.Get<SponsoredBatches>();
            var overview = await batches.OverviewAsync(batch, Batches.Day("2026-11-21"), Stop);
            overview!.Villages.Count.ShouldBe(64);
            overview.Balance.Reserved.ShouldBe(people * 6L * 16_800);
            (await Batches.MoveAsync(service, batch, BatchMove.Check, "Made")).ShouldBeOfType<BatchStep.Moved>();
            (await Batches.MoveAsync(service, batch, BatchMove.Confirm, "Made")).ShouldBeOfType<BatchStep.Refused>();
            (await Batches.MoveAsync(service, batch, BatchMove.Confirm, "Ketut")).ShouldBeOfType<BatchStep.Moved>();
            (await service.OneAsync<long>("SELECT COUNT(*) FROM contributions")).ShouldBe(people * 6L);

            foreach (var file in list.Files)
                (await ImportsTests.RunFileAsync(service, file, ImportKind.Sponsored, batch, ImportMode.GoodRows)).ShouldNotBeOfType<ImportOutcome.Done>();
            (await service.OneAsync<long>("SELECT COUNT(*) FROM sponsored_members")).ShouldBe(people);

            foreach (var person in list.Right.Where((_, i) => i % 500 == 0))
            {
                var found = (await service.Get<Workers>().OfAsync("nobody", person.Phone, Stop)).ShouldHaveSingleItem();
                found.Name.ShouldBe(person.Name, StringCompareShould.IgnoreCase);
                var sponsorship = (await service.Get<Sponsorships>().OfAsync([found.Id], Stop)).ShouldHaveSingleItem();
                (sponsorship.Sponsor, sponsorship.Last.InWords()).ShouldBe(("Pemkab Gianyar", "Mei 2027"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
