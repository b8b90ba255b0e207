using Chatbot.Membership.Files;
using Chatbot.Membership.Members;
using Chatbot.Membership.Registering;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Tests.Membership.Members;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Registering;

/// <summary>From the registration to its number in BPJS Ketenagakerjaan's own system, on both databases.</summary>
public abstract class BranchEntriesTests
{
    public sealed class OnSqlite : BranchEntriesTests;

    [UsesPostgres]
    public sealed class OnPostgres : BranchEntriesTests;

    private static readonly StaffScope Rina = MemberSearchTests.ScopeOf("rina", StaffRole.Service);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_listed_the_oldest_first_with_what_is_missing()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        await service.Database.WriteAsync(session => session.ExecuteAsync("UPDATE workers SET needs_review = 0", null, Stop), Stop);
        var oldest = await NumberOfAsync(service, "CITRA LESTARI");
        await service.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("UPDATE registrations SET created_at = created_at - 1000 WHERE number = @oldest", new { oldest }, Stop);
                await session.ExecuteAsync("UPDATE workers SET needs_review = 1, phone = '' WHERE name = 'CITRA LESTARI'", null, Stop);
            },
            Stop);
        var queue = await WaitingAsync(service);
        queue.Count.ShouldBe(4);
        queue.Rows.Count.ShouldBe(4);
        queue.Rows[0].ShouldSatisfyAllConditions(
            one => (one.Number, one.Name, one.Area, one.Channel, one.Export, one.Note).ShouldBe((oldest, "CITRA L.", "Kabupaten Jember", "import", "", "")),
            one => one.Missing.ShouldBe([MissingPart.Phone, MissingPart.Check]));
        (await service.Get<BranchEntries>().WaitingAsync(Rina, BranchStage.All, 3, 10, Stop)).Rows.Count.ShouldBe(1);

        // Handed over by two people it waits on, in the file's name.
        var batch = (await service.Get<RegistrationExport>().TakeAsync("Wayan", "Ketut", "entri", service.Clock.GetUtcNow(), Stop)).ShouldNotBeNull();
        (await WaitingAsync(service, BranchStage.NotHandedOver)).Count.ShouldBe(0);
        (await WaitingAsync(service, BranchStage.HandedOver)).Rows.ShouldAllBe(one => one.Export == batch.Number);
    }

    [Fact]
    public async Task A_number_ends_the_waiting_is_kept_encrypted_and_a_slip_is_taken_back()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var entries = service.Get<BranchEntries>();
        var number = await NumberOfAsync(service, "SITI AMINAH");
        foreach (var wrong in new[] { "", "1234567890", "123456789012", "1234567890a" }) (await entries.EnterAsync(Rina, number, wrong, Stop)).ShouldBe(BranchNoted.WrongNumber);
        (await entries.EnterAsync(Rina, number, "2412 0098 765", Stop)).ShouldBe(BranchNoted.Done);
        (await entries.EnterAsync(Rina, number, "24120098766", Stop)).ShouldBe(BranchNoted.EnteredAlready);
        (await entries.ReturnAsync(Rina, number, "nama berbeda", Stop)).ShouldBe(BranchNoted.EnteredAlready);
        (await WaitingAsync(service)).Rows.Select(one => one.Number).ShouldNotContain(number);
        (await entries.EnteredAsync(Rina, Stop)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => (one.Number, one.Name, one.Kpj, one.By).ShouldBe((number, "SITI A.", "*******8765", "rina")));
        service.Get<PersonalData>().DecryptText(BranchEntries.KpjPurpose, (await service.OneAsync<byte[]>("SELECT kpj FROM branch_entries"))!).ShouldBe("24120098765");
        (await service.OneAsync<string>("SELECT actor || ' ' || action || ' ' || reason FROM audit_log")).ShouldBe($"rina registration.entered {number}: KPJ dicatat");

        (await entries.TakeBackAsync(Rina, number, Stop)).ShouldBeTrue();
        (await entries.TakeBackAsync(Rina, number, Stop)).ShouldBeFalse();
        (await WaitingAsync(service)).Count.ShouldBe(4);
        var view = (await service.Get<MemberDesk>().OpenAsync(Rina, await MemberSearchTests.IdOfAsync(service, "SITI AMINAH"), Stop)).ShouldNotBeNull();
        view.History.Where(one => one.What != "registered").Select(one => (one.What, one.By)).ShouldBe([("entered", "officer:rina"), ("taken_back", "officer:rina")], ignoreOrder: true);
    }

    [Fact]
    public async Task What_could_not_be_entered_says_why_is_held_against_the_KTP_and_entered_later()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        await service.Database.WriteAsync(session => session.ExecuteAsync("UPDATE workers SET needs_review = 0", null, Stop), Stop);
        var entries = service.Get<BranchEntries>();
        var number = await NumberOfAsync(service, "BUDI SANTOSO");
        (await entries.ReturnAsync(Rina, number, " ya ", Stop)).ShouldBe(BranchNoted.NoReason);
        (await entries.ReturnAsync(Rina, number, "nama di KTP berbeda", Stop)).ShouldBe(BranchNoted.Done);
        (await WaitingAsync(service, BranchStage.Returned)).Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => one.Note.ShouldBe("nama di KTP berbeda"), one => one.Missing.ShouldBe([MissingPart.Check]));
        (await WaitingAsync(service, BranchStage.NotHandedOver)).Count.ShouldBe(3);
        (await entries.CountAsync(Rina, Stop)).Entries.ShouldBe(4);
        (await entries.EnterAsync(Rina, number, "24120098765", Stop)).ShouldBe(BranchNoted.Done);
        (await entries.CountAsync(Rina, Stop)).Entries.ShouldBe(3);
    }

    [Fact]
    public async Task Nobody_else_notes_anything()
    {
        await using var service = await MemberSearchTests.WithFourAsync();
        var entries = service.Get<BranchEntries>();
        var number = await NumberOfAsync(service, "SITI AMINAH");
        foreach (var other in new[]
        {
            MemberSearchTests.ScopeOf("x", StaffRole.Outreach), MemberSearchTests.ScopeOf("x", StaffRole.Approver), MemberSearchTests.ScopeOf("x", StaffRole.Auditor),
            MemberSearchTests.ScopeOf("x", StaffRole.Agent), Rina with { Organisation = "demak" },
        })
        {
            (await entries.EnterAsync(other, number, "24120098765", Stop)).ShouldBe(BranchNoted.Gone);
            (await entries.ReturnAsync(other, number, "nama berbeda", Stop)).ShouldBe(BranchNoted.Gone);
            (await entries.TakeBackAsync(other, number, Stop)).ShouldBeFalse();
        }

        (await entries.WaitingAsync(Rina with { Organisation = "demak" }, BranchStage.All, 0, 10, Stop)).Count.ShouldBe(0);
        (await entries.WaitingAsync(MemberSearchTests.ScopeOf("x", StaffRole.Agent), BranchStage.All, 0, 10, Stop)).Count.ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM branch_entries")).ShouldBe(0);
    }

    private static Task<BranchQueue> WaitingAsync(TestService service, BranchStage stage = BranchStage.All) =>
        service.Get<BranchEntries>().WaitingAsync(Rina, stage, 0, 100, Stop);

    private static async Task<string> NumberOfAsync(TestService service, string name) =>
        (await service.OneAsync<string>("SELECT r.number FROM registrations r JOIN workers w ON w.id = r.worker_id WHERE w.name = @name", new { name })).ShouldNotBeNull();
}
