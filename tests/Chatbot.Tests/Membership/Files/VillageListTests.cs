using Chatbot.Membership;
using Chatbot.Membership.Files;
using Chatbot.Membership.Sponsors;
using Chatbot.Tests.Membership.Sponsors;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Files;

/// <summary>The list of a whole kabupaten goes in from its three files, on both databases.</summary>
public abstract class VillageListTests
{
    public sealed class OnSqlite : VillageListTests;

    [UsesPostgres]
    public sealed class OnPostgres : VillageListTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
