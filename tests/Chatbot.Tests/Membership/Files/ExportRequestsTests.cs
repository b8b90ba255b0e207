using Chatbot.Membership.Files;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Membership.Members;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Files;

/// <summary>Files that one asks for and another approves, on both databases.</summary>
public abstract class ExportRequestsTests
{
    public sealed class OnSqlite : ExportRequestsTests;

    [UsesPostgres]
    public sealed class OnPostgres : ExportRequestsTests;

    private static readonly StaffScope Rina = MemberSearchTests.ScopeOf("rina", StaffRole.Service);
    private static readonly StaffScope Sari = MemberSearchTests.ScopeOf("sari", StaffRole.Approver);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_asked_for_approved_by_another_and_fetched_once()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var requests = service.Get<ExportRequests>();
        (await requests.NewAsync(Rina, Stop)).ShouldBe(4);
        (await requests.AskAsync(Rina, null, isXlsx: false, "entri minggu ini", Stop)).ShouldBeNull();
        (await requests.AskAsync(Rina, null, isXlsx: false, "entri minggu ini", Stop)).ShouldNotBeNull().ShouldContain("sudah menunggu");
        var asked = (await requests.ListAsync(Sari, Stop)).ShouldHaveSingleItem();
        asked.State.ShouldBe(ExportState.Asked);
        (await requests.FetchAsync(Rina, asked.Id, Stop)).ShouldBeNull();

        (await requests.ApproveAsync(Sari, asked.Id, Stop)).ShouldBe(ExportDecision.Approved);
        (await requests.ApproveAsync(Sari, asked.Id, Stop)).ShouldBe(ExportDecision.Gone);
        (await requests.NewAsync(Rina, Stop)).ShouldBe(0);
        var ready = (await requests.ListAsync(Rina, Stop)).ShouldHaveSingleItem();
        (ready.State, ready.Rows, ready.DecidedBy).ShouldBe((ExportState.Ready, 4, "sari"));
        ready.Export.ShouldStartWith("E-261121-");

        // Whoever asked fetches it, and nobody else.
        (await requests.FetchAsync(MemberSearchTests.ScopeOf("budi", StaffRole.Service), asked.Id, Stop)).ShouldBeNull();
        (await requests.FetchAsync(Sari, asked.Id, Stop)).ShouldBeNull();
        var file = (await requests.FetchAsync(Rina, asked.Id, Stop)).ShouldNotBeNull();
        file.Name.ShouldBe($"pendaftaran-{ready.Export}.csv");
        var rows = TableFile.Open(FileBytes.Of(file.Bytes)).Rows().ToList();
        rows[0][0].Text.ShouldContain($"{ready.Export}: 4 pendaftaran, diekspor rina, disetujui sari");
        rows.Count.ShouldBe(6);
        (await requests.FetchAsync(Rina, asked.Id, Stop)).ShouldBeNull();
        (await requests.ListAsync(Rina, Stop))[0].State.ShouldBe(ExportState.Fetched);

        // The same file again, by the same road.
        (await requests.AskAsync(Rina, ready.Export, isXlsx: true, "berkas rusak", Stop)).ShouldBeNull();
        var again = (await requests.ListAsync(Rina, Stop)).Single(one => one.State == ExportState.Asked);
        (await requests.ApproveAsync(Sari, again.Id, Stop)).ShouldBe(ExportDecision.Approved);
        (await requests.FetchAsync(Rina, again.Id, Stop)).ShouldNotBeNull().Name.ShouldBe($"pendaftaran-{ready.Export}.xlsx");
        (await service.Database.ReadAsync(session => session.QueryAsync<string>("SELECT action || ' ' || actor FROM audit_log ORDER BY number", null, Stop), Stop)).ShouldBe(
        [
            "export.asked rina", "export.registrations rina", "export.approved sari", "export.fetched rina", "export.asked rina", "export.approved sari", "export.fetched rina",
        ]);
    }

    [Fact]
    public async Task Nobody_approves_his_own_and_what_is_refused_or_late_is_not_handed_out()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var requests = service.Get<ExportRequests>();
        var boss = MemberSearchTests.ScopeOf("boss", StaffRole.Administrator);
        await requests.AskAsync(boss, null, isXlsx: true, "entri minggu ini", Stop);
        var id = (await requests.ListAsync(boss, Stop))[0].Id;
        (await requests.ApproveAsync(boss, id, Stop)).ShouldBe(ExportDecision.OnePerson);
        (await requests.ApproveAsync(Rina, id, Stop)).ShouldBe(ExportDecision.Gone);
        (await requests.ApproveAsync(Sari with { Organisation = "demak" }, id, Stop)).ShouldBe(ExportDecision.Gone);
        (await requests.RefuseAsync(Sari with { Organisation = "demak" }, id, "coba", Stop)).ShouldBe(ExportDecision.Gone);
        (await requests.RefuseAsync(Sari, id, "belum perlu", Stop)).ShouldBe(ExportDecision.Refused);
        (await requests.ApproveAsync(Sari, id, Stop)).ShouldBe(ExportDecision.Gone);
        (await requests.NewAsync(Rina, Stop)).ShouldBe(4);

        await requests.AskAsync(boss, null, isXlsx: true, "entri minggu ini", Stop);
        var late = (await requests.ListAsync(boss, Stop)).Single(one => one.State == ExportState.Asked).Id;
        (await requests.ApproveAsync(Sari, late, Stop)).ShouldBe(ExportDecision.Approved);
        service.Clock.Advance(ExportRequests.Life);
        (await requests.FetchAsync(boss, late, Stop)).ShouldBeNull();
        (await requests.ListAsync(boss, Stop)).Single(one => one.Id == late).State.ShouldBe(ExportState.Expired);
    }

    [Fact]
    public async Task Another_organisation_and_who_may_not_ask_get_nothing()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var requests = service.Get<ExportRequests>();
        var demak = Rina with { Organisation = "demak" };
        (await requests.NewAsync(demak, Stop)).ShouldBe(0);
        (await requests.AskAsync(demak, null, isXlsx: true, "entri minggu ini", Stop)).ShouldNotBeNull();
        await requests.AskAsync(Rina, null, isXlsx: true, "entri minggu ini", Stop);
        (await requests.ListAsync(demak, Stop)).ShouldBeEmpty();
        foreach (var role in new[] { StaffRole.Approver, StaffRole.Auditor, StaffRole.Agent })
            (await requests.AskAsync(MemberSearchTests.ScopeOf("x", role), null, isXlsx: true, "entri minggu ini", Stop)).ShouldNotBeNull();
        await requests.ApproveAsync(Sari, (await requests.ListAsync(Rina, Stop))[0].Id, Stop);
        var number = (await requests.ListAsync(Rina, Stop))[0].Export;
        (await requests.AskAsync(demak, number, isXlsx: true, "entri minggu ini", Stop)).ShouldNotBeNull().ShouldContain("tidak ada");
    }
}
