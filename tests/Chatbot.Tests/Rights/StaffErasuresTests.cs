using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Requests;
using Chatbot.Rights;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;
using static Chatbot.Tests.Rights.TwoRegistered;

namespace Chatbot.Tests.Rights;

public abstract class StaffErasuresTests
{
    public sealed class OnSqlite : StaffErasuresTests;

    [UsesPostgres]
    public sealed class OnPostgres : StaffErasuresTests;

    private static readonly Look Look = new("wayan", "KTP dilihat");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_officers_carry_out_what_went_to_a_ticket_with_the_same_proof()
    {
        await using var service = await RegisteredAsync();
        var ticket = await TicketAsync(service);
        var open = (await service.Get<StaffErasures>().LookAsync(ticket, Look, Stop)).ShouldNotBeNull();
        open.IsOnItsWay.ShouldBeFalse();
        open.Registrations.Select(one => (one.Name, one.Nik)).ShouldBe([("SITI A.", "3509********0002"), ("MARNI", "3509********0077")], ignoreOrder: true);
        var siti = open.Registrations.Single(one => one.Name == "SITI A.").Number;

        (await OrderAsync(service, ticket, [siti], approvedBy: "Wayan ")).ShouldBe(ErasureOrderResult.OnePerson);
        (await OrderAsync(service, ticket, ["JKA-261121-XXXXX"])).ShouldBe(ErasureOrderResult.NoRegistration);
        (await OrderAsync(service, "T-261121-XXXX", [siti])).ShouldBe(ErasureOrderResult.NoRequest);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM restrictions")).ShouldBe(0);
        (await OrderAsync(service, ticket, [siti])).ShouldBe(ErasureOrderResult.Ordered);
        (await OrderAsync(service, ticket, [siti])).ShouldBe(ErasureOrderResult.OnItsWay);

        var ani = (await service.OneAsync<string>("SELECT person_id FROM tickets"))!;
        (await service.Get<Consents>().HoldsAsync(ani, ConsentPurpose.Registration, Stop)).ShouldBeFalse();
        (await service.Get<Restrictions>().IsHeldAsync(ani, Stop)).ShouldBeTrue();
        await ErasedAsync(service, ticket);

        (await NamesAsync(service)).ShouldBe(["MARNI"]);
        (await service.Get<DeletionList>().ReadAsync(Stop)).ShouldHaveSingleItem().Receipt.ShouldBe(ticket);
        (await service.OneAsync<string>("SELECT receipt FROM deletion_proofs")).ShouldBe(ticket);
        (await service.Get<TraceSearch>().FindAsync([Nik, "SITI AMINAH"], Stop)).ShouldBeEmpty();
        var looks = await service.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT actor || ' ' || action FROM audit_log ORDER BY number", null, Stop), Stop);
        looks.ShouldBe(["wayan erasure.look", "wayan erasure.order", "Made erasure.approve", "wayan erasure.order", "Made erasure.approve"]);
        (await service.Get<AuditLog>().FirstBrokenAsync(Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_branch_has_to_keep_stays_and_the_rest_goes()
    {
        await using var service = await RegisteredAsync();
        var ticket = await TicketAsync(service);
        (await OrderAsync(service, ticket, [])).ShouldBe(ErasureOrderResult.Ordered);
        await ErasedAsync(service, ticket);
        (await NamesAsync(service)).ShouldBe(["MARNI", "SITI AMINAH"]);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses")).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM deliveries")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_lost_the_old_phone_is_helped_from_the_new_one()
    {
        await using var service = await RegisteredAsync();
        await service.RunAsync(Given.WhatsApp(Given.Budi, "hapus data saya yang di nomor lama"));
        var ticket = await TicketAsync(service, Given.Budi);
        var open = (await service.Get<StaffErasures>().LookAsync(ticket, Look, Stop)).ShouldNotBeNull();
        open.Registrations.ShouldBeEmpty();
        var siti = (await service.OneAsync<string>("SELECT number FROM registrations JOIN workers ON workers.id = worker_id WHERE name LIKE 'SITI%'"))!;
        (await OrderAsync(service, ticket, [siti])).ShouldBe(ErasureOrderResult.Ordered);
        await ErasedAsync(service, ticket);
        (await NamesAsync(service)).ShouldBe(["MARNI"]);
        // The old phone is not the one that asked.
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses WHERE phone = @Ani", new { Given.Ani })).ShouldBe(1);

        foreach (var table in (string[])["erased_consents", "deletion_proofs"])
            await service.Database.WriteAsync(session => session.ExecuteAsync($"DELETE FROM {table}", null, Stop), Stop);
        await service.Get<Erasures>().RedoAsync(Stop);
        (await NamesAsync(service)).ShouldBe(["MARNI"]);
    }

    [Fact]
    public async Task What_goes_by_itself_needs_nobody()
    {
        await using var service = await RegisteredAsync();
        var asked = await RegistrationActionsTests.PerformAsync(service, "erase_data", Given.Ani);
        var open = (await service.Get<StaffErasures>().LookAsync(asked.Values["receipt"], Look, Stop)).ShouldNotBeNull();
        open.IsOnItsWay.ShouldBeTrue();
        (await OrderAsync(service, asked.Values["receipt"], [])).ShouldBe(ErasureOrderResult.OnItsWay);
    }

    private static Task<ErasureOrderResult> OrderAsync(TestService service, string number, string[] registrations, string approvedBy = "Made") =>
        service.Get<StaffErasures>().OrderAsync(new ErasureOrder(number, registrations, "wayan", approvedBy, "KTP dilihat di loket"), Stop);

    private static async Task ErasedAsync(TestService service, string receipt)
    {
        service.Clock.Advance(TimeSpan.FromHours(20));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(0);
        await service.DrainAsync();
        service.Edge.Texts[^1].ShouldContain(receipt);
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        (await service.Get<Erasures>().RunAsync(Stop)).ShouldBe(1);
    }

    private static Task<IReadOnlyList<string>> NamesAsync(TestService service) =>
        service.Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM workers ORDER BY name", null, Stop), Stop);
}
