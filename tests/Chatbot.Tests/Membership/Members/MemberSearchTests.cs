using Chatbot.Membership;
using Chatbot.Membership.Members;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Tests.Membership.Files;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Members;

/// <summary>What staff finds of people, on both databases.</summary>
public abstract class MemberSearchTests
{
    public sealed class OnSqlite : MemberSearchTests;

    [UsesPostgres]
    public sealed class OnPostgres : MemberSearchTests;

    private const string List =
        """
        NIK;Nama;HP;Pekerjaan;Desa;Kecamatan
        3317014508909001;Siti Aminah;081234567001;Nelayan;Karanglincak;Kragan
        3317021708859002;Budi Santoso;081234567002;Petani;Sluke;Sluke
        3509010101809003;Citra Lestari;081234567003;Ojek;Balung Lor;Balung
        3509014508909004;Aminah;;Pedagang;Balung Lor;Balung
        """;

    private static readonly StaffScope Rina = ScopeOf("rina", StaffRole.Service);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_are_found_by_name_number_NIK_registration_and_place()
    {
        await using var service = await WithFourAsync();
        (await FindAsync(service, new MemberFilter { Order = MemberOrder.Name })).ShouldBe(["AMINAH", "BUDI S.", "CITRA L.", "SITI A."]);
        (await FindAsync(service, new MemberFilter { Search = "aminah", Order = MemberOrder.Name })).ShouldBe(["AMINAH", "SITI A."]);
        (await FindAsync(service, new MemberFilter { Search = "aminah siti" })).ShouldBe(["SITI A."]);
        (await FindAsync(service, new MemberFilter { Search = "ami_ah" })).ShouldBeEmpty();
        (await FindAsync(service, new MemberFilter { Search = "0812-3456-7002" })).ShouldBe(["BUDI S."]);
        (await FindAsync(service, new MemberFilter { Search = "7003" })).ShouldBe(["CITRA L."]);
        (await FindAsync(service, new MemberFilter { Search = "3317 0145 0890 9001" })).ShouldBe(["SITI A."]);
        (await FindAsync(service, new MemberFilter { Search = "3317014508909009" })).ShouldBeEmpty();
        var number = (await service.OneAsync<string>("SELECT MIN(number) FROM registrations"))!;
        (await FindAsync(service, new MemberFilter { Search = number.ToLowerInvariant() })).Count.ShouldBe(1);
        (await FindAsync(service, new MemberFilter { Place = "krag" })).ShouldBe(["SITI A."]);
        (await FindAsync(service, new MemberFilter { Place = "lor", Order = MemberOrder.Name })).ShouldBe(["AMINAH", "CITRA L."]);
        (await FindAsync(service, new MemberFilter { Province = "33", Order = MemberOrder.Name })).ShouldBe(["BUDI S.", "SITI A."]);
        (await FindAsync(service, new MemberFilter { Regency = "3509", Search = "citra" })).ShouldBe(["CITRA L."]);
        (await service.Get<MemberSearch>().PlacesAsync(Rina, Stop)).Select(place => $"{place.ProvinceName}: {place.Name} {place.People}")
            .ShouldBe(["Jawa Tengah: Kabupaten Rembang 2", "Jawa Timur: Kabupaten Jember 2"]);
    }

    [Fact]
    public async Task A_search_by_NIK_is_logged_and_names_whom_it_found()
    {
        await using var service = await WithFourAsync();
        await FindAsync(service, new MemberFilter { Search = "Aminah" });
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log")).ShouldBe(0);
        await FindAsync(service, new MemberFilter { Search = "3317014508909001" });
        await FindAsync(service, new MemberFilter { Search = "3317014508909009" });
        (await service.OneAsync<long>("SELECT COUNT(*) FROM audit_log WHERE action = 'members.search' AND actor = 'rina'")).ShouldBe(2);
        (await service.OneAsync<long>("SELECT COUNT(DISTINCT subject) FROM audit_log")).ShouldBe(2);
    }

    [Fact]
    public async Task Where_they_stand_follows_from_what_was_paid()
    {
        await using var service = await WithFourAsync();
        // It is November 2026.
        await PayAsync(service, "SITI AMINAH", "2026-11", "2026-12");
        await PayAsync(service, "BUDI SANTOSO", "2026-10", "2026-12");
        await PayAsync(service, "CITRA LESTARI", "2026-07");
        (await FindAsync(service, new MemberFilter { Standing = MemberStanding.Active })).ShouldBe(["SITI A."]);
        (await FindAsync(service, new MemberFilter { Standing = MemberStanding.Due })).ShouldBe(["BUDI S."]);
        (await FindAsync(service, new MemberFilter { Standing = MemberStanding.Arrears })).ShouldBe(["CITRA L."]);
        (await FindAsync(service, new MemberFilter { Standing = MemberStanding.Unpaid })).ShouldBe(["AMINAH"]);
        (await FindAsync(service, new MemberFilter { Standing = MemberStanding.Inactive })).ShouldBeEmpty();
        service.Clock.Advance(TimeSpan.FromDays(31));
        (await FindAsync(service, new MemberFilter { Standing = MemberStanding.Inactive })).ShouldBe(["CITRA L."]);

        // What the list says of each is the same.
        foreach (var standing in Enum.GetValues<MemberStanding>())
        {
            foreach (var row in await RowsAsync(service, new MemberFilter { Standing = standing }))
            {
                (standing == MemberStanding.Any || standing == row.Status.State switch
                {
                    MembershipState.RegisteredUnpaid => MemberStanding.Unpaid,
                    MembershipState.Active => MemberStanding.Active,
                    MembershipState.Due => MemberStanding.Due,
                    MembershipState.Inactive => MemberStanding.Inactive,
                    _ => MemberStanding.Arrears,
                }).ShouldBeTrue($"{row.Name} under {standing} is {row.Status.State}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Any_part_of_a_long_list_is_read_from_where_it_begins(int order)
    {
        await using var service = await TestService.MakeAsync();
        await ImportsTests.RunAsync(service, "NIK;Nama\n" + string.Join('\n', Enumerable.Range(1, 330).Select(i => $"331701{1 + (i % 28):d2}0180{9000 + i:d4};Made {(char)('A' + (i % 7))}")));
        var search = service.Get<MemberSearch>();
        var found = await search.FindAsync(Rina, new MemberFilter { Order = (MemberOrder)order }, Stop);
        found.Count.ShouldBe(330);
        found.Marks.Count.ShouldBe(4);
        var whole = new List<string>();
        for (var start = 0; start < 330; start += 30) whole.AddRange((await search.PageAsync(Rina, found, start, 30, Stop)).Select(row => row.Id));
        whole.Distinct().Count().ShouldBe(330);
        foreach (var (start, count) in new[] { (0, 5), (95, 10), (199, 2), (320, 30) })
            (await search.PageAsync(Rina, found, start, count, Stop)).Select(row => row.Id).ShouldBe(whole.Skip(start).Take(count));
        (await search.PageAsync(Rina, found, 400, 10, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_and_numbers_are_masked_until_a_short_list_is_asked_for_with_a_reason()
    {
        await using var service = await WithFourAsync();
        var search = service.Get<MemberSearch>();
        var found = await search.FindAsync(Rina, new MemberFilter { Search = "siti" }, Stop);
        var row = (await search.PageAsync(Rina, found, 0, 10, Stop)).ShouldHaveSingleItem();
        (row.Name, row.Phone, row.Area, row.District, row.Village).ShouldBe(("SITI A.", "+62812****7001", "Kabupaten Rembang", "KRAGAN", "KARANGLINCAK"));
        var whole = (await search.RevealAsync(Rina, found, "menelepon yang jatuh tempo", Stop)).ShouldNotBeNull();
        whole[row.Id].ShouldBe(new WholeMember("SITI AMINAH", Given.Ani));
        (await service.OneAsync<string>("SELECT actor || ' ' || action || ' ' || reason FROM audit_log")).ShouldBe("rina members.revealed menelepon yang jatuh tempo");
        (await search.RevealAsync(Rina, found with { Count = MemberSearch.MostRevealed + 1 }, "coba", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task An_agent_finds_his_own_people_alone_and_another_organisation_nobody()
    {
        await using var service = await WithFourAsync();
        var agent = await service.Get<Chatbot.Membership.Agents.AgentRegister>().AddAsync("PERISAI-01", "perisai", "Perisai Rembang", "", Stop);
        await service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE registrations SET agent_id = @Id WHERE worker_id IN (SELECT id FROM workers WHERE name = 'BUDI SANTOSO')", new { agent!.Id }, Stop), Stop);
        (await FindAsync(service, new MemberFilter(), ScopeOf("desa", StaffRole.Agent) with { OwnPeople = "PERISAI-01" })).ShouldBe(["BUDI S."]);
        (await FindAsync(service, new MemberFilter { Search = "3317014508909001" }, ScopeOf("desa", StaffRole.Agent) with { OwnPeople = "PERISAI-01" })).ShouldBeEmpty();
        (await FindAsync(service, new MemberFilter(), ScopeOf("desa", StaffRole.Agent))).ShouldBeEmpty();
        (await FindAsync(service, new MemberFilter(), Rina with { Organisation = "demak" })).ShouldBeEmpty();
        (await service.Get<MemberSearch>().PlacesAsync(Rina with { Organisation = "demak" }, Stop)).ShouldBeEmpty();
    }

    /// <summary>Four people of two kabupaten, registered from a list.</summary>
    internal static async Task<TestService> WithFourAsync()
    {
        var service = await TestService.MakeAsync();
        await ImportsTests.RunAsync(service, List);
        await service.Get<WorkerAreas>().LearnAsync(Stop);
        return service;
    }

    internal static StaffScope ScopeOf(string login, params StaffRole[] roles) =>
        new(StaffScope.FirstOrganisation, login, login, roles, null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    internal static async Task<string> IdOfAsync(TestService service, string name) =>
        (await service.OneAsync<string>("SELECT id FROM workers WHERE name = @name", new { name })).ShouldNotBeNull();

    internal static async Task PayAsync(TestService service, string name, params string[] months)
    {
        var id = await IdOfAsync(service, name);
        foreach (var month in months)
            await service.Get<Contributions>().RecordAsync(new Contribution(id, CoverageMonth.Parse(month), 16_800, "jkk,jkm", "self", service.Clock.GetUtcNow()), Stop);
    }

    private static async Task<IReadOnlyList<MemberRow>> RowsAsync(TestService service, MemberFilter filter, StaffScope? scope = null)
    {
        var search = service.Get<MemberSearch>();
        var found = await search.FindAsync(scope ?? Rina, filter, Stop);
        var rows = await search.PageAsync(scope ?? Rina, found, 0, 100, Stop);
        rows.Count.ShouldBe((int)found.Count);
        return rows;
    }

    private static async Task<IReadOnlyList<string>> FindAsync(TestService service, MemberFilter filter, StaffScope? scope = null) =>
        [.. (await RowsAsync(service, filter, scope)).Select(row => row.Name)];
}
