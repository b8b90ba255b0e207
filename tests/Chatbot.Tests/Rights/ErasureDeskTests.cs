using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Requests;
using Chatbot.Rights;
using Chatbot.Tests.Support;
using static Chatbot.Tests.Rights.TwoRegistered;

namespace Chatbot.Tests.Rights;

/// <summary>An erasure on the console: what would go is shown first, two people order it, and it is followed to its end.</summary>
public abstract class ErasureDeskTests
{
    public sealed class OnSqlite : ErasureDeskTests;

    [UsesPostgres]
    public sealed class OnPostgres : ErasureDeskTests;

    private const string Why = "KTP dilihat di loket 2";

    private static readonly StaffScope Wayan = Scope("wayan", StaffRole.Service);
    private static readonly StaffScope Made = Scope("made", StaffRole.Approver);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_goes_is_seen_before_and_is_what_went()
    {
        await using var service = await RegisteredAsync();
        var desk = service.Get<ErasureDesk>();
        var ticket = await TicketAsync(service);
        (await OneAsync(service)).Stage.ShouldBe(ErasureStage.WaitsForStaff);
        var view = (await desk.LookAsync(Wayan, ticket, Why, Stop)).ShouldNotBeNull();
        view.Registrations.Select(one => (one.Name, one.Nik)).ShouldBe([("SITI A.", "3509********0002"), ("MARNI", "3509********0077")], ignoreOrder: true);
        var siti = view.Registrations.Single(one => one.Name == "SITI A.").Number;
        var nobody = (await desk.PreviewAsync(Wayan, ticket, [], Stop)).ShouldNotBeNull();
        var seen = (await desk.PreviewAsync(Wayan, ticket, [siti], Stop)).ShouldNotBeNull();
        nobody.Rows.ShouldNotContain(row => row.Holds == "Data pendaftaran");
        seen.Rows.Single(row => row.Holds == "Data pendaftaran").Rows.ShouldBe(1);
        // Looking takes nothing.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM workers")).ShouldBe(2);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM erasure_work")).ShouldBe(0);

        (await desk.AskAsync(Wayan, ticket, [siti], Why, Stop)).ShouldBeNull();
        var asked = await OneAsync(service);
        asked.Stage.ShouldBe(ErasureStage.WaitsForSecond);
        (await desk.AskAsync(Wayan, ticket, [siti], Why, Stop)).ShouldNotBeNull().ShouldContain("menunggu persetujuan");
        (await desk.LookAsync(Made, ticket, "memeriksa", Stop)).ShouldNotBeNull().Registrations.ShouldHaveSingleItem().Number.ShouldBe(siti);
        (await desk.ApproveAsync(Made, asked.Order!.Id, Stop)).ShouldBe(ErasureOrderResult.Ordered);
        (await desk.ApproveAsync(Made, asked.Order!.Id, Stop)).ShouldBe(ErasureOrderResult.NoRequest);
        (await OneAsync(service)).Stage.ShouldBe(ErasureStage.Scheduled);

        service.Clock.Advance(TimeSpan.FromHours(20));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(0);
        (await OneAsync(service)).Stage.ShouldBe(ErasureStage.Told);
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(1);
        var erased = await OneAsync(service);
        erased.Stage.ShouldBe(ErasureStage.Erased);
        (erased.ErasedAt < erased.DueAt).ShouldBeTrue();
        erased.Elsewhere.ShouldBe(await service.Get<ErasureWork>().CountAsync(Stop));
        erased.Order.ShouldNotBeNull().DecidedBy.ShouldBe("made");
        var proof = (await service.Get<DeletionList>().ReadAsync(Stop)).ShouldHaveSingleItem();
        foreach (var (table, holds) in ((string, string)[])[("registrations", "Pendaftaran"), ("registration_history", "Riwayat pendaftaran")])
            proof.Counts[table].ShouldBe(seen.Rows.Single(row => row.Holds == holds).Rows);
        proof.Organisation.ShouldBe(StaffScope.FirstOrganisation);
        erased.Rows.ShouldBe(proof.Counts.Values.Sum());
        (await service.OneAsync<string>("SELECT name FROM workers")).ShouldBe("MARNI");
        (await service.Get<TraceSearch>().FindAsync([Nik, "SITI AMINAH"], Stop)).ShouldBeEmpty();
        (await service.Get<DataRequests>().ListAsync(Wayan, DateTimeOffset.MinValue, Stop)).Open.ShouldBeEmpty();
        var looks = await service.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT actor || ' ' || action FROM audit_log ORDER BY number", null, Stop), Stop);
        looks.ShouldBe(
        [
            "wayan erasure.look", "wayan erasure.asked", "made erasure.look", "wayan erasure.order", "made erasure.approve", "wayan erasure.order", "made erasure.approve",
        ]);
        (await service.Get<AuditLog>().FirstBrokenAsync(Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_orders_alone_and_a_second_person_can_give_it_back()
    {
        await using var service = await RegisteredAsync();
        var desk = service.Get<ErasureDesk>();
        var ticket = await TicketAsync(service);
        var rini = Scope("rini", StaffRole.Administrator, StaffRole.Approver);
        (await desk.AskAsync(rini, ticket, [], "NIK 3509014508900002 dilihat", Stop)).ShouldBeNull();
        var order = (await OneAsync(service)).Order.ShouldNotBeNull();
        order.Reason.ShouldNotContain(Nik);
        (await desk.ApproveAsync(rini, order.Id, Stop)).ShouldBe(ErasureOrderResult.OnePerson);
        (await desk.ReturnAsync(Made, order.Id, "KTP-nya belum difoto", Stop)).ShouldBeTrue();
        (await desk.ReturnAsync(Made, order.Id, "lagi", Stop)).ShouldBeFalse();
        (await desk.ApproveAsync(Made, order.Id, Stop)).ShouldBe(ErasureOrderResult.NoRequest);
        var back = await OneAsync(service);
        back.Stage.ShouldBe(ErasureStage.WaitsForStaff);
        back.Order!.Note.ShouldBe("KTP-nya belum difoto");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM restrictions")).ShouldBe(0);
        (await desk.AskAsync(rini, ticket, [], Why, Stop)).ShouldBeNull();
        // Whoever asked changes his mind on the phone: there is nothing left to approve.
        var person = (await service.OneAsync<string>("SELECT person_id FROM tickets"))!;
        await service.Database.WriteAsync(session => service.Get<Erasures>().CancelAsync(session, person, Stop), Stop);
        (await desk.ApproveAsync(Made, (await service.OneAsync<string>("SELECT id FROM erasure_orders WHERE state = 'asked'"))!, Stop)).ShouldBe(ErasureOrderResult.NoRequest);
        (await desk.ListAsync(Made, DateTimeOffset.MinValue, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_not_the_role_neither_sees_nor_orders()
    {
        await using var service = await RegisteredAsync();
        var desk = service.Get<ErasureDesk>();
        var ticket = await TicketAsync(service);
        foreach (var role in (StaffRole[])[StaffRole.Auditor, StaffRole.Outreach, StaffRole.Agent])
        {
            var scope = Scope("x", role);
            (await desk.LookAsync(scope, ticket, Why, Stop)).ShouldBeNull();
            (await desk.PreviewAsync(scope, ticket, [], Stop)).ShouldBeNull();
            (await desk.AskAsync(scope, ticket, [], Why, Stop)).ShouldNotBeNull();
        }

        // An approver approves, and asks for nothing himself.
        (await desk.AskAsync(Made, ticket, [], Why, Stop)).ShouldNotBeNull();
        (await desk.AskAsync(Wayan, ticket, [], "  ", Stop)).ShouldNotBeNull();
        (await desk.AskAsync(Wayan, ticket, ["JKA-261121-XXXXX"], Why, Stop)).ShouldNotBeNull();
        (await desk.AskAsync(Wayan, ticket, [], Why, Stop)).ShouldBeNull();
        var order = (await OneAsync(service)).Order!.Id;
        (await desk.ApproveAsync(Scope("lain", StaffRole.Service), order, Stop)).ShouldBe(ErasureOrderResult.NoRequest);
        (await desk.ReturnAsync(Scope("lain", StaffRole.Service), order, "tidak", Stop)).ShouldBeFalse();
        (await desk.ListAsync(Scope("desa", StaffRole.Agent), DateTimeOffset.MinValue, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_writes_from_a_new_phone_is_found_by_the_number_of_his_registration()
    {
        await using var service = await RegisteredAsync();
        var desk = service.Get<ErasureDesk>();
        await service.RunAsync(Given.WhatsApp(Given.Budi, "hapus data saya yang di nomor lama"));
        var ticket = await TicketAsync(service, Given.Budi);
        (await desk.LookAsync(Wayan, ticket, Why, Stop)).ShouldNotBeNull().Registrations.ShouldBeEmpty();
        var siti = (await service.OneAsync<string>("SELECT number FROM registrations JOIN workers ON workers.id = worker_id WHERE name LIKE 'SITI%'"))!;
        (await desk.AddAsync(Wayan, ticket, "JKA-261121-XXXXX", Why, Stop)).ShouldBeNull();
        (await desk.AddAsync(Wayan, ticket, siti, Why, Stop)).ShouldNotBeNull().Name.ShouldBe("SITI A.");
        (await desk.AskAsync(Wayan, ticket, [siti], Why, Stop)).ShouldBeNull();
        (await desk.ApproveAsync(Made, (await OneAsync(service)).Order!.Id, Stop)).ShouldBe(ErasureOrderResult.Ordered);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM erasure_scopes WHERE receipt = @ticket", new { ticket })).ShouldBe(1);
    }

    private static StaffScope Scope(string login, params StaffRole[] roles) =>
        new(StaffScope.FirstOrganisation, login, login, roles, roles is [StaffRole.Agent] ? "PERISAI-01" : null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private static async Task<ErasureCase> OneAsync(TestService service) =>
        (await service.Get<ErasureDesk>().ListAsync(Made, DateTimeOffset.MinValue, Stop)).ShouldHaveSingleItem();
}
