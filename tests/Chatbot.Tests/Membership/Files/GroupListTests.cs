using System.Text;
using Chatbot.Membership.Agents;
using Chatbot.Membership.Fieldwork;
using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Membership.Registering;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Files;

/// <summary>An agent's list of his own people: each is asked himself, and it tells nothing of anybody else's.</summary>
public abstract class GroupListTests
{
    private const string Known = "3509010508860077";
    private const string Fresh = "3509014508900002";
    private const string NoPhone = "3509014508900003";
    private const string Why = "pertemuan kelompok 3 November";

    public sealed class OnSqlite : GroupListTests;

    [UsesPostgres]
    public sealed class OnPostgres : GroupListTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_waits_for_his_own_yes_and_is_the_agents_from_then_on()
    {
        await using var service = await LinkedAsync();
        var receipt = (await SendAsync(service, $"NIK;Nama;HP\n{Fresh};Siti Aminah;{Given.Budi}\n{NoPhone};Made Arsa;\n")).ShouldBeOfType<ImportOutcome.Done>().Receipt;
        (receipt.Added, receipt.Already, receipt.Refused, receipt.MadeBy).ShouldBe((2, 0, 0, "wati"));
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(0);
        (await PeopleAsync(service)).ShouldBe(["MADE A.: menunggu kantor", "SITI A.: menunggu jawaban"]);
        (await Others.BegunAsync(service)).ShouldHaveSingleItem().Flow.ShouldBe("konfirmasi_daftar");
        (await service.OneAsync<string>("SELECT actor || ' ' || action || ' ' || reason FROM audit_log")).ShouldBe($"wati list.group {receipt.Number}: {Why}");

        await Others.AnswerAsync(service, Given.Budi, "ya");
        (await service.OneAsync<string>("SELECT a.code FROM registrations r JOIN agents a ON a.id = r.agent_id")).ShouldBe("PRS1");
        (await PeopleAsync(service)).ShouldBe(["MADE A.: menunggu kantor", "SITI A.: belum bayar"]);
        // The same file again, and the same people in another: nobody is asked twice.
        (await SendAsync(service, $"NIK;Nama;HP\n{Fresh};Siti Aminah;{Given.Budi}\n{NoPhone};Made Arsa;\n")).ShouldBeOfType<ImportOutcome.DoneBefore>().Receipt.Number.ShouldBe(receipt.Number);
        (await SendAsync(service, $"NIK;Nama\n{NoPhone};Made Arsa\n")).ShouldBeOfType<ImportOutcome.Refused>().Preview!.Already.ShouldBe(1);
        (await service.Get<Imports>().ReceiptsAsync(Wati, 10, Stop)).ShouldHaveSingleItem().Number.ShouldBe(receipt.Number);
    }

    [Fact]
    public async Task Whether_a_nik_is_somebody_elses_is_not_told()
    {
        await using var service = await LinkedAsync();
        // Citra has registered himself.
        (await RegistrationActionsTests.PerformAsync(service, "register_worker", Given.Citra, RegistrationActionsTests.Worker(Known))).Outcome.ShouldBe("registered");
        List<string> told = [];
        foreach (var nik in (string[])[Known, Fresh])
        {
            var draft = (await service.Get<ImportDrafts>().BeginAsync(Wati, ImportKind.Group, null, "daftar.csv", Bytes($"NIK;Nama\n{nik};Orang Lain\n"), Stop)).Draft!;
            var look = await service.Get<ImportDrafts>().LookAsync(Wati, draft, Stop);
            var done = (await service.Get<ImportDrafts>().ImportAsync(Wati, draft with { Basis = Why }, goodRows: true, Stop)).ShouldBeOfType<ImportOutcome.Done>();
            told.Add(string.Join(" | ", look.Preview!.ToRegister, look.Preview.ToAdd, look.Preview.Already, look.Preview.Refused, look.Rows.Count, done.Receipt.Added, done.Receipt.Already, done.Receipt.Refused));
        }

        told[0].ShouldBe(told[1]);
        (await PeopleAsync(service)).Distinct().ShouldHaveSingleItem().ShouldBe("ORANG L.: menunggu kantor");
        // What the branch has taken in by the same file is not his to know either.
        var rini = Scope("rini", null, StaffRole.Outreach);
        var bytes = Bytes("NIK;Nama\n3509014508900004;Ketut Sari\n");
        var branch = (await service.Get<ImportDrafts>().BeginAsync(rini, ImportKind.Workers, null, "x.csv", bytes, Stop)).Draft!;
        (await service.Get<ImportDrafts>().ImportAsync(rini, branch with { Basis = "Surat desa 1/2026" }, goodRows: true, Stop)).ShouldBeOfType<ImportOutcome.Done>();
        var own = (await service.Get<ImportDrafts>().BeginAsync(Wati, ImportKind.Group, null, "x.csv", bytes, Stop)).Draft!;
        (await service.Get<ImportDrafts>().LookAsync(Wati, own, Stop)).Preview!.ToAdd.ShouldBe(1);
        (await service.Get<Imports>().ReceiptsAsync(Wati, 10, Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_his_own_kind_of_list_only_with_his_phone_and_only_so_many_a_day()
    {
        await using var service = await LinkedAsync(new() { ["Membership:AgentOthersPerDay"] = "2" });
        var drafts = service.Get<ImportDrafts>();
        var list = Bytes($"NIK;Nama\n{Fresh};Siti Aminah\n");
        foreach (var kind in (ImportKind[])[ImportKind.Workers, ImportKind.Contributions, ImportKind.Sponsored])
            (await drafts.BeginAsync(Wati, kind, null, "daftar.csv", list, Stop)).Refused.ShouldNotBeNull();
        foreach (var other in (StaffScope[])[Scope("rini", null, StaffRole.Administrator), Scope("audit", null, StaffRole.Auditor), Scope("x", null, StaffRole.Agent)])
            (await drafts.BeginAsync(other, ImportKind.Group, null, "daftar.csv", list, Stop)).Refused.ShouldNotBeNull();
        foreach (var unknown in (StaffScope[])[Scope("lain", "PRS2", StaffRole.Agent), Wati with { Organisation = "biak" }])
            (await drafts.BeginAsync(unknown, ImportKind.Group, null, "daftar.csv", list, Stop)).Refused.ShouldNotBeNull().ShouldContain("AGEN");
        (await drafts.BeginAsync(Wati, ImportKind.Group, null, "daftar.csv", list, Stop)).Draft.ShouldNotBeNull();

        var three = $"NIK;Nama\n{Fresh};Siti Aminah\n{NoPhone};Made Arsa\n3509014508900004;Ketut Sari\n";
        var first = (await SendAsync(service, three)).ShouldBeOfType<ImportOutcome.Done>();
        first.Receipt.Added.ShouldBe(2);
        first.Preview.Problems.ShouldHaveSingleItem().Kind.ShouldBe(RowProblemKind.OverDailyLimit);
        (await Others.RegisterAsync(service, Given.Ani, Others.Member("3509014508900005"))).Outcome.ShouldBe("limit");
        service.Clock.Advance(TimeSpan.FromDays(1));
        (await SendAsync(service, three)).ShouldBeOfType<ImportOutcome.Done>().Receipt.Added.ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM pending_registrations")).ShouldBe(3);
    }

    private static StaffScope Wati { get; } = Scope("wati", "PRS1", StaffRole.Agent);

    private static StaffScope Scope(string login, string? own, StaffRole role) =>
        new(StaffScope.FirstOrganisation, login, login, [role], own, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<ImportOutcome> SendAsync(TestService service, string list)
    {
        var (draft, refused) = await service.Get<ImportDrafts>().BeginAsync(Wati, ImportKind.Group, null, "daftar.csv", Bytes(list), Stop);
        refused.ShouldBeNull();
        return await service.Get<ImportDrafts>().ImportAsync(Wati, draft! with { Basis = Why }, goodRows: true, Stop);
    }

    private static async Task<IReadOnlyList<string>> PeopleAsync(TestService service) =>
        [.. (await service.Get<AgentReport>().PeopleAsync(Wati, "PRS1", service.Clock.GetUtcNow(), Stop))!.Select(one => $"{one.Name}: {one.Stands}").Order(StringComparer.Ordinal)];

    /// <summary>Ani speaks for the agent PRS1, from her WhatsApp.</summary>
    private static async Task<TestService> LinkedAsync(Dictionary<string, string?>? settings = null)
    {
        var service = await Others.MakeAsync(settings);
        await service.RunAsync(Given.WhatsApp(Given.Ani, "halo"));
        await service.DrainAsync();
        var agents = service.Get<AgentRegister>();
        foreach (var code in (string[])["PRS1", "PRS2"]) await agents.AddAsync(code, "perisai", "Kelompok " + code, "", Stop);
        var word = await agents.MakeLinkCodeAsync((await agents.WithCodeAsync("PRS1", Stop))!, Stop);
        (await RegistrationActionsTests.PerformAsync(service, AgentActions.LinkAgent, Given.Ani, new() { ["kode"] = word })).Outcome.ShouldBe("linked");
        return service;
    }
}
